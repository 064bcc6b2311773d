"""Several processes on one database, and a process that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import defaultdict

import pytest
from sqlalchemy import Engine

from simulator.app.ports import Verified
from simulator.store.events import SqlEventStore

# Prints "stream version" after each acknowledgement. One thread per stream.
WRITER = """
import sys, threading
from simulator.app.ports import Conflict, NewEvent
from simulator.store.engine import make_engine
from simulator.store.events import SqlEventStore

url, actor, count, streams = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
store = SqlEventStore(make_engine(url))

def write(stream):
    for number in range(count):
        while True:
            try:
                done = store.append(
                    stream, store.head(stream), [NewEvent("a", {"n": number}), NewEvent("b", {"of": actor})],
                    actor=actor, op=f"op-{number}", digest="d", at=number,
                )
                break
            except Conflict:
                continue
        sys.stdout.write(f"{stream} {done.version} {done.replayed}\\n")
        sys.stdout.flush()

threads = [threading.Thread(target=write, args=(stream,)) for stream in streams]
for thread in threads: thread.start()
for thread in threads: thread.join()
store.close()
"""


def writer(url: str, actor: str, count: int, *streams: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, actor, str(count), *streams],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_two_processes_on_one_database_lose_and_double_nothing(
    kind: str, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(f"{kind}_engine")
    url = engine.url.render_as_string(hide_password=False)
    children = [writer(url, actor, 60, "ex/a", "ex/b") for actor in ("ana", "bo")]
    acknowledged: defaultdict[str, list[int]] = defaultdict(list)
    for child in children:
        out, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
        for line in out.splitlines():
            stream, version, replayed = line.split()
            assert replayed == "False"
            acknowledged[stream].append(int(version))
    store = SqlEventStore(engine)
    for stream in ("ex/a", "ex/b"):
        assert sorted(acknowledged[stream]) == list(range(2, 241, 2))
        assert store.verify(stream) == Verified(240)
        assert len({(one.actor, one.op) for one in store.read(stream)}) == 120
    store.close()


def test_a_process_killed_in_the_middle_loses_nothing_it_acknowledged(sqlite_engine: Engine) -> None:
    streams = ("ex/a", "ex/b", "ex/c")
    child = writer(sqlite_engine.url.render_as_string(), "ana", 1_000_000, *streams)
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(300)]
    child.send_signal(signal.SIGKILL)
    rest, errors = child.communicate(timeout=30)
    assert child.returncode == -signal.SIGKILL, errors
    lines += [line + "\n" for line in rest.split("\n")[:-1]]  # the last one may be half a line
    newest: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        stream, version, _ = line.split()
        newest[stream] = max(newest[stream], int(version))
    store = SqlEventStore(sqlite_engine)
    assert set(newest) == set(streams)
    for stream in streams:
        head = store.head(stream)
        assert head >= newest[stream]
        assert head % 2 == 0  # never half an op
        assert store.verify(stream) == Verified(head)
        found = store.find_op(stream, "ana", f"op-{newest[stream] // 2 - 1}")
        assert found is not None
        assert found.version == newest[stream]
    store.close()
