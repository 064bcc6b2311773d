"""Who acts, when and under which operation id; and who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from .ids import PersonId, SeatId

Role = Literal["delegate", "facilitator", "bot", "system", "reporter"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The origin of a command. A delegate and a bot act for one seat, the others for none. A reporter is a guest who
    plays the press."""

    role: Role
    person: PersonId = PersonId("")
    seat: SeatId = SeatId("")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the core may not find out by itself. ``at`` is milliseconds since 1970 UTC."""

    actor: Actor
    at: int
    op: str


AudienceKind = Literal["room", "seat", "screen", "facilitator", "remote", "overview", "observer", "press"]


class Audience(NamedTuple):
    """Who looks: everybody in the room, one seat, the projector, the facilitators, the phone in a facilitator's hand,
    the page of all rooms, those who only watch, or one reporter, who is named in the place of a seat."""

    kind: AudienceKind
    seat: SeatId = SeatId("")


ROOM = Audience("room")
SCREEN = Audience("screen")
FACILITATOR = Audience("facilitator")
REMOTE = Audience("remote")
OVERVIEW = Audience("overview")
OBSERVER = Audience("observer")


def seat_audience(seat: SeatId) -> Audience:
    """The people who sit at this seat."""
    return Audience("seat", seat)


def reporter_audience(reporter: PersonId) -> Audience:
    """One guest who plays the press: what became of their own stories."""
    return Audience("press", SeatId(reporter))
