"""What changes when a seat and those who steer have something for each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import SeatId
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_seat, to_steering


def _both(seat: SeatId) -> Iterator[Dirty]:
    yield from to_seat(seat, "myhelp")
    yield from to_steering("helpdesk")


def _of_seat(_state: Exercise, event: Any) -> Iterator[Dirty]:
    return _both(event.seat)


def _sent(_state: Exercise, event: ev.LineSent) -> Iterator[Dirty]:
    for seat in event.audience:
        yield from _both(seat)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld() | change.SeatLeft() | change.StepBegun():
            # tables are set anew, and with them where each is to be found
            yield from to_steering("helpdesk")
            for seat, line in state.lines.items():
                yield from to_seat(seat, *(("myhelp",) if line.others else ()))
        case change.MemberIn() | change.MemberOut():
            yield from to_steering("helpdesk")


TOUCHED: Final[Touched] = {
    ev.HelpAsked: _of_seat,
    ev.HelpTakenBack: _of_seat,
    ev.HelpReplied: _of_seat,
    ev.AnswerRead: _of_seat,
    ev.LineSent: _sent,
    ev.LineRead: _of_seat,
    ev.SeatLookedAt: _of_seat,
    ev.QuietNoted: lambda _state, _event: to_steering("alerts"),
    ev.SeminarFollowed: _followed,
}
