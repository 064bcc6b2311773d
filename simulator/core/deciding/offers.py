"""Conditional offers: "we do this only if you do that", between named parties, in full depth."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import OfferId, SeatId, StepId, split_ref
from ..moves import DELEGATES, SYSTEM, TEXT_LIMIT, Bounds, Move, in_full_depth, recorded, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.offers import Offer
from .proposals import check_condition, text_is_open

MOST_OPEN = 8
"""Open offers of one seat."""
MINUTES = ("5", "10", "20", "30")
UNTIL = ("step", "text", *MINUTES)
LONGER = 5
"""Minutes that one tap adds to an offer."""
MINUTE = 60_000
"""Milliseconds."""


def offers_of(state: Exercise, seat: SeatId) -> tuple[Offer, ...]:
    """The offers that a seat makes or is made."""
    return tuple(o for o in state.offers.values() if seat in o.audience)


def _may_make(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    in_full_depth(state)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    text_is_open(state)
    made = sum(o.author == seat and o.status == "open" for o in state.offers.values())
    require(made < MOST_OPEN, RefusalCode.OFFER_MANY, most=MOST_OPEN)


def _make_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"give": TEXT_LIMIT, "want": TEXT_LIMIT}, values={"until": UNTIL})


def _clock(state: Exercise, until: str, envelope: Envelope) -> Clock:
    """The clock of an offer that stands for some minutes; it rests where that of the room does not run."""
    if until not in MINUTES:
        return Clock()
    time = int(until) * MINUTE
    return Clock(ends_at=envelope.at + time) if state.clock.running else Clock(remaining=time)


def _make(state: Exercise, command: cmd.MakeOffer, envelope: Envelope) -> tuple[ev.OfferMade, ...]:
    give, want = command.give.strip(), command.want.strip()
    require((give or command.accept) and (want or command.wants), RefusalCode.OFFER_EMPTY)
    for ref in (command.accept, command.wants):
        check_condition(state, ref)
        require(not ref or split_ref(ref)[0] in state.clauses, RefusalCode.NOT_IN_PLAY, clause=ref)
    for seat in command.to:
        require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    audience = tuple(dict.fromkeys((command.seat, *command.to)))
    require(len(audience) > 1, RefusalCode.PROPOSAL_READERS)
    digest = hashlib.sha256(f"{state.id}|{command.seat}|{envelope.op}".encode()).hexdigest()
    return (
        ev.OfferMade(
            OfferId(f"f{digest[:10]}"), command.seat, audience, give, command.accept, want, command.wants,
            state.step if command.until == "step" else StepId(""), command.shown, recorded(envelope),
            _clock(state, command.until, envelope),
        ),
    )  # fmt: skip


def _open(state: Exercise, seat: SeatId, target: str) -> Offer:
    """The offer, where this seat may know of it and it is open. One of others is as unknown as one that never was."""
    in_full_depth(state)
    offer = state.offers.get(OfferId(target))
    if offer is None or seat not in offer.audience:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    require(not offer.late, RefusalCode.OFFER_LATE)
    require(offer.status == "open", RefusalCode.OFFER_CLOSED)
    return offer


def _may_answer(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(_open(state, seat, target).author != seat, RefusalCode.OFFER_YOURS)


def _may_withdraw(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(_open(state, seat, target).author == seat, RefusalCode.OFFER_THEIRS)


def _may_extend(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    offer = _open(state, seat, target)
    require(offer.author == seat, RefusalCode.OFFER_THEIRS)
    require(offer.clock != Clock(), RefusalCode.OFFER_TIMELESS)


def _extend_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(seen=state.offers[OfferId(target)].extended)


def _may_lapse(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    offer = state.offers.get(OfferId(target))
    require(offer and offer.status == "open", RefusalCode.UNKNOWN_TARGET, target=target)


def _timed(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (o.id for o in state.offers.values() if o.clock.running)


def _known(state: Exercise, actor: Actor) -> Iterable[str]:
    return (o.id for o in offers_of(state, actor.seat))


def _answer(state: Exercise, command: cmd.AnswerOffer, envelope: Envelope) -> tuple[Any, ...]:
    offer = state.offers[command.offer]
    if offer.answers.get(command.seat) is command.agree:
        return ()
    answered = ev.OfferAnswered(offer.id, command.seat, command.agree, offer.audience, recorded(envelope))
    firm = command.agree and all(s == command.seat or offer.answers.get(s) for s in offer.parties)
    return (answered, ev.OfferShown(offer.id)) if firm and offer.shown else (answered,)


def _withdraw(
    state: Exercise, command: cmd.WithdrawOffer, envelope: Envelope
) -> tuple[ev.OfferWithdrawn, ...]:
    return (ev.OfferWithdrawn(command.offer, state.offers[command.offer].audience, recorded(envelope)),)


def _extend(state: Exercise, command: cmd.ExtendOffer, envelope: Envelope) -> tuple[ev.OfferExtended, ...]:
    offer = state.offers[command.offer]
    longer = offer.clock.extended(LONGER * MINUTE, envelope.at)
    return (ev.OfferExtended(offer.id, longer, offer.audience, recorded(envelope)),)


def overdue(offer: Offer, at: int) -> bool:
    """Whether the time of an open offer is up at this instant. Until the log says so, a party can still take it: of
    an answer and the end of the time, the one that is stored first counts."""
    return offer.status == "open" and offer.clock.ends_at is not None and offer.clock.ends_at <= at


def _lapse(state: Exercise, command: cmd.LapseOffer, envelope: Envelope) -> tuple[ev.OfferLapsed, ...]:
    offer = state.offers[command.offer]
    return (ev.OfferLapsed(offer.id, offer.audience),) if overdue(offer, envelope.at) else ()


MOVES = (
    Move(cmd.MakeOffer, DELEGATES, _make, _may_make, bounds=_make_bounds),
    Move(cmd.AnswerOffer, DELEGATES, _answer, _may_answer, _known, target_field="offer"),
    Move(cmd.ExtendOffer, DELEGATES, _extend, _may_extend, _known, _extend_bounds, "offer"),
    Move(cmd.LapseOffer, SYSTEM, _lapse, _may_lapse, _timed, target_field="offer", for_seat=False),
    Move(cmd.WithdrawOffer, DELEGATES, _withdraw, _may_withdraw, _known, target_field="offer"),
)
