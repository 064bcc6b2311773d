"""The state of one negotiation. Frozen; every change is a new value that shares what did not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..clockwork import Clock
from ..ids import (
    ClauseId,
    DecisionId,
    ExerciseId,
    GroupId,
    OptionId,
    OptionRef,
    PersonId,
    PledgeId,
    ProposalId,
    SeatId,
    SectorCode,
    SeminarId,
    StepId,
)  # fmt: skip
from ..rulebook import Grouping, Organization, ResourceKind, Rule, Rulebook, Step
from ..tally import Choice, Electorate, Outcome

StanceValue = Literal["yes", "with", "no"]
STANCE_VALUES: tuple[StanceValue, ...] = ("yes", "with", "no")
SignatureKind = Literal["sign", "reserve", "decline"]
SIGNATURE_KINDS: tuple[SignatureKind, ...] = ("sign", "reserve", "decline")
DecisionStatus = Literal["open", "passed", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization's place. Without a person it is played by rules (``bot``) or empty."""

    id: SeatId
    sector: SectorCode
    votes: bool
    person: PersonId = PersonId("")
    bot: bool = False
    present: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """Could you live with it? ``seen`` is the version of the clause or proposal that was looked at.

    ``bot`` marks what the rules played: it goes when a person takes the seat, because a person's marks are theirs.
    ``order`` sorts by time and is never shown.
    """

    value: StanceValue
    reason: str
    seen: int
    recorded: bool = False
    bot: bool = False
    order: int = 0


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
class Proposal:
    """Options for one or more clauses. ``author`` is empty for the facilitator's single text."""

    id: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    version: int = 1
    status: Literal["live", "withdrawn", "adopted"] = "live"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote in a decision, changeable until it closes."""

    choice: Choice
    reason: str
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The binding act: what, under which rule, by whom, all frozen when it opened.

    ``apart`` are voting organizations in the room that nobody plays: they are shown but do not count.
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


@dataclass(frozen=True, slots=True)
class Adopted:
    """A clause that the room settled, and by which decision."""

    option: OptionId
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class Pledge:
    """A resource that a party commits to a budget line."""

    id: PledgeId
    seat: SeatId
    kind: ResourceKind
    amount: int
    line: str
    note: str
    card: str
    version: int = 1
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Bound to the hash of the text that was signed."""

    kind: SignatureKind
    note: str
    text_hash: str
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """The frozen text and who signed it. ``voided`` counts signatures that a reopening undid."""

    status: Literal["closed", "open", "concluded"] = "closed"
    text_hash: str = ""
    electorate: tuple[SeatId, ...] = ()
    signatures: Mapping[SeatId, Signature] = field(default_factory=dict)
    needed: int = 0
    voided: int = 0
    in_force: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A short text. ``channel`` is plenary, caucus, group, facilitator or private; ``to`` are its readers.

    ``order`` is the place in the whole log: it sorts, but it is never shown, because it counts what others wrote too.
    What readers may know sorts for them: ``found`` is the public version with the message, and ``heard`` says of each
    reader, unless everybody is one, which of its private events the message is.
    """

    order: int
    sender: SeatId
    channel: str
    to: tuple[SeatId, ...]
    text: str
    at: int
    found: int
    heard: Mapping[SeatId, int]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One run of a scenario: the negotiation in one room. ``standing`` are people of the seminar without a seat."""

    id: ExerciseId
    rulebook: Rulebook
    rulebook_hash: str = ""
    seminar: SeminarId = SeminarId("")
    room: str = ""
    cast: int = 0
    bots: str = "fill"
    help: str = "words"
    clauses: tuple[ClauseId, ...] = ()
    seats: Mapping[SeatId, Seat] = field(default_factory=dict)
    standing: tuple[PersonId, ...] = ()
    step: StepId = StepId("")
    slide: int = 0
    scene: str = ""
    notice: str = ""
    clock: Clock = Clock()
    groups: tuple[Group, ...] = ()
    floor: str = ""
    rule: Rule | None = None
    rule_from: OptionRef = OptionRef("")
    committee: tuple[SeatId, ...] = ()
    stances: Mapping[str, Mapping[SeatId, Stance]] = field(default_factory=dict)
    proposals: Mapping[ProposalId, Proposal] = field(default_factory=dict)
    decisions: Mapping[DecisionId, Decision] = field(default_factory=dict)
    agreement: Mapping[ClauseId, Adopted] = field(default_factory=dict)
    clause_versions: Mapping[ClauseId, int] = field(default_factory=dict)
    pledges: Mapping[PledgeId, Pledge] = field(default_factory=dict)
    pledge_count: int = 0
    signing: Signing = Signing()
    messages: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    followed: int = 0
    version: int = 0
    public_version: int = 0
    private_versions: Mapping[SeatId, int] = field(default_factory=dict)

    def organization(self, seat: SeatId) -> Organization:
        """The organization that sits at this seat."""
        return self.rulebook.organization_of[seat]

    @property
    def current_step(self) -> Step | None:
        """The step of the running order that the room is in."""
        return self.rulebook.step_of.get(self.step)

    @property
    def open_decision(self) -> Decision | None:
        """The decision that takes ballots now; there is at most one."""
        return next((d for d in reversed(list(self.decisions.values())) if d.status == "open"), None)

    @property
    def package(self) -> dict[ClauseId, OptionId]:
        """What the room has adopted so far."""
        return {clause: adopted.option for clause, adopted in self.agreement.items()}

    def group_of(self, seat: SeatId) -> Group | None:
        """The group that this seat talks in now."""
        return next((g for g in self.groups if seat in g.members), None)

    def version_for(self, seat: SeatId) -> int:
        """A number that grows with everything this seat may know of, and with nothing else."""
        return self.public_version + self.private_versions.get(seat, 0)

    @property
    def voters(self) -> tuple[SeatId, ...]:
        """Seats whose ballots count: played by a person, or by rules where the exercise is a demonstration."""
        return tuple(
            s.id for s in self.seats.values() if s.votes and (s.person or (s.bot and self.bots == "demo"))
        )

    @property
    def apart(self) -> tuple[SeatId, ...]:
        """Voting organizations that nobody plays: shown apart, never counted."""
        counted = set(self.voters)
        return tuple(s.id for s in self.seats.values() if s.votes and s.id not in counted)
