"""The printed kit as Chromium prints it: one sheet for each card on both papers, nothing cut, nothing small or grey."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.support.browsing import Visitor
from tests.support.people import Facilitator
from tests.support.server import Server

from .conftest import _serving

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PAPERS = {"Letter": (216, 279), "A4": (210, 297)}
MM = 96 / 25.4
SHEETS = ("cards", "tents", "door", "ballots", "stances", "form", "tally", "script")
MARGINS = dict.fromkeys(SHEETS, (30, 27)) | dict.fromkeys(("tents", "ballots", "stances"), (24, 24))
"""What css/paper.css, css/pieces.css leave free at both sides, above and below (mm)."""
ONE_EACH = ("cards", "tents", "ballots", "stances", "tally")
LEAST = {
    "cards": (".role__name", 24), "tents": (".tent__name", 60), "stances": (".hold__word", 60),
    "ballots": (".slip__boxes", 18),
}  # fmt: skip
"""What must be read from further away than a hand holds it (points)."""

CREDITS = "Supported by the Alder Basin Community Foundation and the Institute for Regional Partnerships"

LOOK = """
(at) => {
  const told = [], text = new Map();
  const grey = (css) => {
    const [r, g, b, a = 1] = css.match(/[\\d.]+/g).map(Number);
    const lit = (v) => {
      const part = (a * v + 255 * (1 - a)) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * lit(r) + 0.7152 * lit(g) + 0.0722 * lit(b);
  };
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement, style = getComputedStyle(el);
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (!walker.currentNode.data.trim() || !box.width || el.closest(".visually-hidden, svg")) continue;
    const words = walker.currentNode.data.trim().slice(0, 40);
    const size = parseFloat(style.fontSize) / (96 / 72);
    if (size < at.least - 0.05) told.push(`${size.toFixed(1)} pt: ${words}`);
    // backgrounds are not printed unless they are asked for: what counts is ink on white paper
    if (1.05 / (grey(style.color) + 0.05) < 4.5) told.push(`too pale: ${words}`);
    if (box.right > at.width + 1 || box.left < -1) told.push(`over the edge: ${words}`);
    const piece = el.closest(".tent__half, .slip, .hold");
    if (piece) {
      const whole = piece.getBoundingClientRect();
      if (box.top < whole.top - 1 || box.bottom > whole.bottom + 1) told.push(`cut: ${words}`);
    }
  }
  const far = [...document.querySelectorAll(at.far || "main article h2")];
  return {
    told, articles: document.querySelectorAll("main article").length,
    far: Math.min(...far.map((el) => parseFloat(getComputedStyle(el).fontSize) / (96 / 72))),
  };
}
"""


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Facilitator, str]]:
    """The evening before: a seminar of 48 organizations is open, two friends pay for it, and nobody has come."""
    for server in _serving(tmp_path_factory.mktemp("evening")):
        facilitator = Facilitator(server)
        yield server, facilitator, facilitator.new_seminar("alder-basin", 48, credits=CREDITS)


def pages(pdf: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_the_kit_prints_whole_and_readable_on_both_papers(
    sheet: str, large: bool, evening: tuple[Server, Facilitator, str], visit: Callable[..., Visitor]
) -> None:
    server, facilitator, exercise = evening
    desk = visit(server)
    desk.takes_over(facilitator.jar)
    path = "cards" if sheet == "cards" else f"kit/{sheet}"
    desk.page.emulate_media(media="print")
    desk.go(f"/steer/{exercise}/{path}?large={int(large)}")
    desk.page.evaluate("document.fonts.ready")
    for paper, (wide, high) in PAPERS.items():
        # cards of one sheet have their sentence at their foot, as pieces have; longer ones in the margin of each sheet
        across, along = MARGINS["tents" if sheet == "cards" and not large else sheet]
        width, height = int((wide - across) * MM), int((high - along) * MM)
        desk.page.set_viewport_size({"width": width, "height": height})
        far, points = LEAST.get(sheet, ("", 0))
        seen = desk.page.evaluate(LOOK, {"least": 18 if large else 11, "width": width, "far": far})
        assert seen["told"] == []
        assert seen["far"] >= points
        sheets = pages(desk.page.pdf(format=paper))
        if sheet in ONE_EACH and not (large and sheet in ("cards", "tally")):
            assert sheets == seen["articles"], paper
        elif large and sheet in ("cards", "tally"):
            # a brief of 500 words at 18 points takes up to three more sheets; each repeats the name of the seat
            assert seen["articles"] * 2 <= sheets <= seen["articles"] * 4, paper
    if sheet == "cards":
        assert desk.page.locator(".role__running").first.is_visible() == large
    desk.page.emulate_media(media="screen")
    desk.page.set_viewport_size({"width": 390, "height": 844})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 391
    if not large:
        assert desk.axe() == []
