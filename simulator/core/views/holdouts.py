"""Who still objects to what, why, and what would move them: for the clause or proposal that the room talks about.

The reasons under each clause (`reasons`) are the newest few; here are all that object, whoever gave no reason too.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..binding import is_closed
from ..ids import ClauseId, SeatId, split_ref
from ..sensing import hidden_on, shown_marks
from ..state.exercise import Exercise
from ..state.stances import NEAREST
from .clauses import term
from .marks import Caucus, Totals, caucuses, totals
from .seating import hue, seating, short

WORDS_SHOWN = 12
"""Of each option: a part has to stay small, and nobody reads more at once. The others are named without words."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """A party that could not live with it, or only with changes: in its own words."""

    seat: SeatId
    short: str
    hue: int
    value: str
    reason: str
    moves: str


@dataclass(frozen=True, slots=True)
class Resistance:
    """One option (or the proposal): how many object, who said why, and who has said no more than that."""

    letter: str
    title: str
    totals: Totals
    caucuses: tuple[Caucus, ...]
    spoken: tuple[Holdout, ...]
    silent: tuple[Holdout, ...]


@dataclass(frozen=True, slots=True)
class Holdouts:
    """Everybody who still objects to what is on the floor. ``hidden``: as of the opening of a hidden check."""

    kind: str  # nothing, clause, option, proposal
    code: str
    title: str
    rows: tuple[Resistance, ...]
    hidden: bool


def _about(state: Exercise) -> tuple[str, tuple[str, ...]]:
    """What kind of thing is on the floor, and what of it can be marked."""
    clause, option = split_ref(state.floor)
    if clause in state.clauses:
        refs = state.rulebook.refs(clause)
        return ("option", (state.floor,)) if option else ("clause", refs)
    return ("proposal", (state.floor,)) if state.on_table(state.floor) else ("nothing", ())


def _resistance(state: Exercise, ref: str, order: tuple[SeatId, ...]) -> Resistance:
    marks = shown_marks(state, ref)
    found = [
        Holdout(s, short(state, s), hue(state, s), marks[s].value, marks[s].reason, marks[s].moves)
        for s in order
        if s in marks and NEAREST.get(marks[s].value, marks[s].value) != "yes"
    ]
    found.sort(key=lambda h: h.value != "no")  # within that by caucus
    said = [h for h in found if h.reason or h.moves]
    rows, (clause, option) = caucuses(state, ref), split_ref(ref)
    words = term(state, clause, option) if clause in state.clauses else None
    return Resistance(
        words.letter if words else "", words.title if words else "", totals(rows), rows,
        tuple(said[:WORDS_SHOWN]), tuple(h for h in found if h not in said[:WORDS_SHOWN]),
    )  # fmt: skip


def holdouts(state: Exercise) -> Holdouts:
    """Who still objects to what is on the floor."""
    kind, refs = _about(state)
    if not refs:
        return Holdouts("nothing", "", "", (), False)
    order = seating(state)
    clause = split_ref(state.floor)[0]
    found = state.rulebook.clause_of.get(ClauseId(clause)) if kind != "proposal" else None
    author = "" if found else short(state, state.proposals[state.floor].author)  # type: ignore[index]
    return Holdouts(
        kind, found.code if found else "", found.title if found else author,
        tuple(_resistance(state, ref, order) for ref in refs), hidden_on(state, refs[0]) is not None,
    )  # fmt: skip


def shared_holdouts(state: Exercise) -> Holdouts | None:
    """The same for everybody; None where the seminar is basic: there the reasons under each clause are enough. None
    either where the agreement keeps to the room's count: this names parties."""
    return holdouts(state) if state.depth == "full" and not is_closed(state) else None


@dataclass(frozen=True, slots=True)
class WallMoves:
    """What would move those who object, without names: for the wall."""

    code: str
    title: str
    letter: str
    option: str
    totals: Totals
    caucuses: tuple[Caucus, ...]
    moves: tuple[str, ...]
    reasons: tuple[str, ...]
    hidden: bool


WALL_WORDS = 5


def wall_moves(state: Exercise) -> WallMoves | None:
    """The option nearest to agreement, who objects by caucus, and in what words; None where nothing is on the floor."""
    found = holdouts(state)
    # where the agreement keeps to the room's count, neither caucuses nor anybody's words are on the wall
    if not found.rows or is_closed(state):
        return None
    best = max(
        found.rows, key=lambda r: (2 * r.totals.yes + r.totals.with_changes - 2 * r.totals.no, -r.totals.no)
    )
    moves = tuple(h.moves for h in best.spoken if h.moves)[:WALL_WORDS]
    reasons = tuple(h.reason for h in best.spoken if h.reason and not h.moves)[: WALL_WORDS - len(moves)]
    return WallMoves(
        found.code,
        found.title,
        best.letter,
        best.title,
        best.totals,
        best.caucuses,
        moves,
        reasons,
        found.hidden,
    )
