"""The evening before: a logo, a template, seats by dragging; two who change the running order; the wall's menu."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Scene
from tests.support.browsing import Visitor
from tests.support.people import Facilitator
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHOTS = os.environ.get("EVENING_SHOTS", "")


def shot(visitor: Visitor, name: str) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if SHOTS:
        visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=name.endswith("full"))


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def logo(width: int = 300, height: int = 100) -> bytes:
    """A blue bar with a lighter end."""
    row = b"\0" + bytes((11, 75, 63)) * (width - 80) + bytes((240, 200, 90)) * 80
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def file(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": data}


def fits(page: Page, width: int) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= width)


def test_a_seminar_with_a_logo_is_kept_as_a_template(server: Server, visit: Callable[..., Visitor]) -> None:
    steering = visit(server, width=1366, height=768)
    steering.go(server.links["facilitator"])
    page = steering.page
    form = page.locator("#new-first-table")
    form.evaluate("e => { e.open = true }")
    form.get_by_label("Title, on the join page and your list").fill("Elm evening")
    form.get_by_label("How many people come").fill("6")
    form.get_by_label("Running time in minutes").fill("90")
    form.locator("#more-first-table > summary").click()
    form.get_by_label("Credits, one line").fill("Held by the Elm Institute")
    form.locator("[name=logo]").set_input_files(file("logo.png", b"<svg/>"))
    form.get_by_role("button", name="Open the seminar").click()
    expect(form.get_by_role("alert")).to_contain_text("no PNG or JPEG")
    expect(form.get_by_label("Title, on the join page and your list")).to_have_value("Elm evening")
    expect(form.get_by_label("Credits, one line")).to_have_value("Held by the Elm Institute")
    assert steering.axe() == []
    form.locator("[name=logo]").set_input_files(file("logo.png", logo()))
    form.get_by_role("button", name="Show the steps again").click()
    expect(form.get_by_alt_text("The logo you chose")).to_be_visible()
    form.get_by_text("Keep these choices as a template").click()
    form.get_by_label("Name of the template").fill("Half an evening")
    form.get_by_label("Name of the template").press("Tab")
    page.keyboard.press("Enter")
    expect(form.get_by_role("status").first).to_contain_text("“Half an evening” is kept")
    expect(form.get_by_label("How many people come")).to_have_value("6")
    shot(steering, "form-full")
    form.get_by_role("button", name="Open the seminar").click()
    page.wait_for_url("**/steer/*-1")
    desk = page.url
    wall = visit(server, width=1920, height=1080)
    wall.go(page.locator('a[href^="/wall/"]').first.get_attribute("href") or "")
    picture = wall.page.get_by_alt_text("Logo of those who hold this seminar")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.naturalWidth") == 300
    expect(wall.page.locator(".foot")).to_contain_text("Held by the Elm Institute")
    shot(wall, "wall")
    assert wall.axe() == []
    code = page.locator(".steer__code").inner_text()
    guest = visit(server, width=390, height=844)
    guest.go(f"/?code={code}")
    expect(guest.page.get_by_alt_text("Logo of those who hold this seminar")).to_be_visible()
    shot(guest, "join-phone")
    assert guest.axe() == []
    page.goto(f"{desk}/kit/form")
    expect(page.locator(".kit-foot")).to_contain_text("Held by the Elm Institute")
    # a year later: the template has all but the day and the people
    page.goto(desk.rsplit("/", 1)[0] + "/")
    page.get_by_role("link", name="Start from Half an evening").click()
    expect(form.get_by_label("Running time in minutes")).to_have_value("90")
    expect(form.get_by_label("How many people come")).to_have_value("")
    expect(form.get_by_alt_text("The logo you chose")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert fits(page, 320)
    page.get_by_text("Rename or delete").click()
    page.get_by_label("Another name for Half an evening").fill("Short evening")
    page.get_by_role("button", name="Rename", exact=True).click()
    expect(page.locator("#templates")).to_contain_text("Short evening")
    shot(steering, "templates-phone")
    assert steering.axe() == []
    page.get_by_text("Rename or delete").click()
    page.get_by_role("button", name="Delete Short evening").click()
    expect(page.locator("#templates")).to_have_count(0)


def carry(page: Page, what: Locator, to: Locator) -> None:
    """Press on a name, move to a seat in steps as a hand does, let go."""
    start = what.bounding_box()
    assert start
    page.mouse.move(start["x"] + 60, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + 24, steps=4)
    end = to.bounding_box()
    assert end
    page.mouse.move(end["x"] + 40, end["y"] + 8, steps=8)


def test_names_are_dragged_to_seats_and_a_seat_without_people_is_spoken_for(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    exercise = Facilitator(server).new_seminar(cast=6, bots="fill")
    steering = visit(server, width=1366, height=768)
    steering.go(server.links["facilitator"])
    steering.go(f"/steer/{exercise}/seats")
    page = steering.page
    page.locator("#list-text").fill("Name\nAna\nBo\nCy\nDee\n")
    page.get_by_role("button", name="Take these guests").click()
    page.get_by_text("another organization speaks for them").click()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".place--proxy")).to_have_count(2)
    assert steering.axe() == []
    ana = page.locator('.place__people [data-name="Ana"]')
    seat = page.locator(".place--proxy").first.get_attribute("data-name")
    there = page.locator(f'.place[data-name="{seat}"]')
    # let go of with Escape, nothing happens; let go of over a seat, it is hers
    carry(page, ana, there)
    expect(page.locator(".drag-ghost")).to_have_text("Ana")
    expect(there).to_have_class("place place--proxy place--over")
    shot(steering, "drag")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".drag-ghost")).to_have_count(0)
    carry(page, ana, there)
    page.mouse.up()
    expect(there.locator('[data-name="Ana"]')).to_be_visible()
    expect(page.locator("#status")).to_contain_text(f"Ana moves to {seat}")
    expect(there.get_by_role("link", name="Move Ana")).to_be_focused()
    page.reload()
    expect(there.locator('[data-name="Ana"]')).to_be_visible()
    # by keyboard: another one speaks for a seat than the plan says
    empty = page.locator(".place--proxy").first
    value, short = empty.get_attribute("data-seat") or "", empty.get_attribute("data-name")
    empty.locator(".place__proxy summary").focus()
    page.keyboard.press("Enter")
    assert steering.axe() == []
    choice = empty.locator("select[name=proxy]")
    speaker = choice.locator("option").nth(2)
    name, speaks = speaker.inner_text(), speaker.get_attribute("value") or ""
    choice.select_option(speaks)
    choice.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f'.place[data-seat="{value}"] .place__why')).to_contain_text(f"{name} speaks for it")
    shot(steering, "proxy-full")
    # nobody sees it before the release
    steering.go(f"/steer/{exercise}")
    expect(page.locator("#person-list")).not_to_contain_text("speaks for it")
    steering.go(f"/steer/{exercise}/seats")
    page.get_by_role("button", name="Release the seats").click()
    expect(page.locator(".seats__release")).to_contain_text("Released.")
    holder = visit(server)
    holder.join("Eve", exercise, speaks)
    holder.read_brief()
    expect(holder.page.locator("#delegation")).to_contain_text(short or "?")
    page.set_viewport_size({"width": 320, "height": 700})
    page.reload()
    assert fits(page, 320)


def test_two_facilitators_change_the_running_order_and_take_it_back(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    ana = visit(scene.server, width=1366, height=768)
    ana.go(scene.server.links["facilitator"])
    bo = visit(scene.server, width=1366, height=768)
    bo.context.add_cookies(ana.context.cookies())
    for visitor in (ana, bo):
        visitor.go(f"/steer/{scene.exercise}/agenda")
    ana.page.locator('button[name="skip"]').nth(2).click()
    expect(ana.page.locator(".agenda-row--out")).to_have_count(1)
    left = ana.page.locator(".agenda-row--out th").inner_text().strip()
    # the second page was open before: it hears what was done, by whom, and changes nothing
    bo.page.locator('input[type="number"]').first.fill("44")
    bo.page.get_by_role("button", name="Save the minutes").last.click()
    said = bo.page.locator("#flashes")
    expect(said).to_contain_text(f"“{left}” left out")
    expect(said).to_contain_text("Nothing was changed")
    expect(bo.page.locator('input[type="number"]').first).not_to_have_value("44")
    bo.page.locator('input[type="number"]').first.fill("44")
    bo.page.get_by_role("button", name="Save the minutes").last.click()
    expect(bo.page.locator('input[type="number"]').first).to_have_value("44")
    expect(bo.page.locator(".agenda-last")).to_contain_text("Minutes of the running order changed")
    shot(bo, "agenda-full")
    assert bo.axe() == []
    bo.page.locator('.agenda-last button[name="undo"]').click()
    expect(bo.page.locator('input[type="number"]').first).not_to_have_value("44")
    # the other change is taken back at the desk, where everything else is
    ana.go(f"/steer/{scene.exercise}")
    ana.linked()
    ana.page.locator("#sheet-happened summary").click()
    line = ana.page.locator(".happened__one", has_text=f"Step left out: {left}")
    shot(ana, "happened")
    line.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("taken back")
    expect(ana.page.locator(".last-act")).to_contain_text("Running order put back")
    ana.page.locator("#running-order summary").click()
    expect(ana.page.locator("#running-order")).to_contain_text(left)


def test_the_wall_takes_one_row_and_its_menu_is_operated_by_keyboard(
    scene: Scene, visit: Callable[..., Visitor]
) -> None:
    host = visit(scene.server, width=1366, height=768)
    host.go(scene.server.links["facilitator"])
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    page, bar = host.page, host.page.locator(".wall-bar")
    scene.steer("step.enter", step="")
    expect(bar.locator(".wall-bar__now")).to_contain_text("Join code")
    expect(bar.get_by_role("button", name="Follow the step: Join code")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert bar.evaluate("e => e.getBoundingClientRect().height") < 60
    menu = page.locator("#wall-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    for group in ("Now", "Agreement", "After"):
        expect(menu.get_by_role("group", name=group, exact=True)).to_be_visible()
    shot(host, "menu")
    assert host.axe() == []
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(bar.locator(".wall-bar__now")).to_contain_text("Clock and tables")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(page.locator('a[href^="/wall/"]').first.get_attribute("href") or "")
    expect(wall.page.locator(".scene--clock")).to_be_visible()
    page.reload()
    host.linked()
    expect(bar.locator(".wall-bar__now")).to_contain_text("Clock and tables")
    bar.get_by_role("button", name="Follow the step: Join code").click()
    expect(bar.locator(".wall-bar__now")).to_contain_text("Join code")
    page.locator("#help-menu summary").click()
    page.get_by_role("button", name="in points").click()
    expect(page.locator("#help-menu summary")).to_contain_text("Private help: points")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.locator("#wall-menu summary").click()
        assert fits(page, width)
        page.locator("#wall-menu summary").click()
    shot(host, "desk-phone")
