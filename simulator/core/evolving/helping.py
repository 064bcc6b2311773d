"""Help, lines and looks: the newest of each seat. Who leaves a seat takes them along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import SeatId
from ..state.exercise import Exercise
from ..state.helping import Line, Look, Plea
from .table import Evolvers


def _plea(state: Exercise, seat: SeatId, becomes: Callable[[Plea], Plea]) -> Exercise:
    old = state.requests.get(seat)
    return replace(state, requests={**state.requests, seat: becomes(old)}) if old else state


def _replied(state: Exercise, event: ev.HelpReplied) -> Exercise:
    def becomes(plea: Plea) -> Plea:
        plea = replace(plea, seen=plea.seen or event.at)  # whoever answers has seen it
        match event.how:
            case "seen":
                return replace(plea, status="seen")
            case "coming":
                return replace(plea, status="coming", coming=event.at)
            case "answer":
                return replace(
                    plea, status="answered", answered=event.at, answer=event.answer, words=event.text
                )
        return replace(plea, status="done", ended=event.at)

    return _plea(state, event.seat, becomes)


def _read(state: Exercise, event: ev.AnswerRead) -> Exercise:
    def becomes(plea: Plea) -> Plea:
        if event.enough:
            return replace(plea, status="read", read=event.at, ended=event.at)
        return Plea("come", "", event.at, again=True)

    return _plea(state, event.seat, becomes)


def _sent(state: Exercise, event: ev.LineSent) -> Exercise:
    meets = event.audience if event.what == "meet" else ()
    new = {
        s: Line(event.what, event.about, tuple(o for o in meets if o != s), event.at) for s in event.audience
    }
    return replace(state, lines={**state.lines, **new})


def _line_read(state: Exercise, event: ev.LineRead) -> Exercise:
    old = state.lines.get(event.seat)
    return replace(state, lines={**state.lines, event.seat: replace(old, read=event.at)}) if old else state


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    match event.change:
        case change.SeatLeft(seat):
            return replace(
                state,
                requests={s: plea for s, plea in state.requests.items() if s != seat},
                lines={s: line for s, line in state.lines.items() if s != seat},
                looks={s: look for s, look in state.looks.items() if s != seat},
                quiet=tuple(s for s in state.quiet if s != seat),
            )
    return state


EVOLVERS: Final[Evolvers] = {
    ev.HelpAsked: lambda state, e: replace(
        state, requests={**state.requests, e.seat: Plea(e.about, e.text, e.at)}
    ),
    ev.HelpTakenBack: lambda state, e: _plea(
        state, e.seat, lambda plea: replace(plea, status="back", ended=e.at)
    ),
    ev.HelpReplied: _replied,
    ev.AnswerRead: _read,
    ev.LineSent: _sent,
    ev.LineRead: _line_read,
    ev.SeatLookedAt: lambda state, e: replace(state, looks={**state.looks, e.seat: Look(e.by, e.at)}),
    ev.QuietNoted: lambda state, e: replace(state, quiet=e.seats),
    ev.SeminarFollowed: _followed,
}
