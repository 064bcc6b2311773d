"""Words for what is no longer on the live pages: older proposals, earlier messages."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.listing import SHOWN
from simulator.core.views.proposals import Others


def others_words(others: Others) -> str:
    """How many proposals are a link away: "37 older ones, 12 of them withdrawn." """
    if others.older == others.withdrawn:
        return f"{others.older} withdrawn."
    gone = f", {others.withdrawn} of them withdrawn" if others.withdrawn else ""
    return f"{others.older} older than the newest {SHOWN}{gone}."


def register(environment: Environment) -> None:
    """Make them known to the templates."""
    environment.globals.update(others_words=others_words, most_listed=SHOWN)
