"""A page that is open for hours: private messages do not make it deaf, typing survives, a moved seat says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
NO = {"value": "no", "seen": "1"}


def test_after_private_messages_a_page_still_hears_the_room(scene: Scene) -> None:
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    for number in range(5):
        assert bo.act("message.send", channel="private", to="vendors", text=f"Between us, number {number}")[
            "ok"
        ]
    expect(ana.page.locator("#talk-list")).to_contain_text("number 4")
    assert bo.act("stance.set", target="money.thirds", reason="We cannot pay a third.", **NO)["ok"]
    expect(ana.page.locator("#option-money-thirds")).to_contain_text("1 no")


def test_half_typed_text_survives_what_happens_around_it(scene: Scene) -> None:
    scene.steer("step.enter", step="resources")
    ana = scene.browser("Ana", "vendors")
    reason = ana.page.locator("#reason-money-thirds, #stance-money-thirds details").first
    reason.locator("summary").click()
    field = reason.locator("textarea").first
    field.click()
    ana.page.keyboard.type("A third is too")
    bo = scene.player("Bo", "merchants")
    for number in range(4):
        assert bo.act("stance.set", target="money.thirds", reason=f"No {number}", **NO)["ok"]
        ana.page.keyboard.type(f" much{number}")
    scene.steer("clock.pause")
    scene.steer("clock.resume")
    expect(ana.page.locator("#option-money-thirds")).to_contain_text("1 no")
    assert field.input_value() == "A third is too much0 much1 much2 much3"
    assert ana.page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"


def test_who_loses_the_seat_is_told_and_reads_nothing_more(scene: Scene) -> None:
    ana = scene.browser("Ana", "vendors")
    ana.page.locator("#notes-text").fill("They will pay in September")
    expect(
        ana.page.locator("#notes-text")
        .locator("xpath=ancestor::form")
        .locator('[data-save][data-state="saved"]')
    ).to_be_attached()
    person = ana.page.locator("#live").get_attribute("data-me") or ""
    scene.steer("seat.free", person=person)
    ana.page.wait_for_url("**/s/*")
    expect(ana.page.locator("body")).to_contain_text("You have no seat now: the facilitator freed it.")
    cyd = scene.browser("Cyd", "vendors")
    assert cyd.page.locator("#notes-text").input_value() == ""
    assert "They will pay" not in cyd.page.content()


def test_an_update_sets_what_differs_and_keeps_the_rest_of_the_part(scene: Scene) -> None:
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    option, worries = ana.page.locator("#option-money-thirds"), ana.page.locator("#objections-money")
    option.locator("summary", has_text="the text").click()
    ana.page.evaluate("""() => {
        const option = document.getElementById("option-money-thirds");
        window.kept = [option, ...option.querySelectorAll("svg, .option__totals, details, form, button")];
    }""")
    for number, value in enumerate(("no", "yes", "with")):
        said = bo.act("stance.set", target="money.thirds", value=value, reason=f"Reason {number}", seen="1")
        assert said["ok"]
        expect(option.locator(".option__totals")).to_contain_text(
            {"no": "1 no", "yes": "1 yes", "with": "1 with changes"}[value]
        )
    expect(worries).to_contain_text("Reason 2")
    expect(worries).not_to_contain_text("Reason 0")
    assert bo.act("stance.set", target="money.thirds", value="yes", seen="1")["ok"]
    expect(worries).to_be_empty()
    assert ana.page.evaluate("() => window.kept.every((element) => element.isConnected)")
    expect(option.locator(".more__body.prose")).to_be_visible()


def test_clauses_that_are_far_away_can_be_gone_to_found_and_printed(scene: Scene) -> None:
    scene.steer("step.enter", step="brief")
    page = scene.browser("Ana", "vendors").page
    page.set_viewport_size({"width": 1366, "height": 700})
    page.locator(".clauses__jump a").last.click()
    page.wait_for_function("""() => {
        const head = document.querySelector(":target").getBoundingClientRect();
        return head.top >= document.getElementById("bar").getBoundingClientRect().bottom && head.bottom < 500;
    }""")
    page.evaluate("() => scrollTo(0, 0)")
    last = page.locator("#panel-clauses .clause").last
    words = last.locator(".option__sentence").last.evaluate("e => e.lastChild.textContent.trim()")
    assert page.evaluate("words => window.find(words)", words)
    page.emulate_media(media="print")
    assert last.evaluate("e => getComputedStyle(e).contentVisibility") == "visible"
