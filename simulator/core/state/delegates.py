"""Whom each caucus wants on the steering committee, and how its last choice came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import SeatId, SectorCode


@dataclass(frozen=True, slots=True)
class Seated:
    """The last count of a caucus, as its event told it."""

    seats: tuple[SeatId, ...]
    marks: Mapping[SeatId, int]
    voted: int
    of: int
    tied: tuple[SeatId, ...]
    settled: tuple[SeatId, ...]
    kept: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class Choosing:
    """``marks``: whom each seat wants; ``seated``: the last count of each caucus under the rule in force."""

    marks: Mapping[SeatId, tuple[SeatId, ...]] = field(default_factory=dict)
    seated: Mapping[SectorCode, Seated] = field(default_factory=dict)
