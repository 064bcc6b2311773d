"""Proposals as everybody sees them, with the room's marks on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..binding import is_closed
from ..ids import NO_SEAT, ProposalId, SeatId, split_ref
from ..state.exercise import Exercise
from ..state.proposals import Proposal
from .bargaining import FullCard, MyDeal, full_card, what_i_may
from .clauses import Term, term
from .listing import SHOWN, is_listed, kept, known_from, listed, listed_deals, order_of, unlisted
from .marks import Caucus, Totals, caucuses, open_sense, totals
from .seat import MyStance, stance_on
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
    order: str  # sorts among those on the page, and counts only what its reader may know
    sense: str  # none, shown, hidden: the sense check that is open on it
    shots: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """A proposal that not everybody may know of, for one who may."""

    card: ProposalCard
    mine: MyDeal


@dataclass(frozen=True, slots=True)
class MyCard:
    """A proposal with all that a seat may do with it in one piece, where it does not stand on everybody's page.
    ``stance`` is None where nobody can mark it, ``mine`` in a basic seminar."""

    card: ProposalCard
    stance: MyStance | None
    mine: MyDeal | None


@dataclass(frozen=True, slots=True)
class Others:
    """How many proposals of everybody's do not stand on the page, and how many of them are withdrawn."""

    older: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of proposals, newest first. ``next`` is the one behind the last of them, empty at the end."""

    cards: tuple[MyCard, ...]
    next: str
    whole: bool  # begins with the newest that is not on the seat's page


def proposal_terms(state: Exercise, proposal: Proposal) -> tuple[Term, ...]:
    """The options of a proposal, in the order of the agreement."""
    return tuple(term(state, c, proposal.terms[c]) for c in state.rulebook.clause_of if c in proposal.terms)


def listed_card(state: Exercise, key: str) -> ProposalCard | None:
    """A proposal as everybody sees it; None where newer ones pushed it off the page."""
    return proposal_card(state, key) if is_listed(state, key) else None


def proposal_card(state: Exercise, key: str, seat: SeatId = NO_SEAT) -> ProposalCard:
    """A proposal with the room's marks on it, as everybody sees it or one seat that may know of it."""
    proposal = state.proposals[ProposalId(key)]
    rows = caucuses(state, proposal.id)
    place = next((g.place for g in state.groups if g.id == proposal.group), 0)
    condition = term(state, *split_ref(proposal.only_if)) if proposal.only_if else None
    return ProposalCard(
        proposal.id, short(state, proposal.author), hue(state, proposal.author), place,
        proposal_terms(state, proposal), proposal.rationale, condition, proposal.version, proposal.status,
        totals(rows), () if is_closed(state) else rows,
        table_name(state, proposal.place, proposal.caucus) if proposal.place else None,
        full_card(state, proposal, seat), order_of(state, proposal, seat), open_sense(state, proposal.id),
        shots(state, proposal.id),
    )  # fmt: skip


def deal(state: Exercise, seat: SeatId, key: str) -> Deal | None:
    """A proposal that not everybody may know of; None where it went before more parties, or newer ones pushed it off
    the page."""
    if key not in listed_deals(state, seat):
        return None
    return Deal(proposal_card(state, key, seat), what_i_may(state, seat, key))


def my_deal(state: Exercise, seat: SeatId, key: str) -> MyDeal | None:
    """What a seat may do with a proposal before everybody; None where that is not on the page."""
    return what_i_may(state, seat, key) if is_listed(state, key) else None


def my_card(state: Exercise, seat: SeatId, key: str) -> MyCard:
    """A proposal that this seat may know of, with all that it may do with it."""
    proposal = state.proposals[ProposalId(key)]
    return MyCard(
        proposal_card(state, key, seat), None if proposal.audience else stance_on(state, seat, key),
        what_i_may(state, seat, key) if state.depth == "full" else None,
    )  # fmt: skip


def kept_card(state: Exercise, seat: SeatId, key: str) -> MyCard | None:
    """One of the seat's own that no longer stands on everybody's page; None where it does, or is no longer live. It has
    no lists of parties to ask or to show it to: they are where the older ones are."""
    if key not in kept(state, seat):
        return None
    found = my_card(state, seat, key)
    mine = replace(found.mine, may_ask=(), not_reading=(), widen=False) if found.mine else None
    return replace(found, mine=mine)


def others(state: Exercise) -> Others:
    """How many proposals of everybody's are a link away."""
    shown = set(listed(state))
    found = [p.status for p in state.tabled.values() if p.id not in shown]
    return Others(len(found), found.count("withdrawn"))


def shelf(state: Exercise, seat: SeatId, at: str = "") -> Shelf:
    """A page of what this seat may know of: from the proposal ``at`` on, else what does not stand on the seat's page.
    Without a seat, what everybody may know of."""
    begun = known_from(state, seat, at)
    found = begun or unlisted(state, seat)
    cards = tuple(
        my_card(state, seat, p.id) if seat else MyCard(proposal_card(state, p.id), None, None)
        for p in found[:SHOWN]
    )  # fmt: skip
    return Shelf(cards, found[SHOWN].id if len(found) > SHOWN else "", not begun)
