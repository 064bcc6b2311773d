"""A real server per module; tests make their own seminars on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.people import Facilitator
from tests.support.server import Server


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of each kind, stopped at the end; a bug in its log fails the test that ends the module."""
    running = Server(tmp_path_factory.mktemp("data"), ASYNC_MODE=request.param).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


@pytest.fixture
def facilitator(server: Server) -> Facilitator:
    """Somebody who steers."""
    return Facilitator(server)
