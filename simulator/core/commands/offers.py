"""Wishes about conditional offers between named parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import OfferId, OptionRef, SeatId

__all__ = ["MakeOffer", "AnswerOffer", "ExtendOffer", "LapseOffer", "WithdrawOffer"]


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """We do ``give``, or accept the option ``accept``, only if those in ``to`` do ``want``, or accept ``wants``.

    ``until`` says how long it stands: as long as this step, until the text freezes, or so many minutes ("10"). Once it
    is firm, everybody sees it where it is ``shown``.
    """

    KIND: ClassVar[str] = "offer.make"
    seat: SeatId
    to: tuple[SeatId, ...]
    give: str = ""
    accept: OptionRef = OptionRef("")
    want: str = ""
    wants: OptionRef = OptionRef("")
    until: str = "step"
    shown: bool = False


@dataclass(frozen=True, slots=True)
class AnswerOffer:
    """We take the offer, or with ``agree`` false we decline it."""

    KIND: ClassVar[str] = "offer.answer"
    seat: SeatId
    offer: OfferId
    agree: bool = False


@dataclass(frozen=True, slots=True)
class ExtendOffer:
    """Our offer stands a few minutes longer. ``seen`` counts how long it was known to stand."""

    KIND: ClassVar[str] = "offer.extend"
    seat: SeatId
    offer: OfferId
    seen: int


@dataclass(frozen=True, slots=True)
class LapseOffer:
    """The time of an offer is up. Sent by the server only."""

    KIND: ClassVar[str] = "offer.lapse"
    offer: OfferId


@dataclass(frozen=True, slots=True)
class WithdrawOffer:
    """Take an offer back that is still open."""

    KIND: ClassVar[str] = "offer.withdraw"
    seat: SeatId
    offer: OfferId


Command = MakeOffer | AnswerOffer | ExtendOffer | LapseOffer | WithdrawOffer
