"""stress.yaml: what may happen to the agreement in the years after it is signed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.core.rulebook import ShockKind
from simulator.scenario.schema import File, Part
from simulator.scenario.values import MOST_YEARS, Code, Id, Line, Ref, Text, whole

Force = Annotated[int, whole(1, 200)]


class ShockPart(Part):
    """A shock: what it meets of the room's agreement, how hard, how likely in each year, what helps and what hurts."""

    id: Id
    title: Annotated[Line, Field(max_length=80)]
    story: Text
    hits: ShockKind
    severity: Force
    likely: Annotated[tuple[Annotated[int, whole(0, 10)], ...], Field(min_length=1, max_length=MOST_YEARS)]
    line: Line | None = None
    rise: Annotated[int, whole(1, 100)] | None = None
    sector: Code | None = None
    helps: dict[Ref, Force] = Field(default={})
    hurts: dict[Ref, Force] = Field(default={})


class StressFile(File):
    """stress.yaml"""

    shocks: Annotated[tuple[ShockPart, ...], Field(min_length=1)]
