"""The work plan as people meet it: asked, led, helped, shown, dropped, and what the signing makes of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Linked

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def adopt(scene: Scene, number: int, ana: Visitor, others: list[Linked], **terms: str) -> None:
    """Everybody says yes."""
    scene.steer("decision.open", **{f"term:{clause}": option for clause, option in terms.items()})
    yes = ana.form("ballot.cast").first.locator('button[value="yes"]')
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    for other in others:
        assert other.act("ballot.cast", decision=f"d{number}", choice="yes", reason="")["ok"]
    scene.steer("decision.close", decision=f"d{number}")


def test_a_plan_is_led_helped_changed_and_signed(scene: Scene, visit) -> None:
    scene.steer("step.enter", step="sign")
    ana = scene.browser("Ana", "merchants")
    bo, cy, di = (
        scene.player(n, s) for n, s in (("Bo", "city-hall"), ("Cy", "neighbors"), ("Di", "vendors"))
    )
    panel = ana.page.locator("#panel-plan")
    expect(panel).to_contain_text("No work yet")
    adopt(scene, 1, ana, [bo, cy, di], manager="two-keys", opening="pilot-six")
    expect(panel).to_contain_text("0 of 4 tasks have a lead. 2 critical tasks have no lead.")

    # somebody asks; one tap answers, and the room sees it
    assert cy.act("task.ask", task="two-locks", of="merchants")["ok"]
    expect(ana.page.locator("#myplan")).to_contain_text("Ferry Hill Neighbors asks you to lead")
    ana.form("task.lead", "#mytask-two-locks").locator("button[type=submit]").click()
    expect(ana.page.locator("#task-two-locks")).to_contain_text("Lead: Front Street Merchants")
    expect(ana.page.locator("#mytask-two-locks")).to_contain_text("You lead this.")
    assert cy.hears("Front Street Merchants")
    assert cy.act("task.lead", task="two-locks")["code"] == "task.led"

    # staff that was pledged, given with one tap and taken back with another number
    assert ana.form("task.support", "#panel-plan").count() == 0
    scene.steer("pledge.make", seat="merchants", resource="staff", amount="3", line="Friday crew")
    ana.form("task.support", "#mytask-street-closing").first.locator("button[type=submit]").click()
    expect(ana.page.locator("#task-street-closing")).to_contain_text("needs 0.2 of a post, covered")
    ana.page.locator("#more-street-closing summary").click()
    ana.page.locator("#amount-street-closing").fill("1")
    ana.page.locator("#staff-street-closing button").first.click()
    expect(ana.page.locator("#task-street-closing")).to_contain_text("0.1 of a post short")
    expect(ana.page.locator("#myplan")).to_contain_text("0.2 of a post is free")

    # the facilitator sees what nobody leads, and records a yes that was said aloud
    host = visit(scene.server)
    host.go(scene.server.links["facilitator"])
    host.go(f"/steer/{scene.exercise}")
    expect(host.page.locator("#alerts")).to_contain_text("1 critical task has no lead")
    expect(host.page.locator("#desk")).to_contain_text("cannot enter into force")
    host.page.locator("#sheet-plan > summary").click()
    host.page.locator("#record-lead-street-closing summary").click()
    host.page.locator("#lead-seat-street-closing").select_option("city-hall")
    host.page.locator("#lead-for-street-closing button").first.click()
    expect(host.page.locator("#alerts")).not_to_contain_text("critical")
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(host.page.locator('a[href^="/wall/"]').first.get_attribute("href") or "")
    host.page.locator("#wall-menu summary").click()
    host.page.locator('#do-scene button[value="plan"]').click()
    expect(wall.page.locator("#plan")).to_contain_text("2 of 4 tasks led")
    expect(wall.page.locator("#plan .timeline__task")).to_have_count(4)

    # another way to manage: tasks fall away, and who led them is told
    adopt(scene, 2, ana, [bo, cy, di], manager="merchants-run")
    expect(ana.page.locator("#myplan")).to_contain_text("This task fell away")
    expect(ana.page.locator("#task-two-locks")).to_be_hidden()
    expect(ana.page.locator("#task-one-street")).to_be_visible()
    expect(wall.page.locator("#plan")).to_contain_text("Managed by: Front Street Merchants")

    # frozen with a gap: enough signatures are not enough
    scene.steer("signing.open")
    expect(ana.page.locator("#signing")).to_contain_text("a critical task has no lead")
    expect(ana.form("task.lead", "#panel-plan")).to_have_count(0)
    scene.steer("signing.reopen")
    ana.form("task.lead", "#mytask-one-street").locator("button[type=submit]").click()
    expect(ana.page.locator("#mytask-one-street")).to_contain_text("You lead this.")
    scene.steer("signing.open")
    ana.form("signature.give").first.locator('button[value="sign"]').click()
    seen = ana.page.locator('#signature-pad [name="seen"]').get_attribute("value")
    for other in (bo, cy, di):
        assert other.act("signature.give", how="sign", seen=seen)["ok"]
    scene.steer("signing.conclude")
    expect(ana.page.locator("#signing")).to_contain_text("The agreement is in force")
    for visitor in (ana, wall, host):
        assert visitor.axe() == []
    ana.go(f"/x/{scene.exercise}/agreement")
    expect(ana.page.locator("main")).to_contain_text("Plan stalls and shop windows as one street (critical)")
    expect(ana.page.locator("main")).to_contain_text("Front Street Merchants: 0.1 of a post")
