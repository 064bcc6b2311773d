"""What Prometheus may read of a process. Counts and times alone: no name, no text, no id of a seminar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds. People notice a tenth, and lose patience after one."""


class PrometheusMeter:
    """The `Meter` port."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = Counter(
            "simulator_commands", "Commands answered, by outcome: ok, or the code of the refusal",
            ["outcome"], registry=self._registry,
        )  # fmt: skip
        self._times = Histogram(
            "simulator_command_seconds", "From a command's arrival to its answer, which follows the commit",
            buckets=BUCKETS, registry=self._registry,
        )  # fmt: skip
        ProcessCollector(registry=self._registry)

    def connections(self, count: Callable[[], Mapping[str, int]]) -> None:
        """``count`` tells how many sockets of each kind of page are open."""
        self._registry.register(_Connections(count))

    def answered(self, outcome: str, seconds: float) -> None:
        """A command was answered."""
        self._answers.labels(outcome).inc()
        self._times.observe(seconds)

    def shown(self) -> str:
        """Everything counted, in Prometheus' text format."""
        return generate_latest(self._registry).decode()


class _Connections(Collector):
    """Open sockets, counted when they are asked for."""

    def __init__(self, connections: Callable[[], Mapping[str, int]]) -> None:
        self._connections = connections

    def collect(self) -> list[GaugeMetricFamily]:
        """One gauge, by kind of page."""
        family = GaugeMetricFamily("simulator_connections", "Open sockets, by kind of page", labels=["page"])
        for page, count in self._connections().items():
            family.add_metric([page], count)
        return [family]
