"""Proposals that answer each other, as a tree that grows on every page: in place and order, for those who may see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Linked
from tests.support.server import Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")
LEFT = "(id) => document.getElementById(`card-${id}`).getBoundingClientRect().left"
READ = """() => [...document.querySelectorAll('#proposal-list .proposal__why')]
  .map((e) => e.textContent.replace('Why: ', ''))"""


@pytest.fixture
def deep(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar of six in full depth, in its deciding step."""
    made = Scene(server, visit, depth="full")
    made.steer("step.enter", step="deciding")
    yield made
    made.close()


def says(linked: Linked, why: str, parent: str = "", **more: str) -> str:
    """A proposal for everybody with one option and a reason, by which it is found."""
    terms = {"term:rule": "unanimity", "rationale": why, "parent": parent}
    assert linked.act("proposal.table", audience="all", **terms, **more)["ok"]
    assert linked.hears(f"</strong> {why}</p>")
    (found,) = [
        k for k, html in linked.parts.items() if k.startswith("proposal-p") and f"</strong> {why}</p>" in html
    ]
    return found.removeprefix("proposal-")


def test_answers_come_in_under_what_they_answer_while_somebody_types(
    deep: Scene, visit: Callable[..., Visitor]
) -> None:
    ana, cyd = deep.browser("Ana", "vendors"), deep.browser("Cyd", "neighbors")
    bo, di = deep.player("Bo", "merchants"), deep.player("Di", "foundation")
    chain = [says(bo, "first")]
    other = says(di, "another")
    expect(ana.page.locator(f"#proposal-{other}")).to_be_visible()
    expect(ana.page.locator(f"#answered-{chain[0]}")).to_be_hidden()
    # Cyd types a note, and does not lose a letter or her place
    cyd.page.locator("#notes-text").press_sequentially("half")
    for depth, who in enumerate((di, bo, di, bo, di), start=1):
        chain.append(says(who, f"answer {depth}", parent=chain[-1]))
    beside = says(di, "beside", parent=chain[0])
    expect(cyd.page.locator(f"#proposal-{beside}")).to_be_visible()
    cyd.page.keyboard.type(" a thought")
    assert cyd.page.evaluate("() => document.activeElement.id") == "notes-text"
    assert cyd.page.locator("#notes-text").input_value() == "half a thought"
    order = ["first", *(f"answer {n}" for n in range(1, 6)), "beside", "another"]
    expect(cyd.page.locator(f"#answered-{chain[0]} > summary")).to_contain_text("2 answers before the room")
    for _ in ("as it came", "as the server makes the page"):
        assert cyd.page.evaluate(READ) == order
        for parent, child in pairwise(chain):
            inside = cyd.page.locator(f"#answers-{parent} > #proposal-{child}")
            expect(inside).to_be_visible()
            expect(inside.locator(".deal__thread").first).to_contain_text("Answers the proposal of")
        # three steps in, and no further
        lefts = [cyd.page.evaluate(LEFT, key) for key in chain]
        assert lefts[0] < lefts[1] < lefts[2] < lefts[3] == lefts[4] == lefts[5]
        cyd.page.reload()
        cyd.linked()
    # closed by keyboard it stays closed, counts on, and opens again
    summary = cyd.page.locator(f"#answered-{chain[0]} > summary")
    summary.focus()
    cyd.page.keyboard.press("Enter")
    expect(cyd.page.locator(f"#proposal-{chain[1]}")).to_be_hidden()
    says(bo, "a third", parent=chain[0])
    expect(summary).to_contain_text("3 answers before the room")
    expect(cyd.page.locator(f"#proposal-{chain[1]}")).to_be_hidden()
    cyd.page.keyboard.press("Enter")
    expect(cyd.page.locator(f"#proposal-{chain[1]}")).to_be_visible()
    # what is answered may change and go: its answers stay where they are
    assert bo.act("proposal.withdraw", proposal=chain[0])["ok"]
    expect(cyd.page.locator(f"#card-{chain[0]}")).to_contain_text("withdrew this proposal")
    for _ in ("as it came", "as the server makes the page"):
        assert cyd.page.evaluate(READ) == [*order[1:-1], "a third", "another"]
        cyd.page.reload()
        cyd.linked()
    assert ana.axe() == []
    for width, height in ((320, 640), (390, 844)):
        ana.page.set_viewport_size({"width": width, "height": height})
        assert ana.page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert ana.page.locator(f"#card-{chain[5]}").bounding_box()["width"] > 0.7 * width  # type: ignore[index]
    if PICTURES:
        for width, height in ((1366, 768), (390, 844), (320, 640)):
            ana.page.set_viewport_size({"width": width, "height": height})
            ana.page.locator(f"#proposal-{chain[0]}").scroll_into_view_if_needed()
            ana.picture(Path(PICTURES) / f"tree-{width}.png")


def test_an_answer_for_few_stands_in_the_tree_of_those_few_and_moves_with_what_it_answers(
    deep: Scene,
) -> None:
    ana, cyd = deep.browser("Ana", "vendors"), deep.browser("Cyd", "neighbors")
    bo = deep.player("Bo", "merchants")
    shown = says(bo, "for all")
    expect(cyd.page.locator(f"#proposal-{shown}")).to_be_visible()

    def quiet(why: str, parent: str) -> str:
        before = set(bo.parts)
        terms = {"term:rule": "majority", "rationale": why, "parent": parent}
        assert bo.act("proposal.table", audience="named", to=["vendors"], **terms)["ok"]
        assert bo.hears(why)
        (found,) = [key for key in bo.parts if key.startswith("deal-") and key not in before]
        return found.removeprefix("deal-")

    answer = quiet("between us", shown)
    expect(ana.page.locator(f"#answers-{shown} > #deal-{answer}")).to_be_visible()
    expect(ana.page.locator(f"#deal-{answer}")).to_contain_text(
        "Only Front Street Merchants and Lantern Vendors"
    )
    reply = quiet("and between us again", answer)
    under = ana.page.locator(f"#answers-{answer} > #deal-{reply}")
    expect(under).to_be_visible()
    expect(ana.page.locator(f"#answered-{answer} > summary")).to_contain_text("1 answer")
    # a later answer for everybody stands before those for few, on every page
    later = says(bo, "for all again", parent=shown)
    expect(cyd.page.locator(f"#proposal-{later}")).to_be_visible()
    for visitor, order in ((ana, [f"proposal-{later}", f"deal-{answer}"]), (cyd, [f"proposal-{later}"])):
        for _ in ("as it came", "as the server makes the page"):
            inside = visitor.page.locator(f"#answers-{shown} > *")
            expect(inside).to_have_count(len(order))
            assert inside.evaluate_all("(all) => all.map((e) => e.id)") == order
            expect(visitor.page.locator(f"#answered-{shown} > summary")).to_contain_text(
                "1 answer before the room"
            )
            visitor.page.reload()
            visitor.linked()
    assert "between us" not in cyd.page.content()
    # shown to everybody, it takes what answers it along, for those who see that
    assert bo.act("proposal.widen", proposal=answer, seen="1", audience="all")["ok"]
    expect(cyd.page.locator(f"#answers-{shown} > .thread")).to_have_count(2)
    wider = (cyd.page.locator(f"#answers-{shown} > .thread").last.get_attribute("id") or "").removeprefix(
        "proposal-"
    )
    expect(ana.page.locator(f"#deal-{answer}")).to_have_count(0)
    for _ in ("as it came", "as the server makes the page"):
        expect(ana.page.locator(f"#answers-{wider} > #deal-{reply}")).to_be_visible()
        expect(cyd.page.locator(f"#proposal-{wider}")).to_contain_text("between us")
        assert "and between us again" not in cyd.page.content()
        ana.page.reload()
        ana.linked()
