"""A scenario compiled to frozen data: what can be negotiated, by whom, under which rule.

The one reason to change: the scenario format gains something that the rules must know.
All scores are integers. A score is 0..100; a weight is a share of 1000; a value is weight x score,
that is 0..100 000 "millipoints" (1000 millipoints = one point of 100).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .ids import ClauseId, OptionId, OptionRef, SeatId, SectorCode, StepId, option_ref, split_ref

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

RuleKind = Literal["unanimity", "consensus", "share", "double", "weighted", "steering"]
Base = Literal["members", "present", "cast"]
Panel = Literal[
    "slides",
    "brief",
    "clauses",
    "room",
    "proposals",
    "decision",
    "pledges",
    "signing",
    "agreement",
    "toolkit",
    "talk",
]
StepKind = Literal[
    "arrive", "activity", "toolkit", "brief", "caucus", "round", "break", "package", "sign", "story", "debrief",
    "peers", "close", "slack",
]  # fmt: skip
Grouping = Literal["none", "caucus", "mixed", "plenary"]


@dataclass(frozen=True, slots=True)
class Share:
    """An exact fraction. ``strictly`` means more than, otherwise at least."""

    top: int
    bottom: int
    strictly: bool = False

    def needed(self, base: int) -> int:
        """The smallest whole number that satisfies the share of ``base``."""
        exact, rest = divmod(self.top * base, self.bottom)
        return exact + 1 if rest or self.strictly else exact


@dataclass(frozen=True, slots=True)
class Rule:
    """How the room decides. Every kind reads only the fields that it names.

    unanimity: everybody of the base has voted and nobody says no.
    consensus: at most ``blocks`` say no, and ``quorum`` of the base has voted.
    share: ``share`` of the base says yes.
    double: ``share`` of the base and ``caucus_share`` of each caucus say yes.
    weighted: ``weight_share`` of the weight (and, where given, ``share`` of the base) says yes.
    steering: the same as share, counted in a committee of ``per_caucus`` seats from each caucus.
    Where the rule fails and there is a ``fallback``, the same ballots are counted under the fallback.
    """

    kind: RuleKind
    spoken: str
    of: Base = "members"
    share: Share | None = None
    caucus_share: Share | None = None
    weight_share: Share | None = None
    quorum: Share | None = None
    blocks: int = 0
    per_caucus: int = 0
    fallback: Rule | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What an option needs once it is adopted: an amount of one kind of resource on a budget line."""

    kind: ResourceKind
    amount: int
    line: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle a clause."""

    id: OptionId
    title: str
    says: str
    text: str
    needs: tuple[Need, ...] = ()
    rule: Rule | None = None


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
        return "?" if index is None else "abcdefghijklmnopqrstuvwxyz"[index]


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
    """A resource the party may offer with one tap. ``cost`` is millipoints of its own result."""

    id: str
    title: str
    kind: ResourceKind
    amount: int
    line: str
    cost: int


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
class Slide:
    """One picture of an activity: a title and a few lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the running order."""

    id: StepId
    kind: StepKind
    title: str
    minutes: int
    question: str
    do: str
    say: str
    watch: str
    groups: Grouping = "none"
    group_size: int = 6
    panels: tuple[Panel, ...] = ()
    clauses: tuple[ClauseId, ...] = ()
    slides: tuple[Slide, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Which organizations sit when there are ``size`` seats, and who speaks for whom."""

    size: int
    title: str
    seats: tuple[SeatId, ...]
    hosts: Mapping[SeatId, SeatId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inject:
    """An event the facilitator can announce: a headline and a story, as on a front page."""

    id: str
    title: str
    story: str
    when: str


@dataclass(frozen=True, slots=True)
class Tool:
    """One element of the planning toolkit."""

    id: str
    stage: str
    title: str
    purpose: str
    questions: tuple[str, ...]
    clauses: tuple[ClauseId, ...] = ()


@dataclass(frozen=True)
class Rulebook:
    """Everything an exercise may refer to. Pinned by hash; later edits never change a running exercise."""

    schema_version: int
    id: str
    title: str
    summary: str
    setting: str
    minutes: int
    credits: tuple[str, ...]
    licence: str
    background: str
    preamble: str
    sectors: tuple[Sector, ...]
    organizations: tuple[Organization, ...]
    articles: tuple[Article, ...]
    clauses: tuple[Clause, ...]
    default_clauses: tuple[ClauseId, ...]
    interactions: tuple[Interaction, ...]
    default_rule: Rule
    entry_share: Share
    steps: tuple[Step, ...]
    casts: tuple[Cast, ...]
    injects: tuple[Inject, ...] = ()
    tools: tuple[Tool, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()

    @cached_property
    def clause_of(self) -> Mapping[ClauseId, Clause]:
        """Clauses by id."""
        return {c.id: c for c in self.clauses}

    @cached_property
    def organization_of(self) -> Mapping[SeatId, Organization]:
        """Organizations by seat id."""
        return {o.id: o for o in self.organizations}

    @cached_property
    def sector_of(self) -> Mapping[SectorCode, Sector]:
        """Sectors by code."""
        return {s.code: s for s in self.sectors}

    @cached_property
    def step_of(self) -> Mapping[StepId, Step]:
        """Steps by id."""
        return {s.id: s for s in self.steps}

    def option_at(self, ref: OptionRef | str) -> Option | None:
        """The option that ``clause.option`` names, or None."""
        clause, option = split_ref(ref)
        found = self.clause_of.get(clause)
        return found.option(option) if found else None

    def refs(self, clause: ClauseId) -> tuple[OptionRef, ...]:
        """The references of a clause's options, in order."""
        return tuple(option_ref(clause, o.id) for o in self.clause_of[clause].options)

    def cast(self, size: int) -> Cast | None:
        """The cast of this size, or None."""
        return next((c for c in self.casts if c.size == size), None)
