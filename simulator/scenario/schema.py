"""What each file of a scenario may hold. A key that is not named here is refused.

The one reason to change: the scenario format changes (then ``docs/scenario-format.md`` changes with it, and a
change that old files do not survive needs a step in ``upgrades``).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

from simulator.core.rulebook import TERM, Grouping, Panel, ResourceKind, StepKind
from simulator.scenario.schema_rules import BindsPart as BindsPart
from simulator.scenario.schema_rules import RulePart as RulePart
from simulator.scenario.schema_sharing import SharingPart
from simulator.scenario.values import (
    MOST_YEARS,
    Code,
    Id,
    InterestSign,
    Line,
    Points,
    Ref,
    Score,
    ShareText,
    Strength,
    Text,
    YearList,
    authored,
    shown,
    whole,
)

SCHEMA_VERSION = 1


class Part(BaseModel):
    """A part of a file: frozen, and strict about its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class File(Part):
    """A whole file."""

    schema_version: Literal[1]


# ------------------------------------------------------------------------------------------- scenario.yaml


def _seats(value: Any) -> list[str] | None:
    """``all`` is None; otherwise the ids, which are compared with the organizations later."""
    if value == "all":
        return None
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return value
    raise authored(f"{shown(value)} does not name seats", "write `all` or a list of organization ids")


class CastPart(Part):
    """Who sits when there are ``size`` seats, and who speaks for the others."""

    size: Annotated[int, whole(2, 200)]
    title: Line
    seats: Annotated[
        list[str] | None,
        BeforeValidator(_seats),
        WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}}]}),
    ]
    hosts: dict[Id, Id] = {}


class ScalePart(Part):
    """What each sign is worth, 0..100."""

    pp: Annotated[int, whole(0, 100)] = Field(100, alias="++")
    p: Annotated[int, whole(0, 100)] = Field(75, alias="+")
    o: Annotated[int, whole(0, 100)] = Field(50, alias="0")
    m: Annotated[int, whole(0, 100)] = Field(25, alias="-")
    mm: Annotated[int, whole(0, 100)] = Field(0, alias="--")

    def by_sign(self) -> dict[str, int]:
        """The numbers by sign."""
        return {"++": self.pp, "+": self.p, "0": self.o, "-": self.m, "--": self.mm}


class ScenarioFile(File):
    """scenario.yaml: what the scenario is and how many can play it."""

    id: Id
    title: Line
    summary: Line
    setting: Line
    minutes: Annotated[int, whole(1, 1440)]
    languages: Annotated[tuple[Line, ...], Field(min_length=1)] = ("en",)
    licence: Line
    credits: Annotated[tuple[Line, ...], Field(min_length=1)]
    decision_rule: RulePart
    default_clauses: Annotated[tuple[Id, ...], Field(min_length=1)]
    entry_share: ShareText
    term: Annotated[int, whole(1, MOST_YEARS)] = TERM
    scale: ScalePart = ScalePart()
    casts: Annotated[tuple[CastPart, ...], Field(min_length=1)]


# ------------------------------------------------------------------------------------------- the world


class SectorPart(Part):
    """A sector of society: how it speaks, decides and works."""

    code: Code
    name: Line
    hue: Annotated[int, whole(1, 8)]
    speaks: Line
    decides: Line
    works: Line
    misread: dict[str, Line] = {}


class SectorsFile(File):
    """sectors.yaml"""

    sectors: Annotated[tuple[SectorPart, ...], Field(min_length=1)]


class GlossaryFile(File):
    """glossary.yaml"""

    terms: dict[str, Line]


class NeedPart(Part):
    """What an option needs once it is adopted, in each of ``years``; in every year of the term where none is named."""

    kind: ResourceKind
    amount: Annotated[int, whole(1, 1_000_000)]
    line: Line
    years: YearList = ()


class OptionPart(Part):
    """One way to settle a clause."""

    id: Id
    title: Line
    says: Line
    text: Text
    liked: dict[Code, Score] = {}
    needs: tuple[NeedPart, ...] = ()
    rule: RulePart | None = None
    sharing: SharingPart | None = None
    binds: BindsPart | None = None


class ClausePart(Part):
    """One design choice."""

    id: Id
    code: Annotated[Line, Field(max_length=6)]
    title: Line
    question: Line
    if_open: Annotated[int, whole(0, 100)] = 30
    decides_rule: StrictBool = False
    options: tuple[OptionPart, ...]


class ArticlePart(Part):
    """A part of the agreement."""

    title: Line
    given: Text = ""
    clauses: tuple[ClausePart, ...] = ()


class InteractionPart(Part):
    """Options that help or hurt each other."""

    options: tuple[Ref, ...]
    warning: Line
    delta: dict[str, Points] = {}


class AgreementFile(File):
    """agreement.yaml"""

    preamble: Text
    articles: Annotated[tuple[ArticlePart, ...], Field(min_length=1)]
    interactions: tuple[InteractionPart, ...] = ()


# ------------------------------------------------------------------------------------------- organizations


class PublicPart(Part):
    """What everybody reads."""

    profile: Text
    position: Line


CardLine = Annotated[Line, Field(max_length=200)]


class CardPart(Part):
    """The five lines a person acts from."""

    you_are: CardLine
    you_want: CardLine
    you_fear: CardLine
    you_can_give: CardLine
    first_sentence: CardLine


class InterestPart(Part):
    """An option the party cares about."""

    option: Ref
    sign: InterestSign
    why: Line


class PledgeCardPart(Part):
    """A resource that can be offered with one tap."""

    id: Id
    title: Line
    kind: ResourceKind
    amount: Annotated[int, whole(1, 1_000_000)]
    line: Line
    cost: Points
    years: YearList = ()


class AlternativePart(Part):
    """What the party gets with no agreement: one of percentile, strength, points."""

    percentile: Annotated[int, whole(1, 99)] | None = None
    strength: Strength | None = None
    points: Points | None = None
    text: Text


class ConfidentialPart(Part):
    """What only the organization's own seat reads."""

    card: CardPart
    brief: Text
    facts: tuple[Line, ...] = ()
    trusts: dict[Id, Line] = {}
    doubts: dict[Id, Line] = {}
    interests: tuple[InterestPart, ...]
    weights: dict[Id, Annotated[int, whole(0, 10_000)]]
    scores: dict[Ref, Score] = {}
    pledge_cards: tuple[PledgeCardPart, ...] = ()
    alternative: AlternativePart
    resources: dict[ResourceKind, Annotated[int, whole(0, 1_000_000)]] = {}
    hosted: Text = ""


class OrganizationFile(File):
    """organizations/*.yaml"""

    id: Id
    number: Annotated[int, whole(1, 999)]
    name: Line
    short: Annotated[Line, Field(max_length=22)]
    sector: Code
    vote: StrictBool = True
    weight: Annotated[int, whole(0, 10_000)] = 1
    public: PublicPart
    confidential: ConfidentialPart


# ------------------------------------------------------------------------------------------- the seminar


class StepPart(Part):
    """One step of the running order."""

    id: Id
    kind: StepKind
    title: Line
    minutes: Annotated[int, whole(0, 480)]
    question: Line
    do: Line
    say: Line
    watch: Line
    groups: Grouping = "none"
    group_size: Annotated[int, whole(2, 50)] = 6
    panels: tuple[Panel, ...] = ()
    clauses: tuple[Id, ...] = ()
    slides: Id | None = None
    heard: bool = False


class AgendaFile(File):
    """agenda.yaml"""

    steps: Annotated[tuple[StepPart, ...], Field(min_length=1)]


class SlidePart(Part):
    """One picture of an activity."""

    title: Line
    lines: tuple[Line, ...] = ()


class ActivityPart(Part):
    """A row of slides that a step can show."""

    id: Id
    slides: Annotated[tuple[SlidePart, ...], Field(min_length=1)]


class ActivitiesFile(File):
    """activities.yaml"""

    activities: tuple[ActivityPart, ...]


class AsidePart(Part):
    """A paragraph that only some sectors or organizations read."""

    to: tuple[str, ...] = Field(min_length=1)
    text: Text


class SupplyPart(Part):
    """A resource that comes or goes. of: sectors or organizations whose means change; line: a budget line instead."""

    kind: ResourceKind
    amount: int
    of: tuple[str, ...] = ()
    line: Line | None = None


class EffectsPart(Part):
    """What an event changes. alternative: points by sector or organization, an organization before its sector;
    resource: what comes or goes; reopen: clauses that are open again; deadline: minutes more or fewer for the step that
    runs."""

    alternative: dict[str, int] = {}
    resource: tuple[SupplyPart, ...] = ()
    reopen: tuple[Id, ...] = ()
    deadline: int = 0


class InjectPart(Part):
    """An event the facilitator can announce."""

    id: Id
    title: Line
    story: Text
    when: Line
    dateline: Line | None = None
    private: tuple[AsidePart, ...] = ()
    effects: EffectsPart = EffectsPart()


class InjectsFile(File):
    """injects.yaml"""

    masthead: Line | None = None
    injects: tuple[InjectPart, ...]


class ToolPart(Part):
    """One element of the planning toolkit."""

    id: Id
    stage: Line
    title: Line
    purpose: Line
    questions: tuple[Line, ...] = ()
    clauses: tuple[Id, ...] = ()


class ToolkitFile(File):
    """toolkit.yaml"""

    tools: tuple[ToolPart, ...]


class ExpectedFile(File):
    """expected.yaml: what the analysis must find. Its keys belong to the analysis, so any are taken."""

    model_config = ConfigDict(extra="allow", frozen=True)
