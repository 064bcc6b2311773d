"""Limits that stop guessing and floods, generous per address: a whole seminar comes from one."""

from __future__ import annotations

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

LIMITS: dict[str, RateLimitItem] = {
    "join": parse("600/minute"),  # per address: 48 laptops behind one router, twice over, with room to spare
    "phrase": parse("120/minute"),  # per address
    "phrase-seminar": parse("300/minute"),  # per seminar: bounds guessing over many addresses
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
