"""Wishes about the consent list: what is adopted at a set time unless somebody objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ..ids import ClauseId, ConsentId, OptionId, ProposalId, SeatId

__all__ = ["ListConsent", "ObjectToConsent", "SettleConsent", "TakeOffConsent", "AdoptConsent"]


@dataclass(frozen=True, slots=True)
class ListConsent:
    """Adopt these options, or this version of a proposal, in ``amount`` minutes unless somebody objects."""

    KIND: ClassVar[str] = "consent.list"
    terms: Mapping[ClauseId, OptionId] = field(default_factory=dict)
    proposal: ProposalId = ProposalId("")
    seen: int = 0
    amount: int = 5


@dataclass(frozen=True, slots=True)
class ObjectToConsent:
    """We object: it leaves the list. From a party without a vote: on record; an empty reason takes that back."""

    KIND: ClassVar[str] = "consent.object"
    seat: SeatId
    item: ConsentId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TakeOffConsent:
    """Take it off the list: nothing is decided."""

    KIND: ClassVar[str] = "consent.take_off"
    item: ConsentId


@dataclass(frozen=True, slots=True)
class SettleConsent:
    """Its time is up: count who did not object. Sent by the ticker only; before its time, and while somebody who votes
    needs more time, it does nothing."""

    KIND: ClassVar[str] = "consent.settle"
    item: ConsentId


@dataclass(frozen=True, slots=True)
class AdoptConsent:
    """Its time is up: count who did not object, without waiting for those who need more time."""

    KIND: ClassVar[str] = "consent.adopt"
    item: ConsentId


Command = ListConsent | ObjectToConsent | TakeOffConsent | SettleConsent | AdoptConsent
