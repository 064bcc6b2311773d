"""Returning to a moment: a new seminar with one room, which begins with a copy of what had happened until then.

The copy keeps each event as it was stored: what it says, who did it, when, under which op. So versions are the same,
and with them everything that names one. A moment never lies inside an op: an op is stored whole and is copied whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Final

from simulator.core.commands.exercise import BeginBranch, TellBranch
from simulator.core.commands.seminar import BranchSeminar, OpenSeminar, RoomPlan
from simulator.core.ids import ExerciseId, SeminarId, exercise_stream
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.state.exercise import Exercise

from .guests import change_sheet, read_sheet
from .ports import Append, NewEvent, Recorded, SeminarEntry
from .remains import read_remains
from .retention import SHEET, usual_date
from .service import SYSTEM, Simulator

TOGETHER: Final = 100
"""Ops that are stored in one commit; between two of them others get their turn."""
TITLE, NAME = 80, 60
MARK: Final = ", from "


@dataclass(frozen=True, slots=True)
class Made:
    """A room that began as another was at a moment."""

    entry: SeminarEntry
    exercise: ExerciseId
    room: str


def named(name: str, time: str, most: int) -> str:
    """The name of what goes on from there: "Room A, from 14:20"; of a room that began so itself with the later time."""
    tail = f"{MARK}{time}"
    return name.split(MARK)[0][: most - len(tail)] + tail


class Branches:
    """Begins rooms from moments of others."""

    def __init__(
        self, simulator: Simulator, time_of: Callable[[int], str], rest: Callable[[], None] = lambda: None
    ) -> None:
        """``time_of`` says an instant as the clock on the wall shows it."""
        self._simulator, self._time_of, self._rest = simulator, time_of, rest
        self._events, self._notes = simulator.stores.events, simulator.stores.notes

    def end_of_op(self, exercise: ExerciseId, version: int) -> int:
        """The last version of the op that this version belongs to."""
        log = self._events.read(exercise_stream(exercise), version - 1)
        first = next(log, None) if version > 0 else None
        if first is None:
            raise Refused(RefusalCode.UNKNOWN_TARGET, target=str(version))
        return version + sum(1 for _ in takewhile(lambda one: _op(one) == _op(first), log))

    def before_act(self, exercise: ExerciseId, version: int) -> int:
        """The last version before the op that this version belongs to."""
        stream = exercise_stream(exercise)
        log = list(self._events.read(stream, max(0, version - TOGETHER), version))
        first = next((r for r in reversed(log) if _op(r) != _op(log[-1])), None)
        if first is None or log[-1].version != version:
            raise Refused(RefusalCode.UNKNOWN_TARGET, target=str(version))
        return first.version

    def begin(self, old: Exercise, upto: int, op: str) -> Made:
        """A new seminar whose room is what ``old`` was after ``upto`` events. The same ``op`` again gives the same one.
        Raises `Refused`."""
        simulator, made = self._simulator, f"{old.id}/{upto}/{op}"
        seminar = SeminarId(hashlib.sha256(made.encode()).hexdigest()[:12])
        new = ExerciseId(f"{seminar}-1")
        entry = simulator.stores.seminars.find(seminar)
        if entry is None:
            entry = self._found(old, seminar, new, upto)
        room = simulator.exercise(new)
        if all(b.exercise != new for b in simulator.exercise(old.id).goes_on):
            # last of all, so that a crash before it is made up for when the same is asked again
            self._hand_on(old.seminar, seminar)
            told = TellBranch(new, room.room, upto, room.branch.at if room.branch else simulator.clock())
            simulator.act(old.id, told, SYSTEM, f"branch/{new}")
        return Made(entry, new, room.room)

    def _found(self, old: Exercise, seminar: SeminarId, new: ExerciseId, upto: int) -> SeminarEntry:
        """Copy the log, and begin the new room and its seminar."""
        simulator = self._simulator
        title = simulator.stores.seminars.find(old.seminar)
        last = next(iter(self._events.read(exercise_stream(old.id), upto - 1, upto)), None)
        if title is None or last is None:
            raise Refused(RefusalCode.ROOM_UNKNOWN)
        time = self._time_of(last.at)
        self._copy(old.id, new, upto)
        simulator.read_ahead(new, self._rest)
        if simulator.exercise(new).branch is None or simulator.exercise(new).seminar != seminar:
            room = named(old.room, time, NAME)
            simulator.act(new, BeginBranch(seminar, room, old.id, last.at), SYSTEM, f"branch/{new}")
        return simulator.found_seminar(
            seminar, old.rulebook, self._opening(old, new, last.at), SYSTEM, named(title.title, time, TITLE)
        )

    def _copy(self, old: ExerciseId, new: ExerciseId, upto: int) -> None:
        """Store the beginning of one log as another one. What a crash left of it is gone on with."""
        stream, log = exercise_stream(new), self._events.read(exercise_stream(old), 0, upto)
        have, waiting = self._events.head(stream), list[Append]()
        for append in self._appends(stream, self._whole(old, log)):
            if append.expected >= have:
                waiting.append(append)
            if len(waiting) == TOGETHER:
                self._store(waiting)
                waiting = []
        self._store(waiting)

    def _whole(self, old: ExerciseId, log: Iterator[Recorded]) -> Iterator[Recorded]:
        """The log with what remains of its erased events: who wrote to whom, without a word."""
        remains = read_remains(self._notes, exercise_stream(old))
        for one in log:
            if not one.erased:
                yield one
            elif one.version in remains:
                yield replace(one, payload=remains[one.version])
            else:
                raise Refused(RefusalCode.ROOM_UNKNOWN)

    @staticmethod
    def _appends(stream: str, log: Iterator[Recorded]) -> Iterator[Append]:
        for (actor, op), group in groupby(log, _op):
            found = list(group)
            events = tuple(NewEvent(r.kind, r.payload) for r in found)
            yield Append(stream, found[0].version - 1, events, actor, op, "copied", found[0].at)

    def _store(self, appends: Sequence[Append]) -> None:
        for answer in self._events.append_all(appends) if appends else ():
            if isinstance(answer, Exception):
                raise answer
        self._rest()

    def _opening(self, old: Exercise, new: ExerciseId, at: int) -> BranchSeminar:
        """The new room says itself in what step it stands, and how far its clock had come."""
        state, was = self._simulator.exercise(new), self._simulator.seminar(old.seminar).rooms[old.id]
        return BranchSeminar(
            OpenSeminar(
                state.rulebook_hash, (RoomPlan(new, state.room, state.cast),), state.help, state.bots, state.depth,
                state.talk, state.letters,
            ),
            was.origin or old.id, at, state.step or state.steps[0].id, state.slide, state.scene, state.notice,
            state.clock, dict(state.agenda.lengths), state.agenda.out, dict(was.generation),
        )  # fmt: skip

    def _hand_on(self, old: SeminarId, new: SeminarId) -> None:
        """Who steers the one steers the other, and its names and texts are kept as long."""
        facilitators = self._simulator.stores.facilitators
        for grant in facilitators.of_seminar(old):
            facilitators.allow(new, grant.facilitator_id, grant.role)
        kept = read_sheet(self._notes, old, SHEET)
        entry = self._simulator.stores.seminars.find(old)
        until = kept["until"] if kept else usual_date(entry.created_at if entry else self._simulator.clock())
        held = {"until": until, "purged_at": 0}
        change_sheet(self._notes, new, SHEET, self._simulator.clock(), lambda was: was or held)


def _op(one: Recorded) -> tuple[str, str]:
    return one.actor, one.op
