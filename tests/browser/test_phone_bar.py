"""The bar at the foot of a phone: the panels of a round in one row, each of them legible and easy to hit."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.browsing import Visitor
from tests.support.people import Facilitator
from tests.support.server import Server

SHOTS = os.environ.get("BAR_SHOTS", "")
BOXES = """() => [...document.querySelectorAll(".phone-nav li:not([hidden]) a")].map((a) => {
  const box = a.getBoundingClientRect(), word = a.querySelector("span").getBoundingClientRect();
  return [box.top, box.width, box.height, word.left, word.right, parseFloat(getComputedStyle(a).fontSize)];
})"""


@pytest.mark.parametrize("step", ["round-1", "round-2"])
def test_the_panels_of_a_round_stand_in_one_row_on_the_narrowest_phone(
    server: Server, visit: Callable[..., Visitor], step: str
) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar("alder-basin", 24, 1, "fill")
    ana = visit(server, width=320, height=640)
    ana.join("Ana Birch", exercise, "mpo")
    ana.read_brief()
    assert facilitator.link(exercise).act("step.enter", step=step)["ok"]
    ana.page.locator('.phone-nav [data-panel="talk"]').wait_for(state="visible")
    boxes = ana.page.evaluate(BOXES)
    if SHOTS:
        ana.page.screenshot(path=Path(SHOTS) / f"bar-{step}.png")
    assert len(boxes) == (6 if step == "round-1" else 7)
    assert len({round(top) for top, *_ in boxes}) == 1
    assert all(width >= 24 and height >= 44 and size >= 12 for _, width, height, *_, size in boxes)
    words = [(left, right) for *_, left, right, _ in boxes]
    assert words[0][0] >= 0
    assert words[-1][1] <= 320
    assert all(one[1] < other[0] for one, other in itertools.pairwise(words))


def test_the_panels_of_the_package_stand_apart_in_two_rows(
    server: Server, visit: Callable[..., Visitor]
) -> None:
    """And a check of a proposal is a picture below its bars there, not a column of single letters beside them."""
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar("alder-basin", 24, 1, "none")
    ana = visit(server, width=320, height=640)
    ana.join("Ana Birch", exercise, "mpo")
    ana.read_brief()
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="package")["ok"]
    ana.page.locator('.phone-nav [data-panel="signing"]').wait_for(state="visible")
    boxes = ana.page.evaluate(BOXES)
    if SHOTS:
        ana.page.screenshot(path=Path(SHOTS) / "bar-package.png")
    rows = [list(row) for _, row in itertools.groupby(boxes, key=lambda box: round(box[0]))]
    assert [len(row) for row in rows] == [5, len(boxes) - 5]
    for row in rows:
        words = [(left, right) for *_, left, right, _ in row]
        assert all(one[1] + 2 <= other[0] for one, other in itertools.pairwise(words))
    terms = {"term:rule": "two-thirds", "term:convener": "neutral"}
    assert steering.act("proposal.make", rationale="Each needs the other.", **terms)["ok"]
    assert steering.act("sense.open", target="p1", how="hide")["ok"]
    assert steering.act("sense.close", check="s1")["ok"]
    shot = ana.page.locator(".proposal .shot")
    shot.wait_for(state="visible")
    assert shot.bounding_box()["width"] > 240
    ana.page.set_viewport_size({"width": 1366, "height": 768})
    assert shot.bounding_box()["width"] > 600
