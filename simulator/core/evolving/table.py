"""What a topic says about its events: for each kind, how it changes the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..state.exercise import Exercise

Evolvers = Mapping[type[Any], Callable[[Exercise, Any], Exercise]]
"""By type of event: from the state before and the event to the state after. Total: an evolver never refuses. Where
several topics speak of one event, each takes the state as the topic before it left it."""
