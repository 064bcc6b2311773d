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
from .proposals import proposal_terms
from .seating import short
from .tables import TableName, table_name

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
class Named:
    """What may be compared: by whom it is and, as a seat may have several, which options it has (code and letter).
    ``key`` of the text so far is `TEXT_SO_FAR`; ``table`` is the group's."""

    key: str
    author: str
    version: int
    status: str
    table: TableName | None = None
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of two drafts that are compared."""

    name: Named
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
    choices: tuple[Named, ...]  # what may be chosen: all that is live, and what is compared now


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
    alternative = state.alternative_of(seat)
    change = "same" if abs(after - now) < NEAR else "better" if after > now else "worse"
    distance = after - alternative
    standing = "near" if abs(distance) <= NEAR else "above" if distance > 0 else "below"
    points = state.help == "points"
    return Meaning(
        state.help, change, standing, after // 100 if points else 0, now // 100 if points else 0,
        alternative // 100 if points else 0,
    )  # fmt: skip


_TEXT = Named(TEXT_SO_FAR, "", 0, "live")


def _named(state: Exercise, proposal: Proposal) -> Named:
    table = table_name(state, proposal.place, proposal.caucus) if proposal.place else None
    options = tuple((t.code, t.letter) for t in proposal_terms(state, proposal))
    return Named(
        proposal.id, short(state, proposal.author), proposal.version, proposal.status, table, options
    )


def _draft(state: Exercise, seat: SeatId, key: str) -> tuple[Draft, Named]:
    if key == TEXT_SO_FAR:
        wording = {c: a.wording for c, a in state.agreement.items() if a.wording}
        return Draft(state.package, wording=wording), _TEXT
    proposal = visible(state, seat, key)
    return proposal.draft, _named(state, proposal)


def _side(state: Exercise, seat: SeatId, key: str) -> tuple[Side, Draft]:
    draft, name = _draft(state, seat, key)
    clause, _, option = draft.only_if.partition(".")
    side = Side(
        name, {c: term(state, c, o) for c, o in draft.terms.items()},
        {c: clause_text(state, draft, c) for c in draft.terms},
        term(state, ClauseId(clause), OptionId(option)) if draft.only_if else None, draft.rationale,
        warnings(state, dict(draft.terms)), meaning(state, seat, draft),
    )  # fmt: skip
    return side, draft


def comparison(state: Exercise, seat: SeatId, left: str, right: str) -> Comparison:
    """Two proposals, or one and the text so far. Raises `Refused` for one that this seat may not know of."""
    one, before = _side(state, seat, left)
    other, after = _side(state, seat, right)
    # one that was withdrawn or adopted meanwhile is still what the lists say
    choices = tuple(
        _named(state, p) for p in state.proposals.values()
        if p.is_for(seat) and (p.status == "live" or p.id in (left, right))
    )  # fmt: skip
    return Comparison(one, other, differences(state, before, after), (_TEXT, *choices))


def could_read(state: Exercise, seat: SeatId, parent: ProposalId) -> tuple[tuple[SeatId, str], ...]:
    """Whom a proposal may be shown to: everybody else, or where it answers another, those who see that one."""
    about = state.proposals.get(parent)
    return tuple(
        (s, short(state, s)) for s in state.seats if s != seat and (about is None or about.is_for(s))
    )
