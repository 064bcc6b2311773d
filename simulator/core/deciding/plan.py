"""The work plan: parties lead tasks or are asked to, and give them staff, until the text is frozen."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId, TaskId
from ..moves import DELEGATES, SHORT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode, Refused
from ..rulebook import Task
from ..state.exercise import Exercise
from ..work_plan import could_answer, could_lead, staff_left, task_at, tasks


def _open_task(state: Exercise, target: str) -> Task:
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    task = task_at(state, target)
    if task is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    return task


def _a_seat(state: Exercise, seat: SeatId) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)


def _tasks(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (t.id for t in tasks(state))


def _may_ask(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    task = _open_task(state, target)
    require(task.id not in state.work.leads, RefusalCode.TASK_LED)


def _ask_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    task = task_at(state, target)
    return Bounds(values={"of": could_answer(state, task) if task else ()})


def _ask(state: Exercise, command: cmd.AskToLead, envelope: Envelope) -> tuple[ev.LeadAsked, ...]:
    if command.of == command.seat or command.of in state.work.asked.get(command.task, {}):
        return ()
    return (ev.LeadAsked(command.task, command.of, command.seat, bot=envelope.actor.role == "bot"),)


def _may_lead(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _a_seat(state, seat)
    task = _open_task(state, target)
    lead = state.work.leads.get(task.id)
    require(lead is None or lead.seat == seat, RefusalCode.TASK_LED)
    require(seat in could_lead(state, task), RefusalCode.TASK_UNSUITED)


def _lead(state: Exercise, command: cmd.LeadTask, envelope: Envelope) -> tuple[ev.LeadTaken, ...]:
    if command.task in state.work.leads:
        return ()
    bot = envelope.actor.role == "bot"
    return (ev.LeadTaken(command.task, command.seat, recorded(envelope), bot),)


def _may_refuse(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _a_seat(state, seat)
    asked = state.work.asked.get(_open_task(state, target).id, {})
    require(seat in asked, RefusalCode.TASK_NOT_YOURS)


def _refuse_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"reason": SHORT_LIMIT}, required=frozenset({"reason"}))


def _refuse(_state: Exercise, command: cmd.RefuseLead, envelope: Envelope) -> tuple[ev.LeadRefused, ...]:
    bot, reason = envelope.actor.role == "bot", command.reason.strip()
    return (ev.LeadRefused(command.task, command.seat, reason, recorded(envelope), bot),)


def _may_hand_back(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _a_seat(state, seat)
    lead = state.work.leads.get(_open_task(state, target).id)
    require(lead and lead.seat == seat, RefusalCode.TASK_NOT_YOURS)


def _hand_back_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"reason": SHORT_LIMIT})


def _hand_back(
    _state: Exercise, command: cmd.HandBackTask, envelope: Envelope
) -> tuple[ev.TaskHandedBack, ...]:
    return (ev.TaskHandedBack(command.task, command.seat, command.reason.strip(), recorded(envelope)),)


def _given(state: Exercise, seat: SeatId, target: str) -> int:
    return state.work.support.get(TaskId(target), {}).get(seat, 0)


def most_support(state: Exercise, seat: SeatId, target: str) -> int:
    """The most staff that a seat can give to a task: what it gives already and what it pledged and gave to none, for
    the year in which the task is due."""
    return staff_left(state, seat, target) + _given(state, seat, target)


def _may_support(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _a_seat(state, seat)
    _open_task(state, target)
    require(most_support(state, seat, target), RefusalCode.TASK_NO_STAFF)


def _support_bounds(state: Exercise, seat: SeatId, target: str) -> Bounds:
    return Bounds(amount=(0, most_support(state, seat, target)))


def _support(state: Exercise, command: cmd.SupportTask, envelope: Envelope) -> tuple[ev.TaskSupported, ...]:
    before = _given(state, command.seat, command.task)
    if before == command.amount:
        return ()
    bot = envelope.actor.role == "bot"
    return (ev.TaskSupported(command.task, command.seat, command.amount, before, recorded(envelope), bot),)


MOVES = (
    Move(cmd.AskToLead, DELEGATES, _ask, _may_ask, _tasks, _ask_bounds, "task"),
    Move(cmd.LeadTask, DELEGATES, _lead, _may_lead, _tasks, target_field="task"),
    Move(cmd.RefuseLead, DELEGATES, _refuse, _may_refuse, _tasks, _refuse_bounds, "task"),
    Move(cmd.HandBackTask, DELEGATES, _hand_back, _may_hand_back, _tasks, _hand_back_bounds, "task"),
    Move(cmd.SupportTask, DELEGATES, _support, _may_support, _tasks, _support_bounds, "task"),
)
