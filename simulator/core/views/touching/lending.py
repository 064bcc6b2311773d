"""What changes as votes are lent, come back, are spent, and as lenders and holders go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .decisions import who_votes
from .reach import Dirty, Touched, to_room, to_seats


def _lent(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("lent")
    yield from who_votes(state)
    yield from to_seats(state, "myloan")


def _full(state: Exercise, event: Any) -> Iterator[Dirty]:
    if state.depth == "full":
        yield from _lent(state, event)


def _mine(state: Exercise, _event: Any) -> Iterator[Dirty]:
    if state.depth == "full":
        yield from to_seats(state, "myloan")


def _ballot(state: Exercise, event: ev.BallotCast) -> Iterator[Dirty]:
    # a ballot counts for those who lent their vote, too
    if state.floor == event.decision:
        proxies = state.decisions[event.decision].electorate.proxies
        yield from to_room(*(f"dot/{s}" for s, to in proxies.items() if to == event.seat))


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
        yield from _full(state, event)


TOUCHED: Final[Touched] = {
    ev.VoteLent: _lent,
    ev.VoteTakenBack: _lent,
    ev.BallotCast: _ballot,
    ev.DecisionOpened: _mine,
    ev.DecisionCancelled: _mine,
    ev.DecisionClosed: _full,
    ev.RuleChanged: _full,
    ev.SeminarFollowed: _followed,
}
