"""Every page in three states: axe finds nothing, the policy is never violated, nothing scrolls sideways; and the
whole path from the code to the signature works by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Linked
from tests.support.server import Server

from .conftest import Scene
from .test_observers import open_door

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def look_at(visitors: dict[str, Visitor], stage: str) -> list[str]:
    """What is wrong with each page now: axe's findings, and pages that scroll sideways on a laptop or a phone."""
    wrong = []
    for name, visitor in visitors.items():
        visitor.page.wait_for_timeout(300)
        wrong += [f"{stage} {name}: {finding}" for finding in visitor.axe()]
        for width in (1366, 320):
            if name == "wall" and width == 320:
                continue
            visitor.page.set_viewport_size({"width": width, "height": 768})
            over = visitor.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 1:
                wrong.append(f"{stage} {name}: {over} px too wide at {width} px")
        visitor.page.set_viewport_size({"width": 1366, "height": 768})
    return wrong


def test_every_page_is_clean_at_the_start_in_the_middle_and_at_the_end(
    scene: Scene, server: Server, visit: Callable[..., Visitor]
) -> None:
    exercise, steering = scene.exercise, scene.steering
    door, seat, host, wall, desk, cards, missing = (visit(server) for _ in range(7))
    door.go("/")
    desk.takes_over(scene.facilitator.jar)
    desk.go("/steer/")
    host.context.add_cookies(desk.context.cookies())
    cards.context.add_cookies(desk.context.cookies())
    host.go(f"/steer/{exercise}")
    cards.go(f"/steer/{exercise}/cards")
    wall.go(host.page.locator('a[href^="/wall/"]').first.get_attribute("href") or "")
    missing.troubles.clear()
    lobby = visit(server)
    lobby.go(f"/s/{server.code}")
    wrong = look_at(
        {"home": door, "lobby": lobby, "desk": desk, "steer": host, "wall": wall, "cards": cards}, "start"
    )

    seat.join("Ana", exercise, "vendors")
    wrong += look_at({"seat": seat}, "brief")
    seat.read_brief()
    moving, gone = visit(server), visit(server)
    moving.context.add_cookies(desk.context.cookies())
    moving.go(host.page.locator('a[href*="/people/"]').first.get_attribute("href") or "")
    gone.join("Ivo", exercise, "merchants")
    host.page.locator("#remove-merchants-form").evaluate("form => form.requestSubmit()")
    gone.page.wait_for_url("**/s/*")
    gone.troubles.clear()  # what its old page still asked for came too late
    wrong += look_at({"move": moving, "removed": gone}, "brief")
    others = [scene.player(s, s) for s in ("merchants", "city-hall", "foundation", "neighbors")]
    assert steering.act("step.enter", step="resources")["ok"]
    others[0].act("stance.set", target="money.thirds", value="no", reason="We cannot pay a third.", seen="1")
    others[0].act(
        "proposal.make", **{"term:money": "stall-fees", "term:seats": "equal"}, rationale="Both or neither."
    )
    others[1].act("message.send", channel="plenary", text="Who brings the lanterns?")
    steering.act("decision.open", **{"term:rule": "majority"})
    guests = {"guests": visit(server), "press": visit(server), "story": visit(server), "doors": visit(server)}
    guests["doors"].context.add_cookies(desk.context.cookies())
    for kind, name in (("observer", "guests"), ("press", "press")):
        guests[name].go(open_door(guests["doors"], exercise, kind))
    guests["story"].context.add_cookies(seat.context.cookies())
    guests["story"].go(f"/x/{exercise}/story")
    wrong += look_at({"seat": seat, "steer": host, "wall": wall, **guests}, "deciding")
    for linked in others:
        linked.act("ballot.cast", decision="d1", choice="yes", reason="We can live with it.")
    steering.act("decision.close", decision="d1")
    steering.act("clock.pause")
    wrong += look_at({"seat": seat, "steer": host, "wall": wall}, "paused")
    steering.act("clock.resume")
    others[0].act("pledge.make", resource="cash", amount="30", line=line_of(others[0]), note="In spring.")
    for scene in ("lobby", "clock", "room", "clause", "agreement"):
        steering.act("scene.show", scene=scene)
        wrong += look_at({"wall": wall}, scene)
    steering.act("scene.show", scene="")
    replay = visit(server)
    replay.context.add_cookies(host.context.cookies())
    replay.go(f"/replay/{exercise}?at=9")
    assert steering.act("replay.show", amount=9, clause="money")["ok"]
    expect(wall.page.locator("#moment-shown .moment")).to_be_visible()
    wrong += look_at({"wall": wall, "replay": replay}, "moment")
    steering.act("step.enter", step="sign")
    steering.act("signing.open")
    wrong += look_at({"seat": seat, "steer": host, "wall": wall}, "signing")
    seat.form("signature.give").first.locator('button[value="sign"]').click()
    steering.act("signing.conclude")
    steering.act("step.enter", step="debrief")
    document = visit(server)
    document.context.add_cookies(seat.context.cookies())
    document.go(f"/x/{exercise}/agreement")
    lobby.go(f"/s/{server.code}")
    wrong += look_at(
        {"seat": seat, "steer": host, "wall": wall, "agreement": document, "lobby": lobby}, "end"
    )
    assert wrong == []


def line_of(linked: Linked) -> str:
    """The first budget line that the pledge form offers."""
    return (
        linked.parts["pledges"]
        .partition('id="pledge-line">')[2]
        .partition("<option>")[2]
        .partition("</option>")[0]
    )


def tab_to(visitor: Visitor, selector: str, most: int = 120) -> None:
    """Press Tab until the focus is on ``selector``, as somebody without a mouse does."""
    for _ in range(most):
        if visitor.page.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with {most} Tabs")


def test_the_whole_path_works_by_keyboard_alone(
    scene: Scene, server: Server, visit: Callable[..., Visitor]
) -> None:
    steering = scene.steering
    ana = visit(server)
    keys = ana.page.keyboard
    ana.go("/")
    tab_to(ana, 'input[name="code"]')
    keys.type(server.code)
    keys.press("Enter")
    ana.page.wait_for_url("**/s/*")
    tab_to(ana, 'input[name="name"]')
    keys.type("Ana")
    keys.press("Enter")
    expect(ana.page.locator("h1")).to_have_text("Choose your seat, Ana")
    tab_to(ana, 'button[name="seat"][value="vendors"]')
    keys.press("Enter")
    ana.page.wait_for_url("**/x/*")
    ana.linked()
    tab_to(ana, 'form[data-act]:has([value="brief.confirm"]) button')
    keys.press("Enter")
    expect(ana.form("brief.confirm").first).to_be_hidden()
    assert steering.act("step.enter", step="deciding")["ok"]
    expect(ana.page.locator("#stance-rule-majority")).to_be_visible()
    tab_to(ana, '#stance-rule-majority .stance-button[value="yes"]')
    keys.press("Space")
    pressed = '#stance-rule-majority .stance-button[value="yes"][aria-pressed="true"]'
    expect(ana.page.locator(pressed)).to_be_visible()
    assert ana.page.evaluate("(s) => document.activeElement?.matches(s)", pressed), (
        "the update took the focus away"
    )
    assert steering.act("decision.open", **{"term:rule": "majority"})["ok"]
    expect(ana.form("ballot.cast").first).to_be_visible()
    tab_to(ana, 'form[data-act]:has([value="ballot.cast"]) button[value="yes"]')
    keys.press("Enter")
    expect(ana.form("ballot.cast").first.locator('button[value="yes"]').first).to_have_attribute(
        "aria-pressed", "true"
    )
    assert steering.act("decision.close", decision="d1")["ok"]
    assert steering.act("step.enter", step="resources")["ok"]
    tab_to(ana, 'form[data-act]:has([value="pledge.make"]) button', 200)
    keys.press("Enter")
    expect(ana.page.locator("#pledge-list")).to_contain_text("endor")
    assert steering.act("step.enter", step="sign")["ok"]
    assert steering.act("signing.open")["ok"]
    expect(ana.form("signature.give").first).to_be_visible()
    tab_to(ana, 'form[data-act]:has([value="signature.give"]) button[value="sign"]', 200)
    keys.press("Enter")
    expect(ana.page.locator("#signature-vendors")).to_contain_text("signed")


def test_a_target_is_too_small_where_it_is_and_not_where_the_bar_lies_over_half_of_it(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    door = visit(server)
    door.go("/")

    def targets(tall: int) -> list[str]:
        door.page.evaluate(
            """(tall) => {
              document.body.innerHTML = `<header><button id="bar">bar</button></header>
                <main><h1>Targets</h1><button>one</button><button>two</button><p></p></main>`;
              document.querySelector('header').style.cssText = 'position: sticky; top: 0; z-index: 10';
              document.querySelector('#bar').style.cssText = 'width: 100%; height: 60px';
              document.querySelector('p').style.height = '200vh';
              const both = document.querySelectorAll('main button');
              for (const button of both) button.style.cssText =
                `display: block; min-height: 0; padding: 0; font-size: 9px; width: 60px; height: ${tall}px`;
              const top = both[0].getBoundingClientRect().top - 60 + tall / 2;
              scrollTo({ top: scrollY + top, behavior: 'instant' });
            }""",
            tall,
        )
        return [finding for finding in door.axe() if finding.startswith("target-size")]

    assert targets(tall=12)
    assert not targets(tall=26)
