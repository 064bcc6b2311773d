"""The door of the server: connections that fail and doors that close end nobody's seminar."""

from __future__ import annotations

import errno
import resource
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from simulator.realtime.green import Door
from tests.support.server import Server


@pytest.fixture
def server(tmp_path: Path, shelf: Path) -> Iterator[Server]:
    """A server of one test's own, which it may starve or end."""
    running = Server(tmp_path, SCENARIOS=shelf, DEMO="").start()
    yield running
    running.stop()
    assert running.tracebacks() == [], "".join(running.lines)


class Listener:
    """Answers ``accept`` with what it was given, exceptions raised."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.closed = False

    def accept(self) -> object:
        answer = self.answers.pop(0)
        if isinstance(answer, int):
            raise OSError(answer, "no")
        return answer

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ECONNABORTED, errno.ECONNRESET])
def test_one_connection_that_fails_is_not_the_end(code: int) -> None:
    waited: list[float] = []
    door = Door(Listener(code, code, ("client", "address")), waited.append)
    assert door.accept() == ("client", "address")
    assert len(waited) == (2 if code in (errno.EMFILE, errno.ENFILE) else 0)


def test_a_fault_of_the_listener_itself_is_told() -> None:
    with pytest.raises(OSError, match="no") as told:
        Door(Listener(errno.EBADF), lambda _: None).accept()
    assert told.value.errno == errno.EBADF


def test_a_closed_door_ends_the_server_without_a_trace() -> None:
    door = Door(Listener(errno.EBADF), lambda _: None)

    def closed_meanwhile() -> object:
        door.close()
        raise OSError(errno.EBADF, "Bad file descriptor")

    door.listener.accept = closed_meanwhile
    with pytest.raises(OSError, match="nobody new") as told:
        door.accept()
    assert told.value.errno == errno.ESHUTDOWN
    assert door.listener.closed


def test_a_server_without_file_numbers_serves_again_when_it_has_some(server: Server) -> None:
    assert server.process is not None
    pid = server.process.pid
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (len(list(Path(f"/proc/{pid}/fd").iterdir())) + 12,) * 2)
    crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(60)]
    with pytest.raises(requests.RequestException):
        requests.get(f"{server.address}/health", timeout=1)
    for one in crowd:
        one.close()
    deadline = time.monotonic() + 20
    while True:
        try:
            assert requests.get(f"{server.address}/health", timeout=2).ok
            break
        except requests.RequestException:
            assert server.process.poll() is None, "".join(server.lines)
            assert time.monotonic() < deadline


def test_a_server_that_is_asked_to_go_while_people_come_leaves_by_itself(server: Server) -> None:
    assert server.process is not None
    over = threading.Event()

    def come() -> None:
        while not over.is_set():
            try:
                socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            except OSError:
                time.sleep(0.001)

    comers = [threading.Thread(target=come, daemon=True) for _ in range(4)]
    for one in comers:
        one.start()
    time.sleep(0.3)
    server.process.send_signal(signal.SIGTERM)
    try:
        assert server.process.wait(10) == 0
    finally:
        over.set()
        for one in comers:
            one.join(5)
