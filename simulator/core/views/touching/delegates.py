"""What changes as caucuses mark and seat their delegates, and as delegates come and go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...choosing import is_chosen_by_caucuses
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_seat, to_seats, to_steering


def _marked(_state: Exercise, event: ev.DelegateMarked) -> Iterator[Dirty]:
    yield from to_room("delegates")
    yield from to_steering("counting")
    yield from to_seat(event.seat, "mydelegates")


def _all(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("delegates", "rule")
    # a committee of which nobody is left cannot be asked whether the text is reopened
    yield from to_steering("counting", "deciding", "desk")
    yield from to_seats(state, "mydelegates")


def _people(state: Exercise, _event: Any) -> Iterator[Dirty]:
    if is_chosen_by_caucuses(state):
        yield from _all(state, _event)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    if isinstance(
        event.change,
        change.SeatHeld
        | change.MemberIn
        | change.SeatLeft
        | change.SeatGiven
        | change.ProxySet
        | change.ClockSet
        | change.StepBegun,
    ):
        yield from _people(state, event)


TOUCHED: Final[Touched] = {
    ev.DelegateMarked: _marked,
    ev.DelegatesSeated: _all,
    ev.CommitteeNamed: _all,
    ev.RuleChanged: _all,
    ev.DecisionOpened: _people,
    ev.DecisionClosed: _people,
    ev.DecisionCancelled: _people,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: _people,
}
