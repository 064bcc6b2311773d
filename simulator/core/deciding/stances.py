"""Could you live with it? Marks on options and proposals, and what is on the floor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId, split_ref
from ..moves import DELEGATES, FACILITATORS, SHORT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode
from ..sensing import check_on, hidden_on
from ..state.exercise import Exercise
from ..state.stances import FIVE_STEPS, THREE_STEPS, StanceValue


def stance_version(state: Exercise, target: str) -> int | None:
    """The version of an option's clause or of a live proposal; None where nobody can take a stance."""
    proposal = state.on_table(target)
    if proposal is not None:
        return proposal.version if proposal.status == "live" else None
    clause, option = split_ref(target)
    if clause not in state.clauses or state.rulebook.clause_of[clause].option(option) is None:
        return None
    return state.clause_versions.get(clause, 1)


def steps(state: Exercise) -> tuple[StanceValue, ...]:
    """How finely people say where they stand: in three steps, in full depth in five."""
    return FIVE_STEPS if state.depth == "full" else THREE_STEPS


def stance_targets(state: Exercise, _actor: Actor) -> Iterable[str]:
    """Every option of the clauses in play, and every live proposal."""
    for clause in state.clauses:
        yield from state.rulebook.refs(clause)
    yield from (p.id for p in state.tabled.values() if p.status == "live")


def _may(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    proposal = state.on_table(target)
    require(proposal is None or proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)
    require(stance_version(state, target) is not None, RefusalCode.UNKNOWN_TARGET, target=target)


def _bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(
        texts={"reason": SHORT_LIMIT, "moves": SHORT_LIMIT},
        values={"value": ("", *steps(state))},
        seen=stance_version(state, target),
    )


def still_stands(
    state: Exercise, seat: SeatId, target: str, envelope: Envelope
) -> tuple[ev.SenseAnswered, ...]:
    """What this seat marked stands, for the open check on ``target``; nothing where none is, or it has answered."""
    check = check_on(state, target)
    if check is None or seat in check.answered:
        return ()
    return (ev.SenseAnswered(check.id, seat, (seat,), recorded(envelope)),)


def _set(state: Exercise, command: cmd.SetStance, envelope: Envelope) -> tuple[Any, ...]:
    old = state.stances.get(command.target, {}).get(command.seat)
    value = next((v for v in FIVE_STEPS if v == command.value), None)
    reason = command.reason.strip() if value else ""
    # who could live with it needs nothing to be moved
    moves = command.moves.strip() if value and value != "yes" else ""
    if (old.value if old else None) == value and (
        not old or (old.reason, old.moves, old.seen) == (reason, moves, command.seen)
    ):
        return still_stands(state, command.seat, command.target, envelope) if value else ()
    hidden = (command.seat,) if hidden_on(state, command.target) else ()
    return (
        ev.StanceSet(
            command.seat, command.target, value, old.value if old else None, reason, command.seen,
            recorded=recorded(envelope), bot=envelope.actor.role == "bot", moves=moves,
            audience=hidden,
        ),
    )  # fmt: skip


def _floor_targets(state: Exercise, actor: Actor) -> Iterable[str]:
    yield ""
    yield from state.clauses
    yield from stance_targets(state, actor)


def _may_put(state: Exercise, actor: Actor, _seat: SeatId, target: str) -> None:
    require(target in _floor_targets(state, actor), RefusalCode.UNKNOWN_TARGET, target=target)


def _put(state: Exercise, command: cmd.PutOnFloor, _envelope: Envelope) -> tuple[ev.FloorPut, ...]:
    return () if state.floor == command.target else (ev.FloorPut(command.target, state.floor),)


MOVES = (
    Move(cmd.SetStance, DELEGATES, _set, _may, stance_targets, _bounds, "target"),
    Move(cmd.PutOnFloor, FACILITATORS, _put, _may_put, _floor_targets, target_field="target", for_seat=False),
)
