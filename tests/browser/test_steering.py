"""Two facilitators steer one room, and one of them takes back a slip."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def test_two_facilitators_and_a_ballot_that_was_recorded_by_mistake(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    for name, seat in (("Ana", "vendors"), ("Bo", "merchants")):
        scene.player(name, seat)
    first, other = visit(scene.server, width=1366, height=768), visit(scene.server, width=390, height=844)
    first.takes_over(scene.facilitator.jar)
    first.go(f"/steer/{scene.exercise}/together")
    first.page.get_by_label("What the others know them by").fill("Iris")
    first.page.get_by_role("button", name="Make their link").click()
    expect(first.page.locator(".together__link svg")).to_have_count(1)
    link = first.page.locator(".together__address code").inner_text()
    assert first.axe() == []
    if PICTURES:
        first.picture(Path(PICTURES) / "together.png")
    other.go(f"/steer/enter?key={link.partition('key=')[2]}")
    other.go(f"/steer/{scene.exercise}/together")
    assert other.axe() == []
    assert other.page.evaluate("document.documentElement.scrollWidth") <= 390
    other.go(f"/steer/{scene.exercise}")
    first.go(f"/steer/{scene.exercise}")
    for page in (first, other):
        page.linked()
    first.page.locator("[id^=do-next] button[type=submit]").first.click()
    expect(other.page.locator("#control .last-act")).to_contain_text("by Facilitator")
    expect(other.page.locator("#control .last-act__ago")).to_contain_text("s ago")
    # both press at the same moment: the second one's page has not heard of the first yet
    stale = other.page.locator("#do-2 input[name=seen]").input_value()
    first.page.get_by_role("button", name="Pause").click()
    expect(other.page.locator("#control .last-act")).to_contain_text("Paused")
    other.page.evaluate(f"document.querySelector('#do-2 input[name=seen]').value = '{stale}'")
    other.page.locator("#do-2 button[type=submit]").click()
    expect(other.page.locator("#complaint")).to_contain_text("by Facilitator. Nothing was changed")
    other.page.get_by_role("button", name="Got it").click()
    # a ballot from paper, for the wrong seat
    scene.steer("decision.open", **{"term:rule": "majority"})
    scene.steer("ballot.cast", seat="vendors", decision="d1", choice="no", reason="misread")
    first.page.locator("#sheet-happened > summary").click()
    line = first.page.locator("#happened li").first
    expect(line).to_contain_text("Ballot of")
    if PICTURES:
        first.page.locator("#sheet-happened").scroll_into_view_if_needed()
        first.picture(Path(PICTURES) / "happened.png")
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("taken back")
    assert first.axe() == []
    for page in (first, other):
        page.page.reload()
        page.linked()
    other.page.locator("#sheet-happened > summary").click()
    expect(other.page.locator("#happened li").first).to_contain_text("taken back")
    expect(other.page.locator("#happened li").first).to_contain_text("by Facilitator")
    expect(other.page.locator("#deciding")).to_contain_text("0 of 2")
    if PICTURES:
        other.picture(Path(PICTURES) / "happened-phone.png")


def test_a_link_opens_its_part_and_a_refusal_is_seen_wherever_one_has_scrolled_to(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    for name, seat in (("Ana", "vendors"), ("Bo", "merchants")):
        scene.player(name, seat)
    desk = visit(scene.server)
    desk.takes_over(scene.facilitator.jar)
    desk.go(f"/steer/{scene.exercise}")
    desk.linked()
    scene.steer("step.enter", step="deciding")
    for number, option in enumerate(("majority", "unanimity"), 1):
        scene.steer("decision.open", **{"term:rule": option})
        if number == 1:
            scene.steer("decision.close", decision="d1")
    # the first count cannot be taken back while another decision is open
    desk.page.get_by_role("navigation", name="On this page").get_by_role("link", name="What happened").click()
    counted = desk.page.locator("#happened li", has_text="Decision counted")
    expect(counted).to_be_in_viewport()
    counted.get_by_role("button", name="Undo").click()
    expect(desk.page.locator("#complaint")).to_contain_text("Another decision was opened since")
    expect(desk.page.locator("#complaint .alert")).to_be_in_viewport(ratio=0.95)
    expect(desk.page.locator("#complaint")).to_have_css("position", "fixed")
    assert desk.axe() == []
    desk.page.get_by_role("button", name="Got it").press("Enter")
    expect(desk.page.locator("#complaint")).to_be_hidden()
