"""What lies on a party's own desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..state.desk import ACTS_KEPT, Act, Told, Worksheet
from ..state.exercise import Exercise
from .table import Evolvers


def _marked(state: Exercise, event: ev.WorksheetMarked) -> Exercise:
    founder, old = state.seats[event.seat].founder, state.worksheets.get(event.seat)
    sheet = old if old and old.founder == founder else Worksheet(founder)
    marks = {ref: mark for ref, mark in sheet.marks.items() if ref != event.option}
    if event.mark:
        marks[event.option] = event.mark
    return replace(state, worksheets={**state.worksheets, event.seat: Worksheet(founder, marks)})


def _noted(state: Exercise, event: ev.ActNoted) -> Exercise:
    act = Act(event.person, event.kind, event.target, event.choice, event.at)
    acts = (*state.acts.get(event.seat, ()), act)[-ACTS_KEPT:]
    return replace(state, acts={**state.acts, event.seat: acts})


def _told(state: Exercise, event: ev.FactTold) -> Exercise:
    return replace(state, told=(*state.told, Told(event.seat, event.fact, event.to, event.at)))


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.SeatLeft(seat):
            # who did what is between those who were there
            return replace(state, acts={s: acts for s, acts in state.acts.items() if s != seat})
    return state


EVOLVERS: Final[Evolvers] = {
    ev.WorksheetMarked: _marked,
    ev.ActNoted: _noted,
    ev.FactTold: _told,
    ev.SeminarFollowed: _followed,
}
