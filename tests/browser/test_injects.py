"""An event is thrown in: the room reads the paper, one seat reads what it means for it alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Visitor
from tests.support.server import Server

from .conftest import Scene
from .test_consents import steering, wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

PICTURES = os.environ.get("SIMULATOR_PICTURES", "")
OWN = "Two food trucks and a ribbon won’t do"


def test_a_thrown_event_is_on_every_page_and_its_paragraph_on_one(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    hall, hill = scene.browser("Ana", "city-hall"), scene.browser("Bo", "neighbors")
    host = steering(scene, visit)
    wall = wall_of(host, visit, scene.server)
    inject = host.page.locator("#inject-state-letter")
    inject.locator("> summary").click()
    expect(inject).to_contain_text("Going home without an agreement becomes worse for")
    inject.get_by_role("button", name="Throw in now").click()
    host.page.locator("#throw-state-letter").get_by_role("button", name="Throw it in").click()
    expect(inject.locator(".inject__thrown")).to_be_visible()
    expect(inject.get_by_role("button", name="Throw in now")).to_have_count(0)
    host.page.locator("#wall-menu > summary").click()
    host.page.get_by_role("button", name="Front page").click()
    for again in (False, True):
        for page in (hall.page, hill.page, wall.page):
            if again:
                page.reload()
            expect(page.locator("#news")).to_contain_text("open the doors or lose the money")
        expect(wall.page.locator(".scene--news")).to_be_visible()
        expect(hall.page.locator("#mynews")).to_contain_text(OWN)
        expect(hall.page.locator("#mynews")).to_contain_text("Only you read this.")
        for page in (hill.page, wall.page):
            assert OWN not in page.content()


def picture(visitor: Visitor, name: str, width: int = 0, height: int = 0) -> None:
    """For whoever wants to look: SIMULATOR_PICTURES names a folder."""
    if PICTURES:
        if width:
            visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.picture(Path(PICTURES) / f"{name}.png")


def opened(page: Page, inject: str) -> None:
    """Unfold an event of the list, and what can be done with it later."""
    for box in (f"#inject-{inject}", f"#later-{inject}"):
        found = page.locator(box)
        if found.count():
            found.evaluate("el => { el.open = true; }")


def test_an_event_opens_a_clause_and_pays_into_the_budget_until_it_is_taken_back(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    hall, fund = scene.browser("Ana", "city-hall"), scene.player("Bo", "foundation")
    scene.steer("step.enter", step="running")
    scene.steer("decision.open", **{"term:opening": "pilot-six"})
    scene.steer("ballot.cast", seat="city-hall", decision="d1", choice="yes")
    scene.steer("ballot.cast", seat="foundation", decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")
    assert fund.act("pledge.make", card="grant")["ok"]
    host = steering(scene, visit)
    wall = wall_of(host, visit, scene.server)
    opened(host.page, "accordion-video")
    inject = host.page.locator("#inject-accordion-video")
    expect(inject).to_contain_text("is open again if it was adopted")
    inject.get_by_role("button", name="Throw in now").click()
    host.page.locator("#throw-accordion-video").get_by_role("button", name="Throw it in").click()
    scene.steer("scene.show", scene="news")
    for page in (hall.page, wall.page):
        expect(page.locator("#news")).to_contain_text("The Tansy Landing Lantern")
        expect(page.locator("#news")).to_contain_text("Opening fund gets $20,000 a year from outside.")
        expect(page.locator("#news")).to_contain_text("is open again")
    expect(inject).to_contain_text("Since then nothing has changed yet")
    assert fund.act("pledge.make", card="salary")["ok"]
    expect(inject).to_contain_text("1 pledge is new, changed or gone")
    picture(wall, "wall-news", 1920, 1080)
    picture(host, "desk-events", 1366, 768)
    picture(hall, "seat-news", 390, 844)
    # the debrief shows everybody what followed
    scene.steer("step.enter", step="debrief")
    scene.steer("scene.show", scene="news")
    expect(wall.page.locator("#news")).to_contain_text("1 pledge is new, changed or gone")
    picture(wall, "wall-told", 1920, 1080)
    undo = host.page.locator(".happened__one", has_text="Event thrown in").locator(
        'form:has(input[value="act.undo"]) button[type=submit]'
    )
    undo.evaluate(
        "el => { for (let e = el; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }"
    )
    undo.click()
    expect(inject.get_by_role("button", name="Throw in now")).to_have_count(1)
    expect(hall.page.locator("#news")).to_be_hidden()


def test_a_planned_event_stands_on_the_desk_and_the_phone_and_comes_by_itself(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    hall = scene.browser("Ana", "city-hall")
    scene.steer("step.enter", step="deciding")
    host, other = steering(scene, visit), steering(scene, visit)
    phone = visit(scene.server)
    phone.takes_over(scene.facilitator.jar)
    phone.go(f"/steer/{scene.exercise}/remote")
    phone.linked()
    opened(host.page, "mall-offer")
    form = host.page.locator("#plan-minutes-mall-offer")
    # bad input stays in the form, and is refused by the browser as by the server
    form.locator("input[name=amount]").fill("500")
    form.get_by_role("button", name="Plan it").click()
    expect(form.locator("input[name=amount]")).to_have_value("500")
    assert scene.steering.act("inject.plan", inject="mall-offer", amount="500")["code"] == "pledge.amount"
    form.locator("input[name=amount]").fill("10")
    form.get_by_role("button", name="Plan it").click()
    for page in (host.page, other.page):
        expect(page.locator("#inject-mall-offer .inject__coming")).to_contain_text("An event comes in")
        expect(page.locator("#inject-mall-offer .inject__coming .clock__time")).to_contain_text("9:")
    expect(phone.page.locator("#urgent")).to_contain_text("Millrace Mall wants the lanterns")
    picture(phone, "phone-planned", 390, 844)
    picture(host, "desk-planned", 1366, 768)
    assert scene.steering.act("inject.plan", inject="mall-offer", amount="5")["code"] == "inject.planned"
    opened(other.page, "mall-offer")
    other.page.locator("#unplan-mall-offer button[type=submit]").click()
    expect(phone.page.locator("#urgent")).not_to_contain_text("Millrace Mall")
    # now for the next step, over a reload
    opened(host.page, "mall-offer")
    host.page.locator("#plan-step-mall-offer select").select_option("resources")
    host.page.locator("#plan-step-mall-offer").get_by_role("button", name="Plan it for that step").click()
    expect(phone.page.locator("#urgent")).to_contain_text("An event comes at the start of")
    host.page.reload()
    expect(host.page.locator("#inject-mall-offer .inject__coming")).to_contain_text("comes at the start of")
    expect(hall.page.locator("#news")).to_be_hidden()
    scene.steer("step.enter", step="resources")
    expect(hall.page.locator("#news")).to_contain_text("Millrace Mall wants the lanterns")
    expect(host.page.locator("#inject-mall-offer .inject__thrown")).to_be_visible()
    expect(phone.page.locator("#urgent")).not_to_contain_text("Millrace Mall")


def test_events_are_planned_and_thrown_without_a_script(scene: Scene, visit: Callable[..., Visitor]) -> None:
    plain = visit(scene.server, java_script_enabled=False)
    plain.takes_over(scene.facilitator.jar)
    plain.go(f"/steer/{scene.exercise}")
    plain.page.locator("#inject-state-letter > summary").click()
    plain.page.locator("#later-state-letter > summary").click()
    plain.page.locator("#plan-step-state-letter").get_by_role("button", name="Plan it for that step").click()
    expect(plain.page.locator("#inject-state-letter .inject__coming")).to_contain_text(
        "comes at the start of"
    )
    plain.page.locator("#inject-state-letter > summary").click()
    plain.page.locator("#unplan-state-letter button[type=submit]").click()
    plain.page.locator("#inject-state-letter > summary").click()
    plain.page.locator("#throw-state-letter-now button[type=submit]").click()
    expect(plain.page.locator("#inject-state-letter .inject__thrown")).to_have_count(1)


def test_in_two_rooms_an_event_comes_everywhere_and_takes_what_was_pledged(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    scene = Scene(server, visit, scenario="alder-basin", cast="12", rooms="2", bots="none")
    cut, clock = "inject-budget-cut", "inject-truck-money"
    dot = scene.browser("Di", "state-dot")
    scene.steer("step.enter", step="round-2")
    scene.steer("pledge.make", seat="core-city", resource="cash", amount="160", line="Program management")
    scene.steer("pledge.make", seat="state-dot", card="offset-fund")
    scene.steer("pledge.make", seat="state-dot", card="model-money")
    host = steering(scene, visit)
    wall = wall_of(host, visit, scene.server)
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    opened(host.page, "budget-cut")
    opened(host.page, "truck-money")
    expect(host.page.locator(f"#{clock}").get_by_role("button", name="Throw in now")).to_have_count(0)
    expect(host.page.locator(f"#{clock}")).to_contain_text("loses 5 minutes, in every room")
    host.page.locator(f"#{clock}").get_by_role("button", name="Throw in everywhere").click()
    host.page.locator("#throw-all-truck-money").get_by_role("button", name="Throw it in everywhere").click()
    expect(dot.page.locator("#news")).to_contain_text("This step has 5 minutes less.")
    host.page.locator(f"#{cut}").get_by_role("button", name="Throw in everywhere").click()
    host.page.locator("#throw-all-budget-cut").get_by_role("button", name="Throw it in everywhere").click()
    scene.steer("scene.show", scene="news")
    expect(dot.page.locator("#mynews")).to_contain_text("you can now give $150,000 a year")
    expect(dot.page.locator("#mynews")).to_contain_text(
        "$60,000 a year for Shared data is now $50,000 a year"
    )
    for page in (dot.page, wall.page):
        expect(page.locator("#news")).to_contain_text(
            "$160,000 a year for Program management is now $100,000 a year"
        )
        expect(page.locator("#news")).to_contain_text("The Alder Basin Courier")
        expect(page.locator("#news")).to_contain_text("$120,000 a year for Offsets is now $100,000 a year")
    expect(host.page.locator(f"#{cut} .inject__followed")).to_contain_text("is now $50,000 a year")
    picture(wall, "wall-cut")
    # nothing of the newest story falls off the paper
    paper = wall.page.locator("#news").bounding_box()
    for piece in (".news__effects", ".news__text"):
        box = wall.page.locator(piece).first.bounding_box()
        assert box
        assert paper
        assert box["y"] + box["height"] <= paper["y"] + paper["height"], piece
    for visitor in (wall, host):
        assert visitor.axe() == []
    picture(host, "desk-two-rooms", 1366, 768)
    narrow = visit(scene.server)
    narrow.context.add_cookies(host.context.cookies())
    narrow.page.set_viewport_size({"width": 320, "height": 640})
    narrow.go(f"/steer/{scene.exercise}")
    opened(narrow.page, "model-memo")
    wide = narrow.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"the page is {wide} wide"
    scene.close()
