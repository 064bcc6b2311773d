"""What a socket may send at all: the few shapes of packets that our pages send. Everything else ends the connection.

Socket.IO knows more than we use (namespaces, binary attachments, acknowledgements of the client). What nobody needs
is a door to guard: a packet may announce a billion attachments and have them collected in memory, and a broken one
makes the library write a stack trace into the log. Pages come back by themselves and take what differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import structlog

log = structlog.get_logger()

PACKET: Final = re.compile(
    r"""0(\{.*\})?            # connect, with what the page says of itself
      | 1                     # disconnect
      | 2[0-9]{0,9}\["[a-z]{1,20}"(,.*)?\]   # an event by its name, with the number of the answer that is asked for
    """,
    re.VERBOSE | re.DOTALL,
)


def guard(server: Any) -> None:
    """Let a Socket.IO server read only such packets. Call once, before it serves."""
    usual: Callable[[str, Any], None] = server.eio.handlers["message"]

    def read(eio_sid: str, data: Any) -> None:
        if not isinstance(data, str) or PACKET.fullmatch(data) is None:
            refuse(eio_sid, "shape")
            return
        try:
            usual(eio_sid, data)
        except (ValueError, RecursionError) as error:
            # JSON that is none, too deep, or a number too long
            refuse(eio_sid, type(error).__name__)

    def refuse(eio_sid: str, why: str) -> None:
        # nothing of the packet: it may hold what people wrote
        log.warning("socket packet refused", why=why)
        server.eio.disconnect(eio_sid)

    server.eio.on("message", read)


__all__ = ["PACKET", "guard"]
