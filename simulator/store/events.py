"""The event store on SQLite or PostgreSQL, with one transaction for whatever streams are being written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from sqlalchemy import Engine, bindparam, delete, func, literal_column, or_, select, update

from simulator.app.ports import Append, Appended, NewEvent, OpRecord, Recorded, Snapshot, Verdict
from simulator.store import chain
from simulator.store.appending import OP_BY_KEY, Appender, AppendRequest, Settled
from simulator.store.batching import GroupCommit
from simulator.store.engine import reader, scrub_sqlite, upsert
from simulator.store.tables import EVENTS, OPERATIONS, SNAPSHOTS

Offload: TypeAlias = Callable[[Callable[[], Settled]], Settled]

READ_CHUNK: Final = 500
_NO_LIMIT: Final = 2**31 - 1

_PAGE = (
    select(*(column for column in EVENTS.c))
    .where(
        EVENTS.c.stream == bindparam("stream"),
        EVENTS.c.version > bindparam("after"),
        EVENTS.c.version <= bindparam("upto"),
    )
    .order_by(EVENTS.c.version)
    .limit(READ_CHUNK)
)
_PAGE_OF_KIND = _PAGE.where(EVENTS.c.kind == bindparam("kind"))
_HEAD = select(func.max(EVENTS.c.version)).where(EVENTS.c.stream == bindparam("stream"))
# The condition word for word as in the partial index, or the index is not used.
_STREAMS = select(EVENTS.c.stream).where(EVENTS.c.version == literal_column("1"))
_ACKNOWLEDGED = select(func.max(OPERATIONS.c.version)).where(OPERATIONS.c.stream == bindparam("stream"))


def run_inline(settle: Callable[[], Settled]) -> Settled:
    """Run the transaction in the writer thread itself: right wherever a sync takes less than a few ms."""
    return settle()


def _request(append: Append) -> AppendRequest:
    return AppendRequest(
        append.stream,
        append.expected,
        chain.drafts(append),
        append.actor,
        append.op,
        append.digest,
        append.at,
    )


class SqlEventStore:
    """An `EventStore` whose appends share commits.

    `offload` runs each transaction; give it a function that runs in a real thread when the disk is slow and the
    process is patched. `patience` is how long, in seconds, a caller waits for its commit.
    """

    def __init__(self, engine: Engine, *, offload: Offload = run_inline, patience: float = 30.0) -> None:
        self._engine = engine
        self._reader = reader(engine)
        self._dialect = engine.dialect.name
        self._offload = offload
        self._appender = Appender(engine)
        self._writer: GroupCommit[AppendRequest, Appended] = GroupCommit(
            self._settle, name="event-writer", patience=patience, on_stop=self._appender.hang_up
        )

    @property
    def commits(self) -> int:
        """Transactions committed so far; fewer than appends when commits are shared."""
        return self._appender.commits

    @property
    def waiting(self) -> int:
        """Appends that wait for the writer."""
        return self._writer.waiting

    def close(self) -> None:
        """Store what waits and stop the writer; the engine stays the caller's."""
        self._writer.close()

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
        return self._writer.submit(_request(Append(stream, expected, tuple(events), actor, op, digest, at)))

    def append_all(self, appends: Sequence[Append]) -> list[Appended | Exception]:
        return self._writer.submit_all([_request(append) for append in appends])

    def find_op(self, stream: str, actor: str, op: str) -> OpRecord | None:
        with self._reader.connect() as connection:
            row = connection.execute(OP_BY_KEY, {"stream": stream, "actor": actor, "op": op}).first()
        return OpRecord(row.version, row.digest) if row else None

    def read(
        self, stream: str, after: int = 0, upto: int | None = None, kind: str | None = None
    ) -> Iterator[Recorded]:
        for row in self._rows(stream, after, _NO_LIMIT if upto is None else upto, kind):
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
        with self._reader.connect() as connection:
            return connection.execute(_HEAD, {"stream": stream}).scalar_one() or 0

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        # Sifted here: LIKE ignores case on SQLite, and a range would make it walk through every event.
        with self._reader.connect() as connection:
            names = connection.execute(_STREAMS).scalars().all()
        return tuple(sorted(name for name in names if name.startswith(prefix)))

    def save_snapshot(self, stream: str, version: int, fingerprint: str, blob: bytes) -> None:
        new = upsert(SNAPSHOTS, self._dialect).values(
            stream=stream, version=version, fingerprint=fingerprint, blob=blob
        )
        put = new.on_conflict_do_update(
            index_elements=[SNAPSHOTS.c.stream],
            set_={"version": version, "fingerprint": fingerprint, "blob": blob},
            where=or_(SNAPSHOTS.c.fingerprint != fingerprint, SNAPSHOTS.c.version <= version),
        )
        with self._engine.begin() as connection:
            connection.execute(put)

    def load_snapshot(self, stream: str, fingerprint: str) -> Snapshot | None:
        newest = select(func.max(EVENTS.c.version)).where(EVENTS.c.stream == stream).scalar_subquery()
        query = select(SNAPSHOTS.c.version, SNAPSHOTS.c.blob).where(
            SNAPSHOTS.c.stream == stream,
            SNAPSHOTS.c.fingerprint == fingerprint,
            SNAPSHOTS.c.version <= newest,
        )
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        return Snapshot(row.version, bytes(row.blob)) if row else None

    def drop_snapshots(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(SNAPSHOTS))

    def verify(self, stream: str) -> Verdict:
        # Asked first: what is acknowledged meanwhile can only make the log longer.
        with self._reader.connect() as connection:
            acknowledged = connection.execute(_ACKNOWLEDGED, {"stream": stream}).scalar_one() or 0
        return chain.verify(self._rows(stream, 0, _NO_LIMIT), acknowledged)

    def erase_payload(self, stream: str, version: int) -> bool:
        return self.erase_payloads(stream, [version]) == 1

    def erase_payloads(self, stream: str, versions: Sequence[int]) -> int:
        forget = update(EVENTS).where(EVENTS.c.stream == stream, EVENTS.c.payload.is_not(None))
        erased = 0
        with self._engine.begin() as connection:
            for start in range(0, len(versions), READ_CHUNK):
                these = EVENTS.c.version.in_(versions[start : start + READ_CHUNK])
                erased += connection.execute(forget.where(these).values(payload=None)).rowcount
            if erased:
                connection.execute(delete(SNAPSHOTS).where(SNAPSHOTS.c.stream == stream))
        if erased and self._dialect == "sqlite":
            # Otherwise the write-ahead log would keep the old page until it happens to be reused.
            with self._reader.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        return erased

    def scrub(self) -> None:
        if self._dialect == "sqlite":
            scrub_sqlite(str(self._engine.url.database))

    def _rows(self, stream: str, after: int, upto: int, kind: str | None = None) -> Iterator[chain.Row]:
        """In chunks, without a connection in between: a slow consumer holds up nobody."""
        while after < upto:
            with self._reader.connect() as connection:
                span = {"stream": stream, "after": after, "upto": upto}
                query, more = (_PAGE, {}) if kind is None else (_PAGE_OF_KIND, {"kind": kind})
                rows = connection.execute(query, {**span, **more}).all()
            for row in rows:
                yield chain.Row(*row)
            if len(rows) < READ_CHUNK:
                return
            after = rows[-1].version

    def _settle(self, batch: Sequence[AppendRequest]) -> Settled:
        return self._offload(lambda: self._appender.settle(batch))
