"""Markdown of a scenario as paragraphs of a Word document, with the same reading of it as the pages have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from ..markdown import tokens

_LISTS = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


def _write(paragraph: Paragraph, inline: Sequence[Token]) -> None:
    bold = italic = 0
    for token in inline:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak":
                paragraph.add_run(" ")
            case "hardbreak":
                paragraph.add_run().add_break()
            case _ if token.content:
                run = paragraph.add_run(token.content)
                run.bold, run.italic = bool(bold) or None, bool(italic) or None


def _blocks(text: str) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each run of words with the style of the list that it stands in, empty outside of one."""
    lists: list[str] = []
    for token in tokens(text):
        if token.type in _LISTS:
            lists.append(_LISTS[token.type])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            yield lists[-1] if lists else "", token.children or ()
        elif token.type in ("fence", "code_block"):
            yield "", (token,)


def write_prose(document: Document, text: str, style: str = "Body Text") -> list[Paragraph]:
    """Add the paragraphs of ``text``; those outside of lists in ``style``."""
    made: list[Paragraph] = []
    for listed, inline in _blocks(text):
        made.append(document.add_paragraph(style=listed or style))
        _write(made[-1], inline)
    return made
