"""Handles commands on a stream: catch up from the log, decide, append, retry on conflict, then tell.

Whoever has the lock of a stream settles what waits for it as well: commands that come while one is being stored are
decided one on top of the other and stored in one commit. So a room's pace is not that of its disk.

Any process can handle any stream, because the log decides: a state is only a cache of it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import structlog

from simulator.core.envelope import Envelope
from simulator.core.refusals import Refused

from .ports import Append, Conflict, EventStore, NewEvent, OpReused, Recorded, Snapshot, StoreFailed

S = TypeVar("S")
log = structlog.get_logger()
TRIES = 20
MOST_TOGETHER = 4
"""As many as the publisher puts into a frame: more would save a little of the disk and reach nobody sooner."""
PEOPLE = ("delegate", "facilitator")
SNAPSHOT_EVERY = 1000
REST_EVERY = 50


class EventCodec(Protocol):
    """Turns events into payloads and back."""

    def encode(self, event: Any) -> NewEvent: ...

    def decode(self, kind: str, payload: Any) -> Any: ...


class StateCodec(Protocol[S]):
    """Turns a state into bytes and back, for snapshots. ``fingerprint`` names the code that understands them."""

    fingerprint: str

    def dump(self, state: S) -> bytes: ...

    def load(self, blob: bytes, fresh: S) -> S:
        """Raises ValueError for bytes that are not what was dumped."""


@dataclass(frozen=True, slots=True)
class Handled(Generic[S]):
    """What came of a command: the state after it and the events; none for a repeat or a command without effect."""

    state: S
    events: tuple[Any, ...]
    version: int
    replayed: bool = False


@dataclass(slots=True, eq=False)
class _Turn(Generic[S]):
    """A command that waits to be settled."""

    command: Any
    envelope: Envelope
    handled: Handled[S] | None = None
    error: Exception | None = None

    @property
    def settled(self) -> bool:
        return self.handled is not None or self.error is not None

    def append(self, stream: str, expected: int, events: Sequence[NewEvent]) -> Append:
        """What is to be stored of it."""
        envelope = self.envelope
        return Append(
            stream, expected, tuple(events), actor_key(envelope), envelope.op, digest_of(self.command), envelope.at
        )  # fmt: skip


@dataclass(slots=True)
class _Cached(Generic[S]):
    state: S
    version: int
    lock: threading.RLock = field(default_factory=threading.RLock)
    waiting: list[_Turn[S]] = field(default_factory=list)
    taken: list[_Turn[S]] = field(default_factory=list)


def digest_of(command: object) -> str:
    """A fingerprint of a command's body: the same op id with another body is refused."""
    body = f"{type(command).__name__}:{command!r}"
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def actor_key(envelope: Envelope) -> str:
    """Who an op belongs to in the log: an opaque person, the seat that the rules play, or the system."""
    actor = envelope.actor
    return actor.person or (f"{actor.role}:{actor.seat}" if actor.seat else actor.role)


class Streams(Generic[S]):
    """All streams of one kind (seminars or exercises)."""

    def __init__(
        self,
        store: EventStore,
        codec: EventCodec,
        *,
        fresh: Callable[[str, Sequence[Recorded]], S],
        decide: Callable[[S, Any, Envelope], tuple[Any, ...]],
        evolve: Callable[[S, Any], S],
        tell: Callable[[str, S, tuple[Any, ...]], None],
        snapshots: StateCodec[S] | None = None,
        remains: Callable[[str], Mapping[int, Any]] = lambda _stream: {},
    ) -> None:
        """``remains`` are payloads without words, by version, of what was erased from a stream: who wrote to whom still
        counts, or every later version would be another one."""
        self._store, self._codec, self._remains = store, codec, remains
        self._fresh, self._decide, self._evolve, self._tell = fresh, decide, evolve, tell
        self._snapshots = snapshots
        self._cache: dict[str, _Cached[S]] = {}
        self._guard = threading.Lock()

    def _cached(self, stream: str) -> _Cached[S]:
        found = self._cache.get(stream)
        if found is None:
            with self._guard:
                found = self._cache.get(stream)
                if found is None:
                    found = self._cache[stream] = self._load(stream)
        return found

    def _load(self, stream: str, rest: Callable[[], None] = lambda: None) -> _Cached[S]:
        first = list(self._store.read(stream, 0, 1))
        state, version = self._fresh(stream, first), 0
        if self._snapshots:
            kept: Snapshot | None = self._store.load_snapshot(stream, self._snapshots.fingerprint)
            if kept is not None:
                try:
                    state, version = self._snapshots.load(kept.blob, state), kept.version
                except ValueError:
                    # a cache of the log, damaged on disk: the log has all of it
                    log.warning("snapshot damaged, read from the log instead", stream=stream)
        cached = _Cached(state, version)
        self._fold(stream, cached, [], rest)
        return cached

    def warm(self, stream: str, rest: Callable[[], None]) -> None:
        """Read a long log that nobody asks for yet, and let others have their turn in between."""
        cached = self._load(stream, rest)
        with self._guard:
            self._cache.setdefault(stream, cached)

    def _fold(
        self, stream: str, cached: _Cached[S], events: list[Any], rest: Callable[[], None] = lambda: None
    ) -> None:
        """Take in what the log has beyond ``cached``, and add it to ``events``."""
        for recorded, event in self._decoded(stream, self._store.read(stream, cached.version)):
            if event is not None:
                events.append(event)
                cached.state = self._evolve(cached.state, event)
            cached.version = recorded.version
            if cached.version % REST_EVERY == 0:
                rest()

    def _decoded(self, stream: str, log: Iterable[Recorded]) -> Iterator[tuple[Recorded, Any]]:
        """What is recorded, and its event: of an erased one what remains of it, None where nothing does."""
        remains: Mapping[int, Any] | None = None
        for recorded in log:
            payload: Mapping[str, Any] | None = recorded.payload
            if recorded.erased:
                remains = self._remains(stream) if remains is None else remains
                payload = remains.get(recorded.version)
            yield recorded, None if payload is None else self._codec.decode(recorded.kind, payload)

    def _catch_up(self, stream: str, cached: _Cached[S]) -> None:
        """Take in and tell what another process stored meanwhile. Called under the lock."""
        if cached.version != self._store.head(stream):
            events: list[Any] = []
            try:
                self._fold(stream, cached, events)
            finally:
                if events:  # also of a read that was cut half-way: what was taken in is never read again
                    self._tell(stream, cached.state, tuple(events))

    def state(self, stream: str) -> S:
        """The newest state."""
        cached = self._cached(stream)
        with cached.lock:
            self._catch_up(stream, cached)
            return cached.state

    def look(self) -> None:
        """Take in and tell what other processes stored in the streams that this one knows."""
        for stream in list(self._cache):
            self.state(stream)

    def seen(self, stream: str) -> S | None:
        """The state that this process saw last, without asking the log; None where it has none. For what `handle`
        checks again: a command that was decided on an older state meets a conflict and is decided anew."""
        cached = self._cache.get(stream)
        return cached.state if cached else None

    def all_seen(self) -> tuple[S, ...]:
        """What this process saw last of each stream, without asking the log."""
        with self._guard:
            return tuple(cached.state for cached in self._cache.values())

    def reread(self, stream: str) -> S:
        """The state made anew from the log, from which something was erased; what is new in the log is told as ever."""
        cached = self._cached(stream)
        with cached.lock:  # not while somebody decides on it
            self._catch_up(stream, cached)
            before, fresh = cached.version, self._load(stream)
            cached.state, cached.version = fresh.state, fresh.version
            if fresh.version > before:
                new = self.events(stream, before, fresh.version)
                self._tell(stream, cached.state, tuple(event for _, event in new))
            return cached.state

    def under_way(self, stream: str) -> int:
        """How many commands are being decided and stored, or wait for their turn."""
        cached = self._cache.get(stream)
        return sum(not t.settled for t in (*cached.taken, *cached.waiting)) if cached else 0

    def lock(self, stream: str) -> threading.RLock:
        """Held while a stream is written, so that its changes are told in order."""
        return self._cached(stream).lock

    def events(
        self, stream: str, after: int = 0, upto: int | None = None, *, kind: str | None = None
    ) -> Iterable[tuple[int, Any]]:
        """(version, event) of a range of the stream, of one kind where it is named, oldest first."""
        for version, _at, event in self.history(stream, after, upto, kind=kind):
            yield version, event

    def history(
        self, stream: str, after: int = 0, upto: int | None = None, *, kind: str | None = None
    ) -> Iterator[tuple[int, int, Any]]:
        """(version, instant, event) of a range of the stream, of one kind where it is named, oldest first."""
        for recorded, event in self._decoded(stream, self._store.read(stream, after, upto, kind)):
            if event is not None:
                yield recorded.version, recorded.at, event

    def beginning(self, stream: str) -> S:
        """The state before the first event."""
        return self._fresh(stream, list(self._store.read(stream, 0, 1)))

    def handle(self, stream: str, command: Any, envelope: Envelope) -> Handled[S]:
        """Decide and store ``command``; the return means that it is on disk. Raises `Refused`, `OpReused`,
        `StoreFailed`, and `Conflict` after `TRIES` lost races."""
        cached, turn = self._cached(stream), _Turn[S](command, envelope)
        with self._guard:
            cached.waiting.append(turn)
        try:
            with cached.lock:
                while not turn.settled:
                    self._settle_waiting(stream, cached)
        finally:
            if not turn.settled:  # ended half-way
                with self._guard:
                    if turn in cached.waiting:
                        cached.waiting.remove(turn)
        if turn.error is not None:
            raise turn.error
        assert turn.handled is not None
        return turn.handled

    def _settle_waiting(self, stream: str, cached: _Cached[S]) -> None:
        """Settle the commands that wait, in the order in which they came. Called under the lock."""
        with self._guard:
            turns = cached.taken = cached.waiting[:MOST_TOGETHER]
            cached.waiting = cached.waiting[MOST_TOGETHER:]
        try:
            if len(turns) > 1:
                self._settle_together(stream, cached, turns)
            for turn in turns:
                if not turn.settled:
                    self._settle(turn, self._handle, stream, cached, turn)
        finally:
            # where this thread was ended half-way, those who wait settle the rest themselves
            with self._guard:
                cached.waiting = [t for t in turns if not t.settled] + cached.waiting
                cached.taken = []

    def _settle_together(self, stream: str, cached: _Cached[S], turns: Sequence[_Turn[S]]) -> None:
        """One commit for those that can be decided one on top of the other; the others are left for later, because
        what they are refused for may not come to be stored."""
        state, version = cached.state, cached.version
        planned: list[tuple[_Turn[S], tuple[Any, ...], Append, S]] = []
        for turn in turns:
            try:
                events = self._decide(state, turn.command, turn.envelope)
                append = turn.append(stream, version, [self._codec.encode(e) for e in events])
            except Exception:  # noqa: BLE001, S112 - alone it fails again, and then its caller hears of it
                continue
            if not events:
                continue
            for event in events:
                state = self._evolve(state, event)
            version += len(events)
            planned.append((turn, events, append, state))
        if len(planned) < 2:
            return
        try:
            answers = self._store.append_all([append for _, _, append, _ in planned])
        except StoreFailed as error:
            for turn, *_ in planned:
                turn.error = error
            return
        for (turn, events, append, state), answer in zip(planned, answers, strict=True):
            if isinstance(answer, Conflict) or append.expected != cached.version:
                continue
            if isinstance(answer, Exception):
                turn.error = answer
            elif not answer.replayed:
                # all before it are stored as planned, so the state it was planned to leave is the one it leaves
                self._settle(turn, self._remember, stream, cached, events, answer.version, state)

    @staticmethod
    def _settle(turn: _Turn[S], do: Callable[..., Handled[S]], *args: Any) -> None:
        try:
            turn.handled = do(*args)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever sent the command
            turn.error = error

    def _handle(self, stream: str, cached: _Cached[S], turn: _Turn[S]) -> Handled[S]:
        command, envelope = turn.command, turn.envelope
        key, digest = actor_key(envelope), digest_of(command)
        for attempt in range(TRIES):
            if attempt:
                # somebody else wrote: the store refused our version, so look before deciding again
                self._catch_up(stream, cached)
            try:
                events = self._decide(cached.state, command, envelope)
            except Refused:
                if self._is_replay(stream, key, envelope.op, digest):
                    return Handled(cached.state, (), cached.version, replayed=True)
                if attempt or cached.version == self._store.head(stream):
                    raise
                continue  # refused by a state that another process has moved on from
            if not events and envelope.actor.role not in PEOPLE:
                return Handled(cached.state, (), cached.version)
            # a person's command without effect is remembered too: sent again later, it must still have none
            try:
                appended = self._store.append(
                    stream, cached.version, [self._codec.encode(e) for e in events],
                    actor=key, op=envelope.op, digest=digest, at=envelope.at,
                )  # fmt: skip
            except Conflict:
                if attempt + 1 == TRIES:
                    raise
                continue
            if appended.replayed:
                self._catch_up(stream, cached)
                return Handled(cached.state, (), cached.version, replayed=True)
            if not events:
                return Handled(cached.state, (), cached.version)
            state = cached.state
            for event in events:
                state = self._evolve(state, event)
            return self._remember(stream, cached, events, appended.version, state)
        raise Conflict(stream, cached.version, self._store.head(stream))

    def _is_replay(self, stream: str, key: str, op: str, digest: str) -> bool:
        """Whether this very command was stored before; the happy path leaves the question to the store."""
        before = self._store.find_op(stream, key, op)
        if before is not None and before.digest != digest:
            raise OpReused(stream, key, op)
        return before is not None

    def _remember(
        self, stream: str, cached: _Cached[S], events: tuple[Any, ...], version: int, state: S
    ) -> Handled[S]:
        """What is stored is known from now on: the ``state`` after ``events``."""
        cached.state = state
        crossed = cached.version // SNAPSHOT_EVERY != version // SNAPSHOT_EVERY
        cached.version = version
        if self._snapshots and crossed:
            self._save(stream, cached, self._snapshots)
        # told under the lock: whoever listens hears the changes of a stream in the order of its log
        self._tell(stream, cached.state, events)
        return Handled(cached.state, events, version)

    def _save(self, stream: str, cached: _Cached[S], snapshots: StateCodec[S]) -> None:
        """Keep a snapshot. What it is made of is stored: where the disk takes no more, people are told all the same."""
        try:
            blob = snapshots.dump(cached.state)
            self._store.save_snapshot(stream, cached.version, snapshots.fingerprint, blob)
        except Exception as error:  # noqa: BLE001 - a cache that is missing costs some seconds at the next start
            log.warning("snapshot not kept", stream=stream, error=type(error).__name__)
