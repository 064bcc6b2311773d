"""Addresses at which groups meet. They are secret and erasable, so they live outside the log, for one step.

The log holds only that a group has a link, under a key that follows from the operation: sent again, it is the same.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from simulator.core.commands.exercise import GiveLink
from simulator.core.deciding.meetings import LINK_LIMIT
from simulator.core.events.exercise import SeminarFollowed
from simulator.core.ids import ExerciseId, SeminarId
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.seminar_change import StepBegun
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar

from .ports import Conflict
from .service import Simulator

SHEET = "meetings"
"""One sheet of nobody's seat for each room: key to address."""
TRIES = 5


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a page may open, and the host that it leads to."""

    address: str
    host: str


def read_link(text: str) -> Link:
    """The link that somebody typed. Raises `Refused` for what is no plain https address: no user name that passes for a
    host, nothing that browsers read otherwise than they show it."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        fits = (
            len(address) <= LINK_LIMIT
            and address.isascii()
            and address.isprintable()
            and not any(c in address for c in " \\<>\"'`")
            and parts.scheme == "https"
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        fits = False
    if not fits:
        raise Refused(RefusalCode.LINK_UNFIT, most=LINK_LIMIT)
    return Link(address, str(parts.hostname))


class Meetings:
    """Keeps the links of groups; a listener of the simulator, because they end with their step."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def _kept(self, exercise: ExerciseId) -> tuple[dict[str, str], int]:
        note = self._simulator.stores.notes.find(exercise, "", sheet=SHEET)
        return (json.loads(note.text) if note and note.text else {}, note.version if note else 0)

    def keep(self, exercise: ExerciseId, command: GiveLink, op: str) -> GiveLink:
        """Put the address away; the command that is sent on names its key instead."""
        if not command.link.strip():
            return replace(command, link="")
        link = read_link(command.link)
        key = hashlib.sha256(f"{exercise}|{op}".encode()).hexdigest()[:16]
        for left in reversed(range(TRIES)):
            held, version = self._kept(exercise)
            needed = set(self._simulator.exercise(exercise).meetings.values())
            held = {k: address for k, address in held.items() if k in needed} | {key: link.address}
            try:
                self._simulator.stores.notes.write(
                    exercise, "", json.dumps(held), at=self._simulator.clock(), sheet=SHEET, seen=version
                )
            except Conflict:
                if not left:
                    raise
                continue
            break
        return replace(command, link=key)

    def link(self, exercise: str, key: str) -> Link | None:
        """The address under this key, where it is still kept."""
        held, _ = self._kept(ExerciseId(exercise))
        return read_link(held[key]) if key in held else None

    def exercise_changed(self, exercise: ExerciseId, _state: Exercise, events: tuple[Any, ...]) -> None:
        """Forget the links of a step that is over."""
        over = any(isinstance(e, SeminarFollowed) and isinstance(e.change, StepBegun) for e in events)
        if over and self._kept(exercise)[0]:
            self._simulator.stores.notes.write(exercise, "", "", at=self._simulator.clock(), sheet=SHEET)

    def seminar_changed(self, _seminar: SeminarId, _state: Seminar, _events: tuple[Any, ...]) -> None:
        """Rooms hear of their seminar through their own log."""
