"""Markdown of scenarios as markup."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False}).disable("image")


@lru_cache(maxsize=1024)
def markdown(text: str) -> Markup:
    """Markdown of a scenario as markup. Raw HTML in it is shown, never obeyed; alignment gives no style attribute."""
    html = _MARKDOWN.render(text)
    return Markup(html)  # noqa: S704 - markdown-it escapes: html is off, links are checked
