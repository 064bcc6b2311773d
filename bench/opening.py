"""How long a room takes to open from its log: with and without a snapshot, in a process that does nothing else."""

from __future__ import annotations

import gc
import sqlite3
import tempfile
import time
import typing
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from simulator.app.rulebooks import RulebookShelf
from simulator.app.service import Simulator
from simulator.core.events.exercise import ExerciseEvent
from simulator.core.events.seminar import SeminarEvent
from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_hash, rulebook_to_json
from simulator.store.codec import Codec
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from simulator.store.snapshots import ExerciseSnapshots

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """ms of processor time to open a room, and what a snapshot costs. ``behind`` are the events after the kept one."""

    events: int
    from_log_ms: float
    from_snapshot_ms: float
    behind: int
    dump_ms: float
    snapshot_bytes: int


def _least(task: Callable[[], object], repeats: int = REPEATS) -> float:
    """ms of processor time of the quickest of some tries: the others met somebody else on the machine."""
    times = []
    for _ in range(repeats):
        gc.collect()
        begun = time.process_time()
        task()
        times.append(1000 * (time.process_time() - begun))
    return min(times)


def open_log(database: Path, exercise: str) -> Opened:
    """Measure on a copy of a running server's database."""
    with tempfile.TemporaryDirectory(prefix="bench-copy-") as folder:
        copy = Path(folder) / "simulator.db"
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        engine = make_engine(f"sqlite:///{copy}")
        stores = open_sql(engine)
        shelf = RulebookShelf(
            stores.rulebooks, to_json=rulebook_to_json, from_json=rulebook_from_json, hash_of=rulebook_hash
        )
        snapshots = ExerciseSnapshots()

        def load() -> Exercise:
            simulator = Simulator(
                stores, shelf, seminar_codec=Codec(typing.get_args(SeminarEvent)),
                exercise_codec=Codec(typing.get_args(ExerciseEvent)), clock=lambda: 0, key=b"bench",
                snapshots=snapshots,
            )  # fmt: skip
            return simulator.exercise(ExerciseId(exercise))

        state = load()  # the rulebook is read once for all rooms, and so is pydantic's plan of a state
        stream = f"exercise:{exercise}"
        kept = stores.events.load_snapshot(stream, snapshots.fingerprint)
        quick = _least(load)
        stores.events.drop_snapshots()
        found = Opened(
            stores.events.head(stream), _least(load), quick, stores.events.head(stream) - (kept.version if kept else 0),
            _least(lambda: snapshots.dump(state)), len(snapshots.dump(state)),
        )  # fmt: skip
        stores.events.close()
        engine.dispose()
    return found
