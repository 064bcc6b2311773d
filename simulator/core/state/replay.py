"""A moment of the room's history that its wall shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """The public version that the wall looks back at, and the clause; empty: what was before the room."""

    number: int
    clause: str = ""
