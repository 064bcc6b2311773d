"""The seating plan of a seminar: a draft that only facilitators see, until they release it.

The draft and what was released are a sheet outside the log. Releasing lets each person who is here into their seat by
the seminar's own command, with an op id made of the release and the person: after a crash nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from simulator.core.commands.seminar import LetIn, NameProxy
from simulator.core.events.seminar import PersonMoved
from simulator.core.ids import ExerciseId, PersonId, SeatId, SectorCode, SeminarId
from simulator.core.planning import MOST_PEOPLE, Guest, Plan, RoomWanted, Wishes, plan_seats
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.state.seminar import Seminar

from .guestlist import folded
from .guests import GuestBook, Guests, bonds, change_sheet, pairs_apart, read_sheet
from .listed import Listed
from .service import SYSTEM, Simulator

Where = tuple[str, SeatId]
SECTOR_WISHES = ("any", "own", "other")
HOMES = ("split", "together")
EMPTY = ("rules", "proxy")


@dataclass(frozen=True, slots=True)
class Draft:
    """``chairs`` by key (a guest, or a person who is on no list); ``moved`` are those whom the facilitator placed.

    ``released`` are the chairs that people may have, with the number of the release that gave each. ``empty``: seats
    without people are played by rules, or another seat speaks for them; ``proxies`` say who speaks for single ones, by
    "room/seat" (nobody: empty), and ``given`` who was made to by a release (nobody any more: empty).
    """

    sector: str = "any"
    homes: str = "split"
    most: int = MOST_PEOPLE
    seed: int = 0
    made: bool = False
    chairs: Mapping[str, Where] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    released: Mapping[str, tuple[str, SeatId, int]] = field(default_factory=dict)
    round: int = 0
    empty: str = "rules"
    proxies: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> bool:
        """Whether the draft differs from what was released."""
        return self.made and dict(self.chairs) != {
            k: (room, seat) for k, (room, seat, _) in self.released.items()
        }


def _draft(held: Any) -> Draft:
    if not held:
        return Draft()
    chairs = {k: (room, SeatId(seat)) for k, (room, seat) in held["chairs"].items()}
    released = {k: (room, SeatId(seat), n) for k, (room, seat, n) in held["released"].items()}
    return Draft(**{**held, "chairs": chairs, "released": released, "moved": tuple(held["moved"])})


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as it is looked at. ``new`` have no chair in the draft yet: the plan proposes one."""

    seminar: Seminar
    book: GuestBook
    draft: Draft
    plan: Plan
    new: tuple[str, ...]
    person_of: Mapping[str, PersonId]
    """Who of the keys is here."""
    alike: frozenset[str] = frozenset()
    """The new who bear the name of a guest whom nobody has claimed: one tap of theirs, and they have that chair."""

    def sits(self, key: str) -> Where | None:
        """Where somebody really sits."""
        return self.seminar.place.get(self.person_of.get(key, PersonId("")))

    @property
    def proxies(self) -> dict[str, str]:
        """Who speaks for which seat in this plan, by "room/seat"."""
        return {f"{r.id}/{p.seat}": p.proxy for r in self.plan.rooms for p in r.places if p.proxy}

    @property
    def pending(self) -> bool:
        """Whether the plan differs from what was released. A seat that found people since needs no proxy any more."""
        empty = {f"{r.id}/{p.seat}" for r in self.plan.rooms for p in r.places if not p.people}
        given = {k: proxy for k, proxy in self.draft.given.items() if proxy and k in empty}
        return self.draft.pending or (self.draft.made and self.proxies != given)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who is here and has been given a chair by a release, and does not sit there."""
        given = {k: (room, seat) for k, (room, seat, _) in self.draft.released.items()}
        return tuple(k for k, where in given.items() if k in self.person_of and self.sits(k) != where)


def _speakers(state: Seminar, draft: Draft) -> tuple[tuple[str, SeatId, SeatId], ...]:
    """Whom people who went home named, and whom the facilitator did: the latter counts."""
    left = {
        f"{room.id}/{seat}": proxy
        for room in state.rooms.values()
        for seat, proxy in room.proxies.items()
        if draft.given.get(f"{room.id}/{seat}") != proxy
    }
    named = {**left, **draft.proxies}
    parts = ((*where.partition("/")[::2], proxy) for where, proxy in named.items())
    return tuple((room, SeatId(seat), SeatId(proxy)) for room, seat, proxy in parts)


class SeatingPlans:
    """Plans of seats, one for each seminar."""

    SHEET = "seating"

    def __init__(self, simulator: Simulator, guests: Guests) -> None:
        self._simulator, self._guests = simulator, guests
        self._notes, self._clock = simulator.stores.notes, simulator.clock
        self._listed = Listed(simulator, guests)
        simulator.after_steering(self._moved)

    def draft(self, seminar: SeminarId) -> Draft:
        """The draft as it is now."""
        return _draft(read_sheet(self._notes, seminar, self.SHEET))

    def _change(self, seminar: SeminarId, change: Callable[[Draft], Draft]) -> Draft:
        def do(held: Any) -> Any:
            return asdict(change(_draft(held)))

        return _draft(change_sheet(self._notes, seminar, self.SHEET, self._clock(), do))

    # --- looking -----------------------------------------------------------------------------------------

    def _people(self, state: Seminar, book: GuestBook) -> tuple[list[Guest], dict[str, PersonId]]:
        """Everybody who needs a chair, guests first, and who of them is here."""
        labels = bonds(book.guests)
        here = {k: PersonId(p) for k, p in book.person_of.items() if p in state.people}
        listed = set(here.values())
        others = [p for p in state.people if p not in listed and p not in state.left]
        found = [
            Guest(g.id, g.home, SectorCode(g.sector), g.remote, g.more_time, g.observer, labels[g.id])
            for g in book.guests if here.get(g.id) not in state.left
        ]  # fmt: skip
        return [*found, *(Guest(p) for p in others)], here | {p: p for p in others}

    def _wishes(self, state: Seminar, book: GuestBook, draft: Draft) -> Wishes:
        return Wishes(
            sector="own" if draft.sector == "own" else "other" if draft.sector == "other" else "any",
            homes="together" if draft.homes == "together" else "split",
            apart=pairs_apart(book.guests, {g.id: g.id for g in book.guests}), most=draft.most,
            rooms=tuple(RoomWanted(r.id, r.cast) for r in state.rooms.values()), seed=str(draft.seed),
            empty="proxy" if draft.empty == "proxy" else "rules", speakers=_speakers(state, draft),
        )  # fmt: skip

    def look(self, seminar: SeminarId) -> Shown:
        """The draft, with a chair proposed for whoever came since it was made."""
        state, book, draft = self._simulator.seminar(seminar), self._guests.of(seminar), self.draft(seminar)
        people, here = self._people(state, book)
        # a person who turned out to be a guest of the list brings the chair along
        chairs = dict(draft.chairs)
        for guest, person in here.items():
            if person in chairs and guest not in chairs:
                chairs[guest] = chairs[person]
        seated = {k: state.place[p] for k, p in here.items() if p in state.place}
        sat: dict[str, Where] = {**seated, **{k: w for k, w in chairs.items() if draft.made}}
        plan = self._plan(state, people, self._wishes(state, book, draft), sat)
        new = tuple(k for k in plan.chairs if k not in sat)
        return Shown(state, book, replace(draft, chairs={k: w for k, w in sat.items() if k in plan.chairs})
                     if draft.made else draft, plan, new, here, self._alike(seminar, book, new))  # fmt: skip

    def _alike(self, seminar: SeminarId, book: GuestBook, new: Sequence[str]) -> frozenset[str]:
        if not new:
            return frozenset()
        free = {folded(g.name) for g in book.guests if not g.person}
        people = self._simulator.stores.people.of_seminar(seminar)
        return frozenset(p.person_id for p in people if p.person_id in new and folded(p.display_name) in free)

    def advice(self, seminar: SeminarId) -> tuple[int, int, int]:
        """How many people there are, and how many rooms of which cast would suit them."""
        state, book = self._simulator.seminar(seminar), self._guests.of(seminar)
        people, _ = self._people(state, book)
        wishes = replace(self._wishes(state, book, self.draft(seminar)), rooms=())
        plan = self._plan(state, people, wishes, {})
        return sum(not g.observer for g in people), len(plan.rooms), plan.rooms[0].cast if plan.rooms else 0

    @staticmethod
    def _plan(state: Seminar, people: Sequence[Guest], wishes: Wishes, sat: Mapping[str, Where]) -> Plan:
        return plan_seats(state.rulebook, people, wishes, sat) if state.rulebook else Plan()

    # --- changing the draft ------------------------------------------------------------------------------

    def make(
        self, seminar: SeminarId, sector: str, homes: str, most: int, empty: str = "rules", *, fresh: bool = False
    ) -> None:  # fmt: skip
        """A new draft. Who sits already, and whom the facilitator placed, stays; with ``fresh`` only the former."""
        state, book = self._simulator.seminar(seminar), self._guests.of(seminar)
        for value, known in ((sector, SECTOR_WISHES), (homes, HOMES), (empty, EMPTY)):
            if value not in known:
                raise Refused(RefusalCode.BAD_VALUE, value=value[:40])
        if not 1 <= most <= MOST_PEOPLE:
            raise Refused(RefusalCode.AMOUNT, least=1, most=MOST_PEOPLE)
        people, here = self._people(state, book)
        seated = {k: state.place[p] for k, p in here.items() if p in state.place}

        def change(draft: Draft) -> Draft:
            moved = () if fresh else draft.moved
            placed = {k: draft.chairs[k] for k in moved if k in draft.chairs}
            draft = replace(draft, sector=sector, homes=homes, most=most, empty=empty, made=True, moved=moved,
                            proxies={} if fresh else draft.proxies,
                            seed=draft.seed + fresh)  # fmt: skip
            plan = self._plan(state, people, self._wishes(state, book, draft), {**seated, **placed})
            return replace(draft, chairs={k: (c.room, c.seat) for k, c in plan.chairs.items()})

        self._change(seminar, change)

    def move(self, seminar: SeminarId, key: str, room: str, seat: str) -> None:
        """Put somebody on another chair of the draft. Nothing changes for them yet."""
        shown = self.look(seminar)
        place = shown.seminar.rooms.get(ExerciseId(room))
        if place is None or seat not in place.seats:
            raise Refused(RefusalCode.SEAT_UNKNOWN, seat=seat[:40])
        if key not in shown.plan.chairs and key not in shown.plan.unseated:
            raise Refused(RefusalCode.PERSON_UNKNOWN)
        where = (room, SeatId(seat))
        if sum(w == where for k, w in shown.draft.chairs.items() if k != key) >= MOST_PEOPLE:
            raise Refused(RefusalCode.DELEGATION_FULL, most=MOST_PEOPLE)
        base = shown.draft.chairs

        def change(draft: Draft) -> Draft:
            moved = tuple(dict.fromkeys((*draft.moved, key)))
            return replace(draft, made=True, moved=moved, chairs={**base, **draft.chairs, key: where})

        self._change(seminar, change)

    def speak_for(self, seminar: SeminarId, room: str, seat: str, proxy: str) -> None:
        """Name who speaks for a seat without people, or nobody. Nothing changes for anybody yet."""
        place = self._simulator.seminar(seminar).rooms.get(ExerciseId(room))
        if place is None or seat not in place.seats or proxy == seat or (proxy and proxy not in place.seats):
            raise Refused(RefusalCode.SEAT_UNKNOWN, seat=seat[:40])
        self._change(
            seminar, lambda draft: replace(draft, proxies={**draft.proxies, f"{room}/{seat}": proxy})
        )

    def place_new(self, seminar: SeminarId, key: str = "") -> tuple[str, ...]:
        """Give one latecomer the chair that is proposed, or all but those who seem to be on the list; where a plan was
        released, at once."""
        shown = self.look(seminar)
        meant = {key} if key else set(shown.new) - shown.alike
        taken = {k: (c.room, c.seat) for k, c in shown.plan.chairs.items() if k in shown.new and k in meant}

        def change(draft: Draft) -> Draft:
            after = replace(draft, made=True, chairs={**shown.draft.chairs, **draft.chairs, **taken})
            if draft.round:
                given = {k: (room, seat, draft.round + 1) for k, (room, seat) in taken.items()}
                after = replace(after, released={**draft.released, **given}, round=draft.round + 1)
            return after

        if self._change(seminar, change).round:
            self.carry_out(seminar)
        return tuple(taken)

    # --- releasing ---------------------------------------------------------------------------------------

    def release(self, seminar: SeminarId) -> tuple[int, int]:
        """Give people the chairs of the draft: how many who are here sit there now, and how many are still to come."""
        shown = self.look(seminar)

        def change(draft: Draft) -> Draft:
            number = draft.round + 1
            chairs = shown.draft.chairs
            released = {
                k: draft.released[k]
                if k in draft.released and draft.released[k][:2] == w and shown.sits(k) == w
                else (*w, number)
                for k, w in chairs.items()
            }
            gone = dict.fromkeys(draft.given, "")
            return replace(
                draft, chairs=chairs, released=released, round=number, given={**gone, **shown.proxies}
            )

        self._change(seminar, change)
        self.carry_out(seminar)
        after = self.look(seminar)
        sitting = sum(after.sits(k) == w for k, w in after.draft.chairs.items())
        return sitting, len(after.draft.chairs) - sitting

    def carry_out(self, seminar: SeminarId) -> tuple[str, ...]:
        """Let everybody who is here into the released chair: also after a crash, and harmless when repeated. Returns
        those for whom it could not be done, because the seat is full."""
        shown = self.look(seminar)
        left: tuple[str, ...] = shown.waiting
        while left:
            # where two change places a full seat has room once the other has got up
            refused = tuple(
                k for k in left if not self._let_in(seminar, shown.person_of[k], shown.draft.released[k])
            )
            if len(refused) == len(left):
                break
            left = refused
        self._name_proxies(shown.seminar.id, shown.draft)
        return left

    def _name_proxies(self, seminar: SeminarId, draft: Draft) -> None:
        """Whoever shall speak for a seat without people does so from now on."""
        state = self._simulator.seminar(seminar)
        for where, proxy in draft.given.items():
            name, _, seat = where.partition("/")
            room = state.rooms[ExerciseId(name)]
            if SeatId(seat) not in room.holder and room.proxies.get(SeatId(seat), "") != proxy:
                command = NameProxy(room.id, SeatId(seat), SeatId(proxy))
                self._simulator.steer(seminar, command, SYSTEM, f"proxy-{draft.round}-{where}")

    def _let_in(self, seminar: SeminarId, person: PersonId, given: tuple[str, SeatId, int]) -> bool:
        room, seat, number = given
        command = LetIn(person, ExerciseId(room), seat)
        try:
            self._simulator.steer(seminar, command, SYSTEM, f"seats-{number}-{person}")
        except Refused:
            return False
        return True

    def arrive(self, seminar: SeminarId, guest: str, person: PersonId) -> bool:
        """Somebody of the list is here: a released chair is theirs at once. False: the name is taken, or gone."""
        found = self._guests.match(seminar, guest, person)
        if found is None:
            return False
        released = self.draft(seminar).released
        given = released.get(guest) or released.get(person)
        place = self._simulator.seminar(seminar).place.get(person)
        if given and place is None:
            self._let_in(seminar, person, given)
        elif given and place:
            self._keeps(seminar, guest, place)
        self._listed.flag(seminar, person, f"match-{guest}")
        return True

    def _moved(self, seminar: SeminarId, _version: int, events: tuple[Any, ...]) -> None:
        """Whom a facilitator moved by hand stays there in every later plan."""
        for moved in (e for e in events if isinstance(e, PersonMoved)):
            draft, place = self.draft(seminar), (moved.room, moved.seat)
            guest = self._guests.of(seminar).of_person(moved.person)
            key = guest.id if guest else moved.person
            if key in draft.released:
                self._keeps(seminar, key, place)
            elif key in draft.chairs:
                self._change(seminar, lambda d: replace(d, chairs={**d.chairs, key: place}))  # noqa: B023

    def _keeps(self, seminar: SeminarId, guest: str, place: Where) -> None:
        """Who sat down before saying who they are stays: no later release of somebody else's chair moves them."""

        def change(draft: Draft) -> Draft:
            released = {**draft.released, guest: (*place, draft.round)}
            return replace(draft, chairs={**draft.chairs, guest: place}, released=released)

        self._change(seminar, change)
