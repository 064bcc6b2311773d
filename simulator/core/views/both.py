"""Both texts, for somebody who answered one that had changed meanwhile: what they answered, and what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..commands import exercise as cmd
from ..ids import ClauseId, OptionId, ProposalId, SeatId, split_ref
from ..state.exercise import Exercise
from ..state.proposals import Draft, Proposal
from .clauses import Term, clause_numbers, term
from .drafting import version_of


@dataclass(frozen=True, slots=True)
class Line:
    """A clause of a text. ``words`` are the agreement's words for it where they were drafted anew; ``same`` where the
    other text says the same of the clause."""

    term: Term
    words: str
    same: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two. ``name`` tells it from the other: a version, the number of a decision, a hash; empty where there
    is none."""

    name: str
    lines: tuple[Line, ...]
    reason: str = ""
    only_if: Term | None = None


@dataclass(frozen=True, slots=True)
class BothTexts:
    """What was answered, and what is there instead. ``kind`` is proposal, option, decision or signature; ``now`` is
    None where nothing came in its place. ``status`` says what became of what was answered, in the words of the state.
    ``same`` counts clauses of the agreement that are left out here because both texts say the same of them;
    ``beside``: something else of the agreement changed (pledges, the work plan)."""

    kind: str
    was: Text
    now: Text | None
    status: str = ""
    same: int = 0
    beside: bool = False


def _lines(state: Exercise, draft: Draft, other: Draft) -> tuple[Line, ...]:
    return tuple(
        Line(term(state, c, draft.terms[c]), draft.wording.get(c, ""), _says(draft, c) == _says(other, c))
        for c in state.rulebook.clause_of if c in draft.terms
    )  # fmt: skip


def _says(draft: Draft, clause: ClauseId) -> tuple[OptionId | None, str]:
    return draft.terms.get(clause), draft.wording.get(clause, "")


def _text(state: Exercise, name: str, draft: Draft, other: Draft) -> Text:
    condition = term(state, *split_ref(draft.only_if)) if draft.only_if else None
    return Text(name, _lines(state, draft, other), draft.rationale, condition)


def _proposal(state: Exercise, proposal: Proposal, seen: int) -> BothTexts | None:
    """A proposal as it was in the version that was seen, and as it is; None where there was no such version."""
    old = version_of(proposal, seen)
    if old is None:
        return None
    now = _text(state, str(proposal.version), proposal.draft, old) if seen != proposal.version else None
    return BothTexts("proposal", _text(state, str(seen), old, proposal.draft), now, proposal.status)


def _option(state: Exercise, target: str) -> BothTexts | None:
    """An option that was marked, whose words never change, and what the room has settled of its clause since."""
    clause, option = split_ref(target)
    if clause not in state.clauses or state.rulebook.clause_of[clause].option(option) is None:
        return None
    settled = state.agreement.get(clause)
    was = Draft({clause: option})
    now = Draft({clause: settled.option}, wording={clause: settled.wording}) if settled else None
    return BothTexts(
        "option", _text(state, "", was, now or was), _text(state, "", now, was) if now else None,
        "adopted" if settled else "open",
    )  # fmt: skip


def _decision(state: Exercise, key: str) -> BothTexts | None:
    """A decision that takes no ballots any more, and the one that is open now."""
    found = next((d for d in state.decisions.values() if d.id == key), None)
    if found is None:
        return None
    now = state.open_decision
    was = Draft(found.terms, wording=found.wording)
    other = Draft(now.terms, wording=now.wording) if now else was
    return BothTexts(
        "decision", _text(state, found.id[1:], was, other), _text(state, now.id[1:], other, was) if now else None,
        found.status,
    )  # fmt: skip


def _settled(state: Exercise) -> Draft:
    return Draft(state.package, wording={c: a.wording for c, a in state.agreement.items() if a.wording})


def _agreement(state: Exercise, seen: str) -> BothTexts | None:
    """The text that was open for signing under this hash, and the agreement as it stands."""
    old = next((t for t in state.signing.reopened if t.text_hash == seen), None)
    if old is None:
        return None
    was, now = Draft(old.options, wording=old.wording), _settled(state)
    differ = [c for c in clause_numbers(state) if _says(was, c) != _says(now, c)]
    return BothTexts(
        "signature", _text(state, seen, _only(was, differ), now),
        _text(state, state.signing.text_hash, _only(now, differ), was), state.signing.status,
        sum(c in was.terms for c in state.clauses) - sum(c in was.terms for c in differ),
        (old.pledges, old.work.leads, old.work.support) != (state.pledges, state.work.leads, state.work.support),
    )  # fmt: skip


def _only(draft: Draft, clauses: list[ClauseId]) -> Draft:
    terms: Mapping[ClauseId, OptionId] = {c: o for c, o in draft.terms.items() if c in clauses}
    return Draft(terms, wording={c: w for c, w in draft.wording.items() if c in terms})


def both_texts(state: Exercise, seat: SeatId, command: Any) -> BothTexts | None:
    """For a seat whose command was refused because what it answered is no longer what is there. None where the command
    answers no text, or one that this seat may not know of."""
    match command:
        case cmd.SetStance(target=target) if state.on_table(target) is None:
            return _option(state, target)
        case cmd.CastBallot(decision=key):
            return _decision(state, key)
        case cmd.GiveSignature(seen=seen):
            return _agreement(state, seen)
        case (
            cmd.SetStance(target=key, seen=seen)
            | cmd.ReviseProposal(proposal=key, seen=seen)
            | cmd.AnswerSponsoring(proposal=key, seen=seen)
        ):
            found = state.proposals.get(ProposalId(key))
            return _proposal(state, found, seen) if found and found.is_for(seat) else None
    return None
