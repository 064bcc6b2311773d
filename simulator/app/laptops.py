"""Which laptops are quiet: here, asked for something in this step, and without an action for some minutes.

That is laptop activity and nothing else: people may well be talking. When each seat acted last is remembered by the
processes alone: after a restart who was quiet stays so until they act, and the others count as active until the minutes
have passed again.
"""

from __future__ import annotations

from typing import Final

from simulator.core.commands.exercise import NoteQuiet
from simulator.core.ids import ExerciseId, SeatId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.core.views.unfinished import unfinished

from .ports import Conflict, OpReused, StoreFailed
from .service import SYSTEM, Simulator

QUIET_AFTER: Final = 5 * 60_000
EVERY: Final = 10_000
"""Milliseconds between two looks at a room."""
BY_LAPTOP: Final = ("sign", "vote", "mark", "read")
"""What each seat does on its own laptop."""


class Laptops:
    """Looks through the rooms, and has it noted where something changed."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._looked = self._began = simulator.clock()
        self._steps: dict[ExerciseId, tuple[str, int]] = {}
        self._listed: dict[ExerciseId, tuple[SeatId, ...]] = {}

    def note_quiet(self) -> int:
        """Note which laptops are quiet now; returns in how many rooms that changed."""
        now = self._simulator.clock()
        if now - self._looked < EVERY:
            return 0
        self._looked = now
        return sum(self._note(room, now) for room in self._simulator.rooms_seen())

    def _quiet(self, room: Exercise, now: int) -> tuple[SeatId, ...]:
        step, since = self._steps.setdefault(room.id, (room.step, self._began))
        if step != room.step:
            step, since = self._steps[room.id] = (room.step, now)
        if not room.clock.running:
            return ()
        asked = {m.seat for t in unfinished(room) if t.task in BY_LAPTOP for m in t.missing if m.present}
        # who is here by the facilitator's word alone has no laptop that could be quiet
        asked = {s for s in asked if room.seats[s].present}
        acted = self._simulator.acted

        def quiet(seat: SeatId) -> bool:
            if since == self._began and seat in room.quiet and (room.id, seat) not in acted:
                return True  # noted by another process, or before a restart, and nothing done since
            return now - max(acted.get((room.id, seat), 0), since) >= QUIET_AFTER

        return tuple(s for s in room.seats if s in asked and quiet(s))

    def _hear(self, room: Exercise, now: int) -> None:
        """Whom another process took off the list acted there. Where no note told of it (they may be lost), this one
        would put them back on it, and the other take them off again, look after look."""
        for seat in self._listed.get(room.id, ()):
            if seat not in room.quiet:
                self._simulator.acted[room.id, seat] = now

    def _note(self, room: Exercise, now: int) -> bool:
        self._hear(room, now)
        quiet = self._listed[room.id] = self._quiet(room, now)
        if quiet == room.quiet:
            return False
        try:
            return bool(
                self._simulator.act(room.id, NoteQuiet(quiet), SYSTEM, f"quiet@{room.version}").events
            )
        except (Refused, Conflict, OpReused, StoreFailed):
            return False  # the next look tries again; another process may have noted something else first
