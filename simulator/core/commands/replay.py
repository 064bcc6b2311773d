"""How far the replay of a room is opened, and which of its moments is on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["OpenReplay", "ShowMoment"]


@dataclass(frozen=True, slots=True)
class OpenReplay:
    """In the debrief: the facilitator's replay shows what was "public", closed "hands" too, or "letters" as well."""

    KIND: ClassVar[str] = "replay.open"
    level: str


@dataclass(frozen=True, slots=True)
class ShowMoment:
    """Show a moment of the room's history on its wall, as everybody could see it then; 0 takes it off. ``clause`` is
    the one to look at; empty: what was before the room."""

    KIND: ClassVar[str] = "replay.show"
    amount: int
    clause: str = ""


Command = OpenReplay | ShowMoment
