"""Who steered last, for those who steer: so that nobody wonders why the clock stands still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..ids import PersonId, StepId
from ..state.exercise import Exercise
from ..state.steered import NAMES_STEP, Steering, Topic

TOPICS: tuple[Topic, ...] = ("pace", "wall", "eyes", "notice", "help", "agenda")


@dataclass(frozen=True, slots=True)
class LastAct:
    """What somebody did last, ``by`` whom (an opaque id) and ``at`` what instant; ``value`` in words."""

    what: Steering
    by: PersonId
    at: int
    value: str


@dataclass(frozen=True, slots=True)
class HelmView:
    """The last act, and what a press has to say it ``seen``: a version for each thing that is steered."""

    last: LastAct | None
    seen: Mapping[Topic, int]


def helm(state: Exercise) -> HelmView:
    """Who steered last, in the seminar of this room."""
    acts = [act for act in state.steered.values() if act.by]
    last = max(acts, key=lambda act: act.version, default=None)
    step = state.rulebook.step_of.get(StepId(last.value)) if last and last.what in NAMES_STEP else None
    found = LastAct(last.what, last.by, last.at, step.title if step else last.value) if last else None
    seen = {topic: state.steered[topic].version if topic in state.steered else 0 for topic in TOPICS}
    return HelmView(found, seen)
