"""The speakers' list as it changes. A turn rests while the room is paused and loses nothing to a gap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..clockwork import Clock
from ..events import exercise as ev
from ..ids import NO_SEAT, SeatId
from ..state.exercise import Exercise
from ..state.speaking import Speaking
from .table import Evolvers


def _with(state: Exercise, **changes: Any) -> Exercise:
    return replace(state, speaking=replace(state.speaking, **changes))


def _off_list(state: Exercise, seat: SeatId) -> Exercise:
    now = state.speaking
    return _with(
        state,
        waiting=tuple(s for s in now.waiting if s != seat),
        points=tuple(s for s in now.points if s != seat),
        invited=tuple(s for s in now.invited if s != seat),
    )


def _asked(state: Exercise, event: ev.FloorAsked) -> Exercise:
    state = _off_list(state, event.seat)
    if event.point:
        return _with(state, points=(*state.speaking.points, event.seat))
    return _with(state, waiting=(*state.speaking.waiting, event.seat))


def _started(state: Exercise, event: ev.TurnStarted) -> Exercise:
    turn = state.speaking.seconds * 1000
    return _with(_off_list(state, event.seat), speaker=event.seat, clock=event.clock, turn=turn)


def _invited(state: Exercise, event: ev.SpeakerInvited) -> Exercise:
    state = _off_list(state, event.seat)
    return _with(state, invited=(event.seat, *state.speaking.invited))


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.StepBegun():
            return replace(state, speaking=Speaking(seconds=state.speaking.seconds))
        case change.ClockSet(clock, gap) if state.speaking.speaker:
            return _with(state, clock=state.speaking.clock.following(state.clock, clock, gap))
        case change.SeatLeft(seat):
            state = _off_list(state, seat)
            return _with(state, speaker=NO_SEAT, clock=Clock()) if state.speaking.speaker == seat else state
    return state


EVOLVERS: Final[Evolvers] = {
    ev.FloorAsked: _asked,
    ev.ListLeft: lambda state, e: _off_list(state, e.seat),
    ev.TurnStarted: _started,
    ev.TurnEnded: lambda state, _e: _with(state, speaker=NO_SEAT, clock=Clock()),
    ev.SpeakerInvited: _invited,
    ev.TurnSet: lambda state, e: _with(state, seconds=e.seconds),
    ev.SeminarFollowed: _followed,
}
