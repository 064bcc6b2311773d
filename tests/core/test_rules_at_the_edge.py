"""Every kind of rule at its edge: the count by hand, the one ballot and the one absence that turn it."""

from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.rulebook import Cast, Rule, Share
from simulator.core.tally import Check, Electorate, tally
from tests.support.room import Room
from tests.support.rulebooks import HALF, MORE_THAN_HALF, TWO_THIRDS, small_book, with_organization, with_rule

THREE_QUARTERS = Share(3, 4)
NAMED = {"y": "yes", "n": "no", "a": "aside"}


def who(marks, weights=None, committee=()):
    """``marks`` are m1, m2, ...: y, n, a have voted, - is here and silent, . is not here. Caucuses GO BU GO BU ..."""
    members = tuple(f"m{i}" for i in range(1, len(marks) + 1))
    here = tuple(m for m, mark in zip(members, marks, strict=True) if mark != ".")
    caucus = {m: "GO" if i % 2 == 0 else "BU" for i, m in enumerate(members)}
    return Electorate(
        members, here, caucus, dict(zip(members, weights or [1] * len(marks), strict=True)), committee
    )


def outcome(rule, marks, weights=None, committee=()):
    ballots = {f"m{i}": NAMED[mark] for i, mark in enumerate(marks, start=1) if mark in NAMED}
    return tally(rule, who(marks, weights, committee), ballots)


STUCK = Rule(
    "consensus", "", "present", quorum=THREE_QUARTERS, fallback=Rule("share", "", "members", share=TWO_THIRDS)
)
CAUCUSES = Rule(
    "consensus", "", "present", quorum=THREE_QUARTERS,
    fallback=Rule("double", "", "members", share=THREE_QUARTERS, caucus_share=MORE_THAN_HALF),
)  # fmt: skip
THREE_BLOCKS = Rule("consensus", "", "present", quorum=THREE_QUARTERS, blocks=3)
BOTH = Rule("weighted", "", weight_share=MORE_THAN_HALF, share=MORE_THAN_HALF)
COMMITTEE = Rule("steering", "", share=TWO_THIRDS, per_caucus=2)
FOUR = ("m1", "m2", "m3", "m4")
SIX = {"committee": ("m1", "m2", "m3", "m4", "m5", "m6")}

# what it is about, rule, ballots that pass, the same but for one ballot, the same but for one presence, more
EDGES = [
    ("unanimity: aside passes, no stops; somebody who comes in has not answered yet",
     Rule("unanimity", "", "present"), "yya.", "yyn.", "yya-", {}),
    ("unanimity of all members: an empty chair stops it as a no does",
     Rule("unanimity", ""), "yyaa", "yyan", "yya.", {}),
    # 8 present: three blocks are borne, four are not; 6 of 8 heard is three quarters, 5 of 8 is not
    ("three blocks: the fourth stops it; a voice fewer is no quorum",
     THREE_BLOCKS, "yyyynnny", "yyyynnnn", "yyynn---", {}),
    ("quorum: 3 of 4 present is three quarters; one more here and it takes 4 of 5",
     THREE_BLOCKS, "yyy-.", "yy--.", "yyy--", {}),
    # 6 members: no consensus (one no), then two thirds of 6 = 4 yes
    ("stuck: 4 of 6 members carry it; 3 do not, and who left early is not a yes",
     STUCK, "yyyyn.", "yyynn.", "yyy.n.", {}),
    # 4 present of 6 without a no: 3 of them heard is three quarters, so consensus carries what a count would not
    ("consensus among few who are here, without a count of members",
     STUCK, "yya-..", "yyn-..", "yya--.", {}),
    # two thirds of 6 present = 4; of 5 present = 4 (3.33 rounded up); of 4 present = 3
    ("a share of those present: 3 of 4; one more here makes it 4 of 5",
     Rule("share", "", "present", share=TWO_THIRDS), "yyy-..", "yyn-..", "yyy--.", {}),
    # an absent member weighs as a no: two thirds of 6 = 4
    ("a share of members: absence counts like a no",
     Rule("share", "", "members", share=TWO_THIRDS), "yyyy..", "yyyn..", "yyy...", {}),
    # more than half of what is cast: 2 of 3, but 2 of 4 is a tie
    ("a share of ballots cast: a tie is not more than half, and silence is nothing",
     Rule("share", "", "cast", share=MORE_THAN_HALF), "yyn-.", "ynn-.", "y.n-.", {}),
    # GO m1 m3 m5, BU m2 m4 m6: more than half of 3 is 2; three quarters of 6 is 5 (4.5 rounded up)
    ("double: 5 of 6 and two in each caucus; the fifth yes and the fifth chair decide",
     CAUCUSES, "yyyyyn", "yyyynn", "yyyy.n", {}),
    # weights 5 1 1 1 1 = 9: more than half of 9 is 5, more than half of 5 members is 3
    ("weight and heads: the weight is there, the third head is missing",
     BOTH, "yyynn", "yynnn", "yy.nn", {"weights": [5, 1, 1, 1, 1]}),
    ("weight and heads: four heads are there, the heavy one is not",
     BOTH, "yyynn", "nyyyy", ".yyyy", {"weights": [5, 1, 1, 1, 1]}),
    # committee of 6: two thirds is 4; m7 and m8 say what they like
    ("steering: 4 of 6 on the committee; the others do not count",
     COMMITTEE, "yyyynnnn", "yyynnnyy", "yyy.nnyy", SIX),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "passing", "ballot", "absence", "more"), [e[1:] for e in EDGES],
                         ids=[e[0] for e in EDGES])  # fmt: skip
def test_one_ballot_and_one_absence_turn_the_result(rule, passing, ballot, absence, more):
    assert outcome(rule, passing, **more).passed
    assert not outcome(rule, ballot, **more).passed
    assert not outcome(rule, absence, **more).passed


def test_the_arithmetic_of_a_count_after_a_failed_consensus():
    result = outcome(CAUCUSES, "yyyynn")
    first, second = result.counts
    assert first.checks == (Check("objections", 2, 0, 6, False), Check("heard", 6, 5, 6, True))
    assert second.checks == (
        Check("yes", 4, 5, 6, False),
        Check("caucus", 2, 2, 3, True, "BU"),
        Check("caucus", 2, 2, 3, True, "GO"),
    )


def test_a_package_that_changes_the_rule_is_counted_under_the_old_one():
    room = Room()
    city, shop, walkers = room.seats("city", "shop", "walkers")
    # the old rule wants 2 of 3; unanimity, which the package brings, would have stopped it
    room.facilitator.opens(rule="unanimity", lead="city")
    city.votes("yes")
    shop.votes("yes")
    walkers.votes("no", "too strict")
    closed = room.facilitator.closes()
    assert [c.kind for c in closed.events[0].outcome.counts] == ["share"]
    assert room.state.package == {"rule": "unanimity", "lead": "city"}
    # the next one is counted under unanimity
    room.facilitator.opens(money="fund")
    for player in (city, shop):
        player.votes("yes")
    walkers.votes("no", "too dear")
    assert not room.facilitator.closes().events[0].outcome.passed


def test_a_merged_organization_adds_no_vote_and_no_weight_to_its_host():
    # of four seats, city speaks for county and region too, shop for bank
    room = Room(with_rule(Rule("weighted", "", weight_share=HALF)), cast=4)
    city, shop, plant, walkers = room.everybody()
    room.facilitator.opens(lead="city")
    frozen = room.state.open_decision.electorate
    assert frozen.members == ("city", "shop", "plant", "walkers")
    assert frozen.weight == {"city": 5, "shop": 2, "plant": 4, "walkers": 1}
    for host in ("county", "region", "bank"):
        assert room.act(city.actor, _ballot(host)).refused
    city.votes("yes")
    for player in (shop, plant, walkers):
        player.votes("no", "no")
    result = room.facilitator.closes().events[0].outcome
    # 5 of 12 shares: half is 6, and with county and region it would have been enough
    assert result.counts[0].checks == (Check("weight", 5, 6, 12, False),)
    assert (result.yes, result.no) == (1, 3)


def test_a_merged_organization_votes_through_nobody_although_it_has_a_vote_of_its_own():
    book = replace(with_organization(small_book(), "parents", votes=True),
                   casts=(Cast(2, "Two", ("city", "shop"), {"parents": "city"}),))  # fmt: skip
    room = Room(book, cast=2)
    room.everybody()
    assert room.state.voters == ("city", "shop")


def test_of_a_committee_half_of_which_left_those_who_stayed_decide():
    rule = Rule("steering", "", share=TWO_THIRDS, per_caucus=1)
    room = Room(with_rule(rule))
    city, shop, walkers, plant = room.seats("city", "shop", "walkers", "plant")
    room.facilitator.names("city", "shop", "walkers")
    shop.leaves()
    room.facilitator.opens(lead="city")
    # two are left: two thirds of 2 is 2 (1.33 rounded up), so one yes is not enough
    assert room.state.open_decision.electorate.committee == ("city", "walkers")
    city.votes("yes")
    assert plant.votes("yes").refused == "ballot.no_vote"
    closed = room.facilitator.closes()
    assert closed.events[0].outcome.counts[0].checks == (Check("yes", 1, 2, 2, False),)
    room.facilitator.opens(lead="city")
    city.votes("yes")
    walkers.votes("yes")
    assert room.facilitator.closes().events[0].outcome.passed


def test_who_leaves_the_committee_during_a_decision_still_counts_in_it():
    room = Room(with_rule(Rule("steering", "", share=TWO_THIRDS, per_caucus=1)))
    city, shop, walkers = room.seats("city", "shop", "walkers")
    room.facilitator.names("city", "shop", "walkers")
    room.facilitator.opens(lead="city")
    city.votes("yes")
    shop.leaves()
    walkers.leaves()
    # two thirds of 3 is 2: those who left are silent, not gone
    assert room.facilitator.closes().events[0].outcome.counts[0].checks == (Check("yes", 1, 2, 3, False),)


def test_a_committee_of_which_nobody_is_left_cannot_decide_and_another_can_be_named():
    room = Room(with_rule(Rule("steering", "", share=TWO_THIRDS, per_caucus=1)))
    city, shop, walkers, _plant = room.seats("city", "shop", "walkers", "plant")
    room.facilitator.names("city", "shop", "walkers")
    for player in (city, shop, walkers):
        player.leaves()
    assert room.facilitator.opens(lead="city").refused == "decision.nobody_votes"
    assert not room.facilitator.names("plant").refused
    assert not room.facilitator.opens(lead="city").refused


def _ballot(seat):
    return do.CastBallot(seat, "d1", "yes")
