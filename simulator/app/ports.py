"""What the services need from the outside, as protocols; adapters live in `simulator.store`.

Two kinds of memory. The *log* (`EventStore`) is append-only, hash-chained and free of names. What must stay
erasable (names, worksheets, notes) lives *outside the log* behind the small ports of `simulator.app.outside`
and is joined to the log by opaque ids. Every instant is an `int`: milliseconds since the epoch, UTC. A version
counts the events of one stream from 1; 0 is the empty stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from simulator.app.outside import (
    Facilitator,
    Facilitators,
    Grant,
    Heartbeat,
    Login,
    Logins,
    Note,
    Notes,
    People,
    Person,
    RulebookEntry,
    Rulebooks,
    SeminarEntry,
    SeminarIndex,
    StoredRulebook,
    Taken,
    Unknown,
    canonical_code,
)

__all__ = [
    # errors
    "Conflict", "OpReused", "StoreFailed", "Taken", "Unknown",
    # the log
    "EventStore", "NewEvent", "Recorded", "Appended", "OpRecord", "Snapshot", "Verified", "Broken", "Verdict",
    # outside the log
    "People", "Person", "Notes", "Note", "Rulebooks", "RulebookEntry", "StoredRulebook", "Heartbeat",
    "Facilitators", "Facilitator", "Grant", "Logins", "Login", "SeminarIndex", "SeminarEntry", "canonical_code",
    "Stores",
]  # fmt: skip

# --- errors -----------------------------------------------------------------------------------------------


class Conflict(Exception):
    """The writer had not seen the newest version. Nothing was stored: catch up and try again."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream}: expected version {expected}, found {actual}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class OpReused(Exception):
    """The same op id came back with another body. Nothing was stored."""

    def __init__(self, stream: str, actor: str, op: str) -> None:
        super().__init__(f"{stream}: op {op!r} of {actor!r} was stored before with another body")
        self.stream = stream
        self.actor = actor
        self.op = op


class StoreFailed(Exception):
    """The store could not confirm the write. Nothing was acknowledged; sending the same op again is safe."""


# --- the log ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event on its way into the log. `payload` is JSON-able: str keys, no NaN, no sets."""

    kind: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as stored. After erasure `payload` is empty and `erased` is true; everything else stays."""

    stream: str
    version: int
    kind: str
    payload: Mapping[str, object]
    at: int
    actor: str
    op: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Appended:
    """`version` is the stream's version after the op. `replayed`: the op had been stored before."""

    version: int
    replayed: bool


@dataclass(frozen=True, slots=True)
class OpRecord:
    """What is remembered of an op: the version it led to and the digest of its body."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A cached state: `blob` is opaque to the store, made by the code named by a fingerprint."""

    version: int
    blob: bytes


@dataclass(frozen=True, slots=True)
class Verified:
    """The stream's hash chain holds from its first event to `version`."""

    version: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The stream's hash chain breaks at version `at`; `why` is a plain sentence."""

    at: int
    why: str


Verdict: TypeAlias = Verified | Broken


@dataclass(frozen=True, slots=True)
class Append:
    """One op on its way into a stream."""

    stream: str
    expected: int
    events: tuple[NewEvent, ...]
    actor: str
    op: str
    digest: str
    at: int


class EventStore(Protocol):
    """The append-only log of all streams. Safe to share among threads."""

    def close(self) -> None:
        """Store what waits, then refuse; may be called twice."""

    def append(
        self,
        stream: str,
        expected: int,
        events: Sequence[NewEvent],
        *,
        actor: str,
        op: str,
        digest: str,
        at: int,
    ) -> Appended:
        """Store all events of one op, or none; returns after the commit.

        The op is looked up first: stored before with the same digest, nothing is stored and its version comes
        back as `replayed`; with another digest `OpReused` is raised. Then `Conflict` is raised unless the
        stream is at `expected`. No events is allowed: only the op is remembered, at `expected`.
        Raises `ValueError` for a payload JSON cannot hold or a malformed id, `StoreFailed` without a commit.
        """

    def append_all(self, appends: Sequence[Append]) -> list[Appended | Exception]:
        """As `append` for each in turn, sharing commits; an answer or error each. What follows a failure on the same
        stream meets a `Conflict`. Raises `ValueError`, and then stores nothing, where `append` would."""

    def find_op(self, stream: str, actor: str, op: str) -> OpRecord | None: ...

    def read(
        self, stream: str, after: int = 0, upto: int | None = None, kind: str | None = None
    ) -> Iterator[Recorded]:
        """Events with `after < version <= upto`, of one kind where it is named, oldest first, fetched in chunks; may
        stop and resume freely."""

    def head(self, stream: str) -> int:
        """The newest version; 0 when nothing is stored."""

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """Names of the streams that hold an event and begin with `prefix` (case matters), sorted."""

    def save_snapshot(self, stream: str, version: int, fingerprint: str, blob: bytes) -> None:
        """Keep one state per stream, the newest of the newest code; an older one of the same code is ignored."""

    def load_snapshot(self, stream: str, fingerprint: str) -> Snapshot | None:
        """The kept state if the same code made it and it is not newer than the log."""

    def drop_snapshots(self) -> None: ...

    def verify(self, stream: str) -> Verdict:
        """Recompute the stream's hash chain and compare its end with the ops that were acknowledged."""

    def erase_payload(self, stream: str, version: int) -> bool:
        """Forget one event's payload for good; false when there is no such event or it is erased already.

        Kind, instant, actor and hash stay, so the chain still verifies. The stream's snapshot goes too: it
        may hold what is to be forgotten. Only kinds that carry free text and no state may be erased.
        """

    def erase_payloads(self, stream: str, versions: Sequence[int]) -> int:
        """As `erase_payload` for many events of a stream at once; returns how many were there."""

    def scrub(self) -> None:
        """Leave nothing of what was erased, here or outside the log, in the database's files. Takes a moment, touches
        no pool of connections, and may be called in any thread."""


@dataclass(frozen=True, slots=True)
class Stores:
    """All that is kept, as one value for the composition root."""

    events: EventStore
    people: People
    notes: Notes
    rulebooks: Rulebooks
    heartbeat: Heartbeat
    facilitators: Facilitators
    logins: Logins
    seminars: SeminarIndex
