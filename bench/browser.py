"""The browser's side: one seat's page in Chromium on a slow laptop while a full room acts and a person types.

Nothing in the product is touched: what the page does with each websocket message is timed from outside.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, CDPSession, Page, async_playwright

from tests.support.browsing import CHROMIUM

from .crowd import Deeds, fill
from .fanout import Plan, start_house
from .joining import Participant
from .load import at_rate, percentile
from .processes import ROOT
from .report import Say
from .workload import Deed, stances

THROTTLE = 6
"""How many times slower than this processor the page's processor is made."""
UPDATES = 4.0
TYPED = "what our members would need to hear before they could live with this "
WATCH = """
window.__updates = []; window.__tasks = []; window.__lost = [];
const set = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage').set;
Object.defineProperty(WebSocket.prototype, 'onmessage', { configurable: true, set(handler) {
  set.call(this, (event) => {
    const from = performance.now();
    handler(event);
    if (typeof event.data === 'string' && event.data.startsWith('42["parts"'))
      // the client hands events on in a microtask that was queued before this one
      Promise.resolve().then(() => {
        const done = performance.now();
        document.documentElement.getBoundingClientRect();
        window.__updates.push([done - from, performance.now() - from, event.data.length]);
      });
  });
} });
new PerformanceObserver((list) => list.getEntries().forEach((e) => window.__tasks.push(e.duration)))
  .observe({ type: 'longtask', buffered: true });
document.addEventListener('focusout', (e) => window.__lost.push(e.target.id), true);
"""
FIELDS = ("[data-clause]:not([hidden]) textarea[id^='reason-']", "#composer-text", "#notes-text")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page saw. ms of main thread for each update: without and with layout forced after it."""

    scripted: list[float]
    laid_out: list[float]
    sizes: list[int]
    long_tasks: list[float]
    field: str
    kept: bool
    focused: bool
    elements: int
    spent: dict[str, float]


def _others(deeds: Deeds) -> Iterator[tuple[Deed, str]]:
    """Deeds of everybody but the first seat, which the browser holds."""
    for deed, place in deeds:
        if deed.seat:
            yield Deed(deed.seat - 1, deed.kind, deed.fields), place


async def _open(browser: Browser, port: int, person: Participant) -> Page:
    context = await browser.new_context(viewport={"width": 1366, "height": 768})
    name, _, value = person.cookie.partition("=")
    await context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await page.goto(f"http://127.0.0.1:{port}/x/{person.exercise}")
    await page.wait_for_function("() => document.querySelector('#live') && window.__updates")
    return page


async def _field(page: Page) -> str:
    """A text field that a person would type into now, made visible; its id."""
    for wanted in FIELDS:
        found = page.locator(wanted).first
        if await found.count():
            await found.evaluate(
                "e => { for (let d = e; d; d = d.parentElement) { if (d.tagName === 'DETAILS') d.open = true; } }"
            )
            if await found.is_visible():
                return str(await found.get_attribute("id"))
    raise RuntimeError("the page shows no text field to type into")


async def _type(page: Page, seconds: float) -> str:
    """Type at a person's pace; returns what was typed."""
    loop, typed = asyncio.get_running_loop(), ""
    end = loop.time() + seconds
    while loop.time() < end:
        letter = TYPED[len(typed) % len(TYPED)]
        await page.keyboard.type(letter)
        typed += letter
        await asyncio.sleep(0.15)
    return typed


async def _spent(session: CDPSession) -> dict[str, float]:
    """Seconds of the main thread's own processor time since the page began: a busy machine does not add to them."""
    found = {m["name"]: m["value"] for m in (await session.send("Performance.getMetrics"))["metrics"]}
    return {
        "script": found["ScriptDuration"], "style": found["RecalcStyleDuration"], "layout": found["LayoutDuration"],
        "all tasks": found["TaskDuration"],
    }  # fmt: skip


async def _watch(page: Page, seconds: float, load: Any) -> Seen:
    field = await _field(page)
    await page.locator(f"#{field}").fill("")
    await page.locator(f"#{field}").focus()
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable", {"timeDomain": "threadTicks"})
    await session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    await page.evaluate(
        "() => [window.__updates, window.__tasks, window.__lost].forEach((a) => { a.length = 0 })"
    )
    before = await _spent(session)
    acting = asyncio.create_task(load)
    typed = await _type(page, seconds)
    await acting
    after = await _spent(session)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    # a field holds as many letters as it allows
    most = int(await page.locator(f"#{field}").get_attribute("maxlength") or 10**6)
    value = await page.locator(f"#{field}").input_value()
    now = await page.evaluate("() => document.activeElement && document.activeElement.id")
    lost = await page.evaluate("() => window.__lost")
    updates = await page.evaluate("() => window.__updates")
    tasks = await page.evaluate("() => window.__tasks")
    elements = await page.evaluate("() => document.querySelectorAll('*').length")
    return Seen(
        [u[0] for u in updates], [u[1] for u in updates], [u[2] for u in updates], tasks, field,
        value == typed[:most], now == field and not lost, elements,
        {name: 1000 * (after[name] - before[name]) / max(len(updates), 1) for name in after},
    )  # fmt: skip


async def measure(plan: Plan, say: Say, seconds: float = 30.0, root: Path = ROOT) -> Seen:
    """A room of which one seat is a browser; prints and returns what that page saw."""
    say(
        f"\n== browser: one seat of {plan.seats}, processor {THROTTLE} times slower, {UPDATES:.0f} actions a second =="
    )
    with start_house(plan, root) as (server, house, book, step):
        people = house.rooms[0]
        async with async_playwright() as engine:
            browser = await engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = await _open(browser, server.port, people[0])
            confirm = {"kind": "brief.confirm", "op": "bench-brief-of-the-browser"}
            await page.request.post(
                f"http://127.0.0.1:{server.port}/x/{people[0].exercise}/act", form=confirm
            )
            room = await fill(server.port, people[1:])
            await page.reload()
            await page.wait_for_function("() => !document.documentElement.classList.contains('is-offline')")
            deeds = _others(stances(book, step, plan.seats, 1))
            seen = await _watch(page, seconds, at_rate(server, [room], [deeds], UPDATES, seconds))
            await browser.close()
            room.close()
    show(seen, say)
    return seen


def show(seen: Seen, say: Say) -> None:
    """Print it."""
    for name, values in (("script", seen.scripted), ("script and layout", seen.laid_out)):
        p50, p95, most = percentile(values, 0.5), percentile(values, 0.95), max(values, default=float("nan"))
        say(f"  main thread for an update, {name:18}: p50 {p50:5.1f}  p95 {p95:5.1f}  most {most:5.1f} ms")
    size = percentile([float(s) for s in seen.sizes], 0.5)
    longest = max(seen.long_tasks, default=0)
    say(f"  {len(seen.laid_out)} updates of {size:,.0f} characters (median); {len(seen.long_tasks)} tasks over 50 ms, "
        f"longest {longest:.0f} ms; {seen.elements:,} elements on the page")  # fmt: skip
    spent = ", ".join(f"{name} {ms:.1f}" for name, ms in seen.spent.items())
    say(
        f"  processor time of the main thread for an update on average, typing and clocks included: {spent} ms"
    )
    say(f"  typed into #{seen.field}: {'every letter is there' if seen.kept else 'LETTERS LOST'}; "
        f"{'focus kept' if seen.focused else 'FOCUS LOST'}")  # fmt: skip
