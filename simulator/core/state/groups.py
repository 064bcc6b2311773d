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
    turn: int = 0  # how often the pen changed hands

    @property
    def first(self) -> SeatId:
        """A member; all members of a caucus are of its sector."""
        return self.members[0]
