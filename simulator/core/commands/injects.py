"""Throwing an event into the room, now or later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import StepId

__all__ = ["ThrowInject", "PlanInject", "UnplanInject", "BringInject"]


@dataclass(frozen=True, slots=True)
class ThrowInject:
    """An event of the scenario happens now, in this room: everybody reads its story, and it has its effects."""

    KIND: ClassVar[str] = "inject.throw"
    inject: str


@dataclass(frozen=True, slots=True)
class PlanInject:
    """An event happens by itself: when ``step`` begins, or with none named in so many minutes of the room's clock
    (``amount``)."""

    KIND: ClassVar[str] = "inject.plan"
    inject: str
    step: StepId = StepId("")
    amount: int = 0


@dataclass(frozen=True, slots=True)
class UnplanInject:
    """The event does not come by itself."""

    KIND: ClassVar[str] = "inject.unplan"
    inject: str


@dataclass(frozen=True, slots=True)
class BringInject:
    """The time of a planned event has come. Sent by the server only."""

    KIND: ClassVar[str] = "inject.bring"
    inject: str


Command = ThrowInject | PlanInject | UnplanInject | BringInject
