"""Guests watch, play the press and are shown out; latecomers read the story so far. As each of them does it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Linked

from .conftest import Scene
from .test_consents import steering, wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

HEADLINE, STORY = "Bridge talks stall", "They sat until noon.\nThen it rained."


CUT_ON_THE_WALL = """() => [...document.querySelectorAll('#news, #news .news__text, #press')]
  .filter(e => e.offsetParent && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2))
  .map(e => `${e.id || e.className}: ${e.scrollWidth} x ${e.scrollHeight} in ${e.clientWidth} x ${e.clientHeight}`)"""


def open_door(host: Visitor, exercise: str, kind: str) -> str:
    """The facilitator opens a link for guests; its path."""
    host.go(f"/steer/{exercise}/observers")
    door = host.page.locator(f"#door-{kind}")
    door.get_by_role("button", name="Open a link").click()
    return urlsplit(door.locator("code").inner_text()).path


def clean(visitor: Visitor) -> list[str]:
    """What axe finds, and whether the page scrolls sideways on a laptop or on a small phone."""
    wrong = visitor.axe()
    for width in (320, 1366):
        visitor.page.set_viewport_size({"width": width, "height": 768})
        over = visitor.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        wrong += [f"{over} px too wide at {width} px"] if over > 1 else []
    return wrong


def test_a_guest_sees_a_clause_adopted_live_sends_nothing_and_is_shown_out(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    host = steering(scene, visit)
    desk = visit(scene.server)
    desk.context.add_cookies(host.context.cookies())
    desk.go(f"/steer/{scene.exercise}")
    desk.linked()
    expect(desk.page.locator("[data-watching]")).to_have_text("0")
    door = open_door(host, scene.exercise, "observer")
    assert clean(host) == []
    guest = visit(scene.server)
    guest.go(door)
    guest.linked()
    expect(desk.page.locator("[data-watching]")).to_have_text("1")
    scene.steer("step.enter", step="deciding")
    players = [scene.player(s, s) for s in ("vendors", "merchants", "city-hall", "foundation", "neighbors")]
    expect(guest.page.locator("#adoptions")).to_contain_text("0 of")
    scene.steer("decision.open", **{"term:rule": "majority"})
    expect(guest.page.locator("#decision")).to_contain_text("Decision open")
    for player in players:
        assert player.act("ballot.cast", decision="d1", choice="yes")["ok"]
    expect(guest.page.locator("#decision")).to_contain_text("5 of 5")
    scene.steer("decision.close", decision="d1")
    expect(guest.page.locator("#adoptions")).to_contain_text("1 of")
    for _ in range(2):
        expect(guest.page.locator("#decision .decision__outcome")).to_contain_text("Adopted")
        expect(guest.page.locator("#head")).to_contain_text("Room A")
        assert guest.page.locator("form").count() == 1, "only the guest's own name"
        guest.page.reload()
    assert clean(guest) == []
    # a raw socket with the same link
    raw = Linked(
        scene.server, scene.facilitator.jar.__class__(scene.server), scene.exercise, "watch", door[7:]
    )
    raw.connect()
    assert "adoptions" in raw.parts
    assert not raw.parts.keys() & {"brief", "bar", "eyes", "pressdesk"}
    refused = raw.act("ballot.cast", decision="d1", choice="no")
    assert (refused["ok"], refused["code"]) == (False, "actor.not_allowed")
    raw.close()
    # without a script a reload does what the socket does
    still = visit(scene.server, java_script_enabled=False)
    still.go(door)
    expect(still.page.locator("#adoptions")).to_contain_text("1 of")
    host.page.set_viewport_size({"width": 1366, "height": 768})
    host.page.locator("#door-observer").get_by_role("button", name="Close the link").click()
    expect(guest.page.locator("h1")).to_have_text("This link is closed")
    guest.troubles.clear()  # the browser says that the address is gone
    assert clean(guest) == []
    expect(desk.page.locator("[data-watching]")).to_have_text("0")
    still.page.reload()
    expect(still.page.locator("h1")).to_have_text("This link is closed")
    still.troubles.clear()
    guest.troubles.clear()


def test_the_press_hands_in_a_story_that_is_printed_and_one_that_is_not(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    host = steering(scene, visit)
    wall = wall_of(host, visit, scene.server)
    hall = scene.browser("Ana", "city-hall")
    door = open_door(host, scene.exercise, "press")
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    ida = visit(scene.server)
    ida.go(door)
    ida.linked()
    ida.page.locator("#guest-name").fill("Ida")
    ida.page.get_by_role("button", name="Keep this name").click()
    expect(ida.page.locator("#guest-name")).to_have_value("Ida")
    # a draft survives a reload; what does not fit is said, and stays
    ida.page.locator("#story-headline").fill("   ")
    ida.page.locator("#story-text").fill(STORY)
    ida.page.reload()
    expect(ida.page.locator("#story-text")).to_have_value(STORY)
    ida.page.get_by_role("button", name="Hand in").click()
    expect(ida.page.locator("#story-problem")).to_contain_text("Nothing is written here yet")
    ida.troubles.clear()  # the browser notes the status of the answer
    expect(ida.page.locator("#story-text")).to_have_value(STORY)
    assert clean(ida) == []
    ida.page.locator("#story-headline").fill(HEADLINE)
    ida.page.get_by_role("button", name="Hand in").click()
    expect(ida.page.locator("#mystories")).to_contain_text("waits for the facilitator")
    expect(ida.page.locator("#story-text")).to_have_value("")
    waiting = host.page.locator("#pressdesk .press-desk__story").first
    expect(waiting).to_contain_text("Ida hands in")
    assert HEADLINE not in wall.page.content() + hall.page.content()
    waiting.get_by_role("button", name="Print it").click()
    for page in (wall.page, hall.page):
        expect(page.locator("#press")).to_contain_text("They sat until noon.")
    expect(ida.page.locator("#mystories")).to_contain_text("on the front page")
    host.page.locator("#wall-menu > summary").click()
    host.page.get_by_role("button", name="Front page").click()
    expect(wall.page.locator(".scene--news")).to_be_visible()
    # an event's story and the press share the wall: no line of either is cut
    scene.steer("inject.throw", inject="state-letter")
    expect(wall.page.locator("#news .news__text").first).to_be_visible()
    for width, height in ((1920, 1080), (1280, 720)):
        wall.page.set_viewport_size({"width": width, "height": height})
        assert wall.page.evaluate(CUT_ON_THE_WALL) == []
    ida.page.locator("#story-headline").fill("Who pays?")
    ida.page.locator("#story-text").fill("Nobody says.")
    ida.page.get_by_role("button", name="Hand in").click()
    second = host.page.locator("#pressdesk .press-desk__story").first
    expect(second).to_contain_text("Who pays?")
    second.locator("summary").click()
    second.locator('input[name="words"]').fill("Ask the two who do.")
    assert host.axe() == []
    second.get_by_role("button", name="Send back").click()
    expect(ida.page.locator("#mystories")).to_contain_text("Ask the two who do.")
    expect(host.page.locator("#pressdesk")).not_to_contain_text("Send back")
    host.page.locator("#press-printed summary").first.click()
    off = host.page.locator("#press-printed .press-desk__story").first
    off.locator('input[name="words"]').fill("A name was in it.")
    off.get_by_role("button", name="Take it off").click()
    for page in (wall.page, hall.page):
        expect(page.locator("#press")).not_to_contain_text("noon")
    # with another link the draft is there again
    ida.page.locator("#story-text").fill("Half a thought")
    host.go(f"/steer/{scene.exercise}/observers")
    host.page.locator("#door-press summary").click()
    host.page.locator("#door-press").get_by_role("button", name="Make it new").click()
    expect(ida.page.locator("h1")).to_have_text("This link is closed")
    ida.troubles.clear()
    ida.go(urlsplit(host.page.locator("#door-press code").inner_text()).path)
    ida.troubles.clear()
    expect(ida.page.locator("#story-text")).to_have_value("Half a thought")


def test_a_latecomer_reads_the_story_once_and_goes_to_the_room(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    early = scene.browser("Ana", "vendors")
    players = [scene.player(s, s) for s in ("merchants", "city-hall", "foundation", "neighbors")]
    scene.steer("step.enter", step="deciding")
    scene.steer("decision.open", **{"term:rule": "majority"})
    for player in players:
        player.act("ballot.cast", decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")
    late = visit(scene.server)
    late.arrive("Bo", scene.exercise, "county-health")
    expect(late.page.locator("h1")).to_have_text("The story so far")
    expect(late.page.locator("#story-agreed")).to_be_visible()
    expect(late.page.locator(".story__agreed")).to_contain_text("D1 c")
    assert clean(late) == []
    late.page.get_by_role("link", name="Go to the room").first.click()
    late.page.wait_for_url(f"**/x/{scene.exercise}")
    late.page.reload()
    expect(late.form("brief.confirm").first).to_be_visible()
    late.page.set_viewport_size({"width": 1366, "height": 768})
    late.read_brief()
    late.page.get_by_role("link", name="The story so far").click()
    expect(late.page.locator("h1")).to_have_text("The story so far")
    # who was here from the beginning finds it in the menu, and is never sent there
    early.page.reload()
    expect(early.page.locator("#bar")).to_be_visible()
    early.page.get_by_role("link", name="The story so far").click()
    expect(early.page.locator(".story__lead")).to_contain_text("clauses are adopted")
    early.page.emulate_media(media="print")
    paper = early.page.pdf(format="A4")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") in (0, 1), "one sheet"
