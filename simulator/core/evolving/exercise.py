"""How the events of a negotiation change its state: the tables of the topics put together."""

from __future__ import annotations

import typing
from dataclasses import replace
from typing import Final

from ..events.exercise import ExerciseEvent
from ..state.exercise import Exercise
from . import decisions, desk, lobby, plan, proposals, resources, signatures, speakers, stances, tables, talk

# speakers first: they look at the clock as it was
_TOPICS: Final = (
    speakers,
    lobby,
    stances,
    proposals,
    tables,
    decisions,
    resources,
    plan,
    signatures,
    talk,
    desk,
)
_EVOLVERS: Final = {
    kind: tuple(topic.EVOLVERS[kind] for topic in _TOPICS if kind in topic.EVOLVERS)
    for kind in typing.get_args(ExerciseEvent)
}


def evolve(state: Exercise, event: ExerciseEvent) -> Exercise:
    """The negotiation after ``event``. Total; an event of a later release that is not known here changes nothing."""
    after = state
    for evolver in _EVOLVERS.get(type(event), ()):
        after = evolver(after, event)
    knowing = talk.private_to(event)
    if knowing is None:
        return replace(after, version=state.version + 1, public_version=state.public_version + 1)
    counts = {**state.private_versions, **{s: state.private_versions.get(s, 0) + 1 for s in knowing}}
    return replace(after, version=state.version + 1, private_versions=counts)
