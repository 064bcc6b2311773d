"""What an option binds the room to, line by line, for sentences."""

from __future__ import annotations

from dataclasses import dataclass

from ..rulebook import Binds
from ..state.exercise import Exercise
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class BindLine:
    """``kind``: convener (``parties``, none where the facilitator alone), pace (``minutes``), open, closed, reopening
    (``spoken``: the rule for it)."""

    kind: str
    parties: tuple[tuple[str, int], ...] = ()  # short name, hue
    minutes: int = 0
    spoken: str = ""


def bind_lines(state: Exercise, binds: Binds) -> tuple[BindLine, ...]:
    """What it binds to, in the order in which a room meets it."""
    lines = []
    if binds.convener is not None:
        lines.append(BindLine("convener", tuple((short(state, s), hue(state, s)) for s in binds.convener)))
    if binds.pace:
        lines.append(BindLine("pace", minutes=binds.pace))
    if binds.reporting:
        lines.append(BindLine(binds.reporting))
    if binds.reopening:
        lines.append(BindLine("reopening", spoken=binds.reopening.spoken))
    return tuple(lines)
