"""States as bytes. A snapshot is a cache of the log: it may be thrown away at any time, and is when code changes."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from simulator.core.rulebook import Rule, Rulebook, Share
from simulator.core.state.exercise import Exercise

from .canonical import canonical_json
from .codec import plain

NO_RULEBOOK: Final = Rulebook(
    1, "", "", "", "", 0, (), "", "", "", (), (), (), (), (), (),
    Rule("share", "", share=Share(1, 2)), Share(1, 2), (), (),
)  # fmt: skip
"""Stands for the rulebook, which is stored by hash and not in every snapshot."""


def _shape(kind: type) -> str:
    """The field names and types of a dataclass: changes when the form of the state does."""
    return f"{kind.__name__}({','.join(f'{f.name}:{f.type}' for f in fields(kind))})"


class ExerciseSnapshots:
    """Dumps and loads the state of a negotiation."""

    def __init__(self) -> None:
        from simulator.core.state import exercise as module

        kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and is_dataclass(kind)]
        shapes = sorted(_shape(kind) for kind in kinds)
        self.fingerprint = hashlib.sha256("|".join(shapes).encode()).hexdigest()[:16]

    def dump(self, state: Exercise) -> bytes:
        """The state without its rulebook."""
        return canonical_json(plain(replace(state, rulebook=NO_RULEBOOK))).encode()

    def load(self, blob: bytes, fresh: Exercise) -> Exercise:
        """The state, with the rulebook of ``fresh``."""
        return replace(_adapter().validate_json(blob), rulebook=fresh.rulebook)


@cache
def _adapter() -> TypeAdapter[Exercise]:
    return TypeAdapter(Exercise)
