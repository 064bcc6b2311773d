"""Who could not live with what, and why: the newest reasons, because a part has to stay small."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from ..binding import is_closed
from ..ids import ClauseId
from ..rulebook.agreement import LETTERS
from ..sensing import shown_marks
from ..state.exercise import Exercise
from .seating import hue, short

REASONS_SHOWN = 6


class Objection(NamedTuple):
    """Who could not live with what, why, and what would move them."""

    letter: str
    short: str
    hue: int
    value: str
    reason: str
    moves: str


class Objections(NamedTuple):
    """The newest reasons given on a clause, and how many older ones there are."""

    clause: ClauseId
    rows: tuple[Objection, ...]
    older: int


def objections(state: Exercise, clause: str) -> Objections:
    """The newest reasons given for "with changes" and "no" on the options of a clause.

    A part has to stay small: with 48 parties and five options there could be 240 of them. None where the agreement
    keeps to the room's count: a reason names its party.
    """
    found = state.rulebook.clause_of[ClauseId(clause)]
    refs = () if is_closed(state) else state.rulebook.refs(found.id)
    given = [
        (stance.order, letter, seat, stance)
        for letter, ref in zip(LETTERS, refs, strict=False)
        for seat, stance in shown_marks(state, ref).items()
        if stance.value != "yes" and (stance.reason or stance.moves)
    ]
    newest = sorted(given, key=itemgetter(0), reverse=True)[:REASONS_SHOWN]
    rows = tuple(
        Objection(letter, short(state, seat), hue(state, seat), said.value, said.reason, said.moves)
        for _, letter, seat, said in newest
    )
    return Objections(found.id, rows, len(given) - len(newest))
