"""How the events of a negotiation change its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import PersonId, SeatId
from ..state.exercise import (
    Adopted,
    Ballot,
    Decision,
    Exercise,
    Pledge,
    Proposal,
    Seat,
    Signature,
    Signing,
    Stance,
)  # fmt: skip
from . import talk


def _started(state: Exercise, event: ev.ExerciseStarted) -> Exercise:
    played = event.bots != "none"
    seats = {}
    for seat in event.seats:
        organization = state.organization(seat)
        seats[seat] = Seat(seat, organization.sector, organization.votes, bot=played, present=False)
    return replace(
        state, seminar=event.seminar, room=event.room, rulebook_hash=event.rulebook_hash, cast=event.cast,
        seats=seats, clauses=event.clauses, bots=event.bots, help=event.help, rule=state.rulebook.default_rule,
        clause_versions=dict.fromkeys(event.clauses, 1),
    )  # fmt: skip


def _seat(state: Exercise, seat: SeatId, **changes: Any) -> Exercise:
    # a seminar knows seats that this room does not have: they change nothing here
    if seat not in state.seats:
        return state
    return replace(state, seats={**state.seats, seat: replace(state.seats[seat], **changes)})


def _without_played(state: Exercise, seat: SeatId) -> Exercise:
    """Without the marks that the rules made for a seat that a person takes now."""
    stances = {
        target: {s: mark for s, mark in marks.items() if s != seat or not mark.bot}
        for target, marks in state.stances.items()
    }
    return replace(state, stances=stances)


def _standing(state: Exercise, person: PersonId, *, stands: bool) -> Exercise:
    others = tuple(p for p in state.standing if p != person)
    return replace(state, standing=(*others, person) if stands else others)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    state = replace(state, followed=event.version)
    match event.change:
        case change.SeatHeld(seat, person):
            state = _standing(state, person, stands=False)
            state = _seat(_without_played(state, seat), seat, person=person, present=True)
        case change.SeatLeft(seat):
            held = state.seats.get(seat)
            state = _standing(state, held.person, stands=True) if held and held.person else state
            state = _seat(state, seat, person="", present=False, read=False)
        case change.Standing(person, stands):
            state = _standing(state, person, stands=stands)
        case change.StepBegun(step, clock):
            state = replace(
                state, step=step, clock=clock, slide=0, scene="", groups=event.groups, floor=event.floor
            )
        case change.ClockSet(clock):
            state = replace(state, clock=clock)
        case change.SlideSet(slide):
            state = replace(state, slide=slide)
        case change.SceneSet(scene):
            state = replace(state, scene=scene)
        case change.NoticeSet(text):
            state = replace(state, notice=text)
        case change.HelpSet(mode):
            state = replace(state, help=mode)
    return state  # also for a change of a later release


def _stance(state: Exercise, event: ev.StanceSet) -> Exercise:
    marks = {s: stance for s, stance in state.stances.get(event.target, {}).items() if s != event.seat}
    if event.value is not None:
        marks[event.seat] = Stance(
            event.value, event.reason, event.seen, event.recorded, event.bot, state.version
        )
    return replace(state, stances={**state.stances, event.target: marks})


def _made(state: Exercise, event: ev.ProposalMade) -> Exercise:
    proposal = Proposal(
        event.proposal, event.author, event.group, event.terms, event.rationale, event.only_if
    )
    return replace(state, proposals={**state.proposals, event.proposal: proposal})


def _proposal(state: Exercise, key: Any, **changes: Any) -> Exercise:
    return replace(state, proposals={**state.proposals, key: replace(state.proposals[key], **changes)})


def _revised(state: Exercise, event: ev.ProposalRevised) -> Exercise:
    after = _proposal(
        state, event.proposal, version=event.version, terms=event.terms, rationale=event.rationale,
        only_if=event.only_if,
    )  # fmt: skip
    # stances were taken on the words of the old version; they must not speak for the new one
    return replace(after, stances={k: v for k, v in after.stances.items() if k != event.proposal})


def _decision_opened(state: Exercise, event: ev.DecisionOpened) -> Exercise:
    decision = Decision(
        event.decision, event.terms, event.proposal, event.rule, event.rule_from, event.electorate, event.apart,
        event.at,
    )  # fmt: skip
    return replace(state, decisions={**state.decisions, event.decision: decision}, floor=event.decision)


def _decision(state: Exercise, key: Any, **changes: Any) -> Exercise:
    return replace(state, decisions={**state.decisions, key: replace(state.decisions[key], **changes)})


def _ballot(state: Exercise, event: ev.BallotCast) -> Exercise:
    ballots = state.decisions[event.decision].ballots
    ballot = Ballot(event.choice, event.reason, event.recorded)
    return _decision(state, event.decision, ballots={**ballots, event.seat: ballot})


def _closed(state: Exercise, event: ev.DecisionClosed) -> Exercise:
    status = "passed" if event.outcome.passed else "failed"
    after = _decision(state, event.decision, status=status, outcome=event.outcome)
    proposal = after.decisions[event.decision].proposal
    return _proposal(after, proposal, status="adopted") if proposal and event.outcome.passed else after


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Exercise:
    agreement = {**state.agreement, event.clause: Adopted(event.option, event.decision)}
    versions = {**state.clause_versions, event.clause: state.clause_versions.get(event.clause, 1) + 1}
    return replace(state, agreement=agreement, clause_versions=versions)


def _pledged(state: Exercise, event: ev.PledgeMade) -> Exercise:
    pledge = Pledge(
        event.pledge, event.seat, event.kind, event.amount, event.line, event.note, event.card,
        recorded=event.recorded,
    )  # fmt: skip
    return replace(
        state, pledges={**state.pledges, event.pledge: pledge}, pledge_count=state.pledge_count + 1
    )


def _pledge_revised(state: Exercise, event: ev.PledgeRevised) -> Exercise:
    old = state.pledges[event.pledge]
    new = replace(old, version=event.version, amount=event.amount, note=event.note, recorded=event.recorded)
    return replace(state, pledges={**state.pledges, event.pledge: new})


def _pledge_withdrawn(state: Exercise, event: ev.PledgeWithdrawn) -> Exercise:
    return replace(state, pledges={k: v for k, v in state.pledges.items() if k != event.pledge})


def _signing_opened(state: Exercise, event: ev.SigningOpened) -> Exercise:
    voided = state.signing.voided
    return replace(
        state, signing=Signing("open", event.text_hash, event.electorate, {}, event.needed, voided)
    )


def _signed(state: Exercise, event: ev.SignatureGiven) -> Exercise:
    signature = Signature(event.how, event.note, event.text_hash, event.recorded)
    signatures = {**state.signing.signatures, event.seat: signature}
    return replace(state, signing=replace(state.signing, signatures=signatures))


def _reopened(state: Exercise, event: ev.TextReopened) -> Exercise:
    return replace(state, signing=Signing(voided=state.signing.voided + event.voided))


def _concluded(state: Exercise, event: ev.SigningConcluded) -> Exercise:
    return replace(state, signing=replace(state.signing, status="concluded", in_force=event.in_force))


_EVOLVERS: Final[dict[type[Any], Callable[[Exercise, Any], Exercise]]] = {
    ev.ExerciseStarted: _started,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: lambda state, e: _seat(state, e.seat, present=e.present),
    ev.BriefConfirmed: lambda state, e: _seat(state, e.seat, read=True),
    ev.StanceSet: _stance,
    ev.ProposalMade: _made,
    ev.ProposalRevised: _revised,
    ev.ProposalWithdrawn: lambda state, e: _proposal(state, e.proposal, status="withdrawn"),
    ev.FloorPut: lambda state, e: replace(state, floor=e.target),
    ev.DecisionOpened: _decision_opened,
    ev.BallotCast: _ballot,
    ev.DecisionClosed: _closed,
    ev.DecisionCancelled: lambda state, e: _decision(state, e.decision, status="cancelled"),
    ev.ClauseAdopted: _adopted,
    ev.RuleChanged: lambda state, e: replace(
        state, rule=e.rule, rule_from=e.rule_from, committee=e.committee
    ),
    ev.CommitteeNamed: lambda state, e: replace(state, committee=e.seats),
    ev.PledgeMade: _pledged,
    ev.PledgeRevised: _pledge_revised,
    ev.PledgeWithdrawn: _pledge_withdrawn,
    ev.SigningOpened: _signing_opened,
    ev.SignatureGiven: _signed,
    ev.TextReopened: _reopened,
    ev.SigningConcluded: _concluded,
    ev.MessageSent: talk.message,
}


def evolve(state: Exercise, event: ev.ExerciseEvent) -> Exercise:
    """The negotiation after ``event``. Total; an event of a later release that is not known here changes nothing."""
    evolver = _EVOLVERS.get(type(event))
    after = evolver(state, event) if evolver else state
    knowing = talk.private_to(event)
    if knowing is None:
        return replace(after, version=state.version + 1, public_version=state.public_version + 1)
    counts = {**state.private_versions, **{s: state.private_versions.get(s, 0) + 1 for s in knowing}}
    return replace(after, version=state.version + 1, private_versions=counts)
