"""Choices that a facilitator keeps under a name, to open another seminar from: choices and running order, no people."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from simulator.core.ids import PersonId, StepId

from .branding import shelf_of
from .guests import TRIES
from .ports import Conflict, Notes

MOST: Final = 40
LONGEST_NAME: Final = 60


class CannotKeep(Exception):
    """A template cannot be kept so; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Template:
    """``choices`` are the fields of the opening form as they were typed; ``lengths`` are minutes that differ from the
    scenario's, ``out`` steps that are left out; ``logo`` is the name of a picture on the facilitator's shelf."""

    id: str
    name: str
    scenario: str
    choices: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[StepId, int] = field(default_factory=dict)
    out: tuple[StepId, ...] = ()
    logo: str = ""


def _read(text: str) -> tuple[Template, ...]:
    return tuple(Template(**{**held, "out": tuple(held["out"])}) for held in json.loads(text or "[]"))


class SeminarTemplates:
    """The templates of each facilitator: one sheet of theirs."""

    SHEET = "templates"

    def __init__(self, notes: Notes, clock: Callable[[], int]) -> None:
        self._notes, self._clock = notes, clock

    def of(self, facilitator: PersonId) -> tuple[Template, ...]:
        """By name."""
        kept = self._notes.find(shelf_of(facilitator), "", sheet=self.SHEET)
        found = _read(kept.text) if kept else ()
        return tuple(sorted(found, key=lambda t: t.name.casefold()))

    def find(self, facilitator: PersonId, template: str) -> Template | None:
        """One of them; None where there is none of this id."""
        return next((t for t in self.of(facilitator) if t.id == template), None)

    def keep(self, facilitator: PersonId, name: str, template: Template) -> Template:
        """Keep choices under a name. Raises `CannotKeep`."""
        new = replace(template, id=secrets.token_hex(4), name=_fit(name))

        def change(held: tuple[Template, ...]) -> tuple[Template, ...]:
            _free(held, new.name)
            if len(held) >= MOST:
                raise CannotKeep("template.too_many")
            return (*held, new)

        self._change(facilitator, change)
        return new

    def rename(self, facilitator: PersonId, template: str, name: str) -> None:
        """Call one something else. Raises `CannotKeep`."""
        name = _fit(name)

        def change(held: tuple[Template, ...]) -> tuple[Template, ...]:
            if not any(t.id == template for t in held):
                raise CannotKeep("template.gone")
            _free((t for t in held if t.id != template), name)
            return tuple(replace(t, name=name) if t.id == template else t for t in held)

        self._change(facilitator, change)

    def delete(self, facilitator: PersonId, template: str) -> None:
        """Forget one. What was opened from it stays as it is."""
        self._change(facilitator, lambda held: tuple(t for t in held if t.id != template))

    def _change(
        self, facilitator: PersonId, change: Callable[[tuple[Template, ...]], tuple[Template, ...]]
    ) -> None:
        """Read, change and write; again where another page of theirs wrote meanwhile."""
        stream = shelf_of(facilitator)
        for left in reversed(range(TRIES)):
            kept = self._notes.find(stream, "", sheet=self.SHEET)
            after: list[Any] = [asdict(t) for t in change(_read(kept.text) if kept else ())]
            seen = kept.version if kept else 0
            try:
                self._notes.write(
                    stream, "", json.dumps(after), at=self._clock(), sheet=self.SHEET, seen=seen
                )
            except Conflict:
                if not left:
                    raise
                continue
            return


def _fit(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise CannotKeep("template.name_missing")
    if len(name) > LONGEST_NAME:
        raise CannotKeep("template.name_long")
    return name


def _free(held: Any, name: str) -> None:
    if any(t.name.casefold() == name.casefold() for t in held):
        raise CannotKeep("template.name_taken")
