"""Who steered last, in words: what two facilitators need to know of each other."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.steered import LastAct

DONE: dict[str, str] = {
    "paused": "Paused", "resumed": "Went on", "extended": "More time given", "event": "Clock moved by an event",
    "step": "Went to “{value}”",
    "scene": "Wall changed", "slide": "Slide changed", "notice": "Announced", "quiet": "Announcement taken away",
    "eyes_up": "Eyes up called", "eyes_down": "Back to work", "help": "Private help changed",
    "order": "Running order changed", "left_out": "“{value}” left out", "put_in": "“{value}” put back",
    "order_back": "Running order put back",
}  # fmt: skip
"""What was done, as the beginning of "Paused 3 s ago by Ana"."""


def steered_words(last: LastAct) -> str:
    """The act: "Paused", "Went to “Caucus”"."""
    return DONE[last.what].format(value=last.value)


def ago_words(seconds: int) -> str:
    """How long ago: "3 s ago", "2 min ago"."""
    return f"{seconds} s ago" if seconds < 60 else f"{seconds // 60} min ago"


def faster_words(what: str, value: str, by: str, ago: int) -> str:
    """Who did it, when: "Paused 3 s ago by Ana"."""
    done = DONE.get(what, "Changed").format(value=value)
    return f"{done} {ago_words(ago)} by {by}"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(steered_words=steered_words)
