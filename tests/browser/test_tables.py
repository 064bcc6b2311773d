"""Two tables, three laptops and a wall: they write, take the pen, hand in, report, speak in turn, and look up."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

PICTURES = os.environ.get("SIMULATOR_PICTURES")


def picture(visitor: Visitor, name: str) -> None:
    """Keep what is seen, where somebody wants to look at it; also as a phone shows it."""
    if PICTURES:
        visitor.picture(Path(PICTURES) / f"{name}.png")
        size = visitor.page.viewport_size
        visitor.page.set_viewport_size({"width": 390, "height": 844})
        visitor.picture(Path(PICTURES) / f"{name}-phone.png")
        visitor.page.set_viewport_size(size)


def test_tables_write_report_and_speak(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana, bo, cyd = (
        scene.browser(name, seat) for name, seat in (("Ana", "city-hall"), ("Bo", "county-health"), ("Cyd", "merchants"))
    )
    steers = visit(scene.server)
    steers.context.add_cookies([
        {"name": c.name, "value": c.value, "url": steers.base} for c in scene.facilitator.jar.cookies
    ])  # fmt: skip
    steers.go(f"/steer/{scene.exercise}")
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(steers.page.locator(".desk__links a").first.get_attribute("href") or "")
    scene.steer("step.enter", step=STEP)
    groups = steers.page.locator(".table-desk__row")
    expect(groups.first).to_be_visible()
    picture(steers, "desk")
    here = {v: v.page.locator("#mysheet .pen__title").inner_text() for v in (ana, bo, cyd)}
    print(here, groups.count())
