"""Who negotiates: sectors, and organizations with what they alone know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import ClauseId, OptionRef, SeatId, SectorCode
from .agreement import ResourceKind


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of society and its caucus."""

    code: SectorCode
    name: str
    hue: int
    speaks: str
    decides: str
    works: str
    misread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """The five lines a person acts from."""

    you_are: str
    you_want: str
    you_fear: str
    you_can_give: str
    first_sentence: str


@dataclass(frozen=True, slots=True)
class Interest:
    """An option the party cares about: sign from -2 (cannot live with) to +2 (must have)."""

    option: OptionRef
    sign: int
    why: str


@dataclass(frozen=True, slots=True)
class PledgeCard:
    """A resource the party may offer with one tap, in each of ``years`` (none named: the whole term). ``cost`` is
    millipoints of its own result."""

    id: str
    title: str
    kind: ResourceKind
    amount: int
    line: str
    cost: int
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Another organization this one trusts or does not, and why."""

    seat: SeatId
    trusts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the party gets with no agreement."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Organization:
    """One of the parties. All but ``public`` facts (first block) are confidential to its seat."""

    id: SeatId
    number: int
    name: str
    short: str
    sector: SectorCode
    votes: bool
    profile: str
    position: str
    weight: int
    # confidential from here on
    card: Card
    brief: str
    facts: tuple[str, ...]
    relations: tuple[Relation, ...]
    interests: tuple[Interest, ...]
    pledge_cards: tuple[PledgeCard, ...]
    alternative: Alternative
    resources: Mapping[ResourceKind, int]
    weights: Mapping[ClauseId, int]
    scores: Mapping[OptionRef, int]
    hosted: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Which organizations sit when there are ``size`` seats, and who speaks for whom."""

    size: int
    title: str
    seats: tuple[SeatId, ...]
    hosts: Mapping[SeatId, SeatId] = field(default_factory=dict)
