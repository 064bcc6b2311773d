"""States as bytes. A snapshot is a cache of the log: it may be thrown away at any time, and is when code changes."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final

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


def _shape(kind: Any, seen: set[Any]) -> str:  # noqa: ANN401 - any annotation
    """The field names and types of a dataclass and all that it holds: changes when the state's form does."""
    if not is_dataclass(kind) or kind in seen:
        return str(kind)
    seen.add(kind)
    return f"{kind.__name__}({','.join(f'{f.name}:{f.type}' for f in fields(kind))})"


class ExerciseSnapshots:
    """Dumps and loads the state of a negotiation."""

    def __init__(self) -> None:
        from simulator.core.state import exercise as module

        shapes = sorted(
            _shape(kind, set()) for kind in vars(module).values() if is_dataclass(kind) and isinstance(kind, type)
        )
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

