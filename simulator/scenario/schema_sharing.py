"""The `sharing` of an option: how it splits the bill."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.scenario.values import Line, whole

Figures = dict[str, Annotated[int, whole(0, 1_000_000_000)]]


class PotPart(BaseModel):
    """A part of the rest, split in proportion: by named figures, by the weight of votes, or equally among all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    basis: Line
    part: Annotated[int, whole(1, 100)] = 1
    by: Figures | Literal["weight", "equal"]


class SharingPart(BaseModel):
    """A cost-sharing formula: fixed sums in dollars a year, then pots of what is left."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Line
    fixed: Figures = {}
    rest: tuple[PotPart, ...] = Field(default=())
