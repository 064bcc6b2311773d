"""How far the replay of a room is opened, and which of its moments is on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["MomentShown", "ReplayOpened"]


@dataclass(frozen=True, slots=True)
class ReplayOpened:
    """From now on the facilitator's replay shows this much. Everybody may know, because it is about what they did."""

    KIND: ClassVar[str] = "replay.opened"
    level: str
    before: str
    at: int


@dataclass(frozen=True, slots=True)
class MomentShown:
    """The wall looks back at this public version of the room (0: no longer). Everybody sees the wall."""

    KIND: ClassVar[str] = "replay.shown"
    moment: int
    clause: str
    at: int


Event = ReplayOpened | MomentShown
