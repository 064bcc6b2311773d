"""Commands as they arrive: a kind and named fields, from a socket or from a form. One parser for both."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any, Final

from simulator.core.commands import seminar as scmd
from simulator.core.commands.exercise import ExerciseCommand
from simulator.core.decide import MOVES
from simulator.core.ids import SeatId
from simulator.core.moves import SYSTEM

Fields = Mapping[str, str | Sequence[str]]
MOST_FIELDS = 80
MOST_CHARACTERS = 8000
TERM = "term:"
"""Terms of a proposal come as one field per clause, ``term:rule=rule-option``; an empty value leaves the clause out."""
WORDING = "wording:"
"""Wording drafted for a clause, in the same way."""
LENGTH = "length:"
"""Minutes of the steps of a running order come as one field per step, ``length:break=9``."""
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
RESOURCE = "resource"
"""What a free pledge offers: in a form the name ``kind`` belongs to the command itself."""


class Malformed(ValueError):
    """What arrived is not a command. ``field`` names what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(f"not a command: {field[:60]}")
        self.field = field[:60]


_BY_CLAUSE: Final[Mapping[str, str]] = {"terms": TERM, "wording": WORDING}
_THE_SERVERS_OWN: Final = (scmd.OpenSeminar, scmd.BranchSeminar, scmd.HoldClock, scmd.JoinPerson)
EXERCISE_KINDS: Final[Mapping[str, type[Any]]] = {
    c.KIND: c for c in typing.get_args(ExerciseCommand) if MOVES[c].roles != SYSTEM
}
"""Whatever somebody else than the server itself may wish: the table of moves says who."""
SEMINAR_KINDS: Final[Mapping[str, type[Any]]] = {
    c.KIND: c for c in typing.get_args(scmd.SeminarCommand) if c not in _THE_SERVERS_OWN
}
_FIELDS: Final[Mapping[type[Any], Mapping[str, Field[Any]]]] = {
    command: {f.name: f for f in fields(command)}
    for command in (*EXERCISE_KINDS.values(), *SEMINAR_KINDS.values())
}


def _storable(name: str, text: str) -> str:
    """Text that every store and every page can hold: no NUL and no half of a surrogate pair."""
    if UNSTORABLE.search(text):
        raise Malformed(name)
    return text


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return _storable(name, value)
    if isinstance(value, Sequence) and len(value) == 1 and isinstance(value[0], str):
        return _storable(name, value[0])
    raise Malformed(name)


def _texts(name: str, value: object) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    if not isinstance(values, Sequence) or not all(isinstance(v, str) for v in values):
        raise Malformed(name)
    return tuple(_storable(name, str(v)) for v in values if v)


def _whole(name: str, value: object) -> int:
    text = _text(name, value).strip().replace(",", "") if not isinstance(value, int) else str(value)
    try:
        return int(text)
    except ValueError:
        raise Malformed(name) from None


def _value(field: Field[Any], given: Fields) -> Any:
    if field.name in _BY_CLAUSE:
        prefix = _BY_CLAUSE[field.name]
        return {
            _storable(field.name, k.removeprefix(prefix)): _text(k, v)
            for k, v in given.items()
            if k.startswith(prefix) and _text(k, v)
        }
    if field.name == "lengths":
        return {
            _storable("lengths", k.removeprefix(LENGTH)): _whole(k, v)
            for k, v in given.items()
            if k.startswith(LENGTH)
        }
    if field.name not in given:
        if field.default is MISSING and field.default_factory is MISSING:
            raise Malformed(field.name)
        return field.default if field.default is not MISSING else field.default_factory()  # type: ignore[operator]
    kind, value = str(field.type), given[field.name]
    if kind == "int":
        return _whole(field.name, value)
    if kind == "bool":
        return _text(field.name, value) in ("1", "true", "on", "yes")
    return _texts(field.name, value) if kind.startswith("tuple") else _text(field.name, value)


def parse(kind: str, given: Fields, *, seat: SeatId | None = None) -> Any:
    """The command that ``kind`` and its fields describe. ``seat`` overrides what the sender wrote, so that nobody
    names another's seat; None trusts the field (a facilitator records for any seat). Raises `Malformed`."""
    command = EXERCISE_KINDS.get(kind) or SEMINAR_KINDS.get(kind)
    if command is None:
        raise Malformed("kind")
    if len(given) > MOST_FIELDS or sum(len(k) + len(str(v)) for k, v in given.items()) > MOST_CHARACTERS:
        raise Malformed("size")
    names = _FIELDS[command]
    if "kind" in names and RESOURCE in given:
        given = {**given, "kind": given[RESOURCE]}
    if seat is not None and "seat" in names:
        given = {**given, "seat": seat}
    elif "seat" in names and "seat" not in given:
        given = {**given, "seat": ""}
    return command(**{name: _value(field, given) for name, field in names.items()})
