"""That a group has somewhere to meet; the address itself is in no log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import GroupId, SeatId

__all__ = ["LinkGiven"]


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """A group meets at the address that is kept under ``key`` (empty: nowhere now). Only its members, the
    ``audience``, may know."""

    KIND: ClassVar[str] = "meeting.link_given"
    group: GroupId
    key: str
    audience: tuple[SeatId, ...]


Event = LinkGiven
