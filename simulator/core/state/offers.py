"""Conditional offers: what a party does only if others do something too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..clockwork import Clock
from ..ids import OfferId, OptionRef, SeatId, StepId

OfferStatus = Literal["open", "firm", "lapsed", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of ``author`` to the rest of ``audience``. ``answers`` are what they said; everybody may know of it once
    it is ``public``. ``clock`` runs where it stands for some minutes, ``extended`` counts how often it got more; it
    lapsed ``late`` where they were up."""

    id: OfferId
    author: SeatId
    audience: tuple[SeatId, ...]
    give: str
    accept: OptionRef
    want: str
    wants: OptionRef
    step: StepId
    shown: bool
    answers: Mapping[SeatId, bool] = field(default_factory=dict)
    status: OfferStatus = "open"
    public: bool = False
    clock: Clock = Clock()
    extended: int = 0
    late: bool = False

    @property
    def parties(self) -> tuple[SeatId, ...]:
        """Those to whom it is made."""
        return tuple(s for s in self.audience if s != self.author)
