"""How a seminar's events change its state, and what of them a room has to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..agenda import Agenda, ordering_of
from ..clockwork import Clock
from ..events import seminar as ev
from ..ids import ExerciseId
from ..state.seminar import Room, Seminar, Settings
from . import moving, people
from .lobby import letters_rule
from .steered import ordered, steered


def _opened(state: Seminar, event: ev.SeminarOpened) -> Seminar:
    settings = Settings(event.help, event.bots, event.depth, event.talk, letters_rule(event.letters))
    return replace(state, rulebook_hash=event.rulebook_hash, settings=settings, step=event.step)


def _room(state: Seminar, event: ev.RoomOpened) -> Seminar:
    room = Room(event.room, event.name, event.cast, event.seats)
    return replace(state, rooms={**state.rooms, event.room: room})


def _branched(state: Seminar, event: ev.SeminarBranched) -> Seminar:
    room = replace(state.rooms[event.room], origin=event.origin, generation=event.generation)
    return replace(
        state, rooms={**state.rooms, event.room: room}, step=event.step, slide=event.slide, scene=event.scene,
        notice=event.notice, clock=event.clock, step_began=event.at if event.clock != Clock() else 0,
        agenda=Agenda(event.lengths, event.out),
    )  # fmt: skip


def _entered(state: Seminar, event: ev.StepEntered) -> Seminar:
    return replace(state, step=event.step, step_began=event.at, clock=event.clock, slide=0, scene="")


_EVOLVERS: Final[dict[type[Any], Callable[[Seminar, Any], Seminar]]] = {
    ev.SeminarOpened: _opened,
    ev.RoomOpened: _room,
    **people.EVOLVERS,
    **moving.EVOLVERS,
    ev.SeminarBranched: _branched,
    ev.StepEntered: _entered,
    ev.ClockChanged: lambda state, event: replace(state, clock=event.clock),
    ev.SlideShown: lambda state, event: replace(state, slide=event.slide),
    ev.SceneShown: lambda state, event: replace(state, scene=event.scene),
    ev.NoticeGiven: lambda state, event: replace(state, notice=event.text),
    ev.EyesChanged: lambda state, event: replace(state, eyes_up=event.up, eyes_text=event.text),
    ev.InjectCalled: lambda state, event: replace(state, called=(*state.called, event.inject)),
    ev.AgendaChanged: lambda state, event: replace(state, agenda=Agenda(event.lengths, event.out)),
    ev.HelpChanged: lambda state, event: replace(state, settings=replace(state.settings, help=event.mode)),
}


def evolve_seminar(state: Seminar, event: ev.SeminarEvent) -> Seminar:
    """The seminar after ``event``. Total; an event of a later release that is not known here changes nothing."""
    evolver = _EVOLVERS.get(type(event))
    after = evolver(state, event) if evolver else state
    said, version = _control(event), state.version + 1
    return replace(
        after, version=version, steered=steered(state.steered, said, version),
        orders=ordered(state.orders, said, version),
    )  # fmt: skip


def _agenda(event: ev.AgendaChanged) -> change.AgendaSet:
    before, after = Agenda(event.lengths_before, event.out_before), Agenda(event.lengths, event.out)
    why, step = ordering_of(before, after)
    return change.AgendaSet(
        after, why="order_back" if event.undoes else why, step=step, by=event.by, at=event.at, before=before,
        undoes=event.undoes,
    )  # fmt: skip


def _control(event: ev.SeminarEvent) -> change.SeminarChange | None:
    """What every room has to know of this event: the running order, its clock, and what is shown."""
    match event:
        case ev.StepEntered(step, at, clock, by):
            return change.StepBegun(step, clock, by=by, at=at)
        case ev.ClockChanged("held", before, clock):
            return change.ClockSet(clock, (clock.ends_at or 0) - (before.ends_at or 0))
        case ev.ClockChanged("event", before, clock, by, at):
            # time that was over is not made up for: what is given counts from now
            moved = (clock.left(at) or 0) - max(before.left(at) or 0, 0)
            return change.ClockSet(clock, why="event", by=by, at=at, moved=moved)
        case ev.InjectCalled(inject, by, at):
            return change.InjectCome(inject, by=by, at=at)
        case ev.ClockChanged(why, _, clock, by, at):
            return change.ClockSet(clock, why=why, by=by, at=at)
        case ev.SlideShown(slide, by, at):
            return change.SlideSet(slide, by=by, at=at)
        case ev.SceneShown(scene, by, at):
            return change.SceneSet(scene, by=by, at=at)
        case ev.NoticeGiven(text, by, at):
            return change.NoticeSet(text, by=by, at=at)
        case ev.EyesChanged(up, text, by, at):
            return change.EyesSet(up, text, by=by, at=at)
        case ev.HelpChanged(mode, by, at):
            return change.HelpSet(mode, by=by, at=at)
        case ev.AgendaChanged():
            return _agenda(event)
        case _:
            return None


def passed_on(event: ev.SeminarEvent, room: ExerciseId) -> change.SeminarChange | None:
    """What ``room`` has to know of this event; None where it does not concern the room."""
    return _control(event) or people.passed_on(event, room) or moving.passed_on(event, room)
