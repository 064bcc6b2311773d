"""States as bytes. A snapshot is a cache of the log: it may be thrown away at any time, and is when code changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import TypeAdapter

from simulator.core import evolving, state
from simulator.core.rulebook import Rule, Rulebook, Share
from simulator.core.state.exercise import Exercise

from .canonical import canonical_json
from .codec import plain

NO_RULEBOOK: Final = Rulebook(
    1, "", "", "", "", 0, (), "", "", "", (), (), (), (), (), (),
    Rule("share", "", share=Share(1, 2)), Share(1, 2), (), (),
)  # fmt: skip
"""Stands for the rulebook, which is stored by hash and not in every snapshot."""
CHECKSUM: Final = 16


class ExerciseSnapshots:
    """Dumps and loads the state of a negotiation."""

    def __init__(self) -> None:
        # the code that made the state: another form of it, or another way to fold it, is another state
        sources = [
            file.read_bytes()
            for package in (state, evolving)
            for file in sorted(files(package).iterdir(), key=lambda file: file.name)
            if file.name.endswith(".py")
        ]
        self.fingerprint = hashlib.sha256(b"".join(sources)).hexdigest()[:16]

    def dump(self, exercise: Exercise) -> bytes:
        """The state without its rulebook, behind a checksum: a flipped bit may well leave a state that can be read."""
        body = canonical_json(plain(replace(exercise, rulebook=NO_RULEBOOK))).encode()
        return _checksum(body) + body

    def load(self, blob: bytes, fresh: Exercise) -> Exercise:
        """The state, with the rulebook of ``fresh``. Raises ValueError for bytes that are not as they were dumped."""
        checksum, body = blob[:CHECKSUM], blob[CHECKSUM:]
        if checksum != _checksum(body):
            raise ValueError("a snapshot is not as it was written")
        return replace(_adapter().validate_json(body), rulebook=fresh.rulebook)


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM).digest()


@cache
def _adapter() -> TypeAdapter[Exercise]:
    return TypeAdapter(Exercise)
