"""Somebody asks for help, the facilitator answers and sees that it was read, looks at the page, watches all rooms."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


@pytest.fixture
def two_rooms(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar of two rooms in which people sit together."""
    made = Scene(server, visit, rooms="2", talk="room")
    yield made
    made.close()


def picture(visitor: Visitor, name: str) -> None:
    if PICTURES:
        for width, height in ((1366, 768), (390, 844)):
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.picture(Path(PICTURES) / f"{name}-{width}.png")
        visitor.page.set_viewport_size({"width": 1366, "height": 768})


def fits(visitor: Visitor) -> None:
    """Clean for axe, and nothing scrolls sideways on a narrow phone."""
    assert visitor.axe() == []
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 320
    visitor.page.set_viewport_size({"width": 1366, "height": 768})


def test_help_is_asked_answered_and_read_and_a_look_is_told(
    two_rooms: Scene, visit: Callable[..., Visitor]
) -> None:
    scene, ana = two_rooms, two_rooms.browser("Ana", "vendors")
    bo = scene.player("Bo", "merchants")
    scene.player("Cyd", "neighbors")
    host, rooms = visit(scene.server), visit(scene.server)
    for visitor in (host, rooms):
        visitor.takes_over(scene.facilitator.jar)
    scene.steer("step.enter", step="deciding")
    bo.act("stance.set", target="rule.majority", value="no", seen="1", reason="We would always lose.")
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    rooms.go(f"/steer/{scene.exercise}/rooms")
    rooms.linked()
    expect(rooms.page.locator(".room-tile")).to_have_count(2)

    ana.page.locator("#ask-for-help summary").click()
    picture(ana, "ask")
    ana.page.get_by_role("button", name="I do not understand this").click()
    expect(ana.page.locator("#myhelp")).to_contain_text("Not seen yet")
    expect(host.page.locator("#helpdesk .plea")).to_contain_text("Ana")
    expect(rooms.page.locator(f"#roomcard-{scene.exercise}")).to_contain_text("1 seat asks for help")
    fits(rooms)
    picture(rooms, "rooms")
    host.page.locator("#answer-vendors summary").click()
    picture(host, "desk")
    host.page.get_by_role("button", name="There is no right answer").click()
    expect(ana.page.locator("#myhelp")).to_contain_text("There is no right answer")
    expect(host.page.locator("#helpdesk")).to_contain_text("nobody has tapped “That helps” yet")
    fits(ana)
    picture(ana, "answered")
    ana.page.reload()
    ana.page.get_by_role("button", name="That helps").click()
    expect(host.page.locator("#helpdesk")).to_contain_text("read at")
    expect(rooms.page.locator(f"#roomcard-{scene.exercise}")).not_to_contain_text("for help")
    host.page.reload()
    expect(host.page.locator("#helpdesk")).to_contain_text("read at")
    fits(host)

    ana.page.locator('#option-rule-majority button[value="yes"]').first.click()
    expect(host.page.locator("#gatherings")).to_contain_text("We would always lose.")
    host.page.locator("#sheet-gatherings").scroll_into_view_if_needed()
    picture(host, "gatherings")
    host.page.get_by_role("button", name="Bring them together").click()
    expect(ana.page.locator("#myhelp")).to_contain_text("Please get up and talk with")
    picture(ana, "meet")
    ana.page.get_by_role("button", name="I have read this").click()
    expect(ana.page.locator("#myhelp")).not_to_contain_text("Please get up")

    host.go(f"/steer/{scene.exercise}/look/vendors")
    host.page.get_by_role("button", name="See their page").click()
    expect(host.page.locator(".looking")).to_contain_text("This is logged")
    expect(ana.page.locator("#myhelp")).to_contain_text("The facilitator looked at your page")
    assert host.page.locator("main button:enabled").count() == 0
    fits(host)
    picture(host, "looked")
    host.page.reload()
    expect(host.page.locator(".looking")).to_contain_text("This is logged")
    host.page.get_by_role("link", name="Back to the room").click()
    expect(host.page.locator("#helpdesk")).to_be_visible()
