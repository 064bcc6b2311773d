"""What a move is: who may make it, on which targets, within which bounds, and what then happens.

Every command of an exercise has one `Move`. `decide` and `permissions` both read it, so a button that is
shown is a command that is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .envelope import Actor, Envelope, Role
from .ids import ClauseId, OptionId, SeatId
from .refusals import RefusalCode, Refused
from .state.exercise import Exercise

TEXT_LIMIT = 500
SHORT_LIMIT = 200
AMOUNT_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a permitted command may contain.

    texts: most characters by field. required: text fields that may not be blank. values: what a field may hold.
    wants: values of a field that require another field not to be blank. seen: the version that must have been looked
    at. amount: least and most. terms: whether the command carries terms, which must be of clauses in play.
    """

    texts: Mapping[str, int] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wants: Mapping[str, str] = field(default_factory=dict)
    seen: int | str | None = None
    amount: tuple[int, int] | None = None
    terms: bool = False


def _no_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds()


def _one_target(_state: Exercise, _actor: Actor) -> Iterable[str]:
    return ("",)


def _anything(_state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of command: its gate (`roles`, `may`), its candidates (`targets`), its `bounds` and its effect."""

    command: type[Any]
    roles: frozenset[Role]
    effect: Callable[[Exercise, Any, Envelope], tuple[Any, ...]]
    may: Callable[[Exercise, Actor, SeatId, str], None] = _anything
    targets: Callable[[Exercise, Actor], Iterable[str]] = _one_target
    bounds: Callable[[Exercise, SeatId, str], Bounds] = _no_bounds
    target_field: str = ""
    for_seat: bool = True
    after_brief: bool = True
    while_paused: bool = False

    def target_of(self, command: object) -> str:
        """The target that a command of this kind names."""
        return str(getattr(command, self.target_field)) if self.target_field else ""


DELEGATES: frozenset[Role] = frozenset({"delegate", "facilitator", "bot"})
"""Moves of a seat: by its people, by the rules that play it, or recorded by a facilitator."""
PEOPLE: frozenset[Role] = frozenset({"delegate"})
"""Moves that nobody can make for a seat but its own people."""
FACILITATORS: frozenset[Role] = frozenset({"facilitator"})
SYSTEM: frozenset[Role] = frozenset({"system"})


def recorded(envelope: Envelope) -> bool:
    """Whether a facilitator entered this for somebody else."""
    return envelope.actor.role == "facilitator"


def require(condition: object, code: RefusalCode, **facts: object) -> None:
    """Refuse with ``code`` unless ``condition`` holds."""
    if not condition:
        raise Refused(code, **facts)


def in_full_depth(state: Exercise) -> None:
    """Refuse where the seminar is basic."""
    require(state.depth == "full", RefusalCode.NOT_IN_DEPTH)


def gate(move: Move, state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    """Refuse unless ``actor`` may make this move for ``seat`` on ``target`` now."""
    require(actor.role in move.roles, RefusalCode.NOT_ALLOWED)
    if move.for_seat:
        place = state.seats.get(seat)
        if place is None:
            # a facilitator may speak without a seat where the move says so (its `may` decides)
            require(actor.role == "facilitator" and seat == "", RefusalCode.SEAT_UNKNOWN, seat=seat)
        elif actor.role == "delegate":
            require(actor.seat == seat and actor.person in place.people, RefusalCode.NOT_YOURS)
            require(not move.after_brief or place.read, RefusalCode.BRIEF_UNREAD)
        elif actor.role == "bot":
            require(actor.seat == seat and place.ruled, RefusalCode.NOT_YOURS)
    if not move.while_paused and actor.role in ("delegate", "bot"):
        require(not state.clock.paused, RefusalCode.PAUSED)
    move.may(state, actor, seat, target)


def check_terms(state: Exercise, terms: Mapping[ClauseId, OptionId]) -> None:
    """Refuse terms that are empty or that name a clause not in play or an option that does not exist."""
    require(terms, RefusalCode.TERMS_EMPTY)
    for clause, option in terms.items():
        require(clause in state.clauses, RefusalCode.NOT_IN_PLAY, clause=clause)
        require(
            state.rulebook.clause_of[clause].option(option),
            RefusalCode.UNKNOWN_TARGET,
            target=f"{clause}.{option}",
        )


def check_bounds(bounds: Bounds, state: Exercise, command: Any) -> None:
    """Refuse a command whose contents are not within ``bounds``."""
    for name, most in bounds.texts.items():
        text = getattr(command, name)
        require(len(text) <= most, RefusalCode.TEXT_TOO_LONG, most=most, length=len(text))
        require(name not in bounds.required or text.strip(), RefusalCode.TEXT_EMPTY)
    for name, allowed in bounds.values.items():
        value = getattr(command, name)
        require(value in allowed, RefusalCode.BAD_VALUE, value=str(value)[:40])
        wanted = bounds.wants.get(value)
        require(wanted is None or getattr(command, wanted).strip(), RefusalCode.REASON_MISSING)
    if bounds.seen is not None:
        require(command.seen == bounds.seen, RefusalCode.STALE, seen=command.seen, now=bounds.seen)
    if bounds.amount is not None:
        least, most = bounds.amount
        require(least <= command.amount <= most, RefusalCode.AMOUNT, least=least, most=most)
    if bounds.terms:
        check_terms(state, command.terms)
