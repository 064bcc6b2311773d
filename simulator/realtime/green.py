"""Green threads: with run.py the only place that knows eventlet. Leaving it is a change of these two files.

What this listener does was measured (docs/performance.md): TCP_NODELAY, or answers wait 40 ms; a backlog and a
connection limit for a whole building; no permessage-deflate, which costs memory and forbids shared frames.
"""

from __future__ import annotations

import errno
import gc
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from .direct import Inbound, Outbound, send_directly, unmask

MOST_CONNECTIONS = 20_000
BACKLOG = 1024


def patch() -> None:
    """Make the standard library cooperative. Must run before anything else is imported."""
    import eventlet
    import eventlet.debug

    eventlet.monkey_patch()
    # A database that cuts its connections leaves the number of a closed one behind; whoever gets it next is not two
    # readers of one socket, and must not be thrown out as such (once it was the listener itself).
    eventlet.debug.hub_prevent_multiple_readers(False)


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
        """Engine.IO's websocket whose frames come by one `Inbound` and leave through one `Outbound`."""

        def __init__(self, handler: Any, server: Any) -> None:
            def opened(ws: Any) -> Any:
                out = Outbound(ws.socket, eventlet.spawn_n)
                ws.socket, ws._send, ws._apply_mask = Inbound(ws.socket), out.push, unmask
                send_directly(handler.__self__, out)
                return handler(ws)

            super().__init__(opened, server)

    engine._async = {**engine._async, "websocket": Direct}
    return True


LAST_MOMENT = 0.5
"""Seconds between the last new connection and the end of a process that was asked to go."""


def nothing() -> None:
    """Nothing is to be done."""


OUT_OF_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
GAVE_UP = {errno.ECONNABORTED, errno.ECONNRESET, errno.EPROTO, errno.EINTR}


class Door:
    """A listener for which one connection that fails is no reason to stop serving all others.

    eventlet's server ends at the first ``accept`` that raises: for a laptop that gave up in the queue, for a moment
    without file numbers, and with a trace for a door that was closed on purpose while somebody stood in it.
    """

    def __init__(self, listener: Any, sleep: Callable[[float], Any]) -> None:
        self.listener, self.sleep = listener, sleep
        self.closed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.listener, name)

    def accept(self) -> Any:
        """The next connection and its address; OSError ESHUTDOWN, at which the server stops, once it was closed."""
        while True:
            try:
                return self.listener.accept()
            except OSError as fault:
                if self.closed:
                    raise OSError(errno.ESHUTDOWN, "this process lets nobody new in") from None
                if fault.errno in OUT_OF_ROOM:
                    self.sleep(0.1)  # whoever waits in the queue goes on waiting until somebody leaves
                elif fault.errno not in GAVE_UP:
                    raise

    def close(self) -> None:
        """Let nobody new in."""
        self.closed = True
        self.listener.close()


def raise_limit_of_files() -> None:
    """As many connections as the system lets this program have; what a login gives is often 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_CONNECTIONS + 1_000
    wanted = most if hard == resource.RLIM_INFINITY else min(hard, most)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(
    app: Any, host: str, port: int, ready: Callable[[int], None], leave: Callable[[], None] = nothing,
    end: Callable[[], None] = nothing,
) -> None:  # fmt: skip
    """Listen and serve until the process is stopped. ``ready`` hears the port (of use where ``port`` is 0).

    SIGTERM: nobody new is let in, ``leave`` is called, what is being answered gets a moment, and after ``end`` the
    process is gone. Open pages connect again by themselves, to whoever serves then.
    """
    import eventlet
    import eventlet.wsgi
    from eventlet.websocket import WebSocketWSGI

    WebSocketWSGI._negotiate_permessage_deflate = lambda *_: None
    listener = Door(eventlet.listen((host, port), backlog=BACKLOG, reuse_port=False), eventlet.sleep)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    raise_limit_of_files()
    calm_garbage()
    ready(listener.getsockname()[1])

    def go() -> None:
        listener.close()
        leave()
        eventlet.sleep(LAST_MOMENT)
        try:
            end()
        finally:
            # not by the server's own end, which would wait for every open page
            os._exit(0)

    # not in the handler itself: it runs in the middle of whatever is going on
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_after(0, go))
    eventlet.wsgi.server(
        listener, app, max_size=MOST_CONNECTIONS, log_output=False, debug=False, socket_timeout=None,
        keepalive=True,
    )  # fmt: skip
