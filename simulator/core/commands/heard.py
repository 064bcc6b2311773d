"""Wishes about the two questions after a round: "Were you heard?" and "Who changed your mind?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["NOBODY_DID", "AnswerHeard", "AskHeard", "CloseHeard"]

NOBODY_DID = "nobody"
"""Stands among the organizations that changed a mind where none did."""


@dataclass(frozen=True, slots=True)
class AskHeard:
    """Ask every seat that people hold the two questions."""

    KIND: ClassVar[str] = "heard.ask"


@dataclass(frozen=True, slots=True)
class CloseHeard:
    """The answers stand: nothing is changed any more."""

    KIND: ClassVar[str] = "heard.close"
    round: str


@dataclass(frozen=True, slots=True)
class AnswerHeard:
    """Our answers: ``heard`` is yes, partly, no, or empty; ``changed`` at most two organizations, or "nobody"."""

    KIND: ClassVar[str] = "heard.answer"
    seat: SeatId
    round: str
    heard: str = ""
    note: str = ""
    changed: tuple[SeatId, ...] = ()


Command = AskHeard | CloseHeard | AnswerHeard
