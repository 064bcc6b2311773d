"""Who took a seat when the room was under way already: they are shown the story so far, once.

When somebody took a seat stands in the room's log. That they were shown the story is kept on a sheet of the seminar
outside it, so that another laptop or a restart does not show it again.
"""

from __future__ import annotations

import threading
from typing import Final

from simulator.core.agenda import is_late
from simulator.core.clockwork import Clock
from simulator.core.events.exercise import SeminarFollowed
from simulator.core.ids import ExerciseId, PersonId, SeatId
from simulator.core.seminar_change import MemberIn, SeatHeld, StepBegun
from simulator.core.state.exercise import Exercise

from .guests import change_sheet, read_sheet
from .service import Simulator

SHEET: Final = "arrivals"


class Arrivals:
    """Knows who came late."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._settled: set[tuple[ExerciseId, str]] = set()
        self._lock = threading.Lock()

    def owes_story(self, room: Exercise, seat: SeatId, person: PersonId) -> bool:
        """Whether this person took this seat late and was not shown the story. From then on they were: whatever
        becomes of the page, nobody is kept from the room."""
        key = f"{room.id}/{seat}/{person}"
        if (room.id, key) in self._settled or not self._under_way(room):
            return False
        late = self._took_late(room, seat, person)
        owed = late and self._note(room, key)
        with self._lock:
            self._settled.add((room.id, key))
        return owed

    def _under_way(self, room: Exercise) -> bool:
        """Whether anybody can have come late yet. While everybody arrives nothing is read for it."""
        left = room.clock.left(self._simulator.clock())
        since = room.minutes_of(room.step) * 60_000 - left if left is not None else 0
        return room.clock != Clock() and is_late(room.steps, room.step, since)

    def _took_late(self, room: Exercise, seat: SeatId, person: PersonId) -> bool:
        """How far the room was when this person sat down here last."""
        step, began, late = room.steps[0].id, 0, False
        for _, at, event in self._simulator.history(room.id, kind=SeminarFollowed.KIND):
            match event.change:
                case StepBegun(begun):
                    step, began = begun, began or at
                case SeatHeld(taken, who) | MemberIn(taken, who) if (taken, who) == (seat, person):
                    late = is_late(room.steps, step, at - began if began else 0)
        return late

    def _note(self, room: Exercise, key: str) -> bool:
        """Keep that it is shown; false where it was."""
        notes, seminar = self._simulator.stores.notes, room.seminar
        if key in (read_sheet(notes, seminar, SHEET) or ()):
            return False
        change_sheet(
            notes, seminar, SHEET, self._simulator.clock(), lambda held: sorted({*(held or ()), key})
        )
        return True
