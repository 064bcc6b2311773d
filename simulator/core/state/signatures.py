"""The frozen text and who signed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import SeatId

SignatureKind = Literal["sign", "reserve", "decline"]
SIGNATURE_KINDS: tuple[SignatureKind, ...] = ("sign", "reserve", "decline")


@dataclass(frozen=True, slots=True)
class Signature:
    """Bound to the hash of the text that was signed."""

    kind: SignatureKind
    note: str
    text_hash: str
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """The frozen text and who signed it. ``voided`` counts signatures that a reopening undid."""

    status: Literal["closed", "open", "concluded"] = "closed"
    text_hash: str = ""
    electorate: tuple[SeatId, ...] = ()
    signatures: Mapping[SeatId, Signature] = field(default_factory=dict)
    needed: int = 0
    voided: int = 0
    in_force: bool = False
