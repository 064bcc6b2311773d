"""The frozen text and who signed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..ids import ClauseId, OptionId, PledgeId, SeatId
from .plan import Share, WorkPlan
from .resources import Pledge

SignatureKind = Literal["sign", "reserve", "decline"]
SIGNATURE_KINDS: tuple[SignatureKind, ...] = ("sign", "reserve", "decline")


@dataclass(frozen=True, slots=True)
class Signature:
    """Bound to the hash of the text that was signed. ``part_hash`` is that of the party's own part of it."""

    kind: SignatureKind
    note: str
    text_hash: str
    recorded: bool = False
    part_hash: str = ""


@dataclass(frozen=True, slots=True)
class Fallen:
    """An answer that a reopening undid, with what it was given to: the options adopted then, the party's own pledges,
    its share of the work.

    It counts for nothing. It is kept so that a party whose part did not change may give it again, and another is told
    what changed.
    """

    signature: Signature
    options: Mapping[ClauseId, OptionId]
    pledges: tuple[Pledge, ...]
    work: tuple[Share, ...] = ()
    wording: Mapping[ClauseId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reopened:
    """A text that was open for signing and was opened again: who still reads it and signs is shown both."""

    text_hash: str
    options: Mapping[ClauseId, OptionId]
    wording: Mapping[ClauseId, str]
    pledges: Mapping[PledgeId, Pledge]
    work: WorkPlan


@dataclass(frozen=True, slots=True)
class Signing:
    """The frozen text and who signed it. ``voided`` counts signatures that reopenings undid; ``fallen`` is the last
    answer of each party before a reopening; ``reopened`` are the texts before this one, oldest first."""

    status: Literal["closed", "open", "concluded"] = "closed"
    text_hash: str = ""
    electorate: tuple[SeatId, ...] = ()
    signatures: Mapping[SeatId, Signature] = field(default_factory=dict)
    needed: int = 0
    voided: int = 0
    in_force: bool = False
    fallen: Mapping[SeatId, Fallen] = field(default_factory=dict)
    reopened: tuple[Reopened, ...] = ()

    @property
    def counted(self) -> int:
        """Signatures, with or without a reservation, of those whose signature counts: what a reopening would undo."""
        counted = set(self.electorate)
        return sum(seat in counted and s.kind != "decline" for seat, s in self.signatures.items())
