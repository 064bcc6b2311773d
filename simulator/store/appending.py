"""Settles a batch of appends in one transaction: the inside of the event store's writer thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection, Engine, bindparam, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from simulator.app.ports import Appended, Conflict, OpRecord, OpReused, StoreFailed
from simulator.store import chain
from simulator.store.tables import EVENTS, OPERATIONS

OpKey: TypeAlias = tuple[str, str, str]
Settled: TypeAlias = list[Appended | Exception]

_ATTEMPTS: Final = 3
_MANY_STREAMS: Final = 4096

_LAST = (
    select(EVENTS.c.version, EVENTS.c.chain)
    .where(EVENTS.c.stream == bindparam("stream"))
    .order_by(EVENTS.c.version.desc())
    .limit(1)
)
OP_BY_KEY: Final = select(OPERATIONS.c.version, OPERATIONS.c.digest).where(
    OPERATIONS.c.stream == bindparam("stream"),
    OPERATIONS.c.actor == bindparam("actor"),
    OPERATIONS.c.op == bindparam("op"),
)
_NEW_EVENTS = insert(EVENTS)
_NEW_OPS = insert(OPERATIONS)
_EVENT_COLUMNS = tuple(column.name for column in EVENTS.columns)


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """One op on its way into a stream."""

    stream: str
    expected: int
    drafts: tuple[chain.Draft, ...]
    actor: str
    op: str
    digest: str
    at: int

    @property
    def key(self) -> OpKey:
        return (self.stream, self.actor, self.op)


@dataclass(frozen=True, slots=True)
class _Head:
    version: int
    link: str


@dataclass(slots=True)
class _Plan:
    """What a transaction is going to store, on top of what the database holds."""

    careful: bool
    heads: dict[str, _Head] = field(default_factory=dict)
    ops: dict[OpKey, OpRecord] = field(default_factory=dict)
    rows: list[chain.Row] = field(default_factory=list)


class Appender:
    """Holds one connection and the heads of the streams it wrote; used by one thread at a time.

    It hopes first: heads come from memory (another process may have moved on) and ops are taken to be new. What it
    refuses it has looked up, and what it accepts wrongly the primary keys refuse: then the batch is settled again,
    carefully, with everything looked up inside the transaction.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._heads: dict[str, _Head] = {}
        self._connection: Connection | None = None
        self.commits = 0

    def settle(self, batch: Sequence[AppendRequest]) -> Settled:
        """One answer or exception per request, after the commit; raises if a commit failed."""
        for careful in (False, True):
            try:
                return self._settle_together(batch, careful=careful)
            except IntegrityError:
                pass
        # On PostgreSQL another process can still come in between our look and our insert. Each on its own now.
        return [self._settle_alone(request) for request in batch]

    def _settle_alone(self, request: AppendRequest) -> Appended | Exception:
        cause: Exception | None = None
        for _ in range(_ATTEMPTS):
            try:
                (outcome,) = self._settle_together([request], careful=True)
            except (DBAPIError, StoreFailed) as error:
                cause = error
            else:
                return outcome
        failed = StoreFailed(f"the write was not confirmed: {type(cause).__name__}")
        failed.__cause__ = cause
        return failed

    def _settle_together(self, batch: Sequence[AppendRequest], *, careful: bool) -> Settled:
        """One transaction; refusals are answers, so one caller's conflict does not disturb the others."""
        plan = _Plan(careful)
        try:
            connection = self._connection = self._connection or self._engine.connect()
            with connection.begin():
                outcomes = [self._judge(connection, request, plan) for request in batch]
                _insert(connection, plan)
        except BaseException:
            self.hang_up()
            raise
        self.commits += 1
        if len(self._heads) > _MANY_STREAMS:
            self._heads.clear()
        self._heads.update(plan.heads)
        return outcomes

    def _judge(self, connection: Connection, request: AppendRequest, plan: _Plan) -> Appended | Exception:
        """Accept the request into the plan, or say why not."""
        before = plan.ops.get(request.key)
        if before is None and plan.careful:
            before = _find_op(connection, request.key)
        if before is not None:
            return _replay(request, before)
        head = plan.heads.get(request.stream)
        if head is None:
            head = self._heads.get(request.stream)
            # Without events no key would notice a head that is behind.
            if head is None or head.version != request.expected or not request.drafts:
                head = plan.heads[request.stream] = _last(connection, request.stream)
        if head.version != request.expected:
            # A repeated op usually names a version long past: that is no conflict.
            before = _find_op(connection, request.key)
            return (
                _replay(request, before)
                if before
                else Conflict(request.stream, request.expected, head.version)
            )
        rows = chain.lay(
            request.drafts,
            stream=request.stream,
            head=head.version,
            previous=head.link,
            at=request.at,
            actor=request.actor,
            op=request.op,
        )
        if rows:
            head = _Head(rows[-1].version, rows[-1].chain)
        plan.rows += rows
        plan.heads[request.stream] = head
        plan.ops[request.key] = OpRecord(head.version, request.digest)
        return Appended(head.version, replayed=False)

    def hang_up(self) -> None:
        """After any failure nothing remembered is trusted, and a fresh connection is taken."""
        self._heads.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _replay(request: AppendRequest, before: OpRecord) -> Appended | Exception:
    return (
        OpReused(*request.key) if before.digest != request.digest else Appended(before.version, replayed=True)
    )


def _find_op(connection: Connection, key: OpKey) -> OpRecord | None:
    row = connection.execute(OP_BY_KEY, dict(zip(("stream", "actor", "op"), key, strict=True))).first()
    return OpRecord(row.version, row.digest) if row else None


def _last(connection: Connection, stream: str) -> _Head:
    row = connection.execute(_LAST, {"stream": stream}).first()
    return _Head(row.version, row.chain) if row else _Head(0, chain.FIRST_LINK)


def _insert(connection: Connection, plan: _Plan) -> None:
    # Events before ops and both sorted: two processes wait for each other's keys in one order, never crosswise.
    if plan.rows:
        rows = sorted(plan.rows, key=lambda row: (row.stream, row.version))
        connection.execute(
            _NEW_EVENTS, [{name: getattr(row, name) for name in _EVENT_COLUMNS} for row in rows]
        )
    if plan.ops:
        ops = [
            {"stream": stream, "actor": actor, "op": op, "digest": record.digest, "version": record.version}
            for (stream, actor, op), record in plan.ops.items()
        ]
        ops.sort(key=lambda values: (values["stream"], values["actor"], values["op"]))
        connection.execute(_NEW_OPS, ops)
