"""Parts of a party's own desk: its delegation, its worksheet, its secrets and what others told it."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..deciding.desk import hearers, knows, marks_of
from ..envelope import Actor
from ..ids import OptionRef, PersonId, SeatId, split_ref
from ..permissions import may
from ..state.desk import Act, Told
from ..state.exercise import Exercise
from .clauses import Term, term
from .seating import hue, short, spoken_for


@dataclass(frozen=True, slots=True)
class ActLine:
    """Who of us did what, when (ms since 1970); ``term`` where it was about an option, ``about`` a seat we chose."""

    person: PersonId
    kind: str
    term: Term | None
    about: str
    choice: str
    at: int


@dataclass(frozen=True, slots=True)
class SwapLine:
    """One of us would like another role; ``offered`` is the short name of the seat that is free for them, or empty."""

    person: PersonId
    offered: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who sits here, who would like to, what they did, and for whom they speak as well."""

    seat: SeatId
    people: tuple[PersonId, ...]
    asking: tuple[PersonId, ...]
    acts: tuple[ActLine, ...]
    swaps: tuple[SwapLine, ...]
    speaks_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """An option that the brief speaks of, how it stands in the room, and what we make of it."""

    term: Term
    ref: OptionRef
    sign: int
    why: str
    met: str  # met, lost, open
    mark: str  # must, nice, give, or nothing
    enabled: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom a fact was told, and when: short names; none for everybody."""

    to: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Secret:
    """A private fact of mine, its trace, and whom I could still tell (id, short name)."""

    fact: int
    text: str
    told: tuple[Telling, ...]
    to_all: bool
    group: int
    others: tuple[tuple[SeatId, str], ...]
    enabled: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What another party told me of itself."""

    seat: SeatId
    short: str
    hue: int
    text: str
    at: int
    to_all: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """For those who steer: who told whom which of its private facts (its number in the brief), newest first. What the
    fact says stays in the brief."""

    rows: tuple[tuple[str, int, Telling], ...]


@dataclass(frozen=True, slots=True)
class Movers:
    """For those who steer: who would like to join a delegation, who another role, who went home.

    asking: person, seat, short. swaps: person, short, offered. gone: short, its proxy. free: seat, number, short.
    """

    asking: tuple[tuple[PersonId, SeatId, str], ...]
    swaps: tuple[tuple[PersonId, str, str], ...]
    gone: tuple[tuple[str, str], ...]
    free: tuple[tuple[SeatId, int, str], ...]


def _people(state: Exercise, seat: SeatId) -> Actor:
    return Actor("delegate", state.seats[seat].person, seat)


def _about(state: Exercise, act: Act) -> tuple[Term | None, str]:
    if state.rulebook.option_at(OptionRef(act.target)) is not None:
        return term(state, *split_ref(act.target)), ""
    return None, short(state, SeatId(act.choice))


def delegation(state: Exercise, seat: SeatId) -> Delegation:
    """Who sits here."""
    place = state.seats[seat]
    acts = tuple(
        ActLine(a.person, a.kind, *_about(state, a), a.choice, a.at)
        for a in reversed(state.acts.get(seat, ()))
    )
    swaps = (SwapLine(p, _offered(state, p)) for p in place.people if p in state.swaps)
    spoken = (short(state, s.id) for s in state.seats.values() if s.proxy == seat)
    return Delegation(seat, place.people, place.asking, acts, tuple(swaps), tuple(spoken))


def _offered(state: Exercise, person: PersonId) -> str:
    to = state.swaps[person].to
    return state.rulebook.organization_of[to].short if to else ""


def how_met(state: Exercise, ref: OptionRef, sign: int) -> str:
    """Whether an option that a party likes or dislikes was settled its way: met, lost or open."""
    clause, option = split_ref(ref)
    adopted = state.agreement.get(clause)
    if adopted is None:
        return "open"
    return "met" if (adopted.option == option) == (sign > 0) else "lost"


def wish(state: Exercise, seat: SeatId, ref: str) -> Wish:
    """One line of the worksheet."""
    option = OptionRef(ref)
    interest = next(i for i in state.organization(seat).interests if i.option == option)
    return Wish(
        term(state, *split_ref(option)), option, interest.sign, interest.why,
        how_met(state, option, interest.sign), marks_of(state, seat).get(option, ""),
        may(state, _people(state, seat), cmd.MarkWorksheet, seat, option),
    )  # fmt: skip


def musts(state: Exercise, seat: SeatId) -> tuple[str, ...]:
    """How the must-haves that the delegation marked itself fare: met, lost or open for each."""
    signs = {i.option: i.sign for i in state.organization(seat).interests}
    marks = marks_of(state, seat)
    return tuple(
        how_met(state, OptionRef(r), signs[OptionRef(r)]) for r, mark in marks.items() if mark == "must"
    )


def secret_keys(state: Exercise, seat: SeatId) -> tuple[str, ...]:
    """The private facts of the brief, by their place."""
    return tuple(str(n) for n in range(len(state.organization(seat).facts)))


def _telling(state: Exercise, told: Told) -> Telling:
    return Telling(tuple(short(state, s) for s in told.to), told.at)


def secret(state: Exercise, seat: SeatId, key: str) -> Secret:
    """A private fact and its trace."""
    told = [t for t in state.told if (t.seat, t.fact) == (seat, int(key))]
    group = state.group_of(seat)
    others = tuple(
        (SeatId(s), short(state, SeatId(s)))
        for s in hearers(state, seat)
        if s in state.seats and not any(knows(t, SeatId(s)) for t in told)
    )
    return Secret(
        int(key), state.organization(seat).facts[int(key)], tuple(_telling(state, t) for t in told),
        any(not t.to for t in told), group.place if group and len(group.members) > 1 else 0, others,
        may(state, _people(state, seat), cmd.TellFact, seat, key),
    )  # fmt: skip


def _heard(state: Exercise, told: Told) -> Heard:
    text = state.organization(told.seat).facts[told.fact]
    return Heard(told.seat, short(state, told.seat), hue(state, told.seat), text, told.at, not told.to)


def heard(state: Exercise, seat: SeatId) -> tuple[Heard, ...]:
    """What others told this seat of themselves, newest first."""
    mine = (t for t in reversed(state.told) if t.seat != seat and knows(t, seat))
    return tuple(_heard(state, t) for t in mine)


def trace(state: Exercise) -> Trace:
    """Who told whom."""
    return Trace(tuple((short(state, t.seat), t.fact + 1, _telling(state, t)) for t in reversed(state.told)))


def movers(state: Exercise) -> Movers:
    """Who waits at a door."""
    seats = state.seats.values()
    return Movers(
        tuple((p, s.id, short(state, s.id)) for s in seats for p in s.asking),
        tuple((p, short(state, swap.seat), _offered(state, p)) for p, swap in state.swaps.items()),
        tuple((short(state, s.id), spoken_for(state, s)) for s in seats if s.left and not s.person),
        tuple((s.id, state.organization(s.id).number, short(state, s.id)) for s in seats if not s.person),
    )  # fmt: skip
