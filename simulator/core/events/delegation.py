"""What happened to those who sit at a seat. ``room`` and ``seat`` say where; persons are opaque ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..ids import ExerciseId, PersonId, SeatId

__all__ = [
    "DelegationAsked", "DelegationRefused", "MemberJoined", "MemberLeft", "SeatLeftTo", "SwapAsked", "SwapOffered",
    "SwapClosed", "ProxyNamed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DelegationAsked:
    """Somebody would like to join those who sit there."""

    KIND: ClassVar[str] = "delegation.asked"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class DelegationRefused:
    """They were not let in, or thought better of it."""

    KIND: ClassVar[str] = "delegation.refused"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """One more person at a seat that somebody holds."""

    KIND: ClassVar[str] = "delegation.joined"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """One person fewer; the others go on. (The last one frees the seat: `SeatFreed`.) ``home``: of their own wish."""

    KIND: ClassVar[str] = "delegation.left"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    home: bool = False


@dataclass(frozen=True, slots=True)
class SeatLeftTo:
    """A delegation goes home. ``proxy`` is the seat that shall speak and vote for it; empty: the seat is handed back.
    It follows the `SeatFreed` of the last one."""

    KIND: ClassVar[str] = "seat.left"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    proxy: SeatId


@dataclass(frozen=True, slots=True)
class SwapAsked:
    """Somebody at this seat would like another role."""

    KIND: ClassVar[str] = "swap.asked"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class SwapOffered:
    """They are offered the free seat ``to`` in ``to_room``."""

    KIND: ClassVar[str] = "swap.offered"
    person: PersonId
    room: ExerciseId
    seat: SeatId
    to_room: ExerciseId
    to: SeatId


@dataclass(frozen=True, slots=True)
class SwapClosed:
    """The wish for another role is gone: answered, taken back, or the person sits elsewhere."""

    KIND: ClassVar[str] = "swap.closed"
    person: PersonId
    room: ExerciseId
    seat: SeatId


@dataclass(frozen=True, slots=True)
class ProxyNamed:
    """``proxy`` speaks and votes for a seat that nobody holds (empty: nobody does), and ``before`` did until now."""

    KIND: ClassVar[str] = "seat.proxy_named"
    room: ExerciseId
    seat: SeatId
    proxy: SeatId
    before: SeatId


Event = (
    DelegationAsked
    | DelegationRefused
    | MemberJoined
    | MemberLeft
    | SeatLeftTo
    | SwapAsked
    | SwapOffered
    | SwapClosed
    | ProxyNamed
)
