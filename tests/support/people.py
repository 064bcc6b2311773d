"""People as programs: they join through the pages and act through the socket, as a browser does."""

from __future__ import annotations

import re
import secrets
import threading
import time
from typing import Any

import requests
import socketio

from .server import Server


class Cookies(requests.Session):
    """A browser's cookie jar with an Origin, as browsers send one."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        self.headers["Origin"] = server.address

    def submit(self, path: str, **fields: Any) -> requests.Response:
        """Send a form and do not follow where it leads."""
        return self.post(self.server.address + path, data=fields, allow_redirects=False, timeout=20)

    def open(self, path: str) -> requests.Response:
        """Open a page."""
        return self.get(self.server.address + path, timeout=20)


def _client() -> socketio.Client:
    """A client that does not check what it hears byte by byte in Python: with 48 of them that took most of the time."""
    return socketio.Client(
        reconnection=False, logger=False, websocket_extra_options={"skip_utf8_validation": True}
    )


class Linked:
    """A live page without a browser: keeps the newest version of every part, and what was refused."""

    def __init__(self, server: Server, jar: Cookies, exercise: str, page: str, token: str = "") -> None:
        self.server, self.jar, self.exercise, self.page, self.token = server, jar, exercise, page, token
        self.parts: dict[str, str] = {}
        self.etags: dict[str, str] = {}
        self.frames: list[dict[str, Any]] = []
        self.said: dict[str, str] = {}
        self.missed: list[dict[str, Any]] = []
        """What the page said at its last connection that it shows, and what it was answered."""
        self.moved = threading.Event()
        self._wires: list[Any] = []
        self.socket = _client()

    def connect(self) -> Linked:
        """Connect, or connect again, and get in step: with the etags of what is shown already."""
        self.socket = _client()
        self.socket.on("parts", self._take)
        self.socket.on("moved", lambda *_: self.moved.set())
        cookie = "; ".join(f"{c.name}={c.value}" for c in self.jar.cookies)
        self.socket.connect(
            f"{self.server.address}?x={self.exercise}", headers={"Cookie": cookie},
            transports=["websocket"], wait_timeout=10,
            auth={"page": self.page, "exercise": self.exercise, "token": self.token},
        )  # fmt: skip
        self._wires.append(self.socket.eio.ws)
        # taken by the thread that hears whatever comes after it: a later change must not be overtaken by this answer
        answered = threading.Event()
        self.socket.emit(
            "hello", {"etags": self.etags}, callback=lambda ack: (self._resync(ack), answered.set())
        )
        if not answered.wait(20):
            raise TimeoutError("the server does not say what the page lacks")
        return self

    def _resync(self, ack: dict[str, Any]) -> None:
        self.missed = ack["frames"]
        for frame in self.missed:
            self._take(frame)

    def _take(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        for part, etag, _parent, html in frame["p"]:
            if html:
                self.parts[part], self.etags[part] = html, etag
            else:
                self.parts.pop(part, None), self.etags.pop(part, None)

    def act(self, kind: str, /, op: str = "", wait: float = 20, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; raises an error of socketio where none comes in time (s)."""
        body = {"op": op or secrets.token_hex(8), "kind": kind, "fields": fields}
        return self.socket.call("act", body, timeout=wait)

    def hears(self, text: str, wait: float = 10) -> bool:
        """Wait (s) until a part that is shown says this."""
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            if any(text in html for html in list(self.parts.values())):
                return True
            time.sleep(0.02)
        return False

    def close(self) -> None:
        """Hang up, also where the server died and the library let go of a broken connection."""
        if self.socket.connected:
            self.socket.disconnect()
        while self._wires:
            self._wires.pop().shutdown()


class Participant:
    """Somebody who takes a seat."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name, self.jar = server, name, Cookies(server)
        self.exercise, self.seat = "", ""

    def read_lobby(self) -> requests.Response:
        """Type the code on the first page and look at the seats."""
        self.jar.open("/")
        answer = self.jar.submit("/join", code=self.server.code)
        return self.jar.open(answer.headers["Location"])

    def claim(self, exercise: str, seat: str) -> requests.Response:
        """Take a seat through the form; the answer leads to the seat, or back to the lobby."""
        answer = self.jar.submit(f"/s/{self.server.code}/claim", name=self.name, room=exercise, seat=seat)
        if answer.headers.get("Location", "").startswith("/x/"):
            self.exercise, self.seat = exercise, seat
        return answer

    def sit(self, exercise: str, seat: str) -> Linked:
        """Take a seat, connect, and confirm the brief."""
        answer = self.claim(exercise, seat)
        assert self.seat == seat, f"{seat}: {answer.status_code} {answer.headers.get('Location')}"
        linked = Linked(self.server, self.jar, exercise, "seat").connect()
        assert linked.act("brief.confirm")["ok"]
        return linked


class Facilitator:
    """Somebody who came in through the printed link."""

    def __init__(self, server: Server) -> None:
        self.server, self.jar = server, Cookies(server)
        answer = self.jar.get(server.local("facilitator"), allow_redirects=False, timeout=20)
        assert answer.status_code == 303, answer.status_code

    def new_seminar(
        self, scenario: str = "first-table", cast: int = 6, rooms: int = 1, bots: str = "none", **choices: str
    ) -> str:
        """Open a seminar; returns its first exercise and makes the server's join code that of the new one."""
        answer = self.jar.submit(
            "/steer/new",
            scenario=scenario,
            cast=cast,
            rooms=rooms,
            bots=bots,
            title="Test seminar",
            **{"talk": "remote"} | choices,
        )
        exercise = answer.headers["Location"].rpartition("/")[2]
        page = self.jar.open(f"/steer/{exercise}").text
        found = re.search(r"\b([A-Z]{4}-\d\d)\b", page)
        assert found, "the page shows no join link"
        self.server.links["join"] = f"{self.server.address}/?code={found[1]}"
        return exercise

    def link(self, exercise: str) -> Linked:
        """Connect to a room's control page."""
        return Linked(self.server, self.jar, exercise, "steer").connect()
