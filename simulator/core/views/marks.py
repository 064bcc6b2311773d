"""How the caucuses stand on an option or a proposal: counts that everybody may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..deciding.stances import stance_version
from ..ids import SeatId
from ..sensing import shown_marks
from ..state.exercise import Exercise
from ..state.stances import StanceValue


class Caucus(NamedTuple):
    """One sector's marks on one target; ``mostly`` and ``doubt`` as in `Totals`. Eight are made at every mark."""

    code: str
    name: str
    hue: int
    yes: int
    with_changes: int
    no: int
    unsaid: int
    mostly: int = 0
    doubt: int = 0


class Totals(NamedTuple):
    """Marks of all voting seats. ``mostly`` are among those who said yes, ``doubt`` among those with changes."""

    yes: int
    with_changes: int
    no: int
    unsaid: int
    mostly: int = 0
    doubt: int = 0


def caucuses(state: Exercise, target: str) -> tuple[Caucus, ...]:
    """Marks on ``target`` by sector, of the seats that vote, as everybody may see them now."""
    return by_caucus(state, {seat: mark.value for seat, mark in shown_marks(state, target).items()})


def by_caucus(state: Exercise, values: Mapping[SeatId, StanceValue]) -> tuple[Caucus, ...]:
    """What seats said, by sector, of the seats that vote."""
    said: dict[str, list[str]] = {}
    for seat in state.seats.values():
        if seat.votes:
            said.setdefault(seat.sector, []).append(values.get(seat.id, "unsaid"))
    rows = []
    for sector in state.rulebook.sectors:
        if voices := said.get(sector.code):
            of = voices.count
            mostly, doubt = of("mostly"), of("doubt")
            rows.append(
                Caucus(
                    sector.code, sector.name, sector.hue, of("yes") + mostly, of("with") + doubt, of("no"),
                    of("unsaid"), mostly, doubt,
                )
            )  # fmt: skip
    return tuple(rows)


def totals(rows: tuple[Caucus, ...]) -> Totals:
    """The sum over the sectors. After its name and color a row has what `Totals` has, in the same order."""
    return Totals(*map(sum, zip(*(row[3:] for row in rows), strict=True))) if rows else Totals(0, 0, 0, 0)


def open_sense(state: Exercise, target: str) -> str:
    """Whether a sense check is open on a clause or a proposal, and hides its marks: none, shown or hidden."""
    check = state.senses.open
    if check is None or check.target != target:
        return "none"
    return "hidden" if check.hidden else "shown"


def target_version(state: Exercise, target: str) -> int:
    """The version that a stance on ``target`` must name; 0 where none can be taken."""
    return stance_version(state, target) or 0
