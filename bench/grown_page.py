"""The browser's side of a seminar that grows: a seat's page in Chromium on a slow processor, at each size."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from tests.support.browsing import CHROMIUM

from .browser import THROTTLE, WATCH
from .crowd import quiet
from .growing import Growing

LOADS = 3
LINKED = "() => document.querySelector('#live') && !document.documentElement.classList.contains('is-offline')"


async def _spent(session: CDPSession) -> float:
    """ms of the main thread's own processor time so far."""
    found = {m["name"]: m["value"] for m in (await session.send("Performance.getMetrics"))["metrics"]}
    return float(1000 * found["TaskDuration"])


async def _opened(browser: Browser, growing: Growing) -> tuple[Page, CDPSession, float]:
    """The page of the second seat, and ms of its main thread until it is in step with the room."""
    person, base = growing.house.rooms[0][1], f"http://127.0.0.1:{growing.server.port}"
    context = await browser.new_context(viewport={"width": 1366, "height": 768})
    name, _, value = person.cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": base}])
    page = await context.new_page()
    await page.add_init_script(WATCH)
    # a page of the same server first, so that what is measured begins in the same process
    await page.goto(f"{base}/health")
    session = await context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    before = await _spent(session)
    await page.goto(f"{base}/x/{person.exercise}")
    await page.wait_for_function(LINKED)
    await page.wait_for_timeout(500)
    return page, session, await _spent(session) - before


async def _updates(growing: Growing, page: Page, session: CDPSession, act: Callable[[], Awaitable[Any]],
                   times: int) -> float:  # fmt: skip
    """ms of the main thread for an update, on average."""
    await page.evaluate("() => { window.__updates.length = 0 }")
    before = await _spent(session)
    for _ in range(times):
        await act()
        await page.wait_for_timeout(150)
    await quiet([growing.room], 0.3)
    seen = await page.evaluate("() => window.__updates.length")
    return (await _spent(session) - before) / max(seen, 1)


async def look(growing: Growing, times: int) -> dict[str, float]:
    """ms of the main thread: for the first load, and for an update of each kind. And how many elements there are."""
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        loads: list[float] = []
        for _ in range(LOADS):
            page, session, spent = await _opened(browser, growing)
            loads.append(spent)
            if len(loads) < LOADS:
                await page.context.close()
        found = {"first load": statistics.median(loads)}
        found["a mark on an option"] = await _updates(
            growing, page, session, lambda: growing.mark(None), times
        )
        found["a message"] = await _updates(growing, page, session, growing.message, times)
        found["a proposal"] = await _updates(
            growing, page, session, lambda: growing.propose(private=False), times // 2
        )
        found["elements"] = float(await page.evaluate("() => document.querySelectorAll('*').length"))
        await browser.close()
    return found
