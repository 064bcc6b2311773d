"""How the caucuses stand on an option or a proposal: counts that everybody may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..deciding.stances import stance_version
from ..ids import SeatId
from ..sensing import shown_marks
from ..state.exercise import Exercise
from ..state.stances import FIVE_STEPS, StanceValue

SAID: Final = (*FIVE_STEPS, "unsaid")


@dataclass(frozen=True, slots=True)
class Caucus:
    """One sector's marks on one target; ``mostly`` and ``doubt`` as in `Totals`."""

    code: str
    name: str
    hue: int
    yes: int
    with_changes: int
    no: int
    unsaid: int
    mostly: int = 0
    doubt: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
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
    counts: dict[str, dict[str, int]] = {}
    for seat in state.seats.values():
        if seat.votes:
            said = counts.get(seat.sector)
            if said is None:
                said = counts[seat.sector] = dict.fromkeys(SAID, 0)
            said[values.get(seat.id, "unsaid")] += 1
    return tuple(
        Caucus(
            s.code, s.name, s.hue, c["yes"] + c["mostly"], c["with"] + c["doubt"], c["no"], c["unsaid"], c["mostly"],
            c["doubt"],
        )
        for s in state.rulebook.sectors
        if (c := counts.get(s.code))
    )  # fmt: skip


def totals(rows: tuple[Caucus, ...]) -> Totals:
    """The sum over the sectors."""
    return Totals(
        sum(r.yes for r in rows), sum(r.with_changes for r in rows), sum(r.no for r in rows),
        sum(r.unsaid for r in rows), sum(r.mostly for r in rows), sum(r.doubt for r in rows),
    )  # fmt: skip


def open_sense(state: Exercise, target: str) -> str:
    """Whether a sense check is open on a clause or a proposal, and hides its marks: none, shown or hidden."""
    check = state.senses.open
    if check is None or check.target != target:
        return "none"
    return "hidden" if check.hidden else "shown"


def target_version(state: Exercise, target: str) -> int:
    """The version that a stance on ``target`` must name; 0 where none can be taken."""
    return stance_version(state, target) or 0
