"""What the guest list says of somebody is flagged on their seat as they sit down: for facilitators alone."""

from __future__ import annotations

from typing import Any

from simulator.core.commands.seminar import FlagSeat
from simulator.core.events.seminar import MemberJoined, SeatClaimed
from simulator.core.flagging import OF_PEOPLE
from simulator.core.ids import PersonId, SeminarId
from simulator.core.refusals import Refused

from .guests import Guests
from .service import SYSTEM, Simulator


class Listed:
    """Follows who sits down, however they came to: by a release of the plan, by themselves, or moved."""

    def __init__(self, simulator: Simulator, guests: Guests) -> None:
        self._simulator, self._guests = simulator, guests
        simulator.after_steering(self._sat_down)

    def _sat_down(self, seminar: SeminarId, version: int, events: tuple[Any, ...]) -> None:
        for event in events:
            if isinstance(event, SeatClaimed | MemberJoined):
                self.flag(seminar, event.person, f"listed@{version}/{event.person}")

    def flag(self, seminar: SeminarId, person: PersonId, op: str) -> None:
        """Flag the seat of a guest of the list, once for each ``op``: what a facilitator clears later stays cleared."""
        guest = self._guests.of(seminar).of_person(person)
        place = self._simulator.place_of(seminar, person)
        for flag in (f for f in OF_PEOPLE if guest and place and getattr(guest, f)):
            assert place is not None
            command = FlagSeat(place.exercise, place.seat, flag)
            try:
                self._simulator.steer(seminar, command, SYSTEM, f"{op}/{flag}")
            except Refused:
                return  # they got up again meanwhile
