"""The running order: minutes and steps left out, also while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..agenda import LONGEST, SHORTEST, Agenda, minutes_of, place_of, steps_of
from ..commands import agenda as cmd
from ..envelope import Envelope
from ..events import agenda as ev
from ..ids import StepId
from ..moves import require
from ..refusals import RefusalCode, Refused
from ..rulebook import Rulebook
from ..state.seminar import Seminar
from .seen import as_seen

ORDERING: Final = ("order", "left_out", "put_in", "order_back")


def begun(state: Seminar, step: StepId) -> bool:
    """Whether a step runs or is over."""
    if not state.step_began or state.rulebook is None:
        return False
    return place_of(state.rulebook, step) <= place_of(state.rulebook, state.step)


def _book(state: Seminar) -> Rulebook:
    if state.rulebook is None:
        raise Refused(RefusalCode.ROOM_UNKNOWN)
    return state.rulebook


def _wanted(state: Seminar, lengths: Mapping[StepId, int], out: tuple[StepId, ...]) -> Agenda:
    """The running order that is asked for. Only what differs from the scenario is kept, in its order: the same order is
    the same value."""
    book, old = _book(state), state.agenda
    for step in (*lengths, *out):
        require(step in book.step_of, RefusalCode.STEP_UNKNOWN, step=step[:40])
    for minutes in lengths.values():
        require(SHORTEST <= minutes <= LONGEST, RefusalCode.AMOUNT, least=SHORTEST, most=LONGEST)
    now = {**old.lengths, **lengths}
    now = {s.id: now[s.id] for s in book.steps if now.get(s.id, s.minutes) != s.minutes}
    return Agenda(now, tuple(s.id for s in book.steps if s.id in out))


def _changed(
    state: Seminar, wanted: Agenda, envelope: Envelope, undoes: int = 0
) -> tuple[ev.AgendaChanged, ...]:
    book, old = _book(state), state.agenda
    for step in book.steps:
        same = minutes_of(book, wanted, step.id) == minutes_of(book, old, step.id)
        same = same and (step.id in wanted.out) == (step.id in old.out)
        require(same or not begun(state, step.id), RefusalCode.STEP_BEGUN, step=step.title)
    require(steps_of(book, wanted), RefusalCode.AGENDA_EMPTY)
    if (dict(wanted.lengths), wanted.out) == (dict(old.lengths), old.out):
        return ()
    by = envelope.actor.person
    return (ev.AgendaChanged(wanted.lengths, wanted.out, old.lengths, old.out, by, envelope.at, undoes),)


def _steered(state: Seminar, wanted: Agenda, seen: int, envelope: Envelope) -> tuple[Any, ...]:
    same = (dict(wanted.lengths), wanted.out) == (dict(state.agenda.lengths), state.agenda.out)
    as_seen(state, "agenda", seen, envelope.at, wish=ORDERING, done=same)
    return _changed(state, wanted, envelope)


def set_agenda(state: Seminar, command: cmd.SetAgenda, envelope: Envelope) -> tuple[Any, ...]:
    """All of it at once."""
    return _steered(state, _wanted(state, command.lengths, command.out), command.seen, envelope)


def skip_step(state: Seminar, command: cmd.SkipStep, envelope: Envelope) -> tuple[Any, ...]:
    """One step out, or back in."""
    others = tuple(s for s in state.agenda.out if s != command.step)
    require(command.step in _book(state).step_of, RefusalCode.STEP_UNKNOWN, step=command.step[:40])
    wanted = _wanted(state, {}, (*others, command.step) if command.skip else others)
    return _steered(state, wanted, command.seen, envelope)


def put_order_back(state: Seminar, command: cmd.PutOrderBack, envelope: Envelope) -> tuple[Any, ...]:
    """The running order as it was before a change, where nobody has changed it since and no step of it has begun."""
    found = next((o for o in state.orders if o.version == command.act), None)
    if found is None or found.undone:
        raise Refused(RefusalCode.UNDO_GONE)
    require(state.agenda == found.after, RefusalCode.UNDO_BUILT, built="order", count=0)
    return _changed(state, found.before, envelope, found.version)
