"""What the web and the sockets ask of the application: one object over both kinds of stream.

A control of the seminar is stored in the seminar's log first and then passed to each room as a command named after
the log's version, so that repeating it is harmless: it is re-driven at start-up and after every control.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.rulebook import Rulebook
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar, Settings

from .listening import Clock, Listener, tell
from .phrases import canonical_phrase, make_join_code, resume_phrase
from .ports import Recorded, SeminarEntry, Stores, Taken
from .remains import read_remains
from .rulebooks import RulebookShelf
from .streams import EventCodec, Handled, StateCodec, Streams, actor_key

SYSTEM = Actor("system")


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
        # when each seat's people last did something; of this process alone, for laptop activity
        self.acted: dict[tuple[ExerciseId, SeatId], int] = {}
        self._listeners: list[Listener] = []
        self._reread: list[Callable[[Exercise], None]] = []
        self._after: list[Callable[[SeminarId, int, tuple[Any, ...]], None]] = []
        self._after_acting: list[Callable[[ExerciseId, SeatId], None]] = []
        self._after_archiving: list[Callable[[SeminarId], None]] = []
        self._before_ack: list[Callable[[SeminarId, Seminar, tuple[Any, ...]], None]] = []
        self._seminars: Streams[Seminar] = Streams(
            stores.events, seminar_codec, fresh=self._fresh_seminar, decide=self._decide_seminar,
            evolve=self._evolve_seminar, tell=self._tell_seminar,
        )  # fmt: skip
        self._exercises: Streams[Exercise] = Streams(
            stores.events, exercise_codec, fresh=self._fresh_exercise, decide=decide, evolve=evolve,
            tell=self._tell_exercise, snapshots=snapshots, remains=lambda stream: read_remains(stores.notes, stream),
        )  # fmt: skip
        self._starting: dict[str, Rulebook] = {}
        self._passed: dict[str, int] = {}
        self._archived: dict[SeminarId, bool] = {}
        self.seminar_codec, self.exercise_codec = seminar_codec, exercise_codec

    # --- listening -------------------------------------------------------------------------------------

    def listen(self, listener: Listener, *, first: bool = False) -> None:
        """Tell ``listener`` of every change from now on; ``first``: before those who listen already."""
        self._listeners.insert(0 if first else len(self._listeners), listener)

    def before_seat_ack(self, hook: Callable[[SeminarId, Seminar, tuple[Any, ...]], None]) -> None:
        """Call ``hook`` after a seminar change is stored and before its sender hears that it is."""
        self._before_ack.append(hook)

    def after_steering(self, hook: Callable[[SeminarId, int, tuple[Any, ...]], None]) -> None:
        """Call ``hook`` with the version and the events of a seminar change once its rooms have followed."""
        self._after.append(hook)

    def _tell_seminar(self, _stream: str, state: Seminar, events: tuple[Any, ...]) -> None:
        for hook in self._before_ack:
            hook(state.id, state, events)
        for listener in self._listeners:
            tell(listener.seminar_changed, state, events)

    def _tell_exercise(self, _stream: str, state: Exercise, events: tuple[Any, ...]) -> None:
        for listener in self._listeners:
            tell(listener.exercise_changed, state, events)

    # --- other processes -------------------------------------------------------------------------------

    def take_in(self, stream: str) -> None:
        """Another process stored something in ``stream``: take it in, and tell whoever listens here."""
        kind, _, name = stream.partition(":")
        if kind == "exercise":
            self.exercise(ExerciseId(name))
        elif kind == "seminar":
            self.seminar(SeminarId(name))

    def take_in_all(self) -> None:
        """Take in what other processes stored in any stream that is known here."""
        self._seminars.look()
        self._exercises.look()

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

    def read_ahead(self, exercise: ExerciseId, rest: Callable[[], None]) -> None:
        """Read the log of a room that nobody asks for yet, a little at a time."""
        self._exercises.warm(exercise_stream(exercise), rest)

    def knows_exercise(self, exercise: str) -> bool:
        """Whether there is a room of this id."""
        return self.stores.events.head(exercise_stream(exercise)) > 0

    def is_room(self, state: Exercise) -> bool:
        """Whether its seminar knows it: a log whose copying was interrupted (`app/branching.py`) is no room yet."""
        begun = self.stores.events.head(seminar_stream(state.seminar)) > 0
        return begun and state.id in self.seminar(state.seminar).rooms

    def exercise_events(
        self, exercise: ExerciseId, after: int = 0, upto: int | None = None, *, kind: str | None = None
    ) -> list[tuple[int, Any]]:
        """(version, event) of a range of a room's log, of one kind where it is named, oldest first."""
        return list(self._exercises.events(exercise_stream(exercise), after, upto, kind=kind))

    def history(
        self, exercise: ExerciseId, after: int = 0, upto: int | None = None, *, kind: str | None = None
    ) -> Iterator[tuple[int, int, Any]]:
        """(version, instant, event) of a range of a room's log, of one kind where it is named, oldest first. For the
        replay, whose frames go through `core.views.replay`: a raw event is never shown."""
        return self._exercises.history(exercise_stream(exercise), after, upto, kind=kind)

    def beginning(self, exercise: ExerciseId) -> Exercise:
        """A room before its first event."""
        return self._exercises.beginning(exercise_stream(exercise))

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
        command = scmd.OpenSeminar(
            digest, plans, settings.help, settings.bots, settings.depth, settings.talk, settings.letters
        )
        return self.found_seminar(seminar, rulebook, command, Actor("facilitator", facilitator), title)

    def found_seminar(
        self, seminar: SeminarId, rulebook: Rulebook, command: scmd.OpenSeminar | scmd.BranchSeminar, actor: Actor,
        title: str,
    ) -> SeminarEntry:  # fmt: skip
        """Begin a seminar's log, give it a join code, and begin its rooms."""
        self._starting[seminar_stream(seminar)] = rulebook
        self._seminars.handle(seminar_stream(seminar), command, Envelope(actor, self.clock(), "open"))
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
        envelope = Envelope(actor, self.clock(), op)
        self._still_open(seminar, seminar_stream(seminar), envelope)
        handled = self._seminars.handle(seminar_stream(seminar), command, envelope)
        self.drive(seminar)
        for hook in self._after:
            hook(seminar, handled.version, handled.events)
        return handled

    # --- putting away ----------------------------------------------------------------------------------

    def archived(self, seminar: SeminarId) -> bool:
        """Whether a seminar is put away: everybody reads, nobody writes."""
        if seminar not in self._archived:
            entry = self.stores.seminars.find(seminar)
            self._archived[seminar] = bool(entry and entry.archived_at is not None)
        return self._archived[seminar]

    def archive(self, seminar: SeminarId, *, away: bool) -> None:
        """Put a seminar away, or take it out again. Its clock rests first, so that it goes on where it was."""
        if self.archived(seminar) == away:
            return
        if away and self.seminar(seminar).clock.running:
            self.steer(seminar, scmd.PauseClock(), Actor("facilitator"), f"archive@{self.clock()}")
        self.stores.seminars.archive(seminar, self.clock() if away else None)
        self.archiving_changed(seminar)

    def archiving_changed(self, seminar: SeminarId) -> None:
        """A seminar was put away or taken out, here or by another process: look again, and tell."""
        self._archived.pop(seminar, None)
        for hook in self._after_archiving:
            hook(seminar)

    def after_archiving(self, hook: Callable[[SeminarId], None]) -> None:
        """Call ``hook`` when a seminar was put away or taken out again."""
        self._after_archiving.append(hook)

    def _still_open(self, seminar: SeminarId, stream: str, envelope: Envelope) -> None:
        """The one gate of all commands. What was stored before the seminar was put away is still confirmed as stored
        when it is sent again."""
        if self.archived(seminar) and not self.stores.events.find_op(
            stream, actor_key(envelope), envelope.op
        ):
            raise Refused(RefusalCode.ARCHIVED)

    def forget_state(self, exercise: ExerciseId) -> None:
        """Read a room's state anew from its log, from which something was erased, and have pages made of it."""
        state = self._exercises.reread(exercise_stream(exercise))
        for hook in self._reread:
            hook(state)

    def after_erasing(self, hook: Callable[[Exercise], None]) -> None:
        """Call ``hook`` with the state of a room from which something was erased."""
        self._reread.append(hook)

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
        stream, envelope = exercise_stream(exercise), Envelope(actor, self.clock(), op)
        known = self._exercises.seen(stream) or self._exercises.state(stream)
        self._still_open(known.seminar, stream, envelope)
        done = self._exercises.handle(stream, command, envelope)
        if actor.role == "delegate":
            self.acted[exercise, actor.seat] = envelope.at
            for hook in self._after_acting:
                hook(exercise, actor.seat)
        return done

    def after_acting(self, hook: Callable[[ExerciseId, SeatId], None]) -> None:
        """Call ``hook`` when somebody at a seat did something."""
        self._after_acting.append(hook)

    def place_of(self, seminar: SeminarId, person: PersonId) -> Place | None:
        """Where a person sits now, read from the newest state."""
        found = self.seminar(seminar).place.get(person)
        return Place(seminar, *found) if found else None

    def seat_seen(self, exercise: ExerciseId, person: PersonId) -> SeatId | None:
        """The seat of a person in a room as this process saw it last; the rules look again before anything is done."""
        room = self._exercises.seen(exercise_stream(exercise))
        seminar = self._seminars.seen(seminar_stream(room.seminar)) if room else None
        found = seminar.place.get(person) if seminar else None
        return found[1] if found and found[0] == exercise else None

    def rooms_seen(self) -> tuple[Exercise, ...]:
        """The open rooms that this process knows, as it saw them last: at start-up it looks at all of them. A log that
        is still being copied is none of them: whatever were added to it would end up in the middle of the copy."""
        return tuple(
            r for r in self._exercises.all_seen() if self._is_seen(r) and not self.archived(r.seminar)
        )

    def _is_seen(self, room: Exercise) -> bool:
        seminar = self._seminars.seen(seminar_stream(room.seminar))
        return room.id in seminar.rooms if seminar else self.is_room(room)

    def room_count(self, exercise: ExerciseId) -> int:
        """How many rooms the seminar of this room has. It never changes, and pages ask while streams are locked: so it
        is taken from what this process has seen, which at start-up is everything."""
        room = self._exercises.seen(exercise_stream(exercise))
        seminar = self._seminars.seen(seminar_stream(room.seminar)) if room else None
        return len(seminar.rooms) if seminar else 1

    def phrase(self, seminar: Seminar, exercise: ExerciseId, seat: SeatId) -> str:
        """The resume phrase of a seat as it is valid now."""
        room = seminar.rooms[exercise]
        # a room that began as another was opens its seats with the words that people wrote down there
        return resume_phrase(self._key, room.origin or exercise, seat, room.generation.get(seat, 0))

    def opens(self, seminar: Seminar, exercise: ExerciseId, seat: SeatId, text: str) -> bool:
        """Whether this is the phrase of the seat as it is valid now."""
        phrase = self.phrase(seminar, exercise, seat)
        return secrets.compare_digest(phrase.encode(), canonical_phrase(text).encode())
