"""What happens by itself: parties played by rules act, a gap in the server's life costs nobody any time, and what is on
the consent list is adopted when its time is up.

Other deadlines need no ticker: they are instants in the state. When the time is up, people decide what happens.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from simulator.app.players import Players
from simulator.app.ports import Conflict, StoreFailed
from simulator.app.service import SYSTEM, Simulator
from simulator.core.commands.exercise import SettleConsent
from simulator.core.commands.seminar import HoldClock
from simulator.core.ids import ExerciseId, SeminarId
from simulator.core.refusals import Refused

log = structlog.get_logger()
BEAT = "server"
GAP = 5_000
"""Milliseconds without a beat after which running clocks are held: a restart, or a laptop that slept."""


class Ticker:
    """Beats once a second."""

    def __init__(
        self, simulator: Simulator, players: Players, sleep: Callable[[float], None], pace: float
    ) -> None:
        self._simulator, self._players, self._sleep, self._pace = simulator, players, sleep, pace

    def hold_gap(self) -> int:
        """Give back the time since the last beat, if it was a gap; returns it in ms."""
        now, stores = self._simulator.clock(), self._simulator.stores
        last = stores.heartbeat.last(BEAT)
        gap = now - last if last is not None else 0
        if gap >= GAP:
            self._hold(gap, f"hold@{last}")
        # after the clocks: a crash between the two holds the same gap under the same op, so once
        stores.heartbeat.beat(BEAT, now)
        return gap if gap >= GAP else 0

    def _hold(self, gap: int, op: str) -> None:
        for entry in self._simulator.stores.seminars.entries():
            seminar = SeminarId(entry.seminar_id)
            state = self._simulator.seminar(seminar)
            if state.clock.running:
                self._simulator.steer(seminar, HoldClock(gap), SYSTEM, op)

    def settle_consents(self) -> int:
        """Adopt what nobody objected to in time; returns how many items left their lists."""
        done = 0
        for entry in self._simulator.stores.seminars.entries():
            seminar = self._simulator.seminar(SeminarId(entry.seminar_id))
            if seminar.clock.running:
                done += sum(self._settle(room) for room in seminar.rooms)
        return done

    def _settle(self, room: ExerciseId) -> int:
        now, done = self._simulator.clock(), 0
        for item in self._simulator.exercise(room).consents.listed:
            ends = item.clock.ends_at
            if ends is None or ends > now:
                continue
            # the op follows from the deadline: two processes that see the same item settle it once
            try:
                handled = self._simulator.act(
                    room, SettleConsent(item.id), SYSTEM, f"consent@{ends}/{item.id}"
                )
            except (Refused, Conflict, StoreFailed):
                continue  # off the list meanwhile, or the next beat tries again
            done += bool(handled.events)
        return done

    def run(self) -> None:
        """Beat until the process ends. One that fails (a locked database) is logged; the next tries again."""
        beats = 0.0
        while True:
            self._sleep(min(self._pace, 1.0))
            beats += min(self._pace, 1.0)
            try:
                if beats >= 1.0:
                    beats = 0.0
                    self.hold_gap()
                    # after the gap was given back: nothing is adopted while nobody could object
                    self.settle_consents()
                self._players.play()
            except Exception:
                log.exception("beat failed")
