"""The replay in words: what happened at a moment, how long after the beginning, how far it is opened."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.replaying import HANDS, LETTERS, PUBLIC
from simulator.core.views.milestones import Milestone
from simulator.core.views.replay import About, ClauseNow

from .after import counted

LEVEL_WORDS = {
    PUBLIC: "What everybody could see at the time",
    HANDS: "Also closed hands, with names",
    LETTERS: "Also private letters",
}
LEVEL_HINTS = {
    PUBLIC: "Ballots and hidden marks appear only from the moment in which they were counted.",
    HANDS: "Ballots and hidden marks are shown as they came, with names. "
    "What was called off was never counted and stays hidden.",
    LETTERS: "Ballots and hidden marks as they came, and what organizations wrote to each other in private.",
}
OPENED = {PUBLIC: "The replay was closed again", HANDS: "The replay was opened: closed hands, with names",
          LETTERS: "The replay was opened: private letters"}  # fmt: skip
SIGNED = {"sign": "signed", "reserve": "signed with a reservation", "decline": "declined to sign"}
CHOICES = {"yes": "yes", "aside": "stands aside", "no": "no"}


def _terms(found: Milestone) -> str:
    return ", ".join(f"{code} {letter}" for code, letter in found.terms) or "the frozen text"


def milestone_words(found: Milestone) -> str:
    """A milestone in one line: "Decision no. 2 passed: D1 c"."""
    who, decision = found.who or "The facilitator", f"Decision no. {found.number}"
    match found.kind:
        case "step":
            return found.title or "A step began"
        case "told":
            return f"Told to all: {found.title}"
        case "proposal":
            return f"{who} proposed {_terms(found)}"
        case "asked":
            return f"Sense check no. {found.number} on {found.title or 'a proposal'}"
        case "sensed":
            return f"Sense check no. {found.number} was closed"
        case "opened":
            return f"{decision} was opened: {_terms(found)}"
        case "passed":
            return f"{decision} passed: {_terms(found)}"
        case "failed":
            return f"{decision} failed: {_terms(found)}"
        case "undone":
            return f"The count of decision no. {found.number} was taken back"
        case "cancelled":
            return f"{decision} was called off"
        case "signing":
            return "The text was frozen for signing"
        case "signature":
            return f"{who} {SIGNED.get(found.title, 'answered')}"
        case "concluded":
            return f"The signing was closed with {counted(found.number, 'signature', 'signatures')}"
        case "reopened":
            return "The frozen text was reopened"
        case "event":
            return f"In the news: {found.title}"
        case "letters":
            return "The private letters were opened"
        case "press":
            return "The press was on the front page"
        case _:
            return OPENED.get(found.title, "The replay was opened")


def since_words(milliseconds: int) -> str:
    """How long after the beginning: "1:04:09"."""
    seconds = max(milliseconds, 0) // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def about_words(about: About) -> str:
    """What the marks of the seats are about."""
    match about.kind:
        case "decision":
            return f"Decision no. {about.code}"
        case "proposal":
            return f"The proposal of {about.title or 'the facilitator'}"
        case "option":
            return f"{about.code} {about.letter}: {about.title}"
        case _:
            return "Nothing was before the room yet"


def clause_now_words(clause: ClauseNow, closed: bool) -> str:
    """How near a clause was to agreement; a room that is ``closed`` keeps its marks to itself."""
    if clause.settled:
        return f"Adopted: {clause.letter} {clause.option}"
    if clause.totals is None:
        return "The room keeps its marks to itself" if closed else "Nobody had marked it"
    t = clause.totals
    return f"Nearest: {clause.letter} {clause.option} ({t.yes} yes, {t.with_changes} with changes, {t.no} no)"


def level_words(level: str) -> str:
    """A level of the replay."""
    return LEVEL_WORDS[level]


def level_hint(level: str) -> str:
    """What a level of the replay shows."""
    return LEVEL_HINTS[level]


def hand_words(choice: str) -> str:
    """A ballot."""
    return CHOICES[choice]


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        milestone_words=milestone_words, since_words=since_words, about_words=about_words,
        clause_now_words=clause_now_words, level_words=level_words, level_hint=level_hint, hand_words=hand_words,
    )  # fmt: skip
