"""What can be negotiated: articles, clauses, options, and what options need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ..ids import ClauseId, OptionId, OptionRef, SeatId
from .binds import Binds
from .rules import Rule
from .sharing import Sharing

ResourceKind = Literal["cash", "staff", "data", "facilities", "authority", "constituency"]
RESOURCE_KINDS: tuple[ResourceKind, ...] = (
    "cash",
    "staff",
    "data",
    "facilities",
    "authority",
    "constituency",
)
"""cash in thousand dollars a year, staff in tenths of a full-time post, the others counted in units."""
TERM = 5
"""Years that an agreement runs where a scenario does not say."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
"""Under which the room speaks of the options of a clause, in order."""


@dataclass(frozen=True, slots=True)
class Need:
    """What an option needs once it is adopted: an amount of one kind of resource on a budget line, in each of ``years``
    (none named: in every year of the term)."""

    kind: ResourceKind
    amount: int
    line: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle a clause."""

    id: OptionId
    title: str
    says: str
    text: str
    needs: tuple[Need, ...] = ()
    rule: Rule | None = None
    sharing: Sharing | None = None
    binds: Binds | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One design choice of the agreement, with its options in the order the room sees them."""

    id: ClauseId
    code: str
    title: str
    question: str
    options: tuple[Option, ...]
    if_open: int = 30
    decides_rule: bool = False

    def option(self, option: OptionId | str) -> Option | None:
        """The option of this id, or None."""
        return next((o for o in self.options if o.id == option), None)

    def letter(self, option: OptionId | str) -> str:
        """The letter under which the room speaks of an option: a, b, c, ..."""
        index = next((i for i, o in enumerate(self.options) if o.id == option), None)
        return "?" if index is None else LETTERS[index]


@dataclass(frozen=True, slots=True)
class Article:
    """A part of the agreement: text given as agreed, then its clauses."""

    number: int
    title: str
    given: str
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Interaction:
    """Options that help or hurt each other. ``delta`` is millipoints by seat."""

    options: tuple[OptionRef, ...]
    warning: str
    delta: Mapping[SeatId, int] = field(default_factory=dict)
