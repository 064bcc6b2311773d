"""What happened in a negotiation. Results stand in the events: tallies, deadlines, groups, what was before.

``recorded`` marks what a facilitator entered for a seat, ``bot`` what the rules played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..ids import ClauseId, DecisionId, GroupId, OptionId, OptionRef, PledgeId, ProposalId, SeatId, SeminarId
from ..rulebook import ResourceKind, Rule
from ..seminar_change import SeminarChange
from ..state.exercise import Group, SignatureKind, StanceValue
from ..tally import Choice, Electorate, Outcome


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """The first event names the rulebook by hash."""

    KIND: ClassVar[str] = "exercise.started"
    seminar: SeminarId
    room: str
    rulebook_hash: str
    cast: int
    seats: tuple[SeatId, ...]
    clauses: tuple[ClauseId, ...]
    bots: str
    help: str


@dataclass(frozen=True, slots=True)
class SeminarFollowed:
    """A change of the seminar reached this room. ``groups`` are those formed for a new step."""

    KIND: ClassVar[str] = "seminar.followed"
    version: int
    change: SeminarChange
    groups: tuple[Group, ...] = ()
    floor: str = ""


@dataclass(frozen=True, slots=True)
class PresenceMarked:
    """A seat's laptop came or went."""

    KIND: ClassVar[str] = "presence.marked"
    seat: SeatId
    present: bool


@dataclass(frozen=True, slots=True)
class BriefConfirmed:
    """The seat has read its brief."""

    KIND: ClassVar[str] = "brief.confirmed"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class StanceSet:
    """A seat says what it could live with; None takes it back."""

    KIND: ClassVar[str] = "stance.set"
    seat: SeatId
    target: str
    value: StanceValue | None
    before: StanceValue | None
    reason: str
    seen: int
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class ProposalMade:
    """A proposal lies before the room."""

    KIND: ClassVar[str] = "proposal.made"
    proposal: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ProposalRevised:
    """A proposal has a new version."""

    KIND: ClassVar[str] = "proposal.revised"
    proposal: ProposalId
    version: int
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """A proposal is off the table."""

    KIND: ClassVar[str] = "proposal.withdrawn"
    proposal: ProposalId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class FloorPut:
    """What the room talks about."""

    KIND: ClassVar[str] = "floor.put"
    target: str
    before: str


@dataclass(frozen=True, slots=True)
class DecisionOpened:
    """Electorate, weights and rule are frozen here."""

    KIND: ClassVar[str] = "decision.opened"
    decision: DecisionId
    terms: Mapping[ClauseId, OptionId]
    proposal: ProposalId
    rule: Rule
    rule_from: OptionRef
    electorate: Electorate
    apart: tuple[SeatId, ...]
    at: int


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


@dataclass(frozen=True, slots=True)
class PledgeMade:
    """A party commits a resource."""

    KIND: ClassVar[str] = "pledge.made"
    pledge: PledgeId
    seat: SeatId
    kind: ResourceKind
    amount: int
    line: str
    note: str
    card: str
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class PledgeRevised:
    """A pledge has another amount or note."""

    KIND: ClassVar[str] = "pledge.revised"
    pledge: PledgeId
    version: int
    amount: int
    note: str
    before: int
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class PledgeWithdrawn:
    """A pledge is taken back."""

    KIND: ClassVar[str] = "pledge.withdrawn"
    pledge: PledgeId
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SigningOpened:
    """The text is frozen under this hash."""

    KIND: ClassVar[str] = "signing.opened"
    text_hash: str
    electorate: tuple[SeatId, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """A party signed, signed with a reservation, or declined."""

    KIND: ClassVar[str] = "signature.given"
    seat: SeatId
    how: SignatureKind
    note: str
    text_hash: str
    before: SignatureKind | None
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class TextReopened:
    """The text may change again; this many signatures fell."""

    KIND: ClassVar[str] = "signing.reopened"
    voided: int


@dataclass(frozen=True, slots=True)
class SigningConcluded:
    """The book is closed."""

    KIND: ClassVar[str] = "signing.concluded"
    signed: int
    needed: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A text to those in ``to`` (and its sender); an empty ``to`` in the plenary means everybody."""

    KIND: ClassVar[str] = "message.sent"
    sender: SeatId
    channel: str
    to: tuple[SeatId, ...]
    text: str
    at: int


ExerciseEvent = (
    ExerciseStarted | SeminarFollowed | PresenceMarked | BriefConfirmed | StanceSet | ProposalMade | ProposalRevised
    | ProposalWithdrawn | FloorPut | DecisionOpened | BallotCast | DecisionClosed | DecisionCancelled | ClauseAdopted
    | RuleChanged | CommitteeNamed | PledgeMade | PledgeRevised | PledgeWithdrawn | SigningOpened | SignatureGiven
    | TextReopened | SigningConcluded | MessageSent
)  # fmt: skip
