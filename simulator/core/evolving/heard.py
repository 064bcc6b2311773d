"""Answers of seats and time spoken as they come in. A new step closes the questions; a pause ends what is tapped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..hearing import spoken_by
from ..state.exercise import Exercise
from ..state.heard import Answer, Heard, HeardRound, Talking
from .table import Evolvers


def _with(state: Exercise, **changes: Any) -> Exercise:
    return replace(state, heard=replace(state.heard, **changes))


def _asked(state: Exercise, event: ev.HeardAsked) -> Exercise:
    made = HeardRound(event.round, event.step, event.seats, event.at)
    return _with(state, rounds=(*state.heard.rounds, made))


def _round(state: Exercise, key: str, **changes: Any) -> Exercise:
    rounds = (replace(r, **changes) if r.id == key else r for r in state.heard.rounds)
    return _with(state, rounds=tuple(rounds))


def _answered(state: Exercise, event: ev.HeardAnswered) -> Exercise:
    answer = Answer(event.heard, event.note, event.changed, event.nobody, event.at)
    held = next(r for r in state.heard.rounds if r.id == event.round).answers
    answers = {seat: a for seat, a in held.items() if seat != event.seat}
    if answer != Answer(at=event.at):
        answers[event.seat] = answer
    return _round(state, event.round, answers=answers)


def _closed(state: Exercise, key: str) -> Exercise:
    return _round(state, key, open=False)


def _counted(state: Exercise, event: Any) -> Exercise:
    """The time of those who have finished speaking with this event."""
    for seat, spoken in spoken_by(state, event):
        now = state.heard
        state = _with(
            state,
            spoken={**now.spoken, seat: now.spoken.get(seat, 0) + spoken},
            spoken_now={**now.spoken_now, seat: now.spoken_now.get(seat, 0) + spoken},
            turns={**now.turns, seat: now.turns.get(seat, 0) + 1},
        )
    return state


def _tapped(state: Exercise, event: ev.SpeakerTapped) -> Exercise:
    state = _counted(state, event)
    talking = {group: t for group, t in state.heard.talking.items() if group != event.group}
    if event.who:
        talking[event.group] = Talking(event.who, event.at)
    return _with(state, talking=talking)


def _held(now: Heard, gap: int) -> Heard:
    return replace(now, talking={g: Talking(t.seat, t.since + gap) for g, t in now.talking.items()})


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    state = _counted(state, event)
    match event.change:
        case change.StepBegun():
            state = _closed(state, state.heard.rounds[-1].id) if state.heard.rounds else state
            return _with(state, talking={}, spoken_now={})
        case change.ClockSet(clock) if clock.paused:
            return _with(state, talking={})
        case change.ClockSet(_, gap) if gap:
            return replace(state, heard=_held(state.heard, gap))
        case change.SeatLeft(gone):
            # nobody tapped when they stopped, so nothing is counted
            talking = {g: t for g, t in state.heard.talking.items() if t.seat != gone}
            return _with(state, talking=talking)
    return state


EVOLVERS: Final[Evolvers] = {
    ev.HeardAsked: _asked,
    ev.HeardAnswered: _answered,
    ev.HeardClosed: lambda state, e: _closed(state, e.round),
    ev.SpeakerTapped: _tapped,
    ev.TurnStarted: _counted,
    ev.TurnEnded: _counted,
    ev.SeminarFollowed: _followed,
}
