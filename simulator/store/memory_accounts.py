"""The small ports in memory: what lives outside the log, for tests, rehearsals and the demonstration."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from simulator.app.outside import (
    AHEAD,
    Facilitator,
    Grant,
    Note,
    Person,
    RulebookEntry,
    SeminarEntry,
    StoredRulebook,
    Taken,
    Unknown,
    canonical_code,
)
from simulator.app.ports import Conflict


class MemoryPeople:
    """The `People` port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._people: dict[str, Person] = {}

    def add(self, person: Person) -> None:
        with self._lock:
            if self._people.get(person.person_id) == person:
                return
            if person.person_id in self._people or self._holder(person.seminar_id, person.resume_key):
                raise Taken("person", person.person_id)
            self._people[person.person_id] = person

    def find(self, person_id: str) -> Person | None:
        return self._people.get(person_id)

    def find_by_resume(self, seminar_id: str, resume_key: str) -> Person | None:
        with self._lock:
            return self._holder(seminar_id, resume_key)

    def of_seminar(self, seminar_id: str) -> tuple[Person, ...]:
        with self._lock:
            found = [person for person in self._people.values() if person.seminar_id == seminar_id]
        return tuple(sorted(found, key=lambda person: (person.created_at, person.person_id)))

    def rename(self, person_id: str, display_name: str) -> None:
        with self._lock:
            self._people[person_id] = replace(self._known(person_id), display_name=display_name)

    def set_resume(self, person_id: str, resume_key: str) -> None:
        with self._lock:
            person = self._known(person_id)
            holder = self._holder(person.seminar_id, resume_key)
            if holder is not None and holder != person:
                raise Taken("resume_key", person_id)
            self._people[person_id] = replace(person, resume_key=resume_key)

    def erase(self, person_id: str) -> bool:
        with self._lock:
            return self._people.pop(person_id, None) is not None

    def erase_seminar(self, seminar_id: str) -> int:
        with self._lock:
            gone = [key for key, person in self._people.items() if person.seminar_id == seminar_id]
            for key in gone:
                del self._people[key]
            return len(gone)

    def _holder(self, seminar_id: str, resume_key: str) -> Person | None:
        if not resume_key:
            return None
        matches = (one for one in self._people.values() if one.seminar_id == seminar_id)
        return next((one for one in matches if one.resume_key == resume_key), None)

    def _known(self, person_id: str) -> Person:
        if person_id not in self._people:
            raise Unknown("person", person_id)
        return self._people[person_id]


class MemoryNotes:
    """The `Notes` port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notes: dict[tuple[str, str, str, str], Note] = {}

    def write(
        self,
        stream: str,
        seat: str,
        text: str,
        *,
        at: int,
        person_id: str = "",
        sheet: str = "notes",
        seen: int | None = None,
    ) -> Note:
        place = (stream, seat, sheet, person_id)
        with self._lock:
            version = self._notes[place].version if place in self._notes else 0
            if seen is not None and seen != version:
                raise Conflict(f"{stream}/{seat}/{sheet}", seen, version)
            self._notes[place] = note = Note(stream, seat, person_id, sheet, text, version + 1, at)
            return note

    def find(self, stream: str, seat: str, *, person_id: str = "", sheet: str = "notes") -> Note | None:
        return self._notes.get((stream, seat, sheet, person_id))

    def of_seat(self, stream: str, seat: str) -> tuple[Note, ...]:
        with self._lock:
            found = [note for place, note in self._notes.items() if place[:2] == (stream, seat)]
        return tuple(sorted(found, key=lambda note: (note.sheet, note.person_id)))

    def erase_person(self, person_id: str) -> int:
        return self._erase(lambda note: bool(person_id) and note.person_id == person_id)

    def erase_stream(self, stream: str) -> int:
        return self._erase(lambda note: note.stream == stream)

    def _erase(self, doomed: Callable[[Note], bool]) -> int:
        with self._lock:
            gone = [place for place, note in self._notes.items() if doomed(note)]
            for place in gone:
                del self._notes[place]
            return len(gone)


class MemoryRulebooks:
    """The `Rulebooks` port."""

    def __init__(self) -> None:
        self._rulebooks: dict[str, StoredRulebook] = {}

    def put(self, hash: str, blob: str, *, title: str, at: int) -> None:
        if self._rulebooks.setdefault(hash, StoredRulebook(hash, title, at, blob)).blob != blob:
            raise Taken("rulebook", hash)

    def find(self, hash: str) -> StoredRulebook | None:
        return self._rulebooks.get(hash)

    def entries(self) -> tuple[RulebookEntry, ...]:
        found = [RulebookEntry(one.hash, one.title, one.created_at) for one in list(self._rulebooks.values())]
        return tuple(sorted(found, key=lambda entry: (-entry.created_at, entry.hash)))


class MemoryHeartbeat:
    """The `Heartbeat` port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._beats: dict[str, int] = {}

    def beat(self, name: str, at: int) -> None:
        self._beats[name] = at

    def last(self, name: str) -> int | None:
        return self._beats.get(name)

    def take(self, name: str, at: int, every: int) -> bool:
        with self._lock:
            if at - every < self._beats.get(name, at - every) <= at + AHEAD:
                return False
            self._beats[name] = at
            return True


class MemoryFacilitators:
    """The `Facilitators` port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._facilitators: dict[str, Facilitator] = {}
        self._grants: dict[tuple[str, str], Grant] = {}

    def add(self, facilitator: Facilitator) -> None:
        with self._lock:
            if self._facilitators.get(facilitator.facilitator_id) == facilitator:
                return
            if facilitator.facilitator_id in self._facilitators or self._holder(facilitator.token_hash):
                raise Taken("facilitator", facilitator.facilitator_id)
            self._facilitators[facilitator.facilitator_id] = facilitator

    def find(self, facilitator_id: str) -> Facilitator | None:
        return self._facilitators.get(facilitator_id)

    def find_by_token(self, token_hash: str) -> Facilitator | None:
        with self._lock:
            return self._holder(token_hash)

    def everyone(self) -> tuple[Facilitator, ...]:
        with self._lock:
            found = list(self._facilitators.values())
        return tuple(sorted(found, key=lambda one: (one.created_at, one.facilitator_id)))

    def replace_token(self, facilitator_id: str, token_hash: str) -> None:
        with self._lock:
            known = self._known(facilitator_id)
            holder = self._holder(token_hash)
            if holder is not None and holder != known:
                raise Taken("token", facilitator_id)
            self._facilitators[facilitator_id] = replace(known, token_hash=token_hash)

    def rename(self, facilitator_id: str, display_name: str) -> None:
        with self._lock:
            known = self._known(facilitator_id)
            self._facilitators[facilitator_id] = replace(known, display_name=display_name)

    def remove(self, facilitator_id: str) -> bool:
        with self._lock:
            for key in [key for key in self._grants if key[1] == facilitator_id]:
                del self._grants[key]
            return self._facilitators.pop(facilitator_id, None) is not None

    def allow(self, seminar_id: str, facilitator_id: str, role: str) -> None:
        with self._lock:
            self._known(facilitator_id)
            self._grants[seminar_id, facilitator_id] = Grant(seminar_id, facilitator_id, role)

    def withdraw(self, seminar_id: str, facilitator_id: str) -> bool:
        with self._lock:
            return self._grants.pop((seminar_id, facilitator_id), None) is not None

    def role(self, seminar_id: str, facilitator_id: str) -> str | None:
        grant = self._grants.get((seminar_id, facilitator_id))
        return grant.role if grant else None

    def of_seminar(self, seminar_id: str) -> tuple[Grant, ...]:
        with self._lock:
            return tuple(grant for key, grant in sorted(self._grants.items()) if key[0] == seminar_id)

    def of_facilitator(self, facilitator_id: str) -> tuple[Grant, ...]:
        with self._lock:
            return tuple(grant for key, grant in sorted(self._grants.items()) if key[1] == facilitator_id)

    def _holder(self, token_hash: str) -> Facilitator | None:
        return next((one for one in self._facilitators.values() if one.token_hash == token_hash), None)

    def _known(self, facilitator_id: str) -> Facilitator:
        if facilitator_id not in self._facilitators:
            raise Unknown("facilitator", facilitator_id)
        return self._facilitators[facilitator_id]


class MemorySeminarIndex:
    """The `SeminarIndex` port."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, SeminarEntry] = {}

    def add(self, entry: SeminarEntry) -> None:
        entry = replace(entry, join_code=canonical_code(entry.join_code))
        with self._lock:
            found = self._entries.get(entry.seminar_id)
            if found == entry:
                return
            if found is not None:
                raise Taken("seminar", entry.seminar_id)
            if self._holder(entry.join_code):
                raise Taken("join_code", entry.join_code)
            self._entries[entry.seminar_id] = entry

    def find(self, seminar_id: str) -> SeminarEntry | None:
        return self._entries.get(seminar_id)

    def find_by_code(self, join_code: str) -> SeminarEntry | None:
        with self._lock:
            return self._holder(canonical_code(join_code))

    def rename(self, seminar_id: str, title: str) -> None:
        with self._lock:
            self._entries[seminar_id] = replace(self._known(seminar_id), title=title)

    def change_code(self, seminar_id: str, join_code: str) -> None:
        code = canonical_code(join_code)
        with self._lock:
            known = self._known(seminar_id)
            holder = self._holder(code)
            if holder is not None and holder != known:
                raise Taken("join_code", seminar_id)
            self._entries[seminar_id] = replace(known, join_code=code)

    def archive(self, seminar_id: str, at: int | None) -> None:
        with self._lock:
            self._entries[seminar_id] = replace(self._known(seminar_id), archived_at=at)

    def entries(self, *, archived: bool = False) -> tuple[SeminarEntry, ...]:
        with self._lock:
            found = [entry for entry in self._entries.values() if (entry.archived_at is not None) == archived]
        return tuple(sorted(found, key=lambda entry: (-entry.created_at, entry.seminar_id)))

    def _holder(self, join_code: str) -> SeminarEntry | None:
        return next((entry for entry in self._entries.values() if entry.join_code == join_code), None)

    def _known(self, seminar_id: str) -> SeminarEntry:
        if seminar_id not in self._entries:
            raise Unknown("seminar", seminar_id)
        return self._entries[seminar_id]
