"""Sense checks as everybody sees them: the question that is before the room, and how it stood at the last ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..binding import is_closed
from ..ids import ClauseId, ProposalId, SeatId, split_ref
from ..sensing import asked_about, shown_marks
from ..state.exercise import Exercise
from ..state.senses import Snapshot
from ..state.stances import NEAREST, StanceValue
from .clauses import term
from .marks import Caucus, Totals, by_caucus, caucuses, open_sense, totals
from .seating import short


@dataclass(frozen=True, slots=True)
class Shift:
    """How many moved from one mark to another since a check."""

    seats: int
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ShotRow:
    """An option (or the proposal itself, without a letter) as the check found it, and beside it now."""

    letter: str
    title: str
    caucuses: tuple[Caucus, ...]
    totals: Totals
    now: tuple[Caucus, ...]
    now_totals: Totals | None
    moved: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Shot:
    """A closed check. ``said`` of ``asked`` seats with people answered; ``ruled`` more are played by rules and count.
    ``compared``: it stands beside now; ``reworded``: the proposal says something else by now."""

    number: int
    at: int
    hidden: bool
    said: int
    asked: int
    ruled: int
    rows: tuple[ShotRow, ...]
    compared: bool
    reworded: bool


@dataclass(frozen=True, slots=True)
class SenseAbout:
    """What a check asks about: a clause with its question and options, or a proposal by who made it and its terms."""

    target: str
    kind: str  # clause, proposal
    code: str
    title: str
    question: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The check that is before the room, or the last one: ``open`` is none, shown or hidden."""

    about: SenseAbout
    number: int
    open: str
    at: int
    latest: Shot | None


def about(state: Exercise, target: str) -> SenseAbout:
    """A clause or a proposal as the question of a check."""
    if target in state.clauses:
        found = state.rulebook.clause_of[ClauseId(target)]
        options = tuple((found.letter(o.id), o.title) for o in found.options)
        return SenseAbout(target, "clause", found.code, found.title, found.question, options)
    proposal = state.proposals[ProposalId(target)]
    terms = (term(state, c, proposal.terms[c]) for c in state.rulebook.clause_of if c in proposal.terms)
    options = tuple((f"{t.code} {t.letter}", t.title) for t in terms)
    return SenseAbout(target, "proposal", "", short(state, proposal.author), "", options)


def _moved(
    state: Exercise, before: Mapping[SeatId, StanceValue], now: Mapping[SeatId, StanceValue]
) -> tuple[Shift, ...]:
    """Who has a vote and stands elsewhere now, in three steps, most first."""

    def step(values: Mapping[SeatId, StanceValue], seat: SeatId) -> str:
        value = values.get(seat)
        return NEAREST.get(value, value) if value else "unsaid"

    pairs = Counter((step(before, s.id), step(now, s.id)) for s in state.seats.values() if s.votes)
    found = sorted((-n, old, new) for (old, new), n in pairs.items() if old != new)
    return tuple(Shift(-n, old, new) for n, old, new in found)


def _row(state: Exercise, shot: Snapshot, ref: str, *, compared: bool, closed: bool) -> ShotRow:
    marks = shot.marks.get(ref, {})
    then = by_caucus(state, marks)
    clause, option = split_ref(ref)
    on_clause = shot.target in state.clauses
    words = term(state, clause, option) if on_clause else None
    letter, title = (words.letter, words.title) if words else ("", "")
    if not compared:
        return ShotRow(letter, title, () if closed else then, totals(then), (), None, ())
    now = caucuses(state, ref)
    values = {seat: mark.value for seat, mark in shown_marks(state, ref).items()}
    moved = _moved(state, marks, values)
    if closed:
        return ShotRow(letter, title, (), totals(then), (), totals(now), moved)
    return ShotRow(letter, title, then, totals(then), now, totals(now), moved)


def _shot(state: Exercise, shot: Snapshot, *, latest: bool, closed: bool) -> Shot:
    proposal = state.on_table(shot.target)
    reworded = bool(proposal and proposal.version != shot.version)
    compared = latest and not reworded
    asked = asked_about(state, shot.target)
    rows = tuple(_row(state, shot, ref, compared=compared, closed=closed) for ref in asked)
    return Shot(
        shot.number, shot.at, shot.hidden, shot.said, shot.asked, shot.ruled, rows, compared, reworded
    )


def shots(state: Exercise, target: str, *, for_facilitator: bool = False) -> tuple[Shot, ...]:
    """The last checks of a clause or a proposal, the newest first and beside now; where the room has agreed that only
    its counts are public, without the caucuses."""
    taken = state.senses.taken.get(target, ())
    closed = is_closed(state) and not for_facilitator
    return tuple(_shot(state, shot, latest=shot is taken[-1], closed=closed) for shot in reversed(taken))


def stage(state: Exercise) -> Stage | None:
    """The check that is open, or how the room stood at the last one; None before the first."""
    check, last = state.senses.open, state.senses.last
    if not last:
        return None
    if check:
        return Stage(about(state, last), check.number, open_sense(state, last), check.at, None)
    found = shots(state, last)
    if not found:
        return None
    return Stage(about(state, last), found[0].number, "none", found[0].at, found[0])
