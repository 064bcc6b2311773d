"""pydantic's findings in our words: what is wrong, and what would be right."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from types import UnionType
from typing import Any

from pydantic import BaseModel

from simulator.scenario.problems import suggest
from simulator.scenario.values import AUTHORED, shown


def say(error: Mapping[str, Any]) -> tuple[str, str]:
    """(what is wrong, what would be right) for one entry of ``ValidationError.errors()``."""
    kind, ctx, given = error["type"], error.get("ctx", {}), error.get("input")
    if kind == AUTHORED:
        return ctx["wrong"], ctx["right"]
    if kind == "missing":
        return f"`{error['loc'][-1]}` is missing", f"write `{error['loc'][-1]}:` here"
    if given is None:
        return "nothing is written here", f"write {_wanted(kind, ctx)}"
    if kind == "literal_error":
        words = ctx["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        listed = ", ".join(f"`{w}`" for w in words)
        return f"{shown(given)} is not one of the words that can stand here", suggest(
            str(given),
            words,
            otherwise=f"write {'one of ' if len(words) > 1 else ''}{listed}",
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        edge, than = (f"at least {ctx['ge']}", "small") if "ge" in ctx else (f"at most {ctx['le']}", "large")
        return f"{given} is too {than}", f"write {edge}"
    if kind == "string_too_long" or (kind == "too_long" and isinstance(given, str)):
        return f"the text has {len(given)} characters", f"at most {ctx['max_length']} fit"
    if kind in ("too_short", "too_long"):
        few = kind == "too_short"
        count = ctx["min_length"] if few else ctx["max_length"]
        return f"the list has {len(given)} {'entry' if len(given) == 1 else 'entries'}", (
            f"write at {'least' if few else 'most'} {count}"
        )
    hint = f"write {_wanted(kind, ctx)}"
    if kind == "string_type" and isinstance(given, int | float):
        hint = f'put it in quotes: "{str(given).lower() if isinstance(given, bool) else given}"'
    elif kind == "bool_type" and str(given).lower() in ("yes", "no", "on", "off"):
        hint = f"write {'true' if str(given).lower() in ('yes', 'on') else 'false'}"
    elif kind == "int_type" and isinstance(given, str) and given.lstrip("+-").isdigit():
        hint = f"write {given} without quotes"
    return f"{shown(given)} cannot stand here", hint


def _wanted(kind: str, ctx: Mapping[str, Any]) -> str:
    if kind == "literal_error":
        return f"one of {ctx['expected']}"
    return {
        "string_type": "text",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "tuple_type": "a list, each entry behind a `-`",
        "list_type": "a list, each entry behind a `-`",
        "dict_type": "keys with values, indented",
        "model_type": "keys with values, indented",
    }.get(kind, "what docs/scenario-format.md shows here")


def keys_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand in the part of ``model`` that ``loc`` leads to; empty where any may."""
    found: Any = model
    for part in loc:
        if isinstance(found, type) and issubclass(found, BaseModel):
            fields = {(info.alias or name): info.annotation for name, info in found.model_fields.items()}
            found = fields.get(str(part))
        else:
            found = _inside(found)
        found = _model_in(found)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return tuple(info.alias or name for name, info in found.model_fields.items())
    return ()


def _inside(annotation: Any) -> Any:
    """What a list or mapping holds: the last argument that is not the dots of ``tuple[X, ...]``."""
    arguments = [a for a in typing.get_args(annotation) if a is not Ellipsis]
    return arguments[-1] if arguments else None


def _model_in(annotation: Any) -> Any:
    """Strip ``Annotated`` and ``| None``."""
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif typing.get_origin(annotation) in (typing.Union, UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        else:
            return annotation
