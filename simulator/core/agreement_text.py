"""What a signature is bound to: the content of the agreement, never a rendering of it.

Three hashes, each SHA-256 of canonical JSON (keys sorted, no spaces, UTF-8) as 64 hex digits: of the text, which is
what one signs; of one party's part of it, which tells after a reopening whose signature may simply be given again; and
of the document, which is the text with its signatures and reservations as they stand.

The rulebook's hash is left out on purpose: it covers what is confidential, and everybody sees these hashes.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from .ids import SeatId, option_ref
from .state.exercise import Exercise
from .state.resources import Pledge
from .work_plan import manager, share_of, tasks
from .years import named

LANGUAGE: Final = "en"
"""The language that the texts of every scenario are written in; the text of a clause is hashed together with it."""


def _clauses(state: Exercise) -> dict[str, object]:
    """Every clause in play: its adopted option with the text and its language, or null where it was left open."""
    content: dict[str, object] = {}
    for clause in state.clauses:
        adopted = state.agreement.get(clause)
        option = state.rulebook.clause_of[clause].option(adopted.option) if adopted else None
        text = (adopted.wording if adopted else "") or (option.text if option else "")
        content[clause] = {"option": option.id, "text": text, "language": LANGUAGE} if option else None
    return content


def _pledge(pledge: Pledge) -> dict[str, object]:
    # a condition is named where there is one, and so are years: texts without any keep the hash that was signed
    terms = {"condition": pledge.condition, "only_if": pledge.only_if, "years": list(pledge.years)}
    return {
        "id": pledge.id, "seat": pledge.seat, "kind": pledge.kind, "amount": pledge.amount, "line": pledge.line,
        "note": pledge.note, **{name: value for name, value in terms.items() if value},
    }  # fmt: skip


def _needs(state: Exercise) -> list[object]:
    """What the adopted options need, where some need names its years; empty otherwise, so that texts without keep the
    hash that was signed."""
    adopted = [
        (clause, option)
        for clause in state.clauses
        if clause in state.package
        if (option := state.rulebook.clause_of[clause].option(state.package[clause]))
    ]
    if not any(need.years for _, option in adopted for need in option.needs):
        return []
    return [
        {
            "option": option_ref(clause, option.id), "kind": need.kind, "amount": need.amount, "line": need.line,
            "years": list(named(need.years, state.rulebook.term)),
        }
        for clause, option in adopted for need in option.needs
    ]  # fmt: skip


def agreement_content(state: Exercise) -> dict[str, object]:
    """What is signed: preamble, what is given, every clause in play, all pledges, needs where they name years, and a
    work plan if there is one."""
    content: dict[str, object] = {
        "scenario": state.rulebook.id,
        "preamble": state.rulebook.preamble,
        "given": {str(article.number): article.given for article in state.rulebook.articles},
        "clauses": _clauses(state),
        "pledges": [_pledge(p) for p in sorted(state.pledges.values(), key=lambda p: int(p.id[1:]))],
    }
    needs = _needs(state)
    if needs:
        content["needs"] = needs
    if state.rulebook.plan:  # texts of scenarios without a plan keep the hash that was signed
        content["plan"] = _plan_content(state)
    return content


def _plan_content(state: Exercise) -> list[object]:
    """Who manages the work, and each task with its lead and support."""
    found, work = manager(state), state.work
    return [
        [found.seat, found.post] if found else [],
        [
            [
                t.id, t.title, t.workgroup, t.critical, t.due, t.staff,
                work.leads[t.id].seat if t.id in work.leads else "",
                sorted([s, amount] for s, amount in work.support.get(t.id, {}).items()),
            ]
            for t in sorted(tasks(state), key=lambda t: t.id)
        ],
    ]  # fmt: skip


def document_content(state: Exercise) -> dict[str, object]:
    """The signed text's hash, and who signed it how, with reservations and reasons, in the order of seat ids."""
    return {
        "text": state.signing.text_hash or agreement_hash(state),
        "status": state.signing.status,
        "in_force": state.signing.in_force,
        "signatures": [
            {"seat": seat, "how": signature.kind, "note": signature.note}
            for seat, signature in sorted(state.signing.signatures.items())
        ],
    }


def canonical(content: object) -> str:
    """Content as canonical JSON: the same text wherever it is made."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(content: object) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def agreement_hash(state: Exercise) -> str:
    """The hash of the text: a signature names it."""
    return _hash(agreement_content(state))


def part_hash(state: Exercise, seat: SeatId) -> str:
    """The hash of one party's part: every clause in play, its own pledges, and its share of the work."""
    own = [_pledge(p) for p in state.pledges.values() if p.seat == seat]
    part: dict[str, object] = {"clauses": _clauses(state), "pledges": own}
    work = share_of(state, seat)
    if work:  # a part without work keeps the hash that was signed before work belonged to it
        part["work"] = [[s.task, s.leads, s.staff] for s in work]
    return _hash(part)


def document_hash(state: Exercise) -> str:
    """The hash of the document as it stands, signatures and reservations included."""
    return _hash(document_content(state))
