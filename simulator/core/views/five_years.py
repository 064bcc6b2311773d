"""The five-year test as it is told: to everybody only as far as it has been, to those who steer all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..commands import exercise as cmd
from ..deciding.trial import COUNTED, WORTH
from ..envelope import Actor
from ..ids import NO_SEAT, ClauseId, OptionId, OptionRef, split_ref
from ..permissions import may
from ..state.exercise import Exercise
from ..state.trial import ToldYear, TrialResult
from .clauses import Term, term
from .screen import held
from .seating import short

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class YearCard:
    """One year of the typical run: what happened, what it met, which clause carried or failed. ``missing``: an option
    that would have helped, where none did; ``unpaid``: it is adopted, and nothing is pledged for it."""

    year: int
    state: str
    title: str
    story: str
    hits: str
    line: str
    weak: int
    party: str
    carried: Term | None
    failed: Term | None
    missing: Term | None
    unpaid: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """In how many runs the agreement stood after each year; ``change`` is what was settled otherwise for it."""

    stood: tuple[int, ...]
    strength: int
    change: Term | None


@dataclass(frozen=True, slots=True)
class FiveYears:
    """The test as far as it is told. ``in_force``: what is tested entered into force; ``wish``: what the room is asked,
    or has decided, to change for a second one."""

    stage: str  # none, begun, years, count, worth
    term: int
    runs: int
    years: tuple[YearCard, ...]
    curves: tuple[Curve, ...]
    ended: tuple[tuple[str, int], ...]
    worth: tuple[tuple[Term, int], ...]
    second: bool
    changed: Term | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class TrialDesk:
    """The facilitator's side: what can be done, the whole story, and what may be changed. ``held``: the scene hung by
    hand that keeps it off the wall."""

    shocks: int
    term: int
    running: bool
    tests: int
    told: int
    last: int
    can_run: bool
    can_change: bool
    signed: bool
    changed: Term | None
    asking: Term | None
    years: tuple[YearCard, ...]
    curves: tuple[Curve, ...]
    shares: tuple[int, int, int, int]  # settled, signed, led, funded, in per cent
    clauses: tuple[tuple[str, str, tuple[tuple[OptionRef, str, str], ...]], ...]
    held: str


def _term(state: Exercise, ref: OptionRef) -> Term | None:
    return term(state, *split_ref(ref)) if ref else None


def _adopted(options: Mapping[ClauseId, OptionId], ref: OptionRef) -> bool:
    clause, option = split_ref(ref)
    return bool(ref) and options.get(clause) == option


def _card(state: Exercise, options: Mapping[ClauseId, OptionId], told: ToldYear) -> YearCard:
    shock = next((s for s in state.rulebook.shocks if s.id == told.shock), None)
    return YearCard(
        told.year, told.state, shock.title if shock else "", shock.story if shock else "",
        shock.hits if shock else "", shock.line if shock else "", told.weak,
        short(state, told.seat) if told.seat in state.seats else "",
        _term(state, told.carried), _term(state, told.failed), _term(state, told.missing), _adopted(options,
        told.missing), )  # fmt: skip


def _change(state: Exercise) -> Term | None:
    made = state.trial.change
    return term(state, made.clause, made.option) if made else None


def _curves(state: Exercise, results: tuple[TrialResult, ...]) -> tuple[Curve, ...]:
    return tuple(Curve(r.stood, r.strength, _change(state) if n else None) for n, r in enumerate(results))


def five_years(state: Exercise) -> FiveYears:
    """What the room may know of the test: nothing of a year that has not been told."""
    trial, span = state.trial, state.rulebook.term
    newest = trial.results[-1] if trial.results and trial.told else None
    counted, weighed = trial.told >= span + COUNTED, trial.told >= span + WORTH
    stage = "none" if not trial.begun else "begun" if newest is None else "years"
    stage = "worth" if weighed else "count" if counted else stage
    titles = {s.id: s.title for s in state.rulebook.shocks}
    return FiveYears(
        stage, span, newest.runs if newest else 0,
        tuple(_card(state, newest.options, y) for y in newest.story[: trial.told]) if newest else (),
        _curves(state, trial.results) if counted else (),
        tuple((titles.get(key, key), n) for key, n in newest.ended[:3]) if newest and counted else (),
        tuple(sorted(((term(state, *split_ref(w.option)), w.months) for w in newest.worth), key=lambda pair: -pair[1]))
        if newest and weighed else (),
        trial.change is not None and (trial.call is not None or len(trial.results) > 1), _change(state),
        counted and state.signing.in_force,
    )  # fmt: skip


def trial_desk(state: Exercise) -> TrialDesk:
    """What the facilitator can do with the test, and what it found."""
    trial, book = state.trial, state.rulebook
    newest = trial.results[-1] if trial.results and trial.call is None else None
    open_now = state.open_decision
    clauses = tuple(
        (book.clause_of[c].code, book.clause_of[c].title, tuple(
            (ref, book.clause_of[c].letter(split_ref(ref)[1]), book.option_at(ref).title)  # type: ignore[union-attr]
            for ref in book.refs(c) if state.package.get(c) != OptionId(split_ref(ref)[1])
        ))
        for c in state.clauses
    )  # fmt: skip
    first = next((ref for _, _, options in clauses for ref, _, _ in options), OptionRef(""))
    return TrialDesk(
        len(book.shocks), book.term, trial.call is not None, len(trial.results), trial.told, book.term + WORTH,
        may(state, STEERING, cmd.RunTrial, NO_SEAT),
        bool(trial.told > book.term) and may(state, STEERING, cmd.ChangeForTrial, NO_SEAT, first),
        state.signing.status == "concluded", _change(state),
        _term(state, trial.wish) if open_now and open_now.id in trial.asked else None,
        tuple(_card(state, newest.options, y) for y in newest.story) if newest else (), _curves(state, trial.results),
        (newest.settled, newest.signed, newest.led, newest.funded) if newest else (0, 0, 0, 0), clauses,
        held(state, "years"),
    )  # fmt: skip
