"""Who steered last: the same in the seminar, where it is decided, and in each room, where it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Literal

from .. import seminar_change as change
from ..agenda import ORDERS_KEPT, Order
from ..ids import PersonId
from ..state.steered import Helm, Steered, Steering, Topic

_CLOCK: Final[tuple[Literal["paused", "resumed", "extended", "event"], ...]] = (
    "paused",
    "resumed",
    "extended",
    "event",
)


def _act(said: Any) -> tuple[tuple[Topic, ...], Steering, str] | None:
    """What a change is the steering of: the things that it touches, the act, what was chosen. None for all others."""
    match said:
        case change.StepBegun(step):
            # a step brings its own scene
            return ("pace", "wall"), "step", step
        case change.ClockSet(clock, 0, why=why):
            # older logs do not say why: what the clock does since tells enough for a press to be compared with it
            since: Steering = "paused" if clock.paused else "resumed"
            return ("pace",), next((w for w in _CLOCK if w == why), since), ""
        case change.SceneSet(scene):
            return ("wall",), "scene", scene
        case change.SlideSet(slide):
            return ("wall",), "slide", str(slide)
        case change.NoticeSet(text):
            return ("notice",), "notice" if text else "quiet", ""
        case change.EyesSet(up):
            return ("eyes",), "eyes_up" if up else "eyes_down", ""
        case change.HelpSet(mode):
            return ("help",), "help", mode
        case change.AgendaSet(why=why, step=step):
            return ("agenda",), why, step
    return None


def steered(helm: Helm, said: Any, version: int) -> Helm:
    """The helm after a change at this version of the seminar's log."""
    found = _act(said)
    if found is None:
        return helm
    topics, what, value = found
    by, at = PersonId(said.by), said.at
    return {**helm, **{topic: Steered(what, by, at, version, value) for topic in topics}}


def ordered(orders: tuple[Order, ...], said: Any, version: int, place: int = 0) -> tuple[Order, ...]:
    """The changes of the running order after this one: those that somebody made, and whether they were taken back."""
    if not isinstance(said, change.AgendaSet) or not said.by:
        return orders
    if said.undoes:
        return tuple(replace(o, undone=True) if o.version == said.undoes else o for o in orders)
    new = Order(version, said.why, said.step, said.by, said.at, said.before, said.agenda, place=place)
    return (*orders, new)[-ORDERS_KEPT:]
