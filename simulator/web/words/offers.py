"""Conditional offers in sentences."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.clockwork import Clock
from simulator.core.views.clauses import Term
from simulator.core.views.offers import OfferCard, Promise

from .counts import listed

ANSWERS = {"yes": "takes it", "no": "declines it", "waiting": "has not answered"}


def _side(text: str, option: Term | None) -> str:
    accepts = f"accept {option.code} {option.letter}, {option.title}" if option else ""
    return " and ".join(part for part in (text.rstrip("."), accepts) if part)


def give_words(promise: Promise) -> str:
    """What the author does."""
    return _side(promise.give, promise.accept)


def want_words(promise: Promise) -> str:
    """What the others do for it."""
    return _side(promise.want, promise.wants)


def offer_title(promise: Promise, *, mine: bool = False) -> str:
    """From whom to whom."""
    return f"{'You' if mine else promise.author} to {listed([name for name, _ in promise.to])}"


def _ends(card: OfferCard) -> str:
    if card.clock != Clock():
        return "when its time is up; in a pause of the room its clock rests"
    return f"when “{card.until}” ends" if card.until else "when the text is frozen for signing"


def offer_says(card: OfferCard) -> str:
    """What the end of its clock is announced as."""
    promise = card.promise
    return f"for {'your offer' if card.mine else f'the offer of {promise.author}'}"


def offer_words(card: OfferCard) -> str:
    """What is the case with an offer, and what would change it."""
    said = "; ".join(f"{name} {ANSWERS[answer]}" for name, answer in card.answers)
    status, promise = card.promise.status, card.promise
    if status == "open":
        ends = _ends(card)
        firm = "It is firm when all of them take it"
        if promise.wants:
            firm += f", or when {promise.wants.code} {promise.wants.letter} is adopted"
        return f"{said}. {firm}. It lapses {ends}."
    if status == "lapsed" and card.late:
        return "The time was up before all had taken it: nobody is bound by it."
    if status == "firm":
        taken = all(answer == "yes" for _, answer in card.answers)
        return "All have taken it: it is firm." if taken else "What was wanted is adopted: it is firm."
    return {
        "lapsed": "It lapsed: nobody is bound by it.", "declined": f"It is off: {said}.",
        "withdrawn": "It was taken back.",
    }[status]  # fmt: skip


def readers_of_offer(card: OfferCard) -> str:
    """Who sees it."""
    if card.promise.status not in ("open", "firm"):
        return "Only you and the others named see it."
    if card.shown:
        return (
            "Everybody sees it now." if card.promise.status == "firm"
            else "Only you and the others named see it. Once it is firm, everybody does."
        )  # fmt: skip
    return "Only you and the others named see it, also once it is firm."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        give_words=give_words, want_words=want_words, offer_title=offer_title, offer_words=offer_words,
        readers_of_offer=readers_of_offer, offer_says=offer_says,
    )  # fmt: skip
