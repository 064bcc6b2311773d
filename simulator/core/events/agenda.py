"""What happened to the running order of a seminar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import PersonId, StepId


@dataclass(frozen=True, slots=True)
class AgendaChanged:
    """The running order is this one now: minutes that differ from the scenario's, steps left out; and what it was.
    ``undoes``: the version of the change that it takes back, 0 for none."""

    KIND: ClassVar[str] = "agenda.changed"
    lengths: Mapping[StepId, int]
    out: tuple[StepId, ...]
    lengths_before: Mapping[StepId, int]
    out_before: tuple[StepId, ...]
    by: PersonId = PersonId("")
    at: int = 0
    undoes: int = 0


Event = AgendaChanged
