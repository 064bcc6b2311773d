"""The ZIP of an export: logs as JSON Lines, tables as CSV and as one spreadsheet, the dictionary, and a page to read.

Pure: made from a `Record` in a thread of its own. Texts that a spreadsheet would run as a formula begin with an
apostrophe in every file that a spreadsheet opens.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from ..ports import Recorded
from ..streams import EventCodec
from . import dictionary
from .disclosure import Names, withheld, withheld_of_people
from .record import Record, copied_people
from .tables import Cell, Sheet, local, sheets, utc

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the full-width ones, which some spreadsheets read like the others."""
LONGEST_CELL: Final = 32_000
WIDEST: Final = 60


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that begins like a formula begins with an apostrophe."""
    if not isinstance(cell, str):
        return cell
    return f"'{cell}"[:LONGEST_CELL] if cell.startswith(FORMULA) else cell[:LONGEST_CELL]


def csv_bytes(head: Iterable[Cell], rows: Iterable[Iterable[Cell]]) -> bytes:
    """A table as CSV, UTF-8 with the mark by which spreadsheets know it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def workbook_bytes(tables: Iterable[Sheet], made_at: int) -> bytes:
    """All tables as one spreadsheet: texts stay texts, the first line stays in sight."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": datetime.fromtimestamp(made_at / 1000, UTC).replace(tzinfo=None)})
    bold, plain = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"valign": "top", "text_wrap": True}),
    )
    for table in tables:
        sheet = book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        widths = [len(title) for title in table.head]
        for column, title in enumerate(table.head):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                kept = safe(cell)
                if isinstance(kept, str):
                    sheet.write_string(number, column, kept, plain)
                else:
                    sheet.write_number(number, column, kept, plain)
                widths[column] = max(widths[column], min(len(str(kept)), WIDEST))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.head) - 1)
    book.close()
    return stream.getvalue()


def line(event: Recorded, names: Names, why: str) -> str:
    """One event as a line of JSON. Ids of operations are left out: they may hold the id of a person."""
    told: dict[str, Any] = {
        "version": event.version, "at": event.at, "time_utc": utc(event.at), "time_local": local(event.at),
        "kind": event.kind,
    }  # fmt: skip
    if event.erased:
        told["erased"] = True
    elif why:
        # nor who did it: that somebody wrote in private is private
        told["withheld"] = why
    else:
        told |= {"actor": names.id(event.actor), "fields": names.plain(event.payload)}
    return json.dumps(told, ensure_ascii=False)


def _log(log: Iterable[Recorded], names: Names, why: Any) -> bytes:
    return "".join(f"{line(event, names, why(event))}\n" for event in log).encode()


def _about(record: Record, names: Names) -> str:
    who = (
        "People have pseudonyms, which hold within this one export; there is no key. Texts were searched for the names "
        "of those who came; a nickname or a name of somebody else may still stand in them: read before you pass it on."
        if names.pseudonyms
        else "People are named. Keep this file as you keep the guest list, and delete it when you need it no more."
    )
    return (
        f"{record.entry.title}\nMade {utc(record.made_at)} (UTC), {local(record.made_at)} (local).\n\n"
        "Training simulation: fictional parties, not an agreement.\n\n"
        f"{who}\n\n"
        "seminar.xlsx            every table as one spreadsheet\n"
        "csv/                    the same tables, one file each\n"
        "logs/                   what happened, one event a line (JSON Lines): the seminar, and each room\n"
        "data-dictionary.md      what each kind of event and each field means; also as .csv\n\n"
        "Left out: notes and worksheets, private letters unless the seminar opened them, talk of caucuses and tables,\n"
        "offers and proposals that only some parties know of, ballots of decisions that were called off, and the\n"
        "evaluation while fewer than five have answered. A text that begins like a formula begins with an apostrophe.\n"
    )


def _file_name(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower()).strip("-") or "room"


def export_zip(record: Record, codec: EventCodec, pseudonyms: bool) -> bytes:
    """The whole export. Its files carry the moment at which the record was read."""
    made = datetime.fromtimestamp(record.made_at / 1000, UTC)
    stamp = (made.year, made.month, made.day, made.hour, made.minute, made.second)
    names = Names(record.names, pseudonyms)
    names.introduce(tuple(p.person for p in record.people), "Person")
    names.introduce(record.facilitators, "Facilitator")
    names.introduce(copied_people(record), "Person")
    tables = sheets(record, names, codec)
    head, rows = dictionary.rows()
    files = {
        "README.txt": _about(record, names).encode(),
        "data-dictionary.md": dictionary.markdown().encode(),
        "data-dictionary.csv": csv_bytes(head, rows),
        "seminar.xlsx": workbook_bytes(tables, record.made_at),
        "logs/seminar.jsonl": _log(record.seminar, names, lambda event: withheld_of_people(event.kind)),
    }
    for number, (room, state) in enumerate(record.rooms.items(), 1):

        def why(event: Recorded, state: Any = state) -> str:
            return "" if event.erased else withheld(state, codec.decode(event.kind, event.payload))

        files[f"logs/{number}-{_file_name(state.room)}.jsonl"] = _log(record.logs[room], names, why)
    files |= {f"csv/{table.name}.csv": csv_bytes(table.head, table.rows) for table in tables}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, held)
    return stream.getvalue()
