"""Who says the same as whom: groups of organizations whose marks agree, as everybody may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..binding import is_closed
from ..ids import SeatId
from ..sensing import shown_marks
from ..state.exercise import Exercise
from ..state.stances import NEAREST
from .seating import hue, short

LEAST_COMMON = 3
"""Two say the same where both have marked at least three of the same options and proposals ..."""
SAME_OF_FOUR = 3
"""... and have answered at least three in four of them alike."""


@dataclass(frozen=True, slots=True)
class Coalition:
    """``groups`` of (short name, hue), the largest first, in which everybody says the same as everybody; ``alone`` have
    marked enough to compare and say the same as nobody. ``closed``: the room has agreed that only counts are told."""

    groups: tuple[tuple[tuple[str, int], ...], ...]
    alone: tuple[tuple[str, int], ...]
    closed: bool


Said = Mapping[str, str]


def _said(state: Exercise) -> dict[SeatId, dict[str, str]]:
    """What each seat has marked, by option and proposal, in three steps."""
    found: dict[SeatId, dict[str, str]] = {}
    for target in state.stances:
        if target in state.proposals and state.on_table(target) is None:
            continue
        for seat, stance in shown_marks(state, target).items():
            found.setdefault(seat, {})[target] = NEAREST.get(stance.value, stance.value)
    return {s: found[s] for s in state.seats if len(found.get(s, ())) >= LEAST_COMMON}


def alike(one: Said, other: Said) -> bool:
    """Whether two say mostly the same about enough that both have marked."""
    common = [target for target in one if target in other]
    same = sum(one[t] == other[t] for t in common)
    return len(common) >= LEAST_COMMON and 4 * same >= SAME_OF_FOUR * len(common)


def _grouped(said: Mapping[SeatId, Said]) -> list[list[SeatId]]:
    groups: list[list[SeatId]] = []
    for seat in sorted(
        said, key=lambda s: -len(said[s])
    ):  # stable: those who said as much keep the room's order
        home = next((g for g in groups if all(alike(said[seat], said[m]) for m in g)), None)
        if home is None:
            groups.append([seat])
        else:
            home.append(seat)
    return groups


def coalition(state: Exercise) -> Coalition:
    """Who stands together now."""
    if is_closed(state):
        return Coalition((), (), True)
    groups = sorted(_grouped(_said(state)), key=lambda g: -len(g))

    def named(seats: Iterable[SeatId]) -> tuple[tuple[str, int], ...]:
        chosen = set(seats)
        return tuple((short(state, s), hue(state, s)) for s in state.seats if s in chosen)

    together = tuple(named(g) for g in groups if len(g) > 1)
    return Coalition(together, named(g[0] for g in groups if len(g) == 1), False)
