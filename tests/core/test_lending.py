"""Votes that are lent: who holds them, what counts, and when they come back."""

from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.rulebook import Rule
from simulator.core.tally import Check, Electorate, profile, tally
from tests.support.room import SYSTEM, Room, replay
from tests.support.rulebooks import MORE_THAN_HALF, RULES, TWO_THIRDS, with_rule


def lends(room, player, to, once=False):
    return room.act(player.actor, do.LendVote(player.seat, to, once))


def takes_back(room, player):
    return room.act(player.actor, do.TakeVoteBack(player.seat))


@pytest.fixture
def room():
    return Room(depth="full")


PRESENT = Rule("share", "", "present", share=TWO_THIRDS)
MEMBERS = Rule("share", "", "members", share=MORE_THAN_HALF)
CAST = Rule("share", "", "cast", share=MORE_THAN_HALF)
UNANIMITY = Rule("unanimity", "", "present")
DOUBLE = Rule("double", "", share=MORE_THAN_HALF, caucus_share=MORE_THAN_HALF)
WEIGHT = Rule("weighted", "", weight_share=MORE_THAN_HALF)


@pytest.mark.parametrize(
    ("rule", "ballots", "passed", "check", "by_proxy"),
    [
        # a and b are here, c is not and lent its vote to a; d is not here. c counts as present: 2 of 3 is two thirds
        (PRESENT, {"a": "yes", "b": "no"}, True, Check("yes", 2, 2, 3, True), 1),
        (PRESENT, {"a": "no", "b": "yes"}, False, Check("yes", 1, 2, 3, False), 1),
        # the holder says nothing: c is present and silent
        (PRESENT, {"b": "yes"}, False, Check("yes", 1, 2, 3, False), 0),
        # more than half of 4 is 3
        (MEMBERS, {"a": "yes", "b": "yes"}, True, Check("yes", 3, 3, 4, True), 1),
        # c votes itself: its own ballot counts, and nothing is by proxy
        (MEMBERS, {"a": "yes", "b": "yes", "c": "no"}, False, Check("yes", 2, 3, 4, False), 0),
        # 2 yes against 1 no; without the loan it would be a tie
        (CAST, {"a": "yes", "b": "no"}, True, Check("yes", 2, 2, 3, True), 1),
        # standing aside is lent along
        (UNANIMITY, {"a": "aside", "b": "yes"}, True, Check("objections", 0, 0, 3, True), 1),
        (UNANIMITY, {"a": "no", "b": "yes"}, False, Check("objections", 2, 0, 3, False), 1),
        # c counts in its own caucus BU (c, d): 1 of 2 is not more than half
        (DOUBLE, {"a": "yes", "b": "yes"}, False, Check("yes", 3, 3, 4, True), 1),
        # weights 1 1 5 1: a with c's weight has 6 of 8
        (WEIGHT, {"a": "yes"}, True, Check("weight", 6, 5, 8, True), 1),
    ],
)
def test_a_lent_vote_counted_by_hand(rule, ballots, passed, check, by_proxy):
    who = Electorate(
        ("a", "b", "c", "d"), ("a", "b"), {"a": "GO", "b": "GO", "c": "BU", "d": "BU"},
        {"a": 1, "b": 1, "c": 5, "d": 1}, proxies={"c": "a"},
    )  # fmt: skip
    outcome = tally(rule, who, ballots)
    assert outcome.passed is passed
    assert outcome.counts[0].checks[0] == check
    assert outcome.by_proxy == by_proxy


def test_who_lent_a_vote_counts_among_those_present_in_the_forecast():
    who = Electorate(("a", "b", "c"), ("a", "b"), {}, {}, proxies={"c": "a"})
    assert profile(PRESENT, who).voters == 3


def test_a_lent_vote_counts_until_it_is_taken_back(room):
    city, county, shop = room.seats("city", "county", "shop")
    assert lends(room, county, "city").kinds == ["vote.lent"]
    assert lends(room, county, "city").events == ()
    room.facilitator.opens(lead="city")
    city.votes("yes")
    outcome = room.facilitator.closes().events[0].outcome
    assert (outcome.yes, outcome.silent, outcome.by_proxy) == (2, 1, 1)
    assert outcome.passed
    assert takes_back(room, county).events[0].before == "city"
    assert takes_back(room, county).refused == "vote.not_lent"
    room.facilitator.opens(money="fund")
    city.votes("yes")
    assert not room.facilitator.closes().events[0].outcome.passed
    assert lends(room, county, "shop", once=True).events[0].before == ""
    assert lends(room, county, "city").events[0].before == "shop"
    assert shop.seat == "shop"
    assert replay(room) == room.state


def test_a_vote_lent_once_comes_home_when_a_decision_is_counted(room):
    city, county, _shop = room.seats("city", "county", "shop")
    lends(room, county, "city", once=True)
    room.facilitator.opens(lead="city")
    room.facilitator.cancels("d1")
    assert "county" in room.state.loans
    room.facilitator.opens(lead="city")
    city.votes("yes")
    assert room.facilitator.closes().events[0].outcome.by_proxy == 1
    assert "county" not in room.state.loans


def test_what_is_lent_while_a_decision_is_open_holds_from_the_next_one_on(room):
    city, county, shop = room.seats("city", "county", "shop")
    lends(room, shop, "city")
    room.facilitator.opens(lead="city")
    frozen = room.state.open_decision.electorate
    lends(room, county, "city", once=True)
    takes_back(room, shop)
    assert room.state.open_decision.electorate == frozen
    city.votes("yes")
    assert room.facilitator.closes().events[0].outcome.by_proxy == 1
    assert room.state.loans["county"].once


def test_who_lent_may_vote_all_the_same_and_then_counts_itself(room):
    city, county, _shop = room.seats("city", "county", "shop")
    lends(room, county, "city")
    room.facilitator.opens(lead="city")
    city.votes("yes")
    assert room.view(ROOM)["dot/county"].mark == "said"
    assert room.view(ROOM)["decision"].cast == 2
    assert [w[0] for w in room.view(FACILITATOR)["deciding"].waiting] == ["shop"]
    county.votes("no", "we are back")
    assert room.view(ROOM)["decision"].lent == (("county", "city", False),)
    outcome = room.facilitator.closes().events[0].outcome
    assert (outcome.yes, outcome.no, outcome.by_proxy) == (1, 1, 0)
    assert room.view(ROOM)["decision"].lent == (("county", "city", True),)


def test_nobody_holds_more_than_the_rule_allows_and_nothing_is_lent_on(room):
    city, county, region, shop, plant = room.seats("city", "county", "region", "shop", "plant")
    lends(room, county, "city")
    lends(room, region, "city")
    full = lends(room, shop, "city")
    assert (full.refused, full.facts) == ("vote.holder_full", {"most": 2})
    assert lends(room, city, "shop").refused == "vote.chain"
    assert lends(room, plant, "county").refused == "vote.chain"
    assert lends(room, plant, "plant").refused == "seat.unknown"
    assert lends(room, plant, "bank").refused == "seat.unknown"
    assert room.view(seat_audience("city"))["myloan"].holding == ("county", "region")
    # who holds it already may hold it for another while
    assert not lends(room, county, "city", once=True).refused


def test_a_rule_that_allows_fewer_leaves_the_later_ones_aside():
    room = Room(with_rule(replace(RULES["majority"], proxies=1)), depth="full")
    _city, county, region = room.seats("city", "county", "region")
    lends(room, county, "city")
    assert lends(room, region, "city").facts == {"most": 1}
    loans = {**room.state.loans, "region": replace(room.state.loans["county"])}
    room.state = replace(room.state, loans=loans)
    room.facilitator.opens(lead="city")
    assert room.state.open_decision.electorate.proxies == {"county": "city"}


def test_a_committee_casts_only_the_votes_of_those_who_sit_on_it():
    room = Room(with_rule(replace(RULES["steering"], fallback=None)), depth="full")
    _city, county, _shop, walkers = room.seats("city", "county", "shop", "walkers")
    room.facilitator.names("city", "shop", "walkers")
    lends(room, county, "city")
    lends(room, walkers, "shop")
    room.facilitator.opens(lead="city")
    assert room.state.open_decision.electorate.proxies == {"walkers": "shop"}


def test_a_loan_falls_when_one_of_the_two_leaves(room):
    city, county, region, shop = room.seats("city", "county", "region", "shop")
    lends(room, county, "city")
    lends(room, region, "shop")
    room.act(SYSTEM, do.MarkPresence("city", False))
    assert "county" in room.state.loans
    city.leaves()
    region.leaves()
    assert room.state.loans == {}
    assert shop.seat in room.state.voters


def test_who_has_no_vote_lends_none_and_a_facilitator_records(room):
    parents, _city, _county = room.seats("parents", "city", "county")
    assert lends(room, parents, "city").refused == "ballot.no_vote"
    assert room.view(seat_audience("parents"))["myloan"] is None
    assert room.facilitator.records(do.LendVote("county", "city")).events[0].recorded
    assert room.facilitator.records(do.TakeVoteBack("county")).events[0].recorded


def test_the_essentials_know_no_lending():
    room = Room()
    city, _county = room.seats("city", "county")
    assert lends(room, city, "county").refused == "depth.basic"
    assert takes_back(room, city).refused == "depth.basic"
    assert room.view(ROOM)["lent"] is None
    assert room.view(SCREEN)["lent"] is None
    assert room.view(seat_audience("city"))["myloan"] is None


def test_a_vote_is_not_lent_to_who_went_home_nor_by_who_votes_for_them():
    room = Room(bots="none", depth="full")
    ana, _county, cy = room.seats("city", "county", "shop")
    room.steer(steer.LeaveSeat("person-county", "shop"), room.delegate("county"))
    assert lends(room, ana, "county").refused == "vote.chain"
    assert lends(room, cy, "city").refused == "vote.chain"
    assert lends(room, ana, "shop").refused is None
    room.facilitator.opens(lead="city")
    assert room.state.open_decision.electorate.proxies == {"county": "shop", "city": "shop"}


def test_a_vote_lent_by_a_seat_that_another_one_speaks_for_falls():
    room = Room(depth="full", bots="demo")
    room.seats("city", "shop")
    room.facilitator.records(do.LendVote("bank", "shop"))
    assert "bank" in room.state.loans
    assert room.steer(steer.NameProxy("a", "bank", "city")).events
    assert (room.state.loans, room.state.voice_of("bank")) == ({}, "city")
