"""Wishes about the five-year test of the room's agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OptionRef
from ..state.trial import TrialResult

__all__ = ["ChangeForTrial", "RecordTrial", "RunTrial", "TellYear"]


@dataclass(frozen=True, slots=True)
class RunTrial:
    """Put our agreement through its years. Once the room changed a clause for it, the second test; otherwise, and with
    ``fresh``, a first one."""

    KIND: ClassVar[str] = "trial.run"
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class RecordTrial:
    """What the runs found."""

    KIND: ClassVar[str] = "trial.record"
    result: TrialResult


@dataclass(frozen=True, slots=True)
class TellYear:
    """Tell the test up to this year: 0 is before the first, one more than the term the count of all runs, two more what
    each clause was worth."""

    KIND: ClassVar[str] = "trial.tell"
    amount: int


@dataclass(frozen=True, slots=True)
class ChangeForTrial:
    """Put it to the room, under the rule in force, whether the test is run again with this option."""

    KIND: ClassVar[str] = "trial.change"
    option: OptionRef


Command = RunTrial | RecordTrial | TellYear | ChangeForTrial
