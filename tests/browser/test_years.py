"""A pledge for year 2 covers year 2 only: two laptops and the wall say so, also after a reload."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PICTURES = os.environ.get("SIMULATOR_PICTURES", "")


def picture(visitor: Visitor, name: str, width: int = 1366, height: int = 768) -> None:
    """A picture to be looked at, where somebody asks for pictures."""
    if PICTURES:
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.locator("#balance").scroll_into_view_if_needed()
        visitor.page.wait_for_timeout(300)
        visitor.picture(Path(PICTURES) / f"{name}-{width}.png")


def test_a_pledge_for_the_second_year_covers_the_second_year(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "merchants"), scene.browser("Bo", "city-hall")
    others = [scene.player(n, s) for n, s in (("Cy", "neighbors"), ("Di", "vendors"))]
    steers = visit(scene.server)
    steers.takes_over(scene.facilitator.jar)
    steers.go(f"/steer/{scene.exercise}")
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(steers.page.locator(".desk__links a").first.get_attribute("href") or "")
    scene.steer("decision.open", **{"term:money": "frontage-levy"})
    for visitor in (ana, bo):
        yes = visitor.form("ballot.cast").first.locator('button[value="yes"]')
        yes.click()
        expect(yes).to_have_attribute("aria-pressed", "true")
    for other in others:
        assert other.act("ballot.cast", decision="d1", choice="yes", reason="")["ok"]
    scene.steer("decision.close", decision="d1")
    scene.steer("scene.show", scene="agreement")
    expect(wall.page.locator("#balance")).to_contain_text("$70,000 a year short")
    expect(bo.page.locator(".table--years")).to_have_count(0)

    # by keyboard, in a basic seminar: one year or the whole term
    when = ana.page.locator("#years-free")
    ana.page.locator("#pledge-free > summary").press("Enter")
    assert when.locator("option").all_inner_texts() == ["the whole term", *(f"year {n}" for n in range(1, 6))]
    ana.page.locator("#pledge-kind").select_option("cash")
    ana.page.locator("#pledge-amount").fill("70")
    ana.page.locator("#pledge-line").select_option("Opening fund")
    when.select_option("2")
    ana.page.locator("#pledge-free-form button").first.press("Enter")

    def says_so() -> None:
        for visitor in (ana, bo):
            cells = visitor.page.locator("#years-cash-opening-fund td")
            expect(cells).to_have_count(6)
            for number, cell in enumerate(cells.all()[:5], start=1):
                expect(cell).to_contain_text("covered" if number == 2 else "short 70")
            expect(cells.last).to_contain_text("short 280")
            expect(visitor.page.locator("#pledge-r1")).to_contain_text("$70,000 in year 2")
        expect(wall.page.locator("#balance")).to_contain_text("$70,000 a year short in years 1 and 3 to 5")

    says_so()
    for visitor in (ana, bo, wall):
        visitor.page.reload()
    says_so()
    assert ana.axe() == []
    for size in ((1366, 768), (390, 844), (320, 640)):
        picture(bo, "seat", *size)
        picture(ana, "mine", *size)
    picture(wall, "wall", 1920, 1080)

    # at 320 pixels nothing runs out of the page, and each cell still names its year
    bo.page.set_viewport_size({"width": 320, "height": 640})
    if not bo.page.locator("#balance").is_visible():
        bo.page.locator('.phone-nav a[href="#panel-pledges"]').click()
    expect(bo.page.locator("#years-cash-opening-fund td").nth(1)).to_contain_text("Year 2")
    table = bo.page.locator(".table--years")
    assert table.evaluate("el => el.scrollWidth <= el.parentElement.clientWidth + 1")
    assert not any("table--years" in found or "balance" in found for found in bo.axe())

    # a year that the term does not have is refused in words, and nothing changes
    ack = others[0].act("pledge.make", resource="cash", amount="5", line="Opening fund", years="9")
    assert not ack["ok"]
    assert ack["code"] == "value.unknown" or ack["message"]

    # changed to the first year: both see it
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    ana.page.locator("#change-r1 > summary").click()
    ana.page.locator("#years-r1").select_option("1")
    ana.page.locator("#revise-r1 button").first.click()
    expect(wall.page.locator("#balance")).to_contain_text("$70,000 a year short in years 2 to 5")
    expect(bo.page.locator("#pledge-r1")).to_contain_text("$70,000 in year 2 → $70,000 in year 1")
