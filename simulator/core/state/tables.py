"""What a group writes together: its proposal before it is handed in, and its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import ClauseId, OptionId, OptionRef, ProposalId, SeatId, StepId


@dataclass(frozen=True, slots=True)
class Sheet:
    """The proposal of a group. ``handed`` is the version that was handed in last, as ``proposal``. It belongs to these
    ``members`` and whoever joins them: where a step is begun again with others at the table, they do not find it.
    ``earlier`` is the sentence as another member, ``earlier_by``, left it when the pen went on."""

    members: tuple[SeatId, ...]
    terms: Mapping[ClauseId, OptionId] = field(default_factory=dict)
    rationale: str = ""
    only_if: OptionRef = OptionRef("")
    version: int = 0
    by: SeatId = SeatId("")
    proposal: ProposalId = ProposalId("")
    handed: int = 0
    earlier: str = ""
    earlier_by: SeatId = SeatId("")


@dataclass(frozen=True, slots=True)
class Report:
    """A group's two sentences. They outlive the group; ``shown`` to the room once it moved on or saw them."""

    members: tuple[SeatId, ...]
    step: StepId
    place: int
    caucus: str
    live: str
    hinder: str
    by: SeatId
    shown: bool
