"""Who waits to speak before everybody, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..ids import NO_SEAT, SeatId

TURN_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Speaking:
    """``waiting`` and ``points`` (of order) in the order in which they asked, ``invited`` as a facilitator put them
    there, the last one first; nobody is in two of them. ``turn`` is how long the present one lasts (ms)."""

    waiting: tuple[SeatId, ...] = ()
    points: tuple[SeatId, ...] = ()
    speaker: SeatId = NO_SEAT
    clock: Clock = Clock()
    seconds: int = TURN_SECONDS
    turn: int = 0
    invited: tuple[SeatId, ...] = ()
