"""A guest list of 33, a plan, one move, a release: laptops go to their seats by themselves; somebody comes late."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Facilitator
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SHOTS = os.environ.get("SEATS_SHOTS", "")
SECTORS = ("Local governments", "Business", "Environment", "Labor", "Civic")
LIST = "Name;Organization;Sector;Remote;Keep apart from\n" + "\n".join(
    f"{first} {last};{last} & Co;{SECTORS[n % 5]};{'x' if n == 4 else ''};{'Ana Birch' if n == 1 else ''}"
    for n, (first, last) in enumerate(
        (f, s) for s in ("Birch", "Cole", "Dunn") for f in
        ("Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jo", "Kim")
    )
)  # fmt: skip


def shot(visitor: Visitor, name: str) -> None:
    """A picture to look at, where somebody asks for pictures."""
    if SHOTS:
        visitor.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=name.endswith("full"))


def comes(visit: Callable[..., Visitor], server: Server, name: str, **options: int) -> Visitor:
    """From the code on the wall to the place where one waits."""
    visitor = visit(server, **options)
    visitor.go(f"/?code={server.code}")
    visitor.page.locator('form[action="/join"] button[type=submit]').click()
    visitor.page.locator('input[name="name"]').first.fill(name)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#waiting h1")).to_contain_text("Welcome")
    return visitor


def test_thirty_three_guests_find_their_seats(server: Server, visit: Callable[..., Visitor]) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar(scenario="alder-basin", cast=24, bots="fill")
    steering = visit(server)
    steering.go(server.links["facilitator"])
    page = steering.page
    steering.go(f"/steer/{exercise}")
    page.get_by_role("link", name="Who sits where").click()
    shot(steering, "seats-empty")
    assert steering.axe() == []
    page.locator("#list-file").set_input_files(
        {
            "name": "guests.csv",
            "mimeType": "text/csv",
            "buffer": (LIST + "\n;nobody;;;\n").encode("utf-8-sig"),
        }
    )
    page.get_by_role("button", name="Take these guests").click()
    expect(page.locator("#guests .guest")).to_have_count(33)
    expect(page.locator("#guests .alert")).to_contain_text("Line 35 has no name")
    # two laptops are here before there is a plan
    ana, bo = comes(visit, server, "ana birch"), comes(visit, server, "Bo Cole", width=390, height=844)
    shot(bo, "lobby-phone")
    for visitor, name in ((ana, "Ana Birch"), (bo, "Bo Cole")):
        assert visitor.axe() == []
        visitor.page.get_by_role("button", name=f"That is me: {name}").click()
        expect(visitor.page.locator("#waiting")).to_contain_text("You are on the list")
    shot(ana, "lobby-listed")
    page.reload()
    page.get_by_text("their own sector", exact=True).click()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.locator(".place__people > li")).to_have_count(33)
    expect(page.locator(".place")).to_have_count(24)
    expect(page.locator(".seats__head")).to_contain_text("33 people, 2 of them are here")
    shot(steering, "plan")
    shot(steering, "plan-full")
    assert steering.axe() == []
    # by keyboard: somebody is moved to the state's department of transportation
    page.get_by_role("link", name="Move Bo Cole").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#who option:checked")).to_contain_text("Bo Cole")
    expect(page.locator("#to")).to_be_focused()
    page.locator("#to").select_option(f"{exercise}/state-dot")
    page.locator("#to").press("Tab")
    page.keyboard.press("Enter")
    there = page.locator('.place[data-name="State DOT District 7"]')
    expect(there).to_contain_text("Bo Cole")
    expect(page.locator("#waiting")).to_have_count(0)
    expect(bo.page.locator("#waiting")).to_be_visible()
    page.get_by_role("button", name="Release the seats").click()
    # nobody reloads: both pages go to the seat that the plan names
    for visitor in (ana, bo):
        visitor.page.wait_for_url(f"**/x/{exercise}", timeout=20_000)
    expect(bo.page.locator("body")).to_contain_text(re.compile("transportation", re.IGNORECASE))
    shot(bo, "seat-phone")
    # who is on the list and comes after the release sits down with the same tap
    late = comes(visit, server, "Kim Dunn")
    late.page.get_by_role("button", name="That is me: Kim Dunn").click()
    late.page.wait_for_url(f"**/x/{exercise}")
    # nobody expected Zoe: one tap of the facilitator finds a chair, and nobody moves
    zoe = comes(visit, server, "Zoe Vale")
    expect(zoe.page.locator("#waiting")).to_contain_text("Your name is not on the list")
    page.reload()
    expect(page.locator(".seats__new")).to_contain_text("Zoe Vale")
    shot(steering, "late")
    page.get_by_role("button", name="Give this chair Zoe Vale").click()
    zoe.page.wait_for_url(f"**/x/{exercise}", timeout=20_000)
    expect(page.locator(".place__people > li")).to_have_count(34)
    expect(page.locator(".guest__here", has_text="sits here")).to_have_count(4)
    page.set_viewport_size({"width": 390, "height": 844})
    shot(steering, "plan-phone-full")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
