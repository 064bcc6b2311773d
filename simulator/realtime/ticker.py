"""What happens by itself: parties played by rules act, offers for some minutes lapse, what is on the consent list is
adopted when its time is up, and a gap in the server's life costs nobody any time.

The clocks of steps and turns need no ticker: when their time is up, people decide what happens.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import structlog

from simulator.app.deadlines import Deadlines
from simulator.app.laptops import Laptops
from simulator.app.players import Players
from simulator.app.ports import OpReused, StoreFailed
from simulator.app.service import SYSTEM, Simulator
from simulator.core.commands.seminar import HoldClock
from simulator.core.ids import SeminarId, seminar_stream

log = structlog.get_logger()
BEAT = "server"
GAP = 5_000
"""Milliseconds without a beat after which running clocks are held: a restart, a laptop that slept, or a clock
that was set. Back by as much is the same."""


EARLY = 0.9
"""Of the time between two beats, the share after which it may be another process's turn: no clock is exact."""


def always(_what: str, _seconds: float) -> bool:
    """One process: it is always its turn."""
    return True


class Ticker:
    """Beats once a second."""

    def __init__(
        self, simulator: Simulator, players: Players, sleep: Callable[[float], None], pace: float,
        turn: Callable[[str, float], bool] = always,
    ) -> None:  # fmt: skip
        """``turn(what, seconds)``: whether it is this process's turn to do what is done every so many seconds."""
        self._turn = turn
        self._simulator, self._players, self._sleep, self._pace = simulator, players, sleep, pace
        self._deadlines, self._laptops = Deadlines(simulator), Laptops(simulator)

    def hold_gap(self) -> int:
        """Give back the time since the last beat, if it was a gap; returns it in ms. Where the machine's clock was set
        back the gap is negative, and what was to end would end by as much too late."""
        now, stores = self._simulator.clock(), self._simulator.stores
        last = stores.heartbeat.last(BEAT)
        gap = now - last if last is not None else 0
        if abs(gap) >= GAP:
            self._hold(now, now - gap)
        # after the clocks: what a crash between the two leaves is found by the op
        stores.heartbeat.beat(BEAT, now)
        return gap if abs(gap) >= GAP else 0

    def _hold(self, now: int, last: int) -> None:
        for entry in self._simulator.stores.seminars.entries():
            seminar = SeminarId(entry.seminar_id)
            state = self._simulator.seminar(seminar)
            if state.clock.running:
                self._hold_one(seminar, now, last)

    def _hold_one(self, seminar: SeminarId, now: int, last: int) -> None:
        """Hold what of the time since ``last`` was not held before, by another process or by one that was killed before
        it could beat: each saw a gap of another length, and what was held ends where it was stored."""
        since, passed = last, set[int]()
        while since not in passed and (until := self._held_until(seminar, since)) is not None:
            passed.add(since)
            since = until
        if abs(now - since) < GAP or since in passed:
            return
        # reused: another process has just held as much
        with suppress(OpReused):
            self._simulator.steer(seminar, HoldClock(now - since), SYSTEM, f"hold@{since}")

    def _held_until(self, seminar: SeminarId, since: int) -> int | None:
        """When the gap that began ``since`` was held; None where it was not."""
        stream, events = seminar_stream(seminar), self._simulator.stores.events
        op = events.find_op(stream, SYSTEM.role, f"hold@{since}")
        stored = events.read(stream, op.version - 1, op.version) if op is not None else iter(())
        return next((event.at for event in stored), None)

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
                    self._laptops.note_quiet()
                if self._turn("players", self._pace * EARLY):
                    self._players.play()
            except StoreFailed as failed:
                log.warning("beat put off", why=str(failed))
            except Exception:
                log.exception("beat failed")
