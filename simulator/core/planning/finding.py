"""Makes a plan: people get chairs, and the plan says how and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from ..ids import SeatId, SectorCode
from ..rulebook import Rulebook
from .dealing import deal, groups, seat_groups, settle
from .plan import Chair, How, Place, Plan, Presence, Problem, RoomPlan, WhyHere
from .seating import Seating, Where
from .sizes import rooms_for
from .wanted import Guest, Wishes


def plan_seats(
    book: Rulebook, guests: Sequence[Guest], wishes: Wishes, sat: Mapping[str, Where] | None = None
) -> Plan:
    """A chair for everybody. Who is in ``sat`` keeps the chair: so a latecomer moves nobody."""
    known = {g.key: g for g in guests}
    playing = [g.key for g in guests if not g.observer]
    rooms_wanted = rooms_for(book, [known[k] for k in playing], wishes)
    seating = Seating(book, known, wishes, rooms_wanted)
    for key, where in (sat or {}).items():
        if key in known and not known[key].observer and where in seating.members:
            seating.put(key, where)
            seating.sat.add(key)
    found = groups(seating, (k for k in playing if k not in seating.at))
    dealt, outside = deal(seating, found)
    for room, there in dealt.items():
        seat_groups(seating, room, there)
    settle(seating)
    observers = [g.key for g in guests if g.observer]
    rooms = tuple(
        _room(book, seating, n, observers[i :: len(seating.rooms)]) for i, n in enumerate(seating.order)
    )
    chairs = {k: Chair(k, *seating.at[k], _why(seating, k)) for k in playing if k in seating.at}
    missing = [Problem("unseated", tuple(outside))] if outside else []
    problems = (
        *missing,
        *_other_sector(seating),
        *_quarrels(seating),
        *_separated(seating),
        *_unspoken(seating),
        *_gaps(rooms),
    )
    return Plan(rooms, chairs, problems, tuple(outside))


def _why(seating: Seating, key: str) -> WhyHere:
    if key in seating.sat:
        return "sat"
    where = seating.at[key]
    if seating.kin(key, [k for k in seating.members[where] if k != key]):
        return "together"
    own = seating.guests[key].sector
    if not own or seating.wishes.sector == "any":
        return "balance"
    return "own_sector" if seating.sector[where[1]] == own else "other_sector"


def _room(book: Rulebook, seating: Seating, name: str, observers: Sequence[str]) -> RoomPlan:
    cast = seating.casts[name]
    people = seating.load[name]
    places = []
    for seat in cast.seats:
        members = tuple(seating.members[name, seat])
        hosted = tuple(s for s, host in cast.hosts.items() if host == seat)
        how: How = "held" if len(members) == 1 else "shared"
        why = "one_each" if len(members) == 1 else "more_people" if people > len(cast.seats) else "together"
        proxy = SeatId("")
        if not members:
            how, why = "rules", "fewer_people"
            proxy = _speaker(book, seating, name, seat)
            how = "proxy" if proxy else "rules"
        critical = seat in seating.critical[name]
        places.append(Place(seat, seating.sector[seat], how, why, members, proxy, hosted, critical))
    sectors = {s.code: _presence(s.code, places, seating, cast.hosts) for s in book.sectors}
    return RoomPlan(name, cast.size, tuple(places), sectors, tuple(observers))


def _speaker(book: Rulebook, seating: Seating, room: str, seat: SeatId) -> SeatId:
    """Who speaks for a seat without people: whom the facilitator named; or where others speak for such seats, whom the
    scenario names in a smaller cast, its caucus, or the first."""
    wishes = seating.wishes
    named = next((who for where, s, who in wishes.speakers if (where, s) == (room, seat)), None)
    if named is not None:
        return named if seating.members.get((room, named)) else SeatId("")
    if wishes.empty == "rules":
        return SeatId("")
    held = [s for s in seating.order[room] if seating.members[room, s]]
    hosts = (c.hosts.get(seat) for c in sorted(book.casts, key=lambda c: -len(c.seats)))
    authored = (s for s in hosts if s in held)
    caucus = (s for s in held if seating.sector[s] == seating.sector[seat])
    return next((s for s in (*authored, *caucus, *held) if s), SeatId(""))


def _presence(
    code: SectorCode, places: Iterable[Place], seating: Seating, hosts: Mapping[SeatId, SeatId]
) -> Presence:
    ways = {p.how for p in places if p.sector == code}
    if ways & {"held", "shared"}:
        return "people"
    if "rules" in ways:
        return "rules"
    if "proxy" in ways:
        return "proxy"
    return "spoken_for" if any(seating.sector[s] == code for s in hosts) else "none"


def _other_sector(seating: Seating) -> Iterable[Problem]:
    """Those whom the plan seats, and not in the sector that was wished for."""
    missed = (
        k for k, (_, seat) in seating.at.items() if k not in seating.sat and seating.misses_wish(k, seat)
    )
    if people := tuple(sorted(missed)):
        yield Problem("sector_wish", people)


def _quarrels(seating: Seating) -> Iterable[Problem]:
    """Pairs that could not be kept apart."""
    for one, other in dict.fromkeys(tuple(sorted(pair)) for pair in seating.wishes.apart):
        if one in seating.at and other in seating.at and other in seating.foes.get(one, ()):
            here, there = seating.at[one], seating.at[other]
            if here == there:
                yield Problem("apart_seat", (one, other), here[0], (here[1],))
            elif here[0] == there[0] and seating.sector[here[1]] == seating.sector[there[1]]:
                yield Problem("apart_caucus", (one, other), here[0], (here[1], there[1]))


def _separated(seating: Seating) -> Iterable[Problem]:
    """Those of one bond who do not share a seat: because a wish keeps them apart, or because a seat is too small."""
    bound: dict[str, list[str]] = {}
    for key in sorted(seating.at):
        if bond := seating.bond(key):
            bound.setdefault(bond, []).append(key)
    for keys in bound.values():
        foes = next((p for p in combinations(keys, 2) if p[1] in seating.foes.get(p[0], ())), ())
        if foes:
            yield Problem("apart_together", foes)
        elif len({seating.at[k] for k in keys}) > 1:
            yield Problem("group_split", tuple(keys))


def _unspoken(seating: Seating) -> Iterable[Problem]:
    """Seats without people whose named speaker has nobody either."""
    for room, seat, who in seating.wishes.speakers:
        empty = (room, seat) in seating.members and not seating.members[room, seat]
        if empty and who and not seating.members.get((room, who)):
            yield Problem("proxy_absent", room=room, seats=(seat, who))


def _gaps(rooms: Sequence[RoomPlan]) -> Iterable[Problem]:
    """Rooms of unequal size, critical seats without people, sectors that nobody speaks for."""
    sizes = [r.people for r in rooms]
    if sizes and max(sizes) - min(sizes) > 1:
        yield Problem("rooms_uneven", facts=(min(sizes), max(sizes)))
    for room in rooms:
        empty = tuple(p.seat for p in room.places if p.critical and not p.people)
        if empty and room.people:
            yield Problem("critical_empty", room=room.id, seats=empty)
        for code, presence in room.sectors.items():
            if presence == "none":
                yield Problem("sector_missing", room=room.id, seats=(code,))
