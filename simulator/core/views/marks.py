"""How the caucuses stand on an option or a proposal: counts that everybody may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..deciding.stances import stance_version
from ..state.exercise import Exercise


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
    """Marks on ``target`` by sector, of the seats that vote."""
    marks = state.stances.get(target, {})
    counts: dict[str, Counter[str]] = {}
    for seat in state.seats.values():
        if seat.votes:
            stance = marks.get(seat.id)
            counts.setdefault(seat.sector, Counter())[stance.value if stance else "unsaid"] += 1
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


def target_version(state: Exercise, target: str) -> int:
    """The version that a stance on ``target`` must name; 0 where none can be taken."""
    return stance_version(state, target) or 0
