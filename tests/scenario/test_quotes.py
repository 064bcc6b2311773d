"""Quotes that an author typed straight stand curly everywhere, and nothing else of a text changes."""

import pytest

from simulator.scenario.quotes import curly


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"Yes," she said, "if it\'s free."', "“Yes,” she said, “if it’s free.”"),
        ("the neighbors' hall", "the neighbors’ hall"),
        ('*"advisory"* and "*word*"', "*“advisory”* and “*word*”"),
        ("\"'Yes' is a word\" (\"so\")", "“‘Yes’ is a word” (“so”)"),
        ('a `"code"` and a [link](/x "title")', 'a `"code"` and a [link](/x "title")'),
        ("“as it is”, isn’t it", "“as it is”, isn’t it"),
    ],
)  # fmt: skip
def test_a_straight_quote_becomes_a_curly_one(typed: str, set_: str) -> None:
    assert curly(typed) == set_
    assert len(curly(typed)) == len(typed)
