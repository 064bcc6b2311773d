"""The form on which a proposal is written: read, kept word for word where it is refused, and sent as a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from simulator.app.wire import TERM, WORDING
from simulator.core.ids import ClauseId, OptionId, OptionRef, ProposalId, SeatId
from simulator.core.merging import CLAUSE, CONDITION, REASON, Merge, merge, pieces
from simulator.core.state.exercise import Exercise
from simulator.core.state.proposals import Draft, Proposal
from simulator.core.views.bargaining import clause_text
from simulator.core.views.clauses import term
from simulator.core.views.drafting import version_of

CHOOSE = "choose:"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote. ``edit`` is the proposal that it changes, ``answer`` the one that it answers."""

    draft: Draft
    edit: str = ""
    answer: str = ""
    base: int = 0
    audience: str = ""
    to: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that two people changed: what it is, and both texts in full."""

    key: str
    name: str
    mine: str
    theirs: str


def _wording(state: Exercise, form: Mapping[str, str], old: Draft | None) -> dict[ClauseId, str]:
    """Wording that is no option's own text, and that was not left over from another option."""
    found: dict[ClauseId, str] = {}
    for clause in state.clauses:
        text = form.get(f"{WORDING}{clause}", "").replace("\r\n", "\n").strip()
        option, known = form.get(f"{TERM}{clause}", ""), state.rulebook.clause_of[clause]
        own = {o.text.strip() for o in known.options}
        left_over = old and old.wording.get(clause) == text and old.terms.get(clause) != option
        if option and text and text not in own and not left_over:
            found[clause] = text
    return found


def read_form(state: Exercise, form: MultiDict[str, str], about: Proposal | None) -> Written:
    """The form as it was sent. What was changed against is ``about``, in the version that the form names."""
    base = int(form["base"]) if form.get("base", "").isdecimal() else 0
    old = version_of(about, base) if about and form.get("edit") else about.draft if about else None
    terms = {c: OptionId(form[f"{TERM}{c}"]) for c in state.clauses if form.get(f"{TERM}{c}")}
    draft = Draft(
        terms, form.get("rationale", "").replace("\r\n", "\n").strip(), OptionRef(form.get("only_if", "")),
        _wording(state, form, old),
    )  # fmt: skip
    chosen = {k.removeprefix(CHOOSE): v for k, v in form.items() if k.startswith(CHOOSE)}
    if about and old and chosen:
        draft = _with_chosen(draft, old, chosen)
    return Written(
        draft, form.get("edit", ""), form.get("answer", ""), base, form.get("audience", ""),
        tuple(form.getlist("to")), tuple(form.getlist("sponsors")), chosen,
    )  # fmt: skip


def _with_chosen(mine: Draft, theirs: Draft, chosen: Mapping[str, str]) -> Draft:
    """Where somebody chose the other's text, it stands in place of their own."""
    terms, wording = dict(mine.terms), dict(mine.wording)
    rationale, only_if = mine.rationale, mine.only_if
    for key, side in chosen.items():
        if side != THEIRS:
            continue
        if key == REASON:
            rationale = theirs.rationale
        elif key == CONDITION:
            only_if = theirs.only_if
        else:
            clause = ClauseId(key.removeprefix(CLAUSE))
            terms.pop(clause, None)
            wording.pop(clause, None)
            if clause in theirs.terms:
                terms[clause] = theirs.terms[clause]
            if clause in theirs.wording:
                wording[clause] = theirs.wording[clause]
    return Draft(terms, rationale, only_if, wording)


def command_fields(written: Written) -> tuple[str, dict[str, Any]]:
    """The kind of the command and its fields, as the wire has them."""
    draft = written.draft
    fields: dict[str, Any] = {f"{TERM}{c}": o for c, o in draft.terms.items()}
    fields |= {f"{WORDING}{c}": text for c, text in draft.wording.items()}
    fields |= {"rationale": draft.rationale, "only_if": draft.only_if}
    if written.edit:
        return "proposal.edit", {**fields, "proposal": written.edit, "base": str(written.base)}
    return "proposal.table", {
        **fields, "parent": written.answer, "audience": written.audience, "to": list(written.to),
        "sponsors": list(written.sponsors),
    }  # fmt: skip


def _piece(state: Exercise, draft: Draft, key: str) -> str:
    """One piece of a draft in full, as people read it."""
    if key not in pieces(draft):
        return "Left out."
    if key == REASON:
        return draft.rationale
    if key == CONDITION:
        clause, _, option = draft.only_if.partition(".")
        found = term(state, ClauseId(clause), OptionId(option))
        return f"{found.code} {found.letter}: {found.title}"
    clause_id = ClauseId(key.removeprefix(CLAUSE))
    found = term(state, clause_id, draft.terms[clause_id])
    return f"{found.letter}: {found.title}\n\n{clause_text(state, draft, clause_id)}"


def _name(state: Exercise, key: str) -> str:
    if key.startswith(CLAUSE):
        found = state.rulebook.clause_of[ClauseId(key.removeprefix(CLAUSE))]
        return f"{found.code} {found.title}"
    return {REASON: "The reason", CONDITION: "The condition"}[key]


def side_by_side(
    state: Exercise, written: Written, proposal: Proposal
) -> tuple[Written, tuple[Clash, ...], Merge]:
    """What was written, brought up to the newest version as far as it goes, and what clashes with it."""
    base = version_of(proposal, written.base) or proposal.draft
    merged = merge(base, proposal.draft, written.draft)
    clashes = tuple(
        Clash(key, _name(state, key), _piece(state, written.draft, key), _piece(state, proposal.draft, key))
        for key in merged.clashes
    )
    up_to_date = Written(
        merged.draft,
        written.edit,
        written.answer,
        proposal.version,
        written.audience,
        written.to,
        written.sponsors,
    )
    return up_to_date, clashes, merged


def begin(edit: Proposal | None, answer: Proposal | None, seat: SeatId) -> Written:
    """An empty form, a proposal to change, or one to answer, whose terms are where the answer starts from."""
    about = edit or answer
    draft = about.draft if about else Draft({})
    if answer and not edit:
        draft = Draft(draft.terms, "", draft.only_if, draft.wording)
    return Written(
        draft, edit.id if edit else ProposalId(""), answer.id if answer and not edit else ProposalId(""),
        edit.version if edit else 0, "same" if answer and not edit else "",
    )  # fmt: skip
