"""The server with a clock that the test moves: `run.py` in all else. An hour passes in the time of a test.

As a program it serves, and reads from a file by how much its clock is ahead. `TimedServer` starts it and moves it.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__" and os.environ.get("SIMULATOR_ASYNC_MODE", "eventlet") == "eventlet":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
    from simulator.realtime import green

    green.patch()

from tests.support.server import Server

AHEAD = "SIMULATOR_AHEAD"


class TimedServer(Server):
    """A server whose clock is ahead of the machine's by as much as the test says."""

    def __init__(self, data: Path, **settings: object) -> None:
        super().__init__(data, program=Path(__file__), **settings)
        self._file = data / "ahead"
        self.settings["AHEAD"] = self._file
        data.mkdir(parents=True, exist_ok=True)
        self.ahead = 0
        self._file.write_text("0")

    def pass_time(self, seconds: float) -> None:
        """This much time goes by in which the server runs and nobody does anything."""
        self.ahead += round(seconds * 1000)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(self.ahead))
        fresh.replace(self._file)


def moved_clock(file: Path, real: Callable[[], int]) -> Callable[[], int]:
    """The machine's clock and what the file adds."""
    return lambda: real() + int(file.read_text())


def keep_beating(ticker: Any, file: Path) -> None:
    """Time that the test lets pass is no gap in the server's life: to the ticker it beat all the while."""
    hold, seen = ticker.hold_gap, [int(file.read_text())]

    def hold_gap() -> int:
        ahead = int(file.read_text())
        if ahead != seen[0]:
            beat = ticker._simulator.stores.heartbeat
            last = beat.last("server")
            if last is not None:
                beat.beat("server", last + ahead - seen[0])
            seen[0] = ahead
        return hold()

    ticker.hold_gap = hold_gap


def main() -> None:
    """Serve with the moved clock."""
    from simulator import bootstrap, serving
    from simulator.realtime.ticker import Ticker
    from simulator.web.settings import Settings

    file = Path(os.environ.pop(AHEAD))
    made = Ticker.__init__

    def begin(ticker: Ticker, *args: Any, **more: Any) -> None:
        made(ticker, *args, **more)
        keep_beating(ticker, file)

    Ticker.__init__ = begin
    serving.serve(Settings(), clock=moved_clock(file, bootstrap.now_ms))


if __name__ == "__main__":
    main()
