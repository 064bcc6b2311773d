"""What facilitators did last, the newest first, each with what it was about: so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..agenda import Order, Ordering
from ..ids import ClauseId, DecisionId, OptionId, PersonId, split_ref
from ..state.exercise import Exercise
from ..state.undo import Done, DoneKind, TakenOut
from .seating import short


@dataclass(frozen=True, slots=True)
class Happened:
    """One act. ``version`` is that of the room's log: who did it, and when, is read there. ``about`` in short: "C4 b";
    empty where the kind says it all. ``passed`` of a count. A change of the running order lies in the seminar's log,
    under the version ``order``: it says itself ``by`` whom and ``at`` what instant."""

    version: int
    kind: DoneKind | Ordering
    seat: str
    about: str
    passed: bool
    undone: bool
    order: int = 0
    by: PersonId = PersonId("")
    at: int = 0


@dataclass(frozen=True, slots=True)
class OutLine:
    """Somebody was taken out of the seminar. ``person`` is an opaque id; ``seat`` empty: they had none."""

    version: int
    act: int
    person: PersonId
    seat: str
    by: PersonId
    at: int
    undone: bool
    kind: Literal["person.removed"] = "person.removed"


def _option(state: Exercise, clause: ClauseId, option: OptionId) -> str:
    found = state.rulebook.clause_of[clause]
    return f"{found.code} {found.letter(option)}"


def _about(state: Exercise, done: Done) -> str:
    decision = state.decisions.get(DecisionId(done.target))
    if decision is not None:
        return ", ".join(_option(state, c, o) for c, o in decision.terms.items())
    if done.kind == "inject.thrown":
        return next((i.title for i in state.rulebook.injects if i.id == done.target), done.target)
    if done.kind == "stance.set":
        clause, option = split_ref(done.target)
        return _option(state, clause, option) if clause in state.clauses else done.target
    return ""


def _happened(state: Exercise, done: Done) -> Happened:
    seat = short(state, done.seat) if done.seat else ""
    decision = state.decisions.get(DecisionId(done.target))
    passed = decision is not None and decision.status == "passed"
    return Happened(done.version, done.kind, seat, _about(state, done), passed, done.undone)


def _out(state: Exercise, out: TakenOut) -> OutLine:
    seat = short(state, out.seat) if out.seat in state.seats else ""
    return OutLine(out.version, out.act, out.person, seat, out.by, out.at, out.undone)


def _ordered(state: Exercise, order: Order) -> Happened:
    step = state.rulebook.step_of.get(order.step)
    title = step.title if step else ""
    return Happened(order.place, order.why, "", title, False, order.undone, order.version, order.by, order.at)


def happened(state: Exercise) -> tuple[Happened | OutLine, ...]:
    """The newest acts of those who steer this room."""
    acts: tuple[Happened | OutLine, ...] = (
        *(_happened(state, d) for d in state.done),
        *(_out(state, t) for t in state.taken_out),
        *(_ordered(state, o) for o in state.orders),
    )
    return tuple(sorted(acts, key=lambda act: -act.version))
