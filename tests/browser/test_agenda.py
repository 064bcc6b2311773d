"""Ninety minutes: the form says when it ends, a step is left out during the run, and every page follows."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
SHOTS = os.environ.get("AGENDA_SHOTS", "")


def shot(visitor: Visitor, name: str) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if SHOTS:
        visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png")


def test_ninety_minutes_and_a_step_left_out(server: Server, visit: Callable[..., Visitor]) -> None:
    steering = visit(server, width=1366, height=768)
    steering.go(server.links["facilitator"])
    page = steering.page
    form = page.locator("#new-first-table")
    form.evaluate("e => { e.open = true }")
    form.get_by_label("Title, on the join page and your list").fill("Ninety minutes")
    form.get_by_label("Running time in minutes").fill("90")
    form.get_by_label("It begins at").fill("13:30")
    form.get_by_role("button", name="Show the steps first").click()
    expect(form.get_by_role("status")).to_contain_text("It ends at 15:00")
    expect(form.get_by_label("Title, on the join page and your list")).to_have_value("Ninety minutes")
    shot(steering, "form")
    assert steering.axe() == []
    form.get_by_role("button", name="Open the seminar").click()
    page.wait_for_url("**/steer/*-1")
    desk = page.url
    page.locator("#running-order summary").click()
    page.get_by_role("link", name="Change the running order").click()
    expect(page.locator("#ends")).to_have_text("15:00")
    assert steering.axe() == []
    shot(steering, "agenda")
    page.goto(desk.rsplit("/", 1)[0] + "/")
    code = page.locator(".seminar", has_text="Ninety minutes").locator(".seminar__code").inner_text()
    ana = visit(server)
    ana.go(f"/?code={code}")
    ana.page.locator('form[action="/join"] button[type=submit]').click()
    ana.page.locator('input[name="name"]').first.fill("Ana")
    ana.page.keyboard.press("Enter")
    ana.page.locator('button[name="seat"]').first.click()
    ana.page.wait_for_url("**/x/*")
    ana.linked()
    # another facilitator's page is open while the order changes
    second = visit(server, width=390, height=844)
    second.context.add_cookies(page.context.cookies())
    second.go(desk)
    page.goto(desk)
    page.locator('[id^="do-next-"] button[type=submit]').click()
    expect(page.locator(".steer__kicker")).to_have_text("Now")
    page.goto(desk + "/agenda")
    page.locator('button[name="skip"]').nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".agenda-row--out")).to_have_count(1)
    page.reload()
    expect(page.locator(".agenda-row--out")).to_have_count(1)
    left = page.locator(".agenda-row--out th").inner_text()
    shot(steering, "agenda-running")
    second.page.locator("#running-order summary").click()
    expect(second.page.locator("#running-order")).not_to_contain_text(left)
    second.page.goto(desk + "/agenda")
    expect(second.page.locator("#ends")).to_have_text(page.locator("#ends").inner_text())
    shot(second, "agenda-phone")
    assert second.axe() == []
    # minutes by keyboard; a participant's page shows them
    field = page.locator('.agenda-row--next input[type="number"]').first
    field.fill("37")
    field.press("Enter")
    expect(page.locator('.agenda-row--next input[type="number"]').first).to_have_value("37")
    page.goto(desk)
    page.locator("#running-order summary").click()
    expect(page.locator("#running-order")).to_contain_text("37 min")
    expect(ana.page.locator(".steps")).to_contain_text("37 min")
    expect(ana.page.locator(".steps")).not_to_contain_text(left)
    ana.page.reload()
    expect(ana.page.locator(".steps")).to_contain_text("37 min")
    page.goto(desk.rsplit("/", 1)[0] + "/")
    shot(steering, "home")
    assert steering.axe() == []
