"""The plug is pulled in the middle of a vote: whatever was acknowledged is there, wherever the disk was cut or torn.

A room plays on the real stores. Every write and sync of the database is noted (tests/support/power.py), and with them
the moment of every acknowledgement. Then the power goes at many moments, checkpoints and the rewriting of the whole
file included. The same with a database that syncs less must lose something, or this test could not find anything.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from simulator.app.ports import NewEvent, Verified
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from tests.support.house import SEATS, START, House
from tests.support.power import DAMAGES, Disk, noted

MOMENTS = 20
MOMENTS_IN_SOAK = 600
BALLOTS = 70
"""Marks of each seat: together more than the thousand pages after which SQLite copies its log into the database."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What somebody was told: this op of theirs is stored, and the stream is that long."""

    stream: str
    actor: str
    op: str


def play(folder: Path, disk: Disk, sync: str = "") -> None:
    """Six people change their minds at once; then words are erased and the file is written anew; then they go on."""
    engine = make_engine(f"sqlite:///{folder}/simulator.db")
    if sync:
        event.listen(
            engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA synchronous={sync}")
        )
    upgrade(engine)
    stores = open_sql(engine)
    house = House(folder, stores=stores)
    house.another_facilitator("f-first")
    room = house.open()
    stream = f"exercise:{room}"
    house.steer(room, "step.enter", step="deciding")
    people = {seat: house.sit(room, seat) for seat in SEATS}

    def change_their_mind(seat: str, which: int) -> None:
        for n in range(BALLOTS):
            op = f"mark-{seat}-{which}-{n:03d}"
            ack = house.act(
                people[seat], room, "stance.set", op, target="rule.majority", value=("yes", "with", "no")[n % 3],
                seen="1", reason=f"{op} " + "because " * 20,
            )  # fmt: skip
            assert ack["ok"], ack
            disk.tell(Acknowledged(stream, people[seat].person, op))

    def all_at_once(which: int) -> None:
        with ThreadPoolExecutor(len(SEATS)) as threads:
            list(threads.map(lambda seat: change_their_mind(seat, which), SEATS))

    all_at_once(1)
    words = [house.act(people["vendors"], room, "message.send", f"words-{n:03d}", channel="plenary", text="x" * 400)
             for n in range(10)]  # fmt: skip
    assert all(ack["ok"] for ack in words)
    spoken = [e.version for e in stores.events.read(stream, kind="message.sent")]
    assert stores.events.erase_payloads(stream, spoken[:5]) == 5
    stores.events.scrub()
    all_at_once(2)
    stores.events.close()
    engine.dispose()


def losses(files: dict[str, bytes], told: list[Acknowledged], folder: Path) -> list[str]:
    """What is wrong with the database that these files make, given what people had been told."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if not told and "simulator.db" not in files:
        return []
    try:
        with closing(sqlite3.connect(folder / "simulator.db")) as database:
            (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            return [f"damaged: {sound}"]
        return _missing(told, folder)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        return [f"cannot be read: {error}"]


def _missing(told: list[Acknowledged], folder: Path) -> list[str]:
    engine = make_engine(f"sqlite:///{folder}/simulator.db")
    upgrade(engine)
    stores = open_sql(engine)
    try:
        problems = [
            f"{one.op} is missing"
            for one in told
            if stores.events.find_op(one.stream, one.actor, one.op) is None
        ]
        for stream in stores.events.streams():
            verdict = stores.events.verify(stream)
            if not isinstance(verdict, Verified):
                problems.append(f"{stream}: {verdict.why}")
        for stream in {one.stream for one in told} & set(stores.events.streams()):
            # and it goes on
            head = stores.events.head(stream)
            after = stores.events.append(
                stream,
                head,
                [NewEvent("trial.went_on", {})],
                actor="nobody",
                op="after-the-cut",
                digest="d",
                at=START,
            )
            assert after.version == head + 1
        return problems
    finally:
        stores.events.close()
        engine.dispose()


@pytest.fixture(scope="module")
def disks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Disk]:
    """The notes of one played room for each way to sync; played when first asked for."""
    played: dict[str, Disk] = {}

    def disk(sync: str) -> Disk:
        if sync not in played:
            folder = tmp_path_factory.mktemp("disk")
            with noted(folder) as played[sync]:
                play(folder, played[sync], sync)
        return played[sync]

    return disk


def cuts(disk: Disk, how_many: int, seed: int) -> Iterator[tuple[int, random.Random]]:
    """Moments at which the power goes: half anywhere, half just after somebody was told something or while pages are
    copied out of the write-ahead log, which is when something can go wrong."""
    chance = random.Random(seed)
    notes = range(1, len(disk.notes))
    told = [n + 1 for n in notes if disk.notes[n].what == "ack"]
    copied = [n + 1 for n in notes if disk.notes[n].file == "simulator.db"]
    for number in range(how_many):
        yield chance.choice((notes, told, notes, copied)[number % 4]), chance


def cut_many_times(disk: Disk, how_many: int, folder: Path, seed: int = 7) -> Counter[str]:
    """How often something was lost, by the damage."""
    found: Counter[str] = Counter()
    for moment, chance in cuts(disk, how_many, seed):
        for damage in DAMAGES:
            problems = losses(disk.after(moment, damage, chance), disk.told(moment), folder)
            if problems:
                found[damage] += 1
                found[f"at note {moment}: {problems[0]}"] += 1
    return found


def test_the_notes_hold_commits_checkpoints_and_the_rewriting_of_the_file(
    disks: Callable[[str], Disk],
) -> None:
    notes = disks("").notes
    acks = [n for n, note in enumerate(notes) if note.what == "ack"]
    assert len(acks) == 2 * BALLOTS * len(SEATS)
    into_file = [n for n, note in enumerate(notes) if note.what == "write" and note.file == "simulator.db"]
    assert any(acks[0] < n < acks[len(acks) // 2 - 1] for n in into_file), (
        "no checkpoint came between acknowledgements"
    )
    assert any(note.what == "truncate" and note.file.endswith("-wal") for note in notes)
    commits = [n for n, note in enumerate(notes) if note.what == "sync" and note.file.endswith("-wal")]
    assert len(commits) >= len(acks) / len(SEATS)


def test_nothing_acknowledged_is_missing_wherever_the_power_goes(
    disks: Callable[[str], Disk], tmp_path: Path
) -> None:
    found = cut_many_times(disks(""), MOMENTS, tmp_path / "found")
    assert found.total() == 0, found


@pytest.mark.parametrize("sync", ["OFF", "NORMAL"])
def test_a_database_that_syncs_less_loses_what_was_acknowledged(
    sync: str, disks: Callable[[str], Disk], tmp_path: Path
) -> None:
    found = cut_many_times(disks(sync), 6, tmp_path / "found")
    assert found["nothing"] > 0, found


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_acknowledged_is_missing_at_a_thousand_moments(
    seed: int, disks: Callable[[str], Disk], tmp_path: Path
) -> None:
    found = cut_many_times(disks(""), MOMENTS_IN_SOAK // 2, tmp_path / "found", seed)
    assert found.total() == 0, found
