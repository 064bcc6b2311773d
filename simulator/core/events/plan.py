"""What happened to the work plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId, TaskId

__all__ = ["LeadAsked", "LeadTaken", "LeadRefused", "TaskHandedBack", "TaskSupported", "TasksDropped"]


@dataclass(frozen=True, slots=True)
class LeadAsked:
    """A party was asked to lead a task, ``by`` another or by the facilitator (empty)."""

    KIND: ClassVar[str] = "task.asked"
    task: TaskId
    seat: SeatId
    by: SeatId
    bot: bool = False


@dataclass(frozen=True, slots=True)
class LeadTaken:
    """A party leads a task."""

    KIND: ClassVar[str] = "task.led"
    task: TaskId
    seat: SeatId
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class LeadRefused:
    """A party that was asked said no."""

    KIND: ClassVar[str] = "task.refused"
    task: TaskId
    seat: SeatId
    reason: str
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class TaskHandedBack:
    """A party no longer leads a task."""

    KIND: ClassVar[str] = "task.handed_back"
    task: TaskId
    seat: SeatId
    reason: str
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class TaskSupported:
    """A party gives a task staff, in tenths of a full-time post; ``before`` is what it gave until now."""

    KIND: ClassVar[str] = "task.supported"
    task: TaskId
    seat: SeatId
    amount: int
    before: int
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class TasksDropped:
    """The agreement changed and no longer asks for these tasks, whatever was said about them."""

    KIND: ClassVar[str] = "tasks.dropped"
    tasks: tuple[TaskId, ...]


Event = LeadAsked | LeadTaken | LeadRefused | TaskHandedBack | TaskSupported | TasksDropped
