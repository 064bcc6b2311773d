"""Guests who only watch, and guests who play the press: the links that let them in, and who looks now.

A link is of a seminar and of one kind. It names a key that is kept on a sheet outside the log; another key, or none,
and the link is dead. Names are kept where all names are, and only of those who gave one.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from simulator.core.ids import ExerciseId, PersonId, SeminarId

from .guests import change_sheet, read_sheet
from .ports import Notes, People, Person

SHEET: Final = "observers"
DoorKind = Literal["observer", "press"]
KINDS: Final[tuple[DoorKind, ...]] = get_args(DoorKind)
Ended = Callable[[SeminarId], None]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a link says: of which seminar it is, for whom, and under which key."""

    seminar: SeminarId
    kind: DoorKind
    key: str


@dataclass(frozen=True, slots=True)
class Onlooker:
    """A guest whose page is open; the name is empty where none was given."""

    name: str
    rooms: tuple[ExerciseId, ...]
    writes: bool


class Observers:
    """The links of a seminar, and who looks now."""

    def __init__(self, notes: Notes, people: People, clock: Callable[[], int]) -> None:
        self._notes, self._people, self._clock = notes, people, clock
        self._ended: list[Ended] = []
        self._open: dict[str, tuple[ExerciseId, PersonId, bool]] = {}
        self._lock = threading.Lock()

    def listen(self, ended: Ended) -> None:
        """Call ``ended`` with the seminar when a link of it no longer lets anybody in."""
        self._ended.append(ended)

    # --- links -----------------------------------------------------------------------------------------

    def keys(self, seminar: SeminarId) -> dict[DoorKind, str]:
        """The key of each kind of link that is open."""
        held = read_sheet(self._notes, seminar, SHEET) or {}
        return {kind: held[kind] for kind in KINDS if held.get(kind)}

    def admits(self, found: Pass | None) -> bool:
        """Whether the link lets somebody in now."""
        return found is not None and self.keys(found.seminar).get(found.kind) == found.key

    def open(self, seminar: SeminarId, kind: DoorKind) -> None:
        """Let guests of this kind in. An open link stays as it is."""
        self._change(seminar, lambda held: held if held.get(kind) else {**held, kind: _new_key()})

    def renew(self, seminar: SeminarId, kind: DoorKind, seen: str) -> bool:
        """Another link; the one that was ``seen`` is dead, and what was opened with it ends. False where another
        facilitator changed it meanwhile, and then nothing is done."""
        return self._end(seminar, kind, seen, {kind: _new_key()})

    def close(self, seminar: SeminarId, kind: DoorKind, seen: str) -> bool:
        """Nobody comes in by this link any more, and what was opened with it ends. False as in `renew`."""
        return self._end(seminar, kind, seen, {})

    def _end(self, seminar: SeminarId, kind: DoorKind, seen: str, then: dict[DoorKind, str]) -> bool:
        ours: list[bool] = []

        def change(held: dict[str, str]) -> Any:
            ours.append(held.get(kind, "") == seen)
            return {**{k: v for k, v in held.items() if k != kind}, **then} if ours[-1] else held

        self._change(seminar, change)
        if ours[-1]:
            for ended in self._ended:
                ended(seminar)
        return ours[-1]

    def _change(self, seminar: SeminarId, change: Callable[[dict[str, str]], Any]) -> None:
        change_sheet(self._notes, seminar, SHEET, self._clock(), lambda held: change(held or {}))

    # --- people ----------------------------------------------------------------------------------------

    def name_of(self, guest: PersonId) -> str:
        """What a guest is called; empty where they gave no name."""
        found = self._people.find(guest) if guest else None
        return found.display_name if found else ""

    def rename(self, seminar: SeminarId, guest: PersonId, name: str) -> None:
        """A guest says who they are, or takes the name back with an empty one."""
        if not name:
            self._people.erase(guest)
        elif self._people.find(guest):
            self._people.rename(guest, name)
        else:
            self._people.add(Person(guest, seminar, name, self._clock()))

    def came(self, page: str, room: ExerciseId, guest: PersonId, *, writes: bool) -> None:
        """A page of this guest is open (``page`` names the connection)."""
        with self._lock:
            self._open[page] = (room, guest, writes)

    def left(self, page: str) -> None:
        """It is closed."""
        with self._lock:
            self._open.pop(page, None)

    def count(self, rooms: tuple[ExerciseId, ...]) -> int:
        """How many guests look at these rooms now. Asked with each page that opens or closes: it looks up no name."""
        return len(self._by_guest(rooms))

    def _by_guest(self, rooms: tuple[ExerciseId, ...]) -> dict[str, list[tuple[ExerciseId, PersonId, bool]]]:
        found: dict[str, list[tuple[ExerciseId, PersonId, bool]]] = {}
        with self._lock:
            pages = list(self._open.items())
        for page, held in pages:
            room, guest, _ = held
            if room in rooms:
                found.setdefault(guest or page, []).append(held)
        return found

    def here(self, rooms: tuple[ExerciseId, ...]) -> tuple[Onlooker, ...]:
        """Who looks at these rooms now, each guest once, those with a name first."""
        found = (
            Onlooker(
                self.name_of(held[0][1]),
                tuple(dict.fromkeys(room for room, _, _ in held)),
                any(writes for _, _, writes in held),
            )
            for held in self._by_guest(rooms).values()
        )
        return tuple(sorted(found, key=lambda one: (not one.name, one.name.casefold())))


def _new_key() -> str:
    return secrets.token_urlsafe(9)
