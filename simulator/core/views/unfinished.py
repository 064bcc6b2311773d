"""What the room still has to do, and who of which table: names where a facilitator can walk to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..flagging import seems_here
from ..ids import SeatId
from ..state.exercise import Exercise
from ..tally import electors, with_proxies
from .helping import place_of
from .room import clauses_now
from .seating import hue, short
from .tables import sheet_state

Task = Literal["sign", "vote", "hand_in", "mark", "read"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A seat that has not done it yet."""

    seat: SeatId
    short: str
    hue: int
    present: bool


@dataclass(frozen=True, slots=True)
class TableMissing:
    """Who is missing at one table; 0 where people do not sit in groups."""

    place: int
    names: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One task of the moment: how many of those who are asked have done it, and the others by table."""

    task: Task
    done: int
    of: int
    tables: tuple[TableMissing, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everybody who has not done it yet."""
        return tuple(m for table in self.tables for m in table.names)


def _task(state: Exercise, task: Task, asked: Iterable[SeatId], missing: Iterable[SeatId]) -> Unfinished:
    lacking = tuple(s for s in missing if state.seats[s].person)
    tables: dict[int, list[Missing]] = {}
    for s in lacking:
        found = Missing(s, short(state, s), hue(state, s), seems_here(state, s))
        tables.setdefault(place_of(state, s), []).append(found)
    of = sum(bool(state.seats[s].person) for s in asked)
    by_place = sorted(tables.items(), key=lambda item: item[0] or 1_000)  # who sits nowhere comes last
    return Unfinished(task, of - len(lacking), of, tuple(TableMissing(p, tuple(n)) for p, n in by_place))


def _silent(state: Exercise, seat: SeatId) -> bool:
    """Whether this seat has marked nothing on one of the clauses that the step discusses."""
    return any(
        not any(seat in state.stances.get(ref, {}) for ref in state.rulebook.refs(clause))
        for clause in clauses_now(state)
        if clause not in state.agreement
    )


def _all(state: Exercise) -> Iterator[Unfinished]:
    held = [s.id for s in state.seats.values() if s.person]
    if state.signing.status == "open":
        asked = state.signing.electorate
        yield _task(state, "sign", asked, [s for s in asked if s not in state.signing.signatures])
    decision = state.open_decision
    if decision:
        voters = electors(decision.rule, decision.electorate)
        voted = with_proxies(decision.electorate, decision.ballots)
        yield _task(state, "vote", voters, [s for s in voters if s not in voted])
    if clauses_now(state) and state.signing.status == "closed":
        tables = [g for g in state.groups if g.kind != "caucus"]
        late = [g.scribe for g in tables if sheet_state(state, g) in ("empty", "draft")]
        yield _task(state, "hand_in", [g.scribe for g in tables], late)
        yield _task(state, "mark", held, [s for s in held if _silent(state, s)])
    yield _task(state, "read", held, [s for s in held if not state.seats[s].read])


def unfinished(state: Exercise) -> tuple[Unfinished, ...]:
    """What is still to be done now, the most pressing first. Whoever writes for a table stands for it."""
    return tuple(task for task in _all(state) if task.tables)
