"""How a room begins, follows the seminar, and knows who is here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import PersonId, SeatId
from ..state.exercise import Exercise
from ..state.seats import Seat
from .table import Evolvers


def _started(state: Exercise, event: ev.ExerciseStarted) -> Exercise:
    played = event.bots != "none"
    seats = {}
    for seat in event.seats:
        organization = state.organization(seat)
        seats[seat] = Seat(seat, organization.sector, organization.votes, bot=played, present=False)
    return replace(
        state, seminar=event.seminar, room=event.room, rulebook_hash=event.rulebook_hash, cast=event.cast,
        seats=seats, clauses=event.clauses, bots=event.bots, help=event.help,
        depth=event.depth, talk=event.talk, letters=event.letters, rule=state.rulebook.default_rule,
        clause_versions=dict.fromkeys(event.clauses, 1),
    )  # fmt: skip


def _seat(state: Exercise, seat: SeatId, **changes: Any) -> Exercise:
    # a seminar knows seats that this room does not have: they change nothing here
    if seat not in state.seats:
        return state
    return replace(state, seats={**state.seats, seat: replace(state.seats[seat], **changes)})


def _standing(state: Exercise, person: PersonId, *, stands: bool) -> Exercise:
    others = tuple(p for p in state.standing if p != person)
    return replace(state, standing=(*others, person) if stands else others)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    state = replace(state, followed=event.version)
    match event.change:
        case change.SeatHeld(seat, person):
            state = _standing(state, person, stands=False)
            state = _seat(state, seat, person=person, present=True)
            state = replace(state, groups=event.groups) if event.groups else state
        case change.SeatLeft(seat):
            held = state.seats.get(seat)
            state = _standing(state, held.person, stands=True) if held and held.person else state
            state = _seat(state, seat, person="", present=False, read=False)
        case change.Standing(person, stands):
            state = _standing(state, person, stands=stands)
        case change.StepBegun(step, clock):
            state = replace(
                state, step=step, clock=clock, slide=0, scene="", groups=event.groups, floor=event.floor
            )
        case change.ClockSet(clock):
            state = replace(state, clock=clock)
        case change.SlideSet(slide):
            state = replace(state, slide=slide)
        case change.SceneSet(scene):
            state = replace(state, scene=scene)
        case change.NoticeSet(text):
            state = replace(state, notice=text)
        case change.EyesSet(up, text):
            state = replace(state, eyes_up=up, eyes_text=text)
        case change.HelpSet(mode):
            state = replace(state, help=mode)
    return state  # also for a change of a later release


EVOLVERS: Final[Evolvers] = {
    ev.ExerciseStarted: _started,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: lambda state, e: _seat(state, e.seat, present=e.present),
    ev.BriefConfirmed: lambda state, e: _seat(state, e.seat, read=True),
}
