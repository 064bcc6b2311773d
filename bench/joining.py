"""Opens a seminar and seats people through the real pages: the facilitator's link, the code, claiming a seat."""

from __future__ import annotations

import html
import http.client
import json
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

ETAGS = re.compile(r'data-etags=(?:"([^"]*)"|\'([^\']*)\')')

CODE = re.compile(r'(?:\?code=|code"[^>]*>\s*)([0-9A-Z]{4,10}(?:-[0-9A-Z]{2,4})?)\b')


class Unexpected(Exception):
    """A page answered otherwise than it does for people."""


class Browser:
    """Keeps cookies and one connection. ``source`` is the loopback address that it comes from: a room's own, because
    limits count by address and each room of a building has its own network address here."""

    def __init__(self, port: int, source: str = "127.0.0.1") -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(source, 0))
        self._host = f"127.0.0.1:{port}"
        self._jar: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """The cookies as a header."""
        return "; ".join(f"{k}={v}" for k, v in self._jar.items())

    def take(self, cookie: str) -> None:
        """Be whoever has these cookies."""
        self._jar = dict(pair.split("=", 1) for pair in cookie.split("; ") if pair)

    def forget(self) -> None:
        """Become somebody else."""
        self._jar.clear()

    def ask(self, method: str, address: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, location, text). Raises `Unexpected` for an error page."""
        headers = {"Cookie": self.cookie, "Host": self._host, "Origin": f"http://{self._host}"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields) if fields is not None else None
        try:
            self._link.request(method, address, body, headers)
            answer = self._link.getresponse()
        except (BrokenPipeError, http.client.RemoteDisconnected):
            # nobody asked for a while, so that a proxy hung up: as a browser does, once more on a new connection
            self._link.close()
            self._link.request(method, address, body, headers)
            answer = self._link.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._jar.update({k: m.value for k, m in SimpleCookie(line).items()})
        if answer.status >= 400:
            raise Unexpected(f"{method} {address}: {answer.status} {text[:300]}")
        return answer.status, answer.headers.get("Location", ""), text

    def close(self) -> None:
        """Hang up."""
        self._link.close()


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in a seat, ready to connect: cookie, source address, and the versions on their page."""

    exercise: str
    seat: str
    cookie: str
    source: str
    etags: dict[str, str]


@dataclass(slots=True)
class House:
    """A seminar with everybody in it."""

    steering: Browser
    exercises: list[str]
    rooms: list[list[Participant]]
    claim_ms: list[float] = field(default_factory=list)
    page_ms: list[float] = field(default_factory=list)
    page_bytes: int = 0

    @staticmethod
    def visitor(port: int, cookie: str) -> Browser:
        """A browser with these cookies."""
        browser = Browser(port)
        browser.take(cookie)
        return browser


def open_seminar(
    port: int, key: str, scenario: str, rooms: int, seats: int, depth: str = "basic"
) -> tuple[Browser, list[str], str]:
    """The facilitator's browser, the exercises' ids and the join code of a new seminar."""
    browser = Browser(port)
    browser.ask("GET", f"/steer/enter?key={key}")
    form = {
        "scenario": scenario, "cast": str(seats), "rooms": str(rooms), "bots": "none", "title": "Bench",
        "talk": "remote", "depth": depth,
    }  # fmt: skip
    _, first, _ = browser.ask("POST", "/steer/new", form)
    seminar = first.rpartition("/")[2].rpartition("-")[0]
    _, _, page = browser.ask("GET", first)
    code = CODE.search(html.unescape(page))
    if code is None:
        raise Unexpected("the facilitator's page does not show the join code")
    return browser, [f"{seminar}-{n}" for n in range(1, rooms + 1)], code.group(1)


def etags_of(page: str) -> dict[str, str]:
    """The versions of the parts that a page has."""
    found = ETAGS.search(page)
    if found is None:
        return {}
    return dict(json.loads(html.unescape(found.group(1) or found.group(2) or "{}")))


def seat_everybody(
    port: int, key: str, scenario: str, seats: list[str], rooms: int, step: str, depth: str = "basic",
    *, first: int = 1, pages: bool = True,
) -> House:  # fmt: skip
    """Everybody joins: types the code, claims a seat, opens its page. Then the facilitator enters ``step``. ``first``
    numbers the rooms on, where other seminars have taken the addresses before. Without ``pages`` nobody opens one:
    whoever says hello without versions gets all of it anyway."""
    steering, exercises, code = open_seminar(port, key, scenario, rooms, len(seats), depth)
    house = House(steering, exercises, [])
    for number, exercise in enumerate(exercises, first):
        source = f"127.0.1.{number}"
        browser, people = Browser(port, source), []
        for seat in seats:
            browser.forget()
            if not people:
                browser.ask("POST", "/join", {"code": code})
            begun = time.perf_counter()
            fields = {"name": f"Delegate of {seat}", "room": exercise, "seat": seat}
            _, place, _ = browser.ask("POST", f"/s/{code}/claim", fields)
            house.claim_ms.append(1000 * (time.perf_counter() - begun))
            if place != f"/x/{exercise}":
                raise Unexpected(f"claiming {seat} led to {place}")
            etags = _open_page(browser, place, house) if pages else {}
            people.append(Participant(exercise, seat, browser.cookie, source, etags))
        browser.close()
        house.rooms.append(people)
    steering.ask(
        "POST", f"/steer/{exercises[0]}/act", {"kind": "step.enter", "step": step, "op": "bench-step"}
    )
    return house


def _open_page(browser: Browser, place: str, house: House) -> dict[str, str]:
    """The versions on a seat's page; how long it took and how large it was is noted."""
    begun = time.perf_counter()
    _, _, page = browser.ask("GET", place)
    house.page_ms.append(1000 * (time.perf_counter() - begun))
    house.page_bytes = len(page.encode())
    return etags_of(page)
