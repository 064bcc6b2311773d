"""The state of one negotiation. Frozen; every change is a new value that shares what did not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..agenda import Agenda, Order, minutes_of, steps_of
from ..clockwork import Clock
from ..ids import (
    NO_SEAT,
    ClauseId,
    DecisionId,
    ExerciseId,
    GroupId,
    OfferId,
    OptionId,
    OptionRef,
    PersonId,
    PledgeId,
    ProposalId,
    SeatId,
    SeminarId,
    StepId,
)
from ..rulebook import Organization, ResourceKind, Rule, Rulebook, Step
from .binding import Bond, Review
from .branching import Branch, GoesOn
from .consents import ConsentList
from .debrief import Debrief
from .decisions import Adopted, Decision
from .delegates import Choosing
from .desk import Act, Swap, Told, Worksheet
from .groups import Group
from .heard import Heard
from .helping import Line, Look, Plea
from .injects import Planned, Swing, Thrown
from .lending import Loan
from .offers import Offer
from .plan import WorkPlan
from .press import PressStory
from .proposals import Proposal
from .replay import Moment
from .resources import Pledge, Withdrawn
from .seats import Seat
from .senses import Senses
from .signatures import Signing
from .speaking import Speaking
from .stances import Stance
from .steered import Helm
from .tables import Report, Sheet
from .talk import Message
from .trial import Trial
from .undo import Done, TakenOut

CALLED_SHOWN = 3
"""What the room talked about last stays on the pages; one more is kept, because it has to be taken off them."""


@dataclass(frozen=True)  # without slots: core/copying.py
class Exercise:
    """One run of a scenario: the negotiation in one room. ``standing`` are people of the seminar without a seat;
    ``called`` the proposals that were on the floor or decided, the last one first; ``stage`` the scene that the last
    act of the five-year test or of the debrief put on the wall, ``moment`` one of the past that is shown there."""

    id: ExerciseId
    rulebook: Rulebook
    rulebook_hash: str = ""
    seminar: SeminarId = SeminarId("")
    room: str = ""
    cast: int = 0
    bots: str = "fill"
    help: str = "words"
    depth: str = "basic"
    talk: str = "room"
    letters: str = "closed"
    letters_open: bool = False
    replay: str = "public"
    clauses: tuple[ClauseId, ...] = ()
    seats: Mapping[SeatId, Seat] = field(default_factory=dict)
    standing: tuple[PersonId, ...] = ()
    step: StepId = StepId("")
    slide: int = 0
    scene: str = ""
    notice: str = ""
    clock: Clock = Clock()
    agenda: Agenda = Agenda()
    orders: tuple[Order, ...] = ()
    groups: tuple[Group, ...] = ()
    meetings: Mapping[GroupId, str] = field(default_factory=dict)
    sheets: Mapping[GroupId, Sheet] = field(default_factory=dict)
    reports: Mapping[GroupId, Report] = field(default_factory=dict)
    speaking: Speaking = Speaking()
    heard: Heard = Heard()
    eyes_up: bool = False
    eyes_text: str = ""
    steered: Helm = field(default_factory=dict)
    floor: str = ""
    called: tuple[ProposalId, ...] = ()
    rule: Rule | None = None
    rule_from: OptionRef = OptionRef("")
    committee: tuple[SeatId, ...] = ()
    bonds: tuple[Bond, ...] = ()
    review: Review | None = None
    choosing: Choosing = Choosing()
    loans: Mapping[SeatId, Loan] = field(default_factory=dict)
    stances: Mapping[str, Mapping[SeatId, Stance]] = field(default_factory=dict)
    senses: Senses = Senses()
    proposals: Mapping[ProposalId, Proposal] = field(default_factory=dict)
    offers: Mapping[OfferId, Offer] = field(default_factory=dict)
    decisions: Mapping[DecisionId, Decision] = field(default_factory=dict)
    consents: ConsentList = ConsentList()
    agreement: Mapping[ClauseId, Adopted] = field(default_factory=dict)
    clause_versions: Mapping[ClauseId, int] = field(default_factory=dict)
    pledges: Mapping[PledgeId, Pledge] = field(default_factory=dict)
    pledge_count: int = 0
    withdrawn: Mapping[PledgeId, Withdrawn] = field(default_factory=dict)
    work: WorkPlan = WorkPlan()
    signing: Signing = Signing()
    trial: Trial = Trial()
    debrief: Debrief = Debrief()
    stage: str = ""
    moment: Moment | None = None
    branch: Branch | None = None
    goes_on: tuple[GoesOn, ...] = ()
    messages: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    worksheets: Mapping[SeatId, Worksheet] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    acts: Mapping[SeatId, tuple[Act, ...]] = field(default_factory=dict)
    swaps: Mapping[PersonId, Swap] = field(default_factory=dict)
    done: tuple[Done, ...] = ()
    taken_out: tuple[TakenOut, ...] = ()
    flags: Mapping[SeatId, tuple[str, ...]] = field(default_factory=dict)
    requests: Mapping[SeatId, Plea] = field(default_factory=dict)
    lines: Mapping[SeatId, Line] = field(default_factory=dict)
    looks: Mapping[SeatId, Look] = field(default_factory=dict)
    quiet: tuple[SeatId, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    planned: Mapping[str, Planned] = field(default_factory=dict)
    alternatives: Mapping[SeatId, int] = field(default_factory=dict)
    means: Mapping[SeatId, Mapping[ResourceKind, int]] = field(default_factory=dict)
    funds: Mapping[ResourceKind, Mapping[str, int]] = field(default_factory=dict)
    swing: Swing = Swing()
    press: Mapping[str, PressStory] = field(default_factory=dict)
    followed: int = 0
    version: int = 0
    public_version: int = 0
    private_versions: Mapping[SeatId, int] = field(default_factory=dict)

    def organization(self, seat: SeatId) -> Organization:
        """The organization that sits at this seat."""
        return self.rulebook.organization_of[seat]

    def alternative_of(self, seat: SeatId) -> int:
        """What this seat gets with no agreement, in millipoints, after all that happened."""
        return self.alternatives.get(seat, self.organization(seat).alternative.value)

    @property
    def current_step(self) -> Step | None:
        """The step of the running order that the room is in."""
        return self.rulebook.step_of.get(self.step)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The running order of this seminar: the scenario's, as its facilitators changed it."""
        return steps_of(self.rulebook, self.agenda)

    def minutes_of(self, step: StepId) -> int:
        """How long a step takes in this seminar."""
        return minutes_of(self.rulebook, self.agenda, step)

    @property
    def open_decision(self) -> Decision | None:
        """The decision that takes ballots now; there is at most one."""
        return next((d for d in reversed(list(self.decisions.values())) if d.status == "open"), None)

    @property
    def package(self) -> dict[ClauseId, OptionId]:
        """What the room has adopted so far."""
        return {clause: adopted.option for clause, adopted in self.agreement.items()}

    @property
    def tabled(self) -> dict[ProposalId, Proposal]:
        """The proposals that everybody may know of: only they can be marked, put on the floor and decided."""
        return {key: p for key, p in self.proposals.items() if not p.audience}

    def on_table(self, key: str) -> Proposal | None:
        """The proposal of this id, where everybody may know of it."""
        found = self.proposals.get(ProposalId(key))
        return found if found and not found.audience else None

    def calling(self, key: str) -> tuple[ProposalId, ...]:
        """``called``, once the room turns to what has this id; the same where that is no proposal."""
        found = self.on_table(key)
        others = (p for p in self.called if p != key)
        return (found.id, *others)[: CALLED_SHOWN + 1] if found else self.called

    def group_of(self, seat: SeatId) -> Group | None:
        """The group that this seat talks in now."""
        return next((g for g in self.groups if seat in g.members), None)

    def sheet_of(self, group: Group) -> Sheet:
        """What the people of this group have written so far."""
        found = self.sheets.get(group.id)
        return found if found and set(found.members) <= set(group.members) else Sheet(group.members)

    def report_of(self, group: Group) -> Report | None:
        """What the people of this group have reported."""
        found = self.reports.get(group.id)
        return found if found and set(found.members) <= set(group.members) else None

    def caucus_of(self, group: Group) -> str:
        """The code of the sector that meets; empty at a mixed table."""
        return self.seats[group.first].sector if group.kind == "caucus" else ""

    def version_for(self, seat: SeatId) -> int:
        """A number that grows with everything this seat may know of, and with nothing else."""
        return self.public_version + self.private_versions.get(seat, 0)

    @property
    def voters(self) -> tuple[SeatId, ...]:
        """Seats whose ballots count: played by a person, by rules where the exercise is a demonstration, or spoken for
        after their people went home."""
        return tuple(
            s.id
            for s in self.seats.values()
            if s.votes and (s.person or (s.ruled and self.bots == "demo") or self.voice_of(s.id))
        )

    def voice_of(self, seat: SeatId) -> SeatId:
        """The seat that votes for one whose people went home; none where they are here or named nobody who can."""
        place = self.seats[seat]
        other = None if place.person else self.seats.get(place.proxy)
        return other.id if other and other.person and other.votes else NO_SEAT

    @property
    def apart(self) -> tuple[SeatId, ...]:
        """Voting organizations that nobody plays: shown apart, never counted."""
        counted = set(self.voters)
        return tuple(s.id for s in self.seats.values() if s.votes and s.id not in counted)
