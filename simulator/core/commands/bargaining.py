"""Wishes of full depth about proposals: answers, readers, sponsors, wording, changes by several hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import ClauseId, OptionId, OptionRef, ProposalId, SeatId

__all__ = ["TableProposal", "EditProposal", "WidenProposal", "AskSponsors", "AnswerSponsoring"]


@dataclass(frozen=True, slots=True)
class TableProposal:
    """Put a package before everybody (``audience`` all), my caucus, named parties (``to``), or those who see the
    proposal that it answers (same). ``wording`` replaces the text of the option of a clause."""

    KIND: ClassVar[str] = "proposal.table"
    seat: SeatId
    terms: Mapping[ClauseId, OptionId]
    audience: str
    to: tuple[SeatId, ...] = ()
    parent: ProposalId = ProposalId("")
    rationale: str = ""
    only_if: OptionRef = OptionRef("")
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    sponsors: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class EditProposal:
    """Change a proposal that I wrote or sponsor. ``base`` is the version that I changed: what others wrote since is
    merged, unless it is about the same thing."""

    KIND: ClassVar[str] = "proposal.edit"
    seat: SeatId
    proposal: ProposalId
    terms: Mapping[ClauseId, OptionId]
    base: int
    rationale: str = ""
    only_if: OptionRef = OptionRef("")
    wording: Mapping[ClauseId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WidenProposal:
    """Let more parties see my proposal. It becomes a new one, whose sponsors are asked again; there is no way back."""

    KIND: ClassVar[str] = "proposal.widen"
    seat: SeatId
    proposal: ProposalId
    audience: str
    seen: int
    to: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class AskSponsors:
    """Ask parties that see my proposal to carry it with me."""

    KIND: ClassVar[str] = "sponsor.ask"
    seat: SeatId
    proposal: ProposalId
    sponsors: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class AnswerSponsoring:
    """I carry this version, or I do not; a sponsor may leave in the same way."""

    KIND: ClassVar[str] = "sponsor.answer"
    seat: SeatId
    proposal: ProposalId
    seen: int
    consent: bool = False


Command = TableProposal | EditProposal | WidenProposal | AskSponsors | AnswerSponsoring
