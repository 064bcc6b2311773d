"""The hash that a signature is bound to: the content of the agreement, never a rendering of it."""

from __future__ import annotations

import hashlib
import json

from .state.exercise import Exercise


def agreement_content(state: Exercise) -> dict[str, object]:
    """The adopted options with their texts, and the pledges, in a form whose canonical JSON is the same everywhere.

    The rulebook's hash is left out on purpose: it covers what is confidential, and everybody sees this hash.
    """
    options = {}
    for clause, adopted in sorted(state.agreement.items()):
        option = state.rulebook.clause_of[clause].option(adopted.option)
        options[clause] = [adopted.option, option.text if option else ""]
    return {
        "scenario": state.rulebook.id,
        "options": options,
        "pledges": [
            [p.seat, p.kind, p.amount, p.line, p.note]
            for p in sorted(state.pledges.values(), key=lambda p: p.id)
        ],
    }


def agreement_hash(state: Exercise) -> str:
    """SHA-256 of the canonical JSON of the content, as 64 hex digits."""
    text = json.dumps(agreement_content(state), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
