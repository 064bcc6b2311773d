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


class Frame(TypedDict):
    """One message of parts: the audience's version and the parts, [id, etag, parent id, html] each."""

    v: int
    p: list[list[str]]


APART: Final[frozenset[AudienceKind]] = frozenset({"screen", "remote"})
"""Pages that hear their own channel alone: the wall draws the room's parts its own way, the phone has none of them."""


def channel(exercise: ExerciseId, audience: Audience) -> str:
    """The Socket.IO room of an audience. Public parts go to "room"; who may hear it is decided on entering."""
    return f"{exercise}|{audience.kind}|{audience.seat}"
