"""What takes longer than a tap: the runs of the five-year test, and what was left on the table.

A wish for it is an event in the log of its room. Whoever looks through the rooms next does the work outside the event
loop and stores what came of it; after a restart it is done again, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from simulator.analysis.left import left_on_table
from simulator.core.commands.exercise import RecordLeft, RecordTrial
from simulator.core.five_years import as_tested, run_trial
from simulator.core.ids import ExerciseId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise

from .ports import Conflict, OpReused, StoreFailed
from .service import SYSTEM, Simulator

log = structlog.get_logger()
PACE = 0.5
"""Seconds between two looks."""


class Works:
    """Looks through the rooms for work that is asked for. ``in_thread`` runs a function where it holds nobody up."""

    def __init__(
        self, simulator: Simulator, in_thread: Callable[..., Any], sleep: Callable[[float], None]
    ) -> None:
        self._simulator, self._in_thread, self._sleep = simulator, in_thread, sleep

    def run(self) -> None:
        """Look until the process ends; one failure is logged, and the next look tries again."""
        while True:
            self._sleep(PACE)
            try:
                self.do_all()
            except StoreFailed as failed:
                log.warning("work put off", why=str(failed))
            except Exception:
                log.exception("work failed")

    def do_all(self) -> int:
        """Do what is asked for now; returns how much that was."""
        return sum(self._trial(room) + self._left(room) for room in self._simulator.rooms_seen())

    def _trial(self, room: Exercise) -> bool:
        call = room.trial.call
        if call is None:
            return False
        result = self._in_thread(run_trial, as_tested(room), call.seed)
        return self._store(
            room.id, RecordTrial(result), f"trial@{call.at}/{call.seed}/{len(room.trial.results)}"
        )

    def _left(self, room: Exercise) -> bool:
        if not room.debrief.results or room.debrief.left is not None:
            return False
        left = self._in_thread(left_on_table, room)
        return self._store(room.id, RecordLeft(left), f"left@{room.id}/{len(room.decisions)}")

    def _store(self, room: ExerciseId, command: Any, op: str) -> bool:
        """The op follows from the wish: two processes that see the same one store it once."""
        try:
            return bool(self._simulator.act(room, command, SYSTEM, op).events)
        except (Refused, Conflict, OpReused, StoreFailed):
            return False  # somebody was quicker, or the next look tries again
