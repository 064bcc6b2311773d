"""What happened to conditional offers. ``audience`` are the author and the named parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..clockwork import Clock
from ..ids import OfferId, OptionRef, SeatId, StepId

__all__ = ["OfferMade", "OfferAnswered", "OfferExtended", "OfferLapsed", "OfferWithdrawn", "OfferShown"]


@dataclass(frozen=True, slots=True)
class OfferMade:
    """An offer lies before its parties. ``step`` is the one with which it lapses, if any; ``clock`` runs where it
    stands for some minutes."""

    KIND: ClassVar[str] = "offer.made"
    offer: OfferId
    author: SeatId
    audience: tuple[SeatId, ...]
    give: str
    accept: OptionRef
    want: str
    wants: OptionRef
    step: StepId
    shown: bool
    recorded: bool = False
    clock: Clock = Clock()


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    """A party takes the offer or declines it. It is firm when all take it."""

    KIND: ClassVar[str] = "offer.answered"
    offer: OfferId
    seat: SeatId
    agree: bool
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class OfferExtended:
    """The offer stands longer, until the end of this clock."""

    KIND: ClassVar[str] = "offer.extended"
    offer: OfferId
    clock: Clock
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """The time of the offer was up before all had taken it."""

    KIND: ClassVar[str] = "offer.lapsed"
    offer: OfferId
    audience: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    """The offer is taken back."""

    KIND: ClassVar[str] = "offer.withdrawn"
    offer: OfferId
    audience: tuple[SeatId, ...]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class OfferShown:
    """A firm offer is before everybody, as its author chose when it was made."""

    KIND: ClassVar[str] = "offer.shown"
    offer: OfferId


Event = OfferMade | OfferAnswered | OfferExtended | OfferLapsed | OfferWithdrawn | OfferShown
