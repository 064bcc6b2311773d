"""A scenario compiled to frozen data: what can be negotiated, by whom, under which rule.

The one reason to change: the scenario format gains something that the rules must know.
All scores are integers. A score is 0..100; a weight is a share of 1000; a value is weight x score,
that is 0..100 000 "millipoints" (1000 millipoints = one point of 100).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..ids import ClauseId, OptionRef, SeatId, SectorCode, StepId, option_ref, split_ref
from .agenda import Grouping as Grouping
from .agenda import Panel as Panel
from .agenda import Slide as Slide
from .agenda import Step as Step
from .agenda import StepKind as StepKind
from .agenda import Tool as Tool
from .agreement import RESOURCE_KINDS as RESOURCE_KINDS
from .agreement import TERM as TERM
from .agreement import Article as Article
from .agreement import Clause as Clause
from .agreement import Interaction as Interaction
from .agreement import Need as Need
from .agreement import Option as Option
from .agreement import ResourceKind as ResourceKind
from .binds import Binds as Binds
from .binds import Reporting as Reporting
from .injects import Aside as Aside
from .injects import Inject as Inject
from .injects import Shift as Shift
from .injects import Supply as Supply
from .parties import Alternative as Alternative
from .parties import Card as Card
from .parties import Cast as Cast
from .parties import Interest as Interest
from .parties import Organization as Organization
from .parties import PledgeCard as PledgeCard
from .parties import Relation as Relation
from .parties import Sector as Sector
from .plan import Manager as Manager
from .plan import Plan as Plan
from .plan import Task as Task
from .plan import Workgroup as Workgroup
from .rules import Base as Base
from .rules import Rule as Rule
from .rules import RuleKind as RuleKind
from .rules import Share as Share
from .sharing import Pot as Pot
from .sharing import Sharing as Sharing
from .stress import SHOCK_KINDS as SHOCK_KINDS
from .stress import Shock as Shock
from .stress import ShockKind as ShockKind


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
    plan: Plan | None = None
    term: int = TERM
    shocks: tuple[Shock, ...] = ()
    masthead: str = ""

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
        return self._refs[clause]

    @cached_property
    def _refs(self) -> Mapping[ClauseId, tuple[OptionRef, ...]]:
        return {c.id: tuple(option_ref(c.id, o.id) for o in c.options) for c in self.clauses}

    def cast(self, size: int) -> Cast | None:
        """The cast of this size, or None."""
        return next((c for c in self.casts if c.size == size), None)
