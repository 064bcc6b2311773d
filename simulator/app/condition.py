"""How this process is: whether it may be sent people, and what it counted. For whoever operates it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from .ports import EventStore


class Meter(Protocol):
    """Counts what the process does. Names are those of Prometheus' conventions; nothing counted names anybody."""

    def answered(self, outcome: str, seconds: float) -> None:
        """A command was answered: ``ok`` or the code of the refusal, and how long that took."""

    def connections(self, count: Callable[[], Mapping[str, int]]) -> None:
        """``count`` tells how many sockets of each kind of page are open."""

    def shown(self) -> str:
        """Everything counted, in Prometheus' text format."""


class NoMeter:
    """Counts nothing."""

    def answered(self, outcome: str, seconds: float) -> None:
        """Not counted."""

    def connections(self, count: Callable[[], Mapping[str, int]]) -> None:
        """Not counted."""

    def shown(self) -> str:
        """Nothing."""
        return ""


class Condition:
    """Whether this process can serve: it reaches its database, and nobody asked it to go."""

    def __init__(self, log: EventStore) -> None:
        self._log = log
        self._leaving = False

    def leave(self) -> None:
        """From now on nobody new should be sent here."""
        self._leaving = True

    def ready(self) -> bool:
        """Whether people may be sent here."""
        if self._leaving:
            return False
        try:
            self._log.head("ready")
        except Exception:  # noqa: BLE001 - whatever the database's driver raises, the answer is the same
            return False
        return True
