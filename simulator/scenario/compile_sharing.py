"""Cost-sharing formulas of a checked draft: a sector's figure counts for each of its organizations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.core.ids import SeatId
from simulator.core.rulebook import Pot, Sharing
from simulator.scenario.schema_sharing import Figures, PotPart, SharingPart


def compile_sharing(part: SharingPart | None, files: Sequence[Any]) -> Sharing | None:
    """The formula of an option; None where it has none. ``files``: the organizations."""
    if part is None:
        return None
    pots = tuple(Pot(p.basis, _weights(p, files), p.part) for p in part.rest)
    return Sharing(part.words, _figures(part.fixed, files), pots)


def _weights(pot: PotPart, files: Sequence[Any]) -> dict[SeatId, int]:
    if pot.by == "equal":
        return {SeatId(o.id): 1 for o in files}
    if pot.by == "weight":
        return {SeatId(o.id): o.weight for o in files if o.weight}
    return _figures(pot.by, files)


def _figures(by: Figures, files: Sequence[Any]) -> dict[SeatId, int]:
    """An organization's own figure stands instead of its sector's."""
    found = {SeatId(o.id): by.get(o.id, by.get(o.sector, 0)) for o in files}
    return {seat: figure for seat, figure in sorted(found.items()) if figure}
