"""The agreement as JSON, canonical, so that its hashes can be computed again by anybody (docs/agreement-file.md)."""

from __future__ import annotations

from typing import Any, Final

from simulator.core.agreement_text import LANGUAGE, canonical
from simulator.core.budget import Line
from simulator.core.views.shares import ShareTable

from ..words.arithmetic import outcome_words
from ..words.binding import rule_sentence
from .layout import NOTICE

SCHEMA_VERSION: Final = 1


def _clause(clause: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": clause["id"], "number": clause["number"], "code": clause["code"], "title": clause["title"],
        "option": clause["option_id"] or None, "option_title": clause["option"] or None,
        "decision": clause["decision"] or None,
    }  # fmt: skip


def _decision(card: Any) -> dict[str, Any]:
    outcome = card.outcome
    return {
        "number": card.number, "adopted": card.status == "passed", "reopens_the_text": not card.terms,
        "terms": {t.clause: t.option for t in card.terms}, "rule": rule_sentence(card.rule), "yes": outcome.yes,
        "aside": outcome.aside, "no": outcome.no, "silent": outcome.silent, "by_silence": outcome.by_silence,
        "arithmetic": outcome_words(outcome),
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    worst = line.worst
    return {
        "kind": line.kind, "line": line.name, "needed": worst.needed, "pledged": worst.pledged, "short": worst.short,
        "years": [{"needed": y.needed, "pledged": y.pledged, "short": y.short} for y in line.years],
    }  # fmt: skip


def _shares(table: ShareTable | None) -> dict[str, Any] | None:
    """What each party should bring under the adopted formula. It follows from the text and binds nobody, so no hash
    covers it: whoever wants to check it has the needs, the pledges and the formula."""
    if table is None:
        return None
    return {
        "clause": table.term.clause, "option": table.term.option, "words": table.words,
        "needed": list(table.needed), "nobodys": list(table.nobodys),
        "parties": [
            {"seat": r.seat, "share": list(r.share), "pledged": list(r.pledged), "under": list(r.under)}
            for r in table.rows
        ],
    }  # fmt: skip


def agreement_json(page: dict[str, Any], _at: int) -> bytes:
    """The context of the agreement page as canonical JSON, UTF-8. It does not say when it was made: the same
    state gives the same bytes."""
    board = page["signing"]
    return canonical({
        "schema_version": SCHEMA_VERSION,
        "notice": NOTICE,
        "language": LANGUAGE,
        "scenario": {"id": page["scenario_id"], "title": page["scenario"]},
        "room": page["room"],
        "rule": page["rule"],
        "text": page["content"],
        "text_hash": page["text_hash"],
        "signing": page["signed"],
        "document_hash": page["document_hash"],
        "needed": board.needed,
        "counted": board.signed,
        "articles": [
            {"number": a["number"], "title": a["title"], "clauses": [_clause(c) for c in a["clauses"]]}
            for a in page["articles"]
        ],
        "term": page["term"],
        "budget": [_line(line) for line in page["lines"]],
        "shares": _shares(page["shares"]),
        "decisions": [_decision(card) for card in page["decisions"]],
        "parties": [
            {"seat": c.seat, "number": c.number, "name": c.name, "sector": page["sectors"][c.seat],
             "votes": c.votes, "answer": c.kind, "note": c.note}
            for c in page["signatures"]
        ],
    }).encode()  # fmt: skip
