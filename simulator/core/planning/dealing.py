"""Gives chairs to those who have none: groups are made, dealt to rooms of equal size, and seated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .seating import SAME_CAUCUS, SAME_SEAT, Seating, Where

Group = tuple[str, ...]

ROUNDS = 3
"""How often everybody is asked whether a change of places would help."""


def groups(seating: Seating, keys: Iterable[str]) -> list[Group]:
    """Who sits down together, in the order of the seed: those of one bond, without foes, as many as a seat takes."""
    bonds: dict[str, list[list[str]]] = {}
    for key in sorted(keys, key=seating.wishes.turn):
        parts = bonds.setdefault(seating.bond(key) or f"alone|{key}", [])
        foes = seating.foes.get(key, set())
        fitting = (p for p in parts if len(p) < seating.wishes.most and not foes.intersection(p))
        part = next(fitting, None)
        if part is None:
            parts.append(part := [])
        part.append(key)
    return [tuple(p) for parts in bonds.values() for p in parts]


def _targets(seating: Seating, people: int) -> dict[str, int]:
    """How many newcomers each room takes, so that rooms end up equal; where a room is full, others take more."""
    left = {name: seating.capacity(name) for name in seating.order}
    target = dict.fromkeys(seating.order, 0)
    for _ in range(people):
        open_rooms = [n for n in target if target[n] < left[n]]
        if not open_rooms:
            break
        target[min(open_rooms, key=lambda n: seating.load[n] + target[n])] += 1
    return target


def deal(seating: Seating, found: list[Group]) -> tuple[dict[str, list[Group]], list[str]]:
    """The groups of each room, large ones first; foes, colleagues, sectors are spread; what fits nowhere is split."""
    left = _targets(seating, sum(map(len, found)))
    there: dict[str, list[str]] = {name: [k for k in seating.at if seating.at[k][0] == name] for name in left}
    dealt: dict[str, list[Group]] = {name: [] for name in left}
    outside: list[str] = []
    # groups that were split wait at the front: they are the larger ones
    queue = sorted(found, key=len, reverse=True)
    while queue:
        group = queue.pop(0)
        fitting = [n for n in left if left[n] >= len(group)]
        if not fitting:
            room = max(left, key=lambda n: left[n], default="")
            if not room or not left[room]:
                outside.extend(group)
                continue
            queue[:0] = [group[: left[room]], group[left[room] :]]
            continue
        room = min(fitting, key=lambda n: _strain(seating, group, there[n], left[n]))
        dealt[room].append(group)
        there[room].extend(group)
        left[room] -= len(group)
    return dealt, outside


def _strain(seating: Seating, group: Group, there: list[str], left: int) -> tuple[int, int, int, int, int]:
    """How little a room suits a group: foes, friends elsewhere, colleagues, people of its sector, few chairs."""
    guests = [seating.guests[k] for k in group]
    homes, sectors = {g.home for g in guests if g.home}, {g.sector for g in guests if g.sector}
    foes = sum(k in seating.foes.get(g, ()) for k in there for g in group) if seating.foes else 0
    others = [seating.guests[k] for k in there] if homes or sectors else []
    return (
        foes,
        -seating.kin(group[0], there),
        sum(o.home in homes for o in others),
        sum(o.sector in sectors for o in others),
        -left,
    )


def seat_groups(seating: Seating, room: str, found: list[Group]) -> None:
    """Seat the groups of one room: every seat one person in the order of the cast, then the emptiest seat."""
    empty = [s for s in seating.order[room] if not seating.members[room, s]]
    crowded = len(found) > len(empty)

    def first(group: Group) -> tuple[int, bool, bool, str]:
        lead = seating.guests[group[0]]
        # who needs company comes late where seats are shared, else early, to have the choice
        return (-len(group), lead.needs_company == crowded, not lead.sector, seating.wishes.turn(group[0]))

    queue = sorted(found, key=first)
    while queue:
        group = queue.pop(0)
        where = _seat_for(seating, room, group, len(queue) + 1)
        size = min(len(group), seating.space(where))
        if size < len(group):
            queue.insert(0, group[size:])
        for key in group[:size]:
            seating.put(key, where)
        if len(group) == 1 and not seating.bond(group[0]):
            seating.loose.add(group[0])


def _seat_for(seating: Seating, room: str, group: Group, waiting: int) -> Where:
    """The seat for a group: with its own people; else one of the first empty ones; else where the fewest sit."""
    seats: list[Where] = [(room, s) for s in seating.order[room]]
    empty = [w for w in seats if not seating.members[w]][:waiting]
    fitting = [w for w in seats if seating.space(w) >= len(group)]
    own = [w for w in fitting if seating.kin(group[0], seating.members[w])]
    own = [w for w in own if all(seating.quarrel(k, w) < SAME_SEAT for k in group)]
    # the room was given no more people than it has chairs, so somewhere there is one
    chosen = own or empty or fitting or [max(seats, key=seating.space)]
    if any(k in seating.foes for k in group):
        apart = [w for w in chosen if all(seating.quarrel(k, w) < SAME_SEAT for k in group)]
        chosen = apart or chosen
    fewest = min(len(seating.members[w]) for w in chosen)

    def strain(where: Where) -> int:
        return sum(
            seating.pain(k, where) + seating.lonely(k, where) + seating.colleagues(k, where) for k in group
        )

    return min((w for w in chosen if len(seating.members[w]) == fewest), key=strain)


def settle(seating: Seating) -> None:
    """People whose chair does not fit change places with others, as long as that helps both together. Again, because
    who changed places for one wish may sit closer to a foe."""
    order = sorted(seating.loose, key=seating.wishes.turn)
    rounds = ROUNDS
    while rounds and sum(_changed_places(seating, key, order) for key in order):
        rounds -= 1


def _changed_places(seating: Seating, key: str, order: Sequence[str]) -> bool:
    here = seating.at[key]
    pain = seating.pain(key, here)
    if not pain:
        return False
    # away from a foe anybody's chair will do, otherwise one in this room that is of the sector that was wished for
    far = pain >= SAME_CAUCUS
    best, partner = 0, ""
    foes = seating.foes.get(key, set())
    for other in order:
        there = seating.at[other]
        # two foes who change places are as close as before
        if (
            there == here
            or other in foes
            or (not far and (there[0] != here[0] or seating.misses_wish(key, there[1])))
        ):
            continue
        before = pain + seating.pain(other, there)
        gain = before - seating.pain(key, there) - seating.pain(other, here)
        if gain > best:
            best, partner = gain, other
    if partner:
        seating.swap(key, partner)
    return bool(partner)
