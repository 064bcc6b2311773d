"""Who hears what changed, and what time it is: what the services need of whoever puts them together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import structlog

from simulator.core.ids import ExerciseId, SeminarId
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

log = structlog.get_logger()


class Clock(Protocol):
    """Now, as ms since 1970 UTC."""

    def __call__(self) -> int: ...


class Listener(Protocol):
    """Hears what changed, in order per stream, after it is on disk."""

    def exercise_changed(self, exercise: ExerciseId, state: Exercise, events: tuple[Any, ...]) -> None: ...

    def seminar_changed(self, seminar: SeminarId, state: Seminar, events: tuple[Any, ...]) -> None: ...


def tell(hear: Callable[[Any, Any, tuple[Any, ...]], None], state: Any, events: tuple[Any, ...]) -> None:
    """What is stored is told once: one listener's trouble must not keep it from the next, nor from its sender."""
    try:
        hear(state.id, state, events)
    except Exception:
        log.exception("a listener failed", stream=state.id)
