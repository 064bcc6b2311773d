"""A vote that is with another seat."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import SeatId


@dataclass(frozen=True, slots=True)
class Loan:
    """Who votes for the lender, and whether only in the next decision that is counted."""

    to: SeatId
    once: bool
