"""A hidden sense check with two laptops, the facilitator's page and the wall: nobody sees a mark before it closes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def picture(visitor: Visitor, name: str) -> None:
    """Keep what is seen, where somebody wants to look at it; also as a phone shows it."""
    if PICTURES:
        visitor.picture(Path(PICTURES) / f"{name}.png")
        size = visitor.page.viewport_size
        visitor.page.set_viewport_size({"width": 390, "height": 844})
        visitor.picture(Path(PICTURES) / f"{name}-phone.png")
        visitor.page.set_viewport_size(size)


def mark(visitor: Visitor, option: str, value: str) -> None:
    button = visitor.page.locator(f'#stance-{option} .stance-button[value="{value}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_a_hidden_check_from_the_question_to_what_moved_since(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    steers, wall = visit(scene.server), visit(scene.server, width=1920, height=1080)
    steers.takes_over(scene.facilitator.jar)
    steers.go(f"/steer/{scene.exercise}")
    wall.go(steers.page.locator(".desk__links a").first.get_attribute("href") or "")
    scene.steer("step.enter", step="deciding")
    mark(bo, "rule-majority", "yes")
    # the facilitator asks about the clause on the floor
    asking = steers.page.locator("#asking")
    asking.locator("#sense-target").select_option("rule")
    asking.get_by_role("button", name="Ask the room").click()
    expect(asking).to_contain_text("0 of 2 have said")
    expect(ana.page.locator("#bar")).to_contain_text("could you live with each option?")
    expect(ana.page.locator("#clause-rule")).to_contain_text("marks are hidden until it closes")
    expect(wall.page.locator("#sense")).to_contain_text("Marks are hidden until the check closes.")
    picture(wall, "wall-asks")
    picture(ana, "seat-asked")
    picture(steers, "desk-open")
    # Ana marks, also after a reload; Bo says that his mark stands
    mark(ana, "rule-majority", "no")
    form = ana.page.locator("#stance-rule-majority")
    form.locator("summary").click()
    ana.page.locator("#reason-rule-majority-text").fill("We are outnumbered.")
    ana.page.locator("#reason-rule-majority-moves").fill("small stalls may ask for a second count.")
    form.get_by_role("button", name="Save reason").click()
    expect(ana.page.locator("#bar")).to_contain_text("Your answer is in")
    expect(asking).to_contain_text("1 of 2 have said")
    before = bo.page.locator("#option-rule-majority .option__totals").inner_text()
    ana.page.reload()
    ana.linked()
    expect(form.locator('.stance-button[value="no"]')).to_have_attribute("aria-pressed", "true")
    bo.page.reload()
    bo.linked()
    assert bo.page.locator("#option-rule-majority .option__totals").inner_text() == before
    for other in (bo, wall, steers):
        assert "outnumbered" not in other.page.content()
    same = bo.page.get_by_role("button", name="Still the same")
    same.focus()
    bo.page.keyboard.press("Enter")
    expect(asking).to_contain_text("2 of 2 have said")
    expect(bo.page.locator("#bar")).to_contain_text("Your answer is in")
    assert ana.axe() == bo.axe() == []
    # it closes, and all is told at once
    asking.get_by_role("button", name="Close and show the picture").click()
    expect(wall.page.locator("#sense")).to_contain_text("2 of 2 answered")
    expect(bo.page.locator("#shots-rule")).to_contain_text("Sense check 1")
    expect(bo.page.locator("#objections-rule")).to_contain_text("We are outnumbered.")
    expect(bo.page.locator("#clause-rule")).not_to_contain_text("hidden")
    mark(ana, "rule-majority", "with")
    for page in (bo.page.locator("#shots-rule"), wall.page.locator("#sense"), asking):
        expect(page).to_contain_text("1 moved from no to with changes")
    picture(wall, "wall-moved")
    picture(bo, "seat-moved")
    steers.page.locator("#sheet-objectors > summary").click()
    expect(steers.page.locator("#objectors")).to_contain_text("second count")
    picture(steers, "desk-closed")
    steers.page.locator("#sheet-sense").scroll_into_view_if_needed()
    picture(steers, "desk-sense")
    bo.page.locator("#shots-rule").scroll_into_view_if_needed()
    picture(bo, "seat-shots")
    scene.steer("scene.show", scene="moves")
    expect(wall.page.locator("#moves")).to_contain_text("What would move us?")
    expect(wall.page.locator("#moves")).to_be_visible()
    picture(wall, "wall-moves")
    assert bo.axe() == steers.axe() == wall.axe() == []
    bo.page.set_viewport_size({"width": 320, "height": 640})
    assert bo.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_check_that_is_called_off_forgets_what_it_hid(scene: Scene) -> None:
    ana = scene.browser("Ana", "vendors")
    scene.steer("step.enter", step="deciding")
    scene.steer("sense.open", target="rule", how="hide")
    mark(ana, "rule-majority", "no")
    scene.steer("sense.cancel", check="s1")
    pressed = ana.page.locator('#stance-rule-majority .stance-button[aria-pressed="true"]')
    expect(pressed).to_have_count(0)
