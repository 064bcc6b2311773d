"""The running order of one seminar: the scenario's steps with the minutes that this seminar gives them, and those that
it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from .ids import PersonId, StepId
from .rulebook import Rulebook, Step

SHORTEST, LONGEST = 1, 240  # minutes that a step may have
LEAST = 2  # minutes below which scaling does not go
LEAST_BREAK = 5
LATE_AFTER = 5 * 60_000  # milliseconds of the first step that nobody is said to have missed
GIVING = ("break", "slack")
"""Steps that give their minutes before any other loses one."""


ORDERS_KEPT = 10
"""So many of the newest changes can be put back; older ones are in the log."""
Ordering = Literal["order", "left_out", "put_in", "order_back"]
"""How a running order changed: its minutes, one step left out, one step put in again, a change taken back."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """``lengths`` are minutes that differ from the scenario's; ``out`` are the steps left out."""

    lengths: Mapping[StepId, int] = field(default_factory=dict)
    out: tuple[StepId, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A change of the running order that somebody made: ``before`` can be put back while it is still as ``after``.

    ``version`` is that of the seminar's log, ``place`` that of the room's, 0 in the seminar itself.
    """

    version: int
    why: Ordering
    step: StepId
    by: PersonId
    at: int
    before: Agenda
    after: Agenda
    undone: bool = False
    place: int = 0


def ordering_of(before: Agenda, after: Agenda) -> tuple[Ordering, StepId]:
    """What a change of the running order is called: one step came or went, or else minutes."""
    came, went = set(before.out) - set(after.out), set(after.out) - set(before.out)
    if len(came) + len(went) != 1:
        return "order", StepId("")
    return ("left_out", went.pop()) if went else ("put_in", came.pop())


def minutes_of(book: Rulebook, agenda: Agenda, step: StepId) -> int:
    """How long a step takes in this seminar; 0 where there is no such step."""
    found = book.step_of.get(step)
    return agenda.lengths.get(step, found.minutes) if found else 0


def steps_of(book: Rulebook, agenda: Agenda) -> tuple[Step, ...]:
    """The steps of this seminar with their minutes, in order, without those left out."""
    if not agenda.lengths and not agenda.out:
        return book.steps  # as nearly always; every page asks
    kept = (s for s in book.steps if s.id not in agenda.out)
    return tuple(replace(s, minutes=agenda.lengths.get(s.id, s.minutes)) for s in kept)


def is_late(steps: Sequence[Step], step: StepId, since: int) -> bool:
    """Whether somebody who comes in ``step`` missed something: the first step is over, or began ``since`` ms ago."""
    return step != steps[0].id or since > LATE_AFTER


def place_of(book: Rulebook, step: StepId) -> int:
    """Which step of the scenario this is, counted from 0; -1 before the first one."""
    return next((i for i, s in enumerate(book.steps) if s.id == step), -1)


def _least(step: Step) -> int:
    if step.kind == "slack":
        wanted = LEAST
    else:
        wanted = LEAST_BREAK if step.kind == "break" else max(LEAST, -(-step.minutes // 3))
    return min(step.minutes, wanted)


def scale(steps: Iterable[Step], total: int) -> tuple[dict[StepId, int], int]:
    """Minutes for each step that come to ``total``, and by how much they miss it (more than 0: too long).

    Every step starts at the least that makes sense, and each further minute goes to the step that is shortest against
    its own length: first to what is no break, then to the breaks, and beyond the scenario's own length to all. So one
    minute more never makes any step shorter, and the scenario's own length gives back its own minutes.
    """
    steps = tuple(steps)
    given = {s.id: _least(s) for s in steps}

    def waiting(most: Mapping[StepId, int], among: Iterable[Step]) -> list[Step]:
        return [s for s in among if given[s.id] < most[s.id]]

    own, ends = {s.id: s.minutes for s in steps}, {s.id: LONGEST for s in steps}
    firm = [s for s in steps if s.kind not in GIVING]
    for _ in range(total - sum(given.values())):
        hungry = waiting(own, firm) or waiting(own, steps) or waiting(ends, steps)
        if not hungry:
            break
        next_one = min(hungry, key=lambda s: (given[s.id] + 0.5) / max(1, s.minutes))
        given[next_one.id] += 1
    return given, sum(given.values()) - total
