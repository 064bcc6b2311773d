"""Proposals as everybody sees them, with the room's marks on them."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import NO_SEAT, ProposalId, SeatId, split_ref
from ..state.exercise import Exercise
from ..state.proposals import Proposal
from .bargaining import FullCard, MyDeal, deals_of, full_card, my_deal
from .clauses import Term, term
from .marks import Caucus, Totals, caucuses, open_sense, totals
from .seating import hue, short
from .senses import Shot, shots
from .tables import TableName, table_name


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal as everybody sees it."""

    id: ProposalId
    author: str
    hue: int
    place: int
    terms: tuple[Term, ...]
    rationale: str
    only_if: Term | None
    version: int
    status: str
    totals: Totals
    caucuses: tuple[Caucus, ...]
    table: TableName | None  # the group whose proposal it is
    full: FullCard | None
    sense: str  # none, shown, hidden: the sense check that is open on it
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """A proposal that not everybody may know of, for one who may."""

    card: ProposalCard
    mine: MyDeal


def proposal_terms(state: Exercise, proposal: Proposal) -> tuple[Term, ...]:
    """The options of a proposal, in the order of the agreement."""
    return tuple(term(state, c, proposal.terms[c]) for c in state.rulebook.clause_of if c in proposal.terms)


def proposal_card(state: Exercise, key: str, seat: SeatId = NO_SEAT) -> ProposalCard:
    """A proposal with the room's marks on it, as everybody sees it or one seat that may know of it."""
    proposal = state.proposals[ProposalId(key)]
    rows = caucuses(state, proposal.id)
    place = next((g.place for g in state.groups if g.id == proposal.group), 0)
    condition = term(state, *split_ref(proposal.only_if)) if proposal.only_if else None
    return ProposalCard(
        proposal.id, short(state, proposal.author), hue(state, proposal.author), place,
        proposal_terms(state, proposal), proposal.rationale, condition, proposal.version, proposal.status,
        totals(rows), rows,
        table_name(state, proposal.place, proposal.caucus) if proposal.place else None,
        full_card(state, proposal, seat), open_sense(state, proposal.id), shots(state, proposal.id),
    )  # fmt: skip


def deal(state: Exercise, seat: SeatId, key: str) -> Deal | None:
    """A proposal that not everybody may know of; None where it went before more parties."""
    if key not in deals_of(state, seat):
        return None
    return Deal(proposal_card(state, key, seat), my_deal(state, seat, key))
