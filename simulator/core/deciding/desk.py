"""A party's own desk: its worksheet, and the secrets that it tells."""

from __future__ import annotations

from collections.abc import Iterable

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import PEOPLE, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.desk import Told
from ..state.exercise import Exercise

MARKS = ("must", "nice", "give", "")
EVERYBODY, GROUP = "everybody", "group"


def marks_of(state: Exercise, seat: SeatId) -> dict[str, str]:
    """What the delegation at this seat marked on its worksheet, by option."""
    sheet, place = state.worksheets.get(seat), state.seats.get(seat)
    return (
        {str(r): m for r, m in sheet.marks.items()}
        if sheet and place and sheet.founder == place.founder
        else {}
    )


def wished(state: Exercise, seat: SeatId) -> tuple[str, ...]:
    """The options in play that the seat's brief speaks of."""
    refs = (i.option for i in state.organization(seat).interests)
    return tuple(dict.fromkeys(r for r in refs if r.partition(".")[0] in state.clauses))


def _wished(state: Exercise, actor: Actor) -> Iterable[str]:
    return wished(state, actor.seat) if actor.seat in state.seats else ()


def _may_mark(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    known = seat in state.seats and target in wished(state, seat)
    require(known, RefusalCode.UNKNOWN_TARGET, target=target)


def _mark_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(values={"mark": MARKS})


def _mark(state: Exercise, command: cmd.MarkWorksheet, _envelope: Envelope) -> tuple[ev.WorksheetMarked, ...]:
    before = marks_of(state, command.seat).get(command.option, "")
    if before == command.mark:
        return ()
    return (ev.WorksheetMarked(command.seat, command.option, command.mark, before),)


def knows(told: Told, seat: SeatId) -> bool:
    """Whether this seat was told."""
    return not told.to or seat in told.to


def _facts(state: Exercise, actor: Actor) -> Iterable[str]:
    return (
        (str(n) for n in range(len(state.organization(actor.seat).facts)))
        if actor.seat in state.seats
        else ()
    )


def _may_tell(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    facts = len(state.organization(seat).facts) if seat in state.seats else 0
    known = target in {str(n) for n in range(facts)}
    require(known, RefusalCode.UNKNOWN_TARGET, target=target)


def hearers(state: Exercise, seat: SeatId) -> tuple[str, ...]:
    """Whom this seat could tell something."""
    group = state.group_of(seat)
    near = (GROUP,) if group and len(group.members) > 1 else ()
    return (EVERYBODY, *near, *(s for s in state.seats if s != seat))


def _tell_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(values={"whom": hearers(state, seat)})


def _tell(state: Exercise, command: cmd.TellFact, envelope: Envelope) -> tuple[ev.FactTold, ...]:
    seat, fact, group = command.seat, int(command.fact), state.group_of(command.seat)
    if command.whom == EVERYBODY:
        to: tuple[SeatId, ...] = ()
    elif command.whom == GROUP:
        to = tuple(s for s in group.members if s != seat) if group else ()
    else:
        to = (SeatId(command.whom),)
    told = [t for t in state.told if (t.seat, t.fact) == (seat, fact)]
    new = tuple(s for s in to if not any(knows(t, s) for t in told))
    if not new and (to or any(not t.to for t in told)):
        return ()  # they know it already
    return (ev.FactTold(seat, fact, new, envelope.at),)


MOVES = (
    Move(cmd.MarkWorksheet, PEOPLE, _mark, _may_mark, _wished, _mark_bounds, "option", while_paused=True),
    Move(cmd.TellFact, PEOPLE, _tell, _may_tell, _facts, _tell_bounds, "fact"),
)
