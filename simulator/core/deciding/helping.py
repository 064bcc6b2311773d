"""Help that a seat asks for, lines that a facilitator sends, and looks at a seat's page. Also in a pause, and before
the brief is read: who is stuck is stuck then too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, PEOPLE, SHORT_LIMIT, SYSTEM, TEXT_LIMIT, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise

ABOUT: Final = ("unclear", "technical", "come", "words")
REPLIES: Final = ("seen", "coming", "answer", "done")
ANSWERS: Final = (
    "look_up", "ask_table", "any_time", "no_wrong", "brief_first", "reload", "charger", "after_step", "your_call",
    "only_you",
)  # fmt: skip
"""Keys of the ready answers; their sentences are words (`simulator/web/words/helping.py`)."""
LINES: Final = ("read", "mark", "hand_in", "vote", "sign", "still_here", "meet")
LOOK_LASTS = 10 * 60_000
"""Milliseconds for which a look that was logged may be looked at again without another line in the log."""


def _may_ask(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    plea = state.requests.get(seat)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    require(plea is None or not plea.open, RefusalCode.HELP_ASKED)


def _ask_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"text": SHORT_LIMIT}, values={"about": ABOUT}, wants={"words": "text"})


def _ask(_state: Exercise, command: cmd.AskForHelp, envelope: Envelope) -> tuple[ev.HelpAsked, ...]:
    return (ev.HelpAsked(command.seat, command.about, command.text.strip(), envelope.at),)


def _may_take_back(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    plea = state.requests.get(seat)
    require(plea and plea.open and plea.status != "answered", RefusalCode.HELP_NONE)


def _take_back(
    _state: Exercise, command: cmd.TakeHelpBack, envelope: Envelope
) -> tuple[ev.HelpTakenBack, ...]:
    return (ev.HelpTakenBack(command.seat, envelope.at),)


def _may_read(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    plea = state.requests.get(seat)
    require(plea and plea.status == "answered", RefusalCode.HELP_NONE)


def _read(_state: Exercise, command: cmd.ReadAnswer, envelope: Envelope) -> tuple[ev.AnswerRead, ...]:
    return (ev.AnswerRead(command.seat, command.enough, envelope.at),)


def _asking(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (seat for seat, plea in state.requests.items() if plea.open)


def _may_reply(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    plea = state.requests.get(SeatId(target))
    require(plea and plea.open, RefusalCode.HELP_NONE)


def _reply_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"text": TEXT_LIMIT}, values={"how": REPLIES, "answer": ("", *ANSWERS)})


def _reply(state: Exercise, command: cmd.ReplyToHelp, envelope: Envelope) -> tuple[ev.HelpReplied, ...]:
    plea, words = state.requests[command.to], command.text.strip()
    if command.how == "answer":
        require(command.answer or words, RefusalCode.TEXT_EMPTY)
        return (ev.HelpReplied(command.to, "answer", command.answer, words, envelope.at),)
    if (command.how == "seen" and plea.status != "waiting") or (command.how == plea.status == "coming"):
        return ()  # two facilitators, or two taps
    return (ev.HelpReplied(command.to, command.how, "", "", envelope.at),)


def _may_send(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(any(s.person for s in state.seats.values()), RefusalCode.SEATS_EMPTY)


def _line_bounds(state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    refs = (ref for clause in state.clauses for ref in state.rulebook.refs(clause))
    return Bounds(values={"what": LINES, "about": ("", *refs)})


def _send(state: Exercise, command: cmd.SendLine, envelope: Envelope) -> tuple[ev.LineSent, ...]:
    for seat in command.to:
        require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    to = tuple(dict.fromkeys(s for s in command.to if state.seats[s].person))
    require(to, RefusalCode.SEATS_EMPTY)
    return (ev.LineSent(to, command.what, command.about, envelope.at),)


def _may_read_line(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    line = state.lines.get(seat)
    require(line and not line.read, RefusalCode.LINE_NONE)


def _read_line(_state: Exercise, command: cmd.ReadLine, envelope: Envelope) -> tuple[ev.LineRead, ...]:
    return (ev.LineRead(command.seat, envelope.at),)


def _held(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (s.id for s in state.seats.values() if s.person)


def _may_look(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    place = state.seats.get(SeatId(target))
    require(place and place.person, RefusalCode.SEAT_UNKNOWN, seat=target)


def _look(_state: Exercise, command: cmd.LookAtSeat, envelope: Envelope) -> tuple[ev.SeatLookedAt, ...]:
    return (ev.SeatLookedAt(command.to, envelope.actor.person, envelope.at),)


def _note_quiet(state: Exercise, command: cmd.NoteQuiet, _envelope: Envelope) -> tuple[ev.QuietNoted, ...]:
    seats = tuple(s for s in state.seats if s in command.seats and state.seats[s].person)
    return () if seats == state.quiet else (ev.QuietNoted(seats),)


MOVES = (
    Move(cmd.AskForHelp, PEOPLE, _ask, _may_ask, bounds=_ask_bounds, after_brief=False, while_paused=True),
    Move(cmd.TakeHelpBack, PEOPLE, _take_back, _may_take_back, after_brief=False, while_paused=True),
    Move(cmd.ReadAnswer, PEOPLE, _read, _may_read, after_brief=False, while_paused=True),
    Move(cmd.ReplyToHelp, FACILITATORS, _reply, _may_reply, _asking, _reply_bounds, "to", for_seat=False),
    Move(cmd.SendLine, FACILITATORS, _send, _may_send, bounds=_line_bounds, for_seat=False),
    Move(cmd.ReadLine, PEOPLE, _read_line, _may_read_line, after_brief=False, while_paused=True),
    Move(cmd.LookAtSeat, FACILITATORS, _look, _may_look, _held, target_field="to", for_seat=False),
    Move(cmd.NoteQuiet, SYSTEM, _note_quiet, for_seat=False),
)
