"""A facilitator and two people: a flag makes a decision wait, two change places, one is taken out and put back. The
facilitator has a keyboard and no mouse."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browsing import Visitor
from tests.support.people import Participant

from .conftest import Scene
from .test_consents import hasty, lists, steering

__all__ = ["hasty"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SHOTS = os.environ.get("PEOPLE_SHOTS", "")


def shot(visitor: Visitor, name: str, width: int = 1366, height: int = 768) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if SHOTS:
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.picture(Path(SHOTS) / f"{name}.png")
        visitor.page.set_viewport_size({"width": 1366, "height": 768})


def tab_to(host: Visitor, target: Locator, most: int = 60) -> None:
    """Press Tab until this has the focus."""
    for _ in range(most):
        if target.evaluate("el => el === document.activeElement"):
            return
        host.page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


def shown(visitor: Visitor) -> str:
    """What stands on a page, without its clocks."""
    return re.sub(r"\d+:\d\d", "", visitor.page.locator("main").inner_text())


def menu(host: Visitor, seat: str) -> Locator:
    """The menu of a seat on the list of people, opened by the keyboard."""
    box = host.page.locator(f"#menu-{seat}")
    if box.get_attribute("open") is None:
        box.locator("summary").focus()
        host.page.keyboard.press("Enter")
    expect(box).to_have_attribute("open", "")
    return box


def flag(host: Visitor, seat: str, name: str) -> None:
    """Press one of the four switches of a seat."""
    box = menu(host, seat)
    button = box.locator(f"#flag-{name}-{seat} button.flag")
    before = button.get_attribute("aria-pressed")
    tab_to(host, button)
    host.page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false" if before == "true" else "true")


CUT = """panel => {
  const frame = panel.closest('.scroll').getBoundingClientRect();
  return [...panel.querySelectorAll('.button')].filter(b => b.offsetParent).filter(b => {
    const r = b.getBoundingClientRect();
    return r.left < frame.left || r.right > frame.right + 1 || b.scrollWidth > b.clientWidth + 1;
  }).map(b => b.innerText);
}"""
"""The buttons of a panel that are wider than they show, or that the table around them cuts."""


def nothing_of_help_is_cut(host: Visitor, seat: str) -> None:
    """What “Help” opens for a seat is whole on the smallest laptop, and the letters of the caucuses can be read."""
    row = host.page.locator(f"#person-{seat}")
    menu = row.locator("details.menu--row")
    if menu.get_attribute("open") is None:
        menu.locator("> summary").click()
    assert menu.locator(".menu__list").evaluate(CUT) == []
    menu.locator("> summary").click()
    tags = host.page.locator(".table--clauses thead svg").first
    # 30 units wide, and drawn at no less than nine tenths of that
    assert (tags.bounding_box() or {"height": 0})["height"] > 0
    assert tags.evaluate("s => s.getBoundingClientRect().width / s.viewBox.baseVal.width") > 0.85


def test_flags_a_waiting_decision_a_swap_a_removal_and_its_undo(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    scene.steer("step.enter", step="deciding")
    ana, bo = scene.browser("Ana", "merchants"), scene.browser("Bo", "vendors")
    host = steering(scene, visit)
    row = host.page.locator("#person-merchants")
    before = shown(ana)
    # a flag stands on the facilitator's list, by word and icon, also after a reload; nobody else sees anything of it
    flag(host, "merchants", "more_time")
    expect(row.locator(".flag-mark")).to_have_text("more time")
    nothing_of_help_is_cut(host, "merchants")
    flag(host, "vendors", "away")
    expect(host.page.locator("#person-vendors .presence")).to_have_text("away")
    expect(host.page.locator("#person-vendors")).to_contain_text("your word")
    shot(host, "desk-flags")
    assert host.axe() == []
    host.page.reload()
    host.linked()
    expect(row.locator(".flag-mark")).to_have_text("more time")
    flag(host, "vendors", "away")
    expect(host.page.locator("#person-vendors .presence")).to_have_text("here")
    assert shown(ana) == before
    # a decision does not close while the flagged seat is silent, and the desk says who is waited for
    scene.steer("decision.open", **{"term:rule": "majority"})
    bo.form("ballot.cast").locator('button[value="yes"]').first.click()
    expect(host.page.locator("#awaited")).to_contain_text("needs more time and has not voted")
    expect(ana.page.locator("#decision")).not_to_contain_text("more time")
    refused = scene.steering.act("decision.close", decision="d1")
    assert not refused["ok"]
    assert "Close it anyway" in refused["message"]
    shot(host, "desk-awaited")
    close = host.page.locator("#ask-close-now button")
    close.focus()
    host.page.keyboard.press("Enter")
    confirm = host.page.locator("#ask-close").get_by_role("button", name="Close it anyway")
    expect(confirm).to_be_visible()
    tab_to(host, confirm)
    host.page.keyboard.press("Enter")
    expect(host.page.locator("#awaited")).to_have_count(0)
    # a second laptop of the facilitator looks at the same page of the same person
    menu(host, "merchants")
    link = host.page.get_by_role("link", name="Move or swap Ana")
    tab_to(host, link)
    host.page.keyboard.press("Enter")
    expect(host.page.locator("h1")).to_have_text("Another seat for Ana")
    second = steering(scene, visit)
    second.go(host.page.url)
    assert host.axe() == []
    shot(host, "move")
    shot(host, "move-phone", 390, 844)
    # both change places in one act, and are told why; the secrets have changed hands
    secret = "president, because you missed the meeting"
    expect(ana.page.locator("#brief")).to_contain_text(secret)
    pick = host.page.locator("#with")
    pick.focus()
    host.page.keyboard.press("ArrowDown")
    tab_to(host, host.page.get_by_role("button", name="Swap them"), 3)
    host.page.keyboard.press("Enter")
    expect(host.page.locator("#flashes")).to_contain_text("Their pages say why.")
    for visitor, seat in ((ana, "vendors"), (bo, "merchants")):
        # who comes to a seat in the middle reads the story of the room first, once
        visitor.page.get_by_role("link", name="Go to the room").first.click()
        expect(visitor.page.locator("#live")).to_have_attribute("data-seat", seat)
        expect(visitor.page.locator("#moved")).to_contain_text("change places")
    expect(ana.page.locator("#brief")).not_to_contain_text(secret)
    expect(bo.page.locator("#brief")).to_contain_text(secret)
    expect(host.page.locator("#person-vendors .flag-mark")).to_have_text("more time")
    shot(ana, "swapped")
    shot(ana, "swapped-phone", 390, 844)
    assert ana.axe() == []
    ana.page.reload()
    ana.page.get_by_role("button", name="I understand").click()
    expect(ana.page.locator("#moved")).to_have_count(0)
    # the other laptop saw them where they sat: its move is refused with a sentence
    second.page.locator("#to").select_option(f"{scene.exercise}/neighbors")
    second.page.get_by_role("button", name="Move", exact=True).click()
    expect(second.page.locator("#flashes")).to_contain_text("They sit somewhere else by now")
    expect(ana.page.locator("#live")).to_have_attribute("data-seat", "vendors")
    # out of the seminar, with a friendly sentence and the way back, and back again by an undo
    menu(host, "merchants")
    tab_to(host, host.page.locator("#remove-merchants-now button"))
    host.page.keyboard.press("Enter")
    take = host.page.locator("#remove-merchants").get_by_role("button", name="Take them out")
    expect(take).to_be_visible()
    tab_to(host, take)
    host.page.keyboard.press("Enter")
    bo.page.wait_for_url("**/s/*")
    expect(bo.page.locator("h1")).to_have_text("Thank you for being here, Bo")
    expect(bo.page.locator("main")).to_contain_text(scene.server.code[:3])
    shot(bo, "removed")
    shot(bo, "removed-phone", 390, 844)
    assert bo.axe() == []
    host.page.locator("#sheet-happened > summary").focus()
    host.page.keyboard.press("Enter")
    undo = host.page.locator("#happened").get_by_role("button", name="Undo Bo taken out")
    expect(undo).to_be_visible()
    shot(host, "happened")
    tab_to(host, undo)
    host.page.keyboard.press("Enter")
    expect(host.page.locator("#happened")).to_contain_text("taken back")
    bo.page.wait_for_url(f"**/x/{scene.exercise}", timeout=20_000)
    expect(bo.page.locator("#live")).to_have_attribute("data-seat", "merchants")


def test_whose_seat_was_taken_meanwhile_is_not_put_back_and_comes_in_again(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    bo = scene.browser("Bo", "vendors")
    host = steering(scene, visit)
    menu(host, "vendors")
    host.page.locator("#remove-vendors-now button").click()
    host.page.locator("#remove-vendors").get_by_role("button", name="Take them out").click()
    bo.page.wait_for_url("**/s/*")
    expect(bo.page.locator("h1")).to_contain_text("Thank you for being here")
    Participant(scene.server, "Ivo").sit(scene.exercise, "vendors").close()
    host.page.locator("#sheet-happened").evaluate("el => { el.open = true; }")
    host.page.locator("#happened").get_by_role("button", name="Undo").first.click()
    expect(host.page.locator("#complaint")).to_contain_text("Somebody else sits there now")
    bo.page.get_by_role("button", name="Join again").click()
    expect(bo.page.locator("h1")).to_contain_text("Choose your seat")
    expect(host.page.locator("#newcomers")).to_contain_text("Bo")
    # no ban: any free seat is open to them
    bo.page.locator('button[name="seat"][value="merchants"]').click()
    bo.page.wait_for_url(f"**/x/{scene.exercise}")


def test_an_item_of_the_consent_list_waits_past_its_time(
    hasty: object, visit: Callable[..., Visitor]
) -> None:
    scene = Scene(hasty, visit)  # type: ignore[arg-type]
    ana, bo = scene.browser("Ana", "merchants"), scene.player("Bo", "vendors")
    scene.steer("step.enter", step="deciding")
    host = steering(scene, visit)
    flag(host, "merchants", "more_time")
    lists(host, 2, rule="majority")
    desk = host.page.locator("#consentdesk")
    expect(desk.locator(".awaited")).to_contain_text("needs more time")
    over = ana.page.locator("#consents .deadline__over")
    expect(over).to_be_visible(timeout=20_000)
    host.page.wait_for_timeout(3000)
    # seconds later it is still there, and nobody but the facilitator knows why
    expect(ana.page.locator("#consents")).to_contain_text("Its time is up")
    expect(ana.page.locator("#consents")).not_to_contain_text("more time")
    shot(host, "consent-awaited")
    shot(ana, "consent-over")
    adopt = desk.get_by_role("button", name="Time is up: adopt it anyway")
    adopt.focus()
    host.page.keyboard.press("Enter")
    expect(desk).to_contain_text("Adopted as decision")
    bo.close()
    scene.close()
