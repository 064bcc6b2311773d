"""What followed an event: what is different now of what everybody may know. It need not be because of the event."""

from __future__ import annotations

from dataclasses import dataclass

from ..state.exercise import Exercise
from ..state.injects import Thrown


@dataclass(frozen=True, slots=True)
class Followed:
    """Since an event: marks that changed (for the better, for the worse), pledges that are new, changed or gone, and
    decisions that passed and failed."""

    warmer: int
    colder: int
    pledges: int
    passed: int
    failed: int


def followed(state: Exercise, thrown: Thrown) -> Followed:
    """What is different since this event happened."""
    now, then = state.pledges, thrown.pledged
    # what was taken back since is gone, what is new has no version then
    pledges = sum(then.get(p.id) != p.version for p in now.values()) + sum(p not in now for p in then)
    counted = [d.status for d in state.decisions.values() if d.id not in thrown.settled]
    return Followed(
        state.swing.warmer - thrown.swing.warmer, state.swing.colder - thrown.swing.colder, pledges,
        counted.count("passed"), counted.count("failed"),
    )  # fmt: skip
