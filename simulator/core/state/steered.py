"""Who steered last, and what: kept for each thing that several facilitators can reach for at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ..ids import PersonId

Topic = Literal["pace", "wall", "eyes", "notice", "help", "agenda"]
Steering = Literal[
    "paused",
    "resumed",
    "extended",
    "event",
    "step",
    "scene",
    "slide",
    "notice",
    "quiet",
    "eyes_up",
    "eyes_down",
    "help",
    "order",
    "left_out",
    "put_in",
    "order_back",
]
NAMES_STEP: Final[frozenset[Steering]] = frozenset({"step", "left_out", "put_in"})
"""Acts whose value is a step."""


@dataclass(frozen=True, slots=True)
class Steered:
    """One act: ``what``, ``by`` whom (nobody: the server), ``at`` ms since 1970 UTC. ``version`` is that of the
    seminar's log, ``value`` what was chosen: a step, a scene, a number of minutes."""

    what: Steering
    by: PersonId
    at: int
    version: int
    value: str = ""


Helm = Mapping[Topic, Steered]
"""The last act on each thing that is steered."""
