"""Words of the phone in a facilitator's hand: short enough to be read standing."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from simulator.core.views.remote import Motion, Pace, Urgent, Voting

from .counts import listed
from .steering import SCENE_WORDS, steer_scene
from .tables import table_words

BY_HAND = ("", "clock", "room", "clause", "decision", "speakers", "agreement", "signatures")
"""The scenes that a phone has room for."""
URGENT_WORDS: dict[str, tuple[str, str]] = {
    "help": ("seat asks for help", "seats ask for help"),
    "letter": ("message to you", "messages to you"),
    "door": ("person at the door of a seat", "people at the door of a seat"),
    "away": ("laptop away", "laptops away"),
    "quiet": ("laptop quiet", "laptops quiet"),
    "unread": ("brief unread", "briefs unread"),
    "event": ("planned event", "planned events"),
    "unled": ("critical task without a lead", "critical tasks without a lead"),
}


def phone_next(pace: Pace) -> str:
    """The label of the biggest button."""
    return f"Next: {pace.next_title}" if pace.began else f"Start: {pace.next_title}"


def phone_wall(pace: Pace) -> str:
    """What hangs on the wall: "Decision, until you let it follow the step", "Clause"; and what it keeps off it."""
    shown = steer_scene(pace.on_the_wall)
    if not pace.scene or pace.eyes_up:
        return shown
    kept = f" and show “{steer_scene(pace.behind)}”" if pace.behind else ""
    return f"{shown}, until you let it follow the step{kept}"


def phone_scenes(pace: Pace) -> list[dict[str, Any]]:
    """The buttons of the wall."""
    return [
        {"value": v, "label": label, "current": v == pace.scene} for v, label in SCENE_WORDS if v in BY_HAND
    ]


def phone_cast(voting: Voting) -> str:
    """How far the vote is: "31 of 46 have voted"."""
    if voting.card is None:
        return ""
    return (
        f"{voting.card.cast} of {voting.card.voters} have voted" if voting.waiting else "Everybody has voted"
    )


def phone_motion(motion: Motion) -> str:
    """Who proposes what: "Table 4: C3 e, C4 b"."""
    author = table_words(motion.table) if motion.table else motion.author or "Your single text"
    return f"{author}: {listed(motion.codes)}"


def urgent_words(item: Urgent) -> str:
    """How many of what: "3 briefs unread"."""
    one, many = URGENT_WORDS[item.kind]
    return f"{item.count} {one if item.count == 1 else many}"


def urgent_names(item: Urgent) -> str:
    """The first of them; "and others" where there are more."""
    more = len(item.names) and item.count > len(item.names) and item.kind != "letter"
    return listed([*item.names, "others"] if more else item.names)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        phone_next=phone_next, phone_wall=phone_wall, phone_scenes=phone_scenes, phone_cast=phone_cast,
        phone_motion=phone_motion, urgent_words=urgent_words, urgent_names=urgent_names,
    )  # fmt: skip
