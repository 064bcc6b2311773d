"""Every port in memory, with the same behaviour: for tests, rehearsals by bots and the demonstration."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.app.ports import (
    Append,
    Appended,
    Conflict,
    NewEvent,
    OpRecord,
    OpReused,
    Recorded,
    Snapshot,
    Verdict,
)
from simulator.store import chain


class MemoryEventStore:
    """An `EventStore` that lives as long as its process. One lock: nothing here takes long."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: defaultdict[str, list[chain.Row]] = defaultdict(list)
        self._ops: dict[tuple[str, str, str], OpRecord] = {}
        self._snapshots: dict[str, tuple[int, str, bytes]] = {}

    def close(self) -> None:
        """Nothing to release; here so that every store closes the same way."""

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
        append = Append(stream, expected, tuple(events), actor, op, digest, at)
        (answer,) = self.append_all([append])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _settle(self, append: Append, drafts: Sequence[chain.Draft]) -> Appended | Exception:
        before = self._ops.get((append.stream, append.actor, append.op))
        if before is not None:
            if before.digest != append.digest:
                return OpReused(append.stream, append.actor, append.op)
            return Appended(before.version, replayed=True)
        rows = self._rows[append.stream]
        head = len(rows)
        if head != append.expected:
            return Conflict(append.stream, append.expected, head)
        previous = rows[-1].chain if rows else chain.FIRST_LINK
        rows += chain.lay(
            drafts,
            stream=append.stream,
            head=head,
            previous=previous,
            at=append.at,
            actor=append.actor,
            op=append.op,
        )
        self._ops[append.stream, append.actor, append.op] = OpRecord(len(rows), append.digest)
        return Appended(len(rows), replayed=False)

    def append_all(self, appends: Sequence[Append]) -> list[Appended | Exception]:
        drafts = [chain.drafts(append) for append in appends]
        with self._lock:
            return [self._settle(append, laid) for append, laid in zip(appends, drafts, strict=True)]

    def find_op(self, stream: str, actor: str, op: str) -> OpRecord | None:
        return self._ops.get((stream, actor, op))

    def read(
        self, stream: str, after: int = 0, upto: int | None = None, kind: str | None = None
    ) -> Iterator[Recorded]:
        for row in self._copy(stream)[max(after, 0) : upto]:
            if kind is not None and row.kind != kind:
                continue
            payload = {} if row.payload is None else json.loads(row.payload)
            yield Recorded(
                row.stream,
                row.version,
                row.kind,
                payload,
                row.at,
                row.actor,
                row.op,
                erased=row.payload is None,
            )

    def head(self, stream: str) -> int:
        return len(self._copy(stream))

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        with self._lock:
            return tuple(
                sorted(name for name, rows in self._rows.items() if rows and name.startswith(prefix))
            )

    def save_snapshot(self, stream: str, version: int, fingerprint: str, blob: bytes) -> None:
        with self._lock:
            kept = self._snapshots.get(stream)
            if kept is None or kept[1] != fingerprint or kept[0] <= version:
                self._snapshots[stream] = (version, fingerprint, blob)

    def load_snapshot(self, stream: str, fingerprint: str) -> Snapshot | None:
        kept = self._snapshots.get(stream)
        if kept is None or kept[1] != fingerprint or kept[0] > self.head(stream):
            return None
        return Snapshot(kept[0], kept[2])

    def drop_snapshots(self) -> None:
        with self._lock:
            self._snapshots.clear()

    def verify(self, stream: str) -> Verdict:
        with self._lock:
            acknowledged = max((one.version for key, one in self._ops.items() if key[0] == stream), default=0)
        return chain.verify(self._copy(stream), acknowledged)

    def erase_payload(self, stream: str, version: int) -> bool:
        with self._lock:
            rows = self._rows.get(stream, [])
            if not 1 <= version <= len(rows) or rows[version - 1].payload is None:
                return False
            rows[version - 1] = replace(rows[version - 1], payload=None)
            self._snapshots.pop(stream, None)
            return True

    def erase_payloads(self, stream: str, versions: Sequence[int]) -> int:
        return sum(self.erase_payload(stream, version) for version in versions)

    def scrub(self) -> None:
        """Memory keeps no copies."""

    def _copy(self, stream: str) -> list[chain.Row]:
        with self._lock:
            return list(self._rows.get(stream, ()))
