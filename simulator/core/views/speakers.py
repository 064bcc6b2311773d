"""Who speaks and who is next, as everybody sees it; my own place in it; and "Eyes up"."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor
from ..ids import SeatId
from ..permissions import may, why_not
from ..speaking import speaking_order, speaks_for_group
from ..state.exercise import Exercise
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody on the list. ``kind``: point (of order), group (speaks for one), or one."""

    seat: SeatId
    short: str
    hue: int
    kind: str


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks, with the turn's clock, and who waits. ``quiet`` while groups work and nobody asked."""

    speaker: Speaker | None
    clock: Clock
    waiting: tuple[Speaker, ...]
    seconds: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class MyTurn:
    """My place on the list: 0 where I am not on it. ``asking`` is whether I may ask, ``why`` the code of what keeps me
    from it; ``invited``: a facilitator put me there."""

    place: int
    point: bool
    speaking: bool
    may_start: bool
    asking: bool
    quiet: bool
    invited: bool
    why: str


@dataclass(frozen=True, slots=True)
class Eyes:
    """Every laptop is quiet, with the facilitator's sentence and the clock of the step."""

    up: bool
    text: str
    clock: Clock


def _speaker(state: Exercise, seat: SeatId) -> Speaker:
    kind = "point" if seat in state.speaking.points else "group" if speaks_for_group(state, seat) else "one"
    return Speaker(seat, short(state, seat), hue(state, seat), kind)


def _quiet(state: Exercise) -> bool:
    apart = any(g.kind != "plenary" for g in state.groups)
    began = state.clock != Clock()
    return not began or (apart and not speaking_order(state) and not state.speaking.speaker)


def speakers(state: Exercise) -> Speakers:
    """Who speaks and who is next."""
    now = state.speaking
    return Speakers(
        _speaker(state, now.speaker) if now.speaker else None, now.clock,
        tuple(_speaker(state, s) for s in speaking_order(state)), now.seconds, _quiet(state),
    )  # fmt: skip


def my_turn(state: Exercise, seat: SeatId) -> MyTurn:
    """My place on the list."""
    order, me = speaking_order(state), Actor("delegate", state.seats[seat].person, seat)
    why = why_not(state, me, cmd.AskForFloor, seat)
    return MyTurn(
        order.index(seat) + 1 if seat in order else 0, seat in state.speaking.points, state.speaking.speaker == seat,
        seat in order and may(state, me, cmd.StartTurn, seat), not why, _quiet(state),
        seat in state.speaking.invited, why,
    )  # fmt: skip


def eyes(state: Exercise) -> Eyes:
    """Whether the room looks up."""
    return Eyes(state.eyes_up, state.eyes_text, state.clock)
