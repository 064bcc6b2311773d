"""What an export is made from, read in one go: states, logs, names. Plain data, so that the files can be made in a
thread of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from simulator.core.envelope import Role
from simulator.core.ids import ExerciseId, SeminarId, exercise_stream, seminar_stream
from simulator.core.state.exercise import Exercise

from ..attendance import Attended, attendance, end_of
from ..evaluation import Evaluation, Results
from ..ports import Recorded, SeminarEntry
from ..service import Simulator
from ..streams import EventCodec


@dataclass(frozen=True, slots=True)
class Record:
    """A seminar as it was read."""

    entry: SeminarEntry
    made_at: int
    names: Mapping[str, str]
    seminar: tuple[Recorded, ...]
    rooms: Mapping[ExerciseId, Exercise]
    logs: Mapping[ExerciseId, tuple[Recorded, ...]]
    people: tuple[Attended, ...]
    results: Results
    facilitators: tuple[str, ...]


def copied_people(record: Record) -> tuple[str, ...]:
    """Ids of people that stand in these logs because a room began with a copy of another one's."""
    found: dict[str, None] = {}
    for room, state in record.rooms.items():
        for one in record.logs[room][: state.branch.version if state.branch else 0]:
            change = one.payload.get("change")
            named = change.get("person") if isinstance(change, Mapping) else None
            found |= dict.fromkeys(str(p) for p in (one.actor, named) if p)
    return tuple(p for p in found if ":" not in p and p not in _ROLES)


def timed(log: tuple[Recorded, ...], codec: EventCodec) -> list[tuple[int, object]]:
    """When, and the event, of those that were not erased."""
    return [(e.at, codec.decode(e.kind, e.payload)) for e in log if not e.erased]


_ROLES = frozenset(get_args(Role))
"""Actors that are no person: the system, and a facilitator whom nobody named."""
PRESENCE = ("presence.marked", "seminar.followed")
"""All that attendance asks of a room's log."""


def attended(simulator: Simulator, entry: SeminarEntry) -> tuple[Attended, ...]:
    """Who was here when."""
    seminar, store = SeminarId(entry.seminar_id), simulator.stores.events
    log = tuple(store.read(seminar_stream(seminar)))
    last, rooms = (log[-1].at if log else entry.created_at), {}
    for room in simulator.seminar(seminar).rooms:
        stream = exercise_stream(room)
        found = [e for kind in PRESENCE for e in store.read(stream, kind=kind)]
        rooms[room] = timed(tuple(sorted(found, key=lambda e: e.version)), simulator.exercise_codec)
        newest = list(store.read(stream, store.head(stream) - 1))
        last = max([last, *(e.at for e in newest)])
    until = end_of(simulator.clock(), entry.archived_at, last)
    return attendance(timed(log, simulator.seminar_codec), rooms, until)


def read_record(simulator: Simulator, evaluation: Evaluation, entry: SeminarEntry) -> Record:
    """Everything of a seminar that an export may need."""
    seminar, store = SeminarId(entry.seminar_id), simulator.stores.events
    rooms = {room: simulator.exercise(room) for room in simulator.seminar(seminar).rooms}
    return Record(
        entry,
        simulator.clock(),
        {p.person_id: p.display_name for p in simulator.stores.people.of_seminar(entry.seminar_id)},
        tuple(store.read(seminar_stream(seminar))),
        rooms,
        {room: tuple(store.read(exercise_stream(room))) for room in rooms},
        attended(simulator, entry),
        evaluation.results(seminar),
        tuple(grant.facilitator_id for grant in simulator.stores.facilitators.of_seminar(entry.seminar_id)),
    )
