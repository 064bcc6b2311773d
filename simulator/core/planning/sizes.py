"""How many rooms, which cast, and in which order its seats are filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..ids import SeatId, SectorCode
from ..rulebook import Cast, Rulebook
from .wanted import Guest, RoomWanted, Wishes

COMFORTABLE = 2
"""People at a seat before another room is better."""
SPARE = 6
"""One seat in so many may stay without people."""


def best_cast(book: Rulebook, people: int, most: int, groups: int = 0) -> Cast:
    """The largest cast of which nearly all seats find somebody; a smaller one where people share seats."""
    groups = groups or people
    casts = sorted(book.casts, key=lambda c: c.size)
    roomy = [c for c in casts if len(c.seats) * most >= people] or casts[-1:]
    filled = [c for c in roomy if len(c.seats) - groups <= len(c.seats) // SPARE]
    return filled[-1] if filled else roomy[0]


def rooms_for(book: Rulebook, guests: Sequence[Guest], wishes: Wishes) -> tuple[RoomWanted, ...]:
    """The rooms of a plan: those that are open, or as many as these people need, all with the same cast."""
    people = len(guests)
    if wishes.rooms or not people:
        return wishes.rooms
    bound = Counter(wishes.bond(g) or f"alone|{g.key}" for g in guests)
    groups = sum(-(-size // wishes.most) for size in bound.values())
    largest = max(len(c.seats) for c in book.casts)
    needed = -(-people // (largest * min(wishes.most, COMFORTABLE)))
    count = min(wishes.count or needed, wishes.most_rooms, people)
    cast = best_cast(book, -(-people // count), wishes.most, -(-groups // count))
    return tuple(RoomWanted(str(n), cast.size) for n in range(1, count + 1))


def best_rooms(book: Rulebook, people: int, most_rooms: int) -> tuple[RoomWanted, ...]:
    """The rooms for so many people of whom nothing else is known yet."""
    return rooms_for(book, [Guest(str(n)) for n in range(people)], Wishes(most_rooms=most_rooms))


def critical_seats(book: Rulebook, cast: Cast, named: Sequence[SeatId]) -> tuple[SeatId, ...]:
    """The seats of a cast that people hold first."""
    smallest = min(book.casts, key=lambda c: len(c.seats))
    return tuple(s for s in (named or smallest.seats) if s in cast.seats)


def in_order(book: Rulebook, cast: Cast, named: Sequence[SeatId]) -> tuple[SeatId, ...]:
    """The seats of a cast, first the ones to fill first: the critical, one of each sector, then as casts grow."""
    growing = [s for c in sorted(book.casts, key=lambda c: len(c.seats)) for s in c.seats if s in cast.seats]
    first = critical_seats(book, cast, named)
    heard: set[SectorCode] = {book.organization_of[s].sector for s in first}
    one_each: list[SeatId] = []
    for seat in growing:
        sector = book.organization_of[seat].sector
        if sector not in heard:
            heard.add(sector)
            one_each.append(seat)
    return tuple(dict.fromkeys((*first, *one_each, *growing)))
