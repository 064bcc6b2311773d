"""Wishes about the frozen text and its signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import SeatId

__all__ = ["OpenSigning", "GiveSignature", "CallReopening", "ReopenText", "ConcludeSigning"]


@dataclass(frozen=True, slots=True)
class OpenSigning:
    """Freeze the text and ask for signatures."""

    KIND: ClassVar[str] = "signing.open"


@dataclass(frozen=True, slots=True)
class GiveSignature:
    """Sign, sign with a reservation, or decline with a reason. ``seen`` is the hash of the text that was read.

    ``ours`` as in `SetStance`.
    """

    KIND: ClassVar[str] = "signature.give"
    seat: SeatId
    how: str
    seen: str
    note: str = ""
    ours: str = "?"


@dataclass(frozen=True, slots=True)
class CallReopening:
    """Put it to the room, under the rule in force, whether the text is reopened. If it passes, all signatures fall."""

    KIND: ClassVar[str] = "signing.call_reopening"


@dataclass(frozen=True, slots=True)
class ReopenText:
    """Unfreeze a text that nobody has signed. Once somebody has, the room decides (`CallReopening`)."""

    KIND: ClassVar[str] = "signing.reopen"


@dataclass(frozen=True, slots=True)
class ConcludeSigning:
    """Close the book: the agreement enters into force, or it does not."""

    KIND: ClassVar[str] = "signing.conclude"


Command = OpenSigning | GiveSignature | CallReopening | ReopenText | ConcludeSigning
