"""What passes between a seat and those who steer."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import PersonId, SeatId

OPEN = ("waiting", "seen", "coming", "answered")


@dataclass(frozen=True, slots=True)
class Plea:
    """A request for help, the newest of its seat. ``status``: waiting, seen, coming, answered, read, done, back.

    Times are ms since 1970, 0 where it has not come to that. ``again``: an answer was not enough.
    """

    about: str
    text: str
    asked: int
    status: str = "waiting"
    seen: int = 0
    coming: int = 0
    answered: int = 0
    answer: str = ""
    words: str = ""
    read: int = 0
    ended: int = 0
    again: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody still waits for something."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """A ready line that the facilitator sent to a seat, the newest; ``others`` are those whom it is to meet."""

    what: str
    about: str
    others: tuple[SeatId, ...]
    at: int
    read: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A facilitator looked at a seat's page: the last time."""

    by: PersonId
    at: int
