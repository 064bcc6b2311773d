"""The whole seminar, as people live it: three browsers in seats, a facilitator, a wall, and 43 more seats.

At a host name that is not localhost, without a secure context. The rule that the room adopts decides the next vote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.scenario.load import load_folder
from tests.support.browsing import Visitor
from tests.support.people import Cookies, Facilitator, Linked, Participant
from tests.support.server import ROOT, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BOOK = load_folder(ROOT / "scenarios" / "alder-basin")
IN_BROWSERS = {"environmental-council": "Dana", "metro-chamber": "Lee", "mpo": "Sam"}
NOT_VOTING = {"federal-environment", "federal-transport"}
OBJECTORS = 13


def open_through_the_form(host: Visitor) -> str:
    """The facilitator's first two minutes: the printed link, then the form. Returns the exercise."""
    host.go(host.server.links["facilitator"])
    page = host.page
    form = page.locator('form[action="/steer/new"]:has([name="scenario"][value="alder-basin"])')
    form.evaluate("el => el.closest('details') && (el.closest('details').open = true)")
    form.locator('[name="title"]').fill("Spring seminar")
    form.locator('[name="cast"]').first.evaluate(
        """el => { if (el.tagName === 'SELECT') el.value = '48';
                   else el.form.querySelector('[name=cast][value="48"]').checked = true; }"""
    )
    form.locator('[name="bots"]').first.evaluate(
        """el => { if (el.tagName === 'SELECT') el.value = 'fill';
                   else el.form.querySelector('[name=bots][value="fill"]').checked = true; }"""
    )
    form.get_by_role("button", name="Open the seminar").click()
    page.wait_for_url(re.compile(r"/steer/[0-9a-f]+-1"))
    return page.url.rpartition("/")[2]


def seat_the_others(server: Server, exercise: str) -> dict[str, Linked]:
    """Forty-three people join through the pages at once and connect."""
    seats = [o.id for o in BOOK.organizations if o.votes and o.id not in IN_BROWSERS]
    assert len(seats) == 43
    with ThreadPoolExecutor(8) as pool:
        linked = pool.map(lambda s: Participant(server, f"Delegate {s}").sit(exercise, s), seats)
    return dict(zip(seats, linked, strict=True))


def leaks(
    browsers: dict[str, Visitor], open_pages: dict[str, Visitor], others: dict[str, Linked]
) -> list[str]:
    """Private facts, fears and briefs of a seat that stand on somebody else's page or came over their socket."""
    pages = {seat: visitor.page.content() for seat, visitor in browsers.items()}
    pages |= {name: visitor.page.content() for name, visitor in open_pages.items()}
    pages |= {
        seat: "".join(f for frame in linked.frames for _, _, _, f in frame["p"])
        for seat, linked in others.items()
    }
    texts = {name: html.unescape(re.sub(r"\s+", " ", page)) for name, page in pages.items()}
    found = []
    for organization in BOOK.organizations:
        canaries = [*organization.facts, organization.card.you_fear, organization.alternative.text]
        for name, text in texts.items():
            if name != organization.id:
                found += [
                    f"{organization.id} at {name}: {c[:40]}" for c in canaries if " ".join(c.split()) in text
                ]
    return found


def vote(others: dict[str, Linked], browsers: dict[str, Visitor], decision: str) -> None:
    """The same ballots every time: thirteen of the others say no, everybody else says yes."""
    for index, linked in enumerate(others.values()):
        choice = "no" if index < OBJECTORS else "yes"
        ack = linked.act(
            "ballot.cast",
            decision=decision,
            choice=choice,
            reason="It costs us too much." if choice == "no" else "",
        )
        assert ack["ok"], ack
    for visitor in browsers.values():
        visitor.form("ballot.cast").first.locator('button[value="yes"]').click()
        expect(visitor.form("ballot.cast").first.locator('button[value="yes"]')).to_have_attribute(
            "aria-pressed", "true"
        )


def test_a_room_of_48_goes_from_the_code_on_the_wall_to_a_signed_agreement(
    server: Server, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    host = visit(server)
    exercise = open_through_the_form(host)
    page_text = host.page.content()
    code = re.search(r"[A-Z]{4}-\d\d", page_text)
    assert code, "the facilitator's page shows no join code"
    server.links["join"] = f"{host.base}/?code={code[0]}"
    wall = visit(server, width=1920, height=1080)
    wall.go(host.page.locator('a[href^="/wall/"]').first.get_attribute("href") or "")
    expect(wall.page.locator("body")).to_contain_text(code[0])

    # join, brief: before "I have read it" there is only the brief
    browsers = {}
    for seat, name in IN_BROWSERS.items():
        browsers[seat] = visit(server)
        browsers[seat].join(name, exercise, seat)
    first = next(iter(browsers.values()))
    expect(first.page.locator("#panel-clauses")).to_be_hidden()
    expect(first.page.locator("#panel-brief")).to_be_visible()
    for visitor in browsers.values():
        visitor.read_brief()
    others = seat_the_others(server, exercise)

    steering = Facilitator.__new__(Facilitator)
    steering.server, steering.jar = server, Cookies(server)
    for cookie in host.context.cookies():
        steering.jar.cookies.set(cookie["name"], cookie["value"])
    control = steering.link(exercise)

    # the room reaches round 1; the facilitator's biggest button leads there
    assert control.act("step.enter", step="round-1")["ok"]
    expect(first.page.locator("#panel-clauses")).to_be_visible()
    mine = first.form("stance.set", "#stance-rule-two-thirds").or_(
        first.page.locator("form#stance-rule-two-thirds")
    )
    mine.locator('button[value="yes"]').first.click()
    expect(mine.locator('button[value="yes"]').first).to_have_attribute("aria-pressed", "true")

    # under three quarters of the members, 33 of 46 is not enough
    assert control.act("decision.open", **{"term:convener": "neutral"})["ok"]
    vote(others, browsers, "d1")
    assert control.act("decision.close", decision="d1")["ok"]
    expect(first.page.locator("#decision")).to_contain_text("33")
    expect(first.page.locator("#decision")).to_contain_text("35")

    # the room adopts two thirds: everybody lets the rule pass
    assert control.act("decision.open", **{"term:rule": "two-thirds"})["ok"]
    for linked in others.values():
        assert linked.act("ballot.cast", decision="d2", choice="yes")["ok"]
    assert control.act("decision.close", decision="d2")["ok"]
    expect(first.page.locator("#rule")).to_contain_text(re.compile("two thirds", re.IGNORECASE))

    # and the very same ballots now carry the clause
    assert control.act("decision.open", **{"term:convener": "neutral"})["ok"]
    vote(others, browsers, "d3")
    assert control.act("decision.close", decision="d3")["ok"]
    expect(first.page.locator("#clause-convener")).to_contain_text(re.compile("adopted", re.IGNORECASE))
    expect(first.page.locator("#decision")).to_contain_text("31")  # two thirds of 46

    # pledges: a browser from a ready card, and others
    assert control.act("step.enter", step="round-2")["ok"]
    chamber = browsers["metro-chamber"]
    chamber.form("pledge.make").first.locator("button[type=submit]").first.click()
    expect(chamber.page.locator("#pledge-list")).to_contain_text("Metro Chamber", ignore_case=True)
    assert others["university"].act(
        "pledge.make", resource="cash", amount="250", line="Independent facilitator", note=""
    )["ok"]

    # signatures by at least forty, bound to the text
    assert control.act("step.enter", step="package")["ok"]
    assert control.act("signing.open")["ok"]
    expect(first.form("signature.give").first).to_be_visible()
    for visitor in browsers.values():
        visitor.form("signature.give").first.locator('button[value="sign"]').click()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', others["university"].parts["mysignature"])
    assert seen
    late = others["taxpayers"].act("signature.give", how="sign", seen="0" * 64)
    assert late["code"] == "target.stale"
    for index, (seat, linked) in enumerate(others.items()):
        how = "decline" if index < 3 else "reserve" if index < 5 else "sign"
        note = "" if how == "sign" else f"{seat} asks for a review of the cost."
        assert linked.act("signature.give", how=how, seen=seen[1], note=note)["ok"]
    assert control.act("signing.conclude")["ok"]
    expect(wall.page.locator("body")).to_contain_text("43")

    # no secret of one seat reached another page, the wall, or a socket
    assert leaks(browsers, {"wall": wall, "facilitator": host}, others) == []

    # the agreement: text, pledges, signatures, arithmetic
    first.go(f"/x/{exercise}/agreement")
    body = first.page.locator("main")
    for words in (
        "chosen jointly",
        "Independent facilitator",
        "Metro",
        "review of the cost",
        "35",
        "33",
        "31",
    ):
        expect(body).to_contain_text(re.compile(re.escape(words), re.IGNORECASE))
    expect(first.page.locator("body")).to_contain_text(
        "Training simulation: fictional parties, not an agreement"
    )
    for linked in (*others.values(), control):
        linked.close()
