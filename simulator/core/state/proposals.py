"""Options put before the room together, or before some of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId

Sponsoring = Literal["asked", "yes", "again", "no"]
"""``again``: carried an earlier version, may change this one, and is asked whether to carry it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a version of a proposal says. ``wording`` is text in place of that of the option, by clause."""

    terms: Mapping[ClauseId, OptionId]
    rationale: str = ""
    only_if: OptionRef = OptionRef("")
    wording: Mapping[ClauseId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Options for one or more clauses. ``author`` is empty for the facilitator's single text.

    A group's proposal has the ``place`` where the group sat and the code of a ``caucus``; ``author`` handed it in.
    ``earlier`` are the versions before this one, oldest first: who answers one of them is shown both. The rest is of
    full depth. ``audience`` may know of it, everybody where it is empty; ``parent`` is the proposal that it answers;
    ``sponsors`` were asked to carry it; ``editor`` wrote this one, and ``merged`` names what it took over from others.
    ``moved`` went before more parties, under another id.
    """

    id: ProposalId
    author: SeatId
    group: GroupId
    terms: Mapping[ClauseId, OptionId]
    rationale: str
    only_if: OptionRef
    version: int = 1
    status: Literal["live", "withdrawn", "adopted", "moved"] = "live"
    place: int = 0
    caucus: str = ""
    audience: tuple[SeatId, ...] = ()
    parent: ProposalId = ProposalId("")
    wording: Mapping[ClauseId, str] = field(default_factory=dict)
    sponsors: Mapping[SeatId, Sponsoring] = field(default_factory=dict)
    earlier: tuple[Draft, ...] = ()
    editor: SeatId = SeatId("")
    merged: tuple[str, ...] = ()

    @property
    def draft(self) -> Draft:
        """What this version says."""
        return Draft(self.terms, self.rationale, self.only_if, self.wording)

    def is_for(self, seat: SeatId) -> bool:
        """Whether this seat may know of it."""
        return not self.audience or seat in self.audience

    def may_edit(self, seat: SeatId) -> bool:
        """Its author, and every sponsor who said yes to it or to an earlier version."""
        return (seat == self.author and not self.place) or self.sponsors.get(seat) in ("yes", "again")
