"""The shocks of a checked draft, as the rules have them."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core.ids import OptionRef, SectorCode
from simulator.core.rulebook import Shock
from simulator.scenario.schema_stress import StressFile


def _points(points: Mapping[str, int]) -> dict[OptionRef, int]:
    return {OptionRef(ref): points[ref] for ref in sorted(points)}


def compile_stress(part: StressFile | None) -> tuple[Shock, ...]:
    """The shocks of a scenario; none where it has no stress.yaml."""
    return tuple(
        Shock(
            s.id, s.title, " ".join(s.story.split()), s.hits, s.severity, s.likely, s.line or "", s.rise or 0,
            SectorCode(s.sector or ""), _points(s.helps), _points(s.hurts),
        )
        for s in (part.shocks if part else ())
    )  # fmt: skip
