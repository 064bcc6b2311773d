"""Messages as people in a room see them: they arrive beside what is being typed, in order, and on the right pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from simulator.core.evolving.talk import MESSAGES_KEPT
from tests.support.browsing import Visitor
from tests.support.people import Linked

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def texts(visitor: Visitor) -> list[str]:
    """What stands in the talk, from the top."""
    return visitor.page.locator("#talk-list .message__text").all_text_contents()


def says(linked: Linked, text: str, to: str = "") -> None:
    """A message to everybody, or to one seat."""
    ack = linked.act("message.send", channel="private" if to else "plenary", to=to, text=text)
    assert ack["ok"], ack


def link(visitor: Visitor, *, up: bool) -> None:
    """Let the page lose its connection, or find it again, while the others go on."""
    visitor.page.evaluate(
        """async (up) => {
          const live = performance.getEntriesByType("resource").find((e) => e.name.includes("/live.js")).name;
          const { socket } = await import(live);
          up ? socket.connect() : socket.disconnect();
        }""",
        up,
    )
    visitor.page.wait_for_function(
        "(up) => document.documentElement.classList.contains('is-offline') !== up", arg=up
    )


def test_a_message_arrives_beside_a_half_typed_one_and_says_you_to_its_sender_alone(scene: Scene) -> None:
    scene.steer("step.enter", step="resources")
    ana, cyd = scene.browser("Ana", "vendors"), scene.browser("Cyd", "foundation")
    bo = scene.player("Bo", "merchants")
    empty = ana.page.locator(".talk__empty")
    expect(empty).to_be_visible()
    field = ana.page.locator("#composer-text")
    field.click()
    ana.page.keyboard.type("The lanterns are")
    says(bo, "Who brings the lanterns?")
    says(bo, "We would pay", to="vendors")
    expect(ana.page.locator("#talk-list li")).to_have_count(2)
    expect(empty).to_be_hidden()
    ana.page.keyboard.type(" ours")
    assert field.input_value() == "The lanterns are ours"
    assert ana.page.evaluate("() => document.activeElement.id") == "composer-text"
    ana.form("message.send").locator("button[type=submit]").click()
    expect(ana.page.locator("#talk-list li")).to_have_count(3)
    assert texts(ana) == ["Who brings the lanterns?", "We would pay", "The lanterns are ours"]
    expect(cyd.page.locator("#talk-list li")).to_have_count(2)
    assert texts(cyd) == ["Who brings the lanterns?", "The lanterns are ours"]
    assert "We would pay" not in cyd.page.content()
    for visitor, sender in ((ana, "You"), (cyd, "Vendors")):
        message = visitor.page.locator("#talk-list li", has_text="The lanterns are ours")
        for _ in ("as it came", "as the server makes the page"):
            expect(message.locator(".message__you")).to_be_visible(visible=sender == "You")
            expect(message.locator(".message__name")).to_be_visible(visible=sender != "You")
            visitor.page.reload()
            visitor.linked()
    assert texts(cyd) == ["Who brings the lanterns?", "The lanterns are ours"]


def test_a_letter_to_nobody_is_refused_and_holds_up_nothing(scene: Scene) -> None:
    """Its sentence names what is missing; what was typed stays, and what is done next is done."""
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    page, send = ana.page, ana.form("message.send").locator("button[type=submit]")
    expect(page.locator("#letters-rule")).to_be_hidden()
    page.select_option("#composer-channel", "private")
    expect(page.locator("#letters-rule")).to_be_visible()
    page.locator("#composer-text").fill("Only between us")
    send.click()
    expect(page.locator("#complaint")).to_contain_text("Nobody is chosen who would get this")
    expect(page.locator("#composer-text")).to_have_value("Only between us")
    # to whom comes back together with what: it must not come back as a message to everybody
    page.reload()
    ana.linked()
    expect(page.locator("#composer-text")).to_have_value("Only between us")
    expect(page.locator("#composer-channel")).to_have_value("private")
    page.select_option("#composer-to", "merchants")
    page.reload()
    ana.linked()
    expect(page.locator("#composer-to")).to_have_value("merchants")
    send.click()
    assert bo.hears("Only between us")
    # the next line goes to the same one
    expect(page.locator("#composer-text")).to_have_value("")
    expect(page.locator("#composer-to")).to_have_value("merchants")
    page.locator("#composer-text").fill("And this")
    page.reload()
    ana.linked()
    expect(page.locator("#composer-channel")).to_have_value("private")


def test_what_came_while_somebody_read_elsewhere_is_counted_until_they_look(scene: Scene) -> None:
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    page, unread = ana.page, ana.page.locator("#unread")
    says(bo, "Before she looked")
    expect(unread).to_have_text("New message: Front Street Merchants")
    page.locator("#panel-talk").scroll_into_view_if_needed()
    expect(unread).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    says(bo, "For you alone", to="vendors")
    expect(unread).to_have_text("New message: Front Street Merchants")
    expect(page.locator("#status")).to_have_text("New message: Front Street Merchants")
    says(bo, "And to everybody")
    expect(unread).to_have_text("2 new messages")
    page.reload()
    ana.linked()
    expect(unread).to_have_text("2 new messages")
    assert ana.axe() == []
    unread.click()
    expect(page.locator("#talk-list li").last).to_be_in_viewport()
    expect(unread).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    ana.form("message.send").locator("textarea").fill("From me")
    expect(unread).to_be_hidden()


def test_a_private_talk_is_on_no_other_page_and_not_on_the_wall(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    scene.steer("step.enter", step="resources")
    ana, cyd, bo = (
        scene.browser("Ana", "vendors"),
        scene.browser("Cyd", "neighbors"),
        scene.player("Bo", "merchants"),
    )
    wall, steers = visit(scene.server), visit(scene.server)
    steers.takes_over(scene.facilitator.jar)
    steers.go(f"/steer/{scene.exercise}")
    wall.go(steers.page.locator(".desk__links a").first.get_attribute("href") or "")
    for visitor in (cyd, wall, steers):
        visitor.page.evaluate(
            "() => { window.seen = ''; new MutationObserver(() => { window.seen += document.body.innerHTML; })"
            ".observe(document.body, {childList: true, subtree: true, characterData: true}); }"
        )
    says(bo, "Marzipan for you alone", to="vendors")
    expect(ana.page.locator("#talk-list li")).to_contain_text("Marzipan for you alone")
    ana.page.select_option("#composer-channel", "private")
    ana.page.select_option("#composer-to", "merchants")
    ana.page.locator("#composer-text").fill("Marzipan back to you")
    ana.form("message.send").locator("button[type=submit]").click()
    assert bo.hears("Marzipan back to you")
    # something public follows, so that whatever was to reach the others has reached them
    says(bo, "Good morning, everybody")
    expect(cyd.page.locator("#talk-list li")).to_have_text(re.compile("Good morning, everybody"))
    scene.steer("notice.set", text="Ten minutes.")
    for visitor in (wall, steers):
        expect(visitor.page.locator("body")).to_contain_text("Ten minutes.")
    for visitor in (cyd, wall, steers):
        assert "Marzipan" not in visitor.page.evaluate("() => window.seen")
        visitor.page.reload()
        assert "Marzipan" not in visitor.page.content()


def test_what_was_said_while_a_page_was_away_is_put_in_order_and_what_left_the_talk_is_gone(
    scene: Scene,
) -> None:
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    said = []

    def both(number: int) -> None:
        says(bo, f"to all {number}")
        says(bo, f"to you {number}", to="vendors")
        said.extend((f"to all {number}", f"to you {number}"))

    both(0)
    expect(ana.page.locator("#talk-list li")).to_have_count(2)
    ana.page.evaluate("() => { window.stillHere = true; }")
    link(ana, up=False)
    both(1)
    both(2)
    link(ana, up=True)
    expect(ana.page.locator("#talk-list li")).to_have_count(6)
    both(3)
    expect(ana.page.locator("#talk-list li")).to_have_count(8)
    assert texts(ana) == said
    link(ana, up=False)
    for number in range(4, MESSAGES_KEPT + 2):
        both(number)
    link(ana, up=True)
    expect(ana.page.locator("#talk-list li").last).to_contain_text(said[-1])
    assert texts(ana) == said[4:]
    both(MESSAGES_KEPT + 2)
    expect(ana.page.locator("#talk-list li").last).to_contain_text(said[-1])
    assert texts(ana) == said[6:]
    assert ana.page.evaluate("() => window.stillHere") is True, "the page was reloaded"
    ana.page.reload()
    assert texts(ana) == said[6:]
