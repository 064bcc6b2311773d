"""The work plan in force: it follows from the agreement, and from what parties took upon them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import combinations

from .budget import counts
from .ids import ClauseId, OptionId, SeatId, TaskId, option_ref
from .rulebook import Manager, Task
from .state.exercise import Exercise
from .state.plan import Share
from .state.resources import Pledge

MONTHS = 12


def _tasks_of(state: Exercise, package: Mapping[ClauseId, OptionId]) -> tuple[Task, ...]:
    plan = state.rulebook.plan
    adopted = {option_ref(clause, option) for clause, option in package.items()}
    return tuple(t for t in plan.tasks if not adopted.isdisjoint(t.options)) if plan else ()


def tasks(state: Exercise) -> tuple[Task, ...]:
    """The tasks that the adopted options ask for, in the order of the scenario."""
    return _tasks_of(state, state.package)


def task_at(state: Exercise, task: TaskId | str) -> Task | None:
    """The task of this id, where the plan in force has it."""
    return next((t for t in tasks(state) if t.id == task), None)


def manager(state: Exercise) -> Manager | None:
    """Who manages the work under the adopted options; None while none of them says so."""
    plan, package = state.rulebook.plan, state.package
    adopted = {option_ref(clause, option) for clause, option in package.items()}
    return next((m for m in plan.managers if m.option in adopted), None) if plan else None


def could_lead(state: Exercise, task: Task) -> tuple[SeatId, ...]:
    """The seats that may lead a task: those that it names and those who speak for one that it names. Where none of them
    sits in the room, everybody may."""
    cast = state.rulebook.cast(state.cast)
    hosts = cast.hosts if cast else {}
    named = {hosts.get(seat, seat) for seat in task.leads}
    return tuple(s for s in state.seats if s in named) or tuple(state.seats)


def could_answer(state: Exercise, task: Task) -> tuple[SeatId, ...]:
    """Those of them who can say yes or no: played by people or by rules. Who speaks for a seat that went home votes for
    it, and takes no work upon it."""
    return tuple(s for s in could_lead(state, task) if state.seats[s].person or state.seats[s].ruled)


def without_lead(state: Exercise) -> tuple[Task, ...]:
    """Critical tasks that nobody leads."""
    return tuple(t for t in tasks(state) if t.critical and t.id not in state.work.leads)


def entry_gaps(state: Exercise) -> tuple[Task, ...]:
    """What keeps the agreement from entering into force, however many sign."""
    plan = state.rulebook.plan
    return without_lead(state) if plan and plan.entry_needs_leads else ()


def led_by(state: Exercise, seat: SeatId) -> tuple[Task, ...]:
    """The tasks that a seat leads."""
    leads = state.work.leads
    return tuple(t for t in tasks(state) if t.id in leads and leads[t.id].seat == seat)


def share_of(state: Exercise, seat: SeatId) -> tuple[Share, ...]:
    """What a party took upon it of the plan in force, in the order of the tasks' ids."""
    led = {t.id for t in led_by(state, seat)}
    given = {t.id: state.work.support.get(t.id, {}).get(seat, 0) for t in tasks(state)}
    return tuple(Share(t, t in led, staff) for t, staff in sorted(given.items()) if t in led or staff)


def lead_cost(state: Exercise, seat: SeatId) -> int:
    """What the tasks that a party leads cost it, in millipoints."""
    return sum(t.cost for t in led_by(state, seat))


def staff_pledges(state: Exercise, seat: SeatId) -> list[Pledge]:
    """A party's pledges of staff for the work that no open condition holds back."""
    lines = state.rulebook.plan.staff_lines if state.rulebook.plan else ()
    return [
        p
        for p in state.pledges.values()
        if p.seat == seat and p.kind == "staff" and (p.line in lines or not lines) and counts(state, p)
    ]


def staff_pledged(state: Exercise, seat: SeatId) -> int:
    """The staff that a party pledged for the work without an open condition, in tenths of a post."""
    return sum(p.amount for p in staff_pledges(state, seat))


def year_of(state: Exercise, task: TaskId | str) -> int:
    """The year in which a task is due; what is due after the term belongs to its last year."""
    tasks_of = state.rulebook.plan.tasks if state.rulebook.plan else ()
    due = next((t.due for t in tasks_of if t.id == task), 1)
    return min(max(-(-due // MONTHS), 1), state.rulebook.term)


def staff_left(state: Exercise, seat: SeatId, task: TaskId | str) -> int:
    """The staff that a party can give to a task beyond what it gives already; under 0 where it gives too much.

    Each pledged tenth of a post helps with one task, and the task has to be due in a year for which it was pledged. So
    for any years together the tasks due in them cannot have more than what was pledged for some of them.
    """
    year, pledges = year_of(state, task), staff_pledges(state, seat)
    given: dict[int, int] = {}
    for other, support in state.work.support.items():
        due = year_of(state, other)
        given[due] = given.get(due, 0) + support.get(seat, 0)
    others = [y for y, staff in given.items() if staff and y != year]
    if not any(p.years for p in pledges):
        return sum(p.amount for p in pledges) - sum(given.values())
    return min(
        sum(p.amount for p in pledges if not p.years or not {year, *some}.isdisjoint(p.years))
        - sum(given.get(y, 0) for y in (year, *some))
        for size in range(len(others) + 1)
        for some in combinations(others, size)
    )


def staff_given(state: Exercise, seat: SeatId) -> int:
    """The staff that a party gave to tasks."""
    return sum(given.get(seat, 0) for given in state.work.support.values())


def fallen_tasks(
    state: Exercise, terms: Mapping[ClauseId, OptionId], without: Collection[ClauseId] = ()
) -> tuple[TaskId, ...]:
    """Tasks somebody said something about and that are no longer in the plan once ``terms`` are adopted and the clauses
    ``without`` are open."""
    package = {c: o for c, o in {**state.package, **terms}.items() if c not in without}
    stay = {t.id for t in _tasks_of(state, package)}
    work = state.work
    spoken_of = (work.leads, work.asked, work.refused, work.support)
    return tuple(t.id for t in tasks(state) if t.id not in stay and any(t.id in about for about in spoken_of))
