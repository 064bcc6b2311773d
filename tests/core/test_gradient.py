"""Could you live with it, in three steps or five, and what would move those who could not."""

import pytest

from simulator.core.envelope import ROOM, SCREEN, seat_audience
from simulator.core.permissions import permissions
from tests.support.room import Room


def room_of(depth):
    room = Room(bots="none", depth=depth)
    return room, *room.seats("city", "county", "shop")


def stance(room, seat, target="lead.city"):
    return room.view(seat_audience(seat))[f"stance/{target}"]


@pytest.mark.parametrize("between", ["mostly", "doubt"])
def test_the_steps_between_belong_to_full_depth(between):
    room, ana, *_ = room_of("basic")
    assert ana.marks("lead.city", between).refused == "value.unknown"
    assert stance(room, "city").steps == ("yes", "with", "no")
    offered = next(p for p in permissions(room.state, ana.actor) if p.target == "lead.city")
    assert offered.bounds.values["value"] == ("", "yes", "with", "no")
    room, ana, *_ = room_of("full")
    assert ana.marks("lead.city", between).refused is None
    assert stance(room, "city").steps == ("yes", "mostly", "with", "doubt", "no")
    assert stance(room, "city").value == between


def test_the_steps_between_count_with_the_nearest_and_are_told():
    room, ana, bo, cy = room_of("full")
    ana.marks("lead.city", "mostly")
    bo.marks("lead.city", "yes")
    cy.marks("lead.city", "doubt")
    row = room.view(ROOM)["option/lead.city"]
    assert (row.totals.yes, row.totals.mostly, row.totals.with_changes, row.totals.doubt) == (2, 1, 1, 1)
    assert [(c.yes, c.mostly) for c in row.caucuses if c.code == "GO"] == [(2, 1)]
    room.facilitator.puts("lead.city")
    assert room.view(SCREEN)["dot/city"].mark == "yes", "the half-circle has three colors"
    assert room.view(SCREEN)["dot/shop"].mark == "with"


def test_everybody_reads_what_would_move_those_who_could_not_live_with_it():
    room, ana, bo, cy = room_of("basic")
    ana.marks("lead.city", "no", "too slow", moves="the county shares the desk")
    bo.marks("lead.city", "with", moves="it ends after a year")
    cy.marks("lead.city", "yes", moves="nothing at all")
    rows = room.view(ROOM)["objections/lead"].rows
    assert [(o.short, o.reason, o.moves) for o in rows] == [
        (room.state.organization("county").short, "", "it ends after a year"),
        (room.state.organization("city").short, "too slow", "the county shares the desk"),
    ]
    assert stance(room, "city").moves == "the county shares the desk"
    assert stance(room, "shop").moves == "", "who says yes needs nothing"
    assert ana.marks("lead.city", "no", "too slow", moves="the county shares the desk").events == ()
    assert ana.marks("lead.city", "no", "too slow", moves="x" * 201).refused == "text.too_long"
    ana.marks("lead.city", "no", "too slow", moves="the county pays half")
    assert room.view(ROOM)["objections/lead"].rows[0].moves == "the county pays half"
