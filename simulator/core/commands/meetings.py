"""Where a group meets that is not in one room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import GroupId

__all__ = ["GiveLink"]


@dataclass(frozen=True, slots=True)
class GiveLink:
    """A group meets at this address until the step ends; an empty one takes it away. The application keeps the address
    where it can be erased, and what it sends on is the key under which it is found."""

    KIND: ClassVar[str] = "meeting.give"
    group: GroupId
    link: str = ""


Command = GiveLink
