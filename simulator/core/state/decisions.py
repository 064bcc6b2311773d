"""The binding act, its ballots, and what it settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..clockwork import Clock
from ..ids import NO_SEAT, ClauseId, DecisionId, OptionId, OptionRef, ProposalId, SeatId
from ..rulebook import Rule
from ..tally import Choice, Electorate, Outcome

DecisionStatus = Literal["open", "passed", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote in a decision, changeable until it closes; ``silent``: who did not object counts as yes."""

    choice: Choice
    reason: str
    recorded: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The binding act: what, under which rule, by whom, all frozen when it opened.

    ``apart`` are voting organizations in the room that nobody plays: they are shown but do not count. A decision
    without terms is about the frozen text itself: whether it is reopened. ``clock`` is the time that the room gave
    itself (it closes nothing), ``by`` the seat that called it, ``review`` whether it is about the rule itself.
    """

    id: DecisionId
    terms: Mapping[ClauseId, OptionId]
    proposal: ProposalId
    rule: Rule
    rule_from: OptionRef
    electorate: Electorate
    apart: tuple[SeatId, ...]
    opened_at: int
    ballots: Mapping[SeatId, Ballot] = field(default_factory=dict)
    status: DecisionStatus = "open"
    outcome: Outcome | None = None
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    objections: Mapping[SeatId, str] = field(default_factory=dict)
    clock: Clock = Clock()
    by: SeatId = NO_SEAT
    review: bool = False

    @property
    def reopens(self) -> bool:
        """Whether the question is if the frozen text is reopened."""
        return not self.terms


@dataclass(frozen=True, slots=True)
class Adopted:
    """A clause that the room settled, and by which decision. ``wording`` stands in place of the option's text."""

    option: OptionId
    decision: DecisionId
    wording: str = ""
