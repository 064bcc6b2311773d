"""A server with the bug that all of it is built to exclude: it acknowledges first and stores a moment later."""

from __future__ import annotations

import sys
import threading
import time
import warnings
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
    from simulator.realtime import green

    green.patch()

LATE = 1.5
"""Seconds between what is said and what is true."""


def main() -> None:
    """Serve, and promise too early."""
    from simulator.app.ports import Append, Appended
    from simulator.cli import main as command_line
    from simulator.store.events import SqlEventStore

    honest = SqlEventStore.append_all
    waiting: list[tuple[SqlEventStore, Append]] = []

    def work() -> None:
        while True:
            time.sleep(LATE)
            while waiting:
                store, append = waiting.pop(0)
                honest(store, [append])

    def append_all(store: SqlEventStore, appends: Any) -> list[Any]:
        if not any(a.stream.startswith("exercise:") and not a.actor.startswith("system") for a in appends):
            # rooms are opened and people sit down honestly
            while waiting:
                honest(store, [waiting.pop(0)[1]])
            return honest(store, appends)
        waiting.extend((store, a) for a in appends)
        return [Appended(a.expected + len(a.events), replayed=False) for a in appends]

    def append(store: SqlEventStore, stream: str, expected: int, events: Any, **op: Any) -> Any:
        (answer,) = append_all(store, [Append(stream, expected, tuple(events), **op)])
        if isinstance(answer, Exception):
            raise answer
        return answer

    SqlEventStore.append_all, SqlEventStore.append = append_all, append
    threading.Thread(target=work, daemon=True).start()
    command_line(["run", *sys.argv[1:]])


if __name__ == "__main__":
    main()
