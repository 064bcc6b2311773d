"""Words of a sense check: the question, how the room stood, what moved since, and who still objects."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.views.asking import Asked, OpenCheck
from simulator.core.views.holdouts import Holdouts, Resistance
from simulator.core.views.senses import SenseAbout, Shift, Shot

from .after import counted
from .counts import listed, time_words

_STEPS = {"yes": "yes", "with": "with changes", "no": "no", "unsaid": "not said"}


def sense_name(about: SenseAbout) -> str:
    """What a check asks about: "C4 How do we decide?", "the proposal of Core city"."""
    if about.kind == "clause":
        return f"{about.code} {about.title}"
    return f"The proposal of {about.title}" if about.title else "The facilitator’s single text"


def sense_question(about: SenseAbout) -> str:
    """The question of the bar and of the wall."""
    if about.kind == "clause":
        return f"{about.code}: could you live with each option?"
    name = sense_name(about)
    return f"Could you live with {name[0].lower()}{name[1:]}?"


def sense_detail(asked: Asked) -> str:
    """What to do, who sees it, and what one tap does."""
    seen = (
        "Nobody else sees your marks before the check closes."
        if asked.hidden
        else "Everybody sees the marks as they come."
    )
    if asked.answered:
        return f"Your answer is in; change it while the check is open. {seen}"
    what = "Mark each option." if asked.about.kind == "clause" else "Mark the proposal."
    again = " If what you marked still stands, one tap says so." if asked.same else ""
    return f"{what} {seen}{again}"


def sense_anchor(about: SenseAbout) -> str:
    """Where on the page a seat answers."""
    return f"#{about.kind}-{about.target.replace('.', '-')}"


def shot_name(number: int, at: int) -> str:
    """ "Sense check 2, 14:10" """
    return f"Sense check {number}, {time_words(at)}"


def shot_counted(shot: Shot) -> str:
    """Whose marks the numbers are: "3 of 3 seats with people answered · 9 more are played by rules"."""
    if not shot.ruled:
        return f"{shot.said} of {shot.asked} answered"
    if not shot.asked:
        return f"{counted(shot.ruled, 'seat is', 'seats are')} played by rules"
    more = f"the marks of {shot.ruled} more, played by rules, count too"
    return f"{shot.said} of {counted(shot.asked, 'seat', 'seats')} with people answered · {more}"


def shot_said(shot: Shot) -> str:
    """How many answered, and how."""
    how = "marks hidden until the end" if shot.hidden else "marks open"
    return f"{shot_counted(shot)}; {how}"


def _shift(shift: Shift) -> str:
    n, before, now = shift.seats, _STEPS[shift.before], _STEPS[shift.now]
    if shift.before == "unsaid":
        return f"{n} that had said nothing {'says' if n == 1 else 'say'} {now}"
    if shift.now == "unsaid":
        return f"{n} took back {'its' if n == 1 else 'their'} {before}"
    return f"{n} moved from {before} to {now}"


def moved_words(moved: Sequence[Shift]) -> str:
    """What changed since the check: "5 moved from no to with changes, and 1 from yes to no"."""
    return (
        f"Since the check: {listed([_shift(s) for s in moved])}."
        if moved
        else "Nobody has moved since the check."
    )


def sense_missing(check: OpenCheck) -> str:
    """How many have answered, for those who steer."""
    if not check.asked:
        return "Nobody with a vote is in a seat yet."
    return f"{check.said} of {check.asked} have said"


def holdouts_title(found: Holdouts) -> str:
    """What the list is about."""
    if found.kind == "proposal":
        return f"The proposal of {found.title}" if found.title else "The facilitator’s single text"
    return f"{found.code} {found.title}"


def resistance_words(row: Resistance) -> str:
    """How many object: "3 no, 5 with changes"."""
    parts = [f"{row.totals.no} no"] if row.totals.no else []
    if row.totals.with_changes:
        parts.append(f"{row.totals.with_changes} with changes")
    if parts:
        return ", ".join(parts)
    return "nobody objects" if row.totals.yes else "nobody has said anything"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        sense_name=sense_name, sense_question=sense_question, sense_anchor=sense_anchor,
        shot_name=shot_name, shot_counted=shot_counted, shot_said=shot_said, moved_words=moved_words,
        sense_missing=sense_missing,
        holdouts_title=holdouts_title, resistance_words=resistance_words,
    )  # fmt: skip
