"""Notes between processes through Redis. Fire and forget: what gets lost, `app.relay` finds in the log soon after."""

from __future__ import annotations

import queue
import secrets
from collections.abc import Callable
from typing import Any, Final

import structlog

log = structlog.get_logger()
CHANNEL: Final = "partnership-simulator"
MOST_WAITING: Final = 10_000
PATIENCE: Final = 2.0
"""Seconds between two tries to reach Redis, and at most for one answer."""


class RedisMessenger:
    """The `Messenger` port. ``start`` runs a function beside the handlers; ``sleep`` lets others work meanwhile."""

    def __init__(
        self, url: str, start: Callable[..., Any], sleep: Callable[[float], None], channel: str = CHANNEL
    ) -> None:
        import redis  # only where several processes are run

        self._unreachable = (redis.RedisError, OSError)
        self._redis = redis.Redis.from_url(
            url, decode_responses=True, socket_connect_timeout=PATIENCE, health_check_interval=10
        )
        self._start, self._sleep, self._channel = start, sleep, channel
        self._me = secrets.token_hex(4)
        self._waiting: queue.Queue[str] = queue.Queue(MOST_WAITING)
        start(self._send)

    def tell(self, topic: str, name: str) -> None:
        """Put it in line; where the line is full, because Redis is away, the note is dropped."""
        try:
            self._waiting.put_nowait(f"{topic} {name}")
        except queue.Full:
            return

    def _send(self) -> None:
        while True:
            notes = {self._waiting.get(): None}
            while not self._waiting.empty():
                # the same thing told twice is told once
                notes[self._waiting.get_nowait()] = None
            try:
                with self._redis.pipeline(transaction=False) as line:
                    for note in notes:
                        line.publish(self._channel, f"{self._me} {note}")
                    line.execute()
            except self._unreachable:
                log.warning("notes not sent", notes=len(notes))
                self._sleep(PATIENCE)

    def listen(self, hear: Callable[[str, str], None]) -> None:
        """Hear until the process ends, and find the way back to Redis whenever it was lost."""
        self._start(self._hear, hear)

    def _hear(self, hear: Callable[[str, str], None]) -> None:
        while True:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    line.subscribe(self._channel)
                    while True:
                        heard = line.get_message(timeout=PATIENCE)
                        if heard is not None:
                            self._pass_on(str(heard["data"]), hear)
            except self._unreachable:
                log.warning("notes not heard")
                self._sleep(PATIENCE)

    def _pass_on(self, note: str, hear: Callable[[str, str], None]) -> None:
        sender, _, rest = note.partition(" ")
        topic, _, name = rest.partition(" ")
        if sender != self._me:
            hear(topic, name)
