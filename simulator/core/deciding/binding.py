"""Moves of the conveners whom an adopted clause names, and the review of a rule under which nothing passes."""

from __future__ import annotations

from collections.abc import Iterable

from ..binding import FAILURES, conveners, failed_in_a_row, review_rule, rules_to_review
from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import ProposalId, SeatId, split_ref
from ..moves import FACILITATORS, PEOPLE, Bounds, Move, require
from ..refusals import RefusalCode
from ..speaking import speaking_order
from ..state.exercise import Exercise
from .decisions import decision_opened, may_open, no_decision_is_open, open_on, proposal_seen, room_can_decide
from .speakers import turn_clock


def _is_convener(state: Exercise, seat: SeatId) -> None:
    require(seat in conveners(state), RefusalCode.NOT_CONVENER)


def _may_call(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _is_convener(state, seat)
    require(target, RefusalCode.UNKNOWN_TARGET, target=target)
    may_open(state, actor, seat, target)


def _tabled(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.tabled


def _call(state: Exercise, command: cmd.CallDecision, envelope: Envelope) -> tuple[ev.DecisionOpened, ...]:
    return (open_on(state, command.proposal, envelope.at, command.seat),)


def _call_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return proposal_seen(state, ProposalId(target))


def _may_give(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _is_convener(state, seat)
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    require(target in speaking_order(state), RefusalCode.SPEAKER_NOT_LISTED)


def _waiting(state: Exercise, _actor: Actor) -> Iterable[str]:
    return speaking_order(state)


def _give(state: Exercise, command: cmd.GiveTurn, envelope: Envelope) -> tuple[ev.TurnStarted, ...]:
    return (ev.TurnStarted(command.speaker, turn_clock(state, envelope.at), chair=command.seat),)


def _may_end_turn(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    _is_convener(state, seat)
    require(target and state.speaking.speaker == target, RefusalCode.SPEAKER_NONE)


def _speaking(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (state.speaking.speaker,) if state.speaking.speaker else ()


def _end_turn(state: Exercise, command: cmd.EndTurnOf, envelope: Envelope) -> tuple[ev.TurnEnded, ...]:
    left = state.speaking.clock.left(envelope.at) or 0
    return (ev.TurnEnded(command.speaker, left, chair=command.seat),)


def _may_review(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.review is None, RefusalCode.REVIEW_CALLED)
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    no_decision_is_open(state)
    require(rules_to_review(state), RefusalCode.REVIEW_NO_RULES)
    failed = failed_in_a_row(state)
    require(failed >= FAILURES, RefusalCode.REVIEW_EARLY, failed=failed, needed=FAILURES)


def _review(state: Exercise, _command: cmd.CallReview, envelope: Envelope) -> tuple[ev.ReviewCalled, ...]:
    return (ev.ReviewCalled(state.rule_from, failed_in_a_row(state), envelope.at),)


def _may_decide(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    require(state.review, RefusalCode.REVIEW_NONE)
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    room_can_decide(state, review_rule(state))
    others = [split_ref(ref)[1] for ref in rules_to_review(state)]
    require(target in others, RefusalCode.REVIEW_SAME, option=target)


def _other_rules(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (split_ref(ref)[1] for ref in rules_to_review(state))


def _decide(state: Exercise, command: cmd.DecideReview, envelope: Envelope) -> tuple[ev.DecisionOpened, ...]:
    clause, option = split_ref(next(r for r in rules_to_review(state) if split_ref(r)[1] == command.option))
    rule = review_rule(state)
    return (decision_opened(state, {clause: option}, envelope.at, rule=rule, review=True),)


def _may_keep(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.review, RefusalCode.REVIEW_NONE)
    no_decision_is_open(state)


def _keep(_state: Exercise, _command: cmd.EndReview, _envelope: Envelope) -> tuple[ev.ReviewEnded, ...]:
    return (ev.ReviewEnded(),)


MOVES = (
    Move(cmd.CallDecision, PEOPLE, _call, _may_call, _tabled, _call_bounds, "proposal"),
    Move(cmd.GiveTurn, PEOPLE, _give, _may_give, _waiting, target_field="speaker"),
    Move(
        cmd.EndTurnOf, PEOPLE, _end_turn, _may_end_turn, _speaking, target_field="speaker", while_paused=True
    ),
    Move(cmd.CallReview, FACILITATORS, _review, _may_review, for_seat=False),
    Move(
        cmd.DecideReview,
        FACILITATORS,
        _decide,
        _may_decide,
        _other_rules,
        target_field="option",
        for_seat=False,
    ),
    Move(cmd.EndReview, FACILITATORS, _keep, _may_keep, for_seat=False),
)
