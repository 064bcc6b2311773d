"""Clocks as data: a deadline while running, what is left while paused. Instants are ms since 1970 UTC."""

from __future__ import annotations

from dataclasses import dataclass, replace

MINUTE = 60_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Exactly one of ``ends_at`` (running) and ``remaining`` (paused, in ms) is set; neither means no clock.

    ``remaining`` may be negative: the time is up and people are still talking.
    """

    ends_at: int | None = None
    remaining: int | None = None

    @property
    def running(self) -> bool:
        """Whether the clock moves."""
        return self.ends_at is not None

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the clock."""
        return self.remaining is not None

    def left(self, at: int) -> int | None:
        """Milliseconds left at this instant, None without a clock."""
        return self.ends_at - at if self.ends_at is not None else self.remaining

    def stopped(self, at: int) -> Clock:
        """The clock paused at this instant."""
        return Clock(remaining=self.left(at))

    def started(self, at: int) -> Clock:
        """The clock going again from this instant."""
        return Clock(ends_at=at + self.remaining) if self.remaining is not None else self

    def extended(self, by: int, at: int) -> Clock:
        """``by`` ms more. When the time is up already, the extra time counts from now."""
        left = self.left(at)
        if left is None:
            return self
        fresh = max(left, 0) + by
        return Clock(ends_at=at + fresh) if self.running else Clock(remaining=fresh)

    def moved(self, by: int, at: int) -> Clock:
        """The clock with ``by`` ms more, or fewer where it is under 0: then a minute stays, or what is left if that is
        less. Nobody is cut off in the sentence in which the news comes."""
        left = self.left(at)
        if by >= 0 or left is None:
            return self.extended(by, at) if by else self
        fresh = max(left + by, min(left, MINUTE))
        return Clock(ends_at=at + fresh) if self.running else Clock(remaining=fresh)

    def held(self, gap: int) -> Clock:
        """The deadline moved by a gap (ms) in which the server was not there."""
        return replace(self, ends_at=self.ends_at + gap) if self.ends_at is not None else self

    def following(self, before: Clock, after: Clock, gap: int = 0) -> Clock:
        """This clock when that of its room goes from ``before`` to ``after``: it rests and goes on with it. Of the
        room's two, one instant is the same, the one in which it changed."""
        if before.ends_at is not None and after.remaining is not None:
            return self.stopped(before.ends_at - after.remaining) if self.running else self
        if before.remaining is not None and after.ends_at is not None:
            return self.started(after.ends_at - before.remaining)
        return self.held(gap)
