"""Limits that stop guessing and floods, generous per address: a whole seminar comes from one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

import structlog
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

log = structlog.get_logger()
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
    "time": parse("2400/minute"),  # as above: four questions of each connection, then one in two minutes
    "phrase-seat": parse(
        "6/minute"
    ),  # wrong phrases per seat: guessing one of six million would take two years
    "phrase": parse("60/minute"),  # wrong phrases per address
    "paper": parse("30/minute"),  # per person, or per address of walls: files of the agreement
    "act": parse("240/minute"),  # per participant
    "steer": parse("600/minute"),  # per facilitator
    "check": parse("600/minute"),  # per address: 300 devices try the room's network, twice
    "press": parse("6/minute"),  # per guest: stories for the front page
    "watch": parse(
        "600/minute"
    ),  # per address: guests of several rooms behind one router look in and say who they are
    "key": parse("30/minute"),  # per address: first-run links
    "login": parse("30/minute"),  # per address: names and passwords of facilitators
    "login-name": parse("6/minute"),  # per name, from wherever
}


SWEEP: Final = 10.0
"""Seconds between two looks for minutes that have ended."""


class _Memory(MemoryStorage):
    """Counts that are forgotten when the machine's clock is set back: their minute would not end for as long.

    The library starts a timer, which is a thread, at nearly every count and has it look through everybody's; here
    whoever counts looks through them now and then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen = self._swept = time.time()
        self._counting = threading.Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        with self._counting:
            if now < self._seen - 1:
                self.reset()
                self._swept = now
            self._seen = now
            if now > self._swept + SWEEP:
                self._swept = now
                for over in [key for key, end in self.expirations.items() if end <= now]:
                    self.clear(over)
            count = self.get(key) + amount  # of a minute that has ended nothing is left
            self.storage[key] = count
            if count == amount:
                self.expirations[key] = now + expiry
            return count


GUESSES: Final = ("phrase-seat", "phrase", "key", "login", "login-name")
"""What is guessed: several processes count it together, or each would be one more try."""
SOON: Final = 0.5
"""Seconds in which Redis has to answer."""


class Limiter:
    """Counts tries in windows of a minute, in memory.

    Fixed windows on purpose: for moving ones the library's memory looks through every try of everybody a hundred
    times a second, which was a fifth of the server in a full house (docs/performance.md).
    """

    def __init__(self, redis: str = "") -> None:
        """``redis``: where several processes count guesses together. What only keeps a flood off is counted by each."""
        self._window = FixedWindowRateLimiter(_Memory())
        self._guesses = FixedWindowRateLimiter(_shared(redis)) if redis else self._window

    def _asked(self, name: str, ask: Callable[[FixedWindowRateLimiter], bool]) -> bool:
        if name in GUESSES and self._guesses is not self._window:
            try:
                return ask(self._guesses)
            except StorageError:
                # counted here then: nobody is kept out, and nobody may guess at will
                log.warning("guesses not counted together", limit=name)
        return ask(self._window)

    def allow(self, name: str, who: str) -> bool:
        """Count one try; false when there were too many."""
        return self._asked(name, lambda counter: counter.hit(LIMITS[name], name, who))

    def spent(self, name: str, who: str) -> bool:
        """Whether there were too many tries, without counting one."""
        return not self._asked(name, lambda counter: counter.test(LIMITS[name], name, who))


def _shared(redis: str) -> Storage:
    from limits.storage import RedisStorage  # only where several processes are run

    return RedisStorage(redis, wrap_exceptions=True, socket_timeout=SOON, socket_connect_timeout=SOON)
