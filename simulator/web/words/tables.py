"""Groups in words: how they are called, what came in, who writes."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment

from simulator.core.views.tables import Draft, TableName, TableRow, Tables

from .counts import terms_words


def table_words(name: TableName) -> str:
    """How people call a group: "Table 7", "The Labor caucus"."""
    return f"The {name.sector} caucus" if name.kind == "caucus" else f"Table {name.place}"


def draft_state(draft: Draft) -> str:
    """Where the group's proposal is: unwritten, written, before the room, or ahead of what the room reads."""
    if not draft.version:
        return "Your table has written nothing yet."
    if not draft.handed:
        return "Only your table reads this until it is handed in."
    if draft.handed == draft.version:
        return "This lies before the room."
    return "The room reads an older version. Hand it in again when you agree."


def tables_summary(tables: Tables) -> str:
    """What has come in: "Handed in: 5 of 8. Reported: 3 of 8."."""
    of = len(tables.rows)
    return f"Handed in: {tables.handed} of {of}. Reported: {tables.reported} of {of}."


def table_progress(draft: Draft) -> str:
    """How far one table is, in a few words."""
    if not draft.version:
        return "nothing written yet"
    terms = terms_words(draft.terms)
    if not draft.handed:
        return f"writing: {terms}"
    return f"handed in: {terms}" if draft.handed == draft.version else f"handed in, now changing it: {terms}"


def table_list(rows: Iterable[TableRow]) -> list[tuple[str, int]]:
    """Every organization and its table, by name."""
    return sorted(
        ((m.short, row.name.place) for row in rows for m in row.members), key=lambda pair: pair[0].lower()
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        table_words=table_words, draft_state=draft_state, tables_summary=tables_summary, table_progress=table_progress,
        table_list=table_list,
    )  # fmt: skip
