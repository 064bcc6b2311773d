"""Green threads: with run.py the only place that knows eventlet. Leaving it is a change of these two files.

What this listener does was measured (docs/performance.md): TCP_NODELAY, or answers wait 40 ms; a backlog and a
connection limit for a whole building; no permessage-deflate, which costs memory and forbids shared frames.
"""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable
from typing import Any

from .direct import Outbound, send_directly, unmask

MOST_CONNECTIONS = 20_000
BACKLOG = 1024


def patch() -> None:
    """Make the standard library cooperative. Must run before anything else is imported."""
    import eventlet

    eventlet.monkey_patch()


def is_patched() -> bool:
    """Whether this process runs on green threads."""
    return "eventlet.patcher" in sys.modules and sys.modules["eventlet.patcher"].is_monkey_patched("thread")


def calm_garbage() -> None:
    """Collect less often and never what start-up made: pauses of milliseconds would be seen by every seat."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def in_thread(function: Callable[..., Any], *args: Any) -> Any:
    """Run C code that takes long in a real thread, so that no socket waits for it."""
    if not is_patched():
        return function(*args)
    from eventlet import tpool

    return tpool.execute(function, *args)


def write_directly(engine: Any) -> bool:
    """Let the websockets of an Engine.IO server write straight into their sockets; False where it does not run on green
    threads, and Engine.IO's own queues and writers go on serving.

    Reaches into Engine.IO and eventlet where they have no door: their versions are pinned, and what is relied on is
    held by tests/realtime/test_direct.py.
    """
    if engine.async_mode != "eventlet":
        return False
    import eventlet

    stock = engine._async["websocket"]

    class Direct(stock):  # type: ignore[misc, valid-type]
        """Engine.IO's websocket whose frames leave through one `Outbound`."""

        def __init__(self, handler: Any, server: Any) -> None:
            def opened(ws: Any) -> Any:
                out = Outbound(ws.socket, eventlet.spawn_n)
                ws._send, ws._apply_mask = out.push, unmask
                send_directly(handler.__self__, out)
                return handler(ws)

            super().__init__(opened, server)

    engine._async = {**engine._async, "websocket": Direct}
    return True


def serve(app: Any, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Listen and serve until the process is stopped. ``ready`` hears the port (of use where ``port`` is 0)."""
    import eventlet
    import eventlet.wsgi
    from eventlet.websocket import WebSocketWSGI

    WebSocketWSGI._negotiate_permessage_deflate = lambda *_: None
    listener = eventlet.listen((host, port), backlog=BACKLOG, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    calm_garbage()
    ready(listener.getsockname()[1])
    eventlet.wsgi.server(
        listener, app, max_size=MOST_CONNECTIONS, log_output=False, debug=False, socket_timeout=None,
        keepalive=True,
    )  # fmt: skip
