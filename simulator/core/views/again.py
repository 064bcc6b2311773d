"""What a party is told that signed a text which was reopened: whether its part changed since, and what of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..agreement_text import part_hash
from ..ids import ClauseId, OptionId, PledgeId, SeatId
from ..rulebook import ResourceKind
from ..state.exercise import Exercise
from ..state.plan import Share
from ..state.resources import Pledge
from ..work_plan import share_of
from .clauses import clause_numbers


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that reads otherwise now; ``before`` is the option's letter then, empty where the clause was open, as
    ``now`` is where it is open again."""

    number: str
    title: str
    before: str
    now: str
    option: str


@dataclass(frozen=True, slots=True)
class PledgeChange:
    """A pledge of the party's own that is otherwise now, in the units of its kind; 0 where there was or is none."""

    kind: ResourceKind
    line: str
    before: int
    now: int
    note: str
    years_before: tuple[int, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkChange:
    """A task of which the party's own share is otherwise now; staff in tenths of a post."""

    title: str
    led: bool
    leads: bool
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Again:
    """An answer that fell with a reopening, and what changed since in the party's part."""

    kind: str  # sign, reserve, decline
    note: str
    unchanged: bool
    clauses: tuple[ClauseChange, ...]
    pledges: tuple[PledgeChange, ...]
    work: tuple[WorkChange, ...] = ()


def part_stands(state: Exercise, seat: SeatId) -> bool:
    """Whether the part of a party whose signature fell is word for word what it signed."""
    return state.signing.fallen[seat].signature.part_hash == part_hash(state, seat)


def _clause_changes(
    state: Exercise, before: dict[ClauseId, OptionId], wording: Mapping[ClauseId, str]
) -> Iterator[ClauseChange]:
    numbers = clause_numbers(state)
    for clause_id, settled in state.agreement.items():
        adopted = settled.option
        clause, old = state.rulebook.clause_of[clause_id], before.get(clause_id)
        chosen = clause.option(adopted)
        if chosen and (adopted, settled.wording) != (old, wording.get(clause_id, "")):
            yield ClauseChange(
                numbers[clause_id], clause.title, clause.letter(old) if old else "", clause.letter(adopted),
                chosen.title,
            )  # fmt: skip
    # what an event opened again, and nobody has settled since
    for clause_id in (c for c in before if c not in state.agreement):
        clause = state.rulebook.clause_of[clause_id]
        yield ClauseChange(numbers[clause_id], clause.title, clause.letter(before[clause_id]), "", "")


def _said(pledge: Pledge) -> tuple[object, ...]:
    return pledge.amount, pledge.note, pledge.condition, pledge.only_if, pledge.years


def _pledge_changes(before: Iterable[Pledge], now: Iterable[Pledge]) -> Iterator[PledgeChange]:
    old: dict[PledgeId, Pledge] = {p.id: p for p in before}
    new: dict[PledgeId, Pledge] = {p.id: p for p in now}
    for key in old | new:
        was, is_now = old.get(key), new.get(key)
        if was is None or is_now is None or _said(was) != _said(is_now):
            either = is_now or was
            assert either  # one of the two has the key
            yield PledgeChange(
                either.kind, either.line, was.amount if was else 0, is_now.amount if is_now else 0,
                is_now.note if is_now else "", (was or either).years, either.years,
            )  # fmt: skip


def _work_changes(state: Exercise, before: Iterable[Share], now: Iterable[Share]) -> Iterator[WorkChange]:
    plan = state.rulebook.plan
    title = {t.id: t.title for t in plan.tasks} if plan else {}
    old, new = {s.task: s for s in before}, {s.task: s for s in now}
    for key in old | new:
        was, is_now = old.get(key, Share(key, False, 0)), new.get(key, Share(key, False, 0))
        if was != is_now:
            yield WorkChange(title[key], was.leads, is_now.leads, was.staff, is_now.staff)


def sign_again(state: Exercise, seat: SeatId) -> Again | None:
    """For a party that is asked again: what it answered before and what changed since; None for everybody else."""
    signing, fallen = state.signing, state.signing.fallen.get(seat)
    if fallen is None or signing.status != "open" or seat in signing.signatures:
        return None
    own = [p for p in state.pledges.values() if p.seat == seat]
    return Again(
        fallen.signature.kind, fallen.signature.note, part_stands(state, seat),
        tuple(sorted(_clause_changes(state, dict(fallen.options), fallen.wording), key=lambda c: _place(c.number))),
        tuple(_pledge_changes(fallen.pledges, own)),
        tuple(_work_changes(state, fallen.work, share_of(state, seat))),
    )  # fmt: skip


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(n) for n in number.split("."))


def asked_again(state: Exercise) -> tuple[int, int]:
    """How many whose signature fell and counts are still asked, and how many of them may simply sign again."""
    signing = state.signing
    if signing.status != "open":
        return 0, 0
    asked = [
        s
        for s, f in signing.fallen.items()
        if f.signature.kind != "decline" and s not in signing.signatures and s in signing.electorate
    ]
    return len(asked), sum(part_stands(state, s) for s in asked)
