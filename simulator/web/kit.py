"""The printed kit: what its sheets say, as plain values. Nothing here is confidential; role cards alone are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.core.deciding.decisions import electorate, rule_now
from simulator.core.groups import form_groups
from simulator.core.ids import PersonId, SeatId, SectorCode, StepId
from simulator.core.rulebook import Clause, Rule, Step
from simulator.core.state.exercise import Exercise
from simulator.core.tally import Electorate, electors

from .organizations import public_facts

Facts = dict[str, object]
SOMEBODY = PersonId("somebody")
GROUPED = ("caucus", "mixed")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organization sits in a step; ``caucus`` is empty at a mixed table."""

    at: StepId
    step: str
    place: int
    caucus: str


@dataclass(frozen=True, slots=True)
class CaucusRows:
    """The lines of a caucus on the tally sheet."""

    code: str
    name: str
    hue: int
    rows: tuple[Facts, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the running order with its times, in minutes after midnight."""

    step: Step
    begins: int
    ends: int
    clauses: tuple[Clause, ...]


def all_came(state: Exercise) -> Exercise:
    """The room as it would be if somebody sat in every seat: what is printed the evening before."""
    seats = {
        key: seat if seat.person else replace(seat, person=SOMEBODY, people=(SOMEBODY,), present=True)
        for key, seat in state.seats.items()
    }
    return replace(state, seats=seats)


def seats_of(state: Exercise, caucus: str) -> list[Facts]:
    """The organizations of a room, or of one caucus of it."""
    return [public_facts(state.rulebook, s) for s, seat in state.seats.items() if caucus in ("", seat.sector)]


def grouped_steps(state: Exercise) -> tuple[Step, ...]:
    """The steps in which people sit in groups."""
    return tuple(s for s in state.steps if s.groups in GROUPED)


def step_names(steps: Sequence[Step]) -> dict[StepId, str]:
    """Names of steps for narrow columns: what stands before the colon, where that tells them apart."""
    heads = {s.id: s.title.partition(":")[0].strip() for s in steps}
    seen = Counter(heads.values())
    return {s.id: heads[s.id] if seen[heads[s.id]] == 1 else s.title for s in steps}


def places(state: Exercise) -> dict[SeatId, list[Place]]:
    """For each seat where it sits in each step with groups: as people sit now, or as the program would place them."""
    found: dict[SeatId, list[Place]] = {seat: [] for seat in state.seats}
    names = step_names(grouped_steps(state))
    for step in grouped_steps(state):
        groups = state.groups if step.id == state.step and state.groups else form_groups(state, step)
        for group in groups:
            sector = state.rulebook.sector_of.get(SectorCode(state.caucus_of(group)))
            for seat in group.members:
                found[seat].append(Place(step.id, names[step.id], group.place, sector.name if sector else ""))
    return found


def voters(state: Exercise, caucus: str) -> list[Facts]:
    """The organizations that get ballots: those with a vote, whatever the rule."""
    return [facts for facts in seats_of(state, caucus) if facts["votes"]]


def counted(state: Exercise) -> tuple[Rule, Electorate, tuple[CaucusRows, ...]]:
    """The rule in force, who could vote under it, and their lines on the tally sheet by caucus."""
    rule, who = rule_now(state), electorate(state)
    able = electors(rule, who)
    rows = (
        CaucusRows(
            sector.code, sector.name, sector.hue,
            tuple(public_facts(state.rulebook, s) for s in able if who.caucus[s] == sector.code),
        )
        for sector in state.rulebook.sectors
    )  # fmt: skip
    return rule, who, tuple(r for r in rows if r.rows)


def articles(state: Exercise) -> list[tuple[str, list[Clause]]]:
    """The clauses in play under the titles of their articles."""
    book = state.rulebook
    found = [(f"{a.number}. {a.title}", [book.clause_of[c] for c in a.clauses if c in state.clauses])
             for a in book.articles]  # fmt: skip
    return [(title, clauses) for title, clauses in found if clauses]


def minutes_of(text: str, otherwise: int = 9 * 60) -> int:
    """ "14:30" in minutes after midnight; ``otherwise`` where it is no time of day."""
    hours, _, minutes = text.partition(":")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return otherwise
    return int(hours) * 60 + int(minutes) if int(hours) < 24 and int(minutes) < 60 else otherwise


def timetable(state: Exercise, start: int, steps: Iterable[Step]) -> list[Line]:
    """The running order from a start on, step after step without a gap."""
    lines, at = [], start
    for step in steps:
        clauses = tuple(state.rulebook.clause_of[c] for c in step.clauses if c in state.clauses)
        lines.append(Line(step, at, at + step.minutes, clauses))
        at += step.minutes
    return lines
