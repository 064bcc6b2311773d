"""Debian's Chromium, at a host name that is not localhost: no secure context, as in a seminar room."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.browsing import ARGUMENTS, CHROMIUM, Visitor, new_visitor
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import Server

# two browsers and two servers share two cores: what takes a second alone may take six
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; every visitor has a context of their own."""
    if not CHROMIUM:
        pytest.skip("chromium is missing: apt-get install chromium-headless-shell")
    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[object]:
    """Make visitors; at the end none of them may have seen a violation of the content policy or a script error."""
    made: list[Visitor] = []

    def make(server: Server, **options: object) -> Visitor:
        made.append(new_visitor(chromium, server, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.context.close()
    troubles = [t for visitor in made for t in visitor.troubles]
    assert troubles == []


def _serving(data: Path) -> Iterator[Server]:
    """A server without a demonstration; a bug in its log fails the test that ends it."""
    running = Server(data, DEMO="").start()
    yield running
    running.stop()
    assert running.tracebacks() == []


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all who share it: starting one costs more than most tests."""
    yield from _serving(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def server(lasting: Server) -> Iterator[Server]:
    """A server on which each test opens a seminar of its own; a bug in its log fails the test that ends the module."""
    before = len(lasting.tracebacks())
    yield lasting
    assert lasting.tracebacks()[before:] == []


@pytest.fixture
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this test's own: it may be killed."""
    yield from _serving(tmp_path_factory.mktemp("data"))


class Scene:
    """A seminar of six on a server, with its facilitator connected."""

    def __init__(self, server: Server, visit: Callable[..., Visitor], **choices: str) -> None:
        self.server, self._visit = server, visit
        self.facilitator = Facilitator(server)
        self.exercise = self.facilitator.new_seminar(**choices)
        self.steering = self.facilitator.link(self.exercise)
        self._linked = [self.steering]

    def steer(self, kind: str, **fields: object) -> None:
        """A control that must not be refused."""
        ack = self.steering.act(kind, **fields)
        assert ack["ok"], ack

    def browser(self, name: str, seat: str) -> Visitor:
        """Somebody with a browser takes the seat and reads the brief."""
        visitor = self._visit(self.server)
        visitor.join(name, self.exercise, seat)
        visitor.read_brief()
        return visitor

    def player(self, name: str, seat: str) -> Linked:
        """Somebody without a browser takes the seat and reads the brief."""
        self._linked.append(Participant(self.server, name).sit(self.exercise, seat))
        return self._linked[-1]

    def close(self) -> None:
        """Everybody without a browser hangs up."""
        for linked in self._linked:
            linked.close()


@pytest.fixture
def scene(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar on the module's server."""
    made = Scene(server, visit)
    yield made
    made.close()


@pytest.fixture
def mortal_scene(mortal: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar on a server that may be killed."""
    made = Scene(mortal, visit)
    yield made
    made.close()
