"""What binds the room beside its rule, what an option would bind it to, a convener's desk, a review of the rule."""

from __future__ import annotations

from dataclasses import dataclass

from ..binding import FAILURES, conveners, failed_in_a_row, review_rule, rules_to_review
from ..commands import exercise as cmd
from ..deciding.decisions import electorate, first_committee
from ..envelope import Actor
from ..ids import NO_SEAT, OptionId, ProposalId, SeatId, split_ref
from ..permissions import may
from ..speaking import speaking_order
from ..state.exercise import Exercise
from ..tally import Profile, profile
from .bind_lines import BindLine, bind_lines
from .clauses import Term, term
from .seating import short
from .tables import TableName, table_name

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class BondRow:
    """What an adopted option binds the room to, and since which decision."""

    code: str
    letter: str
    title: str
    decision: int
    lines: tuple[BindLine, ...]


@dataclass(frozen=True, slots=True)
class UnderReview:
    """The room looks at its rule again. ``spoken`` is how that is decided, empty where the rule does not say."""

    failed: int
    spoken: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Bound:
    """What the room has bound itself to beside its rule, and whether it looks at that rule again."""

    rows: tuple[BondRow, ...]
    review: UnderReview | None


@dataclass(frozen=True, slots=True)
class Motion:
    """A proposal on which a convener may call a decision."""

    id: ProposalId
    version: int
    author: str
    table: TableName | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody whose turn a convener may begin or end."""

    seat: SeatId
    short: str


@dataclass(frozen=True, slots=True)
class MyChair:
    """The desk of a convener. ``open``: a decision takes ballots already."""

    motions: tuple[Motion, ...]
    open: bool
    speaker: Turn | None
    next: Turn | None


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """How near a review of the rule is and, once it is called, which rules may be put to the room in it."""

    failed: int
    needed: int
    can_call: bool
    called: bool
    can_decide: bool
    under: UnderReview
    rules: tuple[tuple[OptionId, str, str, Profile], ...]  # option, letter, title, who could vote and block


def _under(state: Exercise, failed: int) -> UnderReview:
    rule = review_rule(state)
    return UnderReview(failed, rule.spoken, profile(rule, electorate(state)))


def bound(state: Exercise) -> Bound:
    """What binds now."""
    rows = []
    for bond in state.bonds:
        clause, option = split_ref(bond.option)
        found = term(state, clause, option)
        rows.append(
            BondRow(
                found.code, found.letter, found.title, int(bond.decision[1:]), bind_lines(state, bond.binds)
            )
        )
    return Bound(tuple(rows), _under(state, state.review.failed) if state.review else None)


def my_chair(state: Exercise, seat: SeatId) -> MyChair | None:
    """The desk of a convener; None for everybody else."""
    if seat not in conveners(state) or not state.seats[seat].read:
        return None
    me = Actor("delegate", state.seats[seat].person, seat)
    motions = tuple(
        Motion(
            p.id, p.version, short(state, p.author), table_name(state, p.place, p.caucus) if p.place else None,
            tuple(term(state, c, p.terms[c]) for c in state.rulebook.clause_of if c in p.terms),
        )
        for p in state.tabled.values()
        if may(state, me, cmd.CallDecision, seat, p.id)
    )  # fmt: skip
    speaker, first = state.speaking.speaker, next(iter(speaking_order(state)), NO_SEAT)
    return MyChair(
        motions, state.open_decision is not None,
        Turn(speaker, short(state, speaker)) if may(state, me, cmd.EndTurnOf, seat, speaker) else None,
        Turn(first, short(state, first)) if may(state, me, cmd.GiveTurn, seat, first) else None,
    )  # fmt: skip


def review_desk(state: Exercise) -> ReviewDesk:
    """How near a review of the rule is, and what may be decided in it."""
    others, rules = [split_ref(ref) for ref in rules_to_review(state)], []
    for clause, option in others if state.review else ():
        found = state.rulebook.clause_of[clause]
        chosen = next(o for o in found.options if o.id == option)
        if chosen.rule:
            who = electorate(state, first_committee(state, chosen.rule))
            rules.append((option, found.letter(option), chosen.title, profile(chosen.rule, who)))
    first = others[0][1] if others else ""
    failed = failed_in_a_row(state)
    return ReviewDesk(
        failed, FAILURES, may(state, STEERING, cmd.CallReview, NO_SEAT), state.review is not None,
        may(state, STEERING, cmd.DecideReview, NO_SEAT, first),
        _under(state, state.review.failed if state.review else failed), tuple(rules),
    )  # fmt: skip
