"""The writer under green threads: patched before anything else, as the server does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import warnings
warnings.simplefilter("ignore")
import eventlet, eventlet.patcher, eventlet.tpool
eventlet.monkey_patch()
import sys, threading, time
from simulator.app.ports import Conflict, NewEvent, StoreFailed, Verified
from simulator.store.engine import make_engine
from simulator.store.events import SqlEventStore, run_inline
from simulator.store.migrations import upgrade

assert eventlet.patcher.is_monkey_patched("thread")
engine = make_engine(sys.argv[1])
upgrade(engine)
slow = sys.argv[2] == "thread"

def in_thread(settle):
    def run():
        eventlet.patcher.original("time").sleep(0.005)  # a slow disk
        return settle()
    return eventlet.tpool.execute(run)

store = SqlEventStore(engine, offload=in_thread if slow else run_inline)
ticks = [time.monotonic()]
def tick():
    while True:
        eventlet.sleep(0.001)
        ticks.append(time.monotonic())
ticker = eventlet.spawn(tick)

def write(stream):
    for number in range(20):
        store.append(stream, number, [NewEvent("a", {"n": number})], actor="p", op=f"op-{number}", digest="d", at=1)

streams = [f"ex/{n}" for n in range(50)]
for one in [eventlet.spawn(write, stream) for stream in streams]:
    one.wait()
ticker.kill()
try:
    store.append("ex/0", 3, [], actor="p", op="late", digest="d", at=1)
except Conflict as error:
    assert error.actual == 20
assert all(store.verify(stream) == Verified(20) for stream in streams)
commits = store.commits
store.close()
try:
    store.append("ex/0", 20, [], actor="p", op="closed", digest="d", at=1)
except StoreFailed:
    print("ok", commits, len(ticks))
"""


@pytest.mark.parametrize("where", ["inline", "thread"])
def test_green_threads_share_commits_and_the_hub_goes_on(where: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path}/log.db", where],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert done.returncode == 0, done.stderr
    word, commits, ticks = done.stdout.split()
    assert word == "ok"
    assert int(commits) < 200  # of 1000 appends
    assert int(ticks) > 10
