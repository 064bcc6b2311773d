"""What a seat could live with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StanceValue = Literal["yes", "with", "no"]
STANCE_VALUES: tuple[StanceValue, ...] = ("yes", "with", "no")


@dataclass(frozen=True, slots=True)
class Stance:
    """Could you live with it? ``seen`` is the version of the clause or proposal that was looked at.

    ``bot`` marks what the rules played: it goes when a person takes the seat, because a person's marks are theirs.
    ``order`` sorts by time and is never shown.
    """

    value: StanceValue
    reason: str
    seen: int
    recorded: bool = False
    bot: bool = False
    order: int = 0
