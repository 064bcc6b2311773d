"""Words for what is not finished, for whom to bring together, and for a room on the page of all rooms."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.views.gathering import Gathering, Someone
from simulator.core.views.overview import RoomCard
from simulator.core.views.unfinished import Unfinished

from .counts import listed

TASKS: Final[dict[str, tuple[str, str]]] = {
    "sign": ("signature is missing", "signatures are missing"), "vote": ("ballot is missing", "ballots are missing"),
    "hand_in": ("table has not handed in", "tables have not handed in"),
    "mark": ("seat has not marked every clause", "seats have not marked every clause"),
    "read": ("brief is not read", "briefs are not read"),
}  # fmt: skip
LINE_OF: Final[dict[str, str]] = {
    "sign": "sign", "vote": "vote", "hand_in": "hand_in", "mark": "mark", "read": "read",
}  # fmt: skip
"""The ready line that reminds of a task."""
NAMES_SHOWN = 3


def todo_words(task: Unfinished) -> str:
    """What is missing, by number: "3 ballots are missing, 5 of 8 are in"."""
    count = len(task.missing)
    return f"{count} {TASKS[task.task][count != 1]}; {task.done} of {task.of} done"


def todo_line(task: Unfinished) -> str:
    """The key of the line that reminds of it."""
    return LINE_OF[task.task]


def holds_up_words(task: Unfinished) -> str:
    """What holds a room up, with the first names and their tables."""
    count, names = len(task.missing), []
    for table in task.tables:
        where = f" (table {table.place})" if table.place else ""
        names += [f"{m.short}{where}" for m in table.names]
    shown = [*names[:NAMES_SHOWN], *([f"{count - NAMES_SHOWN} more"] if count > NAMES_SHOWN else [])]
    return f"{count} {TASKS[task.task][count != 1]}: {listed(shown)}"


def help_waiting_words(card: RoomCard) -> str:
    """Who waits for help: "2 seats ask for help, longest at table 7"."""
    asks = "seat asks" if card.helping == 1 else "seats ask"
    where = f", longest at table {card.place}" if card.place else ""
    return f"{card.helping} {asks} for help{where}"


def gathering_words(found: Gathering) -> str:
    """Who should talk: "City Hall (table 2) and Merchants (table 5)"."""
    return listed([f"{p.short} (table {p.place})" if p.place else p.short for p in found.people])


def someone_words(one: Someone) -> str:
    """How one of them stands: "Merchants would, if: “…”"."""
    if one.value == "yes":
        return f"{one.short} could live with it."
    how = "says no" if one.value == "no" else "could, with changes"
    return f"{one.short} {how}{'; what would move them' if one.moves else ''}: “{one.words}”"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        todo_words=todo_words, todo_line=todo_line, holds_up_words=holds_up_words,
        help_waiting_words=help_waiting_words, gathering_words=gathering_words, someone_words=someone_words,
    )  # fmt: skip
