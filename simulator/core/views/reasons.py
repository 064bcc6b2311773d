"""Who could not live with what, and why: the newest reasons, because a part has to stay small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..binding import is_closed
from ..ids import ClauseId, split_ref
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


@dataclass(frozen=True, slots=True)
class Objections:
    """The newest reasons given on a clause, and how many older ones there are."""

    clause: ClauseId
    rows: tuple[Objection, ...]
    older: int


def objections(state: Exercise, clause: str) -> Objections:
    """The newest reasons given for "with changes" and "no" on the options of a clause.

    A part has to stay small: with 48 parties and five options there could be 240 of them. None where the agreement
    keeps to the room's count: a reason names its party.
    """
    rows = []
    found = state.rulebook.clause_of[ClauseId(clause)]
    for ref in () if is_closed(state) else state.rulebook.refs(found.id):
        for seat, stance in shown_marks(state, ref).items():
            if stance.value != "yes" and (stance.reason or stance.moves):
                rows.append((stance.order, ref, seat, stance))
    newest = sorted(rows, key=lambda row: row[0], reverse=True)[:REASONS_SHOWN]
    return Objections(
        found.id,
        tuple(
            Objection(
                found.letter(split_ref(ref)[1]),
                short(state, s),
                hue(state, s),
                stance.value,
                stance.reason,
                stance.moves,
            )
            for _, ref, s, stance in newest
        ),
        len(rows) - len(newest),
    )
