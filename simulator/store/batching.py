"""Group commit: many callers, one writer thread, one transaction for whatever is waiting.

A disk sync costs the same for one event as for fifty, so callers queue their requests and the writer settles all
that wait at once. Built on threading primitives alone: under a patched process the writer is a green thread.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from simulator.app.ports import StoreFailed

Request = TypeVar("Request")
Answer = TypeVar("Answer")

LARGEST_BATCH: Final = 256
_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Caller:
    """Who waits for ``left`` answers. Only the writer counts them down."""

    left: int
    settled: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True, eq=False)
class _Ticket(Generic[Request, Answer]):
    request: Request
    caller: _Caller
    answer: Answer | Exception | None = None

    def settle(self, answer: Answer | Exception) -> None:
        """Give the answer; the caller goes on with the last one."""
        self.answer = answer
        self.caller.left -= 1
        if not self.caller.left:
            self.caller.settled.set()


class GroupCommit(Generic[Request, Answer]):
    """Collects requests and hands them to `settle` in batches, in the order they came.

    `settle` gets the batch inside the writer thread and returns one answer or exception for each request, after
    its commit. If it raises, nothing of the batch counts as stored and every caller gets `StoreFailed`.
    """

    def __init__(
        self,
        settle: Callable[[Sequence[Request]], Sequence[Answer | Exception]],
        *,
        name: str,
        patience: float,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._settle = settle
        self._name = name
        self._patience = patience
        self._on_stop = on_stop
        self._changed = threading.Condition(threading.Lock())
        self._waiting: deque[_Ticket[Request, Answer]] = deque()
        self._writer: threading.Thread | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many requests are not yet in a batch: a measure of how far the disk lags."""
        return len(self._waiting)

    def submit(self, request: Request) -> Answer:
        """Wait until the request is settled; returns its answer or raises its exception, as `submit_all` gives it."""
        (answer,) = self.submit_all([request])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def submit_all(self, requests: Sequence[Request]) -> list[Answer | Exception]:
        """Wait until the requests are settled, one right after the other; an answer or exception each.

        `StoreFailed` stands for one that got no answer in `patience` seconds: it may still be stored later. Raises
        `StoreFailed` when closed.
        """
        if not requests:
            return []
        caller = _Caller(len(requests))
        tickets: list[_Ticket[Request, Answer]] = [_Ticket(request, caller) for request in requests]
        with self._changed:
            if self._closed:
                raise StoreFailed("the store is closed")
            self._waiting.extend(tickets)
            if self._writer is None:
                self._writer = threading.Thread(target=self._work, name=self._name, daemon=True)
                self._writer.start()
            self._changed.notify()
        caller.settled.wait(self._patience)
        late = f"the database did not answer within {self._patience:g} s"
        return [StoreFailed(late) if t.answer is None else t.answer for t in tickets]

    def close(self) -> None:
        """Settle what waits, then stop; later requests fail. May be called twice."""
        with self._changed:
            self._closed = True
            writer = self._writer
            self._changed.notify()
        if writer is not None:
            writer.join(self._patience)

    def _work(self) -> None:
        batch: list[_Ticket[Request, Answer]] = []
        try:
            while batch := self._next_batch():
                self._answer(batch)
        finally:
            # However the thread ends, nobody is left waiting and the next request starts a new one.
            with self._changed:
                abandoned = [*batch, *self._waiting]
                self._waiting.clear()
                self._writer = None
            _fail(abandoned, StoreFailed("the writer stopped"))
            self._on_stop()

    def _next_batch(self) -> list[_Ticket[Request, Answer]]:
        """Blocks until something waits; empty when closed and drained."""
        with self._changed:
            while not self._waiting and not self._closed:
                self._changed.wait()
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_BATCH))]

    def _answer(self, batch: Sequence[_Ticket[Request, Answer]]) -> None:
        try:
            answers = self._settle([ticket.request for ticket in batch])
            pairs = list(zip(batch, answers, strict=True))
        except StoreFailed as error:
            _log.warning("a batch of %d requests was not stored: %s", len(batch), error)
            _fail(batch, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, every caller of the batch must hear of it
            _log.exception("a batch of %d requests was not stored", len(batch))
            _fail(batch, error)
            return
        for ticket, answer in pairs:
            ticket.settle(answer)


def _fail(tickets: Sequence[_Ticket[Request, Answer]], cause: Exception) -> None:
    """One exception object per caller: tracebacks grow on the object that is raised."""
    for ticket in tickets:
        if ticket.answer is None:
            error = StoreFailed(f"the write was not confirmed: {_name(cause)}")
            error.__cause__ = cause
            ticket.settle(error)


def _name(cause: Exception) -> str:
    """What the driver called it, also where the engine has said it in our words already."""
    return type(cause.__cause__ if isinstance(cause, StoreFailed) and cause.__cause__ else cause).__name__
