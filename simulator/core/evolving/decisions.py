"""How decisions open, fill and close, and what they settle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ..events import exercise as ev
from ..state.decisions import Adopted, Ballot, Decision
from ..state.exercise import Exercise
from .proposals import with_proposal
from .table import Evolvers


def _opened(state: Exercise, event: ev.DecisionOpened) -> Exercise:
    listed = state.consents.items.get(event.consent)
    decision = Decision(
        event.decision, event.terms, event.proposal, event.rule, event.rule_from, event.electorate, event.apart,
        event.at, wording=event.wording, objections=listed.notes if listed else {},
        ballots={seat: Ballot("yes", "", silent=True) for seat in event.silent}, clock=event.clock, by=event.by,
        review=event.review,
    )  # fmt: skip
    # what nobody objected to does not take the floor from what the room talks about
    floor = state.floor if event.consent else event.decision
    return replace(
        state,
        decisions={**state.decisions, event.decision: decision},
        floor=floor,
        called=state.calling(event.proposal),
    )


def _with_decision(state: Exercise, key: Any, **changes: Any) -> Exercise:
    return replace(state, decisions={**state.decisions, key: replace(state.decisions[key], **changes)})


def _ballot(state: Exercise, event: ev.BallotCast) -> Exercise:
    ballots = state.decisions[event.decision].ballots
    ballot = Ballot(event.choice, event.reason, event.recorded)
    return _with_decision(state, event.decision, ballots={**ballots, event.seat: ballot})


def _closed(state: Exercise, event: ev.DecisionClosed) -> Exercise:
    status = "passed" if event.outcome.passed else "failed"
    after = _with_decision(state, event.decision, status=status, outcome=event.outcome)
    proposal = after.decisions[event.decision].proposal
    return with_proposal(after, proposal, status="adopted") if proposal and event.outcome.passed else after


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Exercise:
    agreement = {**state.agreement, event.clause: Adopted(event.option, event.decision, event.wording)}
    versions = {**state.clause_versions, event.clause: state.clause_versions.get(event.clause, 1) + 1}
    return replace(state, agreement=agreement, clause_versions=versions)


EVOLVERS: Final[Evolvers] = {
    ev.DecisionOpened: _opened,
    ev.BallotCast: _ballot,
    ev.DecisionClosed: _closed,
    ev.DecisionCancelled: lambda state, e: _with_decision(state, e.decision, status="cancelled"),
    ev.ClauseAdopted: _adopted,
    ev.RuleChanged: lambda state, e: replace(
        state, rule=e.rule, rule_from=e.rule_from, committee=e.committee
    ),
    ev.CommitteeNamed: lambda state, e: replace(state, committee=e.seats),
}
