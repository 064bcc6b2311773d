"""What a seat could live with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

StanceValue = Literal["yes", "mostly", "with", "doubt", "no"]
THREE_STEPS: tuple[StanceValue, ...] = ("yes", "with", "no")
FIVE_STEPS: tuple[StanceValue, ...] = ("yes", "mostly", "with", "doubt", "no")
"""The gradient of agreement. In pictures and sums "mostly" counts as yes and "doubt" as "with changes"."""
NEAREST: Mapping[str, StanceValue] = {"mostly": "yes", "doubt": "with"}
"""The step of three that stands for one of five."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Could you live with it? ``seen`` is the version of the clause or proposal that was looked at. ``moves``: what
    would move this party, in its own words.

    ``bot`` marks what the rules played: it goes when a person takes the seat, because a person's marks are theirs.
    ``order`` sorts by time and is never shown.
    """

    value: StanceValue
    reason: str
    seen: int
    recorded: bool = False
    bot: bool = False
    order: int = 0
    moves: str = ""
