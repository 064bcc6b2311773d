"""Sentences of the time after a seminar: dates, times present, what is kept and what went."""

from __future__ import annotations

from datetime import UTC, datetime

from jinja2 import Environment

from simulator.app.retention import Erased, Found

STEPS = ("not at all", "a little", "partly", "mostly", "fully")


def local_time(at: int) -> datetime:
    """An instant in the server's time zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone()


def date_words(at: int) -> str:
    """A day: 27 November 2026."""
    day = local_time(at)
    return f"{day.day} {day:%B %Y}"


def date_value(at: int) -> str:
    """The same as a date field holds it."""
    return f"{local_time(at):%Y-%m-%d}"


def moment_words(at: int) -> str:
    """A day and a time."""
    return f"{date_words(at)}, {local_time(at):%H:%M}"


def hour_words(at: int) -> str:
    """A time of day."""
    return f"{local_time(at):%H:%M}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def present_words(minutes: int) -> str:
    """A time present: 3 hours 20 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour", "hours")] if hours else []
    parts += [counted(rest, "minute", "minutes")] if rest or not hours else []
    return " ".join(parts)


def found_words(found: Found) -> str:
    """What is kept of somebody."""
    kept = ["their name"] if found.person else []
    kept += ["a line of the guest list"] if found.listed else []
    kept += [counted(found.notes, "sheet of notes", "sheets of notes")] if found.notes else []
    kept += [counted(found.messages, "message", "messages")] if found.messages else []
    *most, last = kept
    return f"{', '.join(most)} and {last}" if most else last


def spoken_words(found: Found) -> str:
    """What stays, because it was written for the organization that they played."""
    if not found.spoken:
        return ""
    what = counted(found.spoken, "reason, note or proposal", "reasons, notes and proposals")
    return f"{what} that they wrote for the organization they played will stay in the record, of somebody."


def erased_words(erased: Erased) -> str:
    """What went."""
    return (
        f"Erased: {counted(erased.names, 'name', 'names')}, {counted(erased.notes, 'sheet', 'sheets')}, "
        f"{counted(erased.messages, 'message', 'messages')}. It cannot be brought back."
    )


def answered_words(answered: int, enough: int) -> str:
    """How many answered, and how many are still wanted before results are shown."""
    if answered >= enough:
        return f"{counted(answered, 'person has', 'people have')} answered."
    who = "Nobody has" if not answered else counted(answered, "person has", "people have")
    return f"{who} answered. Results are shown when {enough} have, so that nobody is recognized."


def register(environment: Environment) -> None:
    """Give them to the templates."""
    made = (
        date_words, date_value, moment_words, hour_words, present_words, found_words, spoken_words, answered_words,
    )  # fmt: skip
    environment.globals |= {function.__name__: function for function in made} | {"scale_steps": STEPS}
