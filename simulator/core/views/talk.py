"""Messages, one part each: those to everybody are made once for the room, the others for each seat that reads them.

The argument of a message's key is its place among what its readers may know (see "Versions that tell nothing" in
docs/architecture.md): the public version that it made, and for a letter the one that it found, with the reader's own
count behind it. Places sort as text, and they are all that a page needs to keep what it shows in the order of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..events import exercise as ev
from ..evolving.talk import MESSAGES_KEPT, talk_of
from ..ids import NO_SEAT, SeatId
from ..state.exercise import Exercise
from ..state.talk import Message
from .seating import short

LETTERS_SHOWN = 60
"""The newest letters of a seat, over all its talks: what pushes one out is the reader's own, and so tells nothing."""
DIGITS = 8
"""As many as keep places sortable for a hundred million events."""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as every reader sees it. ``sender`` is empty for a facilitator, ``at`` is ms since 1970."""

    sender: SeatId
    short: str
    channel: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is not for everybody, for one of its readers. ``to`` are the others, where it names them."""

    line: MessageLine
    mine: bool
    to: tuple[str, ...]


def line(state: Exercise, message: Message) -> MessageLine:
    """The message as every reader sees it."""
    return MessageLine(
        message.sender, short(state, message.sender), message.channel, message.text, message.at
    )


def _place(message: Message, seat: SeatId = NO_SEAT) -> str:
    found = f"{message.found:0{DIGITS}}"
    return f"{found}.{message.heard[seat]:0{DIGITS}}" if seat else found


def _for_all(message: Message) -> bool:
    return message.channel == "plenary" and not message.to


# all messages of a talk have the same readers: its newest one answers for them


def _to_all(state: Exercise) -> Iterator[Message]:
    return (m for talk in state.messages.values() if _for_all(talk[-1]) for m in talk[-MESSAGES_KEPT:])


def _to_some(state: Exercise, seat: SeatId, most: int = LETTERS_SHOWN) -> list[Message]:
    """The newest of each of its talks, and of those the newest of all, in the order of the log."""
    found = (m for talk in state.messages.values() if seat in talk[-1].heard for m in talk[-MESSAGES_KEPT:])
    return sorted(found, key=lambda m: m.heard[seat])[-most:]


def message_places(state: Exercise) -> Iterable[str]:
    """The places of what is said to everybody."""
    return (_place(m) for m in _to_all(state))


def letter_places(state: Exercise, seat: SeatId) -> Iterable[str]:
    """The places of the other messages that this seat may read."""
    return (_place(m, seat) for m in _to_some(state, seat))


def message(state: Exercise, place: str) -> MessageLine | None:
    """What was said to everybody at this place; None where a newer message pushed it out."""
    return next((line(state, m) for m in _to_all(state) if _place(m) == place), None)


def letter(state: Exercise, seat: SeatId, place: str) -> Letter | None:
    """The other message that this seat may read at this place; None where a newer one pushed it out."""
    for m in _to_some(state, seat):
        if _place(m, seat) == place:
            to = tuple(short(state, s) for s in m.to if s != m.sender) if m.channel == "private" else ()
            return Letter(line(state, m), m.sender == seat, to)
    return None


def touched(after: Exercise, event: ev.MessageSent) -> Iterator[tuple[SeatId, str]]:
    """(reader, key) of the parts that a message changed: itself, and the one that it pushed out of its talk. The
    reader is empty for a part that everybody has."""
    talk = after.messages[talk_of(event)]
    for changed in (talk[-1], *talk[:-MESSAGES_KEPT]):
        if _for_all(changed):
            yield NO_SEAT, f"message/{_place(changed)}"
        for seat in changed.heard:
            yield seat, f"letter/{_place(changed, seat)}"
    for seat in talk[-1].heard:
        # of all its talks, the one that this message pushed out
        for changed in _to_some(after, seat, LETTERS_SHOWN + 1)[:-LETTERS_SHOWN]:
            yield seat, f"letter/{_place(changed, seat)}"
