"""Two seats say whether they were heard, the facilitator invites one of them to speak and shows counts; and goes back
to a moment, from which both rooms go on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def picture(visitor: Visitor, name: str, at: str = "") -> None:
    if PICTURES:
        for width, height in ((1366, 768), (390, 844)):
            visitor.page.set_viewport_size({"width": width, "height": height})
            if at:
                visitor.page.locator(at).first.scroll_into_view_if_needed()
            visitor.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png")
        visitor.page.set_viewport_size({"width": 1366, "height": 768})


def fits(visitor: Visitor) -> None:
    """Clean for axe, and nothing scrolls sideways on a narrow phone."""
    assert visitor.axe() == []
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    wide = visitor.page.evaluate("""[...document.querySelectorAll("main *")].filter(
        (el) => el.getBoundingClientRect().right > 321 && !el.closest(".scroll")).map((el) => el.className || el.id)""")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320, wide[:12]
    visitor.page.set_viewport_size({"width": 1366, "height": 768})


def host_of(scene: Scene, visit: Callable[..., Visitor], path: str) -> Visitor:
    host = visit(scene.server)
    host.takes_over(scene.facilitator.jar)
    host.go(path)
    return host


def test_who_was_not_heard_is_invited_and_the_room_sees_counts(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    cyd = scene.player("Cyd", "neighbors")
    scene.steer("step.enter", step="running")
    host = host_of(scene, visit, f"/steer/{scene.exercise}")
    host.linked()
    host.page.get_by_role("button", name="Ask: were you heard?").click()
    mine = ana.page.locator("#myvoice")
    expect(mine).to_be_visible()
    # with the keyboard alone
    mine.get_by_role("radio", name="Yes").focus()
    ana.page.keyboard.press("ArrowRight")
    ana.page.keyboard.press("ArrowRight")
    expect(mine.get_by_role("radio", name="No", exact=True)).to_be_checked()
    mine.get_by_label("In a sentence").fill("They talked over us.")
    mine.get_by_label("An organization that changed your mind").select_option("merchants")
    mine.get_by_role("button", name="Send my answers").press("Enter")
    expect(mine.locator(".my-voice__state")).to_contain_text("heard: no, mind changed by")
    ana.page.reload()
    ana.linked()
    expect(mine.get_by_label("In a sentence")).to_have_value("They talked over us.")
    fits(ana)
    picture(ana, "heard-seat", "#myvoice")
    desk = host.page.locator("#voicedesk")
    expect(desk.locator(".voice-desk__unheard")).to_contain_text("They talked over us.")
    expect(bo.page.locator("body")).not_to_contain_text("They talked over us.")
    bo.page.locator("#myvoice").get_by_role("radio", name="Yes").check()
    bo.page.locator("#myvoice").get_by_role("button", name="Send my answers").click()
    expect(desk).to_contain_text("2 of 3 seats have answered")
    cyd.act("heard.answer", round="h1", heard="partly", changed="merchants")
    host.page.locator("#sheet-heard summary").first.scroll_into_view_if_needed()
    host.page.locator("#voice-seats > summary").click()
    expect(host.page.locator("#voice-vendors")).to_contain_text("They talked over us.")
    fits(host)
    picture(host, "heard-desk", "#voicedesk")
    desk.locator("#invite-vendors").get_by_role("button", name="Put first on the list").click()
    expect(ana.page.locator("#myturn")).to_contain_text("The facilitator asks you to speak next.")
    ana.page.get_by_role("button", name="I start").click()
    expect(host.page.locator("#turns")).to_contain_text("has the floor")
    ana.page.get_by_role("button", name="I have finished").click()
    desk.get_by_role("button", name="Close the questions").click()
    expect(mine).to_contain_text("The questions are closed: this stands.")
    wall_link = host.page.locator("a[href^='/wall/']").first.get_attribute("href")
    scene.steer("debrief.reveal", what="heard")
    wall = visit(scene.server)
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.go(str(wall_link))
    expect(wall.page.locator("#left")).to_contain_text("Were we heard?")
    expect(wall.page.locator("#left")).to_contain_text("1 of 3 yes (33 percent), 1 partly, 1 no")
    expect(wall.page.locator("body")).not_to_contain_text("They talked over us.")
    assert wall.axe() == []
    if PICTURES:
        wall.page.screenshot(path=Path(PICTURES) / "heard-wall.png")
    expect(bo.page.locator("#left")).to_contain_text("One organization was named at least twice")


def test_a_table_taps_who_speaks(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana = scene.browser("Ana", "vendors")
    for name, seat in (("Bo", "merchants"), ("Cyd", "neighbors"), ("Dee", "foundation")):
        scene.player(name, seat)
    scene.steer("step.enter", step="resources")
    host = host_of(scene, visit, f"/steer/{scene.exercise}")
    host.linked()
    ana.page.locator("#mytaps").scroll_into_view_if_needed()
    if not ana.page.locator("#mytaps-box").evaluate("el => el.open"):
        ana.page.locator("#mytaps-box > summary").click()
    names = ana.page.locator("#mytaps-form button[name=who]")
    names.first.click()
    expect(names.first).to_have_attribute("aria-pressed", "true")
    expect(ana.page.locator(".taps__now")).to_contain_text("since")
    fits(ana)
    picture(ana, "heard-taps", "#mytaps")
    host.page.locator("#voice-tables > summary").click()
    expect(host.page.locator("#voice-tables button[aria-pressed=true]").first).to_be_visible()
    names.last.click()
    expect(names.last).to_have_attribute("aria-pressed", "true")
    expect(host.page.locator("#voicedesk .voice-sectors")).to_be_visible()


def test_a_facilitator_returns_to_a_moment_and_people_go_there_with_their_seats(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    scene.steer("step.enter", step="deciding")
    bo.act("stance.set", target="rule.majority", value="yes", seen="1")
    host = host_of(scene, visit, f"/replay/{scene.exercise}")
    at = host.page.locator("#frame").get_attribute("data-at")
    bo.act("stance.set", target="rule.majority", value="no", seen="1", reason="Too fast.")
    host.go(f"/replay/{scene.exercise}?at={at}")
    host.page.get_by_role("button", name="Return to here").click()
    dialog = host.page.locator("#return-here")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("nothing that came later is in it")
    assert host.axe() == []
    if PICTURES:
        picture(host, "return-dialog")
    dialog.get_by_role("button", name="Go back").click()
    expect(dialog).to_be_hidden()
    host.page.get_by_role("button", name="Return to here").click()
    dialog.get_by_role("button", name="Start the new room").click()
    expect(host.page).to_have_url(re.compile(r"/steer/[0-9a-f]{12}-1$"))
    expect(host.page.locator("#flashes")).to_contain_text("Its clock is stopped")
    host.linked()
    fits(host)
    picture(host, "return-desk")
    # Ana's laptop hears of it at once, and one tap takes her to the same seat
    expect(ana.page.locator("#goeson")).to_contain_text("We went back to")
    fits(ana)
    picture(ana, "return-seat")
    # who stays folds it away, and nothing that happens unfolds it
    ana.page.locator("#goeson summary").first.press("Enter")
    bo.act("stance.set", target="rule.majority", value="no", seen="1", reason="We stay.")
    expect(ana.page.locator("body")).to_contain_text("We stay.")
    expect(ana.page.get_by_role("button", name="Go there with my seat")).to_have_count(0)
    ana.page.locator("#goeson summary").first.press("Enter")
    ana.page.get_by_role("button", name="Go there with my seat").first.click()
    ana.page.get_by_role("link", name="Go to the room").first.click()
    expect(ana.page).to_have_url(re.compile(r"/x/[0-9a-f]{12}-1$"))
    ana.linked()
    expect(host.page.locator("#person-vendors")).to_contain_text("Ana")
    host.page.locator("#do-resume").get_by_role("button", name="Go on").click()
    expect(ana.page.locator("#head")).not_to_contain_text("paused")
    # the old room goes on: what is said there stays there
    scene.steer("step.enter", step="resources")
    bo.act("stance.set", target="rule.majority", value="with", seen="1", reason="Later.")
    expect(ana.page.locator("body")).not_to_contain_text("Later.")
    host.go(f"/steer/{scene.exercise}")
    host.page.locator("#sheet-happened > summary").click()
    expect(host.page.locator("#wenton a")).to_have_count(1)
