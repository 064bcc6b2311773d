"""A plan: rooms, who holds which seat, and why, in codes and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import SeatId, SectorCode

How = Literal["held", "shared", "rules", "proxy"]
WhyHere = Literal["sat", "together", "own_sector", "other_sector", "balance"]
Presence = Literal["people", "rules", "proxy", "spoken_for", "none"]


@dataclass(frozen=True, slots=True)
class Chair:
    """One person's chair and why it is this one."""

    key: str
    room: str
    seat: SeatId
    why: WhyHere


@dataclass(frozen=True, slots=True)
class Place:
    """An organization's place in a room: who holds it, or else rules or ``proxy``; ``speaks_for`` are merged into it.

    ``why``: one_each, more_people, together, fewer_people.
    """

    seat: SeatId
    sector: SectorCode
    how: How
    why: str
    people: tuple[str, ...] = ()
    proxy: SeatId = SeatId("")
    speaks_for: tuple[SeatId, ...] = ()
    critical: bool = False


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """A room of the plan. ``sectors`` says how each sector is present."""

    id: str
    cast: int
    places: tuple[Place, ...]
    sectors: Mapping[SectorCode, Presence]
    observers: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        """How many take part; observers only watch."""
        return sum(len(p.people) for p in self.places)

    @property
    def ruled(self) -> int:
        """How many seats rules play."""
        return sum(p.how == "rules" for p in self.places)


@dataclass(frozen=True, slots=True)
class Problem:
    """What the plan could not do. Codes:

    unseated (people), apart_seat and apart_caucus (two people), apart_together (two people whom a label binds),
    group_split (people), proxy_absent (room; a seat, and who was to speak for it), critical_empty (seats of
    a room), rooms_uneven (least, most people), sector_missing (room), sector_wish (people who do not
    play the sector that was asked for).
    """

    code: str
    people: tuple[str, ...] = ()
    room: str = ""
    seats: tuple[str, ...] = ()
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where. ``chairs`` are those of all who take part, by key."""

    rooms: tuple[RoomPlan, ...] = ()
    chairs: Mapping[str, Chair] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unseated: tuple[str, ...] = ()

    def room(self, name: str) -> RoomPlan | None:
        """A room by its id."""
        return next((r for r in self.rooms if r.id == name), None)
