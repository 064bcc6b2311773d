"""The YAML parser's complaints in words for a person who does not know the parser."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError

_OPENED = {"flow sequence": "[", "flow mapping": "{"}
_SAID: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a second `: ` in one line cannot be read", "put the text in quotes"),
    ("found character '\\t'", "a tab stands here", "indent with spaces"),
    (
        "could not find expected ':'",
        "a line without `key: value` stands here",
        "write `key: value`, or indent the text under its key",
    ),
    (
        "expected <block end>",
        "this line does not fit the indentation of the lines above",
        "begin it in the same column as its neighbours, or put the text in quotes",
    ),
    (
        "sequence entries are not allowed",
        "a list item (`- `) cannot begin here",
        'begin the list in its own line; put a sign in quotes: "-"',
    ),
    (
        "but found another document",
        "a second document begins here",
        "keep one document in a file: take out this `---`",
    ),
    (
        "unknown escape character",
        "a backslash in double quotes begins an escape that does not exist",
        "write the text in single quotes",
    ),
    ("expected the node content", "a value cannot begin like this", "put the text in quotes"),
    ("found unknown directive", "a line with `%` cannot be read", "put the text in quotes"),
    ("while scanning an alias", "a text cannot begin with `*`", "put the text in quotes"),
    ("while scanning an anchor", "a text cannot begin with `&`", "put the text in quotes"),
    (
        "while scanning a block scalar",
        "what follows `|` or `>` cannot be read",
        "write `|` alone in the line and the text below it, indented",
    ),
)


def say_fault(error: MarkedYAMLError) -> tuple[Any, str, str]:
    """The mark to point at (or None), what is wrong and what would be right."""
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    if "unexpected end of stream" in problem and "quoted" in context:
        return (
            error.context_mark or mark,
            "the quote that opens here is not closed",
            "close it, or double it inside the text",
        )
    for name, bracket in _OPENED.items():
        if name in context and problem.startswith("expected ','"):
            close = {"[": "]", "{": "}"}[bracket]
            return (
                mark,
                f"`{bracket}` of line {error.context_mark.line + 1} is not closed before this",
                (f"put a comma or `{close}` here, or quotes around a text that holds commas or colons"),
            )
    for needle, wrong, right in _SAID:
        if needle in problem or needle in context:
            return mark, wrong, right
    if "cannot start any token" in problem:
        sign = problem.partition("found character ")[2][:3].strip("'")
        return mark, f"a text cannot begin with `{sign}`", "put the text in quotes"
    return (
        mark,
        "this cannot be read as YAML",
        "look at the indentation, colons and quotes of this line and the one before",
    )
