"""Short texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..ids import SeatId


@dataclass(frozen=True, slots=True)
class Message:
    """A short text. ``channel`` is plenary, caucus, group, facilitator or private; ``to`` are its readers.

    ``order`` is the place in the whole log: it sorts, but it is never shown, because it counts what others wrote too.
    What readers may know sorts for them: ``found`` is the public version with the message, and ``heard`` says of each
    reader, unless everybody is one, which of its private events the message is.
    """

    order: int
    sender: SeatId
    channel: str
    to: tuple[SeatId, ...]
    text: str
    at: int
    found: int
    heard: Mapping[SeatId, int]
