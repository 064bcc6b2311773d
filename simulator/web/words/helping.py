"""Words for help: what people may ask, the facilitator's ready answers and lines, and how far each is."""

from __future__ import annotations

from typing import Any, Final

from jinja2 import Environment

from simulator.core.state.helping import Plea
from simulator.core.views.helping import HelpRow, LineRow, MyLine

from .counts import listed, time_words

ASKS: Final[tuple[tuple[str, str], ...]] = (
    ("unclear", "I do not understand this"), ("technical", "Something does not work"),
    ("come", "Somebody should come"),
)  # fmt: skip
"""What a seat asks for with one tap."""
ABOUT: Final = dict(ASKS) | {"words": "in their own words"}
ANSWERS: Final[dict[str, str]] = {
    "look_up": "Look at the wall: what the room does now is written there.",
    "ask_table": "Ask the others at your table first. They sit in front of the same page.",
    "any_time": "You can change every mark at any time until it is decided. Nothing is final yet.",
    "no_wrong": "There is no right answer. Say what your organization could live with, and why.",
    "brief_first": "It is in your brief: open “My brief” and read the five lines on top again.",
    "reload": "Load the page again. Nothing is lost: everything you sent is stored.",
    "charger": "I bring a charger or another laptop. Until then speak; I record it for you.",
    "after_step": "Good question. I take it up with everybody at the end of this step.",
    "your_call": "That is for you to decide. Both are allowed; think of what your organization wants.",
    "only_you": "Only your own seat sees that. Nobody else can read it, unless you tell them.",
}
"""The facilitator's ready answers, by the key that the log keeps."""
FITTING: Final[dict[str, tuple[str, ...]]] = {
    "unclear": ("look_up", "ask_table", "no_wrong"), "technical": ("reload", "charger", "any_time"),
    "come": ("after_step", "ask_table", "charger"), "words": ("any_time", "your_call", "after_step"),
}  # fmt: skip
"""The three that are offered first, by what was asked."""
LINES: Final[dict[str, str]] = {
    "read": "Please read your brief now, and tap “I have read it”. Five minutes are enough.",
    "mark": "Please mark what you could live with in the clauses of this step. Your first thought will do.",
    "hand_in": "Please hand in your table’s sheet, finished or not. You can change it later.",
    "vote": "A decision is open and your ballot is missing. Please vote now.",
    "sign": "The signing is open. Please sign, sign with a reservation, or decline.",
    "still_here": "Is all well at your place? If something is in the way, ask for help here.",
    "meet": "Please get up and find each other",
}
"""What the facilitator sends with one tap, by key."""
SHORT: Final[dict[str, str]] = {
    "read": "read the brief", "mark": "mark the clauses", "hand_in": "hand in the sheet", "vote": "vote",
    "sign": "sign", "still_here": "is all well?", "meet": "find each other",
}  # fmt: skip
"""The same in two words, for the list of what was sent."""


def plea_words(plea: Plea) -> str:
    """How far a seat's own request is: "Asked at 14:03. Seen by the facilitator at 14:04. Answered at 14:05."."""
    said = [f"Asked at {time_words(plea.asked)}."]
    if plea.seen:
        said.append(f"Seen by the facilitator at {time_words(plea.seen)}.")
    if plea.coming:
        said.append(f"Somebody is on the way since {time_words(plea.coming)}.")
    if plea.answered:
        said.append(f"Answered at {time_words(plea.answered)}.")
    if plea.status == "waiting":
        said.append("Not seen yet.")
    end = {"back": "You took it back", "done": "Done", "read": "You read the answer"}.get(plea.status)
    if end:
        said.append(f"{end} at {time_words(plea.ended)}.")
    return " ".join(said)


def plea_subject(plea: Plea) -> str:
    """What was asked: the seat's own words, or what it tapped."""
    if plea.again:
        return "The answer was not enough: somebody should come"
    return plea.text or ABOUT[plea.about]


def plea_answer(plea: Plea) -> str:
    """The facilitator's answer; a ready one and own words may come together."""
    return " ".join(part for part in (ANSWERS.get(plea.answer, ""), plea.words) if part)


def plea_receipt(row: HelpRow) -> str:
    """The same for the facilitator: "asked 14:03, you answered 14:05, read at 14:06"."""
    plea = row.plea
    said = [f"asked {time_words(plea.asked)}"]
    if plea.seen and plea.status == "seen":
        said.append(f"seen {time_words(plea.seen)}")
    if plea.coming:
        said.append(f"you come since {time_words(plea.coming)}")
    if plea.answered:
        said.append(f"answered {time_words(plea.answered)}")
        said.append(f"read at {time_words(plea.read)}" if plea.read else "nobody has tapped “That helps” yet")
    if plea.status in ("done", "back"):
        said.append(f"{'done' if plea.status == 'done' else 'taken back'} at {time_words(plea.ended)}")
    return ", ".join(said)


def plea_tone(row: HelpRow) -> str:
    """How urgent: who waits unseen stands out."""
    return {"waiting": "asks", "answered": "info"}.get(row.plea.status, "stuck")


def where_words(place: int, number: int) -> str:
    """Where to find them: "table 7, seat 12"."""
    return f"table {place}, seat {number}" if place else f"seat {number}"


def line_words(line: MyLine) -> str:
    """The facilitator's line as a sentence, with whom to meet about what."""
    if line.what != "meet":
        return LINES.get(line.what, "")
    names = listed([f"{name} (table {place})" if place else name for name, place in line.others])
    topic = f" about {line.term.code} {line.term.letter}, {line.term.title}" if line.term else ""
    return f"Please get up and talk with {names}{topic}."


def sent_words(row: LineRow) -> str:
    """A line that was sent, with its receipt."""
    label = SHORT.get(row.what, row.what)
    end = f"read at {time_words(row.read)}" if row.read else "not read yet"
    return f"{row.short}: “{label}”, sent {time_words(row.at)}, {end}"


def ready_answers(plea: Plea) -> list[tuple[str, str]]:
    """All ready answers, those that fit what was asked first."""
    first: Any = FITTING[plea.about]
    return [(key, ANSWERS[key]) for key in (*first, *(k for k in ANSWERS if k not in first))]


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        help_asks=ASKS, plea_words=plea_words, plea_subject=plea_subject, plea_answer=plea_answer,
        plea_receipt=plea_receipt, plea_tone=plea_tone, where_words=where_words, line_words=line_words,
        sent_words=sent_words, ready_answers=ready_answers,
    )  # fmt: skip
