"""What was decided: results and frozen electorates, clauses adopted, the rule in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..clockwork import Clock
from ..ids import NO_SEAT, ClauseId, ConsentId, DecisionId, OptionId, OptionRef, ProposalId, SeatId
from ..rulebook import Rule
from ..tally import Choice, Electorate, Outcome

__all__ = [
    "DecisionOpened",
    "BallotCast",
    "DecisionClosed",
    "DecisionCancelled",
    "ClauseAdopted",
    "RuleChanged",
    "CommitteeNamed",
]


@dataclass(frozen=True, slots=True)
class DecisionOpened:
    """Electorate, weights and rule are frozen here, and the time that the room gave itself; ``by`` called it.

    ``consent`` names the item of the consent list that is adopted: the ``silent`` did not object and count as yes."""

    KIND: ClassVar[str] = "decision.opened"
    decision: DecisionId
    terms: Mapping[ClauseId, OptionId]
    proposal: ProposalId
    rule: Rule
    rule_from: OptionRef
    electorate: Electorate
    apart: tuple[SeatId, ...]
    at: int
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    consent: ConsentId = ConsentId("")
    silent: tuple[SeatId, ...] = ()
    clock: Clock = Clock()
    by: SeatId = NO_SEAT
    review: bool = False


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A vote, or a changed vote."""

    KIND: ClassVar[str] = "ballot.cast"
    decision: DecisionId
    seat: SeatId
    choice: Choice
    reason: str
    before: Choice | None
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class DecisionClosed:
    """The ballots are counted."""

    KIND: ClassVar[str] = "decision.closed"
    decision: DecisionId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class DecisionCancelled:
    """The decision was taken back before it was counted."""

    KIND: ClassVar[str] = "decision.cancelled"
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class ClauseAdopted:
    """A clause is settled; ``before`` is the option that it had, if any."""

    KIND: ClassVar[str] = "clause.adopted"
    clause: ClauseId
    option: OptionId
    decision: DecisionId
    before: OptionId | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """From now on the room decides under this rule."""

    KIND: ClassVar[str] = "rule.changed"
    rule: Rule
    rule_from: OptionRef
    committee: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class CommitteeNamed:
    """Who sits on the steering committee."""

    KIND: ClassVar[str] = "committee.named"
    seats: tuple[SeatId, ...]
    before: tuple[SeatId, ...]


Event = (
    DecisionOpened
    | BallotCast
    | DecisionClosed
    | DecisionCancelled
    | ClauseAdopted
    | RuleChanged
    | CommitteeNamed
)
