"""How marks come and go, and what is on the floor."""

from __future__ import annotations

from typing import Final

from ..copying import changed
from ..events import exercise as ev
from ..ids import SeatId
from ..seminar_change import SeatHeld
from ..state.exercise import Exercise
from ..state.stances import Stance
from .table import Evolvers


def _stance(state: Exercise, event: ev.StanceSet) -> Exercise:
    marks = {s: stance for s, stance in state.stances.get(event.target, {}).items() if s != event.seat}
    if event.value is not None:
        marks[event.seat] = Stance(
            event.value, event.reason, event.seen, event.recorded, event.bot, state.version, event.moves
        )
    return changed(state, stances={**state.stances, event.target: marks})


def _without_played(state: Exercise, seat: SeatId) -> Exercise:
    """Without the marks that the rules made for a seat that a person takes now."""
    stances = {
        target: {s: mark for s, mark in marks.items() if s != seat or not mark.bot}
        for target, marks in state.stances.items()
    }
    return changed(state, stances=stances)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case SeatHeld(seat):
            return _without_played(state, seat)
    return state


EVOLVERS: Final[Evolvers] = {
    ev.StanceSet: _stance,
    ev.FloorPut: lambda state, e: changed(state, floor=e.target, called=state.calling(e.target)),
    ev.SeminarFollowed: _followed,
}
