"""Who is here. A reload or a tunnel on the train is not an absence: it takes a while to count as away."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from simulator.core.ids import ExerciseId, SeatId

Mark = Callable[[ExerciseId, SeatId, bool], None]


class Presence:
    """Counts a seat's connections and marks it present at once, away after a grace."""

    def __init__(self, mark: Mark, later: Callable[[float, Callable[[], None]], None], grace: float) -> None:
        self._mark, self._later, self._grace = mark, later, grace
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
        if not self._is_here(exercise, seat):
            self._mark(exercise, seat, False)
            if self._is_here(exercise, seat):  # it came back while we marked
                self._mark(exercise, seat, True)

    def _is_here(self, exercise: ExerciseId, seat: SeatId) -> bool:
        with self._lock:
            return self._open.get((exercise, seat), 0) > 0
