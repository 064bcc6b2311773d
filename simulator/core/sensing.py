"""What a sense check covers, and which marks everybody may see while one is open."""

from __future__ import annotations

from collections.abc import Mapping

from .ids import ClauseId, SeatId
from .state.exercise import Exercise
from .state.senses import SenseCheck
from .state.stances import Stance


def asked_about(state: Exercise, target: str) -> tuple[str, ...]:
    """What can be marked: every option of a clause, or the proposal itself."""
    return state.rulebook.refs(ClauseId(target)) if target in state.clauses else (target,)


def check_on(state: Exercise, target: str) -> SenseCheck | None:
    """The open check that asks about this option or proposal."""
    check = state.senses.open
    return check if check and target in asked_about(state, check.target) else None


def hidden_on(state: Exercise, target: str) -> SenseCheck | None:
    """The open check that hides the marks on this option or proposal."""
    check = check_on(state, target)
    return check if check and check.hidden else None


def shown_marks(state: Exercise, target: str) -> Mapping[SeatId, Stance]:
    """The marks on an option or a proposal that everybody may see: of a hidden check only those from before it."""
    check = hidden_on(state, target)
    return (check.frozen if check else state.stances).get(target, {})


def asked_seats(state: Exercise) -> tuple[SeatId, ...]:
    """Who is asked: the seats with a vote that somebody sits at."""
    return tuple(s.id for s in state.seats.values() if s.votes and s.person)
