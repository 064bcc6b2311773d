"""A clause makes a convener, who calls decisions; two of them fail; the room looks at its rule and changes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import Server

from .conftest import Scene
from .test_binding import decision_page, desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SEATS = ["city-hall", "merchants", "vendors", "neighbors"]


@pytest.fixture
def scene(server: Server, visit: Callable[..., Visitor]):
    made = Scene(server, visit)
    yield made
    made.close()


def test_a_convener_calls_decisions_and_after_two_failures_the_room_changes_its_rule(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    mayor = scene.browser("Mo", "city-hall")
    ana = scene.player("Ana", "merchants")
    others = [ana, scene.player("Bo", "vendors"), scene.player("Cy", "neighbors")]
    host = desk(scene, visit)
    scene.steer("step.enter", step="deciding")

    # before: the option says what it binds to; after: every page does, and City Hall has a desk
    option = mayor.page.locator("#option-seats-city-chairs")
    expect(option).to_contain_text("Adopted, it binds us: City Hall may call a decision")
    expect(mayor.page.locator("#mychair")).to_be_empty()
    scene.steer("decision.open", **{"term:seats": "city-chairs"})
    for seat in SEATS:
        scene.steer("ballot.cast", seat=seat, decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")
    decision_page(scene, mayor)
    expect(mayor.page.locator("#bound")).to_contain_text("City Hall may call a decision")
    expect(mayor.page.locator("#bound")).to_contain_text("since decision 1")
    expect(mayor.page.locator("#mychair")).to_contain_text("No proposal can be decided now")

    # the list of speakers
    assert ana.act("speaker.ask", point="")["ok"]
    mayor.page.locator("#chair-give button[type=submit]").click()
    expect(mayor.page.locator("#chair-end button[type=submit]")).to_be_visible()
    mayor.page.locator("#chair-end button[type=submit]").click()
    expect(mayor.page.locator("#chair-end")).to_have_count(0)

    # the convener calls two decisions with the keyboard; both fail
    assert ana.act("proposal.make", **{"term:money": "thirds"}, rationale="fair")["ok"]
    for decision in ("d2", "d3"):
        call = mayor.page.locator("#mychair button", has_text="Call the decision")
        call.focus()
        mayor.page.keyboard.press("Enter")
        expect(host.page.locator("#deciding")).to_contain_text("Called by City Hall")
        expect(mayor.page.locator("#mychair")).to_contain_text("A decision is open")
        scene.steer("decision.close", decision=decision)
        expect(host.page.locator("#review")).to_contain_text("failed under this rule")
    mayor.page.reload()
    expect(mayor.page.locator("#mychair")).to_contain_text("You convene")
    assert mayor.axe() == []

    # the review: everybody reads it; another rule is put to the room under a rule of its own
    host.page.locator('#review button[data-dialog="ask-review"]').click()
    host.page.locator("#ask-review button[type=submit]").click()
    expect(mayor.page.locator("#bound")).to_contain_text("2 decisions in a row failed under this rule")
    choice = host.page.locator("#review-decide")
    choice.locator('input[value="unanimity"]').check()
    assert host.axe() == []
    choice.locator("button[type=submit]").click()
    expect(mayor.page.locator("#bar")).to_contain_text("Review of the rule")
    expect(mayor.page.locator("#bar")).to_contain_text("More than half of those present must say yes")
    mayor.page.locator("#bar").get_by_role("button", name="Yes").first.click()
    expect(mayor.page.locator("#bar")).to_contain_text("You said")
    for player in others:
        assert player.act("ballot.cast", decision="d4", choice="yes")["ok"]
    host.page.locator('button[data-dialog="ask-close"]').click()
    host.page.locator("#ask-close button[type=submit]").click()
    expect(mayor.page.locator("#rule")).to_contain_text("Everyone present must vote, and nobody may say no.")
    expect(mayor.page.locator("#bound")).not_to_contain_text("Review of the rule")
    expect(host.page.locator("#review")).to_be_empty()

    # a second laptop of the convener shows the same, also on a phone
    phone = visit(scene.server, width=320, height=640)
    phone.context.add_cookies(mayor.context.cookies())
    phone.go(f"/x/{scene.exercise}#panel-decision")
    expect(phone.page.locator("#mychair")).to_contain_text("You convene")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
