"""What happened to proposals in full depth. ``audience`` may know of it; everybody where it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ProposalId, SeatId

__all__ = ["ProposalMoved", "SponsorsAsked", "SponsorAnswered"]


@dataclass(frozen=True, slots=True)
class ProposalMoved:
    """A proposal went before more parties, as ``became``."""

    KIND: ClassVar[str] = "proposal.moved"
    proposal: ProposalId
    became: ProposalId
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SponsorsAsked:
    """These seats are asked to carry a proposal."""

    KIND: ClassVar[str] = "sponsors.asked"
    proposal: ProposalId
    seats: tuple[SeatId, ...]
    audience: tuple[SeatId, ...] = ()
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class SponsorAnswered:
    """A seat carries this version of a proposal, or does not."""

    KIND: ClassVar[str] = "sponsor.answered"
    proposal: ProposalId
    seat: SeatId
    version: int
    consent: bool
    audience: tuple[SeatId, ...] = ()
    recorded: bool = False


Event = ProposalMoved | SponsorsAsked | SponsorAnswered
