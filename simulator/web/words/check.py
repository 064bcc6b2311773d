"""Sentences of the room check: how a device reached the server, and whether the room is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from jinja2 import Environment

from ..devices import SLOW, Device


class Verdict(NamedTuple):
    """How it stands: in a word for the look of it, in a sentence, and what to do now."""

    grade: Literal["good", "look", "wait"]
    title: str
    text: str


def way_words(device: Device) -> str:
    """What a device could do."""
    if device.way == "pages":
        return "opens pages, but no connection stays open: it would have to reload"
    took = f", answers after {device.took} ms" if device.took else ""
    slow = ", which is slow" if device.took > SLOW else ""
    return (
        f"{'live connection' if device.way == 'live' else 'live only by asking again and again'}{took}{slow}"
    )


def device_words(device: Device) -> str:
    """Which device it is."""
    return f"{device.kind}, this computer itself" if device.near else device.kind


def room_verdict(devices: Sequence[Device]) -> Verdict:
    """Whether the room's network will do. The server's own laptop proves nothing about it."""
    far = [d for d in devices if not d.near]
    if not far:
        return Verdict(
            "wait",
            "No other device has come yet"
            if not devices
            else "Only this computer itself so far: no other device",
            "Take a phone, join the Wi-Fi that the room will use, switch its mobile data off, and scan "
            "the code. It appears here within seconds.",
        )
    if stuck := [d for d in far if d.way == "pages"]:
        return Verdict(
            "look",
            f"{_count(len(stuck))} no connection open",
            "Something between keeps connections from staying open: a proxy, a virus scanner or a VPN "
            "on that device. Switch the VPN off and load its page again; if that does not help, use "
            "your own router.",
        )
    if any(d.way == "polling" for d in far):
        return Verdict(
            "look",
            "It works, with more traffic than it should",
            "A proxy or a virus scanner lets only short requests through. A seminar runs that way, a "
            "little later on every page. With your own router it would be quicker.",
        )
    if any(d.took > SLOW for d in far):
        return Verdict(
            "look",
            "It works, and it is slow",
            "Move the router nearer, or use its 5 GHz network. Then load the page again.",
        )
    if len(far) == 1:
        return Verdict(
            "good",
            "Another device reaches the server",
            "Live, and quickly. Try a second one from the far corner of the room.",
        )
    return Verdict(
        "good", f"{len(far)} other devices reach the server", "Live, and quickly. The network is ready."
    )


def _count(stuck: int) -> str:
    return "One device keeps" if stuck == 1 else f"{stuck} devices keep"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(way_words=way_words, device_words=device_words, room_verdict=room_verdict)
