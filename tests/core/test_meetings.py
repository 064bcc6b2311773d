"""Links of groups that are not in one room."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, seat_audience
from tests.support.dirt import Pages
from tests.support.room import Room, replay


@pytest.fixture
def room():
    made = Room(bots="none")
    missed, pages = set(), Pages()
    made.watch = lambda before, event, after: missed.update(pages.missed(before, event, after))
    made.seats("city", "shop", "plant", "walkers")
    made.facilitator.enters("meet")
    yield made
    assert not missed
    assert replay(made) == made.state


def gives(room, link="key", group="meet-1"):
    return room.facilitator.records(do.GiveLink(group, link))


def test_a_table_gets_its_own_link_and_nobody_else_does(room):
    members = room.state.groups[0].members
    given = gives(room)
    assert given.events[0].audience == members
    for seat in ("city", "shop", "plant", "walkers"):
        mine = room.view(seat_audience(seat))["mymeeting"]
        assert (mine.key if mine else "") == ("key" if seat in members else "")
    assert room.view(FACILITATOR)["meetings"][0].key == "key"
    assert "mymeeting" not in room.view(ROOM)
    assert gives(room).events == ()
    assert gives(room, "").kinds == ["meeting.link_given"]
    assert room.state.meetings == {}


def test_it_goes_with_the_step(room):
    gives(room)
    room.facilitator.enters("meet")
    assert room.state.meetings == {}
    assert room.view(seat_audience("city"))["mymeeting"] is None
    room.facilitator.enters("arrive")
    assert room.view(FACILITATOR)["meetings"] == ()


def test_whoever_comes_late_to_the_table_gets_it_too(room):
    gives(room, group=room.state.group_of("shop").id)
    late = room.seat("bank")
    assert room.view(seat_audience(late.seat))["mymeeting"].key == "key"


def test_only_facilitators_give_links_to_groups_that_there_are(room):
    assert gives(room, group="x").refused == "target.unknown"
    assert room.act(room.delegate("city"), do.GiveLink("meet-1", "key")).refused == "actor.not_allowed"


def test_in_one_room_nobody_needs_a_link():
    room = Room(bots="none", talk="room")
    room.seats("city", "shop")
    room.facilitator.enters("meet")
    assert gives(room).refused == "link.in_room"
    assert room.view(FACILITATOR)["meetings"] == ()
