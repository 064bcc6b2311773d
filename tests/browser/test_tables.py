"""Two tables at work in browsers: one member writes for all, takes turns with the pen, hands in, reports."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Visitor

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def seated(scene: Scene) -> dict[str, Visitor]:
    """Four people in browsers, and a step with two tables."""
    seats = ("vendors", "merchants", "neighbors", "foundation")
    people = {seat: scene.browser(seat.title(), seat) for seat in seats}
    scene.steer("step.enter", step="resources")
    for visitor in people.values():
        expect(visitor.page.locator("#table")).to_be_visible()
    return people


def at(people: dict[str, Visitor], table: str) -> tuple[Visitor, Visitor]:
    """Who writes at a table, and somebody else there."""
    here = [v for v in people.values() if v.page.locator("#table-title").inner_text() == table]
    scribes = [v for v in here if v.page.locator("#table-form").count()]
    assert len(scribes) == 1
    return scribes[0], next(v for v in here if v is not scribes[0])


def write(page: Page, option: str, why: str) -> None:
    """Write the table's proposal down."""
    page.locator("#table-money").select_option(option)
    page.locator("#table-why").fill(why)
    page.locator("#table-form button[type=submit]").click()


def test_each_table_writes_hands_in_and_reports(scene: Scene) -> None:
    people = seated(scene)
    (ana, bo), (cyd, dee) = at(people, "Table 1"), at(people, "Table 2")
    options = ana.page.locator("#table-money option").evaluate_all(
        "all => all.map(o => o.value).filter(Boolean)"
    )

    write(ana.page, options[0], "It is fair.")
    write(cyd.page, options[1], "It is quick.")
    expect(bo.page.locator("#table .proposal__why")).to_contain_text("It is fair.")
    expect(dee.page.locator("#table .proposal__why")).to_contain_text("It is quick.")
    for visitor in (cyd, dee):
        assert "It is fair." not in visitor.page.content()

    # the pen goes round; what the other was typing stays on their page
    ana.page.locator("#table-why").fill("half a thought")
    bo.page.locator("#pen-take button[type=submit]").click()
    expect(bo.page.locator("#table-form")).to_be_visible()
    expect(ana.page.locator("#pen-take")).to_be_visible()
    assert ana.page.locator("#table-why").input_value() == "half a thought"
    ana.page.locator("#table-form button[type=submit]").click()
    expect(ana.page.locator("#complaint")).to_contain_text("Somebody else writes for your table now")
    assert ana.page.locator("#table-why").input_value() == "half a thought"

    bo.page.reload()
    bo.linked()
    expect(bo.page.locator("#table .proposal__why")).to_contain_text("It is fair.")
    bo.page.locator("#table-hand-in button[type=submit]").click()
    cyd.page.locator("#table-hand-in button[type=submit]").click()
    for visitor in people.values():
        expect(visitor.page.locator("#proposal-list")).to_contain_text("Table 1 proposes")
        expect(visitor.page.locator("#proposal-list")).to_contain_text("Table 2 proposes")
        expect(visitor.page.locator("#proposal-write")).to_be_hidden()

    cyd.page.locator("#report-could").fill("A fee that all stalls pay.")
    cyd.page.locator("#report-stands").fill("Who collects it.")
    cyd.page.locator("#table-report button[type=submit]").click()
    expect(dee.page.locator("#table")).to_contain_text("A fee that all stalls pay.")
    assert "A fee that all stalls pay." not in ana.page.content()
    assert ana.axe() == cyd.axe() == []

    desk = scene.desk()
    expect(desk.page.locator("#tables")).to_contain_text("Handed in: 2 of 2. Reported: 1 of 2.")
    desk.page.locator("#sheet-groups > summary").click()
    desk.page.locator("#desk-resources-1-more summary").click()
    desk.page.locator("#desk-resources-1-could").fill("By show of hands: anything but a loan.")
    desk.page.locator("#desk-resources-1-report button[type=submit]").click()
    expect(desk.page.locator("#tables")).to_contain_text("Reported: 2 of 2.")
    assert desk.axe() == []

    scene.steer("step.enter", step="running")
    expect(ana.page.locator("#table")).to_be_hidden()
    ana.page.locator("#room-reports summary").click()
    expect(ana.page.locator("#reports")).to_contain_text("A fee that all stalls pay.")
    expect(ana.page.locator("#reports")).to_contain_text("By show of hands: anything but a loan.")


def test_table_signs_print_one_to_a_sheet(scene: Scene) -> None:
    seated(scene)
    desk = scene.desk()
    desk.go(f"/steer/{scene.exercise}/tables")
    expect(desk.page.locator(".table-sign")).to_have_count(2)
    expect(desk.page.locator(".table-list tbody tr")).to_have_count(4)
    assert desk.axe() == []
