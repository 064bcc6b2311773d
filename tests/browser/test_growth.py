"""A long seminar on a seat's page: the newest proposals stay, older ones leave and are a link away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from simulator.core.views.listing import SHOWN
from tests.support.browsing import Visitor
from tests.support.people import Linked
from tests.support.server import Server

from .conftest import Scene
from .test_bargaining import tables

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")
READ = """() => [...document.querySelectorAll('#proposal-list .proposal__why')]
  .map((e) => e.textContent.replace('Why: ', ''))"""


@pytest.fixture
def deep(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar of six in full depth, in its deciding step."""
    made = Scene(server, visit, depth="full", talk="remote")
    made.steer("step.enter", step="deciding")
    yield made
    made.close()


def picture(visitor: Visitor, name: str, at: Locator | None = None) -> None:
    """Keep what is seen now, on a laptop and on a phone, where somebody asked for pictures."""
    for width, height in ((1366, 768), (390, 844)) if PICTURES else ():
        visitor.page.set_viewport_size({"width": width, "height": height})
        if at:
            at.scroll_into_view_if_needed()
        visitor.page.screenshot(path=Path(str(PICTURES)) / f"growth-{name}-{width}.png")
    visitor.page.set_viewport_size({"width": 1366, "height": 768})


def says(linked: Linked, why: str, parent: str = "") -> str:
    """A proposal for everybody with one option and a reason; returns its id."""
    return tables(linked, term__rule="unanimity", rationale=why, parent=parent)


def fill(people: list[Linked], many: int, begin: int = 0) -> list[str]:
    """So many proposals, one person after the other."""
    return [says(people[n % len(people)], f"reason {n}") for n in range(begin, begin + many)]


def test_the_newest_stay_older_ones_leave_and_a_link_leads_to_them(deep: Scene) -> None:
    ana = deep.browser("Ana", "vendors")
    people = [deep.player(n, s) for n, s in (("Bo", "merchants"), ("Cy", "neighbors"), ("Di", "foundation"),
                                             ("Ed", "city-hall"), ("Fay", "county-health"))]  # fmt: skip
    made = fill(people, SHOWN)
    listed = ana.page.locator("#proposal-list article.proposal")
    expect(listed).to_have_count(SHOWN)
    ana.page.locator("#notes-text").press_sequentially("half")
    # my own mark on the oldest, before it leaves
    first = ana.page.locator(f"#proposal-{made[0]}")
    first.locator("button[value=no]").first.click()
    expect(first.locator("button[value=no]").first).to_have_attribute("aria-pressed", "true")
    says(people[0], "one more")
    expect(first).to_have_count(0)
    expect(ana.page.locator("#others")).to_contain_text("1 older than the newest 20.")
    as_it_came = ana.page.evaluate(READ)
    assert as_it_came == [*(f"reason {n}" for n in range(1, SHOWN)), "one more"]
    picture(ana, "seat", ana.page.locator("#others"))
    assert ana.page.locator("#notes-text").input_value() == "half"
    ana.page.reload()
    ana.linked()
    assert ana.page.evaluate(READ) == as_it_came
    # by keyboard to the older ones, and a mark there without a script
    link = ana.page.get_by_role("link", name="Show older proposals")
    link.focus()
    ana.page.keyboard.press("Enter")
    ana.page.wait_for_url("**/proposals")
    card = ana.page.locator("article.proposal", has_text="reason 0")
    expect(card.locator("button[value=no]").first).to_have_attribute("aria-pressed", "true")
    picture(ana, "older")
    card.locator("button[value=yes]").first.click()
    ana.page.wait_for_url("**/proposals?at=")
    expect(card.locator("button[value=yes]").first).to_have_attribute("aria-pressed", "true")
    ana.page.get_by_role("link", name="Back to my seat").click()
    ana.linked()
    # somebody takes one back: there is room for it again, in its old place and with my mark
    people[1].act("proposal.withdraw", proposal=made[6])
    expect(first.locator("button[value=yes]").first).to_have_attribute("aria-pressed", "true")
    assert ana.page.evaluate(READ)[0] == "reason 0"
    says(people[1], "yet another")
    expect(first).to_have_count(0)
    # called up by the facilitator, it is back once more
    deep.steer("floor.put", target=made[0])
    expect(first.locator("button[value=yes]").first).to_have_attribute("aria-pressed", "true")
    assert ana.page.evaluate(READ)[0] == "reason 0"
    ana.page.reload()
    ana.linked()
    assert ana.page.evaluate(READ)[0] == "reason 0"
    assert not ana.troubles


def test_an_answer_outlives_what_it_answers_on_the_page(deep: Scene) -> None:
    ana = deep.browser("Ana", "vendors")
    people = [deep.player(n, s) for n, s in (("Bo", "merchants"), ("Cy", "neighbors"), ("Di", "foundation"),
                                             ("Ed", "city-hall"), ("Fay", "county-health"))]  # fmt: skip
    first = says(people[0], "the first")
    answer = says(people[1], "its answer", parent=first)
    inside = ana.page.locator(f"#answers-{first} > #proposal-{answer}")
    expect(inside).to_be_visible()
    mark = ana.page.locator(f"#card-{answer} button[value=no]").first
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    fill(people, 19)
    expect(ana.page.locator(f"#proposal-{first}")).to_have_count(0)
    alone = ana.page.locator(f"#proposal-list > #proposal-{answer}")
    expect(alone).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "true")
    picture(ana, "answer", alone)
    deep.steer("floor.put", target=first)
    expect(inside).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "true")
    deep.steer("floor.put", target="")
    # back where it stood, after a reload too
    ana.page.reload()
    ana.linked()
    expect(inside).to_be_visible()
    expect(mark).to_have_attribute("aria-pressed", "true")


def test_my_own_older_one_stays_with_me_and_shows_the_marks_of_others(deep: Scene) -> None:
    ana = deep.browser("Ana", "vendors")
    mine = deep.player("Also Ana", "merchants")
    people = [deep.player(n, s) for n, s in (("Cy", "neighbors"), ("Di", "foundation"), ("Ed", "city-hall"),
                                             ("Fay", "county-health"))]  # fmt: skip
    form = ana.page
    ana.go(f"/x/{deep.exercise}/proposal")
    form.select_option("#term-rule", "unanimity")
    form.locator("#rationale").fill("my very own")
    form.get_by_label("everybody in the room, and the wall").check()
    form.get_by_role("button", name="Put it forward").click()
    form.wait_for_url("**/x/*#panel-proposals")
    ana.linked()
    fill([*people, mine], SHOWN)
    kept = form.locator(".kept", has_text="my very own")
    expect(kept).to_be_visible()
    expect(form.locator("#proposal-list article.proposal")).to_have_count(SHOWN + 1)
    key = (kept.get_attribute("id") or "").removeprefix("kept-")
    mine.act("stance.set", target=key, value="no", seen="1", reason="", moves="")
    expect(kept).to_contain_text("1 no")
    picture(ana, "kept", kept)
    kept.get_by_role("button", name="Withdraw it").click()
    expect(kept).to_have_count(0)
    assert not ana.troubles


def test_earlier_messages_are_a_page_away(deep: Scene) -> None:
    deep.steer("step.enter", step="resources")
    ana, bo = deep.browser("Ana", "vendors"), deep.player("Bo", "merchants")
    for number in range(45):
        bo.act("message.send", channel="plenary", text=f"word {number};")
    bo.act("message.send", channel="private", to="vendors", text="between us")
    expect(ana.page.locator("#talk-list")).to_contain_text("word 44;")
    expect(ana.page.locator("#talk-list")).not_to_contain_text("word 2;")
    ana.page.get_by_role("link", name="Earlier messages").click()
    expect(ana.page.locator(".talk__list")).to_contain_text("between us")
    picture(ana, "messages")
    ana.page.get_by_role("link", name="Show 6 earlier ones").click()
    expect(ana.page.locator(".talk__list")).to_contain_text("word 2;")
    expect(ana.page.get_by_text("This is the beginning.")).to_be_visible()
    ana.page.get_by_label("Show").select_option(index=2)
    ana.page.get_by_role("button", name="Show", exact=True).click()
    expect(ana.page.locator(".talk__list .message")).to_have_count(1)
    assert not ana.troubles
