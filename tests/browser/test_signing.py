"""Signing, reopening and signing again, as the people of the room do it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def steering_page(scene: Scene, visit: Callable[..., Visitor]) -> Visitor:
    """The facilitator's page in a browser, with the signing unfolded."""
    host = visit(scene.server)
    host.takes_over(scene.facilitator.jar)
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    host.page.locator("#sheet-signing > summary").click()
    return host


def confirm(host: Visitor, kind: str, dialog: str) -> str:
    """Tap a control that asks first; what it says before it is confirmed."""
    host.page.locator(f'button[data-dialog="{dialog}"]').click()
    asked = host.page.locator(f"#{dialog}")
    expect(asked).to_be_visible()
    said = asked.locator("p").first.inner_text()
    asked.locator("button[type=submit]").click()
    expect(asked).to_be_hidden()
    return said


def vote(*people: Visitor) -> None:
    """Everybody says yes in the bar."""
    for visitor in people:
        button = visitor.form("ballot.cast").first.locator('button[value="yes"]')
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")


def test_sign_reopen_change_one_clause_and_sign_again(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    host = steering_page(scene, visit)
    scene.steer("step.enter", step="sign")
    scene.steer("decision.open", **{"term:money": "thirds", "term:opening": "may-full"})
    vote(ana, bo)
    scene.steer("decision.close", decision="d1")
    confirm(host, "signing.open", "ask-sign")

    ana.form("signature.give").locator('button[value="sign"]').click()
    bo.page.locator("#pad-note").fill("Our members vote in May.")
    bo.form("signature.give").locator('button[value="reserve"]').click()
    expect(bo.page.locator("#signature-merchants")).to_contain_text("Our members vote in May.")
    expect(host.page.locator("#desk")).to_contain_text("2 of 2 signed")

    # the room decides, and everybody knows beforehand how many signatures fall
    assert "2 signatures fall." in confirm(host, "signing.call_reopening", "ask-reopen")
    expect(ana.page.locator("#bar")).to_contain_text("Decide whether the text is reopened")
    expect(ana.page.locator("#decision")).to_contain_text("every signature falls")
    vote(ana, bo)
    assert "2 signatures fall." in confirm(host, "decision.close", "ask-close")
    expect(ana.page.locator("#signing")).to_contain_text("2 signatures fell when the text was reopened.")

    # nothing but one party's own pledge changes
    assert scene.steering.act("step.enter", step="resources")["ok"]
    pledge = bo.form("pledge.make").first
    pledge.locator("button[type=submit]").first.click()
    expect(bo.page.locator("#pledge-list")).to_contain_text("Merchants")
    scene.steer("step.enter", step="sign")
    confirm(host, "signing.open", "ask-sign")
    expect(host.page.locator("#desk")).to_contain_text("Of 2 whose signature fell")
    expect(host.page.locator("#desk")).to_contain_text("1 can sign in one tap")
    again = ana.page.locator("#signature-again")
    expect(ana.page.locator(".again")).to_contain_text("Nothing in your part changed.")
    again.locator("button[type=submit]").click()
    expect(ana.page.locator("#signature-vendors")).to_contain_text("signed")
    expect(again).to_be_hidden()
    expect(bo.page.locator(".again")).to_contain_text("You pledged since:")
    expect(bo.page.locator("#signature-again")).to_have_count(0)
    expect(bo.page.locator("#pad-note")).to_have_value("Our members vote in May.")

    # one clause changes: both are told which and how
    confirm(host, "signing.call_reopening", "ask-reopen")
    vote(ana, bo)
    confirm(host, "decision.close", "ask-close")
    scene.steer("decision.open", **{"term:money": "loan"})
    vote(ana, bo)
    scene.steer("decision.close", decision="d4")
    confirm(host, "signing.open", "ask-sign")
    for visitor in (ana, bo):
        told = visitor.page.locator(".again__changes")
        expect(told).to_contain_text(re.compile(r"2\.1 .+: c → e, now “.+”"))
        expect(visitor.page.locator("#signature-again")).to_have_count(0)
        assert visitor.axe() == []
    bo.form("signature.give").locator('button[value="sign"]').click()
    expect(bo.page.locator("#signature-merchants")).to_contain_text("signed")
    expect(bo.page.locator(".again")).to_have_count(0)

    # and all of it goes home on paper
    ana.go(f"/x/{scene.exercise}/agreement")
    with ana.page.expect_download() as download:
        ana.page.locator('a[href$="agreement.docx"]').click()
    assert download.value.suggested_filename == "agreement-room-a.docx"
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_signing_again_works_without_a_script(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana = scene.browser("Ana", "vendors")
    scene.steer("step.enter", step="sign")
    scene.steer("decision.open", **{"term:money": "thirds"})
    vote(ana)
    scene.steer("decision.close", decision="d1")
    scene.steer("signing.open")
    ana.form("signature.give").locator('button[value="sign"]').click()
    expect(ana.page.locator("#signature-vendors")).to_contain_text("signed")
    scene.steer("signing.call_reopening")
    vote(ana)
    scene.steer("decision.close", decision="d2")
    scene.steer("signing.open")
    plain = visit(scene.server, java_script_enabled=False)
    plain.context.add_cookies(ana.context.cookies())
    plain.go(f"/x/{scene.exercise}")
    plain.page.locator("#signature-again button[type=submit]").click()
    expect(plain.page.locator("#signature-vendors")).to_contain_text("signed")
    expect(ana.page.locator("#signature-again")).to_have_count(0)
