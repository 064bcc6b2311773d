"""A light Engine.IO 4 / Socket.IO 5 client over a raw websocket: 480 of them fit into one process on one core.

It understands what the measurements need and nothing more: text frames, events, acknowledgements, pings.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import struct
from collections.abc import Callable
from typing import Any

Heard = Callable[["Socket", bytes], None]
Acked = Callable[[Any], None]
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket&x={room} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://{host}\r\n"
    "Cookie: {cookie}\r\n\r\n"
)
PATIENCE = 30.0


class Refused(Exception):
    """The server did not accept the connection; the message is its answer."""


def frame(text: bytes, opcode: int = 1) -> bytes:
    """A masked websocket frame. The mask is zero: the server unmasks it all the same, and this side saves the work."""
    size = len(text)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    return head + b"\0\0\0\0" + text


class Socket(asyncio.Protocol):
    """One connection. ``heard`` gets every ``parts`` event as raw bytes, before anything is parsed."""

    def __init__(self, host: str, cookie: str, auth: dict[str, str], heard: Heard) -> None:
        # the room in the address, as pages have it: by it a proxy keeps a room's connections together
        self._hello = HANDSHAKE.format(
            room=auth.get("exercise", ""),
            host=host,
            key=base64.b64encode(os.urandom(16)).decode(),
            cookie=cookie,
        ).encode()
        self._auth, self.heard = json.dumps(auth).encode(), heard
        self._buffer, self._upgraded = b"", False
        self._acks: dict[int, Acked] = {}
        self._ids = itertools.count(1)
        self._transport: asyncio.Transport | None = None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.payload_bytes = 0
        self.closed = False

    # --- the transport's side ---------------------------------------------------------------------------

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        transport.write(self._hello)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._fail(f"connection lost: {exc}")

    def _fail(self, why: str) -> None:
        if not self.ready.done():
            self.ready.set_exception(Refused(why))

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        if not self._upgraded:
            head, found, rest = buffer.partition(b"\r\n\r\n")
            if not found:
                self._buffer = buffer
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self._fail(head.split(b"\r\n", 1)[0].decode())
                return
            self._upgraded, buffer = True, rest
        at, end = 0, len(buffer)
        while end - at >= 2:
            size, start = buffer[at + 1], at + 2
            if size == 126:
                if end - at < 4:
                    break
                size, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                if end - at < 10:
                    break
                size, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if end - start < size:
                break
            self._take(buffer[at] & 0x0F, buffer[start : start + size])
            at = start + size
        self._buffer = buffer[at:] if at < end else b""

    def _take(self, opcode: int, text: bytes) -> None:
        if opcode == 8:
            self.close()
        elif opcode == 9:
            self._write(frame(text, 10))
        elif text.startswith(b'42["parts"'):
            self.payload_bytes += len(text)
            self.heard(self, text)
        elif text.startswith(b"43"):
            self._acknowledge(text)
        elif text == b"2":
            self._write(frame(b"3"))
        elif text.startswith(b"0"):
            self._write(frame(b"40" + self._auth))
        elif text.startswith(b"40") and not self.ready.done():
            self.ready.set_result(None)
        elif text.startswith(b"44"):
            self._fail(text.decode())

    def _acknowledge(self, text: bytes) -> None:
        opening = text.index(b"[")
        heard = self._acks.pop(int(text[2:opening]), None)
        if heard is not None:
            heard(json.loads(text[opening:])[0])

    # --- the user's side --------------------------------------------------------------------------------

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self.closed:
            self._transport.write(data)

    def emit(self, event: str, data: Any, acked: Acked) -> None:
        """Send an event; ``acked`` hears the answer."""
        number = next(self._ids)
        self._acks[number] = acked
        self._write(frame(b"42%d" % number + json.dumps([event, data]).encode()))

    async def ask(self, event: str, data: Any) -> Any:
        """Send an event and wait for its answer."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.emit(event, data, lambda ack: answer.done() or answer.set_result(ack))
        return await asyncio.wait_for(answer, PATIENCE)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


async def connect(port: int, source: str, cookie: str, auth: dict[str, str], heard: Heard) -> Socket:
    """A socket that the server has accepted. ``source`` is the loopback address to come from.

    Raises `Refused` with the server's answer.
    """
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(
        lambda: Socket(f"127.0.0.1:{port}", cookie, auth, heard), "127.0.0.1", port, local_addr=(source, 0)
    )
    await asyncio.wait_for(socket.ready, PATIENCE)
    return socket
