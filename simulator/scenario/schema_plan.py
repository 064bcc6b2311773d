"""plan.yaml: the work that the options bring."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema

from simulator.scenario.schema import File, Part
from simulator.scenario.values import Id, Line, Points, Ref, authored, shown, whole

MOST_MONTHS = 60
_DUE = re.compile(r"(month|quarter) ([0-9]{1,2})\Z")


def _due(value: Any) -> int:
    """Months after entry into force; a quarter ends with its third month."""
    found = _DUE.match(value) if isinstance(value, str) else None
    if not found:
        raise authored(f"{shown(value)} is not a due date", "write `month 5` or `quarter 2`")
    months = int(found[2]) * (3 if found[1] == "quarter" else 1)
    if not 1 <= months <= MOST_MONTHS:
        raise authored(
            f"`{value}` is not within five years", f"write month 1 to {MOST_MONTHS} or quarter 1 to 20"
        )
    return months


Due = Annotated[
    int, BeforeValidator(_due), WithJsonSchema({"type": "string", "pattern": "^(month|quarter) [0-9]{1,2}$"})
]


class ManagerPart(Part):
    """Who manages the work under an option; with neither key this is still to be chosen."""

    option: Ref
    organization: Id | None = None
    post: Line | None = None


class WorkgroupPart(Part):
    """A heading over tasks."""

    id: Id
    title: Line


class TaskPart(Part):
    """A piece of work that each of its options brings."""

    id: Id
    title: Line
    workgroup: Id
    critical: StrictBool = False
    due: Due
    staff: Annotated[int, whole(0, 1000)] = 0
    leads: tuple[str, ...] = ()
    options: Annotated[tuple[Ref, ...], Field(min_length=1)]
    cost: Points = Field(0.5, validate_default=True)


class PlanFile(File):
    """plan.yaml"""

    entry_needs_leads: StrictBool = True
    staff_lines: tuple[Line, ...] = ()
    managers: tuple[ManagerPart, ...] = ()
    workgroups: Annotated[tuple[WorkgroupPart, ...], Field(min_length=1)]
    tasks: Annotated[tuple[TaskPart, ...], Field(min_length=1)]
