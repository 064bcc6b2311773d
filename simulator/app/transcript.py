"""What was written in a room, read from its log by range, for whoever may read it."""

from __future__ import annotations

from simulator.core.envelope import Audience
from simulator.core.events.exercise import MessageSent
from simulator.core.ids import ExerciseId
from simulator.core.views.letters import may_read

from .service import Simulator

FRESH = 3_000
"""Milliseconds for which a reading serves everybody who asks: a whole room opens the page at the same moment."""
Reading = tuple[int, list[tuple[int, MessageSent]]]


class Transcripts:
    """Messages of rooms. Never part of a state: a state keeps the newest of each talk only."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._readings: dict[ExerciseId, Reading] = {}

    def _all(self, exercise: ExerciseId) -> list[tuple[int, MessageSent]]:
        now = self._simulator.clock()
        made, found = self._readings.get(exercise, (-FRESH - 1, []))
        if now - made > FRESH:
            found = self._simulator.exercise_events(exercise, kind=MessageSent.KIND)
            self._readings = {e: r for e, r in self._readings.items() if now - r[0] <= FRESH}
            self._readings[exercise] = (now, found)
        return found

    def messages(
        self, exercise: ExerciseId, audience: Audience, after: int = 0, upto: int | None = None
    ) -> tuple[MessageSent, ...]:
        """What ``audience`` may read of the messages with ``after < version <= upto``, oldest first."""
        state = self._simulator.exercise(exercise)
        return tuple(
            message
            for version, message in self._all(exercise)
            if after < version and (upto is None or version <= upto) and may_read(state, audience, message)
        )
