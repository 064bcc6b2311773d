"""Wishes about the debrief: what the room is shown of its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..state.debrief import LeftOnTable

__all__ = ["RecordLeft", "RevealResults"]


@dataclass(frozen=True, slots=True)
class RevealResults:
    """Show the room one more thing: ``count``, ``parties``, ``names``, ``best`` or ``heard`` (state/debrief.py)."""

    KIND: ClassVar[str] = "debrief.reveal"
    what: str


@dataclass(frozen=True, slots=True)
class RecordLeft:
    """What was left on the table."""

    KIND: ClassVar[str] = "debrief.record"
    left: LeftOnTable


Command = RevealResults | RecordLeft
