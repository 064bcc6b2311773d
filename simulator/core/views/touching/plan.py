"""What changes with the work plan: the tasks of the room, and what each seat may do with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import SeatId
from ...state.exercise import Exercise
from ...work_plan import tasks
from .reach import Dirty, Touched, played, to_room, to_seat, to_seats, to_steering


def _mine(state: Exercise) -> Iterator[str]:
    yield "myplan"
    yield from (f"mytask/{t.id}" for t in tasks(state))


def _board(state: Exercise, changed: Iterable[str]) -> Iterator[Dirty]:
    """The plan as a whole, and these tasks."""
    yield from to_room("plan", *(f"task/{t}" for t in changed))
    yield from to_steering("plandesk", "alerts", "desk")


def _asked(state: Exercise, event: ev.LeadAsked | ev.LeadRefused) -> Iterator[Dirty]:
    yield from _board(state, [event.task])
    yield from to_seats(state, f"mytask/{event.task}")
    yield from to_seat(event.seat, "myplan")


def _led(state: Exercise, event: ev.LeadTaken | ev.TaskHandedBack) -> Iterator[Dirty]:
    yield from _board(state, [event.task])
    # whoever else was asked no longer is
    yield from to_seats(state, f"mytask/{event.task}", "myplan")
    yield from to_seat(event.seat, "help")


def _supported(state: Exercise, event: ev.TaskSupported) -> Iterator[Dirty]:
    yield from to_room("plan", f"task/{event.task}")
    yield from to_seats(state, f"mytask/{event.task}")  # less is missing now
    yield from to_seat(event.seat, *_mine(state))


def _all(state: Exercise, _event: Any) -> Iterator[Dirty]:
    """The agreement asks for other tasks."""
    every = [t.id for t in state.rulebook.plan.tasks] if state.rulebook.plan else []
    yield from _board(state, every)
    yield from to_seats(state, "myplan", "help", *(f"mytask/{t}" for t in every))


def _pledged(state: Exercise, event: ev.PledgeMade) -> Iterator[Dirty]:
    yield from to_seat(event.seat, *_mine(state))


def _pledge_changed(state: Exercise, _event: Any) -> Iterator[Dirty]:
    """Less staff may have been given by whoever pledges less."""
    yield from to_room("plan", *(f"task/{t.id}" for t in tasks(state)))
    yield from _everybodys(state, None)


def _everybodys(state: Exercise, _event: Any) -> Iterator[Dirty]:
    for seat in played(state):
        yield from to_seat(SeatId(seat), *_mine(state))
    yield from to_steering("plandesk", "alerts")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case (
            change.StepBegun() | change.ClockSet() | change.HelpSet()
            # whom one could ask
            | change.SeatHeld() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):  # fmt: skip
            yield from _everybodys(state, event)


TOUCHED: Final[Touched] = {
    ev.LeadAsked: _asked,
    ev.LeadRefused: _asked,
    ev.LeadTaken: _led,
    ev.TaskHandedBack: _led,
    ev.TaskSupported: _supported,
    ev.TasksDropped: _all,
    ev.ClauseAdopted: _all,
    ev.PledgeMade: _pledged,
    ev.PledgeRevised: _pledge_changed,
    ev.PledgeWithdrawn: _pledge_changed,
    ev.SigningOpened: _everybodys,
    ev.TextReopened: _everybodys,
    ev.SigningConcluded: _everybodys,
    ev.SeminarFollowed: _followed,
}
