"""Who is here. A reload or a tunnel on the train is not an absence: it takes a while to count as away.

Each process knows its own connections. Where there are several, one that would mark a seat as away asks the others.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from simulator.core.ids import ExerciseId, SeatId

Mark = Callable[[ExerciseId, SeatId, bool], None]
Ask = Callable[[ExerciseId, SeatId], None]
ANSWER = 0.5
"""Seconds in which another process says that it has a laptop of the seat."""


class Presence:
    """Counts a seat's connections and marks it present at once, away after a grace."""

    def __init__(
        self,
        mark: Mark,
        later: Callable[[float, Callable[[], None]], None],
        grace: float,
        ask: Ask | None = None,
    ) -> None:
        """``ask`` asks the other processes for a seat; None where there are none."""
        self._mark, self._later, self._grace, self._ask = mark, later, grace, ask
        self._elsewhere: set[tuple[ExerciseId, SeatId]] = set()
        self._open: Counter[tuple[ExerciseId, SeatId]] = Counter()
        self._lock = threading.Lock()

    def came(self, exercise: ExerciseId, seat: SeatId) -> None:
        """A laptop of this seat connected."""
        with self._lock:
            self._open[exercise, seat] += 1
        self._mark(exercise, seat, True)

    def left(self, exercise: ExerciseId, seat: SeatId) -> None:
        """A laptop of this seat went; it may come back in a moment."""
        with self._lock:
            self._open[exercise, seat] -= 1
            if self._open[exercise, seat] > 0:
                return
            del self._open[exercise, seat]
        self.expect(exercise, seat)

    def expect(self, exercise: ExerciseId, seat: SeatId) -> None:
        """Look after the grace whether a laptop of this seat is here; if not, it counts as away.

        For those who left, and for those who count as here without ever having connected: after a restart, and for
        somebody who took a seat and closed the lid.
        """
        self._later(self._grace, lambda: self._look(exercise, seat))

    def _look(self, exercise: ExerciseId, seat: SeatId) -> None:
        if self.is_here(exercise, seat):
            return
        if self._ask is None:
            self._away(exercise, seat)
            return
        with self._lock:
            self._elsewhere.discard((exercise, seat))
        self._ask(exercise, seat)
        self._later(ANSWER, lambda: self._unless_elsewhere(exercise, seat))

    def _unless_elsewhere(self, exercise: ExerciseId, seat: SeatId) -> None:
        with self._lock:
            elsewhere = (exercise, seat) in self._elsewhere
        if not elsewhere and not self.is_here(exercise, seat):
            self._away(exercise, seat)

    def _away(self, exercise: ExerciseId, seat: SeatId) -> None:
        self._mark(exercise, seat, False)
        if self.is_here(exercise, seat):  # it came back while we marked
            self._mark(exercise, seat, True)

    def is_here(self, exercise: ExerciseId, seat: SeatId) -> bool:
        """Whether a laptop of this seat is connected to this process."""
        with self._lock:
            return self._open.get((exercise, seat), 0) > 0

    # --- other processes -------------------------------------------------------------------------------

    def here_elsewhere(self, exercise: ExerciseId, seat: SeatId) -> None:
        """Another process says that it has a laptop of this seat."""
        with self._lock:
            self._elsewhere.add((exercise, seat))

    def marked_away(self, exercise: ExerciseId, seat: SeatId) -> None:
        """A seat was marked as away: where its laptop is here, whoever did that did not know."""
        if self.is_here(exercise, seat):
            self._later(0.0, lambda: self._mark(exercise, seat, True))
