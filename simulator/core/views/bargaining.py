"""Proposals in full depth: who carries them, what they answer, what differs, what they would cause.

A card is made for everybody or for one seat, and names only proposals that they may know of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..commands import exercise as cmd
from ..envelope import Actor
from ..ids import NO_SEAT, ClauseId, OptionId, OptionRef, ProposalId, SeatId, option_ref, split_ref
from ..merging import CLAUSE, changed
from ..permissions import may
from ..state.exercise import Exercise
from ..state.proposals import Draft, Proposal
from ..wording import Run, compare_words
from .clauses import Term, term
from .listing import is_listed, listed_deals
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """One clause in two drafts. A term is None where the draft leaves the clause out; ``words`` where texts differ."""

    code: str
    title: str
    was: Term | None
    now: Term | None
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What two drafts do not have in common; ``conditions`` and ``reason`` only where they differ."""

    clauses: tuple[ClauseDifference, ...]
    conditions: tuple[Term | None, Term | None] | None
    reason: tuple[Run, ...]

    def __bool__(self) -> bool:
        return bool(self.clauses or self.conditions or self.reason)


@dataclass(frozen=True, slots=True)
class Link:
    """Another proposal; ``here`` where it stands on the page of whoever looks."""

    id: ProposalId
    author: str
    version: int
    status: str
    here: bool


@dataclass(frozen=True, slots=True)
class Drafted:
    """The wording of a clause, compared with the text of its option."""

    term: Term
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who wrote this version, what of it is new, and what was taken over from those who wrote meanwhile. Clauses stand
    as their codes."""

    editor: str
    changed: tuple[str, ...]
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullCard:
    """What full depth adds to a proposal. ``readers`` is empty where everybody may know of it; ``answers`` counts those
    that stand, that the viewer may know of and has on the page."""

    readers: tuple[tuple[str, int], ...]
    sponsors: tuple[tuple[str, int, str], ...]  # short name, hue, what was said
    parent: Link | None
    differs: Differences | None
    answers: int
    drafted: tuple[Drafted, ...]
    warnings: tuple[str, ...]
    change: LastChange | None


@dataclass(frozen=True, slots=True)
class MyDeal:
    """What a seat may do with a proposal. ``sponsoring`` is what it said when it was asked."""

    proposal: ProposalId
    version: int
    mine: bool
    sponsoring: str
    edit: bool
    withdraw: bool
    widen: bool
    answer: bool
    counter: bool
    may_ask: tuple[tuple[SeatId, str], ...]
    not_reading: tuple[tuple[SeatId, str], ...]


def _known(proposal: Proposal, seat: SeatId) -> bool:
    """Whether this seat, or where there is none everybody, may know of it."""
    return proposal.is_for(seat) if seat else not proposal.audience


def _is_here(state: Exercise, proposal: Proposal, seat: SeatId) -> bool:
    """Whether it stands on everybody's page, or where only some may know of it, on that of this seat."""
    return proposal.id in listed_deals(state, seat) if proposal.audience else is_listed(state, proposal.id)


def _link(state: Exercise, proposal: Proposal, seat: SeatId) -> Link:
    return Link(
        proposal.id, short(state, proposal.author), proposal.version, proposal.status,
        _is_here(state, proposal, seat),
    )  # fmt: skip


def _term(state: Exercise, ref: OptionRef) -> Term | None:
    return term(state, *split_ref(ref)) if ref else None


def clause_text(state: Exercise, draft: Draft, clause: ClauseId) -> str:
    """The text that a draft would put into the agreement for a clause."""
    option = state.rulebook.clause_of[clause].option(draft.terms[clause])
    return draft.wording.get(clause) or (option.text if option else "")


def differences(state: Exercise, before: Draft, after: Draft) -> Differences:
    """What changes from one draft to another, in the order of the agreement."""
    rows: list[ClauseDifference] = []
    for clause, found in state.rulebook.clause_of.items():
        was, now = before.terms.get(clause), after.terms.get(clause)
        words: tuple[Run, ...] = ()
        if was and now and before.wording.get(clause) != after.wording.get(clause):
            words = compare_words(clause_text(state, before, clause), clause_text(state, after, clause))
        if was != now or words:
            rows.append(ClauseDifference(
                found.code, found.title, term(state, clause, was) if was else None,
                term(state, clause, now) if now else None, words,
            ))  # fmt: skip
    other = before.only_if != after.only_if
    reason = compare_words(before.rationale, after.rationale) if before.rationale != after.rationale else ()
    return Differences(
        tuple(rows), (_term(state, before.only_if), _term(state, after.only_if)) if other else None, reason
    )


def drafted_words(
    state: Exercise, terms: Mapping[ClauseId, OptionId], wording: Mapping[ClauseId, str]
) -> tuple[Drafted, ...]:
    """Where a text was drafted: what it changes of the text of the option, in the order of the agreement."""
    return tuple(
        Drafted(term(state, c, terms[c]), compare_words(clause_text(state, Draft(terms), c), wording[c]))
        for c in state.rulebook.clause_of if c in wording
    )  # fmt: skip


def warnings(state: Exercise, terms: dict[ClauseId, OptionId]) -> tuple[str, ...]:
    """What the scenario says of options that help or hurt each other, where one of them comes with these terms and the
    others do too, or are adopted."""
    after = {**state.package, **terms}
    chosen = {option_ref(c, o) for c, o in after.items()}
    new = {option_ref(c, o) for c, o in terms.items()}
    return tuple(
        i.warning for i in state.rulebook.interactions
        if i.warning and chosen.issuperset(i.options) and new.intersection(i.options)
    )  # fmt: skip


def _names(state: Exercise, keys: Iterable[str]) -> tuple[str, ...]:
    """Pieces of a draft: clauses as their codes in the order of the agreement, then the others as they are called."""
    found = set(keys)
    codes = (clause.code for c, clause in state.rulebook.clause_of.items() if f"{CLAUSE}{c}" in found)
    return (*codes, *sorted(k for k in found if not k.startswith(CLAUSE)))


def _change(state: Exercise, proposal: Proposal) -> LastChange | None:
    if not proposal.earlier:
        return None
    new = changed(proposal.earlier[-1], proposal.draft)
    return LastChange(
        short(state, proposal.editor or proposal.author), _names(state, new), _names(state, proposal.merged)
    )


def full_card(state: Exercise, proposal: Proposal, seat: SeatId = NO_SEAT) -> FullCard | None:
    """What full depth adds, for a seat or for everybody; None in a basic seminar."""
    if state.depth != "full":
        return None
    parent = state.proposals.get(proposal.parent)
    if parent and not _known(parent, seat):
        parent = None
    return FullCard(
        tuple((short(state, s), hue(state, s)) for s in proposal.audience),
        tuple((short(state, s), hue(state, s), said) for s, said in proposal.sponsors.items()),
        _link(state, parent, seat) if parent else None,
        # each gives reasons of its own; what is bargained about is the rest
        differences(state, replace(parent.draft, rationale=proposal.rationale), proposal.draft) if parent else None,
        sum(
            _known(p, seat) and p.status != "withdrawn" and _is_here(state, p, seat)
            for p in answers_to(state, proposal)
        ),
        drafted_words(state, proposal.terms, proposal.wording), warnings(state, dict(proposal.terms)),
        _change(state, proposal),
    )  # fmt: skip


def answers_to(state: Exercise, proposal: Proposal) -> tuple[Proposal, ...]:
    """The proposals that answer this one, whoever may know of them."""
    return tuple(p for p in state.proposals.values() if p.parent == proposal.id and p.status != "moved")


def what_i_may(state: Exercise, seat: SeatId, key: str) -> MyDeal:
    """What a seat may do with a proposal that it may know of."""
    proposal = state.proposals[ProposalId(key)]
    me = Actor("delegate", state.seats[seat].person, seat)

    def allowed(kind: type[object]) -> bool:
        return may(state, me, kind, seat, proposal.id)

    def others(*, reading: bool) -> tuple[tuple[SeatId, str], ...]:
        return tuple((s, short(state, s)) for s in state.seats if s != seat and proposal.is_for(s) is reading)

    ask, widen = allowed(cmd.AskSponsors), allowed(cmd.WidenProposal)
    asked = {s for s, said in proposal.sponsors.items() if said != "no"}
    return MyDeal(
        proposal.id, proposal.version, proposal.author == seat and not proposal.place, proposal.sponsors.get(seat, ""),
        allowed(cmd.EditProposal), allowed(cmd.WithdrawProposal), widen, allowed(cmd.AnswerSponsoring),
        allowed(cmd.TableProposal), tuple(o for o in others(reading=True) if o[0] not in asked) if ask else (),
        others(reading=False) if widen else (),
    )  # fmt: skip
