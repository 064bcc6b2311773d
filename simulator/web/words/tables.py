"""Words for people who sit at one table, for those who wait to speak, and for "Eyes up"."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.refusals import RefusalCode
from simulator.core.views.speakers import MyTurn
from simulator.core.views.tables import TableName, TableRow, TableSign

SHEET_WORDS = {
    "empty": "nothing written yet", "draft": "being written", "handed": "handed in",
    "changed": "changed since handed in",
}  # fmt: skip
SHEET_NOTES = {
    "empty": "Only your table reads the sheet until it is handed in.",
    "draft": "Only your table reads this. Handed in, it is your table’s proposal before the room.",
    "handed": "Handed in: the room reads it under “Proposals”. Change it here and hand it in again.",
    "changed": "The room still reads the version that you handed in. Hand in again to put this one in its place.",
}


def table_words(name: TableName) -> str:
    """What a group is called: a caucus by its sector, others by their table."""
    return name.caucus or f"Table {name.place}"


def sheet_words(state: str) -> str:
    """How far a group's proposal is."""
    return SHEET_WORDS.get(state, state)


def sheet_note(state: str) -> str:
    """What that means for who reads it."""
    return SHEET_NOTES.get(state, "")


def tables_words(rows: Sequence[TableRow]) -> str:
    """How far the tables are: "3 of 8 tables have handed in, 2 have reported"."""
    handed = sum(r.state in ("handed", "changed") for r in rows)
    reported = sum(r.report is not None for r in rows)
    tables = "table has" if len(rows) == 1 else "tables have"
    return f"{handed} of {len(rows)} {tables} handed in, {reported} of {len(rows)} reported."


def door_list(tables: Sequence[TableSign]) -> list[tuple[int, str, int]]:
    """(number, name, table) of everybody, by number: people look for the number on their card."""
    return sorted((number, name, t.name.place) for t in tables for number, name, _, _ in t.members)


RESTS: dict[str, str] = {
    RefusalCode.BRIEF_UNREAD: "Asking to speak opens when you have read your brief.",
    RefusalCode.PAUSED: "Asking to speak rests in the pause.",
}
"""Why nobody at this seat may ask to speak now."""


def speaker_kind(kind: str) -> str:
    """Why somebody goes before others."""
    return {"point": "point of order", "group": "speaks for a table"}.get(kind, "")


def turn_words(turn: MyTurn) -> str:
    """Where I am on the speakers' list."""
    if turn.speaking:
        return "You have the floor. Stand up and speak; at 0:00 come to an end."
    if turn.invited and turn.place == 1:
        return "The facilitator asks you to speak next. Stand up, then tap “I start”, or take yourself off the list."
    if turn.may_start:
        return "You are next. Stand up, then tap “I start”."
    if turn.place == 1:
        return "You are next."
    if turn.place:
        before = turn.place - 1
        return f"You are number {turn.place} on the list: {before} before you."
    return "Do you want to speak to everybody?" if turn.asking else RESTS.get(turn.why, "Asking rests now.")


def eyes_words(text: str) -> str:
    """The one sentence of "Eyes up", in the facilitator's words where there are any."""
    return f"Eyes up: {text}" if text else "Eyes up: close the laptop halfway and look at who is speaking."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        table_words=table_words, sheet_words=sheet_words, sheet_note=sheet_note, tables_words=tables_words,
        door_list=door_list,
        speaker_kind=speaker_kind, turn_words=turn_words, eyes_words=eyes_words,
    )  # fmt: skip
