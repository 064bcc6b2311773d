"""Parts about who should bring how much cash: the room's table, and what each formula means for one party."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import SeatId, split_ref
from ..sharing import SAMPLE, cash_needed, cash_pledged, formulas, in_force, split
from ..state.exercise import Exercise
from .clauses import Term, term
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A party's share and what it pledged, in dollars a year."""

    seat: SeatId
    number: int
    short: str
    hue: int
    share: int
    pledged: int

    @property
    def under(self) -> int:
        """What the party's pledges are under its share."""
        return max(self.share - self.pledged, 0)


@dataclass(frozen=True, slots=True)
class ShareTable:
    """The adopted formula over what is needed, largest shares first; parties without a share are left out."""

    term: Term
    words: str
    needed: int
    nobodys: int
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """What an option that splits the bill means: for the party that looks, and for each caucus (code, dollars)."""

    term: Term
    words: str
    adopted: bool
    mine: int
    nobodys: int
    caucuses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class MyShare:
    """My share under the adopted formula, if there is one, and under each. ``sample``: nothing needs cash yet, so the
    figures are of a round sum."""

    needed: int
    sample: bool
    pledged: int
    formulas: tuple[Formula, ...]


def share_table(state: Exercise) -> ShareTable | None:
    """Everybody's share; None while no formula is adopted."""
    found = in_force(state)
    if found is None:
        return None
    ref, sharing = found
    shares = split(state, sharing, cash_needed(state))
    rows = [
        ShareRow(
            seat, state.organization(seat).number, short(state, seat), hue(state, seat), share,
            cash_pledged(state, seat),
        )
        for seat, share in shares.of.items() if share
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.share, row.number))
    return ShareTable(term(state, *split_ref(ref)), sharing.words, shares.needed, shares.nobodys, tuple(rows))


def my_share(state: Exercise, seat: SeatId) -> MyShare | None:
    """What the formulas mean for one party; None where nothing in play splits the bill."""
    options, found = formulas(state), in_force(state)
    if not options:
        return None
    needed = cash_needed(state)
    rows = []
    for ref, sharing in options:
        shares = split(state, sharing, needed or SAMPLE)
        caucuses: dict[str, int] = {}
        for other, share in shares.of.items():
            code = state.seats[other].sector
            caucuses[code] = caucuses.get(code, 0) + share
        rows.append(Formula(
            term(state, *split_ref(ref)), sharing.words, found is not None and found[0] == ref, shares.of.get(seat, 0),
            shares.nobodys, tuple(sorted(caucuses.items(), key=lambda c: -c[1])),
        ))  # fmt: skip
    return MyShare(needed or SAMPLE, not needed, cash_pledged(state, seat), tuple(rows))
