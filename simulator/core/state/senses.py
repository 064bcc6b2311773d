"""Sense checks: the question that is before the room, and how the room stood when one was closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import SeatId, StepId
from .stances import Stance, StanceValue

CHECKS_KEPT = 3
"""The newest checks of a clause or proposal stay readable; older ones are in the log."""


@dataclass(frozen=True, slots=True)
class SenseCheck:
    """Could you live with it? Asked of the whole room at once. ``answered`` have marked, or said that theirs stands.

    ``frozen`` are the marks at opening: while a ``hidden`` check is open, everybody sees these.
    """

    id: str
    number: int
    target: str
    hidden: bool
    at: int
    step: StepId = StepId("")
    answered: tuple[SeatId, ...] = ()
    frozen: Mapping[str, Mapping[SeatId, Stance]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How the room stood when a check was closed: who marked what, by option or proposal.

    ``version`` of a proposal: marks on other words say nothing about it. ``said`` of ``asked`` answered;
    ``ruled`` more are played by rules, and their marks count too."""

    number: int
    target: str
    at: int
    version: int
    hidden: bool
    said: int
    asked: int
    marks: Mapping[str, Mapping[SeatId, StanceValue]]
    ruled: int = 0


@dataclass(frozen=True, slots=True)
class Senses:
    """All sense checks. ``last`` is what was asked about last; ``stage`` the same while the room still looks at the
    result: until it turns to something else."""

    open: SenseCheck | None = None
    taken: Mapping[str, tuple[Snapshot, ...]] = field(default_factory=dict)
    count: int = 0
    last: str = ""
    stage: str = ""
