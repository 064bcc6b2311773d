"""Offers with a clock, as people make and take them: two tables hand in, and one promise for another becomes firm."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.support.browsing import Visitor
from tests.support.server import ROOT, Server

from .conftest import Scene
from .test_bargaining import wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")
CUT = """async () => {
  const live = performance.getEntriesByType("resource").find((e) => e.name.includes("/live.js")).name;
  (await import(live)).socket.disconnect();
}"""
LEFT = "(e) => Number(e.dataset.running === '1' ? e.dataset.endsAt : e.dataset.remaining)"


def picture(visitor: Visitor, name: str, what: str) -> None:
    """Keep what is seen, where somebody wants to look at it; also as a phone shows it."""
    if PICTURES:
        size = visitor.page.viewport_size
        for width, height in ((1366, 768), (390, 844)):
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.page.locator(what).first.scroll_into_view_if_needed()
            visitor.picture(Path(PICTURES) / f"{name}-{width}.png")
        visitor.page.set_viewport_size(size)


def offers(visitor: Visitor, to: str, give: str, want: str, until: str) -> Locator:
    """Make an offer on the page, by keyboard where a keyboard does it."""
    page = visitor.page
    page.locator("#offer-write:not([open]) > summary").press("Enter")
    page.locator(f'#offer-form input[name="to"][value="{to}"]').press("Space")
    page.locator("#offer-give").fill(give)
    page.locator("#offer-want").fill(want)
    page.get_by_label(until, exact=True).check()
    picture(visitor, "offer-form", "#offer-form .offer-form__until")
    page.get_by_role("button", name="Make the offer").press("Enter")
    made = page.locator("#offer-list .offer", has_text=give)
    expect(made).to_be_visible()
    return made


def test_two_tables_hand_in_and_an_offer_for_ten_minutes_becomes_firm(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    deep = Scene(server, visit, depth="full", talk="room")
    ana, bo, cyd = (
        deep.browser(n, s) for n, s in (("Ana", "vendors"), ("Bo", "merchants"), ("Cyd", "neighbors"))
    )
    for name, seat in (("Di", "city-hall"), ("Eli", "county-health"), ("Flo", "foundation")):
        deep.player(name, seat)
    wall = wall_of(deep, visit)
    deep.steer("step.enter", step="resources")
    # the scribes of two tables hand in what their tables wrote
    for writer, table, clause in ((ana, "Table 2", "#sheet-money"), (bo, "Table 1", "#sheet-contributions")):
        expect(writer.page.locator("#mysheet .pen__title")).to_contain_text(table)
        if not writer.page.locator("#mysheet form[data-autosave]").is_visible():
            writer.form("table.take_pen").locator("button[type=submit]").click()
        writer.page.locator(clause).select_option(index=1)
        writer.form("table.hand_in").locator("button[type=submit]").click()
        expect(writer.page.locator("#mysheet .pen__title")).to_contain_text("handed in")
    for visitor in (ana, bo, cyd):
        for number, table in ((1, "Table 2"), (2, "Table 1")):
            expect(visitor.page.locator(f"#proposal-g{number}")).to_contain_text(f"{table} proposes")
    # one promise for another, for ten minutes
    mine = offers(ana, "merchants", "We lend the marzipan lanterns", "You open your kitchens", "10 minutes")
    theirs = bo.page.locator("#offer-list .offer")
    for card in (mine, theirs):
        expect(card.locator(".clock__time")).to_have_text(re.compile(r"^(9:[0-5]\d|10:00)$"))
        expect(card).to_contain_text("It lapses when its time is up")
    picture(ana, "offer-mine", "#offer-list .offer")
    picture(bo, "offer-theirs", "#offer-list .offer")
    expect(theirs.get_by_role("button", name="5 minutes more")).to_have_count(0)
    mine.get_by_role("button", name="5 minutes more").press("Enter")
    for card in (mine, theirs):
        expect(card.locator(".clock__time")).to_have_text(re.compile(r"^1[45]:\d\d$"))
        expect(card.locator(".offer__clock")).to_contain_text("5 minutes more")
    assert ana.axe() == []
    ana.page.set_viewport_size({"width": 320, "height": 640})
    assert ana.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    # both tables' people go on; another step does not end it
    deep.steer("step.enter", step="running")
    expect(theirs.locator(".clock__time")).to_have_text(re.compile(r"^1[45]:\d\d$"))
    theirs.get_by_role("button", name="Take it").press("Enter")
    for visitor in (ana, bo):
        for _ in ("as it came", "as the server makes the page"):
            card = visitor.page.locator("#offer-list .offer")
            expect(card).to_contain_text("All have taken it: it is firm.")
            expect(card.locator(".clock__time")).to_have_count(0)
            visitor.page.reload()
            visitor.linked()
    for visitor in (cyd, wall):
        assert "marzipan" not in visitor.page.content()
        visitor.page.reload()
        assert "marzipan" not in visitor.page.content()
    deep.close()


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Server]:
    """A server on which a minute of an offer lasts a second."""
    running = Server(tmp_path, program=ROOT / "tests" / "support" / "hasty.py", DEMO="").start()
    yield running
    running.stop()
    assert running.tracebacks() == []


def test_when_its_time_is_up_an_offer_lapses_and_both_sides_read_why(
    hasty: Server, visit: Callable[..., Visitor]
) -> None:
    deep = Scene(hasty, visit, depth="full")
    deep.steer("step.enter", step="deciding")
    ana, bo, cyd = (
        deep.browser(n, s) for n, s in (("Ana", "vendors"), ("Bo", "merchants"), ("Cyd", "neighbors"))
    )
    mine = offers(ana, "merchants", "We lend the marzipan lanterns", "You open your kitchens", "10 minutes")
    theirs = bo.page.locator("#offer-list .offer")
    mine.get_by_role("button", name="5 minutes more").click()
    expect(theirs).to_contain_text("5 minutes more")
    # Bo's page hears nothing of the end, and Bo answers after it: the tap is refused, and says why
    bo.page.evaluate(CUT)
    expect(mine).to_contain_text("The time was up before all had taken it", timeout=40_000)
    expect(mine.get_by_role("button")).to_have_count(0)
    theirs.get_by_role("button", name="Take it").click()
    bo.page.evaluate(CUT.replace("disconnect", "connect"))
    expect(bo.page.locator("#complaint")).to_contain_text("The time of this offer was up before this came")
    for visitor in (ana, bo):
        for _ in ("as it came", "as the server makes the page"):
            card = visitor.page.locator("#offer-list .offer")
            expect(card).to_contain_text("The time was up before all had taken it: nobody is bound by it.")
            expect(card.get_by_role("button")).to_have_count(0)
            picture(visitor, "offer-lapsed", "#offer-list .offer")
            visitor.page.reload()
            visitor.linked()
    assert "marzipan" not in cyd.page.content()
    deep.close()


def test_the_clock_of_an_offer_rests_in_a_pause_and_survives_a_killed_server(
    mortal: Server, visit: Callable[..., Visitor]
) -> None:
    deep = Scene(mortal, visit, depth="full")
    deep.steer("step.enter", step="deciding")
    ana, bo = deep.browser("Ana", "vendors"), deep.browser("Bo", "merchants")
    mine = offers(ana, "merchants", "We lend the lanterns", "You open your kitchens", "5 minutes")
    theirs = bo.page.locator("#offer-list .offer")
    ends = mine.locator("time").evaluate(LEFT)
    assert theirs.locator("time").evaluate(LEFT) == ends
    deep.steer("clock.pause")
    for card in (mine, theirs):
        expect(card.locator(".clock")).to_contain_text("paused")
    rested = mine.locator("time").evaluate(LEFT)
    assert 240_000 < rested < 300_000
    picture(bo, "offer-paused", "#offer-list .offer")
    # killed in the pause: what was left is left
    mortal.kill()
    expect(bo.page.locator("#offline")).to_be_visible(timeout=15_000)
    mortal.start()
    for visitor in (ana, bo):
        expect(visitor.page.locator("#offline")).to_be_hidden(timeout=30_000)
        assert visitor.page.locator("#offer-list .offer time").evaluate(LEFT) == rested
    deep.steering.connect()
    deep.steer("clock.resume")
    expect(theirs.locator(".clock")).not_to_contain_text("paused")
    ends = theirs.locator("time").evaluate(LEFT)
    # killed while it runs, and away for longer than a moment: the time is given back
    mortal.kill()
    expect(bo.page.locator("#offline")).to_be_visible(timeout=15_000)
    bo.page.wait_for_timeout(6_000)
    mortal.start()
    for visitor in (ana, bo):
        expect(visitor.page.locator("#offline")).to_be_hidden(timeout=30_000)
        card = visitor.page.locator("#offer-list .offer time")
        expect(card).not_to_have_attribute("data-ends-at", str(ends))
        assert card.evaluate(LEFT) - ends > 5_000
    mine.get_by_role("button", name="5 minutes more").click()
    expect(theirs.locator(".clock__time")).to_have_text(re.compile(r"^9:\d\d$"))
    theirs.get_by_role("button", name="Take it").click()
    expect(mine).to_contain_text("All have taken it: it is firm.")
    deep.close()
