"""Five shades of agreement on a page, and what would move us, as another laptop reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def full(server: Server, visit: Callable[..., Visitor]) -> Scene:
    """A seminar in full depth."""
    return Scene(server, visit, depth="full")


def test_five_steps_and_what_would_move_us(full: Scene) -> None:
    ana, bo = full.browser("Ana", "vendors"), full.browser("Bo", "merchants")
    full.steer("step.enter", step="deciding")
    form = ana.page.locator("#stance-rule-majority")
    expect(form.locator(".stance-button")).to_have_count(5)
    form.locator('.stance-button[value="doubt"]').click()
    expect(form.locator('.stance-button[value="doubt"]')).to_have_attribute("aria-pressed", "true")
    form.locator("summary").click()
    ana.page.locator("#reason-rule-majority-text").fill("We are outnumbered.")
    ana.page.locator("#reason-rule-majority-moves").fill("small stalls can ask for a second count.")
    form.get_by_role("button", name="Save reason").click()
    worries = bo.page.locator("#objections-rule")
    worries.locator("summary").click()
    expect(worries).to_contain_text("Doubtful")
    expect(worries).to_contain_text("Could live with it if small stalls can ask for a second count.")
    ana.page.reload()
    ana.linked()
    expect(ana.page.locator("#reason-rule-majority-moves")).to_have_value(
        "small stalls can ask for a second count."
    )
    assert ana.axe() == bo.axe() == []
    ana.page.set_viewport_size({"width": 320, "height": 640})
    assert ana.page.evaluate("document.documentElement.scrollWidth") <= 320
    full.close()


def test_in_basic_depth_there_are_three(scene: Scene) -> None:
    ana = scene.browser("Ana", "vendors")
    scene.steer("step.enter", step="deciding")
    expect(ana.page.locator("#stance-rule-majority .stance-button")).to_have_count(3)
