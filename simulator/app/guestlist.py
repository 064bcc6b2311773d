"""Reads a guest list that somebody made in a spreadsheet: forgiving about its form, strict about what it names."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST_GUESTS = 250
MOST_BYTES = 200_000
NAME_LENGTH, TEXT_LENGTH = 60, 200

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "full name", "participant", "person", "guest", "attendee", "who"),
    "first": ("first name", "given name", "first"),
    "last": ("last name", "surname", "family name", "last"),
    "home": ("home organization", "home organisation", "organization", "organisation", "company", "employer", "agency",
             "affiliation"),
    "sector": ("home sector", "sector"),
    "remote": ("remote", "online", "far away"),
    "more_time": ("more time", "needs more time", "extra time"),
    "observer": ("observer", "observes", "only watches"),
    "together": ("keep together with", "keep together", "together", "together with", "group", "delegation", "team"),
    "apart": ("keep apart from", "keep apart", "apart", "apart from", "not with"),
    "notes": ("notes", "note", "comment", "comments", "remarks"),
}  # fmt: skip
POSITIONS = ("name", "home", "sector")
YES = frozenset({"yes", "y", "x", "1", "true", "ja", "si", "oui", "remote", "online", "observer"})


@dataclass(frozen=True, slots=True)
class Row:
    """One guest as the list names them. ``line`` is the line in the file."""

    line: int
    name: str
    home: str = ""
    sector: str = ""
    remote: bool = False
    more_time: bool = False
    observer: bool = False
    together: str = ""
    apart: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that was not taken, or not whole. Codes: name_missing, name_long, name_twice, sector_unknown,
    apart_unknown, too_many; of the whole list: too_large, empty, name_column."""

    line: int
    code: str
    value: str = ""


def folded(text: str) -> str:
    """A text as it is compared: without case, accents, points and double spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with its mark, UTF-8 without, or what old spreadsheets write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(first: str) -> str:
    """What separates the columns: whichever of the usual three the first line has most of."""
    return max(("\t", ";", ","), key=first.count)


def _header(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        column = next((c for c, names in COLUMNS.items() if folded(cell) in names), "")
        if column:
            found.setdefault(column, index)
    return found


def read_guests(text: str, sectors: Mapping[str, str]) -> tuple[list[Row], list[BadRow]]:
    """The guests of a list and the lines that were not taken. ``sectors`` are names by code."""
    text = text.lstrip("\ufeff")
    if len(text) > MOST_BYTES:
        return [], [BadRow(0, "too_large")]
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first:
        return [], [BadRow(0, "empty")]
    reader = csv.reader(lines, delimiter=_delimiter(first), skipinitialspace=True)
    cells: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            tidy = [" ".join("".join(c if c.isprintable() else " " for c in cell).split()) for cell in row]
            cells.append((reader.line_num, tidy))
    except csv.Error:
        return [], [BadRow(reader.line_num, "too_large")]
    filled = [(line, row) for line, row in cells if any(row)]
    columns = _header(filled[0][1])
    if columns:
        filled = filled[1:]
        if "name" not in columns and not {"first", "last"} <= set(columns):
            return [], [BadRow(cells[0][0], "name_column")]
    else:
        columns = {name: index for index, name in enumerate(POSITIONS)}
    return _rows(filled, columns, sectors)


def _rows(
    filled: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], sectors: Mapping[str, str]
) -> tuple[list[Row], list[BadRow]]:
    rows: list[Row] = []
    bad: list[BadRow] = []
    seen: set[tuple[str, str]] = set()
    for line, row in filled:
        value = {c: row[i][:TEXT_LENGTH] if i < len(row) else "" for c, i in columns.items()}
        name = value.get("name") or f"{value.get('first', '')} {value.get('last', '')}".strip()
        home = value.get("home", "")
        problem = (
            "name_missing" if not folded(name) else "name_long" if len(name) > NAME_LENGTH
            else "name_twice" if (folded(name), folded(home)) in seen
            else "too_many" if len(rows) >= MOST_GUESTS else ""
        )  # fmt: skip
        if problem:
            bad.append(BadRow(line, problem, name[:NAME_LENGTH]))
            continue
        sector = sector_code(value.get("sector", ""), sectors)
        if sector is None:
            # the guest comes all the same, and can be given a sector in the next upload
            bad.append(BadRow(line, "sector_unknown", value["sector"][:NAME_LENGTH]))
        seen.add((folded(name), folded(home)))
        remote, more_time, observer = (
            folded(value.get(c, "")) in YES for c in ("remote", "more_time", "observer")
        )
        together, apart, notes = (value.get(c, "") for c in ("together", "apart", "notes"))
        rows.append(Row(line, name, home, sector or "", remote, more_time, observer, together, apart, notes))
    return rows, bad


def sector_code(text: str, sectors: Mapping[str, str]) -> str | None:
    """The code of a sector by its code, its name, or a word by which only one name is known; None where unknown."""
    wanted = folded(text)
    if not wanted:
        return ""
    for code, name in sectors.items():
        if wanted in (folded(code), folded(name)):
            return code
    near = [
        code for code, name in sectors.items() if wanted in folded(name) or wanted.rstrip("s") in folded(name)
    ]
    return near[0] if len(near) == 1 else None


def alike(name: str, others: Mapping[str, str], most: int = 5) -> list[str]:
    """Keys of the names that somebody could mean: the same ones, or else those that share a whole word."""
    wanted = folded(name)
    words = {w for w in wanted.split() if len(w) > 1}
    same = [key for key, other in others.items() if folded(other) == wanted]
    near = [key for key, other in others.items() if words & set(folded(other).split())]
    return (same or near)[:most] if wanted else []
