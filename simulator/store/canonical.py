"""The one way a value becomes JSON text, so that equal values have equal hashes."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> str:
    """Sorted keys, no blanks, no escapes beyond what JSON demands.

    Raises `ValueError` for what would not come back as it went: NaN and infinities, keys that are not text,
    lone surrogates, values that are no JSON at all.
    """
    try:
        _refuse_odd_keys(value)
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    return text


def sha256_hex(text: str) -> str:
    """The lower-case hexadecimal SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON: for bodies of ops, payloads and rulebooks."""
    return sha256_hex(canonical_json(value))


def _refuse_odd_keys(value: object) -> None:
    # json.dumps would quietly turn 1 and "1" into the same key.
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"key {key!r} is no text")
            _refuse_odd_keys(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_odd_keys(item)
