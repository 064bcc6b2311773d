"""One press for all rooms of a seminar: each room decides for itself, and the answer says of each what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from simulator.core.commands.exercise import (
    CloseDecision,
    CloseSense,
    OpenDecision,
    OpenSense,
    PlanInject,
    PutOnFloor,
    UnplanInject,
)
from simulator.core.ids import DecisionId, ExerciseId
from simulator.core.state.exercise import Exercise

EVERYWHERE = frozenset(
    c.KIND for c in (OpenDecision, CloseDecision, OpenSense, CloseSense, PutOnFloor, PlanInject, UnplanInject)
)
"""What makes sense in all rooms at once: to ask, to put something on the floor, to decide, to count, to plan."""
ALL = "all"
Ack = dict[str, Any]


def wanted(kind: str, fields: Mapping[str, object]) -> bool:
    """Whether this is meant for all rooms."""
    return kind in EVERYWHERE and fields.get("rooms") in (ALL, [ALL], (ALL,))


def here(command: Any, state: Exercise) -> Any:
    """The command as this room has to hear it: what is open here has a number of its own."""
    match command:
        case CloseDecision(decision=""):
            found = state.open_decision
            return replace(command, decision=found.id if found else DecisionId("none"))
        case CloseSense(check=""):
            return replace(command, check=state.senses.open.id if state.senses.open else "none")
    return command


def in_each(rooms: Mapping[ExerciseId, str], do: Callable[[ExerciseId], Ack]) -> list[tuple[str, Ack]]:
    """Do it room by room: the name of each, and its answer."""
    return [(name, do(room)) for room, name in rooms.items()]


def told(answers: list[tuple[str, Ack]]) -> str:
    """What came of it: "Done in Room A and Room B. Room C: another decision is open."."""
    done = [name for name, ack in answers if ack["ok"]]
    worked = (
        "Done in every room."
        if len(done) == len(answers)
        else f"Done in {' and '.join(done)}."
        if done
        else ""
    )
    return " ".join([worked, *(f"{name}: {_why(ack)}" for name, ack in answers if not ack["ok"])]).strip()


def _why(ack: Ack) -> str:
    """Why a room did not do it. Nobody chose what is no longer there: it was asked for whatever is open."""
    return "Nothing of the kind is open there." if ack["code"] == "target.unknown" else str(ack["message"])
