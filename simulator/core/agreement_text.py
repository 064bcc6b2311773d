"""The hash that a signature is bound to: the content of the agreement, never a rendering of it."""

from __future__ import annotations

import hashlib
import json

from .state.exercise import Exercise


def agreement_content(state: Exercise) -> dict[str, object]:
    """Option ids and pledges in a form whose canonical JSON is the same wherever it is computed."""
    return {
        "rulebook": state.rulebook_hash,
        "options": {clause: adopted.option for clause, adopted in sorted(state.agreement.items())},
        "pledges": [
            [p.seat, p.kind, p.amount, p.line, p.note]
            for p in sorted(state.pledges.values(), key=lambda p: p.id)
        ],
    }


def agreement_hash(state: Exercise) -> str:
    """SHA-256 of the canonical JSON of the content, as 64 hex digits."""
    text = json.dumps(agreement_content(state), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
