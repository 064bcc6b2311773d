"""A rulebook as canonical JSON, and the hash by which exercises pin it.

Canonical: keys sorted, no spaces, text as it is (UTF-8). Two rulebooks with the same hash play the same.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter

from simulator.core.rulebook import Rulebook


@cache
def _adapter() -> TypeAdapter[Rulebook]:
    return TypeAdapter(Rulebook)


def rulebook_to_json(rulebook: Rulebook) -> str:
    """The canonical text of a rulebook."""
    plain = _adapter().dump_python(rulebook, mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def rulebook_from_json(text: str | bytes) -> Rulebook:
    """The rulebook of a canonical text. Raises ValueError (pydantic's) where the text is no rulebook."""
    return _adapter().validate_json(text)


def rulebook_hash(rulebook: Rulebook) -> str:
    """64 hexadecimal digits: sha256 of the canonical text."""
    return hash_text(rulebook_to_json(rulebook))


def hash_text(canonical: str) -> str:
    """The hash of a text that ``rulebook_to_json`` has written."""
    return sha256(canonical.encode()).hexdigest()
