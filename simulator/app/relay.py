"""Several processes on one log. What one of them stores, the others are told of; each reads it from the log itself.

A note carries the name of what is new and nothing of what it says. None is ever needed for what is true: a lost one is
made up for by `look`, which asks the log each second whether something this process knows has grown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

import structlog

from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId, exercise_stream, seminar_stream
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

from .ports import StoreFailed
from .service import Simulator

log = structlog.get_logger()
Hear = Callable[[str, str], None]
LOOK = 1.0
"""Seconds between two looks at the log for what no note told of."""

GREW: Final = "grew"
ERASED: Final = "erased"
ACTED: Final = "acted"
PUT_AWAY: Final = "put_away"
PUT_OUT: Final = "put_out"
GUESTS_OUT: Final = "guests_out"
WHO: Final = "who"
HERE: Final = "here"


class Messenger(Protocol):
    """Carries notes between the processes. Neither call waits for anybody, and notes may be lost."""

    def tell(self, topic: str, name: str) -> None:
        """Tell every other process, soon."""

    def listen(self, hear: Hear) -> None:
        """Call ``hear`` with the topic and name of each note of another process from now on."""


class Alone:
    """One process: there is nobody to tell."""

    def tell(self, topic: str, name: str) -> None:
        """Nobody is there."""

    def listen(self, hear: Hear) -> None:
        """Nothing will ever come."""


class Relay:
    """Tells the other processes what this one stored, and takes in what they did."""

    def __init__(self, simulator: Simulator, messenger: Messenger) -> None:
        self._simulator, self._messenger = simulator, messenger
        self._hearing = threading.local()
        self._hears: dict[str, Callable[[str], None]] = {
            GREW: simulator.take_in,
            ERASED: lambda room: simulator.forget_state(ExerciseId(room)),
            PUT_AWAY: lambda seminar: simulator.archiving_changed(SeminarId(seminar)),
            ACTED: self._acted,
        }
        simulator.listen(self)
        simulator.after_erasing(lambda state: self.tell(ERASED, state.id))
        simulator.after_acting(lambda room, seat: self.tell(ACTED, f"{room}/{seat}"))
        simulator.after_archiving(lambda seminar: self.tell(PUT_AWAY, seminar))
        messenger.listen(self.hear)

    # --- out -------------------------------------------------------------------------------------------

    def tell(self, topic: str, name: str) -> None:
        """Tell the others; what was heard from one of them is not told again."""
        if not getattr(self._hearing, "now", False):
            self._messenger.tell(topic, name)

    def exercise_changed(self, exercise: ExerciseId, _state: Exercise, _events: tuple[Any, ...]) -> None:
        """A room's log has grown."""
        self.tell(GREW, exercise_stream(exercise))

    def seminar_changed(self, seminar: SeminarId, _state: Seminar, _events: tuple[Any, ...]) -> None:
        """A seminar's log has grown."""
        self.tell(GREW, seminar_stream(seminar))

    def put_out(self, facilitator: PersonId, seminar: SeminarId) -> None:
        """Somebody steers a seminar no more."""
        self.tell(PUT_OUT, f"{facilitator}/{seminar}")

    def guests_out(self, seminar: SeminarId) -> None:
        """A link for guests of a seminar lets nobody in any more."""
        self.tell(GUESTS_OUT, seminar)

    def who(self, exercise: ExerciseId, seat: SeatId) -> None:
        """Ask whether another process has a laptop of this seat."""
        self.tell(WHO, f"{exercise}/{seat}")

    def here(self, exercise: ExerciseId, seat: SeatId) -> None:
        """Answer that this process has one."""
        self._messenger.tell(HERE, f"{exercise}/{seat}")

    # --- in --------------------------------------------------------------------------------------------

    def when(self, topic: str, do: Callable[[str, str], None]) -> None:
        """Call ``do`` with both halves of the name of each note on this topic."""

        def heard(name: str) -> None:
            first, _, second = name.partition("/")
            do(first, second)

        self._hears[topic] = heard

    @contextmanager
    def _listening(self) -> Iterator[None]:
        self._hearing.now = True
        try:
            yield
        finally:
            self._hearing.now = False

    def hear(self, topic: str, name: str) -> None:
        """Take in one note of another process; one that this code does not know, or cannot follow, is let be."""
        do = self._hears.get(topic)
        if do is None:
            return
        try:
            with self._listening():
                do(name)
        except StoreFailed:
            log.warning("note not followed", topic=topic)  # the next look makes up for it
        except Exception:
            log.exception("note not followed", topic=topic)

    def _acted(self, name: str) -> None:
        room, _, seat = name.partition("/")
        self._simulator.acted[ExerciseId(room), SeatId(seat)] = self._simulator.clock()

    def look(self) -> None:
        """Take in whatever the log has beyond what this process knows."""
        with self._listening():
            self._simulator.take_in_all()

    def run(self, sleep: Callable[[float], None]) -> None:
        """Look each second until the process ends."""
        while True:
            sleep(LOOK)
            try:
                self.look()
            except StoreFailed as failed:
                log.warning("look put off", why=str(failed))
            except Exception:
                log.exception("look failed")
