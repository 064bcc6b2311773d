"""The agreement as a document: rows of its schedules and the sentences around its signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment

from simulator.core.budget import Line
from simulator.core.views.outcome import SignatureCell, SigningBoard

from ..markdown import markdown
from .amounts import amount_words, kind_words
from .balance import line_rows
from .pledges import pledge_if_words, waiting_words
from .signing import signature_item, signing_words

BY_THE_YEAR = "Money and staff are counted by the year. What names no years is for the whole term."


def document_status(board: SigningBoard) -> str:
    """What kind of text this is: a draft, out for signature, in force."""
    if board.status == "closed":
        return "draft"
    if board.status == "open":
        return "open for signature"
    return "in force" if board.in_force else "closed without entering into force"


def article_clauses(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The clauses of an article for `agreement_article`, after the text that is given."""
    rows: list[dict[str, Any]] = []
    if article["given"]:
        rows.append({
            "code": f"A{article['number']}", "number": f"{article['number']}.0", "title": "Starting point",
            "state": "adopted", "text": markdown(article["given"]), "letter": "",
        })  # fmt: skip
    for clause in article["clauses"]:
        adopted = clause["state"] == "adopted"
        rows.append({
            **clause, "text": markdown(clause["text"]) if adopted else "",
            "adopted_text": _adopted(clause) if adopted else "",
        })  # fmt: skip
    return rows


def _adopted(clause: Mapping[str, Any]) -> str:
    drafted = " In the parties’ own words." if clause["drafted"] else ""
    return f"{clause['option']}. Adopted by decision {clause['decision']}.{drafted}"


def pledge_rows(pledges: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Schedule of pledges: party, resource, line, amount."""
    return [
        [p["name"], "; ".join([
            kind_words(p["kind"]) + (f": {p['note']}" if p["note"] else ""),
            *filter(None, (pledge_if_words(p["row"]), waiting_words(p["row"]))),
        ]), p["line"], amount_words(p["kind"], p["amount"], p["row"].years)]
        for p in pledges
    ]  # fmt: skip


def budget_rows(lines: Iterable[Line]) -> list[list[str]]:
    """Schedule of the budget: line, need, pledged, state; several rows for a line whose years differ."""
    rows = [row for line in lines for row in line_rows(line)]
    return [[str(r[k]) for k in ("line", "need_text", "pledged_text", "short_text")] for r in rows]


def signature_items(cells: Iterable[SignatureCell]) -> list[dict[str, object]]:
    """The signature page: parties that sign, in the order of their numbers."""
    items = []
    for cell in sorted(cells, key=lambda c: c.number):
        if cell.votes:
            item = signature_item(cell)
            if cell.kind == "decline":
                # the page calls the note of a signature a reservation; a refusal has a reason
                item.update(role=f"because: “{cell.note}”" if cell.note else "", reservation="")
            items.append(item)
    return items


def signature_intro(board: SigningBoard) -> str:
    """What a signature means here, and how far the signing is."""
    intro = "Signatures name organizations, not people, and belong to the text of this fingerprint."
    return f"{intro} {signing_words(board)}"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        document_status=document_status, article_clauses=article_clauses, pledge_rows=pledge_rows,
        budget_rows=budget_rows, signature_items=signature_items, signature_intro=signature_intro,
        by_the_year=BY_THE_YEAR,
    )  # fmt: skip
