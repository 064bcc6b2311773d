"""Wishes about who speaks before everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import GroupId, SeatId

__all__ = ["AskForFloor", "EndTurn", "InviteSpeaker", "LeaveList", "SetTurn", "StartTurn", "TapSpeaker"]


@dataclass(frozen=True, slots=True)
class AskForFloor:
    """I want to speak to all; a point of order goes to the head of the list."""

    KIND: ClassVar[str] = "speaker.ask"
    seat: SeatId
    point: bool = False


@dataclass(frozen=True, slots=True)
class LeaveList:
    """I no longer want to speak."""

    KIND: ClassVar[str] = "speaker.withdraw"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class StartTurn:
    """The turn of this seat begins. Whoever is next may start; a facilitator may start anybody's."""

    KIND: ClassVar[str] = "speaker.start"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class EndTurn:
    """The seat that speaks has finished."""

    KIND: ClassVar[str] = "speaker.end"
    seat: SeatId


@dataclass(frozen=True, slots=True)
class SetTurn:
    """How long a turn lasts from now on, in seconds."""

    KIND: ClassVar[str] = "speaker.set_turn"
    amount: int


@dataclass(frozen=True, slots=True)
class InviteSpeaker:
    """A facilitator puts this seat first on the list: behind points of order, before whoever asked."""

    KIND: ClassVar[str] = "speaker.invite"
    to: SeatId


@dataclass(frozen=True, slots=True)
class TapSpeaker:
    """At the table ``group``, ``who`` speaks now; nobody where it is empty. Tapped by one of the table, or for it."""

    KIND: ClassVar[str] = "speaker.tap"
    seat: SeatId
    group: GroupId
    who: SeatId = SeatId("")


Command = AskForFloor | LeaveList | StartTurn | EndTurn | SetTurn | InviteSpeaker | TapSpeaker
