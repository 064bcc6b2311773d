"""Proposals: options for one or more clauses, with versions. One live proposal per seat."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import GroupId, ProposalId, SeatId
from ..moves import DELEGATES, TEXT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise


def text_is_open(state: Exercise) -> None:
    """Refuse while the text is frozen for signing."""
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)


def live_proposal(state: Exercise, seat: SeatId) -> ProposalId:
    """The live proposal of a seat (of the facilitator, where ``seat`` is empty); empty when there is none."""
    return next(
        (p.id for p in state.proposals.values() if p.author == seat and p.status == "live" and not p.place),
        ProposalId(""),
    )


def _may_make(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    text_is_open(state)
    mine = live_proposal(state, seat)
    require(not mine, RefusalCode.PROPOSAL_LIVE, proposal=mine)


def _may_change(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    text_is_open(state)
    proposal = state.proposals.get(ProposalId(target))
    if proposal is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    # a group changes its proposal on its sheet
    require(proposal.author == seat and not proposal.place, RefusalCode.PROPOSAL_NOT_YOURS, proposal=target)
    require(proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)
    # what is being voted on stays as it is: a vote on version 1 must not adopt a proposal that now says version 2
    vote = state.open_decision
    if vote and vote.proposal == proposal.id:
        raise Refused(RefusalCode.DECISION_OPEN, decision=vote.id)


def _own(state: Exercise, actor: Actor) -> Iterable[str]:
    return (p.id for p in state.proposals.values() if p.author == actor.seat and not p.place)


def _make_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"rationale": TEXT_LIMIT}, terms=True)


def _revise_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(
        texts={"rationale": TEXT_LIMIT}, terms=True, seen=state.proposals[ProposalId(target)].version
    )


def check_condition(state: Exercise, ref: str) -> None:
    """Refuse a condition that names no option."""
    require(not ref or state.rulebook.option_at(ref), RefusalCode.UNKNOWN_TARGET, target=ref)


def _make(state: Exercise, command: cmd.MakeProposal, envelope: Envelope) -> tuple[ev.ProposalMade, ...]:
    check_condition(state, command.only_if)
    group = state.group_of(command.seat)
    return (
        ev.ProposalMade(
            ProposalId(f"p{len(state.proposals) + 1}"), command.seat, group.id if group else GroupId(""),
            dict(command.terms), command.rationale.strip(), command.only_if, recorded(envelope),
        ),
    )  # fmt: skip


def _revise(
    state: Exercise, command: cmd.ReviseProposal, envelope: Envelope
) -> tuple[ev.ProposalRevised, ...]:
    check_condition(state, command.only_if)
    old = state.proposals[command.proposal]
    terms, rationale, only_if = dict(command.terms), command.rationale.strip(), command.only_if
    if (terms, rationale, only_if) == (dict(old.terms), old.rationale, old.only_if):
        return ()
    revised = ev.ProposalRevised(
        command.proposal, old.version + 1, terms, rationale, only_if, recorded(envelope)
    )
    return (revised,)


def _withdraw(
    _state: Exercise, command: cmd.WithdrawProposal, envelope: Envelope
) -> tuple[ev.ProposalWithdrawn, ...]:
    return (ev.ProposalWithdrawn(command.proposal, recorded(envelope)),)


MOVES = (
    Move(cmd.MakeProposal, DELEGATES, _make, _may_make, bounds=_make_bounds),
    Move(cmd.ReviseProposal, DELEGATES, _revise, _may_change, _own, _revise_bounds, "proposal"),
    Move(cmd.WithdrawProposal, DELEGATES, _withdraw, _may_change, _own, target_field="proposal"),
)
