"""Who acts, when and under which operation id; and who looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .ids import PersonId, SeatId

Role = Literal["delegate", "facilitator", "bot", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The origin of a command. A delegate and a bot act for one seat, the others for none."""

    role: Role
    person: PersonId = PersonId("")
    seat: SeatId = SeatId("")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the core may not find out by itself. ``at`` is milliseconds since 1970 UTC."""

    actor: Actor
    at: int
    op: str


AudienceKind = Literal["room", "seat", "screen", "facilitator", "remote", "observer"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who looks: everybody in the room, one seat, the projector, the facilitators, the phone in a facilitator's hand,
    or someone who only watches."""

    kind: AudienceKind
    seat: SeatId = SeatId("")


ROOM = Audience("room")
SCREEN = Audience("screen")
FACILITATOR = Audience("facilitator")
REMOTE = Audience("remote")


def seat_audience(seat: SeatId) -> Audience:
    """The people who sit at this seat."""
    return Audience("seat", seat)
