"""What remains of messages that were erased: who wrote to whom and when, without a word; and of an answer to the
facilitators, without its sentence.

A version counts what its reader may know, so an erased message must go on counting. Its payload is gone from the log;
this lies outside it, on a sheet of the room, and no hash covers it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from .ports import Notes, Recorded

SHEET: Final = "erased"


def read_remains(notes: Notes, stream: str) -> dict[int, Any]:
    """Payloads without words, by version."""
    kept = notes.find(stream, "", sheet=SHEET)
    return {int(version): payload for version, payload in json.loads(kept.text).items()} if kept else {}


def wordless(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of a message without its words."""
    return {**payload, **{words: "" for words in ("text", "note") if words in payload}}


def keep_remains(notes: Notes, stream: str, erased: Iterable[Recorded], at: int) -> None:
    """Keep what remains of these messages beside that of others. Called before their payloads go."""
    remains = {**read_remains(notes, stream), **{e.version: wordless(e.payload) for e in erased}}
    notes.write(stream, "", json.dumps(remains), at=at, sheet=SHEET)
