"""What travels over the socket. Documented for people in docs/protocol.md.

client → server: ``hello {etags: {part id: etag}}`` → ack ``{ok, now, frame}``; ``act {op, kind, fields}`` → ack.
server → client: ``parts {v, p: [[id, etag, parent, html], …]}``; ``moved {}`` when the seat is no longer theirs.
"""

from __future__ import annotations

from typing import Final, TypedDict

from simulator.core.envelope import Audience, AudienceKind
from simulator.core.ids import ExerciseId

PARTS: Final = "parts"
MOVED: Final = "moved"
AWAY: Final = "away"
WATCHING: Final = "watching"
"""To the facilitators of a room: how many guests look at it now."""


class Frame(TypedDict):
    """One message of parts: the audience's version and the parts, [id, etag, parent id, html] each."""

    v: int
    p: list[list[str]]


APART: Final[frozenset[AudienceKind]] = frozenset({"screen", "remote", "overview", "observer", "press"})
"""Pages that do not hear the room's channel: the wall draws the room's parts its own way, the phone and the page of all
rooms have none of them, and guests get those that are for them by a channel of guests."""


def channel(exercise: ExerciseId, audience: Audience) -> str:
    """The Socket.IO room of an audience. Public parts go to "room"; who may hear it is decided on entering."""
    return f"{exercise}|{audience.kind}|{audience.seat}"
