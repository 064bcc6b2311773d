"""Who needs a facilitator: those who have not read, whose laptop is away, who wrote, and who has no seat yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..evolving.talk import MESSAGES_KEPT
from ..flagging import BY_HAND, seems_here
from ..ids import PersonId, SeatId
from ..state.exercise import Exercise
from ..work_plan import without_lead
from .helping import place_of
from .seating import short
from .talk import MessageLine, line

LETTERS_SHOWN = 12
"""The newest letters to the facilitators: more than one can answer while walking."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """What needs the facilitator, each with one action: unread briefs, laptops that
    are away or quiet, letters to the facilitator,
    critical tasks that nobody leads (title, who was asked)."""

    unread: tuple[tuple[SeatId, str, int], ...]  # seat, short name, table (0: none), as in the next two
    away: tuple[tuple[SeatId, str, int], ...]
    quiet: tuple[tuple[SeatId, str, int], ...]  # here, asked for something, no action for some minutes
    letters: tuple[MessageLine, ...]  # the newest, oldest first; the others are a link away
    unled: tuple[tuple[str, tuple[str, ...]], ...]
    doors: int  # people who would like to join a delegation or to have another role: they stand in a part of their own


@dataclass(frozen=True, slots=True)
class Newcomers:
    """People without a seat, who came first first, and the seats that nobody holds (id, number, short name)."""

    people: tuple[PersonId, ...]
    free: tuple[tuple[SeatId, int, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the room is: clauses adopted of those in play, seats taken of all."""

    room: str
    adopted: int
    clauses: int
    taken: int
    seats: int


def progress(state: Exercise) -> Progress:
    """How far the room is."""
    taken = sum(bool(s.person) for s in state.seats.values())
    return Progress(state.room, len(state.agreement), len(state.clauses), taken, len(state.seats))


def _doors(state: Exercise) -> int:
    return sum(len(s.asking) for s in state.seats.values()) + sum(
        not swap.to for swap in state.swaps.values()
    )


def alerts(state: Exercise) -> Alerts:
    """What needs the facilitator."""
    held = [s for s in state.seats.values() if s.person]

    def found(seats: Iterable[SeatId]) -> tuple[tuple[SeatId, str, int], ...]:
        return tuple((s, short(state, s), place_of(state, s)) for s in seats)

    unread = found(s.id for s in held if not s.read)
    # of whom a facilitator has said so they know
    away = found(s.id for s in held if not s.present and not {*state.flags.get(s.id, ())} & {*BY_HAND})
    quiet = found(s for s in state.quiet if seems_here(state, s))
    letters = sorted(
        (m for talk in state.messages.values() for m in talk[-MESSAGES_KEPT:] if m.channel == "facilitator"),
        key=lambda m: m.order,
    )
    unled = tuple(
        (t.title, tuple(short(state, s) for s in state.work.asked.get(t.id, {})))
        for t in without_lead(state)
        if state.signing.status != "concluded"
    )
    newest = tuple(line(state, m) for m in letters[-LETTERS_SHOWN:])
    return Alerts(unread, away, quiet, newest, unled, _doors(state))


def newcomers(state: Exercise) -> Newcomers:
    """Who joined and has no seat yet."""
    free = (
        (s.id, state.organization(s.id).number, short(state, s.id))
        for s in state.seats.values()
        if not s.person
    )
    return Newcomers(state.standing, tuple(free))
