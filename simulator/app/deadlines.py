"""Ends what stands for some minutes only, by an event in the log of its room: an offer lapses, what is on the consent
list is adopted, and a planned event happens."""

from __future__ import annotations

from typing import Any

from simulator.core.commands.exercise import BringInject, LapseOffer, SettleConsent
from simulator.core.commands.seminar import ThrowEverywhere
from simulator.core.deciding.offers import overdue
from simulator.core.ids import ExerciseId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.core.state.injects import Planned, due

from .ports import Conflict, StoreFailed
from .service import SYSTEM, Simulator


class Deadlines:
    """Looks through the rooms for what is overdue."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def end_overdue(self) -> int:
        """End what is overdue; returns how much that was. Looks at what this process has in memory: the rules look
        again before anything is stored."""
        return sum(
            self._offers(room) + self._consents(room) + self._injects(room)
            for room in self._simulator.rooms_seen()
        )

    def _offers(self, room: Exercise) -> int:
        now = self._simulator.clock()
        return sum(
            self._end(
                room.id, LapseOffer(offer.id), f"lapse@{offer.clock.ends_at}/{offer.id}/{offer.extended}"
            )
            for offer in room.offers.values()
            if overdue(offer, now)
        )

    def _consents(self, room: Exercise) -> int:
        if not room.clock.running:
            return 0
        now = self._simulator.clock()
        return sum(
            self._end(room.id, SettleConsent(item.id), f"consent@{item.clock.ends_at}/{item.id}")
            for item in room.consents.listed
            if item.clock.ends_at is not None and item.clock.ends_at <= now
        )

    def _injects(self, room: Exercise) -> int:
        now, moving = self._simulator.clock(), {i.id for i in room.rulebook.injects if i.minutes}
        return sum(
            self._everywhere(room, planned, op)
            if planned.inject in moving and not planned.called
            else self._end(room.id, BringInject(planned.inject), op)
            for planned in room.planned.values()
            if due(planned, now)
            for op in (f"inject@{planned.clock.ends_at}/{planned.inject}",)
        )

    def _everywhere(self, room: Exercise, planned: Planned, op: str) -> bool:
        """What moves the clock that all rooms share happens in all of them."""
        try:
            return bool(
                self._simulator.steer(room.seminar, ThrowEverywhere(planned.inject), SYSTEM, op).events
            )
        except (Refused, Conflict, StoreFailed):
            return False

    def _end(self, room: ExerciseId, command: Any, op: str) -> bool:
        """The op follows from the deadline: two processes that see the same one end it once."""
        try:
            return bool(self._simulator.act(room, command, SYSTEM, op).events)
        except (Refused, Conflict, StoreFailed):
            return False  # somebody was quicker, or the next beat tries again
