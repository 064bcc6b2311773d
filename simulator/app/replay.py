"""A room's log as a film: its moments, and the state at each, made by `evolve` from the nearest state that is kept.

A moment is what the public version counts: an event that everybody may know of. Whoever looks back at the public level
could otherwise tell from the numbers how much was whispered in between. What is private belongs to the moment before
it, so a moment's state is the last one with its public version.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise
from simulator.core.views.milestones import Milestone, milestone

from .service import Simulator

CHECKPOINT_EVERY = 100
"""Events from one kept state to the next: a jump costs at most that many."""
RECENT = 48
"""States kept of where somebody looked last: playing goes on from there."""
FILMS = 6
REST_EVERY = 10
"""Events after which others get their turn while a long log is read for the first time: an act of theirs needs several
turns until it is stored, so a turn of mine must be short."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What everybody could see change, when (ms since 1970 UTC); ``version`` counts the whole log and is not shown."""

    version: int
    at: int
    milestone: Milestone | None


@dataclass(slots=True, eq=False)
class Film:
    """What was read of a log so far."""

    state: Exercise
    version: int = 0
    moments: list[Moment] = field(default_factory=list)
    kept: list[tuple[int, Exercise]] = field(default_factory=list)
    recent: OrderedDict[int, Exercise] = field(default_factory=OrderedDict)
    counted: set[str] = field(default_factory=set)
    letters: list[tuple[int, ev.MessageSent]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, version: int, at: int, event: ev.ExerciseEvent) -> None:
        """The next event of the log."""
        before, self.state = self.state, evolve(self.state, event)
        self.version = version
        if self.state.public_version > before.public_version:
            stone, last = milestone(self.state, event), self.moments[-1] if self.moments else None
            if (
                isinstance(event, ev.ClauseAdopted)
                and last
                and last.milestone
                and last.at == at
                and not stone
            ):
                # a decision passes with what it adopts: whoever goes there sees the clauses settled
                stone, self.moments[-1] = last.milestone, replace(last, milestone=None)
            self.moments.append(Moment(version, at, stone))
        if isinstance(event, ev.DecisionClosed):
            self.counted.add(event.decision)
        elif isinstance(event, ev.ActUndone) and event.what == "decision.closed":
            # open again: if it is called off now, its ballots stay hidden for good
            self.counted.discard(event.about)
        elif isinstance(event, ev.SenseClosed):
            self.counted.add(event.check)
        elif isinstance(event, ev.MessageSent):
            self.letters.append((version, event))
        if version >= (self.kept[-1][0] if self.kept else 0) + CHECKPOINT_EVERY:
            self.kept.append((version, self.state))

    def end_of(self, moment: int) -> int:
        """The last version that belongs to this moment (counted from 1)."""
        return self.moments[moment].version - 1 if moment < len(self.moments) else self.version

    def nearest(self, version: int) -> tuple[int, Exercise] | None:
        """The latest kept state that is not later than this version."""
        place = bisect_right(self.kept, version, key=lambda one: one[0])
        found = self.kept[place - 1] if place else None
        looked = max((v for v in self.recent if v <= version), default=0)
        return (looked, self.recent[looked]) if looked > (found[0] if found else 0) else found


class Replays:
    """The films of rooms: read once, then continued where the log grew."""

    def __init__(self, simulator: Simulator, rest: Callable[[], None] = lambda: None) -> None:
        self._simulator, self._rest = simulator, rest
        self._films: OrderedDict[ExerciseId, Film] = OrderedDict()
        self._guard = threading.Lock()
        simulator.after_erasing(self._forget)

    def _forget(self, room: Exercise) -> None:
        """Words were erased from this room: the film that holds them goes, and is read anew."""
        with self._guard:
            self._films.pop(room.id, None)

    def film(self, exercise: ExerciseId) -> Film:
        """All moments of a room until now."""
        with self._guard:
            film = self._films.get(exercise)
            if film is None:
                film = self._films[exercise] = Film(self._simulator.beginning(exercise))
            self._films.move_to_end(exercise)
            while len(self._films) > FILMS:
                self._films.popitem(last=False)
        with film.lock:
            for count, (version, at, event) in enumerate(self._simulator.history(exercise, film.version), 1):
                film.take(version, at, event)
                if count % REST_EVERY == 0:
                    self._rest()
        return film

    def state_at(self, exercise: ExerciseId, film: Film, moment: int) -> Exercise:
        """The room at a moment, counted from 1."""
        with film.lock:
            end = film.end_of(moment)
            if end == film.version:
                return film.state
            found = film.nearest(end)
            version, state = found if found else (0, self._simulator.beginning(exercise))
            if version < end:
                for _, _, event in self._simulator.history(exercise, version, end):
                    state = evolve(state, event)
            film.recent[end] = state
            while len(film.recent) > RECENT:
                film.recent.popitem(last=False)
            return state

    @staticmethod
    def letters_until(film: Film, moment: int) -> list[ev.MessageSent]:
        """The messages written until a moment, whoever may read them: the frame asks that of each."""
        end = film.end_of(moment)
        return [message for version, message in film.letters if version <= end]
