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
