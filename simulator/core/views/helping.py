"""Help as the seat that asked sees it, and the facilitator's queue: who has waited longest comes first."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import ClauseId, OptionId, PersonId, SeatId, split_ref
from ..state.exercise import Exercise
from ..state.helping import Plea
from .clauses import Term, term
from .seating import hue, short

SETTLED_SHOWN = 3
LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class MyLine:
    """What the facilitator wrote to a seat; ``others`` by short name and table, and what to talk of with them."""

    what: str
    others: tuple[tuple[str, int], ...]
    term: Term | None
    at: int
    read: int


@dataclass(frozen=True, slots=True)
class MyHelp:
    """A seat's line to the facilitator. ``looked``: when a facilitator last looked at its page, 0 if never."""

    plea: Plea | None
    line: MyLine | None
    looked: int


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A request in the facilitator's queue; ``place`` is the table, 0 where nobody sits in groups."""

    seat: SeatId
    number: int
    short: str
    hue: int
    person: PersonId
    place: int
    plea: Plea


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line that was sent: to whom, when, and whether they read it."""

    seat: SeatId
    short: str
    what: str
    at: int
    read: int


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """Who waits, oldest first; what was settled last; the newest lines."""

    waiting: tuple[HelpRow, ...]
    settled: tuple[HelpRow, ...]
    lines: tuple[LineRow, ...]


def place_of(state: Exercise, seat: SeatId) -> int:
    """The table at which this seat is to be found, 0 where people do not sit in groups."""
    group = state.group_of(seat)
    return group.place if group else 0


def about(state: Exercise, ref: str) -> Term | None:
    """The option that a line speaks of."""
    clause, option = split_ref(ref)
    return term(state, ClauseId(clause), OptionId(option)) if clause in state.clauses and option else None


def my_help(state: Exercise, seat: SeatId) -> MyHelp:
    """What passes between this seat and those who steer."""
    sent, look = state.lines.get(seat), state.looks.get(seat)
    line = None
    if sent:
        others = tuple((short(state, s), place_of(state, s)) for s in sent.others)
        line = MyLine(sent.what, others, about(state, sent.about), sent.at, sent.read)
    return MyHelp(state.requests.get(seat), line, look.at if look else 0)


def _row(state: Exercise, seat: SeatId, plea: Plea) -> HelpRow:
    return HelpRow(
        seat, state.organization(seat).number, short(state, seat), hue(state, seat), state.seats[seat].person,
        place_of(state, seat), plea,
    )  # fmt: skip


def help_desk(state: Exercise) -> HelpDesk:
    """The facilitator's queue."""
    rows = [_row(state, seat, plea) for seat, plea in state.requests.items()]
    waiting = sorted(
        (r for r in rows if r.plea.open), key=lambda r: (r.plea.status == "answered", r.plea.asked)
    )
    settled = sorted((r for r in rows if not r.plea.open), key=lambda r: -r.plea.ended)
    lines = sorted(
        (LineRow(seat, short(state, seat), x.what, x.at, x.read) for seat, x in state.lines.items()),
        key=lambda r: -r.at,
    )
    return HelpDesk(tuple(waiting), tuple(settled[:SETTLED_SHOWN]), tuple(lines[:LINES_SHOWN]))
