"""A room as one card and one row of a table, for those who watch over several rooms at once."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..flagging import seems_here
from ..state.exercise import Exercise
from ..tally import electors, with_proxies
from .helping import help_desk
from .room import clauses_now, marked_now
from .unfinished import Unfinished, unfinished


@dataclass(frozen=True, slots=True)
class RoomCard:
    """How a room is: its step and clock, its people, its marks, the open decision, who waits for help, and what holds
    it up."""

    room: str
    step: str
    clock: Clock
    here: int
    away: int
    read: int
    marked: int
    to_mark: int
    adopted: int
    clauses: int
    open: bool
    cast: int
    voters: int
    helping: int
    place: int  # the table of who waits longest for help, 0 for none
    holds_up: Unfinished | None


@dataclass(frozen=True, slots=True)
class RoomRow:
    """What a room has adopted, in the order of the agreement: code, title, letter and option; empty while open."""

    room: str
    cells: tuple[tuple[str, str, str, str], ...]


def room_card(state: Exercise, _id: str) -> RoomCard:
    """How a room is."""
    held = [s for s in state.seats.values() if s.person]
    tasks, step = unfinished(state), state.current_step
    marks = [marked_now(state, s.id) for s in held] if clauses_now(state) else []
    decision = state.open_decision
    voters = electors(decision.rule, decision.electorate) if decision else ()
    voted = with_proxies(decision.electorate, decision.ballots) if decision else {}
    waiting = [r for r in help_desk(state).waiting if r.plea.status != "answered"]
    return RoomCard(
        state.room, step.title if step else "", state.clock, sum(seems_here(state, s.id) for s in held),
        sum(not seems_here(state, s.id) for s in held), sum(s.read for s in held), sum(m for m, _ in marks),
        sum(of for _, of in marks), len(state.agreement), len(state.clauses), decision is not None,
        sum(s in voted for s in voters), len(voters), len(waiting), waiting[0].place if waiting else 0,
        tasks[0] if tasks else None,
    )  # fmt: skip


def room_row(state: Exercise, _id: str) -> RoomRow:
    """What a room has adopted."""
    cells = []
    for clause in state.clauses:
        found, adopted = state.rulebook.clause_of[clause], state.agreement.get(clause)
        chosen = found.option(adopted.option) if adopted else None
        letter = found.letter(adopted.option) if adopted else ""
        cells.append((found.code, found.title, letter, chosen.title if chosen else ""))
    return RoomRow(state.room, tuple(cells))
