"""Words for what is no longer on the live pages: older proposals, earlier messages."""

from __future__ import annotations

from urllib.parse import urlencode

from jinja2 import Environment

from simulator.core.views.listing import SHOWN
from simulator.core.views.proposals import Others
from simulator.core.views.transcript import PAGE, Talk, Transcript

from .counts import listed

TALKS = {
    "plenary": "everybody",
    "caucus": "our caucus",
    "group": "our table",
    "facilitator": "the facilitator",
}


def others_words(others: Others) -> str:
    """How many proposals are a link away: "37 older ones, 12 of them withdrawn." """
    if others.older == others.withdrawn:
        return f"{others.older} withdrawn."
    gone = f", {others.withdrawn} of them withdrawn" if others.withdrawn else ""
    return f"{others.older} older than the newest {SHOWN}{gone}."


def talk_words(talk: Talk) -> str:
    """A talk by who takes part in it: "our table, with Port and Transit: 12 messages"."""
    who = TALKS.get(talk.channel) or (
        f"in private, {listed(talk.others)}" if talk.others else "the facilitator, to us"
    )
    if talk.channel == "group" and talk.others:
        who = f"{who}, with {listed(talk.others)}"
    return f"{who}: {talk.count} message{'s' * (talk.count != 1)}"


def span_words(page: Transcript) -> str:
    """Which messages these are: "Messages 81 to 120 of 143, the oldest first." """
    if page.total <= 1:
        return "One message."
    return f"Messages {page.first} to {page.last} of {page.total}, the oldest first."


def earlier_words(page: Transcript) -> str:
    """What leads to the messages before these."""
    before = min(PAGE, page.first - 1)
    return "Show the one before" if before == 1 else f"Show {before} earlier ones"


def page_query(talk: str, upto: int = 0) -> str:
    """The address of a page behind that of the messages."""
    asked = {**({"talk": talk} if talk else {}), **({"upto": str(upto)} if upto else {})}
    return f"?{urlencode(asked)}" if asked else ""


def register(environment: Environment) -> None:
    """Make them known to the templates."""
    environment.globals.update(
        others_words=others_words, most_listed=SHOWN, talk_words=talk_words, span_words=span_words,
        page_query=page_query, earlier_words=earlier_words,
    )  # fmt: skip
