"""How offers are taken, and how they become firm or lapse by what the room does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import split_ref
from ..state.exercise import Exercise
from ..state.offers import Offer
from .table import Evolvers


def _made(state: Exercise, event: ev.OfferMade) -> Exercise:
    offer = Offer(
        event.offer, event.author, event.audience, event.give, event.accept, event.want, event.wants, event.step,
        event.shown, clock=event.clock,
    )  # fmt: skip
    return replace(state, offers={**state.offers, event.offer: offer})


def _with(state: Exercise, key: Any, **changes: Any) -> Exercise:
    return replace(state, offers={**state.offers, key: replace(state.offers[key], **changes)})


def _answered(state: Exercise, event: ev.OfferAnswered) -> Exercise:
    offer = state.offers[event.offer]
    answers = {**offer.answers, event.seat: event.agree}
    if not event.agree:
        return _with(state, event.offer, answers=answers, status="declined")
    firm = all(answers.get(s) for s in offer.parties)
    return _with(state, event.offer, answers=answers, status="firm" if firm else "open")


def _each_open(state: Exercise, becomes: Callable[[Offer], Offer]) -> Exercise:
    """Every open offer as ``becomes`` leaves it."""
    if not any(o.status == "open" for o in state.offers.values()):
        return state
    return replace(
        state, offers={k: becomes(o) if o.status == "open" else o for k, o in state.offers.items()}
    )


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Exercise:
    """What was wanted is adopted: nobody has to accept it any more."""

    def settle(offer: Offer) -> Offer:
        firm = split_ref(offer.wants) == (event.clause, event.option)
        return replace(offer, status="firm", public=offer.shown) if firm else offer

    return _each_open(state, settle)


def _started(state: Exercise, begun: change.StepBegun) -> Exercise:
    """A step that begins lets clocks run that rested: in a pause, or before the first one."""
    if state.clock.running or begun.clock.ends_at is None:
        return state
    at = begun.clock.ends_at - state.minutes_of(begun.step) * 60_000
    return _each_open(state, lambda o: replace(o, clock=o.clock.started(at)))


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.StepBegun(step):
            after = _started(state, event.change)
            return _each_open(after, lambda o: replace(o, status="lapsed") if o.step not in ("", step) else o)
        case change.ClockSet(clock, gap, moved=moved, at=at):
            return _each_open(
                state,
                lambda o: replace(o, clock=o.clock.following(state.clock, clock, gap).moved(moved, at)),
            )
    return state


def _extended(state: Exercise, event: ev.OfferExtended) -> Exercise:
    return _with(state, event.offer, clock=event.clock, extended=state.offers[event.offer].extended + 1)


EVOLVERS: Final[Evolvers] = {
    ev.OfferMade: _made,
    ev.OfferAnswered: _answered,
    ev.OfferExtended: _extended,
    ev.OfferLapsed: lambda state, e: _with(state, e.offer, status="lapsed", late=True),
    ev.OfferWithdrawn: lambda state, e: _with(state, e.offer, status="withdrawn"),
    ev.OfferShown: lambda state, e: _with(state, e.offer, public=True),
    ev.ClauseAdopted: _adopted,
    ev.SigningOpened: lambda state, _: _each_open(state, lambda o: replace(o, status="lapsed")),
    ev.SeminarFollowed: _followed,
}
