"""Ends what stands for some minutes only: an offer whose time is up lapses, by an event in the log of its room."""

from __future__ import annotations

from simulator.core.commands.exercise import LapseOffer
from simulator.core.deciding.offers import overdue
from simulator.core.refusals import Refused

from .ports import Conflict, StoreFailed
from .service import SYSTEM, Simulator


class Deadlines:
    """Looks through the rooms for offers whose time is up."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def end_overdue(self) -> int:
        """Let lapse what is overdue; returns how many offers that were. Looks at what this process has in memory: the
        rules look again before anything is stored."""
        now, ended = self._simulator.clock(), 0
        for room in self._simulator.rooms_seen():
            for offer in room.offers.values():
                if overdue(offer, now):
                    # the op follows from the deadline: two processes that see the same one end it once
                    op = f"lapse@{offer.clock.ends_at}/{offer.id}/{offer.extended}"
                    try:
                        ended += bool(self._simulator.act(room.id, LapseOffer(offer.id), SYSTEM, op).events)
                    except (Refused, Conflict, StoreFailed):
                        continue  # somebody was quicker, or the next beat tries again
        return ended
