"""What changes with a table's pen, sheet and report, and with whatever lets a group hand in or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...state.exercise import Exercise
from .reach import Dirty, Touched, played, to_room, to_screen, to_seat, to_seats, to_steering

MINE = ("mysheet", "myreport")


def _members(state: Exercise, name: str, *keys: str) -> Iterator[Dirty]:
    members = next((g.members for g in state.groups if g.id == name), ())
    for seat in played(state):
        if seat in members:
            yield from to_seat(seat, *keys)


def _role(state: Exercise, event: ev.RoleGiven) -> Iterator[Dirty]:
    yield from to_room("groups", "speakers")
    yield from to_steering("tables", "turns")
    yield from _members(state, event.group, "bar", *MINE)
    # a spokesperson goes before others on the list
    yield from to_seats(state, "myturn")


def _written(state: Exercise, event: ev.SheetWritten) -> Iterator[Dirty]:
    yield from to_steering("tables")
    yield from _members(state, event.group, "mysheet")


def _handed_in(state: Exercise, event: ev.ProposalMade | ev.ProposalRevised) -> Iterator[Dirty]:
    if event.audience:
        return  # some seats' own, and no group's
    yield from to_steering("tables")
    yield from _members(state, state.proposals[event.proposal].group, "mysheet")


def _reported(state: Exercise, event: ev.ReportGiven) -> Iterator[Dirty]:
    yield from to_steering("tables")
    yield from _members(state, event.group, "myreport")
    if not event.audience:
        yield from to_room("reports")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.StepBegun():
            yield from to_room("reports")
            yield from to_steering("tables")
            yield from to_seats(state, *MINE)
        case change.SeatHeld() if event.groups:
            # somebody came late and sat down
            yield from to_room("groups")
            yield from to_steering("tables")
            yield from to_seats(state, "bar")
        case change.SeatHeld() | change.SeatLeft():
            # whether people sit at a table, or rules alone
            yield from to_steering("tables")
        case change.SceneSet():
            yield from to_room("reports")
            yield from to_screen("scene")
            yield from to_seats(state, "myreport")
        case change.ClockSet():
            yield from to_seats(state, *MINE)


def _sheets(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_seats(state, "mysheet")
    yield from to_steering("tables")


TOUCHED: Final[Touched] = {
    ev.RoleGiven: _role,
    ev.SheetWritten: _written,
    ev.ReportGiven: _reported,
    ev.ProposalMade: _handed_in,
    ev.ProposalRevised: _handed_in,
    ev.ProposalWithdrawn: lambda state, event: iter(()) if event.audience else _sheets(state, event),
    ev.DecisionOpened: _sheets,
    ev.DecisionClosed: _sheets,
    ev.DecisionCancelled: _sheets,
    ev.ClauseAdopted: _sheets,
    ev.SigningOpened: _sheets,
    ev.TextReopened: _sheets,
    ev.SigningConcluded: _sheets,
    ev.SeminarFollowed: _followed,
}
