"""Each caucus chooses its delegates: marks, counts, ties, and delegates who are gone."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, seat_audience
from simulator.core.rulebook import Rule
from tests.support.room import SYSTEM, Room, replay
from tests.support.rulebooks import TWO_THIRDS, with_rule


def steered(per_caucus=1, depth="full"):
    return Room(
        with_rule(Rule("steering", "A committee decides.", share=TWO_THIRDS, per_caucus=per_caucus)),
        depth=depth,
    )


def marks(room, player, *delegates, up=True):
    return [room.act(player.actor, do.MarkDelegate(player.seat, d, up)) for d in delegates][-1]


def seats(room, sector, *settled):
    return room.facilitator.records(do.SeatDelegates(sector, settled))


def row(room, code):
    return next(r for r in room.view(ROOM)["delegates"].rows if r.code == code)


@pytest.fixture
def room():
    return steered()


def test_most_marks_sit(room):
    city, county, region, shop = room.seats("city", "county", "region", "shop")
    room.facilitator.names("city", "shop")
    marks(room, city, "county")
    marks(room, county, "county", "region")
    marks(room, region, "region", "county")
    done = seats(room, "GO").events[0]
    assert (done.seats, done.marks, done.voted, done.of) == (("county",), {"county": 3, "region": 2}, 3, 3)
    assert room.state.committee == ("shop", "county")
    assert done.before == ("city", "shop")
    assert not room.state.choosing.marks
    assert row(room, "GO").counted.marks == (("county", 3), ("region", 2))
    assert marks(room, shop, "city").refused == "committee.other_caucus"
    assert replay(room) == room.state


def test_a_tie_is_settled_by_the_facilitator_and_recorded(room):
    city, county, region = room.seats("city", "county", "region")
    marks(room, city, "city")
    marks(room, county, "county")
    marks(room, region, "region")
    tied = seats(room, "GO")
    assert (tied.refused, tied.facts) == ("committee.tied", {"places": 1})
    assert seats(room, "GO", "city", "county").refused == "committee.tied"
    assert seats(room, "GO", "shop").refused == "committee.tied"
    done = seats(room, "GO", "region", "region").events[0]
    assert (done.seats, done.tied, done.settled) == (("region",), ("city", "county", "region"), ("region",))
    assert row(room, "GO").counted.settled == ("region",)


def test_who_is_clear_of_the_tie_has_a_place_and_only_the_last_is_to_settle():
    room = steered(per_caucus=2)
    city, county, region = room.seats("city", "county", "region")
    marks(room, city, "city", "county")
    marks(room, county, "city", "region")
    desk = room.view(FACILITATOR)["counting"].rows[0]
    assert (desk.sure, desk.tied, desk.left) == (("city",), (("county", "county"), ("region", "region")), 1)
    done = seats(room, "GO", "county").events[0]
    assert (done.seats, done.settled, done.voted) == (("city", "county"), ("county",), 2)
    # as many as there are places are level: no tie
    marks(room, region, "region", "county")
    assert seats(room, "GO").events[0].tied == ()
    for player in (city, county):
        marks(room, player, "city")
    marks(room, city, "region", "county")
    marks(room, region, "county", "region")
    # city 2, region 2, county 2 of three places for two
    assert seats(room, "GO").refused == "committee.tied"
    marks(room, city, "county", up=False)
    # city 2, region 2, county 1: the two level ones fill the two places
    assert seats(room, "GO").events[0].seats == ("city", "region")


def test_fewer_marked_than_places_leave_the_others_where_they_are():
    room = steered(per_caucus=2)
    city, _county, _region = room.seats("city", "county", "region")
    room.facilitator.names("city", "county")
    marks(room, city, "region")
    done = seats(room, "GO").events[0]
    assert (done.seats, done.kept) == (("region", "city"), ("city",))


def test_a_mark_can_be_taken_back_and_the_same_wish_twice_changes_nothing(room):
    city = room.seat("city")
    assert marks(room, city, "city").kinds == ["committee.marked"]
    assert marks(room, city, "city").events == ()
    assert marks(room, city, "city", up=False).kinds == ["committee.marked"]
    assert seats(room, "GO").refused == "committee.no_marks"


def test_a_facilitator_records_a_mark(room):
    room.seat("city")
    done = room.facilitator.records(do.MarkDelegate("city", "city"))
    assert done.events[0].recorded


def test_who_leaves_takes_the_marks_along_and_the_caucus_is_told(room):
    city, county, _shop = room.seats("city", "county", "shop")
    marks(room, city, "county")
    marks(room, county, "county")
    seats(room, "GO")
    marks(room, city, "city", "county")
    marks(room, county, "county")
    room.act(SYSTEM, do.MarkPresence("county", False))
    assert row(room, "GO").sitting[0].state == "away"
    assert room.view(seat_audience("city"))["mydelegates"].missing[0].state == "away"
    assert room.view(seat_audience("shop"))["mydelegates"].missing == ()
    county.leaves()
    assert row(room, "GO").sitting[0].state == "left"
    assert room.view(seat_audience("city"))["mydelegates"].missing[0].state == "left"
    # the marks for who left do not count any more
    assert row(room, "GO").marks == (("city", 1),)
    assert seats(room, "GO").events[0].seats == ("city",)
    assert room.state.committee == ("city",)


def test_who_leaves_without_marks_changes_no_choice(room):
    city, shop = room.seats("city", "shop")
    marks(room, city, "city")
    shop.leaves()
    assert room.state.choosing.marks == {"city": ("city",)}


def test_nothing_is_seated_while_a_decision_is_open(room):
    city = room.seat("city")
    room.facilitator.names("city")
    room.facilitator.opens(lead="city")
    assert not marks(room, city, "city").refused
    assert seats(room, "GO").refused == "decision.another_open"
    assert not room.view(FACILITATOR)["counting"].rows[0].enabled
    assert seats(room, "XX").refused


def test_an_unknown_caucus_and_a_seat_without_a_vote_are_refused(room):
    room.seat("city")
    parents = room.seat("parents")
    assert marks(room, parents, "parents").refused == "ballot.no_vote"
    assert seats(room, "XX").refused == "target.unknown"
    assert room.view(seat_audience("parents"))["mydelegates"] is None


def test_another_rule_forgets_what_was_chosen(room):
    city, shop, walkers = room.seats("city", "shop", "walkers")
    room.facilitator.names("city", "shop", "walkers")
    marks(room, city, "city")
    seats(room, "GO")
    marks(room, city, "city")
    room.facilitator.adopts(city, shop, walkers, rule="majority")
    assert room.state.choosing.marks == {}
    assert room.state.choosing.seated == {}
    assert marks(room, city, "city").refused == "committee.none"
    assert room.view(ROOM)["delegates"] is None
    assert room.view(FACILITATOR)["counting"] is None
    assert room.view(seat_audience("city"))["mydelegates"] is None


def test_a_committee_named_by_the_facilitator_replaces_what_was_counted(room):
    city, county = room.seats("city", "county")
    marks(room, city, "county")
    seats(room, "GO")
    assert row(room, "GO").counted
    room.facilitator.names("city")
    assert row(room, "GO").counted is None
    assert not marks(room, county, "county").refused


def test_the_essentials_leave_it_to_the_facilitator():
    room = steered(depth="basic")
    city = room.seat("city")
    assert marks(room, city, "city").refused == "depth.basic"
    assert seats(room, "GO").refused == "depth.basic"
    assert room.view(ROOM)["delegates"] is None
    assert room.view(seat_audience("city"))["mydelegates"] is None


def test_everybody_sees_how_many_want_whom_and_nobody_sees_who():
    left, right = steered(), steered()
    for room, wisher in ((left, "city"), (right, "region")):
        players = {s: room.seat(s) for s in ("city", "county", "region", "shop")}
        marks(room, players[wisher], "county")
    others = (ROOM, seat_audience("county"), seat_audience("shop"))
    assert [left.view(a) for a in others] == [right.view(a) for a in others]
    assert row(left, "GO").marks == (("county", 1),)
