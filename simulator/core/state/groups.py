"""People who sit together, and what they wrote together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId
from ..rulebook import Grouping


@dataclass(frozen=True, slots=True)
class Group:
    """People who sit and talk together in a step."""

    id: GroupId
    kind: Grouping
    place: int
    members: tuple[SeatId, ...]
    scribe: SeatId
    spokesperson: SeatId


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What a group wrote: one proposal that grows until it is handed in, and the scribe's report. It outlives the
    group, which is kept as it was when it wrote last.

    handed: the version that lies before the room as ``proposal``; 0 while none does. could, stands: what the group
    could live with, and what stands in the way.
    """

    group: Group
    terms: Mapping[ClauseId, OptionId] = field(default_factory=dict)
    rationale: str = ""
    only_if: OptionRef = OptionRef("")
    version: int = 0
    proposal: ProposalId = ProposalId("")
    handed: int = 0
    could: str = ""
    stands: str = ""
    report_version: int = 0
