"""Messages: each talk keeps its newest ones, and nobody can count what is not for them."""

from __future__ import annotations

from typing import Final

from ..copying import changed
from ..events import exercise as ev
from ..ids import SeatId
from ..seminar_change import PersonOut, SeatFlags
from ..state.exercise import Exercise
from ..state.talk import Message
from .table import Evolvers

MESSAGES_KEPT = 40
"""The newest messages of each talk are on the pages; older ones are read from the log by range."""

_BETWEEN_US = ev.HelpAsked | ev.HelpTakenBack | ev.HelpReplied | ev.AnswerRead | ev.LineRead | ev.SeatLookedAt
"""What passes between a seat and those who steer."""


def private_to(event: ev.ExerciseEvent) -> tuple[SeatId, ...] | None:
    """The seats that may know of this event (none: facilitators only), or None when everybody may."""
    if isinstance(event, ev.MessageSent) and (event.to or event.channel == "facilitator"):
        return tuple(dict.fromkeys((*event.to, event.sender))) if event.sender else event.to
    if isinstance(event, ev.SheetWritten | ev.ReportGiven) and event.audience:
        return event.audience
    if isinstance(event, ev.WorksheetMarked | ev.ActNoted | _BETWEEN_US):
        return (event.seat,)
    if isinstance(event, ev.QuietNoted | ev.InjectPlanned | ev.InjectUnplanned | ev.StorySubmitted):
        return ()
    if isinstance(event, ev.StoryDeclined) and not event.printed:
        return ()  # what was never printed, nobody in the room has heard of
    if isinstance(event, ev.SeminarFollowed) and isinstance(event.change, SeatFlags | PersonOut):
        return ()  # what facilitators keep in mind about a seat, and that they took somebody out
    if isinstance(event, ev.TrialRan | ev.ResultsCounted | ev.LeftCounted):
        return ()  # for facilitators, until the room is shown it
    if isinstance(event, ev.FactTold) and event.to:
        return (event.seat, *event.to)
    return None


def talk_of(event: ev.MessageSent) -> str:
    """The talk that a message belongs to: who can read it. Each talk is bounded by itself, so that a busy private
    one never pushes out what others can see."""
    readers = sorted(event.to) if event.channel != "facilitator" else [event.sender]
    return ",".join((event.channel, *readers))


def _message(state: Exercise, event: ev.MessageSent) -> Exercise:
    knowing, talk = private_to(event), talk_of(event)
    message = Message(
        state.version, event.sender, event.channel, event.to, event.text, event.at,
        state.public_version + (knowing is None),
        {s: state.private_versions.get(s, 0) + 1 for s in knowing or ()},
    )  # fmt: skip
    # one more than the pages show: the one that was just pushed out has to be taken off them
    kept = (*state.messages.get(talk, ()), message)[-MESSAGES_KEPT - 1 :]
    return changed(state, messages={**state.messages, talk: kept})


EVOLVERS: Final[Evolvers] = {
    ev.MessageSent: _message,
}
