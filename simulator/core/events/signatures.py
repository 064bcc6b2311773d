"""What happened to the frozen text and its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId
from ..state.signatures import SignatureKind

__all__ = ["SigningOpened", "SignatureGiven", "TextReopened", "SigningConcluded"]


@dataclass(frozen=True, slots=True)
class SigningOpened:
    """The text is frozen under this hash."""

    KIND: ClassVar[str] = "signing.opened"
    text_hash: str
    electorate: tuple[SeatId, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """A party signed, signed with a reservation, or declined. ``part_hash`` is of that party's part of the text."""

    KIND: ClassVar[str] = "signature.given"
    seat: SeatId
    how: SignatureKind
    note: str
    text_hash: str
    before: SignatureKind | None
    recorded: bool = False
    bot: bool = False
    part_hash: str = ""


@dataclass(frozen=True, slots=True)
class TextReopened:
    """The text may change again; this many signatures fell."""

    KIND: ClassVar[str] = "signing.reopened"
    voided: int


@dataclass(frozen=True, slots=True)
class SigningConcluded:
    """The book is closed. ``unled`` are the critical tasks without a lead that keep it from entering into force."""

    KIND: ClassVar[str] = "signing.concluded"
    signed: int
    needed: int
    in_force: bool
    unled: int = 0


Event = SigningOpened | SignatureGiven | TextReopened | SigningConcluded
