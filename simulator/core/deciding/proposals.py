"""Proposals: options for one or more clauses, with versions. In full depth a seat has several that are live. In basic
it has one, and none of its own while it sits at a table: there a group writes one on its sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import GroupId, ProposalId, SeatId
from ..moves import DELEGATES, TEXT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.proposals import Proposal

MOST_LIVE = 5
"""Live proposals of one seat in full depth: as many as a room can keep apart."""


def text_is_open(state: Exercise) -> None:
    """Refuse while the text is frozen for signing."""
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)


def new_id(state: Exercise, seat: SeatId, envelope: Envelope) -> ProposalId:
    """In full depth an id that tells nothing: a number would count those that only some may know of."""
    if state.depth != "full":
        return ProposalId(f"p{len(state.proposals) + 1}")
    digest = hashlib.sha256(f"{state.id}|{seat}|{envelope.op}".encode()).hexdigest()
    return ProposalId(f"p{digest[:10]}")


def live_proposal(state: Exercise, seat: SeatId) -> ProposalId:
    """The live proposal of a seat (of the facilitator, where ``seat`` is empty); empty when there is none."""
    return next(
        (p.id for p in state.proposals.values() if p.author == seat and p.status == "live" and not p.place),
        ProposalId(""),
    )


def may_have_another(state: Exercise, seat: SeatId) -> None:
    """Refuse where the seat has as many live proposals as the depth allows."""
    text_is_open(state)
    if state.depth == "full":
        live = sum(p.author == seat and p.status == "live" and not p.place for p in state.proposals.values())
        require(live < MOST_LIVE, RefusalCode.PROPOSAL_MANY, most=MOST_LIVE)
        return
    mine = live_proposal(state, seat)
    require(mine or not state.group_of(seat), RefusalCode.PROPOSAL_TABLE)
    require(not mine, RefusalCode.PROPOSAL_LIVE, proposal=mine)


def _may_make(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    may_have_another(state, seat)


def visible(state: Exercise, seat: SeatId, target: str) -> Proposal:
    """The proposal, where this seat may know of it. One that it may not know of is as unknown as one that never was."""
    proposal = state.proposals.get(ProposalId(target))
    if proposal is None or not proposal.is_for(seat):
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    return proposal


def is_at_rest(state: Exercise, proposal: Proposal) -> None:
    """Refuse unless the text is open and the proposal live and not being voted on."""
    text_is_open(state)
    require(proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=proposal.id)
    # what is being voted on stays as it is: a vote on version 1 must not adopt a proposal that now says version 2
    vote = state.open_decision
    if vote and vote.proposal == proposal.id:
        raise Refused(RefusalCode.DECISION_OPEN, decision=vote.id)


def may_change(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    """Refuse unless the seat wrote this proposal and may change it now."""
    text_is_open(state)
    proposal = visible(state, seat, target)
    # a group changes its proposal on its sheet
    require(proposal.author == seat and not proposal.place, RefusalCode.PROPOSAL_NOT_YOURS, proposal=target)
    is_at_rest(state, proposal)


def own(state: Exercise, actor: Actor) -> Iterable[str]:
    """The proposals of the seat that acts."""
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
            new_id(state, command.seat, envelope), command.seat, group.id if group else GroupId(""),
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
    # where the option stays, so does the wording that was drafted for it
    wording = {c: text for c, text in old.wording.items() if terms.get(c) == old.terms[c]}
    revised = ev.ProposalRevised(
        command.proposal, old.version + 1, terms, rationale, only_if, recorded(envelope), old.audience, wording,
        old.author if state.depth == "full" else SeatId(""),
    )  # fmt: skip
    return (revised,)


def _withdraw(
    state: Exercise, command: cmd.WithdrawProposal, envelope: Envelope
) -> tuple[ev.ProposalWithdrawn, ...]:
    audience = state.proposals[command.proposal].audience
    return (ev.ProposalWithdrawn(command.proposal, recorded(envelope), audience),)


MOVES = (
    Move(cmd.MakeProposal, DELEGATES, _make, _may_make, bounds=_make_bounds),
    Move(cmd.ReviseProposal, DELEGATES, _revise, may_change, own, _revise_bounds, "proposal"),
    Move(cmd.WithdrawProposal, DELEGATES, _withdraw, may_change, own, target_field="proposal"),
)
