"""What came on the consent list, and how it left it. What was adopted is told by the events of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..clockwork import Clock
from ..ids import ClauseId, ConsentId, OptionId, ProposalId, SeatId
from ..rulebook import Rule
from ..tally import Electorate

__all__ = ["ConsentLapsed", "ConsentListed", "ConsentNoted", "ConsentObjected", "ConsentTakenOff"]


@dataclass(frozen=True, slots=True)
class ConsentListed:
    """Adopted when the clock is at 0:00 unless somebody objects. Who may, and the rule, are frozen here."""

    KIND: ClassVar[str] = "consent.listed"
    item: ConsentId
    terms: Mapping[ClauseId, OptionId]
    proposal: ProposalId
    seen: int
    wording: Mapping[ClauseId, str]
    rule: Rule
    electorate: Electorate
    clock: Clock


@dataclass(frozen=True, slots=True)
class ConsentObjected:
    """A party with a vote objects: it needs a decision."""

    KIND: ClassVar[str] = "consent.objected"
    item: ConsentId
    seat: SeatId
    reason: str
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class ConsentNoted:
    """A party without a vote objects on record; an empty ``reason`` takes it back. The item stays on the list."""

    KIND: ClassVar[str] = "consent.noted"
    item: ConsentId
    seat: SeatId
    reason: str
    before: str
    recorded: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class ConsentTakenOff:
    """The facilitator took it off the list."""

    KIND: ClassVar[str] = "consent.taken_off"
    item: ConsentId


@dataclass(frozen=True, slots=True)
class ConsentLapsed:
    """Its time was up and silence was not enough under the rule: too few of those who count were here."""

    KIND: ClassVar[str] = "consent.lapsed"
    item: ConsentId


Event = ConsentListed | ConsentObjected | ConsentNoted | ConsentTakenOff | ConsentLapsed
