"""People who sit together."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import GroupId, SeatId
from ..rulebook import Grouping


@dataclass(frozen=True, slots=True)
class Group:
    """People who sit and talk together in a step."""

    id: GroupId
    kind: Grouping
    place: int
    members: tuple[SeatId, ...]
    scribe: SeatId
    spokesperson: SeatId
