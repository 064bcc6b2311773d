"""Bargaining in full depth, as people do it: an answer for few eyes, two hands in one text, a firm offer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.core.ids import ProposalId
from tests.support.browsing import Visitor
from tests.support.people import Linked
from tests.support.server import Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
QUIET = "Quiet as marzipan: six Fridays, and the ladder stays ours."
THEIRS = "Theirs — “quoted”, with <tags> & ümlauts,\nand a second line."
MINE = "Mine — also “quoted”, 100 % whole,\nand a second line."


@pytest.fixture
def deep(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar of six in full depth, in its deciding step."""
    made = Scene(server, visit, depth="full")
    made.steer("step.enter", step="deciding")
    yield made
    made.close()


def tables(linked: Linked, **terms: str) -> ProposalId:
    """A proposal for everybody of somebody without a browser."""
    before, why = set(linked.parts), terms.get("rationale", "")
    fields = {"audience": "all", **{k.replace("__", ":"): v for k, v in terms.items()}}
    assert linked.act("proposal.table", **fields)["ok"]
    for _ in range(100):
        # somebody else's may come meanwhile: a reason tells them apart
        found = [
            part for part, html in list(linked.parts.items())
            if part not in before and re.fullmatch(r"proposal-p[0-9a-f]+", part) and escape(why[:40]) in html
        ]  # fmt: skip
        if found:
            return ProposalId(found[0].removeprefix("proposal-"))
        linked.socket.sleep(0.05)
    raise AssertionError("the proposal never came")


def wall_of(deep: Scene, visit: Callable[..., Visitor]) -> Visitor:
    """The projector."""
    page = deep.facilitator.jar.open(f"/steer/{deep.exercise}").text
    wall = visit(deep.server)
    wall.go(re.search(r'"[^"]*(/wall/[^"]+)"', page)[1])  # type: ignore[index]
    return wall


def test_an_answer_for_named_parties_reaches_them_and_nobody_else(
    deep: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, cyd = deep.browser("Ana", "vendors"), deep.browser("Cyd", "neighbors")
    bo, wall = deep.player("Bo", "merchants"), wall_of(deep, visit)
    first = tables(bo, term__rule="unanimity", **{"term:opening": "may-full"})
    ana.page.locator(f"#mydeal-{first}").get_by_role("link", name="Answer with a proposal").click()
    page = ana.page
    page.select_option("#term-opening", "pilot-six")
    page.locator("#rationale").fill(QUIET)
    page.get_by_label("only those I tick below").check()
    page.locator('input[name="to"][value="merchants"]').check()
    page.get_by_role("button", name="Put it forward").click()
    page.wait_for_url("**/x/*#panel-proposals")
    ana.linked()
    mine = page.locator(".deal", has_text=QUIET)
    expect(mine).to_contain_text("Only Front Street Merchants and Lantern Vendors see this.")
    expect(mine).to_contain_text(
        "a, Everything on the first Friday in May → b, Six trial Fridays in the street"
    )
    assert bo.hears("marzipan")
    frames = len(cyd.page.evaluate("() => [...document.querySelectorAll('.proposal')]"))
    # something public follows, so that whatever was to reach the others has reached them
    second = tables(bo, term__rule="majority")
    for visitor in (cyd, wall):
        if visitor is cyd:
            expect(visitor.page.locator(f"#proposal-{second}").first).to_be_visible()
            expect(visitor.page.locator("article.proposal")).to_have_count(frames + 1)
        for _ in ("as it came", "as the server makes the page"):
            assert "marzipan" not in visitor.page.content()
            assert "deal-p" not in visitor.page.content().replace("mydeal-p", "")
            visitor.page.reload()
    key = (mine.get_attribute("id") or "").removeprefix("deal-")
    assert key
    cyd.go(f"/x/{deep.exercise}/compare?a={key}")
    expect(cyd.page.locator("body")).to_contain_text("That is no longer here.")
    # shown to everybody it is before everybody
    page.reload()
    ana.linked()
    page.locator(f"#widen-{key} summary").click()
    page.get_by_role("button", name="Show it to everybody").click()
    expect(cyd.page.locator("#proposal-list")).to_contain_text(QUIET)
    expect(page.locator(f"#deal-{key}")).to_have_count(0)
    expect(page.locator("#proposal-list")).to_contain_text(QUIET)


def test_two_hands_in_one_text_lose_no_character(deep: Scene) -> None:
    ana, bo = deep.browser("Ana", "vendors"), deep.browser("Bo", "merchants")
    bo.go(f"/x/{deep.exercise}/proposal")
    bo.page.select_option("#term-rule", "unanimity")
    bo.page.get_by_label("everybody in the room, and the wall").check()
    bo.page.locator("summary", has_text="Ask others to carry it with you").click()
    bo.page.locator('input[name="sponsors"][value="vendors"]').check()
    bo.page.get_by_role("button", name="Put it forward").click()
    yes = ana.page.get_by_role("button", name="Yes, we carry it")
    yes.click()
    expect(ana.page.locator("#proposal-list")).to_contain_text("You carry version 1 too.")
    change = ana.page.locator("#proposal-list").get_by_role("link", name="Change it")
    change.click()
    bo.page.locator("#proposal-list").get_by_role("link", name="Change it").click()
    # both write at the same time: the same reason, and each another clause
    for visitor, words, clause, option in (
        (bo, THEIRS, "#term-opening", "may-full"), (ana, MINE, "#term-seats", "equal"),
    ):  # fmt: skip
        visitor.page.locator("#rationale").fill(words)
        visitor.page.select_option(clause, option)
    bo.page.get_by_role("button", name="Save the change").click()
    bo.page.wait_for_url("**/x/*#panel-proposals")
    ana.page.get_by_role("button", name="Save the change").click()
    page = ana.page
    expect(page.locator(".clash")).to_have_count(1)
    expect(page.locator(".clash legend")).to_have_text("You both changed this: The reason")
    assert page.locator('[data-side="mine"]').text_content() == MINE
    assert page.locator('[data-side="theirs"]').text_content() == THEIRS
    assert page.locator("#rationale").input_value() == MINE
    expect(page.locator(".draft__kept:visible")).to_contain_text("M2")
    assert page.locator("#term-opening").input_value() == "may-full"
    assert page.locator("#term-seats").input_value() == "equal"
    page.get_by_label("Keep what I wrote").check()
    page.locator("#rationale").fill(f"{MINE}\n{THEIRS}")
    page.get_by_role("button", name="Save the change").click()
    page.wait_for_url("**/x/*#panel-proposals")
    for visitor in (ana, bo):
        visitor.linked()
        why = visitor.page.locator("#proposal-list .proposal__why")
        expect(why).to_contain_text("100 % whole")
        assert (why.text_content() or "").endswith(f"{MINE}\n{THEIRS}")
        expect(visitor.page.locator("#proposal-list")).to_contain_text(
            "Changed by Lantern Vendors: D2 and the reason."
        )
        expect(visitor.page.locator("#proposal-list")).to_contain_text("carries it too")
        expect(visitor.page.locator("#proposal-list")).to_contain_text("version 3")


def test_a_conditional_offer_becomes_firm_when_all_take_it(
    deep: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, bo, cyd = (
        deep.browser(n, s) for n, s in (("Ana", "vendors"), ("Bo", "merchants"), ("Cyd", "neighbors"))
    )
    page = ana.page
    page.locator("#offer-write summary").click()
    page.locator('#offer-form input[name="to"][value="merchants"]').check()
    page.locator("#offer-give").fill("We lend the marzipan lanterns")
    page.locator("#offer-form").get_by_label("and the option that they accept").select_option(
        "rule.unanimity"
    )
    page.locator("#offer-form").get_by_label("Once it is firm, everybody may see it").check()
    page.get_by_role("button", name="Make the offer").click()
    mine = page.locator("#offer-list .offer")
    expect(mine).to_contain_text("Front Street Merchants has not answered.")
    expect(page.locator("#offer-give")).to_have_value("")
    bo.page.reload()
    bo.linked()
    assert "marzipan" not in cyd.page.content()
    theirs = bo.page.locator("#offer-list .offer")
    expect(theirs).to_contain_text("Only if you: accept D1 d, Everyone must agree")
    theirs.get_by_role("button", name="Take it").focus()
    bo.page.keyboard.press("Enter")
    for visitor in (ana, bo):
        expect(visitor.page.locator("#offer-list .offer")).to_contain_text("All have taken it: it is firm.")
    expect(cyd.page.locator("#promise-list")).to_contain_text("We lend the marzipan lanterns")
    cyd.page.reload()
    expect(cyd.page.locator("#promise-list")).to_contain_text("In return: accept D1 d, Everyone must agree")


def test_two_proposals_are_compared_by_keyboard_on_any_screen(deep: Scene) -> None:
    ana, bo = deep.browser("Ana", "vendors"), deep.player("Bo", "merchants")
    long = "Because the square is empty on Tuesdays and the chairs are already there. " * 4
    first = tables(bo, term__rule="unanimity", rationale=long, **{"term:opening": "may-full"})
    second = tables(bo, term__rule="majority", rationale="Short.", **{"term:opening": "pilot-six"})
    ana.page.locator(f"#mydeal-{first}").get_by_role("link", name="Compare").press("Enter")
    page = ana.page
    page.wait_for_url("**/compare?a=*")
    page.get_by_label("Right").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/compare?a={first}&b={second}")
    assert bo.act("proposal.withdraw", proposal=second)["ok"]
    page.reload()
    expect(page.get_by_label("Right")).to_have_value(second)
    expect(page.locator("body")).to_contain_text("withdrew this proposal. Here is what it said last.")
    for width, height in ((1920, 1080), (1366, 768), (390, 844), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        # nothing of the table is behind an edge
        assert page.locator(".scroll").evaluate("(e) => e.scrollWidth <= e.clientWidth")
        columns = page.locator(".compare__table tbody tr").first.locator("td")
        tops = [box["y"] for box in (columns.nth(n).bounding_box() for n in (0, 1)) if box]
        assert (tops[0] == tops[1]) is (width > 640)
        assert ana.axe() == []
        if os.environ.get("SIMULATOR_PICTURES"):
            ana.picture(Path(os.environ["SIMULATOR_PICTURES"]) / f"compare-{width}.png")


def test_a_half_written_proposal_survives_a_closed_laptop(deep: Scene) -> None:
    ana = deep.browser("Ana", "vendors")
    ana.go(f"/x/{deep.exercise}/proposal")
    ana.page.select_option("#term-opening", "pilot-six")
    ana.page.locator("#rationale").fill(MINE)
    ana.page.get_by_label("only those I tick below").check()
    ana.page.locator('input[name="to"][value="merchants"]').check()
    ana.go(f"/x/{deep.exercise}")
    ana.go(f"/x/{deep.exercise}/proposal")
    expect(ana.page.get_by_text("What you had written on this laptop is back in its place.")).to_be_visible()
    assert ana.page.locator("#rationale").input_value() == MINE
    assert ana.page.locator("#term-opening").input_value() == "pilot-six"
    expect(ana.page.locator('input[name="to"][value="merchants"]')).to_be_checked()
    ana.page.get_by_role("button", name="Put it forward").click()
    ana.page.wait_for_url("**/x/*#panel-proposals")
    ana.go(f"/x/{deep.exercise}/proposal")
    expect(ana.page.get_by_text("What you had written on this laptop is back")).to_be_hidden()
    assert ana.page.locator("#rationale").input_value() == ""


def test_the_pages_of_full_depth_have_nothing_that_axe_objects_to(deep: Scene) -> None:
    ana, bo = deep.browser("Ana", "vendors"), deep.player("Bo", "merchants")
    first = tables(bo, term__rule="unanimity", sponsors="vendors", **{"term:opening": "may-full"})
    assert bo.act("offer.make", to="vendors", give="We pay", want="You sweep")["ok"]
    expect(ana.page.locator("#offer-list .offer")).to_be_visible()
    assert ana.axe() == []
    for path in (f"proposal?answer={first}", "proposal", f"compare?a={first}"):
        ana.go(f"/x/{deep.exercise}/{path}")
        assert ana.axe() == [], path
        ana.page.set_viewport_size({"width": 320, "height": 640})
        assert ana.page.evaluate("() => document.documentElement.scrollWidth") <= 320, path
        ana.page.set_viewport_size({"width": 1366, "height": 768})
