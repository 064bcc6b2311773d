"""What leaves by a websocket, written straight into its socket: no queue to fill and no writer to wake for each seat.

One action goes to every seat of a room. Stock Engine.IO puts the packet into one queue per connection and wakes one
writer per connection, which frames it anew. Here the frame is made once and written at once. A connection whose
socket is full keeps the rest of that frame and all later ones in order, and one task writes them as the socket
empties; nobody else waits for it. One that falls too far behind is cut: it comes back and takes what differs.

Everything that a connection sends passes through its `Outbound`, so frames can neither be torn nor overtake each other.
What it reads passes through its `Inbound`, which asks the system once for a frame and not for its pieces.
"""

from __future__ import annotations

import socket
import struct
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

MOST_BEHIND = 1_000_000
"""Bytes that wait for one slow connection before it is cut: more than a whole page of parts."""
TEXT = 0x81
PING = 2
AT_ONCE = 4096
"""Bytes that are read at a time: an action with its reason and the next one."""


class Wire(Protocol):
    """A connected stream socket: ``fd`` never blocks, `sendall` lets the others work until everything is written."""

    fd: socket.socket

    def sendall(self, data: bytes) -> None: ...

    def shutdown(self, how: int) -> None: ...


class Outbound:
    """The one way out of a connection. Used by cooperative tasks of one thread; nothing here gives way to another
    but the task that writes a backlog."""

    def __init__(self, wire: Wire, start: Callable[[Callable[[], None]], object]) -> None:
        self._wire, self._start = wire, start
        self._backlog: deque[bytes] = deque()
        self.behind = 0
        self.cut = False

    def push(self, frame: bytes) -> None:
        """Write a frame now, or after those that wait. Never blocks and never raises: a broken connection is cut."""
        if self.cut:
            return
        if self._backlog:
            self._keep(frame)
            return
        try:
            sent = self._wire.fd.send(frame)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self._cut()
            return
        if sent < len(frame):
            self._keep(frame[sent:])
            self._start(self._drain)

    def _keep(self, frame: bytes) -> None:
        self._backlog.append(frame)
        self.behind += len(frame)
        if self.behind > MOST_BEHIND:
            self._cut()

    def _drain(self) -> None:
        """Write what waits. While it runs the backlog is not empty, so that everything else queues behind it."""
        try:
            while self._backlog:
                self._wire.sendall(self._backlog[0])
                if self._backlog:  # a cut while the socket was full took everything away
                    self.behind -= len(self._backlog.popleft())
        except OSError:  # includes the time-out of a connection that takes nothing at all
            self._cut()

    def _cut(self) -> None:
        """Half a frame may have been written: nothing can follow it. The reader sees the end and cleans up."""
        self.cut, self.behind = True, 0
        self._backlog.clear()
        try:
            self._wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # gone already


class Inbound:
    """The way in of a connection: reads what has come and hands it out in the pieces that are asked for. A frame is
    read in four: two bytes, its length, its mask and what it says."""

    def __init__(self, wire: Any) -> None:
        self._wire, self._kept = wire, b""

    def recv(self, size: int) -> bytes:
        """Up to ``size`` bytes; none where the other side has ended."""
        kept = self._kept or self._wire.recv(AT_ONCE)
        self._kept = kept[size:]
        return kept[:size]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wire, name)


def text_frame(text: str) -> bytes:
    """An unmasked websocket text frame (RFC 6455, 5.2)."""
    body = text.encode()
    size = len(body)
    if size < 126:
        return struct.pack("!BB", TEXT, size) + body
    if size < 65536:
        return struct.pack("!BBH", TEXT, 126, size) + body
    return struct.pack("!BBQ", TEXT, 127, size) + body


def frame_of(packet: Any) -> bytes:
    """The frame of an Engine.IO packet of text, made once for all who get this very packet."""
    frame: bytes | None = getattr(packet, "frame", None)
    if frame is None:
        frame = packet.frame = text_frame(packet.encode())
    return frame


def unmask(data: bytes, mask: tuple[int, ...] | bytes, length: int | None = None, offset: int = 0) -> bytes:
    """XOR ``data`` with the four bytes of ``mask``, which begins ``offset`` bytes earlier, as one large number."""
    size = len(data) if length is None else length
    turned = bytes(mask[(offset + i) % 4] for i in range(4))
    key = (turned * (size // 4 + 1))[:size]
    return (int.from_bytes(data[:size], "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def send_directly(connection: Any, out: Outbound) -> None:
    """From now on an Engine.IO connection with an open websocket sends through ``out``.

    What was put into its queue before (while it still polled, or during the upgrade) goes first: as long as the queue
    is not empty, packets take the way through it, whose writer ends in ``out`` as well. Pings always do: a writer that
    hears nothing for two of them gives the connection up.
    """
    by_queue = connection.send

    def send(packet: Any) -> None:
        by_writer = packet.packet_type == PING or packet.binary or not connection.upgraded
        if by_writer or not connection.queue.empty():
            by_queue(packet)
        elif connection.check_ping_timeout():
            out.push(frame_of(packet))

    connection.send = send
