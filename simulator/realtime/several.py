"""What the sockets of one process have to know of those of the others."""

from __future__ import annotations

from collections.abc import Callable

from simulator.app.condition import Meter
from simulator.app.relay import GUESTS_OUT, HERE, PUT_OUT, WHO, Alone, Messenger, Relay
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId

from .gateway import Gateway
from .presence import Presence
from .redis_messenger import RedisMessenger


def make_messenger(url: str, start: Callable[..., object], sleep: Callable[[float], None]) -> Messenger:
    """Through the Redis at ``url``; without one there are no others to tell."""
    return RedisMessenger(url, start, sleep) if url else Alone()


def make_meter() -> Meter:
    """Counts for Prometheus, whose library is needed only where somebody asks for them."""
    from .metrics import PrometheusMeter

    return PrometheusMeter()


def connect(relay: Relay, gateway: Gateway, presence: Presence) -> None:
    """Let what other processes say reach the sockets of this one, and answer what they ask."""

    def asked(room: str, seat: str) -> None:
        if presence.is_here(ExerciseId(room), SeatId(seat)):
            relay.here(ExerciseId(room), SeatId(seat))

    relay.when(PUT_OUT, lambda who, seminar: gateway.put_out(PersonId(who), SeminarId(seminar)))
    relay.when(GUESTS_OUT, lambda seminar, _: gateway.end_watching(SeminarId(seminar)))
    relay.when(WHO, asked)
    relay.when(HERE, lambda room, seat: presence.here_elsewhere(ExerciseId(room), SeatId(seat)))
