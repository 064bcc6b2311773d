"""Who was here when, read from the logs: seats held, and the times in between when a seat's laptop was away.

A seat is present while one of its people has a page open; of a delegation of several the log does not know whose. So
the time of a person is the time for which they held a seat, less the time for which nobody of that seat was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from simulator.core.events import seminar as sev
from simulator.core.events.exercise import PresenceMarked, SeminarFollowed
from simulator.core.ids import ExerciseId, PersonId, SeatId
from simulator.core.seminar_change import MemberIn, SeatHeld

MINUTE: Final = 60_000
STILL_GOING: Final = 180 * MINUTE
"""As long after the last thing that happened somebody who did not leave counts as here."""
Timed = tuple[int, Any]
"""When (ms since 1970 UTC), and the event."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stay:
    """A time at a seat, from and to in ms since 1970 UTC, with the times when somebody was there."""

    room: ExerciseId
    seat: SeatId
    start: int
    end: int
    present: tuple[Span, ...]

    @property
    def minutes(self) -> int:
        """Whole minutes present."""
        return sum(end - start for start, end in self.present) // MINUTE


@dataclass(frozen=True, slots=True)
class Attended:
    """One person: when they came in, and their stays in order."""

    person: PersonId
    came: int
    stays: tuple[Stay, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes present, at whatever seat."""
        return sum(end - start for stay in self.stays for start, end in stay.present) // MINUTE

    @property
    def last(self) -> int:
        """When they were here last."""
        return max((stay.end for stay in self.stays), default=self.came)

    @property
    def roles(self) -> tuple[tuple[ExerciseId, SeatId], ...]:
        """The seats they held, the longest first; those that they held for less than a minute only where there is no
        other."""
        spent: dict[tuple[ExerciseId, SeatId], int] = {}
        for stay in self.stays:
            key = (stay.room, stay.seat)
            spent[key] = spent.get(key, 0) + sum(end - start for start, end in stay.present)
        longer = {key for key in spent if spent[key] >= MINUTE} or set(spent)
        return tuple(sorted((key for key in spent if key in longer), key=lambda key: -spent[key]))


@dataclass(slots=True)
class _Open:
    came: dict[PersonId, int] = field(default_factory=dict)
    sits: dict[PersonId, tuple[ExerciseId, SeatId, int]] = field(default_factory=dict)
    stays: dict[PersonId, list[tuple[ExerciseId, SeatId, int, int]]] = field(default_factory=dict)

    def stand(self, person: PersonId, at: int) -> None:
        held = self.sits.pop(person, None)
        if held:
            self.stays.setdefault(person, []).append((*held, at))

    def sit(self, person: PersonId, room: ExerciseId, seat: SeatId, at: int) -> None:
        self.stand(person, at)
        self.came.setdefault(person, at)
        self.sits[person] = (room, seat, at)


def away_times(events: Iterable[Timed], until: int) -> dict[SeatId, list[Span]]:
    """The times when nobody of a seat was there, by seat."""
    gone: dict[SeatId, int] = {}
    found: dict[SeatId, list[Span]] = {}
    for at, event in events:
        match event:
            case PresenceMarked(seat, False):
                gone.setdefault(seat, at)
            # whoever takes a seat, or joins those who have it, is there
            case PresenceMarked(seat) | SeminarFollowed(_, SeatHeld(seat) | MemberIn(seat)) if seat in gone:
                found.setdefault(seat, []).append((gone.pop(seat), at))
            case _:
                pass
    for seat, since in gone.items():
        found.setdefault(seat, []).append((since, until))
    return found


def without(start: int, end: int, gaps: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of a time when the gaps, in order and apart, are taken out."""
    left: list[Span] = []
    for gone, back in gaps:
        if back <= start or gone >= end:
            continue
        if gone > start:
            left.append((start, gone))
        start = max(start, back)
    return (*left, (start, end)) if start < end else tuple(left)


def end_of(now: int, archived_at: int | None, last: int) -> int:
    """Until when somebody who did not leave was here: until it was put away, or until now while it is going on."""
    if archived_at is not None:
        return max(last, archived_at) if archived_at - last <= STILL_GOING else last
    return now if now - last <= STILL_GOING else last


def attendance(
    seminar: Iterable[Timed], rooms: Mapping[ExerciseId, Sequence[Timed]], until: int
) -> tuple[Attended, ...]:
    """Everybody who came, in the order in which they came. ``until`` ends what the logs leave open."""
    people = _Open()
    for at, event in seminar:
        match event:
            case sev.PersonJoined(person):
                people.came.setdefault(person, at)
            case sev.SeatClaimed(person, room, seat) | sev.MemberJoined(person, room, seat):
                people.sit(person, room, seat, at)
            case sev.SeatFreed(person) | sev.MemberLeft(person):
                people.stand(person, at)
            case _:
                pass
    for person in list(people.sits):
        people.stand(person, until)
    away = {room: away_times(events, until) for room, events in rooms.items()}
    return tuple(
        Attended(
            person, came,
            tuple(
                Stay(room, seat, start, end, without(start, end, away.get(room, {}).get(seat, [])))
                for room, seat, start, end in people.stays.get(person, ())
            ),
        )
        for person, came in people.came.items()
    )  # fmt: skip
