"""Markdown of scenarios as markup, and as tokens."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}).disable("image")


def tokens(text: str) -> list[Token]:
    """Markdown of a scenario as the parser reads it, for files that are not markup."""
    return _MARKDOWN.parse(text)


@lru_cache(maxsize=1024)
def markdown(text: str) -> Markup:
    """Markdown of a scenario as markup. Raw HTML in it is shown, never obeyed; alignment gives no style attribute."""
    html = _MARKDOWN.render(text)
    return Markup(html)  # noqa: S704 - markdown-it escapes: html is off, links are checked
