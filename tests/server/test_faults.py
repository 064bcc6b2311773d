"""What the machine may do to a server: what was acknowledged is there, what was not is said so in a sentence."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store.snapshots import ExerciseSnapshots
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import ROOT, Server

NOT_STORED = "The server could not store this. Nothing is lost: try again; tell the facilitator if it stays."


@pytest.fixture
def mortal(tmp_path: Path, shelf: Path) -> Iterator[Server]:
    """A server of the test's own. What is done to it is logged with its traceback, as it should be."""
    running = Server(tmp_path / "data", SCENARIOS=shelf).start()
    yield running
    running.stop()


def seated(server: Server) -> tuple[str, Participant, Linked]:
    """A room in which somebody sits and may act."""
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar()
    vera = Participant(server, "Vera")
    linked = vera.sit(exercise, "vendors")
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="deciding")["ok"]
    steering.close()
    return exercise, vera, linked


def say(linked: Linked, op: str, text: str, wait: float = 40) -> dict[str, object]:
    return linked.act("message.send", op, wait, channel="plenary", text=text)


def stored(server: Server, text: str) -> int:
    """How many events hold this text, read past the server."""
    with sqlite3.connect(server.data / "simulator.db", timeout=20) as link:
        (count,) = link.execute("SELECT count(*) FROM events WHERE payload LIKE ?", (f"%{text}%",)).fetchone()
    link.close()
    return count


def test_on_a_full_disk_nothing_is_acknowledged_and_afterwards_it_goes_on(mortal: Server) -> None:
    exercise, vera, linked = seated(mortal)
    assert say(linked, "before-it-was-full", "said before")["ok"]
    assert mortal.process is not None
    pid, unlimited = mortal.process.pid, resource.prlimit(mortal.process.pid, resource.RLIMIT_FSIZE)
    # every write that would make a file longer fails from now on
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1024, unlimited[1]))
    for _ in range(2):
        refused = say(linked, "while-it-was-full", "said meanwhile")
        assert (refused["ok"], refused["code"], refused["message"]) == (False, "store.failed", NOT_STORED)
    # what is there can still be read
    assert "said before" in vera.jar.open(f"/x/{exercise}").text
    resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
    assert say(linked, "while-it-was-full", "said meanwhile")["ok"]
    assert linked.hears("said meanwhile")
    assert (stored(mortal, "said before"), stored(mortal, "said meanwhile")) == (1, 1)
    linked.close()


def test_a_server_killed_on_a_full_disk_has_all_that_it_acknowledged(mortal: Server) -> None:
    exercise, vera, linked = seated(mortal)
    assert say(linked, "before-it-was-full", "said before")["ok"]
    assert mortal.process is not None
    limits = resource.prlimit(mortal.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(mortal.process.pid, resource.RLIMIT_FSIZE, (1024, limits[1]))
    assert say(linked, "while-it-was-full", "said meanwhile")["code"] == "store.failed"
    linked.close()
    mortal.kill()
    mortal.start()
    page = vera.jar.open(f"/x/{exercise}").text
    assert "said before" in page
    assert "said meanwhile" not in page
    linked.connect()
    assert say(linked, "while-it-was-full", "said meanwhile")["ok"]
    assert say(linked, "before-it-was-full", "said before")["ok"]
    assert (stored(mortal, "said before"), stored(mortal, "said meanwhile")) == (1, 1)
    linked.close()


def test_while_another_program_holds_the_database_it_says_so_and_then_goes_on(mortal: Server) -> None:
    _, _, linked = seated(mortal)
    holding, release = threading.Event(), threading.Event()

    def hold() -> None:
        link = sqlite3.connect(mortal.data / "simulator.db", isolation_level=None, timeout=20)
        link.execute("BEGIN IMMEDIATE")
        holding.set()
        release.wait(60)
        link.execute("ROLLBACK")
        link.close()

    other = threading.Thread(target=hold)
    other.start()
    assert holding.wait(20)
    refused = say(linked, "while-it-was-locked", "said while locked")
    assert (refused["code"], refused["message"]) == ("store.failed", NOT_STORED)
    release.set()
    other.join()
    assert say(linked, "while-it-was-locked", "said while locked")["ok"]
    assert stored(mortal, "said while locked") == 1
    linked.close()


def test_a_damaged_snapshot_is_passed_over(mortal: Server) -> None:
    exercise, vera, linked = seated(mortal)
    assert say(linked, "before-the-crash", "said before")["ok"]
    for blob in (b"", b"what nobody can read", b'{"id": "x"}'):
        linked.close()
        mortal.kill()
        with sqlite3.connect(mortal.data / "simulator.db", timeout=20) as link:
            link.execute(
                "INSERT OR REPLACE INTO snapshots (stream, version, fingerprint, blob) VALUES (?, 3, ?, ?)",
                (f"exercise:{exercise}", ExerciseSnapshots().fingerprint, blob),
            )
        link.close()
        mortal.start()
        assert "said before" in vera.jar.open(f"/x/{exercise}").text
        linked.connect()
        assert say(linked, f"after-the-crash-{len(blob)}", "said after")["ok"]
        assert "snapshot damaged" in "".join(mortal.lines), blob
        assert mortal.tracebacks() == []
    linked.close()


def start(data: Path) -> subprocess.CompletedProcess[str]:
    """The server as somebody starts it who then reads what it says."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--host", "127.0.0.1", "--port", "0", "--demo", ""],
        env={"PATH": "/usr/bin:/bin", "SIMULATOR_DATA": str(data)},
        capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
    )  # fmt: skip


def test_where_nothing_can_be_written_the_start_says_so(tmp_path: Path) -> None:
    # also the administrator cannot write here
    ended = start(Path("/proc/simulator/data"))
    assert ended.returncode == 1
    assert "The data folder /proc/simulator/data cannot be made" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "simulator.db"
    file.write_bytes(b"a letter to the county\n" * 400)
    ended = start(tmp_path)
    assert ended.returncode == 1
    assert "The database cannot be used (file is not a database)" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert file.read_bytes().startswith(b"a letter")
