"""Wishes about votes that one seat lends to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["LendVote", "TakeVoteBack"]


@dataclass(frozen=True, slots=True)
class LendVote:
    """``to`` votes for us from the next decision on; with ``once`` in the next one that is counted."""

    KIND: ClassVar[str] = "vote.lend"
    seat: SeatId
    to: SeatId
    once: bool = False


@dataclass(frozen=True, slots=True)
class TakeVoteBack:
    """From the next decision on we vote ourselves again."""

    KIND: ClassVar[str] = "vote.take_back"
    seat: SeatId


Command = LendVote | TakeVoteBack
