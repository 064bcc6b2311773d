"""Limits that stop guessing and floods, generous per address: a whole seminar comes from one."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

LIMITS: dict[str, RateLimitItem] = {
    "join": parse("600/minute"),  # per address: 48 laptops behind one router, twice over, with room to spare
    "phrase-seat": parse(
        "6/minute"
    ),  # wrong phrases per seat: guessing one of six million would take two years
    "phrase": parse("60/minute"),  # wrong phrases per address
    "act": parse("240/minute"),  # per participant
    "steer": parse("600/minute"),  # per facilitator
    "key": parse("30/minute"),  # per address: first-run links
}


class Limiter:
    """Counts tries in a moving window, in memory."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def allow(self, name: str, who: str) -> bool:
        """Count one try; false when there were too many."""
        return self._window.hit(LIMITS[name], name, who)

    def spent(self, name: str, who: str) -> bool:
        """Whether there were too many tries, without counting one."""
        return not self._window.test(LIMITS[name], name, who)
