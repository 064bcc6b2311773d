"""The work plan in words, and the places of its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment

from simulator.core.views.plan import MONTHS_IN_QUARTER, Board, Mark, MyPlan, TaskRow

from .amounts import amount_words


def _tasks(count: int) -> str:
    return "1 task" if count == 1 else f"{count} tasks"


def due_words(due: int) -> str:
    """When a task is due: "by the end of quarter 2", "by the end of month 5"."""
    if due % MONTHS_IN_QUARTER == 0:
        return f"by the end of quarter {due // MONTHS_IN_QUARTER}"
    return f"by the end of month {due}"


def manager_words(board: Board) -> str:
    """Who manages the work."""
    if not board.managed:
        return "Nobody manages the work yet: the agreement does not say who does."
    return f"Managed by: {board.manager}." if board.manager else "The manager is still to be chosen."


def gap_words(board: Board) -> str:
    """Critical tasks that nobody leads, and what hangs on them; empty where there is none."""
    if not board.critical_open:
        return ""
    one = board.critical_open == 1
    missing = "1 critical task has no lead." if one else f"{board.critical_open} critical tasks have no lead."
    if not board.needs_leads:
        return missing
    return f"{missing} Nothing enters into force before {'it is' if one else 'they are'} led."


def plan_words(board: Board) -> str:
    """How far the plan is, in a few sentences."""
    led = f"{board.led} of {_tasks(board.of)} {'has' if board.led == 1 else 'have'} a lead."
    return f"{led} {gap_words(board)}".strip()


def staff_words(need: int, given: int) -> str:
    """The staff of a task: "needs half a post, 0.2 of a post short"."""
    if not need:
        return "needs no staff" if not given else f"{amount_words('staff', given)} given"
    if given >= need:
        return f"needs {amount_words('staff', need)}, covered"
    if not given:
        return f"needs {amount_words('staff', need)}, nobody gives it yet"
    return f"needs {amount_words('staff', need)}, {amount_words('staff', need - given)} short"


def free_staff_words(mine: MyPlan) -> str:
    """What of our pledged staff is given to tasks."""
    lines = " or ".join(f"“{line}”" for line in mine.lines)
    if not mine.pledged:
        whose = f" for {lines}" if lines else ""
        return f"You have pledged no staff{whose} yet. Pledge some, and you can help with tasks."
    free = mine.pledged - mine.given
    left = f"{amount_words('staff', free)} is free" if free else "all of it is given to tasks"
    when = " What is for certain years helps with tasks that are due in them." if mine.by_year else ""
    return f"You pledged {amount_words('staff', mine.pledged)} of staff; {left}.{when}"


def mark_words(mark: Mark) -> str:
    """A task's state on the timeline."""
    return mark.lead or ("critical: no lead yet" if mark.critical else "no lead yet")


def plan_marks(board: Board) -> list[dict[str, Any]]:
    """The rows of the timeline: each task with the place of its due date in percent of all quarters."""
    months = board.quarters * MONTHS_IN_QUARTER
    return [
        {"mark": m, "group": title if m is marks[0] else "", "end": round(100 * m.due / months, 1)}
        for title, marks in board.groups
        for m in marks
    ]


def plan_quarters(board: Board) -> list[dict[str, Any]]:
    """The quarters with their places in percent: where each begins, and its middle."""
    width = 100 / board.quarters if board.quarters else 100
    return [
        {"number": n + 1, "start": round(n * width, 1), "middle": round((n + 0.5) * width, 1)}
        for n in range(board.quarters)
    ]


def plan_rows(rows: Sequence[TaskRow]) -> list[list[str]]:
    """The schedule of the agreement: task, due, lead, support, staff."""
    return [
        [
            f"{r.title}{' (critical)' if r.critical else ''}", f"month {r.due}",
            r.lead or "nobody yet",
            ", ".join(f"{name}: {amount_words('staff', amount)}" for name, _, amount in r.support) or "–",
            amount_words("staff", r.staff) + (f"; {amount_words('staff', r.given)} given" if r.given else ""),
        ]
        for r in rows
    ]  # fmt: skip


def listed_parties(parties: Sequence[Sequence[Any]], most: int = 5) -> str:
    """Short names in a row, and how many more."""
    names = [str(p[0]) for p in parties]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        due_words=due_words, manager_words=manager_words, plan_words=plan_words, gap_words=gap_words,
        staff_words=staff_words, free_staff_words=free_staff_words, task_mark_words=mark_words, plan_marks=plan_marks,
        plan_quarters=plan_quarters, plan_rows=plan_rows, listed_parties=listed_parties,
    )  # fmt: skip
