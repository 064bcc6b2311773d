"""Wishes about the work plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, TaskId

__all__ = ["AskToLead", "LeadTask", "RefuseLead", "HandBackTask", "SupportTask"]


@dataclass(frozen=True, slots=True)
class AskToLead:
    """Ask the seat ``of`` to lead a task. A facilitator asks without a seat."""

    KIND: ClassVar[str] = "task.ask"
    seat: SeatId
    task: TaskId
    of: SeatId


@dataclass(frozen=True, slots=True)
class LeadTask:
    """We lead this: an offer of our own, or our yes to whoever asked."""

    KIND: ClassVar[str] = "task.lead"
    seat: SeatId
    task: TaskId


@dataclass(frozen=True, slots=True)
class RefuseLead:
    """We were asked to lead and say no, with a reason."""

    KIND: ClassVar[str] = "task.refuse"
    seat: SeatId
    task: TaskId
    reason: str


@dataclass(frozen=True, slots=True)
class HandBackTask:
    """We no longer lead this."""

    KIND: ClassVar[str] = "task.hand_back"
    seat: SeatId
    task: TaskId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SupportTask:
    """Give a task this much of our pledged staff, in tenths of a full-time post; 0 takes it back."""

    KIND: ClassVar[str] = "task.support"
    seat: SeatId
    task: TaskId
    amount: int


Command = AskToLead | LeadTask | RefuseLead | HandBackTask | SupportTask
