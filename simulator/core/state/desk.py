"""What lies on a party's own desk: its marks, what it told whom, who of it acted, who would like another role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import ExerciseId, OptionRef, PersonId, SeatId

ACTS_KEPT = 20
"""The newest acts of a delegation that stay on its page."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a delegation must have, would like and can give, by option. Another ``founder`` begins a new sheet."""

    founder: PersonId
    marks: Mapping[OptionRef, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """A private fact (its place in the brief, from 0) that a seat told to ``to``; nobody named: to everybody."""

    seat: SeatId
    fact: int
    to: tuple[SeatId, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Act:
    """One of a delegation did something for its seat: which command, on what, with which choice."""

    person: PersonId
    kind: str
    target: str
    choice: str
    at: int


@dataclass(frozen=True, slots=True)
class Swap:
    """A person at ``seat`` would like another role; ``to`` in ``room`` is offered, or nothing yet."""

    seat: SeatId
    room: ExerciseId
    to: SeatId
