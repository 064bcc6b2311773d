"""Private letters: the rule that people are told before they write, and what they wrote, once it is open.

`may_read` is the one rule for what was written: whoever reads old messages from the log asks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..commands import exercise as cmd
from ..envelope import Actor, Audience
from ..events import exercise as ev
from ..evolving.talk import private_to
from ..ids import SeatId
from ..permissions import may
from ..state.exercise import Exercise
from .seating import hue, short
from .talk import MessageLine


@dataclass(frozen=True, slots=True)
class Letters:
    """What becomes of private letters: stay "closed" or are opened "after", and whether they are open now."""

    rule: str
    opened: bool


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """The facilitator's button."""

    opened: bool
    can_open: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """What the same organizations wrote to each other: who (short name, hue), and their letters, oldest first."""

    parties: tuple[tuple[str, int], ...]
    lines: tuple[MessageLine, ...]


def letters(state: Exercise) -> Letters:
    """What becomes of private letters in this room."""
    return Letters(state.letters, state.letters_open)


def letter_desk(state: Exercise) -> LetterDesk:
    """Whether the letters can be opened now."""
    can = not state.letters_open and may(state, Actor("facilitator"), cmd.OpenLetters, SeatId(""))
    return LetterDesk(state.letters_open, can)


def is_letter(message: ev.MessageSent) -> bool:
    """Whether this is private between organizations: caucus, table and the lines to the facilitator are not."""
    return message.channel == "private" and bool(message.sender)


def may_read(state: Exercise, audience: Audience, message: ev.MessageSent) -> bool:
    """Whether this audience may read what was written. A facilitator reads what facilitators got and wrote."""
    knowing = private_to(message)
    if knowing is None or (audience.kind == "seat" and audience.seat in knowing):
        return True
    if is_letter(message):
        return state.letters_open and audience.kind != "screen"
    return audience.kind == "facilitator" and (message.channel == "facilitator" or not message.sender)


def opened_talks(state: Exercise, messages: Iterable[ev.MessageSent]) -> tuple[Talk, ...]:
    """The letters of a room by who wrote to each other, in the order in which they began."""
    found: dict[frozenset[SeatId], list[ev.MessageSent]] = {}
    for message in messages:
        if is_letter(message):
            found.setdefault(frozenset((message.sender, *message.to)), []).append(message)
    return tuple(
        Talk(
            tuple((short(state, s), hue(state, s)) for s in state.seats if s in parties),
            tuple(MessageLine(m.sender, short(state, m.sender), m.channel, m.text, m.at) for m in talk),
        )
        for parties, talk in found.items()
    )
