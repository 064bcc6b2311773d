"""Old files stay readable: one function per file kind and step of ``schema_version``.

``UPGRADES["agenda"][1]`` would turn the data of an agenda written for version 1 into version 2. The table is empty
while there is only version 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.scenario.schema import SCHEMA_VERSION

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[str, Mapping[int, Upgrade]] = {}


class UnknownVersion(ValueError):
    """The file names a version that this program cannot read; the message says which it can."""


def upgrade(
    kind: str,
    data: dict[str, Any],
    *,
    upgrades: Mapping[str, Mapping[int, Upgrade]] = UPGRADES,
    current: int = SCHEMA_VERSION,
) -> dict[str, Any]:
    """The data as the current version would have it written. A kind without a step only changes its number.

    Raises UnknownVersion where ``schema_version`` is missing, not a whole number, or newer than ``current``.
    """
    version = data.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnknownVersion(f"write `schema_version: {current}` as the first line")
    if version > current:
        raise UnknownVersion(
            f"this program reads versions 1 to {current}; use a newer program or an older file"
        )
    for step in range(version, current):
        change = upgrades.get(kind, {}).get(step)
        data = {**(change(data) if change else data), "schema_version": step + 1}
    return data
