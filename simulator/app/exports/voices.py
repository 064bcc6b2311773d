"""The sheets of who was heard: answers as counts of three seats or more, as the room may be told them; and who spoke
how long, one row for each time that somebody tapped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.core.events.exercise import SeminarFollowed, SpeakerTapped, TurnEnded, TurnStarted
from simulator.core.evolving.exercise import evolve
from simulator.core.hearing import named_twice, spoken_by, told_of
from simulator.core.state.exercise import Exercise

from ..streams import EventCodec
from .record import Record

Cell = str | int
HEARD_HEAD = (
    "room",
    "step",
    "sectors",
    "seats",
    "yes",
    "partly",
    "no",
    "organizations named twice or more (all rounds)",
)
SPOKEN_HEAD = (
    "room",
    "ended (UTC)",
    "ended (local)",
    "step",
    "seat",
    "organization",
    "sector",
    "where",
    "seconds",
)
_MAY_END = {e.KIND for e in (SeminarFollowed, SpeakerTapped, TurnEnded, TurnStarted)}


def heard_rows(record: Record) -> Iterator[tuple[Cell, ...]]:
    """Each closed round by sector. Who said what is in no file."""
    for state in record.rooms.values():
        for of in state.heard.rounds:
            step = state.rulebook.step_of.get(of.step)
            for b in () if of.open else told_of(state, of):
                names = "; ".join(state.rulebook.sector_of[c].name for c in b.sectors)  # type: ignore[index]
                yield (
                    state.room, step.title if step else "", names, b.seats, b.yes, b.partly, b.no, named_twice(state),
                )  # fmt: skip


def spoken_rows(
    record: Record, codec: EventCodec, both: Callable[[int], tuple[str, str]]
) -> Iterator[tuple[Cell, ...]]:
    """Who spoke how long, by taps: before everybody, or at a table."""
    for room, final in record.rooms.items():
        state = Exercise(final.id, final.rulebook)
        for recorded in record.logs[room]:
            if recorded.erased:
                continue  # words of a message: nobody's turn
            event = codec.decode(recorded.kind, recorded.payload)
            if recorded.kind in _MAY_END:
                turn = state.speaking.speaker
                for seat, spoken in spoken_by(state, event):
                    step = state.current_step
                    where = (
                        "before everybody"
                        if seat == turn and not isinstance(event, SpeakerTapped)
                        else "table"
                    )
                    place = state.seats[seat]
                    yield (
                        final.room, *both(recorded.at), step.title if step else "", seat,
                        state.organization(seat).name, state.rulebook.sector_of[place.sector].name, where,
                        (spoken + 500) // 1000,
                    )  # fmt: skip
            state = evolve(state, event)
