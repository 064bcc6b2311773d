"""What facilitators may wish of the running order of their seminar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import StepId

UNSEEN = -1
"""The sender does not say what it saw. Where it does, ``seen`` is the version of the last act on the same thing."""


@dataclass(frozen=True, slots=True)
class SetAgenda:
    """The running order all at once: minutes of steps (a step that is not named keeps its own), and every step that is
    left out."""

    KIND: ClassVar[str] = "agenda.set"
    lengths: Mapping[StepId, int] = field(default_factory=dict)
    out: tuple[StepId, ...] = ()
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class SkipStep:
    """Leave one step out; with ``skip`` "no" put it back."""

    KIND: ClassVar[str] = "step.skip"
    step: StepId
    skip: bool = True
    seen: int = UNSEEN


@dataclass(frozen=True, slots=True)
class PutOrderBack:
    """Take back a change of the running order. ``act`` is its version in the seminar's log."""

    KIND: ClassVar[str] = "agenda.put_back"
    act: int


Command = SetAgenda | SkipStep | PutOrderBack
