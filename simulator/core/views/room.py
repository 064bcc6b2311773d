"""The room as everybody sees it: step and clock, half-circle and floor, groups, pictures.

Parts of everybody hold nothing about the viewer, and no secret fits into their types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ..binding import is_closed
from ..clockwork import Clock
from ..ids import ClauseId, SeatId, split_ref
from ..rulebook import Slide
from ..sensing import asked_about, hidden_on, shown_marks
from ..state.exercise import Exercise
from ..state.stances import NEAREST
from ..tally import with_proxies
from .seating import hue, place_in_room, short


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the strip of the running order."""

    title: str
    minutes: int
    state: str  # done, now, later


@dataclass(frozen=True, slots=True)
class Head:
    """The line above everything: room, step, clock, and what the facilitator said to all."""

    scenario: str
    room: str
    step: str
    step_kind: str
    steps: tuple[StepMark, ...]
    clock: Clock
    notice: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A seat in the half-circle and in the table beside it."""

    seat: SeatId
    number: int
    name: str
    short: str
    sector: str
    hue: int
    votes: bool
    held: str  # person, bot, empty
    present: bool
    read: bool
    mark: str  # yes, with, no, aside, said, unsaid
    place: tuple[int, int]  # counted from 0 at the left end of the room, and how many there are


@dataclass(frozen=True, slots=True)
class Floor:
    """What the colors of the half-circle mean now."""

    kind: str  # nothing, clause, option, proposal, decision
    code: str
    title: str
    letter: str
    marks: tuple[tuple[str, int], ...]
    hidden: bool = False  # a sense check hides what is marked now
    over: bool = False  # the decision is counted, or was called off


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its place, as the wall and the bar tell it."""

    place: int
    kind: str
    members: tuple[tuple[str, int], ...]  # short name, hue
    scribe: str
    spokesperson: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Who sits where in this step."""

    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the step's activity; ``shown`` is on the wall."""

    slides: tuple[Slide, ...]
    shown: int


def head(state: Exercise) -> Head:
    """Room, step and clock."""
    steps = state.steps
    now = next((i for i, s in enumerate(steps) if s.id == state.step), -1)
    marks = tuple(
        StepMark(s.title, s.minutes, "now" if i == now else "done" if i < now else "later")
        for i, s in enumerate(steps)
    )
    step = state.current_step
    return Head(
        state.rulebook.title, state.room, step.title if step else "", step.kind if step else "", marks, state.clock,
        state.notice,
    )  # fmt: skip


def marks_on_floor(state: Exercise) -> Callable[[SeatId], str]:
    """What tells of a seat how it stands on what is on the floor. Ballots stay hidden until the decision closes."""
    decision = state.decisions.get(state.floor)  # type: ignore[call-overload]
    if decision:
        ballots = with_proxies(decision.electorate, decision.ballots)
        # a cancelled decision was never counted: its ballots stay hidden for good
        counted = decision.status in ("passed", "failed")
        return lambda seat: "unsaid" if seat not in ballots else ballots[seat].choice if counted else "said"
    clause, option = split_ref(state.floor)
    if clause in state.clauses and not option:
        of_options = [shown_marks(state, ref) for ref in state.rulebook.refs(clause)]
        return lambda seat: "said" if any(seat in marks for marks in of_options) else "unsaid"
    stances = shown_marks(state, state.floor)
    return lambda seat: NEAREST.get(stances[seat].value, stances[seat].value) if seat in stances else "unsaid"


def mark(state: Exercise, seat: SeatId) -> str:
    """How one seat stands on what is on the floor."""
    return marks_on_floor(state)(seat)


def shown_mark(state: Exercise, seat: SeatId) -> str:
    """The same as everybody sees it: where the agreement keeps to the room's count, only whether a seat has spoken."""
    found = mark(state, seat)
    by_ballot = state.floor in state.decisions
    return "said" if is_closed(state) and not by_ballot and found != "unsaid" else found


def dot(state: Exercise, seat: str) -> Dot:
    """A seat of the room."""
    place = state.seats[SeatId(seat)]
    organization = state.organization(place.id)
    held = "person" if place.person else "bot" if place.ruled else "empty"
    return Dot(
        place.id, organization.number, organization.name, organization.short, place.sector, hue(state, place.id),
        place.votes, held, place.present, place.read, shown_mark(state, place.id), place_in_room(state, place.id),
    )  # fmt: skip


def floor(state: Exercise) -> Floor:
    """What the room talks about, and how many seats stand where."""
    decision = state.decisions.get(state.floor)  # type: ignore[call-overload]
    votes = decision.electorate.members if decision else [s.id for s in state.seats.values() if s.votes]
    marks = tuple(sorted(Counter(map(marks_on_floor(state), votes)).items()))
    if decision:
        return Floor("decision", state.floor, "", "", marks, over=decision.status != "open")
    hidden = hidden_on(state, asked_about(state, state.floor)[0]) is not None
    if state.on_table(state.floor):
        return Floor("proposal", state.floor, "", "", marks, hidden)
    clause, option = split_ref(state.floor)
    if clause not in state.clauses:
        return Floor("nothing", "", "", "", ())
    found = state.rulebook.clause_of[clause]
    chosen = found.option(option)
    if chosen:
        return Floor("option", found.code, chosen.title, found.letter(option), marks, hidden)
    return Floor("clause", found.code, found.title, "", marks, hidden)


def groups(state: Exercise) -> Groups:
    """Who sits where in this step."""
    return Groups(tuple(
        GroupRow(
            g.place, g.kind, tuple((short(state, s), hue(state, s)) for s in g.members), short(state, g.scribe),
            short(state, g.spokesperson),
        )
        for g in state.groups
    ))  # fmt: skip


def clauses_now(state: Exercise) -> tuple[ClauseId, ...]:
    """The clauses in play that the step discusses."""
    step = state.current_step
    return tuple(c for c in (step.clauses if step else ()) if c in state.clauses)


def marked_now(state: Exercise, seat: SeatId, *, settled: bool = True) -> tuple[int, int]:
    """On how many of the options that the step discusses this seat has said where it stands, and how many there are;
    where ``settled`` is false, only of clauses that are still open."""
    refs = [
        r for c in clauses_now(state) if settled or c not in state.package for r in state.rulebook.refs(c)
    ]
    return sum(seat in state.stances.get(r, {}) for r in refs), len(refs)


def pictures(state: Exercise) -> Pictures:
    """The pictures of the step's activity."""
    step = state.current_step
    return Pictures(step.slides if step else (), state.slide)
