"""Which parts an event changes. A superset is allowed, a miss is not: a property test compares with `project`."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, Final

from ..envelope import REMOTE, AudienceKind
from ..events.exercise import ExerciseEvent
from ..state.exercise import Exercise
from .parts import PUBLIC, SCREEN, STEERING, keys_of
from .touching import (
    bargaining,
    decisions,
    delegates,
    desk,
    lending,
    lobby,
    objections,
    offers,
    plan,
    proposals,
    resources,
    signatures,
    speakers,
    stances,
    tables,
    talk,
)
from .touching.reach import Dirty, played, to_room, to_screen, to_steering, whole_seat

_TOPICS: Final = (
    lobby, stances, proposals, bargaining, offers, decisions, delegates, lending, objections, resources, plan,
    signatures, tables, speakers, talk, desk,
)  # fmt: skip
_TOUCHED: Final = {
    kind: touched
    for kind in typing.get_args(ExerciseEvent)
    if (touched := tuple(topic.TOUCHED[kind] for topic in _TOPICS if kind in topic.TOUCHED))
}


def _everything(state: Exercise, _event: Any) -> Iterator[Dirty]:
    """For the beginning, and for a kind that no topic speaks of: too much is allowed."""
    yield from to_room(*keys_of(state, PUBLIC))
    yield from to_screen(*keys_of(state, SCREEN))
    yield from to_steering(*keys_of(state, STEERING))
    for seat in played(state):
        yield from whole_seat(state, seat)


_ON_THE_PHONE: Final[dict[tuple[AudienceKind, str], str]] = {
    ("facilitator", "control"): "pace", ("screen", "scene"): "pace",
    ("facilitator", "deciding"): "voting", ("facilitator", "alerts"): "urgent",
}  # fmt: skip
"""What the phone shows is taken from parts of the facilitator's page and of the wall: it changes with them."""


def dirty_parts(after: Exercise, event: ExerciseEvent) -> Iterator[Dirty]:
    """The parts that ``event`` may have changed, given the state after it."""
    for touched in _TOUCHED.get(type(event), (_everything,)):
        for dirty in touched(after, event):
            yield dirty
            on_the_phone = _ON_THE_PHONE.get((dirty.audience.kind, dirty.key))
            if on_the_phone:
                yield Dirty(REMOTE, on_the_phone)
