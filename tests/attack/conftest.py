"""One server for each module of attacks, and a stage on it. A bug in its log fails the module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import ROOT, Server

from .stage import KEY, Stage


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scenarios to choose from: the small one alone, because checking the large one takes seconds."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "first-table").symlink_to(ROOT / "scenarios" / "first-table")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Iterator[Server]:
    """The server as people run it. Nobody counts as away, so that nothing is stored but what somebody sent."""
    running = Server(
        tmp_path_factory.mktemp("data"), KEY=KEY, DEMO="", SCENARIOS=shelf, AWAY_AFTER=3600, BOT_PACE=3600
    ).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


@pytest.fixture(scope="module")
def stage(server: Server) -> Stage:
    """Everybody who might attack."""
    return Stage(server)
