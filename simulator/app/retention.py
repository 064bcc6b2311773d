"""How long names and texts are kept, and how they go: all of a seminar at its date or at once, or one person's.

What goes lives outside the log (names, notes, the guest list, texts of the evaluation), or is the payload of a message,
which carries words and no state: the chain of hashes covers its hash alone and still verifies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from simulator.core.events.exercise import HeardAnswered, HelpAsked, HelpReplied, MessageSent
from simulator.core.ids import ExerciseId, PersonId, SeminarId, exercise_stream, seminar_stream

from .evaluation import Evaluation
from .guestlist import folded
from .guests import Guests, change_sheet, read_sheet
from .ports import SeminarEntry
from .remains import keep_remains
from .service import Simulator

DAY: Final = 86_400_000
USUAL_DAYS: Final = 90
SHEET = "retention"
TEXTS: Final = (
    "reason",
    "rationale",
    "note",
    "moves",
    "condition",
    "give",
    "want",
    "live",
    "hinder",
    "headline",
)
"""Fields in which people write for the organization that they play, or for the press."""
WORDS: Final = {
    MessageSent.KIND: "text", HeardAnswered.KIND: "note", HelpAsked.KIND: "text", HelpReplied.KIND: "text",
}  # fmt: skip
"""Kinds whose words go: letters and messages, calls for help and what was answered, and what a seat told the
facilitators of whether it was heard."""
InThread = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a seminar's names and texts are kept (ms since 1970 UTC), and when they went."""

    until: int
    purged_at: int = 0


def usual_date(created_at: int) -> int:
    """Until when names and texts of a seminar are kept where nobody chose a date."""
    return created_at + USUAL_DAYS * DAY


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of somebody: a person who came in, or a guest of the list who did not. ``spoken`` counts what they
    wrote for the organization that they played: it stays in the record, without a name."""

    key: str
    name: str
    person: bool
    listed: bool
    notes: int = 0
    messages: int = 0
    spoken: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """What went."""

    names: int = 0
    notes: int = 0
    messages: int = 0


class Retention:
    """Keeps to the dates, and erases."""

    def __init__(
        self, simulator: Simulator, guests: Guests, evaluation: Evaluation, in_thread: InThread
    ) -> None:
        self._simulator, self._guests, self._evaluation = simulator, guests, evaluation
        self._stores, self._in_thread = simulator.stores, in_thread

    # --- dates -----------------------------------------------------------------------------------------

    def kept(self, entry: SeminarEntry) -> Kept:
        """The date of a seminar: as chosen, or `USUAL_DAYS` after it was opened."""
        held = read_sheet(self._stores.notes, SeminarId(entry.seminar_id), SHEET)
        return Kept(held["until"], held["purged_at"]) if held else Kept(usual_date(entry.created_at))

    def keep_until(self, entry: SeminarEntry, until: int) -> None:
        """Choose another date."""
        self._write(SeminarId(entry.seminar_id), Kept(until, self.kept(entry).purged_at))

    def _write(self, seminar: SeminarId, kept: Kept) -> None:
        held = {"until": kept.until, "purged_at": kept.purged_at}
        change_sheet(self._stores.notes, seminar, SHEET, self._simulator.clock(), lambda _held: held)

    def purge_due(self) -> int:
        """Purge every seminar whose date has come; returns how many that were."""
        index, now, done = self._stores.seminars, self._simulator.clock(), 0
        for entry in (*index.entries(), *index.entries(archived=True)):
            kept = self.kept(entry)
            if kept.until <= now and not kept.purged_at:
                self.purge(entry)
                done += 1
        return done

    # --- all of a seminar ------------------------------------------------------------------------------

    def purge(self, entry: SeminarEntry) -> Erased:
        """Put the seminar away and erase its names, notes, letters and other messages, guest list, and texts of the
        evaluation. What was agreed, decided and signed stays, of organizations."""
        seminar, notes = SeminarId(entry.seminar_id), self._stores.notes
        rooms = tuple(self._simulator.seminar(seminar).rooms)
        self._simulator.archive(seminar, away=True)
        kept, form = self.kept(entry), self._evaluation.forget(seminar)
        messages = sum(
            self._erase_messages(room, upto, lambda _a: True) for room, upto in self._copies(rooms)
        )
        names = self._stores.people.erase_seminar(seminar)
        sheets = sum(notes.erase_stream(room) for room in rooms)
        # the sheets of the seminar last: one of them has the date, and after a crash the next look begins again
        sheets += notes.erase_stream(seminar_stream(seminar))
        self._write(seminar, Kept(kept.until, self._simulator.clock()))
        self._evaluation.keep(seminar, *form)
        self._scrub(seminar)
        return Erased(names, sheets, messages)

    def _copies(
        self, rooms: Iterable[ExerciseId], most: int | None = None
    ) -> Iterator[tuple[ExerciseId, int | None]]:
        """These rooms, and those that began with a copy of what was written in them, each with how much of it that is
        (None: all of it)."""
        for room in rooms:
            yield room, most
            for branch in self._simulator.exercise(room).goes_on:
                upto = branch.version if most is None else min(most, branch.version)
                yield from self._copies((branch.exercise,), upto)

    def _erase_messages(self, room: ExerciseId, upto: int | None, whose: Callable[[str], bool]) -> int:
        stream, events = exercise_stream(room), self._stores.events
        found = [
            e
            for kind, words in WORDS.items()
            for e in events.read(stream, upto=upto, kind=kind)
            if not e.erased and e.payload.get(words) and whose(e.actor)
        ]
        if found:
            keep_remains(self._stores.notes, stream, found, self._simulator.clock())
        return events.erase_payloads(stream, [e.version for e in found])

    def _scrub(self, seminar: SeminarId) -> None:
        """Nothing of it in memory, on the pages, or in the files."""
        for room in {room for room, _ in self._copies(self._simulator.seminar(seminar).rooms)}:
            self._simulator.forget_state(room)
        self._in_thread(self._stores.events.scrub)

    # --- one person ------------------------------------------------------------------------------------

    def search(self, entry: SeminarEntry, name: str) -> tuple[Found, ...]:
        """People and guests whose name has these letters, with what is kept of each."""
        wanted, seminar = folded(name), SeminarId(entry.seminar_id)
        if not wanted:
            return ()
        guests = self._guests.of(seminar).guests
        known = {g.person: g for g in guests if g.person}
        people = [
            p
            for p in self._stores.people.of_seminar(seminar)
            if wanted in folded(p.display_name)
            or (p.person_id in known and wanted in folded(known[p.person_id].name))
        ]
        wrote = self._written(seminar, {p.person_id for p in people})
        found = [
            Found(p.person_id, p.display_name, True, p.person_id in known, *wrote[p.person_id])
            for p in people
        ]
        waiting = (g for g in guests if not g.person and wanted in folded(g.name))
        return (*found, *(Found(g.id, g.name, person=False, listed=True) for g in waiting))

    def _written(self, seminar: SeminarId, people: set[str]) -> dict[str, tuple[int, int, int]]:
        """How many sheets of notes, messages, and words for their organization there are of each of these people."""
        notes, messages, spoken = Counter[str](), Counter[str](), Counter[str]()
        for room in self._simulator.seminar(seminar).rooms.values() if people else ():
            for seat in room.seats:
                notes.update(n.person_id for n in self._stores.notes.of_seat(room.id, seat))
            for event in self._stores.events.read(exercise_stream(room.id)):
                if event.actor in people and not event.erased:
                    words = WORDS.get(event.kind)
                    messages[event.actor] += bool(words and event.payload.get(words))
                    spoken[event.actor] += not words and any(event.payload.get(text) for text in TEXTS)
        return {p: (notes[p], messages[p], spoken[p]) for p in people}

    def erase_person(self, entry: SeminarEntry, key: str) -> Erased | None:
        """Erase the name, the line of the guest list, the notes and the messages of a person, or the line of a guest
        who never came. None where this is neither."""
        seminar, guests = SeminarId(entry.seminar_id), self._guests
        book = guests.of(seminar)
        if key in book.by_id and not book.by_id[key].person:
            guests.erase(seminar, key)
            self._scrub(seminar)
            return Erased(names=1)
        person = PersonId(key)
        found = self._stores.people.find(person)
        if found is None or found.seminar_id != seminar:
            return None
        for guest in book.guests:
            if guest.person == person:
                guests.erase(seminar, guest.id)
        self._stores.people.erase(person)
        notes = self._stores.notes.erase_person(person)
        self._evaluation.erase_person(seminar, person)
        messages = sum(
            self._erase_messages(room, upto, lambda actor: actor == person)
            for room, upto in self._copies(self._simulator.seminar(seminar).rooms)
        )
        self._scrub(seminar)
        return Erased(1, notes, messages)
