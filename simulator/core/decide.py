"""What follows from a wish: events, or a refusal. The tables at the bottom are the contents of the negotiation."""

from __future__ import annotations

import typing
from typing import Any, Final

from .commands.exercise import ExerciseCommand
from .deciding import (
    bargaining,
    binding,
    branching,
    consents,
    debrief,
    decisions,
    delegates,
    desk,
    heard,
    helping,
    injects,
    lending,
    letters,
    lobby,
    meetings,
    objections,
    offers,
    plan,
    press,
    proposals,
    replay,
    resources,
    senses,
    signatures,
    speakers,
    stances,
    tables,
    talk,
    trial,
    undo,
)
from .deciding.delegation import not_overtaken, noted
from .envelope import Envelope
from .events.exercise import ExerciseEvent
from .ids import SeatId
from .moves import Move, check_bounds, gate
from .state.exercise import Exercise

MOVES: Final[dict[type[Any], Move]] = {
    move.command: move
    for part in (
        lobby,
        stances,
        senses,
        proposals,
        bargaining,
        offers,
        decisions,
        consents,
        binding,
        delegates,
        lending,
        objections,
        resources,
        plan,
        signatures,
        tables,
        speakers,
        talk,
        letters,
        replay,
        meetings,
        desk,
        heard,
        helping,
        undo,
        trial,
        debrief,
        injects,
        branching,
        press,
    )
    for move in part.MOVES
}
_MISSING = set(typing.get_args(ExerciseCommand)) ^ set(MOVES)
if _MISSING:  # pragma: no cover - a mistake in this file
    raise TypeError(f"commands without a move, or moves without a command: {_MISSING}")


def decide(state: Exercise, command: ExerciseCommand, envelope: Envelope) -> tuple[ExerciseEvent, ...]:
    """The events that ``command`` causes now; none where it changes nothing. Raises `Refused`."""
    move = MOVES[type(command)]
    seat = getattr(command, "seat", SeatId(""))
    target = move.target_of(command)
    gate(move, state, envelope.actor, seat, target)
    check_bounds(move.bounds(state, seat, target), state, command)
    not_overtaken(state, command, move, envelope)
    events = move.effect(state, command, envelope)
    return (*events, *noted(state, command, move, envelope, events))
