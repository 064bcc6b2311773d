"""The devices that tried the room's network: kept in memory for a quarter of an hour, and only what a check needs."""

from __future__ import annotations

import ipaddress
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

KEPT = 15 * 60_000
MOST = 300
SLOW = 400
KINDS = (
    ("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android device"), ("CrOS", "Chromebook"),
    ("Windows", "Windows laptop"), ("Macintosh", "Mac"), ("Linux", "Linux laptop"),
)  # fmt: skip
Way = Literal["live", "polling", "pages"]
"""What of the server reached a device: live connections; only the slower kind of them; pages alone."""


@dataclass(frozen=True, slots=True)
class Device:
    """One that reached us. ``id`` is made up by the page; ``took``: the middle of five answers in ms, 0 if unknown."""

    id: str
    kind: str
    near: bool
    way: Way
    took: int
    at: int


def kind_of(agent: str) -> str:
    """What a browser says it runs on, in a word."""
    return next((word for sign, word in KINDS if sign in agent), "device")


def _is_loop(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_here(address: str, host: str, own: Collection[str]) -> bool:
    """Whether who comes from ``address`` and typed ``host`` is the server's own laptop (``own``: its addresses in the
    room). Behind a proxy on this computer everybody comes from the loop, but types another name."""
    return address in own or (_is_loop(address) and _is_loop(host.partition(":")[0]))


class Devices:
    """Who reached the server lately; the newest word of each."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._known: dict[str, Device] = {}

    def reached(self, device: str, agent: str, near: bool, way: str, took: str) -> Device | None:
        """A device says how it reached us; None where that is not a page of ours speaking."""
        if not re.fullmatch(r"[0-9a-z]{6,32}", device) or way not in ("live", "polling", "pages"):
            return None
        ms = int(took) if took.isascii() and took.isdigit() and len(took) <= 6 else 0
        found = Device(device, kind_of(agent), near, way, ms, self._clock())  # type: ignore[arg-type]
        with self._lock:
            self._forget()
            self._known.pop(device, None)
            if len(self._known) >= MOST:
                self._known.pop(next(iter(self._known)))
            self._known[device] = found
        return found

    def lately(self) -> tuple[Device, ...]:
        """Those of the last quarter of an hour, in the order in which they came."""
        with self._lock:
            self._forget()
            return tuple(self._known.values())

    def _forget(self) -> None:
        oldest = self._clock() - KEPT
        for key in [k for k, d in self._known.items() if d.at < oldest]:
            del self._known[key]
