"""The plan while it is being made: where everybody sits so far, and how well that fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..ids import SeatId, SectorCode
from ..rulebook import Rulebook
from .sizes import critical_seats, in_order
from .wanted import Guest, RoomWanted, Wishes

Where = tuple[str, SeatId]

SAME_SEAT, SAME_CAUCUS, OTHER_WISH, ALONE = 1000, 100, 10, 3
"""How bad it is: foes at one seat, foes in one caucus, not the sector that was wished for, no company."""


class Seating:
    """Chairs of one plan. ``loose`` are those who may still be moved: not who sat before, nor who sits in a group."""

    def __init__(
        self, book: Rulebook, guests: Mapping[str, Guest], wishes: Wishes, rooms: Sequence[RoomWanted]
    ) -> None:
        self.guests, self.wishes = guests, wishes
        self.rooms = tuple(r for r in rooms if book.cast(r.cast))
        self.casts = {r.id: c for r in self.rooms if (c := book.cast(r.cast))}
        self.order = {name: in_order(book, c, wishes.critical) for name, c in self.casts.items()}
        self.critical = {
            name: frozenset(critical_seats(book, c, wishes.critical)) for name, c in self.casts.items()
        }
        self.sector: dict[SeatId, SectorCode] = {o.id: o.sector for o in book.organizations}
        self.at: dict[str, Where] = {}
        self.members: dict[Where, list[str]] = {(name, s): [] for name, o in self.order.items() for s in o}
        self.load: dict[str, int] = dict.fromkeys(self.order, 0)
        self.homes: Counter[tuple[str, SectorCode, str]] = Counter()
        self.loose: set[str] = set()
        self.sat: set[str] = set()
        self.foes: dict[str, set[str]] = {}
        for one, other in wishes.apart:
            if one in guests and other in guests and one != other:
                self.foes.setdefault(one, set()).add(other)
                self.foes.setdefault(other, set()).add(one)

    def put(self, key: str, where: Where) -> None:
        """Give somebody a chair."""
        self.at[key] = where
        self.members[where].append(key)
        self.load[where[0]] += 1
        self.homes[where[0], self.sector[where[1]], self.guests[key].home] += 1

    def swap(self, one: str, other: str) -> None:
        """Two people change places."""
        here, there = self.at[one], self.at[other]
        self.members[here][self.members[here].index(one)] = other
        self.members[there][self.members[there].index(other)] = one
        self.at[one], self.at[other] = there, here

    def bond(self, key: str) -> str:
        """What holds somebody and others at one seat; empty: nothing."""
        return self.wishes.bond(self.guests[key])

    def kin(self, key: str, there: Sequence[str]) -> int:
        """How many of those there belong to somebody."""
        bond = self.bond(key)
        return sum(self.bond(k) == bond for k in there) if bond else 0

    def space(self, where: Where) -> int:
        """Chairs left at a seat."""
        return self.wishes.most - len(self.members[where])

    def capacity(self, room: str) -> int:
        """Chairs left in a room."""
        return sum(max(0, self.space((room, s))) for s in self.order[room])

    def misses_wish(self, key: str, seat: SeatId) -> bool:
        """Whether this seat is not of the sector that was wished for. Who names no sector is content anywhere."""
        own, wish = self.guests[key].sector, self.wishes.sector
        return bool(own) and wish != "any" and (self.sector[seat] == own) != (wish == "own")

    def quarrel(self, key: str, where: Where) -> int:
        """How close somebody would sit to those they are kept apart from."""
        worst = 0
        for foe in self.foes.get(key, ()):
            there = self.at.get(foe)
            if there is None or there[0] != where[0]:
                continue
            if there[1] == where[1]:
                worst += SAME_SEAT
            elif self.sector[there[1]] == self.sector[where[1]]:
                worst += SAME_CAUCUS
        return worst

    def pain(self, key: str, where: Where) -> int:
        """How badly a chair fits somebody."""
        missed = OTHER_WISH if self.misses_wish(key, where[1]) else 0
        return self.quarrel(key, where) + missed

    def lonely(self, key: str, where: Where) -> int:
        """Who needs company sits rather with others, and never first at a critical seat."""
        if not self.guests[key].needs_company:
            return 0
        others = self.members[where]
        if others:
            return ALONE if all(self.guests[k].needs_company for k in others) else 0
        return 2 * ALONE if where[1] in self.critical[where[0]] else ALONE

    def colleagues(self, key: str, where: Where) -> int:
        """How many of the same home sit in that caucus already, where colleagues are to be split."""
        home = self.guests[key].home
        split = home and self.wishes.homes == "split"
        return self.homes[where[0], self.sector[where[1]], home] if split else 0
