"""The work plan: its tasks as everybody sees them, and what of it concerns one seat or the facilitator."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..envelope import Actor
from ..ids import SeatId, TaskId
from ..permissions import may
from ..rulebook import Task
from ..state.exercise import Exercise
from ..work_plan import (
    could_answer,
    could_lead,
    led_by,
    manager,
    staff_given,
    staff_left,
    staff_pledged,
    staff_pledges,
    task_at,
    tasks,
    without_lead,
)
from .seating import hue, short

MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A task on the timeline. ``quarter`` counts from 1 after entry into force; without a lead, ``lead`` is empty."""

    id: TaskId
    title: str
    critical: bool
    due: int
    quarter: int
    lead: str


@dataclass(frozen=True, slots=True)
class Board:
    """The plan as a whole. ``known`` is false in a scenario without one; ``managed`` once an adopted option says who
    manages, and then an empty ``manager`` is still to be chosen. Staff in tenths of a post."""

    known: bool
    managed: bool
    manager: str
    groups: tuple[tuple[str, tuple[Mark, ...]], ...]
    quarters: int
    led: int
    of: int
    critical_open: int
    staff: int
    given: int
    needs_leads: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what parties said about it. ``opens`` is the workgroup's title where the task is its first."""

    id: TaskId
    title: str
    workgroup: str
    opens: str
    critical: bool
    due: int
    staff: int
    given: int
    lead: str
    hue: int
    asked: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, int, str], ...]
    support: tuple[tuple[str, int, int], ...]
    suited: tuple[tuple[str, int], ...]  # none: everybody


@dataclass(frozen=True, slots=True)
class MyTask:
    """What this seat may do with a task. ``role`` is leads, asked or empty. Staff in tenths of a post: ``most`` is what
    it could give, ``offer`` what is still missing of it."""

    id: TaskId
    title: str
    role: str
    asked_by: str
    by_facilitator: bool
    may_lead: bool
    may_refuse: bool
    may_hand_back: bool
    may_support: bool
    given: int
    most: int
    offer: int
    choices: tuple[tuple[SeatId, str], ...]


@dataclass(frozen=True, slots=True)
class MyPlan:
    """What the work asks of this seat. ``cost`` (millipoints) only where private help speaks in points."""

    asked: tuple[tuple[TaskId, str, str], ...]  # task, title, by whom (empty: the facilitator)
    leads: tuple[tuple[TaskId, str], ...]
    dropped: tuple[str, ...]
    pledged: int
    given: int
    lines: tuple[str, ...]
    cost: int
    shown: bool
    by_year: bool = False  # some pledged staff is for certain years, and helps with what is due in them


@dataclass(frozen=True, slots=True)
class DeskTask:
    """A task on the facilitator's desk, with whom to ask."""

    id: TaskId
    title: str
    critical: bool
    lead: str
    hue: int
    asked: tuple[str, ...]
    refused: tuple[str, ...]
    choices: tuple[tuple[SeatId, str], ...]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """All tasks, those without a lead first."""

    rows: tuple[DeskTask, ...]


def quarter_of(due: int) -> int:
    """The quarter after entry into force in which a month lies."""
    return -(-due // MONTHS_IN_QUARTER)


def _lead(state: Exercise, task: Task) -> tuple[str, int]:
    lead = state.work.leads.get(task.id)
    return (short(state, lead.seat), hue(state, lead.seat)) if lead else ("", 0)


def in_order(state: Exercise) -> tuple[Task, ...]:
    """The tasks of the plan by workgroup, and within it as they fall due."""
    plan = state.rulebook.plan
    place = {g.id: n for n, g in enumerate(plan.workgroups)} if plan else {}
    return tuple(sorted(tasks(state), key=lambda t: (place[t.workgroup], t.due)))


def manager_name(state: Exercise) -> str:
    """Who manages the work, by name or post; empty while that is open."""
    found = manager(state)
    if found is None:
        return ""
    return state.organization(found.seat).name if found.seat else found.post


def board(state: Exercise) -> Board:
    """The plan as a whole."""
    plan, ordered = state.rulebook.plan, in_order(state)
    marks = {
        t.id: Mark(t.id, t.title, t.critical, t.due, quarter_of(t.due), _lead(state, t)[0]) for t in ordered
    }
    groups = tuple(
        (g.title, tuple(marks[t.id] for t in ordered if t.workgroup == g.id))
        for g in (plan.workgroups if plan else ())
    )
    ids = set(marks)
    given = sum(sum(s.values()) for task, s in state.work.support.items() if task in ids)
    return Board(
        plan is not None, manager(state) is not None, manager_name(state), tuple(g for g in groups if g[1]),
        max((m.quarter for m in marks.values()), default=0), sum(bool(m.lead) for m in marks.values()), len(marks),
        len(without_lead(state)), sum(t.staff for t in ordered), given, bool(plan and plan.entry_needs_leads),
    )  # fmt: skip


def task_row(state: Exercise, key: str) -> TaskRow | None:
    """A task; None while no adopted option asks for it."""
    task, plan = task_at(state, key), state.rulebook.plan
    if task is None or plan is None:
        return None
    work, title = state.work, {g.id: g.title for g in plan.workgroups}[task.workgroup]
    first = next(t.id for t in in_order(state) if t.workgroup == task.workgroup)
    suited = could_lead(state, task)
    support = work.support.get(task.id, {})
    return TaskRow(
        task.id, task.title, title, title if task.id == first else "", task.critical, task.due, task.staff,
        sum(support.values()), *_lead(state, task),
        tuple((short(state, s), hue(state, s)) for s in work.asked.get(task.id, {})),
        tuple((short(state, s), hue(state, s), why) for s, why in work.refused.get(task.id, {}).items()),
        tuple((short(state, s), hue(state, s), amount) for s, amount in support.items()),
        tuple((short(state, s), hue(state, s)) for s in suited) if len(suited) < len(state.seats) else (),
    )  # fmt: skip


def _choices(state: Exercise, task: Task, but: SeatId) -> tuple[tuple[SeatId, str], ...]:
    """Whom one could ask: those who were not asked yet."""
    asked = state.work.asked.get(task.id, {})
    return tuple((s, short(state, s)) for s in could_answer(state, task) if s != but and s not in asked)


def my_task(state: Exercise, seat: SeatId, key: str) -> MyTask | None:
    """What this seat may do with a task; None while the plan does not have it."""
    task = task_at(state, key)
    if task is None:
        return None
    me, work = Actor("delegate", state.seats[seat].person, seat), state.work
    lead, asked = work.leads.get(task.id), work.asked.get(task.id, {})
    leads = bool(lead and lead.seat == seat)
    support = work.support.get(task.id, {})
    given = support.get(seat, 0)
    most = staff_left(state, seat, task.id) + given
    missing = max(task.staff - sum(support.values()), 0)
    may_ask = may(state, me, cmd.AskToLead, seat, task.id)
    return MyTask(
        task.id, task.title, "leads" if leads else "asked" if seat in asked else "",
        short(state, asked[seat]) if seat in asked else "", bool(leads and lead and lead.recorded),
        not leads and may(state, me, cmd.LeadTask, seat, task.id), may(state, me, cmd.RefuseLead, seat, task.id),
        may(state, me, cmd.HandBackTask, seat, task.id), may(state, me, cmd.SupportTask, seat, task.id), given,
        most, min(most, missing),
        _choices(state, task, seat) if may_ask else (),
    )  # fmt: skip


def my_plan(state: Exercise, seat: SeatId) -> MyPlan:
    """What the work asks of this seat."""
    found, plan, work = in_order(state), state.rulebook.plan, state.work
    by_points = state.help == "points"
    titles = {t.id: t.title for t in plan.tasks} if plan else {}
    now, mine = {t.id for t in found}, led_by(state, seat)
    return MyPlan(
        tuple(
            (t.id, t.title, short(state, work.asked[t.id][seat]))
            for t in found if seat in work.asked.get(t.id, {})
        ),
        tuple((t.id, t.title) for t in mine),
        tuple(titles[t] for t in work.dropped.get(seat, ()) if t not in now),
        staff_pledged(state, seat), staff_given(state, seat), plan.staff_lines if plan else (),
        sum(t.cost for t in mine) if by_points else 0, bool(found),
        any(pledge.years for pledge in staff_pledges(state, seat)),
    )  # fmt: skip


def plan_desk(state: Exercise) -> PlanDesk:
    """All tasks for those who steer."""
    work, steering = state.work, Actor("facilitator")
    rows = [
        DeskTask(
            t.id, t.title, t.critical, *_lead(state, t),
            tuple(short(state, s) for s in work.asked.get(t.id, {})),
            tuple(short(state, s) for s in work.refused.get(t.id, {})), _choices(state, t, SeatId("")),
            may(state, steering, cmd.AskToLead, SeatId(""), t.id),
        )
        for t in in_order(state)
    ]  # fmt: skip
    return PlanDesk(tuple(sorted(rows, key=lambda row: (bool(row.lead), not row.critical))))
