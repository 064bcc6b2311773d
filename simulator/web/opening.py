"""The form that opens a seminar: read with everything that was typed, so that nothing has to be typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from werkzeug.datastructures import MultiDict

from simulator.app.branding import LONGEST_CREDITS
from simulator.app.retention import USUAL_DAYS
from simulator.app.seminar_templates import Template
from simulator.core.agenda import LONGEST, Agenda, scale, steps_of
from simulator.core.ids import StepId
from simulator.core.planning import best_rooms
from simulator.core.rulebook import Rulebook
from simulator.core.state.seminar import Settings

from .kit import minutes_of

MOST_ROOMS, MOST_PEOPLE, MOST_DAYS = 12, 500, 3650
NINE = 9 * 60
BLANK = {
    "title": "", "people": "", "minutes": "", "date": "", "begins": "", "cast": "", "rooms": "1",
    "days": str(USUAL_DAYS), "credits": "", "template": "",
}  # fmt: skip
OF_TEMPLATES = ("title", "begins", "days", "credits", *(f.name for f in fields(Settings)))
"""What of the form a template keeps as it was typed: nothing of this one day or of its people."""


def clock_words(minutes: int) -> str:
    """Minutes after midnight as a clock shows them."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class Line:
    """A step as it would run. ``begins`` and ``ends`` are empty for a step that is left out."""

    id: str
    title: str
    minutes: int
    own: int
    begins: str
    ends: str
    out: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What a form asks for. With a ``problem`` nothing is opened; ``wrong`` is the field that it is about."""

    typed: Mapping[str, str]
    title: str
    rooms: tuple[tuple[str, int], ...] = ()
    settings: Settings = Settings()
    agenda: Agenda = Agenda()
    lines: tuple[Line, ...] = ()
    minutes: int = 0
    begins: str = ""
    ends: str = ""
    days: int = USUAL_DAYS
    credits: str = ""
    logo: str = ""
    said: str = ""
    problem: str = ""
    wrong: str = ""

    def but(self, wrong: str, problem: str) -> Opening:
        """The same with this problem, unless another one was found before."""
        return self if self.problem else replace(self, problem=problem, wrong=wrong)


def _number(text: str, least: int, most: int) -> int | None:
    """A whole number in a range, None where it is none."""
    plain = text.strip()
    value = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 4 else -1
    return value if least <= value <= most else None


def _lines(book: Rulebook, agenda: Agenda, begins: int) -> tuple[Line, ...]:
    lines, at = [], begins
    for step in book.steps:
        minutes, out = agenda.lengths.get(step.id, step.minutes), step.id in agenda.out
        lines.append(Line(step.id, step.title, minutes, step.minutes,
                          "" if out else clock_words(at), "" if out else clock_words(at + minutes), out))  # fmt: skip
        at += 0 if out else minutes
    return tuple(lines)


def scaled(book: Rulebook, out: tuple[StepId, ...], total: int) -> tuple[Agenda, int]:
    """The running order at this length, and by how much it misses it."""
    kept = steps_of(book, Agenda(out=out))
    lengths, misses = scale(kept, total)
    return Agenda({s.id: lengths[s.id] for s in kept if lengths[s.id] != s.minutes}, out), misses


def _as_kept(book: Rulebook, template: Template | None, out: tuple[StepId, ...], total: int) -> Agenda | None:
    """The running order of a template, while neither its length nor what it leaves out was changed."""
    if template is None:
        return None
    agenda = Agenda({s: m for s, m in template.lengths.items() if s in book.step_of}, out)
    same = set(template.out) & set(book.step_of) == set(out)
    return agenda if same and sum(s.minutes for s in steps_of(book, agenda)) == total else None


def read_opening(form: MultiDict[str, str], book: Rulebook, template: Template | None = None) -> Opening:
    """What this form asks for, with a problem in words where something in it cannot be."""
    typed = BLANK | {f.name: str(f.default) for f in fields(Settings)} | dict(form.items())
    problem, wrong = "", ""

    def say(where: str, words: str) -> None:
        nonlocal problem, wrong
        if not problem:
            problem, wrong = words, where

    def number(name: str, otherwise: int, least: int, most: int, words: str) -> int:
        if not typed.get(name, "").strip():
            return otherwise
        found = _number(typed[name], least, most)
        if found is None:
            say(name, words)
        return otherwise if found is None else found

    people = number(
        "people", 0, 1, MOST_PEOPLE, f"Write the number of people in figures, 1 to {MOST_PEOPLE}."
    )
    size = number(
        "cast", max(c.size for c in book.casts), 1, 9999, "Choose one of the numbers of seats shown."
    )
    count = number("rooms", 1, 1, MOST_ROOMS, f"Write how many rooms you want, 1 to {MOST_ROOMS}.")
    if people:
        fitting = best_rooms(book, people, MOST_ROOMS)
        if count > len(fitting):  # more rooms than they need were asked for
            fitting = best_rooms(book, -(-people // count), 1)
        count, size = max(count, len(fitting)), fitting[0].cast
    chosen = form.getlist("out")
    out = tuple(s.id for s in book.steps if s.id in chosen)
    own = sum(s.minutes for s in book.steps if s.id not in out)
    if len(out) == len(book.steps):
        say("out", "Every step would be left out. Keep at least one.")
        out, own = (), book.minutes
    most = LONGEST * len(book.steps)
    total = number("minutes", own, 1, most, f"Write the running time in minutes, 1 to {most}.")
    kept = _as_kept(book, template, out, total)
    agenda, misses = (kept, 0) if kept else scaled(book, out, total)
    if misses > 0:
        say("minutes", f"These steps take {total + misses} minutes even when each is as short as makes sense. "
            f"Give them {total + misses} minutes, or leave steps out below.")  # fmt: skip
    elif misses < 0:
        say(
            "minutes", f"These steps can last {total + misses} minutes at most. Give them that, or add a day."
        )
    begin = minutes_of(typed.get("begins", ""), -1)
    if typed.get("begins") and begin < 0:
        say("begins", "Write when it begins as hours and minutes, for example 13:30.")
    begin = NINE if begin < 0 else begin
    days = number(
        "days", USUAL_DAYS, 1, MOST_DAYS, f"Write for how many days names are kept, 1 to {MOST_DAYS}."
    )
    credits = " ".join(typed.get("credits", "").split())
    if len(credits) > LONGEST_CREDITS:
        say(
            "credits",
            f"The line of credits has {len(credits)} characters; {LONGEST_CREDITS} fit. Shorten it.",
        )
    lines = _lines(book, agenda, begin)
    minutes = sum(line.minutes for line in lines if not line.out)
    return Opening(
        typed, " ".join(typed.get("title", "").split())[:80] or book.title,
        tuple((f"Room {chr(ord('A') + i)}", size) for i in range(count)),
        Settings(**{f.name: typed.get(f.name, str(f.default)) for f in fields(Settings)}), agenda, lines, minutes,
        clock_words(begin), clock_words(begin + minutes), days, credits, problem=problem, wrong=wrong,
    )  # fmt: skip


def template_of(opening: Opening, scenario: str) -> Template:
    """What a template keeps of a form. The number of people is one of this day: what follows from it is kept."""
    choices = {name: opening.typed.get(name, "") for name in OF_TEMPLATES}
    choices |= {
        "minutes": str(opening.minutes),
        "rooms": str(len(opening.rooms)),
        "cast": str(opening.rooms[0][1]),
    }
    return Template("", "", scenario, choices, opening.agenda.lengths, opening.agenda.out, opening.logo)


def from_template(template: Template, book: Rulebook) -> Opening:
    """The form as a template fills it."""
    form = MultiDict(
        [*template.choices.items(), ("template", template.id), *(("out", s) for s in template.out)]
    )
    return replace(read_opening(form, book, template), logo=template.logo)
