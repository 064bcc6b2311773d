"""Who asked to speak, and who spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..clockwork import Clock
from ..ids import NO_SEAT, GroupId, SeatId

__all__ = ["FloorAsked", "ListLeft", "SpeakerInvited", "SpeakerTapped", "TurnEnded", "TurnSet", "TurnStarted"]


@dataclass(frozen=True, slots=True)
class FloorAsked:
    """A seat wants to speak; with ``point`` to a point of order."""

    KIND: ClassVar[str] = "speaker.asked"
    seat: SeatId
    point: bool
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ListLeft:
    """A seat no longer wants to speak."""

    KIND: ClassVar[str] = "speaker.withdrew"
    seat: SeatId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """A seat speaks, until the clock is at 0:00 and then as long as the room lets it. A ``chair`` gave it the floor."""

    KIND: ClassVar[str] = "speaker.started"
    seat: SeatId
    clock: Clock
    recorded: bool = False
    chair: SeatId = NO_SEAT


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """A seat has finished, with what was left on its clock (ms; less than nothing where it went over)."""

    KIND: ClassVar[str] = "speaker.ended"
    seat: SeatId
    left: int
    recorded: bool = False
    chair: SeatId = NO_SEAT


@dataclass(frozen=True, slots=True)
class TurnSet:
    """Turns last this long from now on, in seconds."""

    KIND: ClassVar[str] = "speaker.turn_set"
    seconds: int


@dataclass(frozen=True, slots=True)
class SpeakerInvited:
    """A facilitator put this seat first on the list."""

    KIND: ClassVar[str] = "speaker.invited"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class SpeakerTapped:
    """At a table somebody speaks from now on, or nobody; ``before`` is who spoke until now, and how long (ms)."""

    KIND: ClassVar[str] = "speaker.tapped"
    audience: tuple[SeatId, ...]
    group: GroupId
    who: SeatId
    at: int
    before: SeatId
    spoken: int
    seat: SeatId


Event = FloorAsked | ListLeft | TurnStarted | TurnEnded | TurnSet | SpeakerInvited | SpeakerTapped
