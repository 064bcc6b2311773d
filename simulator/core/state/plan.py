"""Who took which work upon them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import SeatId, TaskId


@dataclass(frozen=True, slots=True)
class Lead:
    """The one organization that answers for a task."""

    seat: SeatId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one party took upon it of one task: the lead, staff (tenths of a post), or both."""

    task: TaskId
    leads: bool
    staff: int


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What parties said about tasks; which tasks there are follows from the agreement.

    asked: who was asked to lead, and by whom (empty: the facilitator). refused: who said no or handed a task back,
    and why. support: staff given, in tenths of a post. dropped: what each party had taken on and the last change of
    the agreement took away.
    """

    leads: Mapping[TaskId, Lead] = field(default_factory=dict)
    asked: Mapping[TaskId, Mapping[SeatId, SeatId]] = field(default_factory=dict)
    refused: Mapping[TaskId, Mapping[SeatId, str]] = field(default_factory=dict)
    support: Mapping[TaskId, Mapping[SeatId, int]] = field(default_factory=dict)
    dropped: Mapping[SeatId, tuple[TaskId, ...]] = field(default_factory=dict)
