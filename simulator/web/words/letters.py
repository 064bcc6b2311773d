"""Words about private letters: who may read them, told before anybody writes one."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.letters import Letters, Talk

from .counts import listed

RULES = {
    "closed": (
        "Only the people at your seat and at theirs read it, and whoever takes these seats later. The facilitators' "
        "pages do not show it, and it stays closed in the debrief. Like everything here it lies in the server's files."
    ),
    "after": "In the debrief everybody in this room, and the facilitators, will be able to read this. "
    "Until then only the people at your seat and at theirs.",
}
OPEN_NOW = (
    "The private letters are open: everybody in this room, and the facilitators, can read this at once."
)


def letters_words(letters: Letters) -> str:
    """Who will read a private letter."""
    return (OPEN_NOW if letters.opened else RULES[letters.rule]).replace("'", "’")


def talk_title(talk: Talk) -> str:
    """Who wrote to each other."""
    return listed([name for name, _ in talk.parties])


def letters_count(talk: Talk) -> str:
    """How much: "3 letters"."""
    return "one letter" if len(talk.lines) == 1 else f"{len(talk.lines)} letters"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        letters_words=letters_words, talk_title=talk_title, letters_count=letters_count
    )
