"""The five-year test: what was asked for, what it found, how much of it has been told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..ids import ClauseId, DecisionId, OptionId, OptionRef, SeatId

YearState = Literal["quiet", "held", "strained", "broke", "over"]


@dataclass(frozen=True, slots=True)
class ToldYear:
    """One year of the typical run. ``weak``: how far the shock met something uncovered, in per cent; ``seat``: on whom
    it fell; ``carried`` and ``failed``: the adopted option that helped and hurt most, with points; ``missing``: where
    nothing helped, the option that would have. ``left``: the strength after it."""

    year: int
    state: YearState
    shock: str = ""
    weak: int = 0
    seat: SeatId = SeatId("")
    damage: int = 0
    left: int = 0
    carried: OptionRef = OptionRef("")
    carried_by: int = 0
    failed: OptionRef = OptionRef("")
    failed_by: int = 0
    missing: OptionRef = OptionRef("")


@dataclass(frozen=True, slots=True)
class ClauseWorth:
    """How many months longer (or shorter, below 0) the agreement stood on average than with this clause left open."""

    option: OptionRef
    months: int


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What came of the runs. ``options`` is what was tested; the four shares (per cent) are what its strength was made
    of; ``stood`` in how many runs it stood after each year; ``ended`` which shocks ended it, the most frequent
    first."""

    seed: int
    runs: int
    options: Mapping[ClauseId, OptionId]
    settled: int
    signed: int
    led: int
    funded: int
    strength: int
    stood: tuple[int, ...]
    ended: tuple[tuple[str, int], ...]
    worth: tuple[ClauseWorth, ...]
    story: tuple[ToldYear, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The one clause that the room changed after the first test, for the second one."""

    clause: ClauseId
    option: OptionId
    decision: DecisionId


@dataclass(frozen=True, slots=True)
class Call:
    """A test that was asked for and has not run yet."""

    seed: int
    at: int


@dataclass(frozen=True, slots=True)
class Trial:
    """``results``: of the agreement as it is, then with one clause changed. ``told``: how far the newest is told:
    years, then one more for the count of all runs, one more for what each clause was worth. ``asked``: the decisions on
    what to change; they settle nothing else."""

    call: Call | None = None
    results: tuple[TrialResult, ...] = ()
    told: int = 0
    asked: tuple[DecisionId, ...] = ()
    wish: OptionRef = OptionRef("")
    change: Change | None = None

    @property
    def begun(self) -> bool:
        """Whether a test was ever asked for."""
        return bool(self.call or self.results)
