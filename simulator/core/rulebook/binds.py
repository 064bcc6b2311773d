"""What an option binds the room to from its adoption on: who calls decisions, how fast, who sees what, what reopens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..ids import SeatId
from .rules import Rule

Reporting = Literal["", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Binds:
    """``convener``: the organizations that may call a decision and lead the speakers' list beside the facilitator (none
    named: the facilitator alone; None: says nothing of it). ``pace``: minutes that a decision should take, 0 where it
    says nothing. ``reopening``: the rule under which a signed text is reopened."""

    convener: tuple[SeatId, ...] | None = None
    pace: int = 0
    reporting: Reporting = ""
    reopening: Rule | None = None
