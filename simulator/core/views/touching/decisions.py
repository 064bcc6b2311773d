"""What changes as a decision opens, fills and closes, and with what it settles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import ClauseId
from ...state.exercise import Exercise
from .reach import (
    Dirty,
    Touched,
    all_proposals,
    clause_heads,
    dots,
    listing,
    played,
    to_room,
    to_screen,
    to_seat,
    to_seats,
    to_steering,
)


def _decision(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("decision", "verdicts")
    yield from all_proposals(state)
    yield from listing(state, *state.called)
    yield from dots(state)
    yield from clause_heads(state)
    yield from to_screen("scene")
    yield from to_steering("deciding", "desk", *(f"person/{s}" for s in state.seats))
    for seat in played(state):
        yield from to_seat(seat, "bar", "panels", "ballot")


def _ballot(state: Exercise, event: ev.BallotCast) -> Iterator[Dirty]:
    yield from to_room("decision")
    if state.floor == event.decision:
        yield from to_room("floor", f"dot/{event.seat}")
    yield from to_steering("deciding", f"person/{event.seat}")
    yield from to_seat(event.seat, "ballot", "bar")


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Iterator[Dirty]:
    clause = ClauseId(event.clause)
    refs = state.rulebook.refs(clause)
    yield from to_room("adoptions", "balance", f"clause/{clause}", *(f"option/{r}" for r in refs))
    yield from to_steering("matrix", "desk", "progress")
    for seat in played(state):
        yield from to_seat(seat, "bar", "help", "brief", *(f"stance/{r}" for r in refs))


def _rule_changed(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("rule")
    yield from to_steering("deciding")
    yield from to_seats(state, "bar")


def who_votes(state: Exercise) -> Iterator[Dirty]:
    """Who votes changed: the rule's arithmetic, and how each rule would look."""
    yield from to_room("rule")
    for clause in state.clauses:
        if state.rulebook.clause_of[clause].decides_rule:
            yield from to_room(*(f"option/{r}" for r in state.rulebook.refs(clause)))


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case (
            change.SeatHeld() | change.MemberIn() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):
            yield from who_votes(state)
            yield from to_steering("deciding")
        case change.StepBegun():
            yield from to_steering("deciding")
            yield from to_seats(state, "ballot")
        case change.ClockSet():
            yield from to_seats(state, "ballot")


def _presence(state: Exercise, _event: ev.PresenceMarked) -> Iterator[Dirty]:
    yield from who_votes(state)
    yield from to_steering("deciding")


TOUCHED: Final[Touched] = {
    ev.DecisionOpened: _decision,
    ev.BallotCast: _ballot,
    ev.DecisionClosed: _decision,
    ev.DecisionCancelled: _decision,
    ev.ClauseAdopted: _adopted,
    ev.RuleChanged: _rule_changed,
    ev.CommitteeNamed: _rule_changed,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: _presence,
}
