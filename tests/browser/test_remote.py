"""A facilitator walks about with a phone: the laptop, the wall and the room follow it at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.web.identity import Identities
from simulator.web.settings import Settings
from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def test_a_phone_steers_what_the_laptop_shows(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana = scene.browser("Ana", "vendors")
    for name, seat in (("Bo", "merchants"), ("Cyd", "neighbors")):
        scene.player(name, seat)
    laptop, phone = visit(scene.server), visit(scene.server, width=390, height=844, has_touch=True)
    laptop.takes_over(scene.facilitator.jar)
    laptop.go(f"/steer/{scene.exercise}")
    expect(laptop.page.locator("#phone-help svg")).to_have_count(1)
    # what the code on the laptop says: a link that only this server can sign
    identities = Identities(Settings(data=scene.server.data).secret())
    staff = identities.read({c.name: c.value or "" for c in scene.facilitator.jar.cookies}).facilitator
    phone.go(f"/remote/{identities.phone_link(scene.exercise, staff)}")
    assert phone.page.url.endswith(f"/steer/{scene.exercise}/remote")
    phone.linked()
    assert phone.axe() == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

    def press(name: str) -> None:
        phone.page.get_by_role("button", name=name).first.click()

    press("Start")
    expect(laptop.page.locator("#control .steer__title")).to_contain_text("Arrive")
    press("Next")
    expect(phone.page.locator(".remote__step")).to_contain_text("Read your brief")
    press("Next")
    expect(phone.page.locator(".remote__step")).to_contain_text("Round one")
    ana.page.locator("#proposal-write summary").click()
    ana.page.locator("#term-rule").select_option("majority")
    ana.page.get_by_role("button", name="Put it before the room").click()
    expect(phone.page.locator("#voting")).to_contain_text("Lantern Vendors: D1 c")
    press("Open the vote")
    phone.page.get_by_role("dialog").get_by_role("button", name="Open it").click()
    expect(phone.page.locator("#voting")).to_contain_text("0 of 3 have voted")
    ana.page.locator('#bar button[name="choice"][value="yes"]').click()
    expect(phone.page.locator("#voting")).to_contain_text("1 of 3 have voted")
    if PICTURES:
        phone.picture(Path(PICTURES) / "remote-vote.png")
    assert phone.axe() == []
    press("Pause")
    expect(ana.page.locator("#bar")).to_contain_text("aused")
    phone.page.reload()
    expect(phone.page.locator("#voting")).to_contain_text("1 of 3 have voted")
    press("Go on")
    press("Eyes up")
    expect(ana.page.locator("#eyes")).to_contain_text("Eyes up")
    press("Back to work")
    if PICTURES:
        phone.page.locator("#remote-wall summary").click()
        phone.picture(Path(PICTURES) / "remote-wall.png")
