"""What changes on the parties' own desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ... import seminar_change as change
from ...deciding.desk import wished
from ...events import exercise as ev
from ...ids import SeatId
from ...state.exercise import Exercise
from .reach import Dirty, Touched, played, to_room, to_screen, to_seat, to_seats, to_steering


def _marked_wishes(state: Exercise) -> Iterator[Dirty]:
    """Wishes about what has been marked: the marks that the rules made for a seat go when a person takes it."""
    for seat in played(state):
        yield from to_seat(seat, *(f"wish/{ref}" for ref in wished(state, seat) if ref in state.stances))


def _secrets(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    return to_seat(seat, *(f"secret/{n}" for n in range(len(state.organization(seat).facts))))


def _marked(_state: Exercise, event: ev.WorksheetMarked) -> Iterator[Dirty]:
    return to_seat(event.seat, f"wish/{event.option}", "help")


def _told(state: Exercise, event: ev.FactTold) -> Iterator[Dirty]:
    yield from to_seat(event.seat, f"secret/{event.fact}")
    for seat in event.to or tuple(played(state)):
        yield from to_seat(seat, "heard")
    yield from to_steering("trace")


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Iterator[Dirty]:
    for seat in played(state):
        mine = (f"wish/{ref}" for ref in wished(state, seat) if ref.startswith(f"{event.clause}."))
        yield from to_seat(seat, *mine)


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld(seat) | change.SeatLeft(seat):
            yield from _marked_wishes(state)
            yield from to_steering(*(f"person/{s.id}" for s in state.seats.values() if s.proxy == seat))
            # who comes back needs no proxy any more
            yield from to_seats(state, "delegation")
            yield from to_steering("movers")
            for other in played(state) if event.groups else ():
                # whoever sat alone at a table has somebody there to tell something
                yield from _secrets(state, other)
        case change.MemberIn(seat) | change.MemberOut(seat) | change.Asking(seat) | change.SwapWish(seat):
            yield from to_seat(seat, "delegation")
            yield from to_steering("movers", "newcomers", "alerts", f"person/{seat}")
        case change.SeatGiven(seat) | change.ProxySet(seat):
            yield from to_seats(state, "delegation")
            yield from to_room(f"dot/{seat}")
            yield from to_steering("movers", "newcomers", f"person/{seat}")
        case change.SeatFlags(seat):
            # "here" and "away" by hand count wherever those who steer look whether somebody is here
            yield from to_steering(f"person/{seat}", "alerts", "deciding", "consentdesk", "asking")
        case change.PersonOut():
            yield from to_steering("happened", "newcomers")
        case change.PersonBack(seat):
            yield from to_steering("happened", "newcomers", "alerts", *((f"person/{seat}",) if seat else ()))
            yield from to_room(*((f"dot/{seat}",) if seat in state.seats else ()))
            yield from to_screen("lobby")
        case change.ClockSet() | change.StepBegun():
            # a paused room tells nothing, and each step has its own groups
            for seat in played(state):
                yield from _secrets(state, seat)
        case change.HelpSet():
            for seat in played(state):
                yield from to_seat(
                    seat, *(f"stance/{ref}" for c in state.clauses for ref in state.rulebook.refs(c))
                )


TOUCHED: Final[Touched] = {
    ev.WorksheetMarked: _marked,
    ev.FactTold: _told,
    ev.ActNoted: lambda _state, event: to_seat(event.seat, "delegation"),
    ev.ClauseAdopted: _adopted,
    ev.SeminarFollowed: _followed,
}
