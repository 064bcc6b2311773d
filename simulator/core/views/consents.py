"""The consent list: as everybody sees it, my own objection, and the facilitator's controls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..deciding.consents import free_clauses, stops
from ..envelope import Actor
from ..flagging import awaited_objections
from ..ids import ClauseId, ConsentId, OptionId, ProposalId, SeatId
from ..permissions import may, why_not
from ..state.consents import Consent
from ..state.exercise import Exercise
from ..tally import electors
from .bargaining import Drafted, drafted_words
from .clauses import Term, term
from .listing import listed
from .outcome import decision_card
from .seat import delegate
from .seating import hue, short
from .tables import TableName, table_name

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class ConsentItem:
    """One thing on the list, or what became of it. ``waits``: its time may be up, but a decision is open.
    ``silent`` did not object and counted as yes."""

    id: ConsentId
    terms: tuple[Term, ...]
    drafted: tuple[Drafted, ...]
    proposal: ProposalId
    seen: int
    rule: str
    voters: int
    clock: Clock
    waits: bool
    status: str
    why: str
    by: str
    hue: int
    reason: str
    notes: tuple[tuple[str, int, str], ...]  # short name, hue, text
    decision: int
    silent: int


@dataclass(frozen=True, slots=True)
class MyConsent:
    """What I may do about an item: stop it, or where I have no vote say that I object. ``note`` is what I said."""

    item: ConsentId
    terms: tuple[Term, ...]
    votes: bool
    enabled: bool
    note: str


@dataclass(frozen=True, slots=True)
class ConsentDesk:
    """The list with the means to fill it: clauses that nothing on it is about, live proposals (full depth), and the
    seats for which an objection that was said aloud can be recorded."""

    items: tuple[ConsentItem, ...]
    why_not: str  # the code of what keeps everything off the list; empty where nothing does
    can_open: bool
    clauses: tuple[tuple[ClauseId, str, str, tuple[tuple[OptionId, str, str], ...]], ...]
    proposals: tuple[tuple[ProposalId, int, str, tuple[Term, ...], TableName | None], ...]
    seats: tuple[tuple[SeatId, str], ...]
    awaited: Mapping[ConsentId, tuple[str, ...]]  # who needs more time and could object


def _terms(state: Exercise, item: Consent) -> tuple[Term, ...]:
    return tuple(term(state, c, item.terms[c]) for c in state.rulebook.clause_of if c in item.terms)


def _item(state: Exercise, item: Consent) -> ConsentItem:
    made = state.decisions.get(item.decision)
    card = decision_card(state, made) if made else None
    return ConsentItem(
        item.id, _terms(state, item), drafted_words(state, item.terms, item.wording), item.proposal, item.seen,
        item.rule.spoken, len(electors(item.rule, item.electorate)), item.clock,
        item.status == "listed" and state.open_decision is not None, item.status, item.why,
        short(state, item.by), hue(state, item.by), item.reason,
        tuple((short(state, s), hue(state, s), text) for s, text in item.notes.items()),
        card.number if card else 0, card.outcome.by_silence if card and card.outcome else 0,
    )  # fmt: skip


def consent_items(state: Exercise) -> tuple[ConsentItem, ...]:
    """What is adopted unless somebody objects, what needs a decision, and what ended in this step, newest first."""
    newest_first = list(state.consents.items.values())[::-1]
    ended = sorted(
        (i for i in newest_first if i.status != "listed"), key=lambda item: item.status != "objected"
    )
    return tuple(_item(state, item) for item in (*state.consents.listed, *ended))


def listed_items(state: Exercise, _seat: SeatId) -> Iterable[str]:
    """The items to which somebody may still object."""
    return (item.id for item in state.consents.listed)


def my_consent(state: Exercise, seat: SeatId, key: str) -> MyConsent | None:
    """What I may do about an item; None where it is off the list."""
    item = state.consents.items.get(ConsentId(key))
    if item is None or item.status != "listed":
        return None
    enabled = may(state, delegate(state, seat), cmd.ObjectToConsent, seat, key)
    return MyConsent(
        item.id, _terms(state, item), stops(state, item, seat), enabled, item.notes.get(seat, "")
    )


def consent_desk(state: Exercise) -> ConsentDesk:
    """The list with its controls."""
    book, full = state.rulebook, state.depth == "full"
    clauses = tuple(
        (c, book.clause_of[c].code, book.clause_of[c].title,
         tuple((o.id, book.clause_of[c].letter(o.id), o.title) for o in book.clause_of[c].options))
        for c in free_clauses(state)
    )  # fmt: skip
    proposals = tuple(
        (p.id, p.version, short(state, p.author), tuple(term(state, c, o) for c, o in p.terms.items()),
         table_name(state, p.place, p.caucus) if p.place else None)
        for p in ((state.proposals[key] for key in listed(state)) if full else ())
        if may(state, STEERING, cmd.ListConsent, SeatId(""), p.id)
    )  # fmt: skip
    could = {s for item in state.consents.listed for s in state.seats if full or stops(state, item, s)}
    return ConsentDesk(
        consent_items(state), why_not(state, STEERING, cmd.ListConsent, SeatId("")),
        may(state, STEERING, cmd.OpenDecision, SeatId("")), clauses, proposals,
        tuple((s, short(state, s)) for s in state.seats if s in could),
        {i.id: tuple(short(state, s) for s in awaited_objections(state, i)) for i in state.consents.listed},
    )  # fmt: skip
