"""What was said earlier, a page at a time: read from the log, through one question: who may read this message?

A page begins and ends at places that count only what its reader may read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..envelope import FACILITATOR, seat_audience
from ..events import exercise as ev
from ..evolving.talk import private_to, talk_of
from ..ids import NO_SEAT, SeatId
from ..state.exercise import Exercise
from .letters import may_read
from .seating import short
from .talk import Letter, MessageLine

PAGE = 40


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that the reader takes part in: its other readers, and how many messages it has."""

    key: str
    channel: str
    others: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its number among those that are shown; ``letter`` where it is not for everybody, ``mine`` where
    the reader sent it."""

    number: int
    mine: bool
    line: MessageLine
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A page of what one reader may read, in the order of the log: messages ``first`` to ``last`` of ``total``, counted
    in ``talk``, or in all talks where that is empty."""

    rows: tuple[Said, ...]
    first: int
    last: int
    total: int
    talk: str
    talks: tuple[Talk, ...]


def _said(state: Exercise, seat: SeatId, message: ev.MessageSent, number: int) -> Said:
    line = MessageLine(
        message.sender, short(state, message.sender), message.channel, message.text, message.at
    )
    mine = message.sender == seat
    if private_to(message) is None:
        return Said(number, mine, line, None)
    to = (
        tuple(short(state, s) for s in message.to if s != message.sender)
        if message.channel == "private"
        else ()
    )
    return Said(number, mine, line, Letter(line, mine, to))


def _talk(state: Exercise, seat: SeatId, messages: list[ev.MessageSent]) -> Talk:
    newest = messages[-1]
    others = (s for s in (newest.sender, *newest.to) if s not in (seat, NO_SEAT))
    names = tuple(dict.fromkeys(short(state, s) for s in others))
    return Talk(talk_of(newest), newest.channel, names if newest.channel != "plenary" else (), len(messages))


def transcript(
    state: Exercise, messages: Iterable[ev.MessageSent], seat: SeatId, talk: str = "", upto: int = 0
) -> Transcript:
    """The newest page, or the one that ends with message ``upto``. A talk that the reader has no part in is none."""
    reader = seat_audience(seat) if seat else FACILITATOR
    talks: dict[str, list[ev.MessageSent]] = {}
    everything = []
    for message in messages:
        if may_read(state, reader, message):
            everything.append(message)
            talks.setdefault(talk_of(message), []).append(message)
    chosen = talk if talk in talks else ""
    found = talks.get(chosen, everything)
    last = min(upto, len(found)) if upto > 0 else len(found)
    first = max(0, last - PAGE)
    rows = tuple(_said(state, seat, m, n) for n, m in enumerate(found[first:last], first + 1))
    names = tuple(_talk(state, seat, said) for said in talks.values())
    return Transcript(rows, min(first + 1, last), last, len(found), chosen, names)
