"""How offers are taken, and how they become firm or lapse by what the room does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from ..events import exercise as ev
from ..ids import split_ref
from ..seminar_change import StepBegun
from ..state.exercise import Exercise
from ..state.offers import Offer
from .table import Evolvers


def _made(state: Exercise, event: ev.OfferMade) -> Exercise:
    offer = Offer(
        event.offer, event.author, event.audience, event.give, event.accept, event.want, event.wants, event.step,
        event.shown,
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


def _each_open(state: Exercise, change: Callable[[Offer], Offer]) -> Exercise:
    """Every open offer as ``change`` leaves it."""
    if not any(o.status == "open" for o in state.offers.values()):
        return state
    return replace(state, offers={k: change(o) if o.status == "open" else o for k, o in state.offers.items()})


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Exercise:
    """What was wanted is adopted: nobody has to accept it any more."""

    def settle(offer: Offer) -> Offer:
        firm = split_ref(offer.wants) == (event.clause, event.option)
        return replace(offer, status="firm", public=offer.shown) if firm else offer

    return _each_open(state, settle)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    if not isinstance(event.change, StepBegun):
        return state
    step = event.change.step
    return _each_open(state, lambda o: replace(o, status="lapsed") if o.step not in ("", step) else o)


EVOLVERS: Final[Evolvers] = {
    ev.OfferMade: _made,
    ev.OfferAnswered: _answered,
    ev.OfferWithdrawn: lambda state, e: _with(state, e.offer, status="withdrawn"),
    ev.OfferShown: lambda state, e: _with(state, e.offer, public=True),
    ev.ClauseAdopted: _adopted,
    ev.SigningOpened: lambda state, _: _each_open(state, lambda o: replace(o, status="lapsed")),
    ev.SeminarFollowed: _followed,
}
