"""A real server per module; tests make their own seminars on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.people import Facilitator
from tests.support.server import ROOT, Server


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scenarios to choose from: the small one alone, because checking the large one takes seconds."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "first-table").symlink_to(ROOT / "scenarios" / "first-table")
    return folder


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shelf: Path
) -> Iterator[Server]:
    """A server of each kind, stopped at the end; a bug in its log fails the test that ends the module."""
    running = Server(tmp_path_factory.mktemp("data"), ASYNC_MODE=request.param, SCENARIOS=shelf).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


@pytest.fixture(params=["eventlet", "threading"])
def full_house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of each kind that also has the scenario of 48 seats; of one test's own, because the limits of an address
    count whoever came before."""
    running = Server(tmp_path_factory.mktemp("data"), ASYNC_MODE=request.param, DEMO="").start()
    yield running
    running.stop()
    assert running.tracebacks() == []


@pytest.fixture
def facilitator(server: Server) -> Facilitator:
    """Somebody who steers."""
    return Facilitator(server)
