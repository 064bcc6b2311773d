"""The agreement as a document: what the page and the print show, in the order of the articles."""

from __future__ import annotations

from typing import Any

from simulator.core.agreement_text import agreement_content, agreement_hash, document_content, document_hash
from simulator.core.budget import balance
from simulator.core.state.exercise import Exercise
from simulator.core.views.clauses import clause_numbers
from simulator.core.views.outcome import (
    DecisionCard,
    decision_card,
    pledge_row,
    signature_cell,
    signing_board,
)
from simulator.core.views.plan import board, in_order, task_row
from simulator.core.views.shares import share_table


def _clauses(state: Exercise, ids: tuple[Any, ...]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    numbers = clause_numbers(state)
    for clause_id in ids:
        if clause_id not in state.clauses:
            continue
        clause, adopted = state.rulebook.clause_of[clause_id], state.agreement.get(clause_id)
        option = clause.option(adopted.option) if adopted else None
        rows.append({
            "id": clause.id, "code": clause.code, "number": numbers[clause_id], "title": clause.title,
            "option_id": option.id if option else "",
            "text": (adopted.wording if adopted else "") or (option.text if option else ""),
            "drafted": bool(adopted and adopted.wording), "option": option.title if option else "",
            "letter": clause.letter(option.id) if option else "", "state": "adopted" if option else "open",
            "decision": int(adopted.decision[1:]) if adopted else 0,
        })  # fmt: skip
    return rows


def decision_record(state: Exercise) -> list[DecisionCard]:
    """Every counted decision, oldest first."""
    return [decision_card(state, d) for d in state.decisions.values() if d.status in ("passed", "failed")]


def agreement_page(state: Exercise) -> dict[str, Any]:
    """The context of the document: articles, schedules, signatures, the record of decisions."""
    articles = []
    for article in state.rulebook.articles:
        clauses = _clauses(state, article.clauses)
        if clauses or article.given:
            articles.append(
                {"number": article.number, "title": article.title, "given": article.given, "clauses": clauses}
            )
    pledges = [
        {"name": state.organization(p.seat).name, "code": state.seats[p.seat].sector, "kind": p.kind,
         "amount": p.amount, "line": p.line, "note": p.note,
         "row": pledge_row(state, p.id)}
        for p in state.pledges.values()
    ]  # fmt: skip
    return {
        "x_id": state.id, "scenario_id": state.rulebook.id, "scenario": state.rulebook.title,
        "room": state.room, "preamble": state.rulebook.preamble,
        "articles": articles, "pledges": pledges, "lines": balance(state), "shares": share_table(state),
        "term": state.rulebook.term,
        "rule": (state.rule or state.rulebook.default_rule).spoken,
        "signing": signing_board(state), "signatures": [signature_cell(state, s) for s in state.seats],
        "decisions": decision_record(state), "text_hash": state.signing.text_hash or agreement_hash(state),
        "adopted": len(state.agreement), "total": len(state.clauses), "content": agreement_content(state),
        "signed": document_content(state), "document_hash": document_hash(state),
        "sectors": {s.id: state.rulebook.sector_of[s.sector].name for s in state.seats.values()},
        "plan": board(state), "tasks": [task_row(state, t.id) for t in in_order(state)],
    }  # fmt: skip
