"""The shaping proxy of the bench between a browser and a server, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from bench.chaos.network import Network, Weather
from tests.support.server import Server, free_port

HERE = "127.0.0.1"


class BadNetwork:
    """What a browser reaches the server through. It has the ``port`` and the ``code`` that a `Visitor` asks for."""

    def __init__(self, server: Server, weather: Weather, seed: int = 1) -> None:
        self.server, self.port = server, free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._network: Network = self._run(self._begin(weather, seed))

    async def _begin(self, weather: Weather, seed: int) -> Network:
        return await Network(self.server.port, weather, seed, same_source=False).start(self.port)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _later(self, name: str, *args: Any, **more: Any) -> None:
        getattr(self._network, name)(*args, **more)

    @property
    def code(self) -> str:
        """The join code."""
        return self.server.code

    @property
    def counts(self) -> Counter[str]:
        """What happened to connections."""
        return self._network.counts

    def black_out(self, seconds: float, *, cut: bool = False) -> None:
        """Nothing gets through for so long; with ``cut`` what was under way is lost, and so are the connections."""
        self._run(self._later("black_out", HERE, seconds, cut=cut))

    def becomes(self, weather: Weather) -> None:
        """The weather changes."""
        self._network.weather = weather

    def leads_to(self, port: int) -> None:
        """The server is somewhere else now; what was connected is lost."""
        self._network.upstream = port
        self._run(self._later("cut_all"))

    def stop(self) -> None:
        """Let go of everything."""
        self._run(self._network.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
