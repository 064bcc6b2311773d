"""Who sits and talks with whom in a step. No chance: the same seats give the same groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .ids import GroupId, SeatId
from .rulebook import Step
from .state.exercise import Exercise
from .state.groups import Group


def _people_first(state: Exercise, seats: Sequence[SeatId], turn: int) -> SeatId:
    """The member who writes or speaks: people before parties played by rules, another one each step."""
    people = [s for s in seats if state.seats[s].person] or list(seats)
    return people[turn % len(people)]


def _deal(state: Exercise, seats: Sequence[SeatId], size: int) -> list[list[SeatId]]:
    """Deal the seats to tables so that sectors are spread and no table has more than one seat above another. The same
    seats keep their table from step to step: nobody carries a laptop across the room to sit with the same people."""
    tables = max(1, -(-len(seats) // size))
    order = {code: i for i, code in enumerate(s.code for s in state.rulebook.sectors)}
    by_sector = sorted(seats, key=lambda s: order[state.seats[s].sector])
    dealt: list[list[SeatId]] = [[] for _ in range(tables)]
    for index, seat in enumerate(by_sector):
        dealt[index % tables].append(seat)
    return dealt


def with_latecomer(state: Exercise, seat: SeatId) -> tuple[Group, ...]:
    """The groups with a seat that was taken after they were formed: its caucus, or the smallest table, sits closer.
    Empty where nothing changes: the step has no groups, the seat has one, or none of its caucus is here."""
    place = state.seats.get(seat)
    if place is None or state.group_of(seat):
        return ()
    fitting = [g for g in state.groups if state.caucus_of(g) in ("", place.sector)]
    if not fitting:
        return ()
    chosen = min(fitting, key=lambda g: (len(g.members), g.place))
    return tuple(replace(g, members=(*g.members, seat)) if g is chosen else g for g in state.groups)


def form_groups(state: Exercise, step: Step) -> tuple[Group, ...]:
    """The groups of a step, with places counted from 1; nobody is left alone where it can be helped."""
    if step.groups not in ("caucus", "mixed"):
        return ()
    turn = next((i for i, s in enumerate(state.rulebook.steps) if s.id == step.id), 0)
    seats = [s.id for s in state.seats.values() if s.person or s.ruled]
    if step.groups == "caucus":
        members = [
            [s for s in seats if state.seats[s].sector == sector.code] for sector in state.rulebook.sectors
        ]
    else:
        members = _deal(state, seats, step.group_size)
    return tuple(
        Group(
            GroupId(f"{step.id}-{place}"), step.groups, place, tuple(group),
            scribe=_people_first(state, group, turn), spokesperson=_people_first(state, group, turn + 1),
        )
        for place, group in enumerate((g for g in members if g), start=1)
    )  # fmt: skip
