"""An organization's place in a negotiation."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import PersonId, SeatId, SectorCode


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization's place. Without a person it is played by rules (``bot``) or empty."""

    id: SeatId
    sector: SectorCode
    votes: bool
    person: PersonId = PersonId("")
    bot: bool = False
    present: bool = False
    read: bool = False
