"""A page that is open for hours: private messages do not make it deaf, typing survives, a moved seat says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Facilitator, Participant
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without a demonstration."""
    running = Server(tmp_path_factory.mktemp("data"), DEMO="").start()
    running.links["join"] = "="
    yield running
    running.stop()
    assert running.tracebacks() == []


def test_after_private_messages_a_page_still_hears_the_room(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar()
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="resources")["ok"]
    ana = visit(server)
    ana.join("Ana", exercise, "vendors")
    ana.read_brief()
    bo = Participant(server, "Bo").sit(exercise, "merchants")
    for number in range(5):
        assert bo.act("message.send", channel="private", to="vendors", text=f"Between us, number {number}")[
            "ok"
        ]
    expect(ana.page.locator("#talk")).to_contain_text("number 4")
    assert bo.act("stance.set", target="money.thirds", value="no", reason="We cannot pay a third.", seen="1")[
        "ok"
    ]
    expect(ana.page.locator("#option-money-thirds")).to_contain_text("1 no")
    bo.close()
    steering.close()


def test_half_typed_text_survives_what_happens_around_it(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar()
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="resources")["ok"]
    ana = visit(server)
    ana.join("Ana", exercise, "vendors")
    ana.read_brief()
    reason = ana.page.locator("#reason-money-thirds, #stance-money-thirds details").first
    reason.locator("summary").click()
    field = reason.locator("textarea").first
    field.click()
    ana.page.keyboard.type("A third is too")
    bo = Participant(server, "Bo").sit(exercise, "merchants")
    for number in range(4):
        assert bo.act("stance.set", target="money.thirds", value="no", reason=f"No {number}", seen="1")["ok"]
        ana.page.keyboard.type(f" much{number}")
    assert steering.act("clock.pause")["ok"]
    assert steering.act("clock.resume")["ok"]
    expect(ana.page.locator("#option-money-thirds")).to_contain_text("1 no")
    assert field.input_value() == "A third is too much0 much1 much2 much3"
    assert ana.page.evaluate("() => document.activeElement.tagName") == "TEXTAREA"
    bo.close()
    steering.close()


def test_who_loses_the_seat_is_told_and_reads_nothing_more(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar()
    steering = facilitator.link(exercise)
    ana = visit(server)
    ana.join("Ana", exercise, "vendors")
    ana.read_brief()
    ana.page.locator("#notes-text").fill("They will pay in September")
    expect(
        ana.page.locator("#notes-text")
        .locator("xpath=ancestor::form")
        .locator('[data-save][data-state="saved"]')
    ).to_be_attached()
    person = ana.page.locator("#live").get_attribute("data-me") or ""
    assert steering.act("seat.free", person=person)["ok"]
    ana.page.wait_for_url("**/s/*")
    expect(ana.page.locator("body")).to_contain_text("You have no seat in this room now")
    cyd = visit(server)
    cyd.join("Cyd", exercise, "vendors")
    cyd.read_brief()
    assert cyd.page.locator("#notes-text").input_value() == ""
    assert "They will pay" not in cyd.page.content()
    steering.close()
