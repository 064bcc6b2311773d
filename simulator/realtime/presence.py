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

        def look_again() -> None:
            with self._lock:
                back = self._open[exercise, seat] > 0
            if not back:
                self._mark(exercise, seat, False)

        self._later(self._grace, look_again)
