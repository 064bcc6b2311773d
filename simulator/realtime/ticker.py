"""What happens by itself: parties played by rules act, offers for some minutes lapse, what is on the consent list is
adopted when its time is up, and a gap in the server's life costs nobody any time.

The clocks of steps and turns need no ticker: when their time is up, people decide what happens.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from simulator.app.deadlines import Deadlines
from simulator.app.players import Players
from simulator.app.service import SYSTEM, Simulator
from simulator.core.commands.seminar import HoldClock
from simulator.core.ids import SeminarId

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
        self._deadlines = Deadlines(simulator)

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

    def run(self) -> None:
        """Beat until the process ends. One that fails (a locked database) is logged; the next tries again."""
        beats = 0.0
        while True:
            self._sleep(min(self._pace, 1.0))
            beats += min(self._pace, 1.0)
            try:
                if beats >= 1.0:
                    beats = 0.0
                    # first the clocks: what would be overdue only because the server was away is not
                    self.hold_gap()
                    # nothing is adopted while nobody could object
                    self._deadlines.end_overdue()
                self._players.play()
            except Exception:
                log.exception("beat failed")
