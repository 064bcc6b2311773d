"""Debian's Chromium, at a host name that is not localhost: no secure context, as in a seminar room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.browsing import ARGUMENTS, Visitor, new_visitor
from tests.support.server import Server

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; every visitor has a context of their own."""
    if not CHROMIUM:
        pytest.skip("chromium is missing: apt-get install chromium")
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
