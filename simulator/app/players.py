"""Lets parties played by rules act at a human pace: a few wishes a second, never all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from simulator.bots.strategy import look, next_wish
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, SeminarId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.core.views.outcome import current_decision

from .ports import Conflict, StoreFailed
from .service import Simulator

WISHES_A_BEAT = 3
FORGOTTEN = 3_600_000
"""Milliseconds past the end of a step after which nobody seems to be there any more."""


class Players:
    """Plays the seats that nobody holds, in every room of every seminar that is going on."""

    def __init__(self, simulator: Simulator, choose: Callable[[int], int]) -> None:
        """``choose(n)`` picks a number below n: whose turn it is."""
        self._simulator, self._choose = simulator, choose
        self._acted: Counter[str] = Counter()

    def play(self) -> int:
        """One beat: at most a few wishes in each room. Returns how many were done."""
        done = 0
        for entry in self._simulator.stores.seminars.entries():
            seminar = self._simulator.seminar(SeminarId(entry.seminar_id))
            left = seminar.clock.left(self._simulator.clock())
            if (
                seminar.settings.bots != "none"
                and seminar.clock.running
                and left is not None
                and left > -FORGOTTEN
            ):
                done += sum(self.play_room(room) for room in seminar.rooms)
        return done

    def play_room(self, exercise: ExerciseId) -> int:
        """A few wishes of one room's bots."""
        done = 0
        for _ in range(WISHES_A_BEAT):
            state = self._simulator.exercise(exercise)
            done += self._one(state)
        return done

    def _one(self, state: Exercise) -> int:
        seats = [s.id for s in state.seats.values() if s.ruled and s.votes]
        if not seats:
            return 0
        decision, start = current_decision(state), self._choose(len(seats))
        for seat in seats[start:] + seats[:start]:
            turn = self._acted[f"{state.id}/{seat}"]
            wish = next_wish(look(state, seat, decision), full=state.bots == "demo", turn=turn + start)
            if wish is not None:
                self._acted[f"{state.id}/{seat}"] += 1
                return self._do(state, wish, Actor("bot", seat=seat))
        return 0

    def _do(self, state: Exercise, wish: object, actor: Actor) -> int:
        # the op follows from what the bot saw: two processes that see the same act once
        op = f"bot@{state.version}/{actor.seat}"
        try:
            self._simulator.act(state.id, wish, actor, op)  # type: ignore[arg-type]
        except (Refused, Conflict, StoreFailed):
            return 0
        return 1
