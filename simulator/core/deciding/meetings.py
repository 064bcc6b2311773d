"""Links of groups that are not in one room: given by the facilitator, for the step."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, Bounds, Move, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.groups import Group

LINK_LIMIT = 300


def _group(state: Exercise, target: str) -> Group:
    found = next((g for g in state.groups if g.id == target), None)
    if found is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    return found


def _may_give(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    require(state.talk == "remote", RefusalCode.LINK_IN_ROOM)
    _group(state, target)


def _groups(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (g.id for g in state.groups)


def _bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"link": LINK_LIMIT})


def _give(state: Exercise, command: cmd.GiveLink, _envelope: Envelope) -> tuple[ev.LinkGiven, ...]:
    key = command.link.strip()
    if state.meetings.get(command.group, "") == key:
        return ()
    return (ev.LinkGiven(command.group, key, _group(state, command.group).members),)


MOVES = (Move(cmd.GiveLink, FACILITATORS, _give, _may_give, _groups, _bounds, "group", for_seat=False),)
