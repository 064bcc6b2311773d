"""How a seminar's events change its state, and what of them a room has to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import seminar as ev
from ..ids import ExerciseId
from ..state.seminar import Room, Seminar, Settings
from . import people
from .lobby import letters_rule


def _opened(state: Seminar, event: ev.SeminarOpened) -> Seminar:
    settings = Settings(event.help, event.bots, event.depth, event.talk, letters_rule(event.letters))
    return replace(state, rulebook_hash=event.rulebook_hash, settings=settings, step=event.step)


def _room(state: Seminar, event: ev.RoomOpened) -> Seminar:
    room = Room(event.room, event.name, event.cast, event.seats)
    return replace(state, rooms={**state.rooms, event.room: room})


def _entered(state: Seminar, event: ev.StepEntered) -> Seminar:
    return replace(state, step=event.step, step_began=event.at, clock=event.clock, slide=0, scene="")


_EVOLVERS: Final[dict[type[Any], Callable[[Seminar, Any], Seminar]]] = {
    ev.SeminarOpened: _opened,
    ev.RoomOpened: _room,
    **people.EVOLVERS,
    ev.StepEntered: _entered,
    ev.ClockChanged: lambda state, event: replace(state, clock=event.clock),
    ev.SlideShown: lambda state, event: replace(state, slide=event.slide),
    ev.SceneShown: lambda state, event: replace(state, scene=event.scene),
    ev.NoticeGiven: lambda state, event: replace(state, notice=event.text),
    ev.EyesChanged: lambda state, event: replace(state, eyes_up=event.up, eyes_text=event.text),
    ev.HelpChanged: lambda state, event: replace(state, settings=replace(state.settings, help=event.mode)),
}


def evolve_seminar(state: Seminar, event: ev.SeminarEvent) -> Seminar:
    """The seminar after ``event``. Total; an event of a later release that is not known here changes nothing."""
    evolver = _EVOLVERS.get(type(event))
    after = evolver(state, event) if evolver else state
    return replace(after, version=state.version + 1)


def passed_on(event: ev.SeminarEvent, room: ExerciseId) -> change.SeminarChange | None:
    """What ``room`` has to know of this event; None where it does not concern the room."""
    match event:
        case ev.StepEntered(step, _, clock):
            return change.StepBegun(step, clock)
        case ev.ClockChanged("held", before, clock):
            return change.ClockSet(clock, (clock.ends_at or 0) - (before.ends_at or 0))
        case ev.ClockChanged(_, _, clock):
            return change.ClockSet(clock)
        case ev.SlideShown(slide):
            return change.SlideSet(slide)
        case ev.SceneShown(scene):
            return change.SceneSet(scene)
        case ev.NoticeGiven(text):
            return change.NoticeSet(text)
        case ev.EyesChanged(up, text):
            return change.EyesSet(up, text)
        case ev.HelpChanged(mode):
            return change.HelpSet(mode)
        case _:
            return people.passed_on(event, room)
