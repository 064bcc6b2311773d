"""A copy made while six people mark as fast as they can: it is whole, nobody waits for it, and people go on from it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store.backup import verify
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from tests.support.house import SEATS
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import ROOT, Server


@pytest.fixture
def server(tmp_path: Path, shelf: Path) -> Iterator[Server]:
    running = Server(tmp_path / "data", SCENARIOS=shelf, DEMO="").start()
    yield running
    running.stop()
    assert running.tracebacks() == []


def simulator(data: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """The command line, as an operator uses it beside the server."""
    return subprocess.run(
        [sys.executable, "-m", "simulator.cli", *map(str, words)], capture_output=True, text=True, timeout=60, cwd=ROOT,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("SIMULATOR_")} | {"SIMULATOR_DATA": str(data)},
    )  # fmt: skip


class Marker:
    """Somebody who marks without pause and notes what was acknowledged, and when."""

    def __init__(self, seat: str, linked: Linked) -> None:
        self.seat, self.linked = seat, linked
        self.acknowledged: list[tuple[float, str]] = []

    def go_on(self, enough: threading.Event) -> None:
        for n in range(220):  # below the limit of a minute
            op = f"mark-{self.seat}-{n:04d}"
            ack = self.linked.act(
                "stance.set", op, target="rule.majority", value=("yes", "no")[n % 2], seen="1", reason=op
            )
            assert ack["ok"], ack
            self.acknowledged.append((time.monotonic(), op))
            if enough.is_set():
                return
            time.sleep(0.02)


def test_a_copy_of_a_busy_server_is_whole_and_the_room_goes_on_from_it(
    server: Server, tmp_path: Path
) -> None:
    facilitator = Facilitator(server)
    room = facilitator.new_seminar()
    markers = [Marker(seat, Participant(server, seat).sit(room, seat)) for seat in SEATS]
    assert facilitator.link(room).act("step.enter", step="deciding")["ok"]
    enough, copy = threading.Event(), tmp_path / "copy.db"
    threads = [threading.Thread(target=marker.go_on, args=(enough,)) for marker in markers]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    began = time.monotonic()
    done = simulator(server.data, "backup", copy)
    ended = time.monotonic()
    assert done.returncode == 0, done.stdout + done.stderr
    checked = simulator(server.data, "db", "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    refused = simulator(server.data, "restore", copy, "--force")
    assert refused.returncode == 1
    assert "A server has this database open" in refused.stderr
    enough.set()
    for thread in threads:
        thread.join()
    for marker in markers:
        assert any(began < at < ended for at, _ in marker.acknowledged), f"{marker.seat} waited for the copy"

    # what was acknowledged before the copy began is in it
    engine = make_engine(f"sqlite:///{copy}")
    stores = open_sql(engine)
    stored = {event.op for event in stores.events.read(f"exercise:{room}")}
    stores.events.close()
    engine.dispose()
    before = {op for marker in markers for at, op in marker.acknowledged if at < began}
    assert before
    assert before <= stored

    for marker in markers:
        marker.linked.close()
    server.stop()
    done = simulator(server.data, "restore", copy, "--force")
    assert done.returncode == 0, done.stdout + done.stderr
    server.start()
    again = markers[0].linked.connect()
    assert again.act("stance.set", target="seats.equal", value="yes", seen="1", reason="after the copy")["ok"]
    again.close()
    server.stop()
    assert verify(f"sqlite:///{server.data}/simulator.db").problems == ()
