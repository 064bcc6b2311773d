"""Limits that stop guessing and floods, generous per address: a whole seminar comes from one."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

LIMITS: dict[str, RateLimitItem] = {
    "join": parse(
        "2000/minute"
    ),  # per address: 500 people behind one router type the code and take a seat, twice
    "lobby": parse(
        "3000/minute"
    ),  # per address: 500 people look at the seats, take one, and come back to look again
    "hello": parse(
        "240/minute"
    ),  # per participant, facilitator or room's walls: a link that breaks all the time
    "phrase-seat": parse(
        "6/minute"
    ),  # wrong phrases per seat: guessing one of six million would take two years
    "phrase": parse("60/minute"),  # wrong phrases per address
    "paper": parse("30/minute"),  # per person, or per address of walls: files of the agreement
    "act": parse("240/minute"),  # per participant
    "steer": parse("600/minute"),  # per facilitator
    "key": parse("30/minute"),  # per address: first-run links
}


class Limiter:
    """Counts tries in windows of a minute, in memory.

    Fixed windows on purpose: for moving ones the library's memory looks through every try of everybody a hundred
    times a second, which was a fifth of the server in a full house (docs/performance.md).
    """

    def __init__(self) -> None:
        self._window = FixedWindowRateLimiter(MemoryStorage())

    def allow(self, name: str, who: str) -> bool:
        """Count one try; false when there were too many."""
        return self._window.hit(LIMITS[name], name, who)

    def spent(self, name: str, who: str) -> bool:
        """Whether there were too many tries, without counting one."""
        return not self._window.test(LIMITS[name], name, who)
