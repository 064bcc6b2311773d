"""After the signing, as people do it: the five years on the wall, one clause changed, run again, and the debrief."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene
from .test_signing import steering_page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_five_years_one_clause_changed_and_what_was_left(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana = scene.browser("Ana", "vendors")
    host, wall = steering_page(scene, visit), visit(scene.server)
    scene.steer("step.enter", step="sign")
    scene.steer(
        "decision.open", **{"term:rule": "majority", "term:money": "thirds", "term:opening": "may-full"}
    )
    scene.steer("ballot.cast", seat="vendors", decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")
    scene.steer("signing.open")
    ana.form("signature.give").locator('button[value="sign"]').click()
    expect(ana.form("signature.give").locator('button[value="sign"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    scene.steer("signing.conclude")

    host.page.locator("#sheet-trial > summary").click()
    wall.go(str(host.page.locator('a[href*="/wall/"]').first.get_attribute("href")))
    host.page.get_by_role("button", name="Run the five years").click()
    expect(wall.page.locator("#years")).to_contain_text("You have signed. Now live with it.")
    for year in range(1, 6):
        host.page.get_by_role("button", name=f"Tell year {year}").click()
        expect(wall.page.locator("#years .wall-years__step[aria-current] b")).to_have_text(str(year))
    wall.page.reload()
    expect(wall.page.locator("#years .wall-years__step[aria-current] b")).to_have_text("5")
    host.page.get_by_role("button", name="Show the count").click()
    expect(wall.page.locator("#years h1")).to_contain_text("our agreement still stood")
    host.page.get_by_role("button", name="Show what each clause was worth").click()
    expect(wall.page.locator("#years .worth__row")).to_have_count(3)

    host.page.locator("#trial-option").select_option("opening.pilot-six")
    host.page.get_by_role("button", name="Put it to the room").click()
    ana.form("ballot.cast").first.locator('button[value="yes"]').click()
    expect(ana.form("ballot.cast").first.locator('button[value="yes"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    scene.steer("decision.close", decision="d2")
    host.page.get_by_role("button", name="Run again with this clause").click()
    expect(wall.page.locator("#years")).to_contain_text("The second test")
    host.page.reload()
    host.linked()
    host.page.locator("#sheet-trial > summary").click()
    expect(host.page.get_by_role("button", name="Tell year 1")).to_be_visible()  # the runs are counted
    host.page.get_by_role("button", name="Show the count").click()
    expect(wall.page.locator("#years .stood__row")).to_have_count(2)

    host.page.locator("#sheet-debrief > summary").click()
    host.page.get_by_role("button", name="Show how many did better").click()
    expect(wall.page.locator("#left")).to_contain_text("parties do at least as well")
    ana.go(f"/x/{scene.exercise}#panel-agreement")
    expect(ana.page.locator("#myresult")).to_contain_text("only you see this")
    host.page.get_by_role("button", name="Show each party, without names").click()
    expect(wall.page.locator("#left .dots__dot")).to_have_count(6)
    host.page.get_by_role("button", name="Show what was possible").click()
    expect(wall.page.locator("#left h1")).to_have_text("What was possible")
    expect(ana.page.locator("#left")).to_contain_text("possible agreements")
