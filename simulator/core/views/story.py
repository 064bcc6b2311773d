"""The story so far: one page for whoever comes late to a seat. What everybody can read, and what their own organization
said; nothing here is made for it alone, so it cannot say more than the pages that it sums up."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import OptionRef, SeatId, split_ref
from ..state.exercise import Exercise
from .bar import Bar, bar
from .clauses import Adoptions, Term, adoptions, term
from .injects import Story, news
from .outcome import DecisionCard, PledgeRow, RuleInForce, Verdicts, current_decision, rule_in_force, verdicts
from .plan import my_plan
from .press import Printed, front_page
from .proposals import proposal_terms
from .room import Floor, Groups, Head, floor, groups, head
from .seat import my_pledges, stance_on
from .seating import hue, short
from .tables import TableName, table_name

MOTIONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """How our organization stands on an option, and why."""

    term: Term
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Vote:
    """What our organization voted in a decision, and what became of it."""

    number: int
    terms: tuple[Term, ...]
    choice: str
    status: str


@dataclass(frozen=True, slots=True)
class Motion:
    """A proposal before the room."""

    author: str
    table: TableName | None
    terms: tuple[Term, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class OurSide:
    """What our organization has said and promised so far."""

    marks: tuple[Mark, ...]
    votes: tuple[Vote, ...]
    pledges: tuple[PledgeRow, ...]
    leads: tuple[str, ...]
    signature: str  # sign, reserve, decline, none


@dataclass(frozen=True, slots=True)
class SoFar:
    """One page. ``decision`` only while one is open."""

    name: str
    short: str
    hue: int
    head: Head
    rule: RuleInForce
    agreed: Adoptions
    floor: Floor
    decision: DecisionCard | None
    motions: tuple[Motion, ...]
    verdicts: Verdicts
    groups: Groups
    bar: Bar
    ours: OurSide
    news: tuple[Story, ...]
    press: tuple[Printed, ...]


def _motions(state: Exercise, seat: SeatId) -> tuple[Motion, ...]:
    live = [p for p in reversed(list(state.tabled.values())) if p.status == "live"]
    return tuple(
        Motion(
            short(state, p.author), table_name(state, p.place, p.caucus) if p.place else None,
            proposal_terms(state, p), p.author == seat,
        )
        for p in live[:MOTIONS_SHOWN]
    )  # fmt: skip


def _marks(state: Exercise, seat: SeatId) -> tuple[Mark, ...]:
    refs: list[OptionRef] = [ref for c in state.clauses for ref in state.rulebook.refs(c)]
    found = ((ref, stance_on(state, seat, ref)) for ref in refs)
    return tuple(Mark(term(state, *split_ref(ref)), s.value, s.reason) for ref, s in found if s.value)


def _votes(state: Exercise, seat: SeatId) -> tuple[Vote, ...]:
    return tuple(
        Vote(
            int(d.id[1:]),
            tuple(term(state, c, o) for c, o in d.terms.items()),
            d.ballots[seat].choice,
            d.status,
        )
        for d in reversed(list(state.decisions.values()))
        if seat in d.ballots and d.status != "cancelled"
    )


def so_far(state: Exercise, seat: SeatId) -> SoFar:
    """The story so far, for the people of one seat."""
    me, signature = state.organization(seat), state.signing.signatures.get(seat)
    ours = OurSide(
        _marks(state, seat), _votes(state, seat), my_pledges(state, seat).pledges,
        tuple(title for _, title in my_plan(state, seat).leads), signature.kind if signature else "none",
    )  # fmt: skip
    return SoFar(
        me.name, me.short, hue(state, seat), head(state), rule_in_force(state), adoptions(state), floor(state),
        current_decision(state) if state.open_decision else None, _motions(state, seat), verdicts(state),
        groups(state), bar(state, seat), ours, news(state).stories, front_page(state),
    )  # fmt: skip
