"""Three people at one seat, each on a laptop of their own; somebody goes home; a secret is told to one party."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Linked

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHOTS = os.environ.get("DESK_SHOTS", "")


def shot(visitor: Visitor, name: str) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if SHOTS:
        visitor.picture(Path(SHOTS) / f"{name}.png")


def sign(visitor: Visitor, target: str, value: str) -> None:
    """Mark an option."""
    form = visitor.page.locator(f"#stance-{target.replace('.', '-')}")
    form.locator(f'button[name="value"][value="{value}"]').first.click()


def join_delegation(visitor: Visitor, scene: Scene, name: str, seat: str) -> None:
    """From the code to the door of a seat that is taken."""
    visitor.go(f"/?code={scene.server.code}")
    visitor.page.locator('form[action="/join"] button[type=submit]').click()
    visitor.page.locator('input[name="name"]').first.fill(name)
    visitor.page.locator(f'button[name="seat"][value="{seat}"]').click()
    expect(visitor.page.locator("#waiting h1")).to_contain_text("You asked to join")


def test_a_delegation_of_three_on_three_laptops(scene: Scene, visit: Callable[..., Visitor]) -> None:
    scene.steer("step.enter", step="deciding")
    # she still reads her brief: who knocks is seen all the same
    ana = visit(scene.server)
    ana.join("Ana", scene.exercise, "vendors")
    bo, jo = visit(scene.server), visit(scene.server, width=390, height=844)
    # one is let in by a tap of the first, one by the facilitator
    join_delegation(bo, scene, "Bo", "vendors")
    shot(bo, "waiting")
    knock = ana.page.locator("#delegation .knock")
    expect(knock).to_contain_text("Bo")
    shot(ana, "knock")
    assert ana.axe() == []
    knock.get_by_role("button", name="Let them in").click()
    ana.read_brief()
    bo.to_the_room(scene.exercise)
    join_delegation(jo, scene, "Jo", "vendors")
    steering = scene.steering
    assert steering.hears("would like to join")
    person = re.search(r'name="person" value="([0-9a-f]+)"', steering.parts["movers"])
    assert person
    scene.steer("delegation.admit", person=person[1], room=scene.exercise, seat="vendors")
    jo.to_the_room(scene.exercise)
    for visitor in (ana, bo, jo):
        expect(visitor.page.locator(".delegation__people")).to_contain_text("Ana, Bo and Jo")
    assert "Ana, Bo and Jo" in steering.parts["person-vendors"]
    # who acted is on every laptop of the seat, and nowhere else
    sign(bo, "rule.majority", "yes")
    for visitor in (ana, bo, jo):
        expect(visitor.page.locator(".delegation__last")).to_contain_text(
            re.compile(r"Bo marked \S+ \w: yes, \d\d:\d\d")
        )
    assert "Bo marked" not in "".join(steering.parts.values())
    # the shared sheet appears at the others, and two texts at once are both seen
    ana.page.goto(ana.page.url.split("#")[0] + "#panel-worksheet")
    ana.page.locator("#sheet-walkaway-text").fill("the stalls must move twice a year")
    expect(ana.page.locator("#sheet-walkaway [data-save]")).to_have_attribute("data-state", "saved")
    expect(bo.page.locator("#sheet-walkaway-text")).to_have_value("the stalls must move twice a year")
    wish = ana.page.locator("#panel-worksheet .wish").first
    wish.get_by_role("button").first.click()
    expect(wish.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    expect(bo.page.locator("#panel-worksheet .wish button").first).to_have_attribute("aria-pressed", "true")
    expect(bo.page.locator("#help")).to_contain_text("Your own must-haves: 0 of 1 met")
    shot(ana, "worksheet")
    assert ana.axe() == []
    # the lid of the first closes: the third goes on, and the seat is here all the while
    ana.context.close()
    scene.steer("decision.open", **{"term:rule": "majority"})
    # on a phone the bar may have been scrolled away: what is to be done is marked below too, until it is done
    due = jo.page.locator('.phone-nav [data-panel="decision"].is-due')
    expect(due).to_be_visible()
    shot(jo, "phone-due")
    jo.page.locator('#bar button[name="choice"][value="no"]').click()
    expect(bo.page.locator("#bar")).to_contain_text("You said “no”")
    expect(bo.page.locator(".delegation__last")).to_contain_text("Jo voted: no")
    expect(due).to_have_count(0)
    shot(jo, "phone-voted")
    # who is taken out hears no more, and the page says where to go
    bo.page.reload()
    bo.linked()
    expect(bo.page.locator("#sheet-walkaway-text")).to_have_value("the stalls must move twice a year")
    bo.page.goto(f"{bo.base}/x/{scene.exercise}/leave")
    shot(bo, "leave-one")
    assert bo.axe() == []
    bo.page.get_by_role("button", name="Leave now").click()
    expect(bo.page.locator("h1")).to_contain_text("Thank you for playing")
    expect(jo.page.locator(".delegation__people")).to_have_text(re.compile("Ana and Jo"))


def test_going_home_with_a_proxy_and_two_questions(scene: Scene, visit: Callable[..., Visitor]) -> None:
    scene.steer("step.enter", step="deciding")
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    ana.page.locator("#phrase > summary").click()
    shot(ana, "phrase")
    ana.page.get_by_role("link", name="We are leaving").click()
    shot(ana, "leave")
    ana.page.locator("#proxy").select_option("merchants")
    ana.page.get_by_role("button", name="Leave now").click()
    expect(ana.page.locator("main")).to_contain_text("speaks for it from now on")
    ana.page.locator("#learned").fill("mulberry, when they showed us their books")
    ana.page.get_by_role("button", name="Keep it").click()
    expect(ana.page.get_by_role("status").filter(has_text="Kept")).to_be_visible()
    expect(ana.page.locator("#learned")).to_have_value("mulberry, when they showed us their books")
    shot(ana, "left")
    assert ana.axe() == []
    expect(bo.page.locator(".delegation__voice")).to_contain_text("asked you to speak for it")
    assert scene.steering.hears("speaks for it")
    assert "mulberry" not in bo.page.content() + "".join(scene.steering.parts.values())
    ana.page.get_by_role("link", name="The agreement as it stands").click()
    expect(ana.page).to_have_url(re.compile("/agreement$"))
    ana.go(f"/x/{scene.exercise}")
    expect(ana.page).to_have_url(re.compile("/left$"))


def test_a_fact_told_to_one_party_is_neither_with_a_third_nor_on_the_wall(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    scene.steer("step.enter", step="deciding")
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    third = scene.player("Cyd", "foundation")
    page = scene.facilitator.jar.open(f"/steer/{scene.exercise}").text
    token = re.search(r"/wall/([^\"]+)\"", page)
    assert token
    wall = Linked(scene.server, scene.facilitator.jar, scene.exercise, "wall", token[1]).connect()
    ana.page.goto(ana.page.url.split("#")[0] + "#panel-worksheet")
    fact = ana.page.locator("#panel-worksheet .fact").first
    words = fact.locator(".fact__text").inner_text()
    expect(fact).to_contain_text("Only you know this.")
    fact.locator("select").select_option("merchants")
    fact.get_by_role("button", name="Tell it").click()
    expect(fact).to_contain_text(re.compile(r"Told to .+, \d\d:\d\d"))
    fact.scroll_into_view_if_needed()
    shot(ana, "told")
    heard = bo.page.locator("#heard")
    expect(heard).to_contain_text(words)
    shot(bo, "heard")
    assert bo.axe() == []
    bo.page.reload()
    expect(bo.page.locator("#heard")).to_contain_text(words)
    assert scene.steering.hears("told its fact 1 to")
    for elsewhere in (third, wall, scene.steering):
        assert words not in str(elsewhere.parts) + str(elsewhere.frames)
    wall.close()


def test_another_role_in_one_tap_each(scene: Scene) -> None:
    ana = scene.browser("Ana", "vendors")
    ana.page.locator("#phrase > summary").click()
    ana.page.get_by_role("button", name="Another role, please").click()
    expect(ana.page.locator("#delegation .knock")).to_contain_text("asked for another role")
    assert scene.steering.hears("Another role, please")
    person = re.search(r'name="person" value="([0-9a-f]+)"', scene.steering.parts["movers"])
    assert person
    scene.steer("swap.offer", person=person[1], room=scene.exercise, seat="foundation")
    ana.page.get_by_role("button", name="Take that role").click()
    expect(ana.page.locator(".seat-head__name")).to_contain_text("Fund")


def test_signs_stand_beside_the_options_for_eyes_and_ears(scene: Scene) -> None:
    scene.steer("step.enter", step="deciding")
    ana = scene.browser("Ana", "vendors")
    scene.steer("help.set", mode="signs")
    sign_of = ana.page.locator(".own-sign").first
    expect(sign_of).to_contain_text(re.compile("for us"))
    shot(ana, "signs")
    assert ana.axe() == []
    scene.steer("help.set", mode="words")
    expect(ana.page.locator(".own-sign")).to_have_count(0)


def test_two_who_write_at_once_see_both_texts_and_a_restart_loses_nothing(
    mortal_scene: Scene, visit: Callable[..., Visitor]
) -> None:
    scene = mortal_scene
    scene.steer("step.enter", step="deciding")
    ana, bo = scene.browser("Ana", "vendors"), visit(scene.server)
    join_delegation(bo, scene, "Bo", "vendors")
    ana.page.get_by_role("button", name="Let them in").click()
    bo.to_the_room(scene.exercise)
    bo.linked()
    for visitor in (ana, bo):
        visitor.page.goto(visitor.page.url.split("#")[0] + "#panel-worksheet")
    notes = [visitor.page.locator("#sheet-shared-text") for visitor in (ana, bo)]
    notes[0].fill("from Ana")
    notes[1].fill("from Bo")
    # one of them comes second and sees the other's text beside the own one
    other = "#sheet-shared [data-other]"
    deadline = time.monotonic() + 10
    while not any(v.page.locator(other).is_visible() for v in (ana, bo)) and time.monotonic() < deadline:
        bo.page.wait_for_timeout(100)
    second = next(v for v in (ana, bo) if v.page.locator(other).is_visible())
    shot(second, "both-texts")
    expect(second.page.locator("#sheet-shared [data-theirs]")).to_contain_text("from")
    second.page.get_by_role("button", name="Keep both").click()
    for text in notes:
        expect(text).to_have_value(re.compile(r"from \w+\n\nfrom \w+"))
    ana.page.locator("#panel-worksheet .wish button").first.click()
    expect(bo.page.locator("#panel-worksheet .wish button").first).to_have_attribute("aria-pressed", "true")
    scene.server.kill()
    scene.server.start()
    bo.page.reload()
    bo.linked()
    expect(bo.page.locator("#sheet-shared-text")).to_have_value(re.compile(r"from \w+\n\nfrom \w+"))
    expect(bo.page.locator("#panel-worksheet .wish button").first).to_have_attribute("aria-pressed", "true")
    expect(bo.page.locator(".delegation__people")).to_contain_text("Ana and Bo")
    expect(bo.page.locator(".delegation__last")).to_contain_text("Ana noted")
