"""What may be wished of a negotiation. ``seat`` names the seat that acts; a facilitator records for any seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import ClauseId, DecisionId, OptionId, OptionRef, PledgeId, ProposalId, SeatId, SeminarId
from ..seminar_change import SeminarChange


@dataclass(frozen=True, slots=True)
class StartExercise:
    """Begin a negotiation in a room of a seminar."""

    KIND: ClassVar[str] = "exercise.start"
    seminar: SeminarId
    room: str
    rulebook_hash: str
    cast: int
    bots: str = "fill"
    help: str = "words"


@dataclass(frozen=True, slots=True)
class FollowSeminar:
    """Do here what was stored in the seminar's log at ``version``. Sent by the application only; idempotent."""

    KIND: ClassVar[str] = "seminar.follow"
    version: int
    change: SeminarChange


@dataclass(frozen=True, slots=True)
class MarkPresence:
    """A seat's laptop is here or gone. Sent by the presence watch, or by a facilitator."""

    KIND: ClassVar[str] = "presence.mark"
    seat: SeatId
    present: bool


@dataclass(frozen=True, slots=True)
class ConfirmBrief:
    """I have read my brief."""

    KIND: ClassVar[str] = "brief.confirm"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class SetStance:
    """Could you live with it? ``target`` is an option ("rule.unanimity") or a proposal; empty takes it back."""

    KIND: ClassVar[str] = "stance.set"
    seat: SeatId
    target: str
    value: str
    seen: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MakeProposal:
    """Put options for one or more clauses before the room. The facilitator's single text has no seat."""

    KIND: ClassVar[str] = "proposal.make"
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class ReviseProposal:
    """Change my proposal; earlier versions stay readable, stances on them do not count for the new one."""

    KIND: ClassVar[str] = "proposal.revise"
    seat: SeatId
    proposal: ProposalId
    terms: Mapping[ClauseId, OptionId]
    seen: int
    rationale: str = ""
    only_if: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Take my proposal back."""

    KIND: ClassVar[str] = "proposal.withdraw"
    seat: SeatId
    proposal: ProposalId


@dataclass(frozen=True, slots=True)
class PutOnFloor:
    """What the room talks about now: a clause, an option or a proposal. Empty: nothing."""

    KIND: ClassVar[str] = "floor.put"
    target: str = ""


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """Put terms, or a proposal as it stands, to the binding vote under the rule in force."""

    KIND: ClassVar[str] = "decision.open"
    terms: Mapping[ClauseId, OptionId] = field(default_factory=dict)
    proposal: ProposalId = ProposalId("")
    seen: int = 0


@dataclass(frozen=True, slots=True)
class CastBallot:
    """Yes, stand aside, or no with a reason. Changeable until the decision closes."""

    KIND: ClassVar[str] = "ballot.cast"
    seat: SeatId
    decision: DecisionId
    choice: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CloseDecision:
    """Count the ballots; what passes becomes part of the agreement, and an adopted rule governs from now on."""

    KIND: ClassVar[str] = "decision.close"
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class CancelDecision:
    """Take a decision back before it is counted."""

    KIND: ClassVar[str] = "decision.cancel"
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class NameCommittee:
    """Who sits on the steering committee, where the rule in force has one."""

    KIND: ClassVar[str] = "committee.name"
    seats: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class MakePledge:
    """Commit a resource to a budget line: from a ready card, or free."""

    KIND: ClassVar[str] = "pledge.make"
    seat: SeatId
    card: str = ""
    kind: str = ""
    amount: int = 0
    line: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RevisePledge:
    """Change the amount or the note of my pledge."""

    KIND: ClassVar[str] = "pledge.revise"
    seat: SeatId
    pledge: PledgeId
    amount: int
    seen: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawPledge:
    """Take my pledge back. Everybody sees that it is gone."""

    KIND: ClassVar[str] = "pledge.withdraw"
    seat: SeatId
    pledge: PledgeId


@dataclass(frozen=True, slots=True)
class OpenSigning:
    """Freeze the text and ask for signatures."""

    KIND: ClassVar[str] = "signing.open"


@dataclass(frozen=True, slots=True)
class GiveSignature:
    """Sign, sign with a reservation, or decline with a reason. ``seen`` is the hash of the text that was read."""

    KIND: ClassVar[str] = "signature.give"
    seat: SeatId
    how: str
    seen: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReopenText:
    """Unfreeze the text. All signatures fall."""

    KIND: ClassVar[str] = "signing.reopen"


@dataclass(frozen=True, slots=True)
class ConcludeSigning:
    """Close the book: the agreement enters into force, or it does not."""

    KIND: ClassVar[str] = "signing.conclude"


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A short text to the plenary, my caucus, my group, the facilitator, or named seats."""

    KIND: ClassVar[str] = "message.send"
    seat: SeatId
    channel: str
    text: str
    to: tuple[SeatId, ...] = ()


ExerciseCommand = (
    StartExercise | FollowSeminar | MarkPresence | ConfirmBrief | SetStance | MakeProposal | ReviseProposal
    | WithdrawProposal | PutOnFloor | OpenDecision | CastBallot | CloseDecision | CancelDecision | NameCommittee
    | MakePledge | RevisePledge | WithdrawPledge | OpenSigning | GiveSignature | ReopenText | ConcludeSigning
    | SendMessage
)  # fmt: skip
