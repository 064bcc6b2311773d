"""Conditional offers, for their parties; and the firm ones that their authors chose to show to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..deciding.offers import offers_of
from ..envelope import Actor
from ..ids import NO_SEAT, OfferId, OptionRef, SeatId, split_ref
from ..permissions import may
from ..state.exercise import Exercise
from ..state.offers import Offer
from .clauses import Term, term
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class Promise:
    """What one side does and what the others do for it; a term where it is about an option."""

    id: OfferId
    author: str
    hue: int
    to: tuple[tuple[str, int], ...]
    give: str
    accept: Term | None
    want: str
    wants: Term | None
    status: str


@dataclass(frozen=True, slots=True)
class OfferCard:
    """An offer for one of its parties: who has said what, until when, and what I may do. ``clock`` runs while it is
    open for some minutes, ``extended`` counts how often it got more; it lapsed ``late`` where they were up."""

    promise: Promise
    answers: tuple[tuple[str, str], ...]  # short name; yes, no or waiting
    until: str
    shown: bool
    mine: bool
    answered: str
    may_answer: bool
    may_withdraw: bool
    clock: Clock
    late: bool
    extended: int
    may_extend: bool


def _term(state: Exercise, ref: OptionRef) -> Term | None:
    return term(state, *split_ref(ref)) if ref else None


def _promise(state: Exercise, offer: Offer) -> Promise:
    return Promise(
        offer.id, short(state, offer.author), hue(state, offer.author),
        tuple((short(state, s), hue(state, s)) for s in offer.parties), offer.give, _term(state, offer.accept),
        offer.want, _term(state, offer.wants), offer.status,
    )  # fmt: skip


def _said(offer: Offer, seat: SeatId) -> str:
    if seat not in offer.answers:
        return "waiting"
    return "yes" if offer.answers[seat] else "no"


def promises(state: Exercise, _seat: SeatId = NO_SEAT) -> tuple[OfferId, ...]:
    """The firm offers that everybody may know of."""
    return tuple(o.id for o in state.offers.values() if o.public)


def promise(state: Exercise, key: str) -> Promise:
    """A firm offer as everybody sees it."""
    return _promise(state, state.offers[OfferId(key)])


def my_offers(state: Exercise, seat: SeatId) -> tuple[OfferId, ...]:
    """The offers that a seat makes or is made."""
    return tuple(o.id for o in offers_of(state, seat))


def offer_card(state: Exercise, seat: SeatId, key: str) -> OfferCard:
    """An offer for one of its parties."""
    offer = state.offers[OfferId(key)]
    me, step = Actor("delegate", state.seats[seat].person, seat), state.rulebook.step_of.get(offer.step)
    return OfferCard(
        _promise(state, offer), tuple((short(state, s), _said(offer, s)) for s in offer.parties),
        step.title if step else "", offer.shown, offer.author == seat, _said(offer, seat),
        may(state, me, cmd.AnswerOffer, seat, key), may(state, me, cmd.WithdrawOffer, seat, key),
        offer.clock if offer.status == "open" else Clock(), offer.late, offer.extended,
        may(state, me, cmd.ExtendOffer, seat, key),
    )  # fmt: skip
