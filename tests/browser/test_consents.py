"""The consent list and private letters, as people use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import ROOT, Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which a minute of the consent list lasts two seconds."""
    running = Server(
        tmp_path_factory.mktemp("data"), program=ROOT / "tests" / "support" / "hasty.py", DEMO=""
    ).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


def steering(scene: Scene, visit: Callable[..., Visitor]) -> Visitor:
    """The facilitator's page in a browser."""
    host = visit(scene.server)
    host.takes_over(scene.facilitator.jar)
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    return host


def wall_of(host: Visitor, visit: Callable[..., Visitor], server: Server) -> Visitor:
    """The projector's page."""
    wall = visit(server)
    wall.go(str(host.page.locator('a[href^="/wall/"]').first.get_attribute("href")))
    wall.linked()
    return wall


def lists(host: Visitor, minutes: int, **terms: str) -> None:
    """The facilitator puts options on the list."""
    box = host.page.locator("#consent-new")
    box.evaluate("el => { el.open = true; }")
    for clause, option in terms.items():
        box.locator(f'select[name="term:{clause}"]').select_option(option)
    box.locator('input[name="amount"]').fill(str(minutes))
    box.locator("button[type=submit]").click()


def test_silence_adopts_and_one_tap_objects(hasty: Server, visit: Callable[..., Visitor]) -> None:
    scene = Scene(hasty, visit)
    ana, bo = scene.browser("Ana", "merchants"), scene.player("Bo", "vendors")
    scene.steer("step.enter", step="deciding")
    host = steering(scene, visit)
    wall = wall_of(host, visit, hasty)

    # one tap of somebody who votes is enough, and the reason may stay empty
    lists(host, 60, money="thirds")
    mine = ana.page.locator("#consents")
    expect(mine).to_contain_text("One thing is adopted when the time is up")
    expect(mine).to_contain_text("Silence counts as yes")
    expect(mine.locator(".clock__time")).to_have_text("1:59")
    expect(wall.page.locator("#consents")).to_contain_text("Silence counts as yes")
    assert wall.page.locator("#consents").is_visible()
    ana.page.reload()
    ana.linked()
    assert ana.axe() == []
    assert host.axe() == []
    assert wall.axe() == []
    button = mine.get_by_role("button", name="We object")
    button.focus()
    ana.page.keyboard.press("Enter")
    expect(mine).to_contain_text("It needs a decision")
    expect(mine.get_by_role("button", name="We object")).to_have_count(0)
    assert bo.hears("objects. It needs a decision")
    host.page.locator('form[id^="consent-decide-"] button[type=submit]').click()
    expect(ana.page.locator("#bar")).to_contain_text("Decide on")
    scene.steer("decision.cancel", decision="d1")

    # nobody objects: adopted at the deadline, on every page and after a reload
    lists(host, 3, money="thirds")
    expect(mine.locator(".clock__time").first).to_be_visible()
    expect(mine).to_contain_text("Adopted as decision 2. 2 did not object and count as yes.", timeout=20_000)
    assert bo.hears("2 did not object and count as yes")
    expect(host.page.locator("#consentdesk")).to_contain_text("Adopted as decision 2")
    ana.go(f"/x/{scene.exercise}#panel-decision")
    ana.linked()
    expect(ana.page.locator("#decision")).to_contain_text("Adopted without objection")
    expect(ana.page.locator("#ballot")).to_contain_text("your silence counts as yes")
    ana.go(f"/x/{scene.exercise}/agreement")
    expect(ana.page.locator("body")).to_contain_text("2 did not object and count as yes")
    scene.close()


def test_the_list_works_without_a_script(hasty: Server, visit: Callable[..., Visitor]) -> None:
    scene = Scene(hasty, visit)
    ana = scene.browser("Ana", "merchants")
    scene.steer("step.enter", step="deciding")
    scene.steer("consent.list", amount=60, **{"term:money": "thirds"})
    page = ana.context.browser.new_context(
        java_script_enabled=False, storage_state=ana.context.storage_state()
    ).new_page()
    page.goto(f"{ana.base}/x/{scene.exercise}")
    page.locator('input[id^="object-reason-"]').fill("Not with our money.")
    page.get_by_role("button", name="We object").click()
    expect(page.locator("#consents")).to_contain_text("objects: “Not with our money.” It needs a decision.")
    page.context.close()
    scene.close()


def writes(who: Visitor, text: str, to: str) -> None:
    """A private letter to one organization."""
    page = who.page
    page.locator("#composer-channel").select_option("private")
    page.locator("#composer-to").select_option(to)
    page.locator("#composer-text").fill(text)
    page.locator("#composer button[type=submit]").click()
    expect(page.locator("#talk-list")).to_contain_text(text)


def test_letters_are_opened_in_the_debrief_as_people_were_told(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    scene = Scene(server, visit, letters="after")
    ana, bo, cy = (
        scene.browser("Ana", "merchants"),
        scene.player("Bo", "vendors"),
        scene.browser("Cy", "neighbors"),
    )
    scene.steer("step.enter", step="deciding")
    ana.go(f"/x/{scene.exercise}#panel-talk")
    ana.linked()
    expect(ana.page.locator("#letters-rule")).to_contain_text("In the debrief everybody in this room")
    writes(ana, "We could split the bill.", "vendors")
    assert bo.act("message.send", channel="private", to="merchants", text="Only if you sweep.")["ok"]
    host = steering(scene, visit)
    host.page.locator("#sheet-letters").evaluate("el => { el.open = true; }")
    expect(host.page.locator("#letterdesk button")).to_have_count(0)
    cy.go(f"/x/{scene.exercise}/letters")
    expect(cy.page.locator("body")).not_to_contain_text("split the bill")
    scene.steer("step.enter", step="debrief")
    host.page.locator('button[data-dialog="open-letters"]').click()
    host.page.locator("#open-letters button[type=submit]").click()
    expect(cy.page.locator("#letters")).to_contain_text("The private letters are open")
    assert cy.axe() == []
    cy.page.get_by_role("link", name="Read the private letters").click()
    expect(cy.page.locator(".opened__talk")).to_contain_text("We could split the bill.")
    expect(cy.page.locator(".opened__talk")).to_contain_text("Only if you sweep.")
    assert cy.axe() == []
    scene.close()


def test_a_table_that_is_far_apart_meets_at_its_own_link(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    scene = Scene(server, visit)
    ana, bo = scene.browser("Ana", "merchants"), scene.browser("Bo", "city-hall")
    scene.player("Cy", "vendors"), scene.player("Di", "neighbors")
    scene.steer("step.enter", step="resources")
    host = steering(scene, visit)
    host.page.locator("#sheet-meetings").evaluate("el => { el.open = true; }")
    row = host.page.locator(".meeting-desk__row", has_text="Table 2")
    row.locator('input[name="link"]').fill("http://meet.example.org/k7")
    row.locator('form[id^="meeting-"] button[type=submit]').first.click()
    expect(host.page.locator("#complaint")).to_contain_text("begins with https://")
    row.locator('input[name="link"]').fill("https://meet.example.org/k7")
    row.locator('form[id^="meeting-"] button[type=submit]').first.click()
    mine = ana.page.locator("#mymeeting a")
    expect(mine).to_have_attribute("href", "https://meet.example.org/k7")
    expect(mine).to_contain_text("Join at meet.example.org")
    expect(mine).to_have_attribute("rel", "noopener noreferrer")
    ana.page.reload()
    expect(mine).to_be_visible()
    assert ana.axe() == []
    assert host.axe() == []
    expect(bo.page.locator("#mymeeting")).to_be_hidden()
    assert "meet.example.org" not in bo.page.content()
    bo.page.reload()
    assert "meet.example.org" not in bo.page.content()
    scene.steer("step.enter", step="deciding")
    expect(ana.page.locator("#mymeeting")).to_be_hidden()
    scene.close()


def test_closed_letters_are_never_there(server: Server, visit: Callable[..., Visitor]) -> None:
    scene = Scene(server, visit, letters="closed")
    ana, _bo = scene.browser("Ana", "merchants"), scene.player("Bo", "vendors")
    cy = scene.browser("Cy", "neighbors")
    scene.steer("step.enter", step="deciding")
    ana.go(f"/x/{scene.exercise}#panel-talk")
    ana.linked()
    expect(ana.page.locator("#letters-rule")).to_contain_text("it stays closed in the debrief")
    writes(ana, "Between us.", "vendors")
    scene.steer("step.enter", step="debrief")
    assert scene.steering.act("letters.open")["code"] == "letters.closed"
    host = steering(scene, visit)
    expect(host.page.locator("#sheet-letters")).to_have_count(0)
    cy.go(f"/x/{scene.exercise}/letters")
    expect(cy.page.locator("body")).not_to_contain_text("Between us.")
    expect(cy.page.locator("#letters")).to_be_hidden()
    scene.close()
