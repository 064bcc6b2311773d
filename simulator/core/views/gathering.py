"""Whom to bring together: on the clause nearest to agreement, who says why not beside who could live with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..flagging import seems_here
from ..ids import OptionRef, SeatId, split_ref
from ..sensing import shown_marks
from ..state.exercise import Exercise
from ..state.stances import NEAREST
from .clauses import Term, term
from .facilitator import nearness
from .helping import place_of
from .marks import caucuses, totals
from .room import clauses_now
from .seating import hue, seating, short

MOST = 3
"""As many as a facilitator can bring together in a step."""


@dataclass(frozen=True, slots=True)
class Someone:
    """One of those who should talk, where to find them, and in which words they object; none where they agree."""

    seat: SeatId
    short: str
    hue: int
    place: int
    value: str
    words: str
    moves: bool  # the words say what would move them


@dataclass(frozen=True, slots=True)
class Gathering:
    """Two or three who should talk, about which option."""

    ref: OptionRef
    term: Term
    people: tuple[Someone, ...]


def _someone(state: Exercise, ref: str, seat: SeatId) -> Someone:
    mark = shown_marks(state, ref)[seat]
    return Someone(
        seat, short(state, seat), hue(state, seat), place_of(state, seat), NEAREST.get(mark.value, mark.value),
        mark.moves or mark.reason, bool(mark.moves),
    )  # fmt: skip


def _nearest(state: Exercise) -> OptionRef:
    """The option nearest to agreement of those on which people differ; empty where there is none."""
    open_now = [c for c in clauses_now(state) or state.clauses if c not in state.agreement]
    refs = (ref for c in open_now for ref in state.rulebook.refs(c) if len(shown_marks(state, ref)) > 1)
    counts = {ref: totals(caucuses(state, ref)) for ref in refs}
    split = {ref: n for ref, n in counts.items() if n.yes and n.no + n.with_changes}
    return max(split, key=lambda ref: nearness(split[ref]), default=OptionRef(""))


def bring_together(state: Exercise) -> tuple[Gathering, ...]:
    """Pairs on the clause nearest to agreement; a trio where more object than agree. Who says what would move them
    comes first, and is given somebody of the own caucus where one agrees: they speak one language."""
    ref = _nearest(state)
    clause, option = split_ref(ref)
    words = term(state, clause, option) if ref and state.signing.status == "closed" else None
    if words is None:
        return ()
    marks = shown_marks(state, ref)
    here = [_someone(state, ref, s) for s in seating(state) if s in marks and _is_here(state, s)]
    object_ = [p for p in here if p.value != "yes" and p.words]
    object_.sort(key=lambda p: (not p.moves, p.value == "no"))
    agree = [p for p in here if p.value == "yes"]
    found: list[Gathering] = []
    for one in object_:
        if len(found) == MOST:
            break
        agree.sort(key=lambda p: state.seats[p.seat].sector != state.seats[one.seat].sector)
        if agree:
            found.append(Gathering(ref, words, (one, replace(agree.pop(0), words=""))))
        elif found and len(found[-1].people) == 2:
            found[-1] = replace(found[-1], people=(*found[-1].people, one))
    return tuple(found)


def _is_here(state: Exercise, seat: SeatId) -> bool:
    return bool(state.seats[seat].person) and seems_here(state, seat)
