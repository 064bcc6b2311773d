"""A facilitator bookmarks a moment while people talk, and plays the room back from there in the debrief."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def wall_token(scene: Scene) -> str:
    """The wall's own address, from the control page."""
    page = scene.facilitator.jar.open(f"/steer/{scene.exercise}").text
    return page.partition('href="/wall/')[2].partition('"')[0]


def test_a_bookmark_is_found_with_the_keyboard_and_played_on_from(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    people = {
        seat: scene.player(name, seat)
        for name, seat in (("Ana", "vendors"), ("Bo", "merchants"), ("Cyd", "neighbors"))
    }
    scene.steer("step.enter", step="deciding")
    for seat, value in (("vendors", "yes"), ("merchants", "yes"), ("neighbors", "no")):
        for option in ("majority", "consensus"):
            people[seat].act("stance.set", target=f"rule.{option}", value=value, seen="1")
    laptop = visit(scene.server)
    laptop.takes_over(scene.facilitator.jar)
    laptop.go(f"/steer/{scene.exercise}")
    laptop.linked()
    laptop.page.get_by_label("A word for this moment").fill("Two against one")
    laptop.page.get_by_role("button", name="Bookmark this moment").click()
    expect(laptop.page.locator("#bookmark [data-told]")).to_contain_text("Bookmarked at")
    people["vendors"].act("proposal.make", **{"term:rule": "majority"}, rationale="quick")
    scene.steer("decision.open", proposal="p1", seen="1")
    for person in people.values():
        person.act("ballot.cast", decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")

    laptop.go(f"/replay/{scene.exercise}")
    page = laptop.page
    slider, frame = page.get_by_label("Moment", exact=True), page.locator("#frame")
    expect(frame.locator(".frame__clauses")).to_contain_text("Adopted: c")
    last = int(slider.input_value())
    mark = int(page.get_by_role("link", name="Two against one").get_attribute("data-go") or "0")
    assert 1 < mark < last
    slider.focus()
    for _ in range(last - mark):
        page.keyboard.press("ArrowLeft")
    expect(frame).to_have_attribute("data-at", str(mark))
    expect(frame.locator(".frame__clauses")).not_to_contain_text("Adopted")
    expect(frame.locator(".frame__counts")).to_contain_text("2 yes")
    expect(page).to_have_url(re.compile(rf"at={mark}$"))
    assert laptop.axe() == []
    page.reload()
    expect(frame).to_have_attribute("data-at", str(mark))
    page.locator("#go-after").click()
    expect(frame.locator(".frame__now")).to_contain_text("Lantern Vendors proposed D1 c")
    if PICTURES:
        laptop.picture(Path(PICTURES) / "replay.png")
    # the moment goes on the wall, as everybody could see it then, until the facilitator takes it off
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(f"/wall/{wall_token(scene)}")
    page.locator(f'[data-go="{mark}"]').first.click()
    expect(frame).to_have_attribute("data-at", str(mark))
    page.get_by_role("button", name="Show this moment on the wall").focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".frame__wall")).to_contain_text("On the wall now.")
    expect(frame).to_have_attribute("data-at", str(mark))
    shown = wall.page.locator("#moment-shown")
    expect(shown).to_contain_text("Played back")
    expect(shown.locator(".moment__counts")).to_contain_text("2 yes")
    expect(shown).not_to_contain_text("Adopted")
    assert wall.axe() == []
    if PICTURES:
        wall.picture(Path(PICTURES) / "wall-moment-six.png")
    wall.page.reload()
    expect(shown).to_contain_text("Played back")
    second = visit(scene.server)
    second.context.add_cookies(laptop.context.cookies())
    second.go(f"/steer/{scene.exercise}")
    second.linked()
    expect(second.page.locator("#control")).to_contain_text("The wall shows a moment played back")
    second.page.locator("#do-unmoment button[type=submit]").click()
    expect(wall.page.locator("#scene")).not_to_have_attribute("data-scene", "moment")
    expect(shown).to_be_hidden()
    laptop.go(f"/replay/{scene.exercise}?at={mark}")
    last = int(slider.get_attribute("max") or "0")
    page.get_by_label("One second is").select_option("300")
    page.get_by_role("button", name="Play").click()
    expect(frame).to_have_attribute("data-at", str(last))
    expect(frame.locator(".frame__clauses")).to_contain_text("Adopted: c")
    expect(page.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")
    phone = visit(scene.server, width=320, height=640, has_touch=True)
    phone.context.add_cookies(laptop.context.cookies())
    phone.go(f"/replay/{scene.exercise}?at={mark}")
    expect(phone.page.locator("#frame")).to_have_attribute("data-at", str(mark))
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
    if PICTURES:
        phone.picture(Path(PICTURES) / "replay-phone.png")
