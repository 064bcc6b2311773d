"""The hash that a signature is bound to: the content of the agreement, never a rendering of it."""

from __future__ import annotations

import hashlib
import json

from .state.exercise import Exercise
from .work_plan import manager, tasks


def agreement_content(state: Exercise) -> dict[str, object]:
    """The adopted options with their texts, the pledges and the work plan: its canonical JSON is the same everywhere.

    The rulebook's hash is left out on purpose: it covers what is confidential, and everybody sees this hash.
    """
    options = {}
    for clause, adopted in sorted(state.agreement.items()):
        option = state.rulebook.clause_of[clause].option(adopted.option)
        options[clause] = [adopted.option, option.text if option else ""]
    content: dict[str, object] = {
        "scenario": state.rulebook.id,
        "options": options,
        "pledges": [
            [p.seat, p.kind, p.amount, p.line, p.note]
            for p in sorted(state.pledges.values(), key=lambda p: p.id)
        ],
    }
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


def agreement_hash(state: Exercise) -> str:
    """SHA-256 of the canonical JSON of the content, as 64 hex digits."""
    text = json.dumps(agreement_content(state), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
