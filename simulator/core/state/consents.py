"""What is adopted unless somebody objects, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..clockwork import Clock
from ..ids import NO_SEAT, ClauseId, ConsentId, DecisionId, OptionId, ProposalId, SeatId, StepId
from ..rulebook import Rule
from ..tally import Electorate

ConsentStatus = Literal["listed", "objected", "adopted", "off"]


@dataclass(frozen=True, slots=True)
class Consent:
    """An item of the list. ``seen`` is the proposal's version; ``notes`` are objections of those without a vote.

    ``why`` it is off: taken (by the facilitator), asked (a decision was opened on it), decided, revised, withdrawn,
    signing, rule, committee, or few (who count were here). ``step`` is the one in which it left the list.
    """

    id: ConsentId
    terms: Mapping[ClauseId, OptionId]
    proposal: ProposalId
    seen: int
    wording: Mapping[ClauseId, str]
    rule: Rule
    electorate: Electorate
    clock: Clock
    status: ConsentStatus = "listed"
    why: str = ""
    by: SeatId = NO_SEAT
    reason: str = ""
    notes: Mapping[SeatId, str] = field(default_factory=dict)
    decision: DecisionId = DecisionId("")
    step: StepId = StepId("")

    @property
    def open(self) -> bool:
        """Whether something is still to come of it."""
        return self.status in ("listed", "objected")


@dataclass(frozen=True, slots=True)
class ConsentList:
    """The items; those that ended stay until the next step. ``count`` is how many there ever were."""

    items: Mapping[ConsentId, Consent] = field(default_factory=dict)
    count: int = 0

    @property
    def listed(self) -> tuple[Consent, ...]:
        """Those that are adopted unless somebody objects."""
        return tuple(c for c in self.items.values() if c.status == "listed")
