"""What of a seat's page a facilitator may see who looks at it: what helps to help, and nothing that was promised to
stay between people."""

from __future__ import annotations

from typing import Final

from ..deciding.helping import LOOK_LASTS
from ..ids import PersonId, SeatId
from ..state.exercise import Exercise
from .parts import split_key
from .talk import letter

BETWEEN_THEM: Final = frozenset({"delegation", "wish", "offer", "deal", "mydeal", "kept", "mysheet"})
"""Parts that a look does not show: who of a delegation did what, its worksheet, what a table writes, and what some
offer each other in private."""


def shown_to_a_look(state: Exercise, seat: SeatId, key: str) -> bool:
    """Whether a facilitator who looks at this seat's page sees this part of it. Of letters only those to and from the
    facilitators."""
    name, place = split_key(key)
    if name == "letter":
        found = letter(state, seat, place)
        return bool(found and (found.line.channel == "facilitator" or not found.line.sender))
    return name not in BETWEEN_THEM


def may_look_again(state: Exercise, seat: SeatId, by: PersonId, now: int) -> bool:
    """Whether this facilitator's last look at the seat, which the log holds, still counts."""
    look = state.looks.get(seat)
    return bool(look and look.by == by and now - look.at <= LOOK_LASTS)
