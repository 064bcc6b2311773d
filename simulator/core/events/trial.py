"""What happened in the five-year test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, DecisionId, OptionId, OptionRef
from ..state.trial import TrialResult

__all__ = ["TrialCalled", "TrialChangeAsked", "TrialChanged", "TrialRan", "TrialTold"]


@dataclass(frozen=True, slots=True)
class TrialCalled:
    """The test was asked for. ``again``: with one clause changed, from the same seed; otherwise what was found before
    is put away."""

    KIND: ClassVar[str] = "trial.called"
    seed: int
    at: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class TrialRan:
    """What the runs found; facilitators only, until it is told."""

    KIND: ClassVar[str] = "trial.ran"
    result: TrialResult


@dataclass(frozen=True, slots=True)
class TrialTold:
    """The newest test is told up to here."""

    KIND: ClassVar[str] = "trial.told"
    upto: int
    before: int


@dataclass(frozen=True, slots=True)
class TrialChangeAsked:
    """The decision that was just opened is about the test alone: with this option instead."""

    KIND: ClassVar[str] = "trial.change_asked"
    decision: DecisionId
    option: OptionRef


@dataclass(frozen=True, slots=True)
class TrialChanged:
    """The room wants the test run again with this option. The text that was signed stays as it is."""

    KIND: ClassVar[str] = "trial.changed"
    clause: ClauseId
    option: OptionId
    decision: DecisionId


Event = TrialCalled | TrialRan | TrialTold | TrialChangeAsked | TrialChanged
