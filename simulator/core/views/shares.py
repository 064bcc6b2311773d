"""Parts about who should bring how much cash: the room's table, and what each formula means for one party."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import SeatId, split_ref
from ..sharing import SAMPLE, cash_needed, cash_pledged, formulas, in_force, split_years
from ..state.exercise import Exercise
from .clauses import Term, term
from .seating import hue, short

Dollars = tuple[int, ...]
"""Whole dollars, one sum for each year of the term."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A party's share and what it pledged."""

    seat: SeatId
    number: int
    short: str
    hue: int
    share: Dollars
    pledged: Dollars

    @property
    def under(self) -> Dollars:
        """What the party's pledges are under its share, year by year: more in one year fills up no other."""
        return tuple(max(s - p, 0) for s, p in zip(self.share, self.pledged, strict=True))


@dataclass(frozen=True, slots=True)
class ShareTable:
    """The adopted formula over what is needed, largest shares first; parties without a share are left out."""

    term: Term
    words: str
    needed: Dollars
    nobodys: Dollars
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """What an option that splits the bill means: for the party that looks, and for each caucus."""

    term: Term
    words: str
    adopted: bool
    mine: Dollars
    nobodys: Dollars
    caucuses: tuple[tuple[str, Dollars], ...]


@dataclass(frozen=True, slots=True)
class MyShare:
    """My share under the adopted formula, if there is one, and under each. ``sample``: nothing needs cash yet, so the
    figures are of a round sum."""

    needed: Dollars
    sample: bool
    pledged: Dollars
    formulas: tuple[Formula, ...]


def share_table(state: Exercise) -> ShareTable | None:
    """Everybody's share; None while no formula is adopted."""
    found = in_force(state)
    if found is None:
        return None
    ref, sharing = found
    needed = cash_needed(state)
    years = split_years(state, sharing, needed)
    rows = [
        ShareRow(
            seat, state.organization(seat).number, short(state, seat), hue(state, seat), share,
            cash_pledged(state, seat),
        )
        for seat in state.seats if any(share := tuple(year.of.get(seat, 0) for year in years))
    ]  # fmt: skip
    rows.sort(key=lambda row: (-sum(row.share), row.number))
    nobodys = tuple(year.nobodys for year in years)
    return ShareTable(term(state, *split_ref(ref)), sharing.words, needed, nobodys, tuple(rows))


def my_share(state: Exercise, seat: SeatId) -> MyShare | None:
    """What the formulas mean for one party; None where nothing in play splits the bill."""
    options, found = formulas(state), in_force(state)
    if not options:
        return None
    asked = cash_needed(state)
    needed = asked if any(asked) else (SAMPLE,) * len(asked)
    rows = []
    for ref, sharing in options:
        years = split_years(state, sharing, needed)
        caucuses: dict[str, list[int]] = {}
        for n, shares in enumerate(years):
            for other, share in shares.of.items():
                caucuses.setdefault(state.seats[other].sector, [0] * len(years))[n] += share
        rows.append(Formula(
            term(state, *split_ref(ref)), sharing.words, found is not None and found[0] == ref,
            tuple(shares.of.get(seat, 0) for shares in years), tuple(shares.nobodys for shares in years),
            tuple((c, tuple(sums)) for c, sums in sorted(caucuses.items(), key=lambda c: -sum(c[1]))),
        ))  # fmt: skip
    return MyShare(needed, not any(asked), cash_pledged(state, seat), tuple(rows))
