"""After a seminar: a form answered on two pages, results after the fifth, attendance, certificates, export, archive."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Participant

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHOTS = os.environ.get("AFTER_SHOTS", "")
OTHERS = ("city-hall", "county-health", "neighbors")


def shot(visitor: Visitor, name: str) -> None:
    """A picture to look at, where somebody asks for pictures: on a laptop, and on a phone."""
    if SHOTS:
        for width, height in ((1366, 768), (390, 844)):
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        visitor.page.set_viewport_size({"width": 1366, "height": 768})


def clean(visitor: Visitor, name: str) -> None:
    """No finding of axe, and nothing scrolls sideways, on a laptop and on the narrowest phone."""
    shot(visitor, name)
    assert visitor.axe() == [], name
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    over = visitor.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert over <= 1, name
    visitor.page.set_viewport_size({"width": 1366, "height": 768})


def test_from_the_form_to_the_archive(scene: Scene, visit: Callable[..., Visitor], tmp_path: Path) -> None:
    server, exercise = scene.server, scene.exercise
    ana, bo = scene.browser("Ana Birch", "vendors"), visit(server, width=390, height=844)
    bo.join("Bo Cole", exercise, "merchants")
    bo.read_brief()
    desk = visit(server)
    desk.go(server.links["facilitator"])
    desk.go(f"/steer/{exercise}")
    desk.page.get_by_role("link", name="Afterwards").click()
    clean(desk, "hub")
    desk.page.get_by_role("link", name="Form and results").click()
    clean(desk, "form-closed")
    desk.page.get_by_role("button", name="Open the form").click()
    expect(desk.page.get_by_role("heading", name="The form is open")).to_be_visible()
    # everybody reads it at once, and finds the form in the menu
    expect(
        ana.page.get_by_text("Please answer the evaluation form").locator("visible=true").first
    ).to_be_visible()
    ana.page.get_by_role("link", name="Evaluation form").first.click()
    # by keyboard: a step of the first question, a text, and off
    ana.page.get_by_role("radio", name="4 mostly").first.focus()
    ana.page.keyboard.press("Space")
    ana.page.keyboard.press("ArrowRight")
    clean(ana, "form")
    ana.page.get_by_label("What will you do differently at home?").fill("Ask the health people first.")
    ana.page.get_by_role("button", name="Send my answer").press("Enter")
    expect(ana.page.get_by_text("Thank you.")).to_be_visible()
    ana.page.reload()
    expect(ana.page.get_by_role("radio", name="5 fully").first).to_be_checked()
    code = server.code.replace("-", "")
    bo.go(f"/s/{code}/evaluation")
    bo.page.get_by_role("radio", name="2 a little").first.check()
    shot(bo, "form-phone")
    bo.page.get_by_role("button", name="Send my answer").click()
    expect(bo.page.get_by_text("Thank you.")).to_be_visible()
    for seat in OTHERS:
        desk.page.reload()
        expect(desk.page.get_by_text("Results are shown when 5 have").first).to_be_visible()
        person = Participant(server, f"Person of {seat}")
        person.sit(exercise, seat).close()
        person.jar.submit(f"/s/{code}/evaluation", sectors="3", home=f"Text of {seat}")
    desk.page.reload()
    expect(desk.page.get_by_text("5 people have answered.").first).to_be_visible()
    expect(desk.page.locator(".count__texts").nth(0).locator("li")).to_have_count(4)
    expect(desk.page.get_by_text("Ask the health people first.")).to_be_visible()
    clean(desk, "results")

    for address, name in (
        ("attendance", "attendance"),
        ("certificates", "certificates"),
        ("keeping?name=birch", "keep"),
    ):
        desk.go(f"/steer/{exercise}/after/{address}")
        clean(desk, name)
    ana.go("/privacy")
    clean(ana, "privacy")
    desk.go(f"/steer/{exercise}/after")
    with desk.page.expect_download() as started:
        desk.page.get_by_role("button", name="Download the export").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        assert "seminar.xlsx" in archive.namelist()
        assert b"Ana Birch" not in archive.read("csv/people.csv")
        assert archive.read("csv/people.csv").count(b"Person 0") >= 5

    # pages that are open say so too, and no longer that anything goes on
    bo.go(f"/x/{exercise}")
    bo.linked()
    expect(bo.page.locator("#away")).to_be_hidden()
    desk.page.get_by_role("button", name="Put the seminar away").click()
    expect(bo.page.locator("#away")).to_be_visible()
    expect(bo.page.locator("#status")).to_contain_text("This seminar is put away")
    expect(bo.page.get_by_text("open again when it goes on")).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Reopen the seminar")).to_be_visible()
    clean(desk, "hub-away")
    bo.go(f"/x/{exercise}")
    expect(bo.page.locator("#away")).to_contain_text("This seminar is put away")
    shot(bo, "seat-away")
    late = visit(server)
    late.go(f"/s/{code}")
    expect(late.page.get_by_role("heading", name="This seminar is over")).to_be_visible()
    clean(late, "lobby-away")

    # with the server's own threads: everything personal goes, and the pages go on
    desk.page.get_by_role("link", name="Keep and erase").click()
    desk.page.get_by_role("checkbox", name="I am sure.").check()
    desk.page.get_by_role("button", name="Erase all names and texts now").click()
    expect(desk.page.get_by_text("Erased: 5 names")).to_be_visible()
    desk.go(f"/steer/{exercise}/after/attendance")
    expect(desk.page.get_by_role("rowheader", name="Somebody")).to_have_count(5)
    ana.go(f"/x/{exercise}")
    expect(ana.page.locator("#away")).to_be_visible()


def test_open_pages_say_that_it_is_put_away_and_forget_what_was_refused(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    server, exercise = scene.server, scene.exercise
    ana = scene.browser("Ana Birch", "vendors")
    desk, hub, wall = visit(server), visit(server), visit(server, width=1920, height=1080)
    for visitor in (desk, hub):
        visitor.go(server.links["facilitator"])
    desk.go(f"/steer/{exercise}")
    desk.form("step.enter").locator("visible=true").first.get_by_role("button").first.click()
    hint, mine = desk.page.locator("#turns .field__hint"), ana.page.locator("#myturn .my-turn__words")
    expect(hint).to_contain_text("Nobody waits to speak.")
    wall.go(str(desk.page.locator('a[href^="/wall/"]').first.get_attribute("href")))
    wall.page.wait_for_timeout(500)
    expect(wall.page.locator(".wall-head .clock")).to_be_visible()
    hub.go(f"/steer/{exercise}/after")
    hub.page.get_by_role("button", name="Put the seminar away").click()
    expect(wall.page.locator("#away")).to_contain_text("This seminar is over. It is put away")
    expect(wall.page.locator(".clock:visible")).to_have_count(0)
    if SHOTS:
        wall.picture(Path(SHOTS) / "wall-away.png")
    assert wall.axe() == []
    expect(hint.locator("span:visible")).to_have_text("This seminar is put away: nobody asks to speak.")
    expect(mine.locator("span:visible")).to_have_text("This seminar is put away: nobody speaks any more.")
    desk.page.locator("#turn-length").get_by_role("button", name="1 min", exact=True).click()
    refused = desk.page.locator("#complaint")
    expect(refused).to_contain_text("This seminar is put away: read on")
    hub.page.get_by_role("button", name="Reopen the seminar").click()
    expect(desk.page.locator("#away")).to_be_hidden()
    expect(refused).to_be_hidden()
    expect(wall.page.locator(".wall-head .clock")).to_be_visible()
    expect(hint.locator("span:visible")).to_contain_text("Nobody waits to speak.")
