"""What a caucus wants, and whom the count seats. Who leaves the seat takes its marks along."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import SeatId
from ..state.delegates import Choosing, Seated
from ..state.exercise import Exercise
from .table import Evolvers


def _with_marks(state: Exercise, marks: dict[SeatId, tuple[SeatId, ...]]) -> Exercise:
    return replace(state, choosing=replace(state.choosing, marks=marks))


def _marked(state: Exercise, event: ev.DelegateMarked) -> Exercise:
    others = tuple(s for s in state.choosing.marks.get(event.seat, ()) if s != event.delegate)
    wanted = (*others, event.delegate) if event.up else others
    return _with_marks(state, {**state.choosing.marks, event.seat: wanted})


def _seated(state: Exercise, event: ev.DelegatesSeated) -> Exercise:
    # the marks have done their work: whoever wants another one later marks anew
    marks = {s: m for s, m in state.choosing.marks.items() if state.seats[s].sector != event.sector}
    seated = Seated(event.seats, event.marks, event.voted, event.of, event.tied, event.settled, event.kept)
    choosing = Choosing(marks, {**state.choosing.seated, event.sector: seated})
    return replace(state, committee=event.committee, choosing=choosing)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    if not isinstance(event.change, change.SeatLeft) or event.change.seat not in state.choosing.marks:
        return state
    return _with_marks(state, {s: m for s, m in state.choosing.marks.items() if s != event.change.seat})


EVOLVERS: Final[Evolvers] = {
    ev.DelegateMarked: _marked,
    ev.DelegatesSeated: _seated,
    ev.SeminarFollowed: _followed,
    # another rule, or another committee from above: what the caucuses chose before is history
    ev.RuleChanged: lambda state, _event: replace(state, choosing=Choosing()),
    ev.CommitteeNamed: lambda state, _event: replace(state, choosing=replace(state.choosing, seated={})),
}
