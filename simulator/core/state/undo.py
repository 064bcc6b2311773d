"""What facilitators did or recorded last, and what it changed: enough to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import (
    NO_SEAT,
    ClauseId,
    ConsentId,
    DecisionId,
    OfferId,
    OptionRef,
    PersonId,
    PledgeId,
    ProposalId,
    SeatId,
)
from ..rulebook import ResourceKind, Rule
from .binding import Bond, Review
from .consents import Consent
from .decisions import Adopted, Ballot, Decision
from .delegates import Choosing
from .lending import Loan
from .offers import Offer
from .plan import WorkPlan
from .proposals import Proposal
from .resources import Pledge, Withdrawn
from .signatures import Signature, Signing
from .stances import Stance

DONE_KEPT = 30
"""So many of the newest acts can be seen and taken back; older ones are in the log."""
DoneKind = Literal[
    "ballot.cast", "stance.set", "pledge.made", "pledge.revised", "pledge.withdrawn", "signature.given",
    "decision.opened", "decision.cancelled", "decision.closed", "committee.named", "inject.thrown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the state, as it was. By key: what stood there, None where nothing did. Of single values: none where
    the act did not touch it, else one. ``marks`` are on the option or proposal that the act was about, ``ballots`` in
    its decision, ``answered`` is by check and seat; ``stage`` is what a sense check was about, ``scene`` what the wall
    told (`Exercise.stage`)."""

    marks: Mapping[SeatId, Stance | None] = field(default_factory=dict)
    answered: Mapping[str, bool | None] = field(default_factory=dict)
    ballots: Mapping[SeatId, Ballot | None] = field(default_factory=dict)
    signatures: Mapping[SeatId, Signature | None] = field(default_factory=dict)
    pledges: Mapping[PledgeId, Pledge | None] = field(default_factory=dict)
    withdrawn: Mapping[PledgeId, Withdrawn | None] = field(default_factory=dict)
    decisions: Mapping[DecisionId, Decision | None] = field(default_factory=dict)
    proposals: Mapping[ProposalId, Proposal | None] = field(default_factory=dict)
    agreement: Mapping[ClauseId, Adopted | None] = field(default_factory=dict)
    offers: Mapping[OfferId, Offer | None] = field(default_factory=dict)
    loans: Mapping[SeatId, Loan | None] = field(default_factory=dict)
    consents: Mapping[ConsentId, Consent | None] = field(default_factory=dict)
    alternatives: Mapping[SeatId, int | None] = field(default_factory=dict)
    means: Mapping[SeatId, Mapping[ResourceKind, int] | None] = field(default_factory=dict)
    funds: Mapping[ResourceKind, Mapping[str, int] | None] = field(default_factory=dict)
    rule: tuple[Rule | None, ...] = ()
    rule_from: tuple[OptionRef, ...] = ()
    committee: tuple[tuple[SeatId, ...], ...] = ()
    bonds: tuple[tuple[Bond, ...], ...] = ()
    review: tuple[Review | None, ...] = ()
    choosing: tuple[Choosing, ...] = ()
    work: tuple[WorkPlan, ...] = ()
    signing: tuple[Signing, ...] = ()
    floor: tuple[str, ...] = ()
    called: tuple[tuple[ProposalId, ...], ...] = ()
    stage: tuple[str, ...] = ()
    scene: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody was taken out of the seminar: ``act`` is the version of its log, ``version`` the room's own. ``read``:
    nobody stayed, and they had read the brief."""

    act: int
    version: int
    person: PersonId
    seat: SeatId
    read: bool
    by: PersonId
    at: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """One act. ``version`` is that of its first event, ``upto`` of its last; ``decisions`` counts those that there were
    then. What was ``undone`` keeps no values."""

    version: int
    upto: int
    kind: DoneKind
    target: str
    seat: SeatId = NO_SEAT
    decisions: int = 0
    before: Slice = Slice()
    after: Slice = Slice()
    undone: bool = False
