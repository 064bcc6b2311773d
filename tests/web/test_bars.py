"""The picture of how the caucuses stand: few shapes, true heights, and the same in words."""

from __future__ import annotations

import re

from simulator.web.rendering import make_environment


def drawn(*counts: dict[str, object]) -> str:
    """The bars of these caucuses, 100 high: 62 above the water line and 38 below it."""
    template = make_environment().from_string(
        '{% from "macros/stances.html" import caucus_bars %}{{ caucus_bars(counts, height=100, label="Option a") }}'
    )
    return template.render(counts=counts)


def caucus(name: str, yes: int = 0, changes: int = 0, no: int = 0, unsaid: int = 0) -> dict[str, object]:
    return {"name": name, "yes": yes, "with": changes, "no": no, "unsaid": unsaid}


def shape(html: str, kind: str) -> list[str]:
    """The bars of a kind, each as its piece of the one path."""
    (path,) = re.findall(rf'<path class="bars__{kind}" d="([^"]*)"/>', html)
    return re.findall(r"M[^M]+", path)


def test_a_bar_is_as_high_as_the_share_of_the_caucus() -> None:
    html = drawn(caucus("Cities", yes=1, changes=1, no=2), caucus("Labor", yes=5))
    assert shape(html, "yes") == ["M5 46.5h24V62.0h-24z", "M39 0.0h24V62.0h-24z"]
    assert shape(html, "with") == ["M5.75 31.0h22.5v14.8h-22.5z"]
    assert shape(html, "no") == ["M8 62.0h18v19.0h-18z"]


def test_nobody_who_said_nothing_has_a_bar() -> None:
    html = drawn(caucus("Cities", unsaid=4), caucus("Labor"))
    assert [len(shape(html, kind)) for kind in ("slot", "yes", "with", "no")] == [2, 0, 0, 0]


def test_a_mark_changes_the_shapes_and_not_how_many_there_are() -> None:
    quiet, loud = drawn(caucus("Cities", unsaid=4)), drawn(caucus("Cities", yes=1, changes=1, no=1, unsaid=1))
    assert quiet.count("<path") == loud.count("<path") == 5


def test_the_bars_are_told_in_words() -> None:
    html = drawn(caucus("Cities", yes=1, no=2), caucus("Labor", unsaid=3))
    assert 'aria-label="Option a: Cities 1 yes, 0 with changes, 2 no, 0 not said; Labor 0 yes,' in html
