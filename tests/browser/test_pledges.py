"""A pledge that waits for an option, the balance that moves with it, and one that is taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_tied_pledge_waits_counts_and_stays_visible_when_it_is_taken_back(scene: Scene, visit) -> None:
    scene.exercise = scene.facilitator.new_seminar(depth="full")
    scene.steering = scene.facilitator.link(scene.exercise)
    scene._linked.append(scene.steering)
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "merchants"), scene.browser("Bo", "city-hall")
    others = [scene.player(n, s) for n, s in (("Cy", "neighbors"), ("Di", "vendors"))]

    def adopt(number: int, **terms: str) -> None:
        scene.steer("decision.open", **{f"term:{clause}": option for clause, option in terms.items()})
        for visitor in (ana, bo):
            yes = visitor.form("ballot.cast").first.locator('button[value="yes"]')
            yes.click()
            expect(yes).to_have_attribute("aria-pressed", "true")
        for other in others:
            assert other.act("ballot.cast", decision=f"d{number}", choice="yes", reason="")["ok"]
        scene.steer("decision.close", decision=f"d{number}")

    adopt(1, money="frontage-levy")
    expect(bo.page.locator("#balance")).to_contain_text("$70,000 a year short")

    # what the adopted formula asks of whom: mine is told to me, the table to everybody
    mine = ana.page.locator("#myshare")
    expect(mine).to_contain_text("Your share under")
    expect(mine).to_contain_text(
        "$49,000 of the $70,000 a year that are needed. You have pledged nothing in cash"
    )
    expect(bo.page.locator("#shares")).to_contain_text("$49,000 under")
    expect(bo.page.locator("#myshare")).to_contain_text("no share falls to you")

    # pledged with a tie, by a form: it is seen and counts for nothing yet
    ana.page.locator("#pledge-free > summary").click()
    ana.page.locator("#pledge-kind").select_option("cash")
    ana.page.locator("#pledge-amount").fill("70")
    ana.page.locator("#pledge-line").select_option("Opening fund")
    ana.page.locator("#tie-free").select_option("manager.hired-manager")
    ana.page.locator("#pledge-free-form button").first.click()
    row = bo.page.locator("#pledge-r1")
    expect(row).to_contain_text("waits for")
    expect(row).to_contain_text("One hired market manager")
    expect(bo.page.locator("#balance")).to_contain_text("$70,000 a year waits for its condition")
    bo.page.reload()
    expect(bo.page.locator("#balance")).to_contain_text("$70,000 a year short")

    # adopted: it counts
    adopt(2, manager="hired-manager")
    expect(bo.page.locator("#balance")).not_to_contain_text("waits for its condition")
    expect(row).not_to_contain_text("waits for")
    expect(bo.page.locator("#balance")).to_contain_text("1 of 2 budget lines are covered")

    expect(mine).to_contain_text("You have pledged $70,000 a year")
    expect(bo.page.locator("#shares")).to_contain_text("$21,000 under")

    # changed: before and after in words; taken back: struck, with the time, also after a reload
    ana.page.locator("#change-r1 > summary").click()
    ana.page.locator("#amount-r1").fill("40")
    ana.page.locator("#revise-r1 button").first.click()
    expect(row).to_contain_text("$70,000 a year → $40,000 a year")
    if not ana.page.locator("#withdraw-r1 button").first.is_visible():
        ana.page.locator("#change-r1 > summary").click()
    ana.page.locator("#withdraw-r1 button").first.click()
    expect(row).to_contain_text("taken back at")
    expect(row.locator("del")).to_have_count(2)
    bo.page.reload()
    expect(row).to_contain_text("taken back at")
    expect(ana.page.locator("#pledges")).not_to_contain_text("You have pledged")
    for visitor in (ana, bo):
        assert visitor.axe() == []
