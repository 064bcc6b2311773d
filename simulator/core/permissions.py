"""What an actor may do now. Read from the same moves as `decide`: what is shown is what is accepted."""

from __future__ import annotations

from dataclasses import dataclass

from .decide import MOVES
from .envelope import Actor
from .ids import SeatId
from .moves import Bounds, gate
from .refusals import Refused
from .state.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Permission:
    """A kind of command that is admitted now, on this target, within these bounds."""

    kind: str
    target: str
    bounds: Bounds


def may(state: Exercise, actor: Actor, kind: type[object], seat: SeatId, target: str = "") -> bool:
    """Whether ``actor`` may make this kind of command for ``seat`` on ``target`` now."""
    return not why_not(state, actor, kind, seat, target)


def why_not(state: Exercise, actor: Actor, kind: type[object], seat: SeatId, target: str = "") -> str:
    """The code of what keeps ``actor`` from it; empty where nothing does."""
    try:
        gate(MOVES[kind], state, actor, seat, target)
    except Refused as refused:
        return refused.code
    return ""


def permissions(state: Exercise, actor: Actor) -> tuple[Permission, ...]:
    """Everything that ``actor`` may do now in its own name."""
    return tuple(
        Permission(move.command.KIND, target, move.bounds(state, actor.seat, target))
        for kind, move in MOVES.items()
        for target in move.targets(state, actor)
        if may(state, actor, kind, actor.seat, target)
    )
