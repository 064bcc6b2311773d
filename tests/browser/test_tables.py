"""Two tables, three laptops and a wall: they write, take the pen, hand in, report, speak in turn, and look up."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")


def picture(visitor: Visitor, name: str) -> None:
    """Keep what is seen, where somebody wants to look at it; also as a phone shows it."""
    if PICTURES:
        visitor.picture(Path(PICTURES) / f"{name}.png")
        size = visitor.page.viewport_size
        visitor.page.set_viewport_size({"width": 390, "height": 844})
        visitor.picture(Path(PICTURES) / f"{name}-phone.png")
        visitor.page.set_viewport_size(size)


def test_tables_write_report_and_speak(scene: Scene, visit: Callable[..., Visitor]) -> None:
    ana, bo = scene.browser("Ana", "vendors"), scene.browser("Bo", "merchants")
    cyd = scene.browser("Cyd", "neighbors")
    for name, seat in (("Di", "city-hall"), ("Eli", "county-health"), ("Flo", "foundation")):
        scene.player(name, seat)
    steers = visit(scene.server)
    steers.takes_over(scene.facilitator.jar)
    steers.go(f"/steer/{scene.exercise}")
    wall = visit(scene.server, width=1920, height=1080)
    wall.go(steers.page.locator(".desk__links a").first.get_attribute("href") or "")
    scene.steer("step.enter", step="resources")
    rows = steers.page.locator(".table-desk__row")
    expect(rows.first).to_be_visible()
    picture(steers, "desk")
    # two tables write: Bo and Cyd share the first, Ana takes the pen of the second
    for writer, table in ((ana, "Table 2"), (bo, "Table 1")):
        expect(writer.page.locator("#mysheet .pen__title")).to_contain_text(table)
        writer.form("table.take_pen").locator("button[type=submit]").click()
        expect(writer.page.locator("#mysheet form[data-autosave]")).to_be_visible()
    expect(cyd.page.locator("#mysheet .pen__who")).to_contain_text("Front Street Merchants writes")
    bo.page.locator("#sheet-money").select_option(index=1)
    bo.page.locator("#sheet-why").press_sequentially("Everybody brings a little.", delay=15)
    on_sheet = cyd.page.locator("#mysheet .paper-sheet")
    expect(on_sheet).to_contain_text("Everybody brings a little.")
    picture(cyd, "reads")
    picture(bo, "writes")
    assert "Everybody brings a little." not in ana.page.content()
    # in one tap somebody else writes, where the other stopped
    cyd.form("table.take_pen").locator("button[type=submit]").click()
    expect(cyd.page.locator("#sheet-why")).to_have_value("Everybody brings a little.")
    expect(bo.page.locator("#mysheet .pen__who")).to_contain_text("Ferry Hill Neighbors writes")
    expect(bo.page.locator("#mysheet form[data-autosave]")).to_have_count(0)
    cyd.page.locator("#sheet-only-if").select_option(index=2)
    expect(bo.page.locator("#mysheet .proposal__onlyif")).to_be_visible()
    cyd.page.reload()
    cyd.linked()
    expect(cyd.page.locator("#sheet-why")).to_have_value("Everybody brings a little.")
    cyd.form("table.hand_in").locator("button[type=submit]").click()
    expect(ana.page.locator("#proposal-g1")).to_contain_text("Table 1 proposes")
    expect(bo.page.locator("#mysheet .pen__title")).to_contain_text("handed in")
    ana.page.locator("#sheet-contributions").select_option(index=1)
    ana.form("table.hand_in").locator("button[type=submit]").click()
    expect(steers.page.locator(".table-desk__sum")).to_contain_text("2 of 2 tables have handed in")
    # two sentences from the scribe of one; the other table tells the facilitator aloud
    cyd.page.locator("#report-live").fill("A fund that all feed.")
    cyd.page.locator("#report-hinder").fill("Who holds the purse.")
    cyd.form("table.report").locator("button[type=submit]").first.click()
    expect(steers.page.locator(".table-desk__sum")).to_contain_text("1 of 2 reported")
    other = rows.filter(has_text="Table 2")
    other.locator("details[id^=record-report] > summary").click()
    other.locator("input[name=live]").fill("Fees, if they stay small.")
    other.locator("form[id^=report-for] button[type=submit]").click()
    expect(steers.page.locator(".table-desk__sum")).to_contain_text("2 of 2 reported")
    rows.first.scroll_into_view_if_needed()
    picture(steers, "desk-tables")
    assert "A fund that all feed." not in wall.page.content()
    steers.page.locator("#show-reports button[type=submit]").click()
    expect(wall.page.locator("#reports")).to_contain_text("A fund that all feed.")
    expect(wall.page.locator("#reports")).to_contain_text("Fees, if they stay small.")
    picture(wall, "wall-reports")
    steers.page.locator("#do-scene button[value='']").click()
    # the plenary: who speaks, who is next
    scene.steer("step.enter", step="running")
    for speaker in (ana, bo):
        speaker.form("speaker.ask").first.locator("button[type=submit]").click()
    expect(bo.page.locator("#myturn .my-turn__words")).to_contain_text("number 2")
    cyd.page.get_by_role("button", name="Point of order").click()
    expect(ana.page.locator("#speakers li")).to_have_text(
        ["Ferry Hill Neighbors point of order", "Lantern Vendors", "Front Street Merchants"]
    )
    cyd.form("speaker.start").locator("button[type=submit]").click()
    expect(wall.page.locator(".wall-speakers__now")).to_have_text("Ferry Hill Neighbors")
    expect(wall.page.locator("#speakers .clock__time")).to_have_text(re.compile("1:5[0-9]"))
    picture(wall, "wall-speakers")
    picture(ana, "speakers")
    steers.page.locator("#sheet-speakers").scroll_into_view_if_needed()
    picture(steers, "desk-speakers")
    cyd.form("speaker.end").locator("button[type=submit]").click()
    bo.form("speaker.withdraw").locator("button[type=submit]").click()
    steers.page.locator("form[id^=turn-start] button[type=submit]").first.click()
    expect(bo.page.locator("#speakers .speakers__now")).to_contain_text("Lantern Vendors")
    assert not [trouble for visitor in (ana, steers) for trouble in visitor.axe()]
    # eyes up: nothing typed is lost, and the keyboard stays out of what lies behind
    bo.page.locator("#notes-text").fill("half a")
    bo.page.locator("#notes-text").focus()
    steers.page.locator("#eyes-text").fill("look at the map")
    steers.page.locator("#do-eyes-up button[type=submit]").click()
    for visitor in (ana, bo):
        expect(visitor.page.locator("#eyes")).to_contain_text("Eyes up: look at the map")
    expect(wall.page.locator("#eyes-headline")).to_have_text("Eyes up: look at the map")
    assert bo.page.evaluate("() => document.querySelector('main').inert")
    assert not bo.axe()
    picture(bo, "eyes")
    picture(wall, "wall-eyes")
    picture(steers, "desk-eyes")
    bo.page.reload()
    expect(bo.page.locator("#eyes")).to_be_visible()
    steers.page.locator("#do-eyes-down button[type=submit]").click()
    for visitor in (ana, bo):
        expect(visitor.page.locator("#eyes")).to_be_hidden()
    assert bo.page.locator("#notes-text").input_value() == "half a"
    assert not bo.page.evaluate("() => document.querySelector('main').inert")
    signs = visit(scene.server)
    signs.context.add_cookies(steers.context.cookies())
    signs.go(f"/steer/{scene.exercise}/tables?step=resources")
    expect(signs.page.locator(".sign-sheet")).to_have_count(3)
    assert not signs.axe()
    if PICTURES:
        signs.picture(Path(PICTURES) / "signs.png")
        signs.page.pdf(path=str(Path(PICTURES) / "signs.pdf"))


def test_whoever_loses_the_pen_while_typing_loses_no_word_and_sees_both(scene: Scene) -> None:
    scene.player("Ana", "vendors")
    bo, cyd = scene.browser("Bo", "merchants"), scene.browser("Cyd", "neighbors")
    for name, seat in (("Di", "city-hall"), ("Eli", "county-health"), ("Flo", "foundation")):
        scene.player(name, seat)
    scene.steer("step.enter", step="resources")
    expect(bo.page.locator("#mysheet .pen__title")).to_contain_text("Table 1")
    bo.form("table.take_pen").locator("button[type=submit]").click()
    why = bo.page.locator("#sheet-why")
    why.press_sequentially("Chairs first", delay=5)
    expect(cyd.page.locator("#mysheet .paper-sheet")).to_contain_text("Chairs first")
    # Bo types on without a pause, and Cyd takes the pen before it is saved
    why.press_sequentially(", then lamps — “quoted”", delay=5)
    cyd.form("table.take_pen").locator("button[type=submit]").click()
    expect(bo.page.locator("#mysheet .pen__who")).to_contain_text("Ferry Hill Neighbors writes")
    expect(bo.page.locator("#complaint")).to_contain_text("what you typed is still here")
    cyd.page.locator("#sheet-why").fill("Lamps first.")
    # both are before Bo: the sheet as Cyd writes it, and what was typed and not saved
    expect(bo.page.locator("#mysheet .paper-sheet")).to_contain_text("Lamps first.")
    expect(why).to_have_value("Chairs first, then lamps — “quoted”")
    # what was saved of Bo's stands with Cyd's
    expect(cyd.page.locator("#mysheet .pen__other")).to_have_text(
        "As Front Street Merchants left it: Chairs first"
    )
    picture(bo, "pen-lost")
    picture(cyd, "pen-over")
    # back at the pen, Bo's words are in the field, and Cyd's beside it, also once Bo has written over them
    bo.form("table.take_pen").locator("button[type=submit]").click()
    expect(why).to_have_value("Chairs first, then lamps — “quoted”")
    expect(bo.page.locator("#mysheet .pen__other")).to_have_text(
        "As Ferry Hill Neighbors left it: Lamps first."
    )
    why.press("End")
    why.press_sequentially("!")
    for visitor in (bo, cyd):
        other = visitor.page.locator("#mysheet .pen__other")
        expect(other).to_have_text("As Ferry Hill Neighbors left it: Lamps first.")
        expect(visitor.page.locator("#mysheet")).to_contain_text("Lamps first.")
    expect(cyd.page.locator("#mysheet .paper-sheet")).to_contain_text("Chairs first, then lamps — “quoted”!")
    bo.page.reload()
    bo.linked()
    expect(why).to_have_value("Chairs first, then lamps — “quoted”!")
    why.press("End")
    why.press_sequentially(" Lamps first.")
    expect(bo.page.locator("#mysheet .pen__other")).to_have_count(0)
    assert bo.axe() == []


def test_in_a_basic_seminar_the_proposals_of_a_step_with_tables_are_written_on_their_sheets(
    scene: Scene,
) -> None:
    ana = scene.browser("Ana", "vendors")
    scene.steer("step.enter", step="deciding")
    page = ana.page
    page.locator("#proposal-write > summary").click()
    page.locator("#rationale").fill("half a thought")
    expect(page.get_by_role("button", name="Put it before the room")).to_be_visible()
    scene.steer("step.enter", step="resources")
    line = page.locator("#myproposal")
    expect(line).to_contain_text("Table 1: in this step you write one proposal together.")
    expect(page.locator("#proposal-form")).to_be_hidden()
    picture(ana, "table-proposes")
    line.get_by_role("link", name="Write on your table’s sheet").press("Enter")
    assert page.evaluate("() => location.hash") == "#panel-table"
    expect(page.locator("#mysheet .pen__title")).to_be_in_viewport()
    # between two tables it is one's own again, with what was half written
    scene.steer("step.enter", step="running")
    expect(page.locator("#rationale")).to_have_value("half a thought")
    page.locator("#term-opening").select_option(index=1)
    page.get_by_role("button", name="Put it before the room").press("Enter")
    expect(page.locator("#proposal-p1")).to_contain_text("half a thought")
    assert ana.axe() == []
