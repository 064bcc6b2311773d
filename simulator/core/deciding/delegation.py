"""Several people at one seat: who of them did what, and none undoes unseen what another has just done."""

from __future__ import annotations

from ..commands import exercise as cmd
from ..envelope import Envelope
from ..events.desk import ActNoted
from ..ids import NO_SEAT, PersonId, SeatId
from ..moves import Move, require
from ..refusals import RefusalCode
from ..state.desk import Act
from ..state.exercise import Exercise

UNSEEN = "?"
"""The sender does not say what it saw: nothing to compare."""
RECORDED = (
    cmd.SetStance, cmd.CastBallot, cmd.GiveSignature, cmd.MakePledge, cmd.RevisePledge, cmd.WithdrawPledge,
)  # fmt: skip
"""What a facilitator records for people: in their name, and their page says so."""
CHOICES = ("value", "choice", "how", "mark", "whom", "channel")
"""The fields of commands that hold what was chosen."""


def choice_of(command: object) -> str:
    """What a command chose, in a word; empty where it chose nothing."""
    found = (getattr(command, name) for name in CHOICES if hasattr(command, name))
    return str(next(found, ""))


def last_act(state: Exercise, seat: SeatId, kind: str, target: str) -> Act | None:
    """Who of this seat acted last in this way on this."""
    acts = reversed(state.acts.get(seat, ()))
    return next((a for a in acts if (a.kind, a.target) == (kind, target)), None)


def answer_of(state: Exercise, seat: SeatId, command: object) -> str:
    """The seat's own answer as it stands, to what this command answers."""
    match command:
        case cmd.SetStance(target=target):
            mark = state.stances.get(target, {}).get(seat)
            return mark.value if mark else ""
        case cmd.CastBallot(decision=decision):
            ballot = state.decisions[decision].ballots.get(seat)
            return ballot.choice if ballot else ""
        case _:
            signature = state.signing.signatures.get(seat)
            return signature.kind if signature else ""


def not_overtaken(state: Exercise, command: object, move: Move, envelope: Envelope) -> None:
    """Refuse an answer for the seat that was given without having seen the answer of another of its people."""
    ours = getattr(command, "ours", UNSEEN)
    if ours == UNSEEN or envelope.actor.role != "delegate":
        return
    kind = move.command.KIND
    last = last_act(state, envelope.actor.seat, kind, move.target_of(command))
    if last is not None and last.person != envelope.actor.person:
        now = answer_of(state, envelope.actor.seat, command)
        require(now in (ours, choice_of(command)), RefusalCode.DELEGATION_ACTED, choice=now)


def noted(
    state: Exercise, command: object, move: Move, envelope: Envelope, events: tuple[object, ...]
) -> tuple[ActNoted, ...]:
    """The line for a seat's own list of who did what: of one of several people, or of a facilitator who recorded it for
    them (then it names nobody). None where one person did it, and none where nothing happened."""
    actor, recorded = envelope.actor, envelope.actor.role == "facilitator" and isinstance(command, RECORDED)
    if not events or not (recorded or actor.role == "delegate"):
        return ()
    seat = getattr(command, "seat", NO_SEAT) if recorded else actor.seat
    people = state.seats[seat].people if seat in state.seats else ()
    if len(people) < (1 if recorded else 2):
        return ()
    who = PersonId("") if recorded else actor.person
    kind = move.command.KIND
    return (ActNoted(seat, who, kind, move.target_of(command), choice_of(command), envelope.at),)
