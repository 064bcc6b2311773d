"""How a room begins, follows the seminar, and knows who is here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import NO_SEAT, PersonId, SeatId
from ..state.desk import Swap
from ..state.exercise import Exercise
from ..state.seats import Seat
from ..state.undo import DONE_KEPT, TakenOut
from .steered import ordered, steered
from .table import Evolvers


def letters_rule(chosen: str) -> str:
    """Letters are opened only where people were told so before they wrote. Before the rule was shown to them another
    word stood for it in the log: such letters stay closed."""
    return chosen if chosen == "after" else "closed"


def _started(state: Exercise, event: ev.ExerciseStarted) -> Exercise:
    played = event.bots != "none"
    seats = {}
    for seat in event.seats:
        organization = state.organization(seat)
        seats[seat] = Seat(seat, organization.sector, organization.votes, bot=played, present=False)
    return replace(
        state, seminar=event.seminar, room=event.room, rulebook_hash=event.rulebook_hash, cast=event.cast,
        seats=seats, clauses=event.clauses, bots=event.bots, help=event.help,
        depth=event.depth, talk=event.talk, letters=letters_rule(event.letters), rule=state.rulebook.default_rule,
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


def _people(state: Exercise, seat: SeatId) -> tuple[PersonId, ...]:
    return state.seats[seat].people if seat in state.seats else ()


def _members(state: Exercise, seat: SeatId, people: tuple[PersonId, ...]) -> Exercise:
    asking = tuple(p for p in state.seats[seat].asking if p not in people) if seat in state.seats else ()
    return _seat(state, seat, people=people, person=people[0] if people else "", asking=asking)


def _asking(state: Exercise, seat: SeatId, person: PersonId, *, asks: bool) -> Exercise:
    if seat not in state.seats:
        return state
    others = tuple(p for p in state.seats[seat].asking if p != person)
    return _seat(state, seat, asking=(*others, person) if asks else others)


def _taken_out(state: Exercise, out: change.PersonOut, act: int) -> Exercise:
    place = state.seats.get(out.seat)
    read = bool(place and not place.people and place.had_read)
    entry = TakenOut(act, state.version + 1, out.person, out.seat, read, out.by, out.at)
    state = _standing(state, out.person, stands=False)
    return replace(state, taken_out=(*state.taken_out, entry)[-DONE_KEPT:])


def _put_back(state: Exercise, back: change.PersonBack) -> Exercise:
    entry = next((t for t in state.taken_out if t.act == back.act), None)
    if entry and entry.read and not _people(state, back.seat):
        state = _seat(state, back.seat, read=True)
    kept = tuple(replace(t, undone=True) if t is entry else t for t in state.taken_out)
    return replace(_standing(state, back.person, stands=True), taken_out=kept)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    helm = steered(state.steered, event.change, event.version)
    state = replace(state, followed=event.version, steered=helm)
    match event.change:
        case change.SeatHeld(seat, person):
            state = _standing(state, person, stands=False)
            state = _seat(
                state, seat, person=person, people=(person,), founder=person, present=True, left=False, proxy=NO_SEAT
            )  # fmt: skip
            state = replace(state, groups=event.groups) if event.groups else state
        case change.SeatLeft(seat):
            held = state.seats.get(seat)
            state = _standing(state, held.person, stands=True) if held and held.person else state
            read = bool(held and held.read)
            state = _seat(state, seat, person="", people=(), present=False, read=False, had_read=read)
            state = replace(state, flags={s: flags for s, flags in state.flags.items() if s != seat})
        case change.MemberIn(seat, person):
            state = _standing(state, person, stands=False)
            state = _members(state, seat, (*_people(state, seat), person))
            state = _seat(state, seat, present=True)
        case change.MemberOut(seat, person, home):
            state = _standing(state, person, stands=not home)
            state = _members(state, seat, tuple(p for p in _people(state, seat) if p != person))
        case change.Asking(seat, person, asks):
            state = _asking(state, seat, person, asks=asks)
        case change.SeatGiven(seat, person, proxy):
            state = _standing(state, person, stands=False)
            state = _seat(state, seat, left=True, proxy=proxy)
        case change.ProxySet(seat, proxy):
            state = _seat(state, seat, proxy=proxy)
        case change.SwapWish(seat, person, wants, room, to):
            others = {p: swap for p, swap in state.swaps.items() if p != person}
            state = replace(state, swaps={**others, person: Swap(seat, room, to)} if wants else others)
        case change.SeatFlags(seat, flags):
            others_flags = {s: old for s, old in state.flags.items() if s != seat}
            state = replace(state, flags={**others_flags, seat: flags} if flags else others_flags)
        case change.PersonOut():
            state = _taken_out(state, event.change, event.version)
        case change.PersonBack():
            state = _put_back(state, event.change)
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
        case change.AgendaSet(agenda):
            orders = ordered(state.orders, event.change, event.version, state.version + 1)
            state = replace(state, agenda=agenda, orders=orders)
    return state  # also for a change of a later release


EVOLVERS: Final[Evolvers] = {
    ev.ExerciseStarted: _started,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: lambda state, e: _seat(state, e.seat, present=e.present),
    ev.BriefConfirmed: lambda state, e: _seat(state, e.seat, read=True),
}
