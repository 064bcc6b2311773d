"""Options put before the room together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId


@dataclass(frozen=True, slots=True)
class Proposal:
    """Options for one or more clauses. ``author`` is empty for the facilitator's single text.

    A group's proposal has the ``place`` where the group sat and the code of a ``caucus``; ``author`` handed it in.
    """

    id: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    version: int = 1
    status: Literal["live", "withdrawn", "adopted"] = "live"
    place: int = 0
    caucus: str = ""
