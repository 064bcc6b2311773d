"""The small values of the format: ids, signs, fractions, points. Each says in plain words what it takes.

A validator here raises ``authored(wrong, right)``; pydantic carries the two halves to the author unchanged.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from simulator.core.rulebook import Share
from simulator.scenario.quotes import curly

SIGNS: dict[str, int] = {"++": 100, "+": 75, "0": 50, "-": 25, "--": 0}
INTEREST_SIGNS: dict[str, int] = {"++": 2, "+": 1, "-": -1, "--": -2}
STRENGTHS: dict[str, int] = {"strong": 65, "medium": 52, "weak": 42}
AUTHORED = "authored"
MOST_YEARS = 10

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_SHARE = re.compile(r"(>?)\s*([0-9]{1,4})\s*/\s*([0-9]{1,4})\Z")


def authored(wrong: str, right: str) -> PydanticCustomError:
    """An error of the author in our words."""
    return PydanticCustomError(AUTHORED, "{wrong}; {right}", {"wrong": wrong, "right": right})


def shown(value: Any) -> str:
    """A value as the author sees it, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    text = text if len(text) <= 40 else text[:39] + "…"
    return f'the text "{text}"' if isinstance(value, str) else f"the number {text}"


def _id(value: str) -> str:
    if len(value) > 40 or not _ID.match(value):
        raise authored(
            f"`{value[:41]}` cannot be an id",
            "use small letters, digits and hyphens, at most 40, a letter first",
        )
    return value


def _sector_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise authored(f"`{value[:12]}` cannot be a sector's code", "write two capitals")
    return value


def _option_ref(value: str) -> str:
    clause, dot, option = value.partition(".")
    if not dot or not _ID.match(clause) or not _ID.match(option):
        raise authored(
            f"`{value[:41]}` does not name an option",
            "write the clause, a dot and the option: `rule.unanimity`",
        )
    return value


def _one_line(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise authored("the text is empty", "write text")
    return curly(text)


def _text(value: str) -> str:
    if not value.strip():
        raise authored("the text is empty", "write text")
    return curly(value.strip())


def _score(value: Any) -> int | str:
    if isinstance(value, str) and value in SIGNS:
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
        return value
    raise authored(
        f"{shown(value)} is not a score",
        'write "++", "+", "0", "-" or "--" in quotes, or a whole number from 0 to 100',
    )


def _share(value: Any) -> Share:
    found = _SHARE.match(value) if isinstance(value, str) else None
    if not found:
        raise authored(
            f"{shown(value)} is not a fraction",
            'write `2/3` for at least two thirds, `">1/2"` for more than half',
        )
    share = Share(int(found[2]), int(found[3]), found[1] == ">")
    if not share.bottom or share.top > share.bottom or (share.top == share.bottom and share.strictly):
        raise authored(f"`{value}` is more than there is", "write a fraction from 0 to 1")
    if share.top == 0 and not share.strictly:
        raise authored(f"`{value}` is always reached", "write a fraction above 0")
    return share


def _years(value: Any) -> tuple[int, ...]:
    years = value if isinstance(value, list | tuple) else None
    if years is not None and not years:
        raise authored("the list names no year", "name one, or leave `years` out for the whole term")
    if not years or not all(isinstance(y, int) and not isinstance(y, bool) for y in years):
        wrong = f"{shown(value)} does not name years" if years is None else "these are not years"
        raise authored(wrong, "write a list of whole numbers: `[1, 2]`")
    if years[0] < 1 or list(years) != sorted(set(years)):
        wrong = f"the years {', '.join(map(str, years))} are not in order"
        raise authored(
            "years are counted from 1" if min(years) < 1 else wrong, "write each once, the earlier first"
        )
    return tuple(years)


def _points(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -100 <= value <= 100:
        raise authored(f"{shown(value)} is not a number of points", "write a number from -100 to 100")
    millipoints = Decimal(str(value)) * 1000  # exact: 1.001 * 1000 is not 1001 in binary fractions
    if millipoints != int(millipoints):
        raise authored(f"{shown(value)} is too fine", "write at most three decimals")
    return int(millipoints)


_POINTS_SCHEMA = WithJsonSchema({"type": "number", "minimum": -100, "maximum": 100})

Id = Annotated[
    str, AfterValidator(_id), Field(json_schema_extra={"pattern": r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"})
]
Code = Annotated[str, AfterValidator(_sector_code), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})]
Ref = Annotated[
    str, AfterValidator(_option_ref), Field(json_schema_extra={"pattern": r"^[a-z0-9-]+\.[a-z0-9-]+$"})
]
Line = Annotated[str, Field(max_length=1000), AfterValidator(_one_line)]
"""A text that is shown in one piece: line breaks become spaces."""
Text = Annotated[str, Field(max_length=20_000), AfterValidator(_text)]
"""Markdown paragraphs."""
Score = Annotated[
    int | str,
    BeforeValidator(_score),
    WithJsonSchema({"anyOf": [{"enum": list(SIGNS)}, {"type": "integer", "minimum": 0, "maximum": 100}]}),
]
ShareText = Annotated[
    Share, BeforeValidator(_share), WithJsonSchema({"type": "string", "pattern": "^>?[0-9]+/[0-9]+$"})
]
YearList = Annotated[
    tuple[int, ...],
    BeforeValidator(_years),
    WithJsonSchema({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": MOST_YEARS}}),
]
"""Years of the term, counted from 1."""
Points = Annotated[int, BeforeValidator(_points), _POINTS_SCHEMA]
"""Points of 100 in the file, millipoints once read."""
InterestSign = Literal["++", "+", "-", "--"]
Strength = Literal["strong", "medium", "weak"]


def whole(low: int, high: int) -> Any:
    """A whole number within bounds; `true` and "5" are not numbers."""
    return Field(strict=True, ge=low, le=high)
