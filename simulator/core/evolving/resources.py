"""How pledges come, change and go."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.resources import Pledge, Was, Withdrawn
from .table import Evolvers


def _made(state: Exercise, event: ev.PledgeMade) -> Exercise:
    pledge = Pledge(
        event.pledge, event.seat, event.kind, event.amount, event.line, event.note, event.card,
        recorded=event.recorded, condition=event.condition, only_if=event.only_if, years=event.years,
    )  # fmt: skip
    return replace(
        state, pledges={**state.pledges, event.pledge: pledge}, pledge_count=state.pledge_count + 1
    )


def _revised(state: Exercise, event: ev.PledgeRevised) -> Exercise:
    old = state.pledges[event.pledge]
    new = replace(
        old, version=event.version, amount=event.amount, note=event.note, recorded=event.recorded,
        condition=event.condition, only_if=event.only_if, years=event.years,
        cut="", was=Was(old.amount, old.note, old.condition, old.only_if, old.years),
    )  # fmt: skip
    return replace(state, pledges={**state.pledges, event.pledge: new})


def _withdrawn(state: Exercise, event: ev.PledgeWithdrawn) -> Exercise:
    gone = {**state.withdrawn, event.pledge: Withdrawn(state.pledges[event.pledge], event.at)}
    return replace(
        state, pledges={k: v for k, v in state.pledges.items() if k != event.pledge}, withdrawn=gone
    )


EVOLVERS: Final[Evolvers] = {
    ev.PledgeMade: _made,
    ev.PledgeRevised: _revised,
    ev.PledgeWithdrawn: _withdrawn,
}
