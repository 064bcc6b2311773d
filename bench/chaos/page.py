"""What a live page shows, without a browser: parts taken in by version as static/js/live.js does, and what it proves.

Frames to a channel are the same bytes for everybody in it, so a room reads each of them once.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from simulator.core.views.parts import OWN_PARTS

TOKEN = re.compile(r"@([0-9a-z.]+)@")
NAMED = {
    "bar": re.compile(r'name="decision" value="([^"]+)"'),
    "deciding": re.compile(r'name="decision" value="([^"]+)"'),
    "asking": re.compile(r'name="check" value="([^"]+)"'),
}
"""Where a page names what is open, so that a button on it can."""
OWN = frozenset(name for parts in (OWN_PARTS["seat"], OWN_PARTS["facilitator"]) for name in parts)
REMEMBERED = 400


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it came."""

    id: str
    etag: str
    text: int
    """Stands for parent and markup: the same number is the same text, unless two differ by a chance of 1 in 2⁶³."""
    there: bool
    names: str
    """The decision or the sense check that it has buttons for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message of parts. ``own``: of the channel of one seat (or of those who steer), not of everybody's."""

    version: int
    own: bool
    parts: tuple[Part, ...]
    tokens: frozenset[str]


def read_part(wire: list[str]) -> Part:
    """A part as it travels."""
    ident, etag, parent, html = wire
    found = NAMED[ident].search(html) if ident in NAMED else None
    return Part(ident, etag, hash((parent, html)), bool(html), found[1] if found else "")


def read_frame(wire: Any, own: bool | None = None) -> Frame:
    """A message of parts as it travels; whose channel it came by shows in its parts."""
    parts = tuple(read_part(p) for p in wire["p"])
    if own is None:
        own = bool(parts) and parts[0].id.partition("-")[0] in OWN
    tokens = frozenset(t for p in wire["p"] for t in TOKEN.findall(p[3]))
    return Frame(int(wire["v"]), own, parts, tokens)


class Reader:
    """Reads the messages of one room, each only once."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, Frame] = OrderedDict()

    def read(self, text: bytes) -> Frame:
        """A ``parts`` event as it came in."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = read_frame(json.loads(text[2:])[1])
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found


@dataclass(slots=True)
class Page:
    """The parts of a page, and the newest version of each channel that it heard of."""

    parts: dict[str, Part] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    newest: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    """By channel, whether own, over all connections: what was shown is stored, so it never goes back."""
    sent: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})
    """By channel, the newest that came on this connection by itself, not as the answer to hello."""
    ignored: int = 0
    wrong: list[str] = field(default_factory=list)

    def named(self, what: str) -> str:
        """The ``decision`` or the ``check`` that this page has buttons for; empty where none is open."""
        places = ("asking",) if what == "check" else ("bar", "deciding")
        return next((self.parts[p].names for p in places if p in self.parts), "")

    def etags(self) -> dict[str, str]:
        """What hello says."""
        return {ident: part.etag for ident, part in self.parts.items()}

    def connected(self) -> None:
        """A new connection: its channels count from here."""
        self.sent = {False: 0, True: 0}

    def heard(self, frame: Frame) -> None:
        """A message to a channel: each is newer than the one before, or of the same moment."""
        if frame.version < self.sent[frame.own]:
            self.wrong.append(f"{_name(frame.own)}: {frame.version} came after {self.sent[frame.own]}")
        self.sent[frame.own] = max(self.sent[frame.own], frame.version)
        self._put(frame)

    def greeted(self, public: Frame, own: Frame) -> None:
        """The answer to hello: never older than what was shown before, over every crash."""
        for frame in (public, own):
            if frame.version < self.newest[frame.own]:
                self.wrong.append(
                    f"{_name(frame.own)}: went back from {self.newest[frame.own]} to {frame.version} on hello"
                )
            self._put(frame)

    def _put(self, frame: Frame) -> None:
        self.newest[frame.own] = max(self.newest[frame.own], frame.version)
        for part in frame.parts:
            if frame.version < self.versions.get(part.id, -1):
                self.ignored += 1
                continue
            self.versions[part.id] = frame.version
            if part.there:
                self.parts[part.id] = part
            else:
                self.parts.pop(part.id, None)


def _name(own: bool) -> str:
    return "own channel" if own else "room's channel"


def differences(shown: Page, fresh: Page) -> list[str]:
    """In what a page that lived through it all differs from one that was loaded just now."""
    found = [f"{i} is missing" for i in fresh.parts.keys() - shown.parts.keys()]
    found += [f"{i} is left over" for i in shown.parts.keys() - fresh.parts.keys()]
    for ident in fresh.parts.keys() & shown.parts.keys():
        ours, theirs = shown.parts[ident], fresh.parts[ident]
        if ours.etag != theirs.etag:
            found.append(f"{ident} is another version: {ours.etag}, not {theirs.etag}")
        elif ours.text != theirs.text:
            found.append(f"{ident} has other markup under the same version {ours.etag}")
    return sorted(found)
