"""The debrief: how many did better than without an agreement, who, and what was left on the table. Each level of it
leaves the server only once the facilitator has shown it."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..envelope import Actor
from ..ids import NO_SEAT, SeatId
from ..permissions import may
from ..state.debrief import REVEALS, LeftOnTable
from ..state.exercise import Exercise
from .clauses import Term, term
from .heard import Voices, voices
from .screen import held
from .seating import short

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class SectorDots:
    """A sector's parties from the worst result to the best, in points against their alternatives; a name only where
    names are shown."""

    code: str
    name: str
    hue: int
    dots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class BetterLine:
    """One clause settled otherwise: what was chosen (None: left open), what instead, how many gain, lose, are
    pleased."""

    code: str
    title: str
    chosen: Term | None
    better: Term
    gainers: int
    losers: int
    pleased: int


@dataclass(frozen=True, slots=True)
class Best:
    """The room against what was possible. ``share``: of all that could be won over no agreement, in per cent (0 to
    100); -1 where not every agreement could be looked at, or none of them wins anything."""

    share: int
    packages: int
    pleasing_all: int
    changes: tuple[BetterLine, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What the room has been shown of its results; ``voices`` of who was heard."""

    shown: tuple[str, ...]
    pleased: int
    of: int
    sectors: tuple[SectorDots, ...]
    named: bool
    best: Best | None
    voices: Voices | None


@dataclass(frozen=True, slots=True)
class MyResult:
    """A party's own result and its alternative, in tenths of a point of 100."""

    value: int
    alternative: int
    text: str


@dataclass(frozen=True, slots=True)
class DebriefDesk:
    """What the facilitator may show next, and whether what was possible is still being worked out; ``held``: the scene
    hung by hand that keeps it off the wall."""

    shown: tuple[str, ...]
    can: tuple[str, ...]
    counting: bool
    settled: bool
    held: str


def _points(surplus: int) -> int:
    """Millipoints in whole points, to the nearest; who does worse, however little, does not stand at nought."""
    whole = (abs(surplus) + 500) // 1000
    return whole if surplus >= 0 else -max(whole, 1)


def _sectors(state: Exercise, *, named: bool) -> tuple[SectorDots, ...]:
    found = []
    for sector in state.rulebook.sectors:
        mine = [r for r in state.debrief.results if state.seats[r.seat].sector == sector.code]
        # by result, then by name: where a dot stands tells nothing of who it is
        dots = sorted((_points(r.surplus), short(state, r.seat) if named else "") for r in mine)
        found.append(SectorDots(sector.code, sector.name, sector.hue, tuple(dots)))
    return tuple(row for row in found if row.dots)


def _best(state: Exercise, left: LeftOnTable) -> Best:
    won, possible = left.now - left.alternative, left.best - left.alternative
    share = max(0, min(100, won * 100 // possible)) if left.packages and possible > 0 else -1
    changes = tuple(
        BetterLine(
            state.rulebook.clause_of[b.clause].code, state.rulebook.clause_of[b.clause].title,
            term(state, b.clause, b.chosen) if b.chosen else None, term(state, b.clause, b.better),
            b.gainers, b.losers, b.pleased,
        )
        for b in left.changes
    )  # fmt: skip
    return Best(share, left.packages, left.pleasing_all, changes)


def left_on_table(state: Exercise) -> Left:
    """As much of the results as the room has been shown."""
    shown, results = state.debrief.shown, state.debrief.results
    named = "names" in shown
    return Left(
        shown, sum(r.surplus >= 0 for r in results) if "count" in shown else 0,
        len(results) if "count" in shown else 0,
        _sectors(state, named=named) if "parties" in shown else (), named,
        _best(state, state.debrief.left) if state.debrief.left and "best" in shown else None,
        voices(state),
    )  # fmt: skip


def my_result(state: Exercise, seat: SeatId) -> MyResult | None:
    """My own result, from the moment on in which the room sees the first count."""
    mine = next((r for r in state.debrief.results if r.seat == seat), None)
    if mine is None or "count" not in state.debrief.shown:
        return None
    text = state.organization(seat).alternative.text
    return MyResult(mine.value // 100, mine.alternative // 100, text)


def debrief_desk(state: Exercise) -> DebriefDesk:
    """What may be shown next."""
    debrief = state.debrief
    can = tuple(r for r in REVEALS if may(state, STEERING, cmd.RevealResults, NO_SEAT, r))
    return DebriefDesk(
        debrief.shown, can, bool(debrief.results) and debrief.left is None, bool(state.agreement),
        held(state, "debrief"),
    )  # fmt: skip
