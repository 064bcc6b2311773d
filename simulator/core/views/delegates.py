"""Who sits in the steering committee and how its caucus chose; whom I want; what the facilitator can have counted."""

from __future__ import annotations

from dataclasses import dataclass

from ..choosing import caucus_choice, is_chosen_by_caucuses, members
from ..commands import exercise as cmd
from ..envelope import Actor
from ..ids import SeatId, SectorCode
from ..permissions import may
from ..state.delegates import Seated
from ..state.exercise import Exercise
from .seat import delegate
from .seating import short

_NOBODY = SeatId("")


@dataclass(frozen=True, slots=True)
class Delegate:
    """A place on the committee. ``state``: here, away, left."""

    short: str
    state: str


@dataclass(frozen=True, slots=True)
class LastCount:
    """How the last choice of a caucus came about."""

    marks: tuple[tuple[str, int], ...]
    voted: int
    of: int
    tied: tuple[str, ...]
    settled: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaucusRow:
    """One caucus: who sits for it, what is marked now (counts, never who marked), and the last count."""

    code: SectorCode
    name: str
    hue: int
    places: int
    sitting: tuple[Delegate, ...]
    marks: tuple[tuple[str, int], ...]
    voted: int
    of: int
    counted: LastCount | None


@dataclass(frozen=True, slots=True)
class Committee:
    """The steering committee, caucus by caucus."""

    rows: tuple[CaucusRow, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of my caucus: whether I want it on the committee, and whether it sits there."""

    seat: SeatId
    short: str
    mine: bool
    sits: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class MyDelegates:
    """My caucus's choice. ``missing``: delegates who left or are away, with the word for it."""

    places: int
    candidates: tuple[Candidate, ...]
    missing: tuple[Delegate, ...]
    enabled: bool


@dataclass(frozen=True, slots=True)
class ToSeat:
    """A caucus whose marks can be counted. ``left`` places are for some of ``tied``, as the facilitator says."""

    code: SectorCode
    name: str
    hue: int
    places: int
    marks: tuple[tuple[str, int], ...]
    voted: int
    of: int
    sure: tuple[str, ...]
    tied: tuple[tuple[SeatId, str], ...]
    left: int
    enabled: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """The caucuses that have marked somebody since they were last counted."""

    rows: tuple[ToSeat, ...]


def _presence(state: Exercise, seat: SeatId) -> str:
    if seat not in state.voters:
        return "left"
    return "here" if state.seats[seat].present or not state.seats[seat].person else "away"


def _sitting(state: Exercise, sector: SectorCode) -> tuple[Delegate, ...]:
    return tuple(
        Delegate(short(state, s), _presence(state, s))
        for s in state.committee if state.seats[s].sector == sector
    )  # fmt: skip


def _names(state: Exercise, seats: tuple[SeatId, ...]) -> tuple[str, ...]:
    return tuple(short(state, s) for s in seats)


def _last(state: Exercise, seated: Seated | None) -> LastCount | None:
    if seated is None:
        return None
    return LastCount(
        tuple((short(state, s), n) for s, n in seated.marks.items()), seated.voted, seated.of,
        _names(state, seated.tied), _names(state, seated.settled), _names(state, seated.kept),
    )  # fmt: skip


def committee(state: Exercise) -> Committee | None:
    """The committee with its caucuses; None where no caucus chooses delegates."""
    if not is_chosen_by_caucuses(state):
        return None
    rows = []
    for sector in state.rulebook.sectors:
        choice, sitting = caucus_choice(state, sector.code), _sitting(state, sector.code)
        if choice.members or sitting:
            rows.append(CaucusRow(
                sector.code, sector.name, sector.hue, choice.places, sitting,
                tuple((short(state, s), n) for s, n in choice.marks), choice.voted, len(choice.members),
                _last(state, state.choosing.seated.get(sector.code)),
            ))  # fmt: skip
    return Committee(tuple(rows), sum(row.places for row in rows))


def my_delegates(state: Exercise, seat: SeatId) -> MyDelegates | None:
    """Whom I want; None where no caucus chooses, or where I have no vote."""
    if not is_chosen_by_caucuses(state) or seat not in state.voters:
        return None
    sector, mine = state.seats[seat].sector, state.choosing.marks.get(seat, ())
    missing = tuple(d for d in _sitting(state, sector) if d.state != "here")
    return MyDelegates(
        caucus_choice(state, sector).places,
        tuple(Candidate(s, short(state, s), s in mine, s in state.committee, s == seat)
              for s in members(state, sector)),
        missing, may(state, delegate(state, seat), cmd.MarkDelegate, seat, seat),
    )  # fmt: skip


def counting(state: Exercise) -> Counting | None:
    """What the facilitator can have counted; None where no caucus chooses delegates."""
    if not is_chosen_by_caucuses(state):
        return None
    rows, steering = [], Actor("facilitator")
    for sector in state.rulebook.sectors:
        choice = caucus_choice(state, sector.code)
        if choice.marks:
            rows.append(ToSeat(
                sector.code, sector.name, sector.hue, choice.places,
                tuple((short(state, s), n) for s, n in choice.marks), choice.voted, len(choice.members),
                _names(state, choice.sure), tuple((s, short(state, s)) for s in choice.tied), choice.left,
                may(state, steering, cmd.SeatDelegates, _NOBODY, sector.code),
            ))  # fmt: skip
    return Counting(tuple(rows))
