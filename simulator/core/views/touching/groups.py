"""What changes when people who sit together write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import GroupId, SeatId
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_seat, to_seats, to_steering


def _members(state: Exercise, group: GroupId) -> tuple[SeatId, ...]:
    return next((g.members for g in state.groups if g.id == group), ())


def _at_table(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    """Somebody came to a table or left it."""
    yield from to_steering("tables")
    group = state.group_of(seat)
    for member in group.members if group else ():
        yield from to_seat(member, "table")


def _named(state: Exercise, event: ev.RoleNamed) -> Iterator[Dirty]:
    yield from to_room("groups")
    yield from to_steering("tables")
    for seat in _members(state, event.group):
        yield from to_seat(seat, "bar", "table")


def _written(
    state: Exercise, event: ev.GroupDrafted | ev.GroupHandedIn | ev.GroupReported
) -> Iterator[Dirty]:
    yield from to_steering("tables")
    for seat in _members(state, event.group):
        yield from to_seat(seat, "table")


def _reported(state: Exercise, event: ev.GroupReported) -> Iterator[Dirty]:
    yield from _written(state, event)
    if event.shown:
        yield from to_room("reports")


def _freed(state: Exercise, _event: Any) -> Iterator[Dirty]:
    """What may be written changed: a decision opened or ended, the text froze or thawed, a proposal came or went."""
    yield from to_seats(state, "table")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld(seat) | change.SeatLeft(seat):
            yield from _at_table(state, seat)
            if event.groups:
                yield from to_room("groups")
                for member in _members(state, next(g.id for g in event.groups if seat in g.members)):
                    yield from to_seat(member, "bar")
        case change.StepBegun():
            yield from to_room("reports")
            yield from to_steering("tables")
            yield from to_seats(state, "table")
        case change.SceneSet():
            yield from to_room("reports")
        case change.ClockSet():
            yield from to_seats(state, "table")


def _present(state: Exercise, event: ev.PresenceMarked) -> Iterator[Dirty]:
    yield from _at_table(state, event.seat)


TOUCHED: Final[Touched] = {
    ev.RoleNamed: _named,
    ev.GroupDrafted: _written,
    ev.GroupHandedIn: _written,
    ev.GroupReported: _reported,
    ev.ProposalWithdrawn: _freed,
    ev.DecisionOpened: _freed,
    ev.DecisionClosed: _freed,
    ev.DecisionCancelled: _freed,
    ev.SigningOpened: _freed,
    ev.TextReopened: _freed,
    ev.SigningConcluded: _freed,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: _present,
}
