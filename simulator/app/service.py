"""What the web and the sockets ask of the application: one object over both kinds of stream.

A control of the seminar is stored in the seminar's log first and then passed to each room as a command named after
the log's version, so that repeating it is harmless: it is re-driven at start-up and after every control.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from simulator.core.commands import exercise as xcmd
from simulator.core.commands import seminar as scmd
from simulator.core.decide import decide
from simulator.core.deciding.seminar import decide_seminar
from simulator.core.envelope import Actor, Envelope
from simulator.core.events.talk import MessageSent
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.seminar import evolve_seminar, passed_on
from simulator.core.ids import (
    ExerciseId,
    PersonId,
    SeatId,
    SeminarId,
    exercise_stream,
    seminar_stream,
)  # fmt: skip
from simulator.core.rulebook import Rulebook
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar, Settings

from .phrases import canonical_phrase, make_join_code, resume_phrase
from .ports import Recorded, SeminarEntry, Stores, Taken
from .rulebooks import RulebookShelf
from .streams import EventCodec, Handled, StateCodec, Streams

SYSTEM = Actor("system")


class Clock(Protocol):
    """Now, as ms since 1970 UTC."""

    def __call__(self) -> int: ...


class Listener(Protocol):
    """Hears what changed, in order per stream, after it is on disk."""

    def exercise_changed(self, exercise: ExerciseId, state: Exercise, events: tuple[Any, ...]) -> None: ...

    def seminar_changed(self, seminar: SeminarId, state: Seminar, events: tuple[Any, ...]) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person sits."""

    seminar: SeminarId
    exercise: ExerciseId
    seat: SeatId


class Simulator:
    """Seminars, their rooms and their people."""

    def __init__(
        self,
        stores: Stores,
        shelf: RulebookShelf,
        *,
        seminar_codec: EventCodec,
        exercise_codec: EventCodec,
        clock: Clock,
        key: bytes,
        snapshots: StateCodec[Exercise] | None = None,
    ) -> None:
        self.stores, self.shelf, self.clock = stores, shelf, clock
        self._key = key
        self._listeners: list[Listener] = []
        self._before_ack: list[Callable[[SeminarId, Seminar, tuple[Any, ...]], None]] = []
        self._seminars: Streams[Seminar] = Streams(
            stores.events, seminar_codec, fresh=self._fresh_seminar, decide=self._decide_seminar,
            evolve=self._evolve_seminar, tell=self._tell_seminar,
        )  # fmt: skip
        self._exercises: Streams[Exercise] = Streams(
            stores.events, exercise_codec, fresh=self._fresh_exercise, decide=decide, evolve=evolve,
            tell=self._tell_exercise, snapshots=snapshots,
        )  # fmt: skip
        self._starting: dict[str, Rulebook] = {}
        self._passed: dict[str, int] = {}

    # --- listening -------------------------------------------------------------------------------------

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` of every change from now on."""
        self._listeners.append(listener)

    def before_seat_ack(self, hook: Callable[[SeminarId, Seminar, tuple[Any, ...]], None]) -> None:
        """Call ``hook`` after a seminar change is stored and before its sender hears that it is."""
        self._before_ack.append(hook)

    def _tell_seminar(self, _stream: str, state: Seminar, events: tuple[Any, ...]) -> None:
        for hook in self._before_ack:
            hook(state.id, state, events)
        for listener in self._listeners:
            listener.seminar_changed(state.id, state, events)

    def _tell_exercise(self, _stream: str, state: Exercise, events: tuple[Any, ...]) -> None:
        for listener in self._listeners:
            listener.exercise_changed(state.id, state, events)

    # --- states ----------------------------------------------------------------------------------------

    def _rulebook(self, stream: str, first: Sequence[Recorded]) -> tuple[Rulebook, str]:
        if not first:
            return self._starting[stream], ""
        digest = str(first[0].payload["rulebook_hash"])
        return self.shelf.get(digest), digest

    def _fresh_seminar(self, stream: str, first: Sequence[Recorded]) -> Seminar:
        rulebook, _ = self._rulebook(stream, first)
        return Seminar(SeminarId(stream.partition(":")[2]), rulebook)

    def _fresh_exercise(self, stream: str, first: Sequence[Recorded]) -> Exercise:
        rulebook, _ = self._rulebook(stream, first)
        return Exercise(ExerciseId(stream.partition(":")[2]), rulebook)

    @staticmethod
    def _decide_seminar(state: Seminar, command: Any, envelope: Envelope) -> tuple[Any, ...]:
        return decide_seminar(state, command, envelope)

    @staticmethod
    def _evolve_seminar(state: Seminar, event: Any) -> Seminar:
        return evolve_seminar(state, event)

    def under_way(self, exercise: ExerciseId) -> int:
        """How many commands of a room are being decided and stored, or wait for their turn."""
        return self._exercises.under_way(exercise_stream(exercise))

    def seminar(self, seminar: SeminarId) -> Seminar:
        """The newest state of a seminar."""
        return self._seminars.state(seminar_stream(seminar))

    def exercise(self, exercise: ExerciseId) -> Exercise:
        """The newest state of a room's negotiation."""
        return self._exercises.state(exercise_stream(exercise))

    def knows_exercise(self, exercise: str) -> bool:
        """Whether there is a room of this id."""
        return self.stores.events.head(exercise_stream(exercise)) > 0

    def exercise_events(
        self, exercise: ExerciseId, after: int = 0, upto: int | None = None, *, kind: str | None = None
    ) -> list[tuple[int, Any]]:
        """(version, event) of a range of a room's log, of one kind where it is named, oldest first."""
        return list(self._exercises.events(exercise_stream(exercise), after, upto, kind=kind))

    def messages(self, exercise: ExerciseId) -> Iterator[MessageSent]:
        """Every message of a room, oldest first, whoever may read it: `core.views.transcript` asks that of each."""
        for _, event in self._exercises.events(exercise_stream(exercise), kind=MessageSent.KIND):
            yield event

    # --- seminars --------------------------------------------------------------------------------------

    def open_seminar(
        self, rulebook: Rulebook, title: str, rooms: Sequence[tuple[str, int]], *, settings: Settings,
        facilitator: PersonId,
    ) -> SeminarEntry:  # fmt: skip
        """Create a seminar with one exercise per room (name, cast size). Raises `Refused` for a cast unknown."""
        digest = self.shelf.keep(rulebook, self.clock())
        seminar = SeminarId(secrets.token_hex(6))
        plans = tuple(
            scmd.RoomPlan(ExerciseId(f"{seminar}-{i}"), name, size) for i, (name, size) in enumerate(rooms, 1)
        )
        self._starting[seminar_stream(seminar)] = rulebook
        command = scmd.OpenSeminar(
            digest, plans, settings.help, settings.bots, settings.depth, settings.talk, settings.letters
        )
        envelope = Envelope(Actor("facilitator", facilitator), self.clock(), "open")
        self._seminars.handle(seminar_stream(seminar), command, envelope)
        entry = self._index(seminar, title)
        self.drive(seminar)
        return entry

    def _index(self, seminar: SeminarId, title: str) -> SeminarEntry:
        while True:
            entry = SeminarEntry(seminar, make_join_code(), title, self.clock())
            try:
                self.stores.seminars.add(entry)
            except Taken:
                continue
            return entry

    def steer(
        self, seminar: SeminarId, command: scmd.SeminarCommand, actor: Actor, op: str
    ) -> Handled[Seminar]:
        """Do a seminar command and pass it on to the rooms; everything is stored when this returns."""
        handled = self._seminars.handle(seminar_stream(seminar), command, Envelope(actor, self.clock(), op))
        self.drive(seminar)
        return handled

    def drive(self, seminar: SeminarId) -> None:
        """Bring every room of a seminar up to the seminar's log. Safe to repeat, and after a crash."""
        stream = seminar_stream(seminar)
        with self._seminars.lock(stream):
            state = self._seminars.state(stream)
            followed = {room: self._started(state, room).followed for room in state.rooms}
            # rooms do not follow every event, so what this process has passed on is remembered beside the logs
            behind = max(min(followed.values(), default=0), self._passed.get(stream, 0))
            for version, event in self._seminars.events(stream, behind):
                for room, seen in followed.items():
                    change = passed_on(event, room) if version > seen else None
                    if change is not None:
                        command = xcmd.FollowSeminar(version, change)
                        self._exercises.handle(
                            exercise_stream(room),
                            command,
                            Envelope(SYSTEM, self.clock(), f"seminar@{version}/{room}"),
                        )
            self._passed[stream] = state.version

    def _started(self, seminar: Seminar, room: ExerciseId) -> Exercise:
        stream = exercise_stream(room)
        if self.stores.events.head(stream) == 0 and seminar.rulebook:
            self._starting[stream] = seminar.rulebook
            plan, settings = seminar.rooms[room], seminar.settings
            command = xcmd.StartExercise(
                seminar.id,
                plan.name,
                seminar.rulebook_hash,
                plan.cast,
                settings.bots,
                settings.help,
                settings.depth,
                settings.talk,
                settings.letters,
            )
            self._exercises.handle(stream, command, Envelope(SYSTEM, self.clock(), f"start/{room}"))
        return self._exercises.state(stream)

    def drive_all(self) -> None:
        """At start-up: finish what a crash interrupted between a seminar and its rooms."""
        for stream in self.stores.events.streams("seminar:"):
            self.drive(SeminarId(stream.partition(":")[2]))

    # --- exercises and people --------------------------------------------------------------------------

    def act(
        self, exercise: ExerciseId, command: xcmd.ExerciseCommand, actor: Actor, op: str
    ) -> Handled[Exercise]:
        """Do a command of the negotiation; stored when this returns."""
        return self._exercises.handle(exercise_stream(exercise), command, Envelope(actor, self.clock(), op))

    def place_of(self, seminar: SeminarId, person: PersonId) -> Place | None:
        """Where a person sits now, read from the newest state."""
        found = self.seminar(seminar).place.get(person)
        return Place(seminar, *found) if found else None

    def seat_seen(self, exercise: ExerciseId, person: PersonId) -> SeatId | None:
        """The seat of a person in a room as this process saw it last; the rules look again before anything is done."""
        state = self._exercises.seen(exercise_stream(exercise))
        held = (s.id for s in state.seats.values() if person in s.people) if state and person else ()
        return next(iter(held), None)

    def rooms_seen(self) -> tuple[Exercise, ...]:
        """The rooms that this process knows, as it saw them last: at start-up it looks at all of them."""
        return self._exercises.all_seen()

    def phrase(self, seminar: Seminar, exercise: ExerciseId, seat: SeatId) -> str:
        """The resume phrase of a seat as it is valid now."""
        generation = seminar.rooms[exercise].generation.get(seat, 0)
        return resume_phrase(self._key, exercise, seat, generation)

    def opens(self, seminar: Seminar, exercise: ExerciseId, seat: SeatId, text: str) -> bool:
        """Whether this is the phrase of the seat as it is valid now."""
        phrase = self.phrase(seminar, exercise, seat)
        return secrets.compare_digest(phrase.encode(), canonical_phrase(text).encode())
