"""Which parts an event changes. A superset is allowed, a miss is not: a property test compares with `project`."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any, Final

from ..envelope import FACILITATOR, OVERVIEW, REMOTE, Audience, AudienceKind
from ..events.exercise import ExerciseEvent
from ..state.exercise import Exercise
from .parts import PUBLIC, SCREEN, STEERING, keys_of, split_key
from .touching import (
    bargaining,
    binding,
    branching,
    consents,
    debrief,
    decisions,
    delegates,
    desk,
    heard,
    helping,
    injects,
    lending,
    letters,
    lobby,
    meetings,
    objections,
    offers,
    plan,
    press,
    proposals,
    replay,
    resources,
    senses,
    signatures,
    speakers,
    stances,
    tables,
    talk,
    trial,
    undo,
)
from .touching.reach import Dirty, played, to_room, to_screen, to_steering, whole_seat

_TOPICS: Final = (
    lobby, stances, proposals, bargaining, offers, decisions, consents, binding, delegates, lending, objections,
    resources, plan, signatures, tables, speakers, talk, letters, meetings, desk, senses, undo, heard, helping,
    trial, debrief, injects, press, replay, branching,
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


_TASKS: Final = (FACILITATOR, "unfinished")
_GATHERINGS: Final = (FACILITATOR, "gatherings")
_CARD: Final = (OVERVIEW, "roomcard")
_FOLLOWING: Final[dict[tuple[AudienceKind, str], tuple[tuple[Audience, str], ...]]] = {
    ("facilitator", "control"): ((REMOTE, "pace"), _TASKS, _GATHERINGS, _CARD),
    ("screen", "scene"): ((REMOTE, "pace"), (FACILITATOR, "control")),
    ("facilitator", "deciding"): ((REMOTE, "voting"), _TASKS, _CARD),
    ("facilitator", "alerts"): ((REMOTE, "urgent"), _TASKS, _GATHERINGS, _CARD),
    ("facilitator", "helpdesk"): ((REMOTE, "urgent"), _CARD),
    ("facilitator", "person"): (_TASKS, _GATHERINGS, _CARD),
    ("facilitator", "tables"): (_TASKS, _GATHERINGS, _CARD),
    ("facilitator", "desk"): (_TASKS, _GATHERINGS, _CARD),
    ("facilitator", "matrix"): (_TASKS, _GATHERINGS, _CARD),
    ("facilitator", "progress"): (_CARD, (OVERVIEW, "roomrow")),
}  # fmt: skip
"""What is taken from other parts and changes with them: the phone from the facilitator's page and the wall; who has not
finished, whom to bring together, and the page of all rooms from the facilitator's page."""


def _following(state: Exercise, dirty: Dirty) -> Iterator[Dirty]:
    for audience, key in _FOLLOWING.get((dirty.audience.kind, split_key(dirty.key)[0]), ()):
        yield Dirty(audience, f"{key}/{state.id}" if audience == OVERVIEW else key)


def dirty_parts(after: Exercise, event: ExerciseEvent) -> Iterator[Dirty]:
    """The parts that ``event`` may have changed, given the state after it."""
    for touched in _TOUCHED.get(type(event), (_everything,)):
        for dirty in touched(after, event):
            yield dirty
            yield from _following(after, dirty)
