"""What the room does one step after another, and the tools that are at hand on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..ids import ClauseId, StepId

Panel = Literal[
    "slides",
    "brief",
    "clauses",
    "room",
    "proposals",
    "decision",
    "pledges",
    "plan",
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
class Slide:
    """One picture of an activity: a title and a few lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the running order; ``heard``: at its end people are asked whether they were heard."""

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
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """One element of the planning toolkit."""

    id: str
    stage: str
    title: str
    purpose: str
    questions: tuple[str, ...]
    clauses: tuple[ClauseId, ...] = ()
