"""What changes as the five-year test is run, told and changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_seats, to_steering


def _staged(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("years")
    yield from to_screen("scene")
    yield from to_steering("trialdesk")


def _desk(_state: Exercise, _event: Any) -> Iterator[Dirty]:
    return to_steering("trialdesk")


def _card(state: Exercise, _event: Any) -> Iterator[Dirty]:
    # a decision about the test says so on its own card, and on the bar of whoever votes
    yield from to_seats(state, "bar")
    yield from to_room("years", "decision", "verdicts")
    yield from to_steering("trialdesk", "deciding")


def _followed(_state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun():
            yield from to_screen("scene")
            yield from to_steering("trialdesk")
        case change.SceneSet():
            # whether another scene hides what is told
            yield from to_steering("trialdesk")
        case (
            change.SeatHeld() | change.MemberIn() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):
            # who could decide on a change
            yield from to_steering("trialdesk")


TOUCHED: Final[Touched] = {
    ev.TrialCalled: _staged,
    ev.TrialRan: _desk,
    ev.TrialTold: _staged,
    ev.TrialChangeAsked: _card,
    ev.TrialChanged: _card,
    ev.DecisionOpened: _desk,
    ev.DecisionClosed: _desk,
    ev.DecisionCancelled: _desk,
    ev.ClauseAdopted: _desk,
    ev.RuleChanged: _desk,
    ev.CommitteeNamed: _desk,
    ev.PresenceMarked: _desk,
    ev.SigningOpened: _desk,
    ev.SigningConcluded: _desk,
    ev.TextReopened: _desk,
    ev.SeminarFollowed: _followed,
}
