"""Objections of those without a vote: they count for nothing and are kept for good."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from tests.support.room import Room, replay
from tests.support.rulebooks import RULES, with_rule


def objects(room, player, reason="not with our money", decision="d1"):
    return room.act(player.actor, do.PutObjection(player.seat, decision, reason))


@pytest.fixture
def room():
    return Room(depth="full")


def test_an_objection_is_read_by_all_once_the_decision_is_counted_and_counts_for_nothing(room):
    city, parents = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    before = {a: room.view(a) for a in (ROOM, SCREEN, FACILITATOR, seat_audience("city"))}
    assert objects(room, parents, " think of the children ").events[0].reason == "think of the children"
    assert {a: room.view(a) for a in before} == before
    assert room.view(seat_audience("parents"))["objection"].reason == "think of the children"
    city.votes("yes")
    assert room.facilitator.closes().events[0].outcome.passed
    assert ("parent", 3, "object", "think of the children") in room.view(ROOM)["decision"].reasons
    mine = room.view(seat_audience("parents"))["objection"]
    assert (mine.reason, mine.enabled) == ("think of the children", False)
    assert objects(room, parents).refused == "decision.closed"
    assert replay(room) == room.state


def test_it_can_be_changed_and_taken_back_while_the_decision_is_open(room):
    _city, parents = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    objects(room, parents)
    assert objects(room, parents).events == ()
    assert objects(room, parents, "too soon").events[0].before == "not with our money"
    assert room.state.decisions["d1"].objections == {"parents": "too soon"}
    objects(room, parents, "  ")
    assert room.state.decisions["d1"].objections == {}
    room.facilitator.closes()
    assert room.view(ROOM)["decision"].reasons == ()
    assert room.view(seat_audience("parents"))["objection"] is None


def test_a_cancelled_decision_keeps_what_was_objected_to_itself(room):
    _city, parents = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    objects(room, parents)
    room.facilitator.cancels("d1")
    assert room.view(ROOM)["decision"] is None
    assert room.view(seat_audience("parents"))["objection"] is None


def test_who_has_a_vote_says_no_instead(room):
    city, _parents = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    assert objects(room, city).refused == "objection.has_vote"
    assert room.view(seat_audience("city"))["objection"] is None
    assert room.facilitator.records(do.PutObjection("", "d1", "no")).refused == "seat.unknown"
    assert room.facilitator.records(do.PutObjection("parents", "d1", "no")).events[0].recorded


def test_who_does_not_sit_on_the_committee_may_object():
    from dataclasses import replace

    room = Room(with_rule(replace(RULES["steering"], fallback=None)), depth="full")
    _city, county = room.seats("city", "county")
    room.facilitator.names("city")
    room.facilitator.opens(lead="city")
    assert objects(room, county).kinds == ["objection.put_on_record"]


def test_the_essentials_know_no_objections_on_record():
    room = Room()
    _city, parents = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    assert objects(room, parents).refused == "depth.basic"
    assert room.view(seat_audience("parents"))["objection"] is None
