"""Tables: nearly the same size, sectors spread, a person to write."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.groups import form_groups
from tests.support.room import Room
from tests.support.rulebooks import SEATS, step


def state_with(people, bots="none"):
    room = Room(bots=bots)
    for seat in people:
        room.seat(seat)
    return room.state


people = st.lists(st.sampled_from(SEATS), unique=True)


@given(
    people,
    st.sampled_from(["none", "fill"]),
    st.integers(2, 6),
    st.sampled_from(["talk", "plenum", "elsewhere"]),
)
def test_mixed_tables_are_balanced_and_nobody_is_forgotten(here, bots, size, name):
    state = state_with(here, bots)
    groups = form_groups(state, step(name, groups="mixed", group_size=size))
    playing = set(here) if bots == "none" else set(SEATS)
    assert sorted(s for g in groups for s in g.members) == sorted(playing)
    assert [g.place for g in groups] == list(range(1, len(groups) + 1))
    if groups:
        sizes = [len(g.members) for g in groups]
        assert max(sizes) - min(sizes) <= 1
        assert max(sizes) <= size
        for code in ("GO", "BU", "CI"):
            spread = [Counter(state.seats[s].sector for s in g.members)[code] for g in groups]
            assert max(spread) - min(spread) <= 1
    for group in groups:
        persons = {s for s in group.members if state.seats[s].person}
        assert {group.scribe, group.spokesperson} <= (persons or set(group.members))
        if len(persons) > 1:
            assert group.scribe != group.spokesperson


@given(people)
def test_caucuses_are_the_sectors_that_have_somebody(here):
    state = state_with(here)
    groups = form_groups(state, step("meet", groups="caucus"))
    assert {frozenset(g.members) for g in groups} == {
        frozenset(s for s in here if state.seats[s].sector == code)
        for code in {state.seats[s].sector for s in here}
    }
    assert all(g.kind == "caucus" for g in groups)


@pytest.mark.parametrize("kind", ["none", "plenary"])
def test_a_step_for_all_has_no_groups(kind):
    assert form_groups(state_with(SEATS), step("any", groups=kind)) == ()


def test_the_same_seats_keep_their_table_in_another_step_and_somebody_else_writes():
    state = state_with(SEATS)
    one, other = (form_groups(state, step(name, groups="mixed", group_size=4)) for name in ("meet", "talk"))
    assert [(g.place, g.members) for g in one] == [(g.place, g.members) for g in other]
    assert [g.scribe for g in one] != [g.scribe for g in other]
    assert form_groups(state, step("meet", groups="mixed", group_size=4)) == one
    scribes = [form_groups(state, step(name, groups="caucus"))[0].scribe for name in ("meet", "talk")]
    assert scribes[0] != scribes[1]


def test_entering_a_step_seats_the_room_and_puts_its_first_clause_on_the_floor():
    room = Room(depth="full")
    ana = room.seat("city")
    room.facilitator.enters("talk")
    assert len(room.state.groups) == 3
    assert room.state.floor == "money"
    group = room.state.group_of("city")
    assert group.scribe == "city"
    made = ana.proposes(money="none").events[0]
    assert room.state.proposals[made.proposal].group == group.id
    room.facilitator.enters("sign")
    assert (room.state.groups, room.state.floor, room.state.group_of("city")) == ((), "", None)
