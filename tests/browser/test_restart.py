"""kill -9 in the middle of a decision: browsers carry on without a reload, nothing is lost, nothing is doubled."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def test_a_ballot_given_while_the_server_is_dead_counts_once_when_it_is_back(
    mortal_scene: Scene,
) -> None:
    scene, server = mortal_scene, mortal_scene.server
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    scene.steer("step.enter", step="deciding")
    scene.steer("decision.open", **{"term:rule": "majority"})
    expect(ana.form("ballot.cast").first).to_be_visible()
    assert bo.act("ballot.cast", op="bo-votes-once", decision="d1", choice="yes")["ok"]
    ana.page.evaluate("() => { window.stillHere = true; }")
    ana.page.locator("#notes-text").fill("Ask Bo about the grease trap")

    server.kill()
    expect(ana.page.locator("#offline")).to_be_visible(timeout=15_000)
    # the vote goes into the outbox; the page says that it is not sent yet
    ana.form("ballot.cast").first.locator('button[value="no"]').click()
    expect(ana.page.locator('[data-save][data-state="not_sent"]').first).to_be_attached()

    server.start()
    expect(ana.page.locator("#offline")).to_be_hidden(timeout=30_000)
    expect(ana.form("ballot.cast").first.locator('button[value="no"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    assert ana.page.evaluate("() => window.stillHere") is True, "the page was reloaded"
    assert ana.page.locator("#notes-text").input_value() == "Ask Bo about the grease trap"
    assert (
        ana.page.evaluate(
            "() => Object.entries(localStorage).filter(([k, v]) => k.startsWith('outbox') && v !== '[]').length"
        )
        == 0
    )

    # what was acknowledged before is there; the same op again is answered and counted once
    bo.connect()
    scene.steering.connect()
    assert bo.act("ballot.cast", op="bo-votes-once", decision="d1", choice="yes")["ok"]
    scene.steer("decision.close", decision="d1")
    expect(ana.page.locator("#decision")).to_contain_text("1")


def test_what_was_done_offline_survives_a_reload(mortal_scene: Scene) -> None:
    server = mortal_scene.server
    mortal_scene.steer("step.enter", step="deciding")
    ana = mortal_scene.browser("Ana", "vendors")
    target = ana.page.locator("#stance-rule-majority")
    expect(target).to_be_visible()
    ana.context.set_offline(True)
    ana.page.evaluate("() => 0")
    server.kill()
    expect(ana.page.locator("#offline")).to_be_visible(timeout=15_000)
    target.locator('.stance-button[value="with"]').click()
    ana.context.set_offline(False)
    server.start()
    ana.page.reload()
    expect(
        ana.page.locator("#stance-rule-majority").locator('.stance-button[value="with"]')
    ).to_have_attribute("aria-pressed", "true", timeout=15_000)


def test_a_damaged_entry_of_the_outbox_keeps_no_page_from_working(scene: Scene) -> None:
    scene.steer("step.enter", step="deciding")
    ana = scene.browser("Ana", "vendors")
    ana.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [
            f"outbox:{scene.exercise}:{ana.page.locator('#live').get_attribute('data-me')}:vendors:0damaged",
            '{"op": "half',
        ],
    )
    ana.page.reload()
    button = ana.page.locator("#stance-rule-majority").locator('.stance-button[value="with"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true", timeout=15_000)
    expect(ana.page.locator('[data-save][data-state="saved"]').first).to_be_attached()
