"""Signatures, bound to the text. Opening the signing freezes it; reopening the text undoes every signature.

A text that somebody has signed is reopened by a decision of the room, under the rule in force or the one that the
agreement has for this; one that nobody has signed by the facilitator alone.
"""

from __future__ import annotations

from ..agreement_text import agreement_hash, part_hash
from ..binding import reopening_rule
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import DELEGATES, FACILITATORS, TEXT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from ..state.signatures import SIGNATURE_KINDS
from ..work_plan import entry_gaps
from .decisions import decision_opened, no_decision_is_open, room_can_decide


def _may_open(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    no_decision_is_open(state)
    require(state.agreement, RefusalCode.NOTHING_TO_SIGN)
    require(state.voters, RefusalCode.NO_ELECTORATE)


def _open(state: Exercise, _command: cmd.OpenSigning, _envelope: Envelope) -> tuple[ev.SigningOpened, ...]:
    # a vote can be left with another seat, a signature cannot
    here = tuple(s for s in state.voters if not state.voice_of(s))
    needed = state.rulebook.entry_share.needed(len(here))
    return (ev.SigningOpened(agreement_hash(state), here, needed),)


def _signing_is_open(state: Exercise) -> None:
    require(state.signing.status == "open", RefusalCode.SIGNING_CLOSED)


def _may_sign(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    _signing_is_open(state)
    require(seat in state.seats and state.seats[seat].votes, RefusalCode.NO_VOTE)


def _sign_bounds(state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(
        texts={"note": TEXT_LIMIT}, values={"how": SIGNATURE_KINDS},
        wants={"reserve": "note", "decline": "note"}, seen=state.signing.text_hash,
    )  # fmt: skip


def _sign(state: Exercise, command: cmd.GiveSignature, envelope: Envelope) -> tuple[ev.SignatureGiven, ...]:
    old = state.signing.signatures.get(command.seat)
    how = next(k for k in SIGNATURE_KINDS if k == command.how)
    note = command.note.strip() if how != "sign" else ""
    if old and (old.kind, old.note) == (how, note):
        return ()
    return (
        ev.SignatureGiven(
            command.seat, how, note, state.signing.text_hash, old.kind if old else None,
            recorded=recorded(envelope), bot=envelope.actor.role == "bot", part_hash=part_hash(state, command.seat),
        ),
    )  # fmt: skip


def _may_end(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    _signing_is_open(state)
    no_decision_is_open(state)


def _may_call(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.signing.status != "closed", RefusalCode.SIGNING_CLOSED)
    room_can_decide(state, reopening_rule(state))


def _call(state: Exercise, _command: cmd.CallReopening, envelope: Envelope) -> tuple[ev.DecisionOpened, ...]:
    return (decision_opened(state, {}, envelope.at, rule=reopening_rule(state)),)


def _may_reopen(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.signing.status != "closed", RefusalCode.SIGNING_CLOSED)
    no_decision_is_open(state)
    counted = state.signing.counted
    require(not counted, RefusalCode.NEEDS_DECISION, signatures=counted)


def _reopen(state: Exercise, _command: cmd.ReopenText, _envelope: Envelope) -> tuple[ev.TextReopened, ...]:
    return (ev.TextReopened(state.signing.counted),)


def _conclude(
    state: Exercise, _command: cmd.ConcludeSigning, _envelope: Envelope
) -> tuple[ev.SigningConcluded, ...]:
    signed, needed, unled = state.signing.counted, state.signing.needed, len(entry_gaps(state))
    return (ev.SigningConcluded(signed, needed, signed >= needed and not unled, unled),)


MOVES = (
    Move(cmd.OpenSigning, FACILITATORS, _open, _may_open, for_seat=False),
    Move(cmd.GiveSignature, DELEGATES, _sign, _may_sign, bounds=_sign_bounds),
    Move(cmd.CallReopening, FACILITATORS, _call, _may_call, for_seat=False),
    Move(cmd.ReopenText, FACILITATORS, _reopen, _may_reopen, for_seat=False),
    Move(cmd.ConcludeSigning, FACILITATORS, _conclude, _may_end, for_seat=False),
)
