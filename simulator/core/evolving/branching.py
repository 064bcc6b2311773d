"""A copied log becomes a room of its own: what was agreed, said and asked stays; who was there does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import PersonId
from ..state.branching import Branch, GoesOn
from ..state.desk import Worksheet
from ..state.exercise import Exercise
from .table import Evolvers

NOBODY_YET: Final = PersonId("")


def _begun(state: Exercise, event: ev.BranchBegun) -> Exercise:
    seats = {
        key: replace(s, person=NOBODY_YET, people=(), present=False, founder=NOBODY_YET, asking=())
        for key, s in state.seats.items()
    }
    return replace(
        state, seminar=event.seminar, room=event.room, seats=seats,
        branch=Branch(event.origin, event.version, event.at),
        # what lies on a seat's worksheet waits for whoever takes the seat again
        worksheets={seat: Worksheet(NOBODY_YET, sheet.marks) for seat, sheet in state.worksheets.items()},
        # the running order was changed in the log of another seminar: nobody takes that back from here
        goes_on=(), followed=0, steered={}, orders=(), standing=(), swaps={}, acts={}, meetings={}, requests={},
        lines={}, looks={}, quiet=(), eyes_up=False, eyes_text="", flags={}, taken_out=(),
    )  # fmt: skip


def _told(state: Exercise, event: ev.BranchTold) -> Exercise:
    return replace(
        state, goes_on=(*state.goes_on, GoesOn(event.exercise, event.room, event.version, event.at))
    )


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.SeatHeld(seat, person) if seat in state.worksheets:
            sheet = state.worksheets[seat]
            if sheet.founder == NOBODY_YET:
                return replace(state, worksheets={**state.worksheets, seat: Worksheet(person, sheet.marks)})
    return state


EVOLVERS: Final[Evolvers] = {
    ev.BranchBegun: _begun,
    ev.BranchTold: _told,
    ev.SeminarFollowed: _followed,
}
