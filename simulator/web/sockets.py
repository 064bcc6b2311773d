"""What the sockets ask of the web: who somebody is, what a link says, and whether they come too fast."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.app.desk import Identity
from simulator.app.observers import Observers, Pass
from simulator.core.ids import ExerciseId

from .identity import WALL, Identities
from .limits import Limiter


class WebDoor:
    """What the gateway may ask of the web."""

    def __init__(self, identities: Identities, limiter: Limiter, observers: Observers) -> None:
        self._identities, self._limiter, self._observers = identities, limiter, observers

    def identify(self, cookies: Mapping[str, str]) -> Identity:
        """Who these cookies are."""
        return self._identities.read(cookies)

    def wall(self, token: str) -> ExerciseId | None:
        """The exercise that a wall's token is for."""
        found = self._identities.read_link(WALL, token)
        return found[0] if found else None

    def watcher(self, token: str) -> Pass | None:
        """What a link for guests says, where it is ours and open."""
        found = self._identities.read_watch_link(token)
        return found if self._observers.admits(found) else None

    def allow(self, name: str, who: str) -> bool:
        """Count one try."""
        return self._limiter.allow(name, who)
