"""What a seat needs to write a proposal, and to compare two: private pages, made for it alone."""

from __future__ import annotations

from dataclasses import dataclass

from ..budget import funding, pledge_cost
from ..deciding.proposals import visible
from ..ids import ClauseId, OptionId, ProposalId, SeatId
from ..scoring import value
from ..state.exercise import Exercise
from ..state.proposals import Draft, Proposal
from ..work_plan import lead_cost
from .bargaining import Differences, clause_text, differences, warnings
from .clauses import Term, term
from .seating import short

TEXT_SO_FAR = "text"
NEAR = 2000  # two points of a hundred, as in the help beside the brief


@dataclass(frozen=True, slots=True)
class Meaning:
    """What adopting a draft would mean for one seat: against what is adopted now, and against no agreement.
    Points are tenths of a point of 100; 0 where the seminar shows none."""

    mode: str  # words, points, off
    change: str  # better, worse, same
    standing: str  # above, near, below
    points: int
    now_points: int
    alternative_points: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two drafts that are compared. ``key`` is empty for no draft at all."""

    key: str
    author: str
    version: int
    terms: dict[ClauseId, Term]
    texts: dict[ClauseId, str]
    only_if: Term | None
    rationale: str
    warnings: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two drafts side by side, and what differs."""

    left: Side
    right: Side
    differs: Differences
    choices: tuple[tuple[str, str, int], ...]  # id, author, version of what may be chosen


def seen_proposal(state: Exercise, seat: SeatId, key: str) -> Proposal:
    """A proposal that this seat may know of. Raises `Refused` for any other, as for one that never was."""
    return visible(state, seat, key)


def version_of(proposal: Proposal, version: int) -> Draft | None:
    """What a proposal said in this version."""
    if version == proposal.version:
        return proposal.draft
    return proposal.earlier[version - 1] if 0 < version <= len(proposal.earlier) else None


def _worth(state: Exercise, seat: SeatId, package: dict[ClauseId, OptionId]) -> int:
    return value(
        state.rulebook, seat, package, state.clauses, funding=funding(state),
        cost=pledge_cost(state, seat) + lead_cost(state, seat),
    )  # fmt: skip


def meaning(state: Exercise, seat: SeatId, draft: Draft) -> Meaning:
    """What it would mean for this seat if the draft were adopted beside what is adopted already."""
    now, after = _worth(state, seat, state.package), _worth(state, seat, {**state.package, **draft.terms})
    alternative = state.organization(seat).alternative.value
    change = "same" if abs(after - now) < NEAR else "better" if after > now else "worse"
    distance = after - alternative
    standing = "near" if abs(distance) <= NEAR else "above" if distance > 0 else "below"
    points = state.help == "points"
    return Meaning(
        state.help, change, standing, after // 100 if points else 0, now // 100 if points else 0,
        alternative // 100 if points else 0,
    )  # fmt: skip


def _draft(state: Exercise, seat: SeatId, key: str) -> tuple[Draft, str, int]:
    if key == TEXT_SO_FAR:
        wording = {c: a.wording for c, a in state.agreement.items() if a.wording}
        return Draft(state.package, wording=wording), "", 0
    proposal = visible(state, seat, key)
    return proposal.draft, short(state, proposal.author), proposal.version


def _side(state: Exercise, seat: SeatId, key: str) -> tuple[Side, Draft]:
    draft, author, version = _draft(state, seat, key)
    clause, _, option = draft.only_if.partition(".")
    side = Side(
        key, author, version, {c: term(state, c, o) for c, o in draft.terms.items()},
        {c: clause_text(state, draft, c) for c in draft.terms},
        term(state, ClauseId(clause), OptionId(option)) if draft.only_if else None, draft.rationale,
        warnings(state, dict(draft.terms)), meaning(state, seat, draft),
    )  # fmt: skip
    return side, draft


def comparison(state: Exercise, seat: SeatId, left: str, right: str) -> Comparison:
    """Two proposals, or one and the text so far. Raises `Refused` for one that this seat may not know of."""
    one, before = _side(state, seat, left)
    other, after = _side(state, seat, right)
    choices = tuple(
        (p.id, short(state, p.author), p.version) for p in state.proposals.values()
        if p.status == "live" and p.is_for(seat)
    )  # fmt: skip
    return Comparison(one, other, differences(state, before, after), ((TEXT_SO_FAR, "", 0), *choices))


def could_read(state: Exercise, seat: SeatId, parent: ProposalId) -> tuple[tuple[SeatId, str], ...]:
    """Whom a proposal may be shown to: everybody else, or where it answers another, those who see that one."""
    about = state.proposals.get(parent)
    return tuple(
        (s, short(state, s)) for s in state.seats if s != seat and (about is None or about.is_for(s))
    )
