"""Signatures, bound to the text. Opening the signing freezes it; reopening the text undoes every signature."""

from __future__ import annotations

from ..agreement_text import agreement_hash
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import DELEGATES, FACILITATORS, TEXT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise
from ..state.signatures import SIGNATURE_KINDS, Signing
from ..work_plan import entry_gaps


def counted_signatures(signing: Signing) -> int:
    """Signatures, with or without a reservation, of those whose signature counts."""
    counted = set(signing.electorate)
    return sum(seat in counted and s.kind != "decline" for seat, s in signing.signatures.items())


def _may_open(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    other = state.open_decision
    require(other is None, RefusalCode.DECISION_OPEN, decision=other.id if other else "")
    require(state.agreement, RefusalCode.NOTHING_TO_SIGN)
    require(state.voters, RefusalCode.NO_ELECTORATE)


def _open(state: Exercise, _command: cmd.OpenSigning, _envelope: Envelope) -> tuple[ev.SigningOpened, ...]:
    needed = state.rulebook.entry_share.needed(len(state.voters))
    return (ev.SigningOpened(agreement_hash(state), state.voters, needed),)


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
            recorded=recorded(envelope), bot=envelope.actor.role == "bot",
        ),
    )  # fmt: skip


def _may_end(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    _signing_is_open(state)


def _may_reopen(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(state.signing.status != "closed", RefusalCode.SIGNING_CLOSED)


def _reopen(state: Exercise, _command: cmd.ReopenText, _envelope: Envelope) -> tuple[ev.TextReopened, ...]:
    return (ev.TextReopened(len(state.signing.signatures)),)


def _conclude(
    state: Exercise, _command: cmd.ConcludeSigning, _envelope: Envelope
) -> tuple[ev.SigningConcluded, ...]:
    signed, needed, unled = counted_signatures(state.signing), state.signing.needed, len(entry_gaps(state))
    return (ev.SigningConcluded(signed, needed, signed >= needed and not unled, unled),)


MOVES = (
    Move(cmd.OpenSigning, FACILITATORS, _open, _may_open, for_seat=False),
    Move(cmd.GiveSignature, DELEGATES, _sign, _may_sign, bounds=_sign_bounds),
    Move(cmd.ReopenText, FACILITATORS, _reopen, _may_reopen, for_seat=False),
    Move(cmd.ConcludeSigning, FACILITATORS, _conclude, _may_end, for_seat=False),
)
