"""The work that an agreement brings: who manages it, its workgroups, and its tasks, each tied to options."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import OptionRef, SeatId, TaskId


@dataclass(frozen=True, slots=True)
class Manager:
    """Who runs the work under an option: an organization, a post, or nobody yet (both empty: to be chosen)."""

    option: OptionRef
    seat: SeatId = SeatId("")
    post: str = ""


@dataclass(frozen=True, slots=True)
class Workgroup:
    """A group of tasks under one heading."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work. ``due`` is months after entry into force, ``staff`` tenths of a full-time post, ``cost``
    millipoints of the result of the party that leads it. ``leads`` are the organizations that could lead it (none:
    any); each of ``options`` adds it to the plan."""

    id: TaskId
    title: str
    workgroup: str
    critical: bool
    due: int
    staff: int
    leads: tuple[SeatId, ...]
    options: tuple[OptionRef, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of every option. ``staff_lines`` are the budget lines whose pledged staff may be given to tasks (none:
    all). With ``entry_needs_leads`` nothing enters into force while a critical task has no lead."""

    managers: tuple[Manager, ...]
    workgroups: tuple[Workgroup, ...]
    tasks: tuple[Task, ...]
    staff_lines: tuple[str, ...] = ()
    entry_needs_leads: bool = True
