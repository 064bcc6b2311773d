"""What stands in the Word file of an agreement, from the preamble to the page that is signed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document

from simulator.core.budget import Line
from simulator.core.views.outcome import DecisionCard, SignatureCell
from simulator.core.views.plan import Board, TaskRow
from simulator.core.views.shares import ShareTable

from ..words.arithmetic import check_words, decision_headline, outcome_words
from ..words.balance import balance_words
from ..words.binding import rule_sentence
from ..words.document import BY_THE_YEAR, budget_rows, document_status, pledge_rows
from ..words.plan import manager_words, plan_rows, plan_words
from ..words.seat import BALLOT_WORDS
from ..words.shares import share_columns, share_rows, shares_words
from ..words.signing import fingerprint, signature_answer, signing_detail, signing_words
from .layout import add_table, new_document
from .prose import write_prose

WORD_LANGUAGE = "en-US"
"""The English that word processors check the spelling of."""


def _articles(document: Document, articles: Sequence[Mapping[str, Any]]) -> None:
    for article in articles:
        document.add_heading(f"Article {article['number']}. {article['title']}", 1)
        if article["given"]:
            write_prose(document, article["given"])
        for clause in article["clauses"]:
            document.add_heading(f"{clause['number']}  {clause['title']}", 2)
            if clause["state"] == "adopted":
                write_prose(document, clause["text"])
                chosen = f"{clause['code']} {clause['letter']}: {clause['option']}."
                drafted = " In the parties’ own words." if clause["drafted"] else ""
                document.add_paragraph(f"{chosen} Adopted by decision {clause['decision']}.{drafted}", "Note")
            else:
                document.add_paragraph("Left open by the parties.", "Left Open")
                document.add_paragraph(f"{clause['code']}: no option was adopted.", "Note")


def _resources(document: Document, pledges: Sequence[Mapping[str, Any]], lines: tuple[Line, ...]) -> None:
    document.add_heading("Schedule A. What the parties bring", 1)
    if pledges:
        columns = ("Party", "Resource", "For", "Amount")
        document.add_paragraph(BY_THE_YEAR, "Note")
        add_table(document, columns, pledge_rows(pledges), (5.0, 5.0, 3.3, 3.2), numbers=frozenset({3}))
    else:
        document.add_paragraph("No party has pledged anything.", "Left Open")
    document.add_heading("Schedule B. What is needed and what is short", 1)
    if lines:
        document.add_paragraph(balance_words(lines), "Body Text")
        columns = ("Line", "Needs", "Pledged", "State")
        add_table(document, columns, budget_rows(lines), (5.2, 4.3, 3.5, 3.5), numbers=frozenset({1, 2}))
    else:
        document.add_paragraph("Nothing that is adopted needs resources.", "Left Open")


def _shares(document: Document, table: ShareTable) -> None:
    document.add_heading("Schedule B.2. Shares of the bill", 1)
    document.add_paragraph(shares_words(table), "Body Text")
    add_table(
        document, share_columns(table), share_rows(table), (5.2, 4.0, 3.5, 3.8), numbers=frozenset({1, 2})
    )


def _work(document: Document, board: Board, tasks: Sequence[TaskRow]) -> None:
    document.add_heading("Schedule C. Work plan", 1)
    if not tasks:
        document.add_paragraph("Nothing that is adopted asks for work.", "Left Open")
        return
    told = f"{manager_words(board)} {plan_words(board)} Due dates count from entry into force."
    document.add_paragraph(told, "Body Text")
    columns = ("Task", "Due", "Lead", "Support", "Staff")
    add_table(document, columns, plan_rows(tasks), (5.4, 2.0, 3.1, 3.0, 3.0))


def _decisions(document: Document, letter: str, decisions: Sequence[DecisionCard]) -> None:
    document.add_heading(f"Schedule {letter}. Record of decisions", 1)
    if not decisions:
        document.add_paragraph("Nothing was decided.", "Left Open")
    for card in decisions:
        document.add_heading(f"Decision {card.number}.  {decision_headline(card)}", 2)
        document.add_paragraph(f"The rule: {rule_sentence(card.rule)}", "Body Text")
        if card.outcome:
            document.add_paragraph(outcome_words(card.outcome), "Body Text")
            silent = bool(card.outcome.by_silence)
            for place, count in enumerate(card.outcome.counts):
                again = "Counted again under the rule for when we are stuck: " if place else ""
                for check in count.checks:
                    met = "met" if check.passed else "not met"
                    document.add_paragraph(
                        f"{again}{check_words(check, silent=silent)} ({met}).", "List Bullet"
                    )
        caucuses = "; ".join(f"{c.code} {c.yes} / {c.aside} / {c.no} of {c.of}" for c in card.caucuses)
        document.add_paragraph(f"Yes / stood aside / no, caucus by caucus: {caucuses}.", "Note")
        for name, _, choice, reason in card.reasons:
            document.add_paragraph(f"{name} ({BALLOT_WORDS[choice]}): “{reason}”", "Note")


def _reservations(document: Document, cells: Sequence[SignatureCell]) -> None:
    document.add_heading("Reservations", 1)
    reserved = [c for c in cells if c.kind == "reserve"]
    for cell in reserved:
        document.add_paragraph(f"{cell.name}: “{cell.note}”", "List Bullet")
    if not reserved:
        document.add_paragraph("No party has signed with a reservation.", "Left Open")
    declined = [c for c in cells if c.kind == "decline"]
    if declined:
        document.add_heading("Parties that declined, and why", 2)
        for cell in declined:
            document.add_paragraph(f"{cell.name}: “{cell.note}”", "List Bullet")


def _signatures(document: Document, page: Mapping[str, Any], cells: Sequence[SignatureCell]) -> None:
    document.add_heading("Signatures", 1).paragraph_format.page_break_before = True
    board = page["signing"]
    words = f"Organizations sign, in their roles; no person is named. {signing_words(board)}"
    document.add_paragraph(words, "Body Text")
    if board.status != "closed":
        document.add_paragraph(signing_detail(board).capitalize(), "Note")
    rows = [
        (f"{c.number}. {c.name}\n{page['sectors'][c.seat]}", signature_answer(c), "")
        for c in cells
        if c.votes
    ]
    add_table(document, ("Party and role", "Answer", "Signature"), rows, (7.4, 3.6, 5.5), height=1.15)
    advising = [c.name for c in cells if not c.votes]
    if advising:
        document.add_paragraph(
            f"Advising, without a vote and without a signature: {', '.join(advising)}.", "Note"
        )
    signed = board.status != "closed"
    document.add_heading("Fingerprints", 2)
    label = "The text that is signed" if signed else "The text as it stands; it is not frozen yet"
    document.add_paragraph(f"{label} (SHA-256):", "Note").paragraph_format.keep_with_next = True
    document.add_paragraph(page["text_hash"], "Fingerprint")
    label = "The text with the answers and reservations above (SHA-256):"
    document.add_paragraph(label, "Note").paragraph_format.keep_with_next = True
    document.add_paragraph(page["document_hash"], "Fingerprint")


def agreement_docx(page: dict[str, Any], at: int) -> bytes:
    """The context of the agreement page as a Word file. ``at`` is when it is made, ms since 1970 UTC."""
    title, board = f"{page['scenario']}: partnership agreement", page["signing"]
    mark = fingerprint(page["text_hash"])
    document = new_document(
        title, f"Agreement of {page['room']}", f"{page['scenario']}, {page['room']}. Fingerprint {mark}",
        WORD_LANGUAGE, at,
    )  # fmt: skip
    document.add_heading(page["scenario"], 0)
    document.add_paragraph(f"Partnership agreement made in {page['room']}", "Subtitle")
    state = f"{page['adopted']} of {page['total']} clauses adopted; {document_status(board)}"
    document.add_paragraph(state, "Standing")
    if page["preamble"]:
        document.add_heading("Preamble", 1)
        write_prose(document, page["preamble"])
    document.add_paragraph("The parties are the organizations that sign on the signature page.", "Body Text")
    _articles(document, page["articles"])
    document.add_heading("How the parties decide", 1)
    document.add_paragraph(f"The rule in force: {page['rule']}", "Body Text")
    _resources(document, page["pledges"], page["lines"])
    if page["shares"] and page["shares"].rows:
        _shares(document, page["shares"])
    if page["plan"].known:
        _work(document, page["plan"], page["tasks"])
    _decisions(document, "D" if page["plan"].known else "C", page["decisions"])
    cells = sorted(page["signatures"], key=lambda c: c.number)
    _reservations(document, cells)
    _signatures(document, page, cells)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
