"""What changes as the text freezes, collects signatures and thaws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ... import seminar_change as change
from ...events import exercise as ev
from ...ids import SeatId
from ...state.exercise import Exercise
from .reach import Dirty, Touched, to_room, to_screen, to_seat, to_seats, to_steering


def _signing(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from to_room("signing", *(f"signature/{s}" for s in state.seats))
    yield from to_screen("scene")
    yield from to_steering("desk", "deciding", "matrix", *(f"person/{s}" for s in state.seats))
    yield from to_seats(state, "bar", "panels", "help", "mysignature", "pledges", "myproposal")


def _signed(state: Exercise, event: ev.SignatureGiven) -> Iterator[Dirty]:
    yield from to_room("signing", f"signature/{event.seat}")
    # how many signatures fall stands beside a decision on reopening
    yield from to_steering("desk", "deciding", f"person/{event.seat}")
    yield from to_seat(event.seat, "bar", "mysignature")
    yield from to_seats(state, "mysignature")


def _with_nobody(state: Exercise, seat: SeatId) -> Iterator[str]:
    yield f"signature/{seat}"
    yield from (f"signature/{s.id}" for s in state.seats.values() if s.proxy == seat)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case (
            change.SeatHeld() | change.MemberIn() | change.SeatLeft() | change.SeatGiven() | change.ProxySet()
        ):
            yield from to_steering("desk")
            if state.signing.status != "closed":
                # who is here to sign, and who votes for those who are not
                yield from to_room("signing", *_with_nobody(state, event.change.seat))
                yield from to_seats(state, "mysignature")
        case change.StepBegun() | change.ClockSet():
            yield from to_seats(state, "mysignature")


TOUCHED: Final[Touched] = {
    ev.SigningOpened: _signing,
    ev.SignatureGiven: _signed,
    ev.TextReopened: _signing,
    ev.SigningConcluded: _signing,
    ev.SeminarFollowed: _followed,
}
