"""How the events of a negotiation change its state: the tables of the topics put together."""

from __future__ import annotations

import typing
from typing import Final

from ..copying import changed
from ..events.exercise import ExerciseEvent
from ..ids import SeatId
from ..state.exercise import Exercise
from . import (
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

# heard, speakers, offers, binding, the consent list and planned events first: they look at the clock as it was
_TOPICS: Final = (
    heard, speakers, offers, binding, consents, injects, lobby, stances, proposals, tables, bargaining, decisions,
    delegates, lending, objections, resources, plan, signatures, talk, letters, meetings, desk, senses, undo, helping,
    trial, debrief, press, replay, branching,
)  # fmt: skip
_EVOLVERS: Final = {
    kind: tuple(topic.EVOLVERS[kind] for topic in _TOPICS if kind in topic.EVOLVERS)
    for kind in typing.get_args(ExerciseEvent)
}


def readers_of(event: ExerciseEvent) -> tuple[SeatId, ...] | None:
    """The seats that may know of this event (none: facilitators only), or None when everybody may."""
    return getattr(event, "audience", ()) or talk.private_to(event)


def evolve(state: Exercise, event: ExerciseEvent) -> Exercise:
    """The negotiation after ``event``. Total; an event of a later release that is not known here changes nothing."""
    after = state
    for evolver in _EVOLVERS.get(type(event), ()):
        after = evolver(after, event)
    after = undo.remembered(state, after, event)
    knowing = readers_of(event)
    if knowing is None:
        return changed(after, version=state.version + 1, public_version=state.public_version + 1)
    counts = {**state.private_versions, **{s: state.private_versions.get(s, 0) + 1 for s in knowing}}
    return changed(after, version=state.version + 1, private_versions=counts)
