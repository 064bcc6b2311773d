"""Who did something in a room, and when: read from the log, which has both for every event."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from simulator.core.ids import ExerciseId, exercise_stream

from .ports import EventStore

KEPT = 2000


@dataclass(frozen=True, slots=True)
class ActSeen:
    """``at`` ms since 1970 UTC, 0 where the log does not say; ``by`` a name."""

    at: int
    by: str


class Acts:
    """What the log says of single events. It never changes, so it is asked once."""

    def __init__(self, events: EventStore, name_of: Callable[[str], str]) -> None:
        self._events, self._name_of = events, name_of
        self._known: OrderedDict[tuple[str, int], tuple[int, str]] = OrderedDict()

    def seen(self, exercise: ExerciseId, version: int) -> ActSeen:
        """When the event of this version came about, and by whom."""
        key = (exercise, version)
        if key not in self._known:
            found = next(iter(self._events.read(exercise_stream(exercise), version - 1, version)), None)
            self._known[key] = (found.at, found.actor) if found else (0, "")
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        at, actor = self._known[key]
        return ActSeen(at, self._name_of(actor))
