"""Several facilitators steer: none undoes unseen what another has just done, and none is told a lie about it."""

from __future__ import annotations

from collections.abc import Collection

from ..commands.seminar import UNSEEN
from ..ids import StepId
from ..refusals import RefusalCode, Refused
from ..state.seminar import Seminar
from ..state.steered import NAMES_STEP, Topic


def as_seen(
    state: Seminar, topic: Topic, seen: int, at: int, *, wish: Collection[str], done: bool = False
) -> None:
    """Refuse a wish that was made before the last act on ``topic`` was seen. ``done``: it is fulfilled, and where one
    of the acts that ``wish`` names fulfilled it, the answer is no reproach: it says who was a moment faster."""
    last = state.steered.get(topic)
    if seen == UNSEEN or last is None or last.version <= seen:
        return
    code = RefusalCode.STEER_SAME if done and last.what in wish else RefusalCode.STEER_CHANGED
    ago = max(at - last.at, 0) // 1000
    named = last.what in NAMES_STEP
    step = state.rulebook.step_of.get(StepId(last.value)) if state.rulebook and named else None
    raise Refused(code, what=last.what, value=step.title if step else last.value, by=last.by, ago=ago)
