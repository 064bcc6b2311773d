"""What somebody would look for in a room's history: steps, proposals, decisions, signatures. Of public events only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import ClauseId, DecisionId, OptionId
from ..state.exercise import Exercise
from .injects import inject_at
from .seating import short

Kind = Literal[
    "step", "told", "proposal", "asked", "sensed", "opened", "passed", "failed", "cancelled", "signing", "signature",
    "concluded", "reopened", "letters", "replay", "event", "press", "undone",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Milestone:
    """``title`` is a step, an event, what was told to all, what was asked, how somebody signed or how far the replay
    was opened; ``who`` a short name; ``terms`` the code of each clause with the letter of its option."""

    kind: Kind
    title: str = ""
    who: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    number: int = 0


def _terms(state: Exercise, terms: Mapping[ClauseId, OptionId]) -> tuple[tuple[str, str], ...]:
    books = ((state.rulebook.clause_of[c], o) for c, o in terms.items())
    return tuple((clause.code, clause.letter(option)) for clause, option in books)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Milestone | None:
    match event.change:
        case change.StepBegun(step):
            found = state.rulebook.step_of.get(step)
            return Milestone("step", found.title if found else "")
        case change.NoticeSet(text) if text:
            return Milestone("told", text)
    return None


def _proposal(state: Exercise, event: ev.ProposalMade) -> Milestone:
    return Milestone("proposal", who=short(state, event.author), terms=_terms(state, event.terms))


def _asked(state: Exercise, target: str) -> str:
    """The code of the clause that is asked about; empty for a proposal."""
    return state.rulebook.clause_of[ClauseId(target)].code if target in state.clauses else ""


def _decision(kind: Kind) -> Callable[[Exercise, Any], Milestone]:
    def milestone(state: Exercise, event: Any) -> Milestone:
        decision = state.decisions[event.decision]
        return Milestone(kind, terms=_terms(state, decision.terms), number=int(decision.id[1:]))

    return milestone


def _undone(state: Exercise, event: ev.ActUndone) -> Milestone | None:
    """That a count was taken back; without it a decision would seem to pass twice."""
    decision = state.decisions.get(DecisionId(event.about)) if event.what == "decision.closed" else None
    return Milestone("undone", number=int(decision.id[1:])) if decision else None


def _closed(state: Exercise, event: ev.DecisionClosed) -> Milestone:
    return _decision("passed" if event.outcome.passed else "failed")(state, event)


_OF: Final[Mapping[type[Any], Callable[[Exercise, Any], Milestone | None]]] = {
    ev.SeminarFollowed: _followed,
    ev.ProposalMade: _proposal,
    ev.SenseOpened: lambda state, e: Milestone("asked", _asked(state, e.target), number=e.number),
    ev.SenseClosed: lambda state, e: Milestone("sensed", _asked(state, e.target), number=e.number),
    ev.DecisionOpened: _decision("opened"),
    ev.DecisionClosed: _closed,
    ev.DecisionCancelled: _decision("cancelled"),
    ev.ActUndone: _undone,
    ev.SigningOpened: lambda _state, _e: Milestone("signing"),
    ev.SignatureGiven: lambda state, e: Milestone("signature", e.how, short(state, e.seat)),
    ev.SigningConcluded: lambda _state, e: Milestone("concluded", number=e.signed),
    ev.TextReopened: lambda _state, e: Milestone("reopened", number=e.voided),
    ev.InjectThrown: lambda state, e: Milestone("event", inject_at(state, e.inject).title),
    ev.LettersOpened: lambda _state, _e: Milestone("letters"),
    ev.StoryPublished: lambda _state, _e: Milestone("press"),
    ev.ReplayOpened: lambda _state, e: Milestone("replay", e.level),
}


def milestone(state: Exercise, event: ev.ExerciseEvent) -> Milestone | None:
    """What this public event is worth in a list, given the state after it; None for the many that are not in one."""
    found = _OF.get(type(event))
    return found(state, event) if found else None
