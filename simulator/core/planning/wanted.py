"""What a plan is made from: people, known here by opaque keys, and what the facilitator wishes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from ..ids import SeatId, SectorCode

SectorWish = Literal["any", "own", "other"]
Homes = Literal["split", "together"]
Empty = Literal["rules", "proxy"]

MOST_PEOPLE = 6
"""At one seat: as many as fit around a laptop."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who needs a chair. ``home`` is where they work, ``together`` whom they share a seat with (a label)."""

    key: str
    home: str = ""
    sector: SectorCode = SectorCode("")
    remote: bool = False
    more_time: bool = False
    observer: bool = False
    together: str = ""

    @property
    def needs_company(self) -> bool:
        """Better not alone at a seat: far away, or slower to read."""
        return self.remote or self.more_time


@dataclass(frozen=True, slots=True)
class RoomWanted:
    """A room that is open already, with the size of its cast."""

    id: str
    cast: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the facilitator asks of a plan.

    sector: whom people play: their own sector, another one, or any. homes: colleagues are split, or share a seat.
    apart: pairs who never share a seat and, where it can be helped, no caucus. most: people at a seat, 1 to 6.
    rooms: those that are open; without them ``count`` new ones, or as many as fit (0), up to ``most_rooms``.
    empty: a seat without people is played by rules, or another seat speaks for it; speakers (room, seat, who) say of
    single seats who does, and nobody where that is empty. critical: seats that people hold
    first; without them those of the scenario's smallest cast. seed: another one gives another plan.
    """

    sector: SectorWish = "any"
    homes: Homes = "split"
    apart: tuple[tuple[str, str], ...] = ()
    most: int = MOST_PEOPLE
    rooms: tuple[RoomWanted, ...] = ()
    count: int = 0
    most_rooms: int = 60
    empty: Empty = "rules"
    speakers: tuple[tuple[str, SeatId, SeatId], ...] = ()
    critical: tuple[SeatId, ...] = ()
    seed: str = ""

    def turn(self, key: str) -> str:
        """Where a key stands in the order of this seed: as good as drawn, and the same each time."""
        return blake2b(f"{self.seed}|{key}".encode(), digest_size=8).hexdigest()

    def bond(self, guest: Guest) -> str:
        """What holds somebody and others at one seat; empty: nothing."""
        if guest.together:
            return f"label|{guest.together.casefold()}"
        return f"home|{guest.home.casefold()}" if guest.home and self.homes == "together" else ""
