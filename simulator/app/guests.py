"""Who is invited to a seminar, kept outside the log so that names can be erased: one sheet of the seminar."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from simulator.core.ids import SeminarId, seminar_stream

from .guestlist import BadRow, Row, folded
from .ports import Conflict, Notes

TRIES: Final = 8
"""Two people may say "that is me" at the same moment."""


def change_sheet(notes: Notes, seminar: SeminarId, sheet: str, at: int, change: Callable[[Any], Any]) -> Any:
    """Read a sheet of a seminar, change it and write it; again where somebody wrote meanwhile. Raises `Conflict`."""
    stream = seminar_stream(seminar)
    for left in reversed(range(TRIES)):
        kept = notes.find(stream, "", sheet=sheet)
        after = change(json.loads(kept.text) if kept else None)
        try:
            notes.write(stream, "", json.dumps(after), at=at, sheet=sheet, seen=kept.version if kept else 0)
        except Conflict:
            if not left:
                raise
            continue
        return after


def read_sheet(notes: Notes, seminar: SeminarId, sheet: str) -> Any:
    """What a sheet of a seminar holds, or None."""
    kept = notes.find(seminar_stream(seminar), "", sheet=sheet)
    return json.loads(kept.text) if kept else None


@dataclass(frozen=True, slots=True)
class Invited:
    """A guest of the list; ``person`` is who said "that is me", or empty."""

    id: str
    name: str
    home: str = ""
    sector: str = ""
    remote: bool = False
    more_time: bool = False
    observer: bool = False
    together: str = ""
    apart: str = ""
    notes: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class GuestBook:
    """All guests, and the lines of the last list that were not taken."""

    guests: tuple[Invited, ...] = ()
    bad: tuple[BadRow, ...] = ()

    @property
    def by_id(self) -> dict[str, Invited]:
        """Guests by their id."""
        return {g.id: g for g in self.guests}

    @property
    def person_of(self) -> dict[str, str]:
        """Who of the guests is here, by guest."""
        return {g.id: g.person for g in self.guests if g.person}

    def of_person(self, person: str) -> Invited | None:
        """The guest that somebody said they are."""
        return next((g for g in self.guests if person and g.person == person), None)

    def unmatched(self) -> dict[str, str]:
        """Names that nobody has taken yet, by guest."""
        return {g.id: g.name for g in self.guests if not g.person}


def _book(held: Any) -> GuestBook:
    if not held:
        return GuestBook()
    return GuestBook(tuple(Invited(**g) for g in held["guests"]), tuple(BadRow(**b) for b in held["bad"]))


class Guests:
    """The guest list of each seminar."""

    SHEET = "guests"

    def __init__(self, notes: Notes, clock: Callable[[], int]) -> None:
        self._notes, self._clock = notes, clock

    def of(self, seminar: SeminarId) -> GuestBook:
        """The list as it is now."""
        return _book(read_sheet(self._notes, seminar, self.SHEET))

    def _change(self, seminar: SeminarId, change: Callable[[GuestBook], GuestBook]) -> GuestBook:
        def do(held: Any) -> Any:
            return asdict(change(_book(held)))

        return _book(change_sheet(self._notes, seminar, self.SHEET, self._clock(), do))

    def take(self, seminar: SeminarId, rows: Sequence[Row], bad: Sequence[BadRow]) -> GuestBook:
        """Add the guests of a list. Who is on it already (same name and home) keeps the chair; what is newer counts."""

        def change(book: GuestBook) -> GuestBook:
            known = {(folded(g.name), folded(g.home)): g for g in book.guests}
            for row in rows:
                fields = {k: v for k, v in asdict(row).items() if k != "line"}
                key = (folded(row.name), folded(row.home))
                old = known.get(key)
                known[key] = replace(old, **fields) if old else Invited(secrets.token_hex(4), **fields)
            listed = {folded(g.name) for g in known.values()}
            lost = (
                BadRow(row.line, "apart_unknown", name)
                for row in rows for name in _names(row.apart) if folded(name) not in listed
            )  # fmt: skip
            return GuestBook(tuple(known.values()), tuple(sorted((*bad, *lost), key=lambda b: b.line)))

        return self._change(seminar, change)

    def erase(self, seminar: SeminarId, guest: str = "") -> GuestBook:
        """Forget one guest, or the whole list. People who came in stay where they are."""
        return self._change(
            seminar,
            lambda book: GuestBook(tuple(g for g in book.guests if guest and g.id != guest), ()),
        )

    def match(self, seminar: SeminarId, guest: str, person: str) -> Invited | None:
        """Somebody says "that is me"; None where there is no such guest, or another person said so before."""

        def change(book: GuestBook) -> GuestBook:
            found = book.by_id.get(guest)
            if found is None or found.person not in ("", person):
                return book
            # one name each: who says this was not that
            freed = (replace(g, person="") if g.person == person else g for g in book.guests)
            return replace(
                book, guests=tuple(replace(g, person=person) if g.id == guest else g for g in freed)
            )

        found = self._change(seminar, change).by_id.get(guest)
        return found if found and found.person == person else None

    def step_back(self, seminar: SeminarId, person: str) -> None:
        """Somebody is not the guest they said: the name is free again."""
        mine = next((g.id for g in self.of(seminar).guests if person and g.person == person), "")
        if mine:
            self.unmatch(seminar, mine)

    def unmatch(self, seminar: SeminarId, guest: str) -> None:
        """It was somebody else: the name is free again."""
        self._change(
            seminar,
            lambda book: replace(
                book, guests=tuple(replace(g, person="") if g.id == guest else g for g in book.guests)
            ),
        )


def bonds(guests: Sequence[Invited]) -> dict[str, str]:
    """A label for those who want to sit together: who names somebody of the list joins them; other words are labels."""
    by_name = {folded(g.name): g.id for g in guests}
    label = {g.id: "" for g in guests}
    for guest in guests:
        if not folded(guest.together):
            continue
        other = by_name.get(folded(guest.together), "")
        old, new = label[guest.id], (label[other] or other) if other else f"word {folded(guest.together)}"
        if other and not label[other]:
            label[other] = new
        label = {k: new if v and v == old else v for k, v in label.items()}
        label[guest.id] = new
    return label


def _names(cell: str) -> list[str]:
    """The names in a cell that may hold several."""
    return [name.strip() for name in cell.replace(";", ",").split(",") if name.strip()]


def pairs_apart(guests: Sequence[Invited], keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs that the list keeps apart, as keys; names that are not on the list count for nothing."""
    by_name = {folded(g.name): g.id for g in guests}
    named = ((g.id, by_name.get(folded(part), "")) for g in guests for part in _names(g.apart))
    return tuple((keys[one], keys[other]) for one, other in named if other and other != one)
