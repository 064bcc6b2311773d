"""The evaluation form: authored questions that a facilitator may change, anonymous answers, and their count.

Answers live outside the log, on one sheet of the seminar. Who has answered is on that sheet, and so are the answers,
but nothing connects the two: an answer lies under the hash of a word that only the browser of its writer has. Both are
kept sorted, so that their order tells nothing, and there is no time beside an answer.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from simulator.core.ids import PersonId, SeminarId
from simulator.core.state.seminar import Seminar

from .guests import change_sheet, read_sheet
from .ports import Notes

FORM, ANSWERS = "evaluation-form", "evaluation"
ENOUGH: Final = 5
"""Answers below which nothing is shown: with fewer, people would be recognized."""
MOST_OWN: Final = 5
CALL: Final = (
    "Please answer the evaluation form: “Evaluation form” in the menu of your page. It takes three minutes."
)
"""What everybody's page says when the form is open, and by which the page knows to lead there."""
LONGEST_QUESTION, LONGEST_ANSWER = 200, 1500
SCALE: Final = ("1", "2", "3", "4", "5")
Kind = Literal["scale", "text"]
Status = Literal["", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question: one of five steps, or free text. ``own``: a facilitator wrote it."""

    id: str
    kind: Kind
    text: str
    own: bool = False
    on: bool = True


AUTHORED: Final = (
    Question("sectors", "scale", "I now understand better why other sectors decide the way they do."),
    Question("design", "scale", "I can say what an agreement must settle about deciding, resources and work to last."),
    Question("practice", "scale", "I practiced asking for what I need and finding out what others need."),
    Question("heard", "scale", "At my table everybody was heard, whatever organization they played."),
    Question("role", "scale", "My role card told me enough to argue for my organization."),
    Question("pace", "scale", "There was enough time for the steps that mattered."),
    Question("use", "scale", "I will use something of today in my own work within three months."),
    Question("surprise", "text", "What surprised you about another organization’s point of view?"),
    Question("home", "text", "What will you do differently at home? Name one thing, and when."),
    Question("better", "text", "What should we change before the next seminar?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one seminar. Until ``status`` says otherwise it opens with the step that closes the seminar."""

    status: Status = ""
    off: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Question, ...] = ()

    @property
    def all(self) -> tuple[Question, ...]:
        """Every question as it would be asked, those that are switched off too."""
        asked = tuple(replace(q, text=self.wording.get(q.id, q.text)) for q in AUTHORED)
        return tuple(replace(q, on=q.id not in self.off) for q in (*asked, *self.own))

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked."""
        return tuple(q for q in self.all if q.on)

    def is_open(self, seminar: Seminar) -> bool:
        """Whether answers are taken: where nobody opened or closed it, from the closing step on."""
        return self.status == "open" or (self.status == "" and is_closing(seminar))


def is_closing(seminar: Seminar) -> bool:
    """Whether the seminar is in its closing step, which opens the form by itself."""
    step = seminar.rulebook.step_of.get(seminar.step) if seminar.rulebook else None
    return step is not None and step.kind == "close"


@dataclass(frozen=True, slots=True)
class Count:
    """What was answered to a question: how many chose each step, or the texts in alphabetical order."""

    question: Question
    steps: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """How many answered this one."""
        return sum(self.steps) + len(self.texts)


@dataclass(frozen=True, slots=True)
class Results:
    """How many answered, and what: nothing of it while there are fewer than `ENOUGH`."""

    answered: int
    counts: tuple[Count, ...]


class FormClosed(Exception):
    """Answers are not taken now."""


class FormEmpty(Exception):
    """Nothing of the form is answered."""


class AnsweredElsewhere(Exception):
    """This person answered with another browser; only that one can change the answer."""


class FormAnswered(Exception):
    """Somebody has answered: the questions stay as they are."""


def one_line(text: str, most: int = LONGEST_QUESTION) -> str:
    """A question, or another line that a facilitator writes, as it is kept."""
    return " ".join("".join(c for c in word if c.isprintable()) for word in text.split())[:most]


def key_of(word: str, seminar: str) -> str:
    """Under what an answer lies."""
    return hashlib.sha256(f"{seminar}|{word}".encode()).hexdigest()[:32]


def _form(held: Any) -> Form:
    if not held:
        return Form()
    own = tuple(Question(**q) for q in held["own"])
    return Form(held["status"], tuple(held["off"]), dict(held["wording"]), own)


class Evaluation:
    """The forms of all seminars."""

    def __init__(self, notes: Notes, clock: Callable[[], int]) -> None:
        self._notes, self._clock = notes, clock
        # a whole room answers in the same minute
        self._one_at_a_time = threading.Lock()

    def form(self, seminar: SeminarId) -> Form:
        """The form as it is now."""
        return _form(read_sheet(self._notes, seminar, FORM))

    def _held(self, seminar: SeminarId) -> dict[str, Any]:
        return read_sheet(self._notes, seminar, ANSWERS) or {"answered": [], "answers": {}}

    def answered(self, seminar: SeminarId) -> int:
        """How many have answered."""
        return len(self._held(seminar)["answers"])

    def has_answered(self, seminar: SeminarId, person: PersonId) -> bool:
        """Whether this person has."""
        return person in self._held(seminar)["answered"]

    def answer_of(self, seminar: SeminarId, word: str) -> dict[str, str] | None:
        """What the browser with this word answered."""
        found = self._held(seminar)["answers"].get(key_of(word, seminar)) if word else None
        return dict(found) if found is not None else None

    # --- the facilitator's -----------------------------------------------------------------------------

    def set_status(self, seminar: SeminarId, status: Status) -> None:
        """Open or close it."""
        self._change(seminar, lambda form: replace(form, status=status))

    def arrange(self, seminar: SeminarId, on: set[str], wording: Mapping[str, str]) -> bool:
        """Which questions are asked, in which words; whether one that was emptied has its words back. Raises
        `FormAnswered` once somebody has answered."""
        if self.answered(seminar):
            raise FormAnswered

        def change(form: Form) -> Form:
            said = {q.id: one_line(wording.get(q.id, "")) for q in AUTHORED}
            kept = {q.id: said[q.id] for q in AUTHORED if said[q.id] and said[q.id] != q.text}
            own = tuple(replace(q, text=one_line(wording.get(q.id, "")) or q.text) for q in form.own)
            known = (*AUTHORED, *own)
            return replace(form, off=tuple(q.id for q in known if q.id not in on), wording=kept, own=own)

        self._change(seminar, change)
        return any(q.id in on and not one_line(wording.get(q.id, "")) for q in self.form(seminar).all)

    def add(self, seminar: SeminarId, kind: str, text: str) -> bool:
        """A question of the facilitator's own; false where it is empty or there are `MOST_OWN` already."""
        if self.answered(seminar):
            raise FormAnswered
        text, made = (
            one_line(text),
            Question(f"own-{secrets.token_hex(3)}", "text" if kind == "text" else "scale", ""),
        )
        if not text or len(self.form(seminar).own) >= MOST_OWN:
            return False
        self._change(seminar, lambda form: replace(form, own=(*form.own, replace(made, text=text, own=True))))
        return True

    def drop(self, seminar: SeminarId, question: str) -> None:
        """Take a question of the facilitator's own away."""
        if self.answered(seminar):
            raise FormAnswered
        self._change(seminar, lambda form: replace(form, own=tuple(q for q in form.own if q.id != question)))

    def _change(self, seminar: SeminarId, change: Callable[[Form], Form]) -> None:
        def do(held: Any) -> Any:
            form = change(_form(held))
            return {**asdict(form), "own": [asdict(q) for q in form.own]}

        change_sheet(self._notes, seminar, FORM, self._clock(), do)

    # --- the participants' -----------------------------------------------------------------------------

    def answer(self, seminar: Seminar, person: PersonId, word: str, given: Mapping[str, str]) -> str:
        """Keep an answer, or change it, and return the word under which this browser finds it again. Raises
        `FormClosed`, `FormEmpty`, and `AnsweredElsewhere` for a second answer of the same person."""
        form = self.form(seminar.id)
        if not form.is_open(seminar):
            raise FormClosed
        kept = {q.id: text for q in form.questions if (text := _clean(q, given.get(q.id, "")))}
        if not kept:
            raise FormEmpty  # it would count among those behind whom the others are hidden
        mine = word or secrets.token_urlsafe(18)
        key = key_of(mine, seminar.id)

        def do(held: Any) -> Any:
            held = held or {"answered": [], "answers": {}}
            if key not in held["answers"] and person in held["answered"]:
                raise AnsweredElsewhere
            answers = {**held["answers"], key: kept}
            return {"answered": sorted({*held["answered"], person}), "answers": dict(sorted(answers.items()))}

        with self._one_at_a_time:
            change_sheet(self._notes, seminar.id, ANSWERS, self._clock(), do)
        return mine

    # --- what came of it -------------------------------------------------------------------------------

    def results(self, seminar: SeminarId) -> Results:
        """The counts, once `ENOUGH` have answered."""
        answers = list(self._held(seminar)["answers"].values())
        if len(answers) < ENOUGH:
            return Results(len(answers), ())
        return Results(len(answers), tuple(_count(q, answers) for q in self.form(seminar).questions))

    def forget(self, seminar: SeminarId) -> tuple[Form, dict[str, Any]]:
        """What may stay when a seminar's texts go: the form, and the steps that were chosen, of nobody."""
        form = self.form(seminar)
        scales = {q.id for q in form.all if q.kind == "scale"}
        steps = [{q: v for q, v in a.items() if q in scales} for a in self._held(seminar)["answers"].values()]
        kept = {secrets.token_hex(16): answer for answer in steps}
        return replace(form, status="closed"), {"answered": [], "answers": dict(sorted(kept.items()))}

    def keep(self, seminar: SeminarId, form: Form, held: Mapping[str, Any]) -> None:
        """Write back what may stay."""
        self._change(seminar, lambda _form: form)
        change_sheet(self._notes, seminar, ANSWERS, self._clock(), lambda _held: dict(held))

    def erase_person(self, seminar: SeminarId, person: PersonId) -> None:
        """Forget that a person has answered. What they answered is nobody's, and cannot be found."""

        def do(held: Any) -> Any:
            held = held or {"answered": [], "answers": {}}
            return {**held, "answered": [p for p in held["answered"] if p != person]}

        if self.has_answered(seminar, person):
            change_sheet(self._notes, seminar, ANSWERS, self._clock(), do)


def _clean(question: Question, text: str) -> str:
    if question.kind == "scale":
        return text if text in SCALE else ""
    return text.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_ANSWER]


def _count(question: Question, answers: list[dict[str, str]]) -> Count:
    given = [a[question.id] for a in answers if a.get(question.id)]
    if question.kind == "scale":
        return Count(question, tuple(given.count(step) for step in SCALE))
    return Count(question, texts=tuple(sorted(given, key=str.casefold)))
