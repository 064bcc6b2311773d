"""What the room is told before it adopts a rule is true: found again by trying every set of no-sayers."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.rulebook import Rule, Share
from simulator.core.tally import Electorate, electors, profile, tally
from tests.support.rulebooks import HALF, RULES, TWO_THIRDS

shares = st.sampled_from([Share(1, 2), Share(1, 2, True), Share(2, 3), Share(3, 4), Share(1, 1), Share(1, 3)])
bases = st.sampled_from(["members", "present", "cast"])


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(["unanimity", "consensus", "share", "double", "weighted", "steering"]))
    return Rule(
        kind,
        "",
        draw(bases),
        draw(st.none() | shares),
        draw(st.none() | shares),
        draw(st.none() | shares),
        draw(st.sampled_from([None, HALF, TWO_THIRDS])),
        draw(st.integers(0, 3)),
        draw(st.integers(1, 2)),
    )


@st.composite
def electorates(draw):
    members = tuple(f"m{i}" for i in range(draw(st.integers(1, 6))))
    caucus = {m: draw(st.sampled_from(["GO", "BU", "CI"])) for m in members}
    weight = {m: draw(st.integers(0, 5)) for m in members}
    present = tuple(m for m in members if draw(st.booleans()))
    return Electorate(members, present, caucus, weight, tuple(m for m in members if draw(st.booleans())))


def able(rule, who):
    """Those who are counted on to vote: all electors, or those of them who are here where only they count."""
    return tuple(s for s in electors(rule, who) if rule.of != "present" or s in who.present)


def passes(rule, who, voters, against):
    return tally(rule, who, {s: "no" if s in against else "yes" for s in voters}).passed


def fewest_who_block(rule, who, voters):
    for size in range(len(voters) + 1):
        for against in combinations(voters, size):
            if not passes(rule, who, voters, set(against)):
                return size
    raise AssertionError("what everybody refuses was adopted")


@given(rules(), electorates())
def test_can_block_is_the_smallest_number_of_no_sayers_that_stop_a_decision(rule, who):
    told, voters = profile(rule, who), able(rule, who)
    assert told.voters == len(voters)
    assert told.can_block == fewest_who_block(rule, who, voters)
    if told.one_caucus:
        assert any(
            not passes(rule, who, voters, set(against))
            for against in combinations(voters, told.can_block)
            if len({who.caucus[s] for s in against}) == 1
        )


@given(rules(), electorates())
def test_with_fewer_yes_than_needed_nothing_passes(rule, who):
    told, voters = profile(rule, who), able(rule, who)
    for size in range(told.yes_needed):
        for in_favor in combinations(voters, size):
            assert not tally(
                rule, who, dict.fromkeys(in_favor, "yes") | dict.fromkeys(set(voters) - set(in_favor), "no")
            ).passed


@given(shares, bases, electorates())
def test_exactly_the_needed_yes_are_enough_under_a_share(share, base, who):
    rule = Rule("share", "", base, share)
    voters, needed = able(rule, who), profile(rule, who).yes_needed
    if voters and needed <= len(voters):
        assert passes(rule, who, voters, set(voters[needed:]))


@given(shares, st.sampled_from(["unanimity", "consensus"]), st.integers(0, 2), electorates())
def test_where_a_fallback_stands_behind_both_must_be_stopped(share, kind, blocks, who):
    """The fallback counts members, so the voters are the same under both."""
    rule = Rule(kind, "", blocks=blocks, fallback=Rule("share", "", share=share))
    told = profile(rule, who)
    assert told.fallback == profile(rule.fallback, who)
    assert told.can_block == fewest_who_block(rule, who, who.members)


def test_where_nobody_votes_there_is_nobody_to_block():
    told = profile(RULES["majority"], Electorate((), (), {}, {}))
    assert (told.voters, told.yes_needed, told.can_block, told.one_caucus) == (0, 1, 0, False)


@pytest.mark.parametrize(
    ("rule", "needed", "block", "one_caucus"),
    [
        (RULES["unanimity"], 0, 1, False),
        (RULES["majority"], 4, 4, False),
        (Rule("double", "", share=HALF, caucus_share=TWO_THIRDS), 4, 1, True),
        (RULES["weighted"], 0, 3, False),
    ],
)
def test_seven_members_in_numbers(rule, needed, block, one_caucus):
    members = tuple("abcdefg")
    caucus = {m: "GO" if m in "abc" else "BU" if m in "def" else "CI" for m in members}
    weight = dict(zip(members, (5, 3, 2, 2, 4, 1, 1), strict=True))
    told = profile(rule, Electorate(members, members, caucus, weight))
    assert (told.yes_needed, told.can_block, told.one_caucus) == (needed, block, one_caucus)
