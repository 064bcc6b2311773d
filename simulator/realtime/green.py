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
