"""Every kind of rule, counted by hand, where one ballot or one absence turns the result."""

import pytest

from simulator.core.rulebook import Rule, Share
from simulator.core.tally import Check, Electorate, all_electors, electors, tally
from tests.support.rulebooks import HALF, MORE_THAN_HALF, TWO_THIRDS


def room(size, absent=0, committee=(), weight=None):
    """``size`` members m1..; the last ``absent`` are not here. Odd ones are of caucus GO, even ones of BU."""
    members = tuple(f"m{i}" for i in range(1, size + 1))
    return Electorate(
        members,
        members[: size - absent],
        {m: "GO" if int(m[1:]) % 2 else "BU" for m in members},
        dict(zip(members, weight or [1] * size, strict=True)),
        committee,
    )


def ballots(marks):
    """``"yyn-a"`` are the ballots of m1..m5: yes, yes, no, silent, aside."""
    named = {"y": "yes", "n": "no", "a": "aside"}
    return {f"m{i}": named[mark] for i, mark in enumerate(marks, start=1) if mark != "-"}


def counted(rule, marks, **who):
    return tally(rule, room(len(marks), **who), ballots(marks))


UNANIMITY = Rule("unanimity", "")
CONSENSUS = Rule("consensus", "", quorum=HALF)
ONE_BLOCK = Rule("consensus", "", blocks=1, quorum=TWO_THIRDS)
MEMBERS = Rule("share", "", of="members", share=TWO_THIRDS)
PRESENT = Rule("share", "", of="present", share=TWO_THIRDS)
CAST = Rule("share", "", of="cast", share=TWO_THIRDS)
STRICT = Rule("share", "", share=MORE_THAN_HALF)
DOUBLE = Rule("double", "", share=HALF, caucus_share=HALF)

CASES = [
    ("everybody yes", UNANIMITY, "yyyy", 0, True),
    ("standing aside is no objection", UNANIMITY, "yaaa", 0, True),
    ("one silent member holds up unanimity", UNANIMITY, "yyy-", 0, False),
    ("one no ends unanimity", UNANIMITY, "yyyn", 0, False),
    ("an absent member counts among all members", UNANIMITY, "yyy-", 1, False),
    (
        "an absent member does not count among those present",
        Rule("unanimity", "", of="present"),
        "yyy-",
        1,
        True,
    ),
    ("an absent member who voted counts as present", Rule("unanimity", "", of="present"), "yyyn", 1, False),
    ("half heard and no objection", CONSENSUS, "ya--", 0, True),
    ("one fewer is no quorum", CONSENSUS, "y---", 0, False),
    ("zero blocks: one no is enough", CONSENSUS, "yyyn", 0, False),
    ("the quorum is more than half unless said otherwise", Rule("consensus", ""), "ya--", 0, False),
    ("the quorum is more than half unless said otherwise, met", Rule("consensus", ""), "yaa-", 0, True),
    ("one block is borne", ONE_BLOCK, "yyyyyn", 0, True),
    ("two blocks are not", ONE_BLOCK, "yyyynn", 0, False),
    ("one block borne, but too few heard", ONE_BLOCK, "yyn---", 0, False),
    ("exactly the quorum", ONE_BLOCK, "yyyn--", 0, True),
    ("what everybody refuses is not adopted", Rule("consensus", "", blocks=5, quorum=HALF), "nnn", 0, False),
    (
        "all but one may refuse where the rule says so",
        Rule("consensus", "", blocks=5, quorum=HALF),
        "ynn",
        0,
        True,
    ),
    ("two thirds of six members", MEMBERS, "yyyynn", 0, True),
    ("one yes too few", MEMBERS, "yyynnn", 0, False),
    ("silence is no yes among members", MEMBERS, "yyy---", 0, False),
    ("absence is no yes among members", MEMBERS, "yyy---", 3, False),
    ("absence does not matter among those present", PRESENT, "yyy---", 3, True),
    ("silence matters among those present", PRESENT, "yyy---", 1, False),
    ("exactly two thirds of those present", PRESENT, "yyyy--", 0, True),
    ("silence does not matter among ballots cast", CAST, "yyn---", 0, True),
    ("standing aside does not matter among ballots cast", CAST, "yynaaa", 0, True),
    ("one more no among ballots cast", CAST, "yynn--", 0, False),
    ("no ballot at all adopts nothing", CAST, "------", 0, False),
    ("only standing aside adopts nothing", CAST, "aaaaaa", 0, False),
    ("half is not more than half", STRICT, "yynn", 0, False),
    ("more than half", STRICT, "yyyn", 0, True),
    ("the middle of five", STRICT, "yyynn", 0, True),
    ("half of all and of both caucuses", DOUBLE, "yynn", 0, True),
    ("half of all, but one caucus against", DOUBLE, "y-y-y-", 0, False),
    ("one yes in the other caucus is too few", DOUBLE, "yyy-y-", 0, False),
    ("two yes in the other caucus are enough", DOUBLE, "yyy-yy", 0, True),
    (
        "both caucuses, but half of all is missing",
        Rule("double", "", share=TWO_THIRDS, caucus_share=HALF),
        "yynn",
        0,
        False,
    ),
    ("a caucus needs more than half unless said otherwise", Rule("double", "", share=HALF), "yynn", 0, False),
    ("without a share everybody must say yes", Rule("share", ""), "yyya", 0, False),
    ("without a share everybody said yes", Rule("share", ""), "yyyy", 0, True),
]


@pytest.mark.parametrize(
    ("rule", "marks", "absent", "passed"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_ballots_counted_by_hand(rule, marks, absent, passed):
    assert counted(rule, marks, absent=absent).passed is passed


@pytest.mark.parametrize(
    ("marks", "share", "passed"),
    [
        ("ynnn", None, True),  # 5 of 10
        ("nyyn", None, True),  # 3 + 2 of 10: exactly half
        ("nynn", None, False),
        ("nyny", None, False),  # 3 + 0
        ("ynnn", HALF, False),  # the weight is there, half of the members are not
        ("ynny", HALF, True),
    ],
)
def test_weights_are_counted_and_members_too_where_the_rule_has_a_share(marks, share, passed):
    rule = Rule("weighted", "", share=share, weight_share=HALF)
    assert counted(rule, marks, weight=[5, 3, 2, 0]).passed is passed


def test_a_weighted_rule_without_a_share_wants_all_the_weight():
    assert not counted(Rule("weighted", ""), "yyn", weight=[5, 3, 1]).passed
    assert counted(Rule("weighted", ""), "yyn", weight=[5, 3, 0]).passed


def test_a_member_whose_weight_is_not_known_has_none():
    members = ("m1", "m2")
    who = Electorate(members, members, {}, {"m1": 1})
    count = tally(Rule("weighted", "", weight_share=HALF), who, {"m2": "yes"}).counts[0]
    assert count.checks == (Check("weight", 0, 1, 1, False),)


def test_where_nobody_has_weight_nothing_passes():
    assert not counted(Rule("weighted", "", weight_share=HALF), "yyy", weight=[0, 0, 0]).passed


STEERING = Rule("steering", "", share=TWO_THIRDS, per_caucus=1)


@pytest.mark.parametrize(
    ("marks", "passed"), [("yyn--", True), ("ynn--", False), ("ynnyy", False), ("yy---", True)]
)
def test_only_the_committee_counts_under_a_steering_rule(marks, passed):
    outcome = counted(STEERING, marks, committee=("m1", "m2", "m3"))
    assert outcome.passed is passed
    assert outcome.yes + outcome.aside + outcome.no + outcome.silent == 3


def test_a_committee_without_members_adopts_nothing():
    assert not counted(STEERING, "yyy").passed


FALLBACK = Rule("unanimity", "", fallback=Rule("share", "", of="cast", share=TWO_THIRDS))


def test_a_failed_count_falls_back_to_the_same_ballots_under_the_next_rule():
    outcome = counted(FALLBACK, "yyn-")
    assert outcome.passed
    assert [(c.kind, c.passed) for c in outcome.counts] == [("unanimity", False), ("share", True)]


def test_a_passed_count_needs_no_fallback():
    assert len(counted(FALLBACK, "yyyy").counts) == 1


def test_one_more_no_fails_the_fallback_as_well():
    outcome = counted(FALLBACK, "ynn-")
    assert not outcome.passed
    assert [c.passed for c in outcome.counts] == [False, False]


def test_the_arithmetic_can_be_told():
    outcome = counted(Rule("double", "", share=HALF, caucus_share=HALF), "yyy-a-")
    (count,) = outcome.counts
    assert count.base == 6
    assert count.checks == (
        Check("yes", 3, 3, 6, True),
        Check("caucus", 1, 2, 3, False, "BU"),
        Check("caucus", 2, 2, 3, True, "GO"),
    )
    assert (outcome.yes, outcome.aside, outcome.no, outcome.silent) == (3, 1, 0, 2)


def test_a_consensus_tells_objections_and_who_was_heard():
    (count,) = counted(ONE_BLOCK, "yyyyn-").counts
    assert count.checks == (Check("objections", 1, 1, 6, True), Check("heard", 5, 4, 6, True))


def test_all_who_may_come_to_count_are_electors():
    rule = Rule("steering", "", share=HALF, fallback=Rule("unanimity", "", fallback=MEMBERS))
    who = room(4, committee=("m2",))
    assert electors(rule, who) == ("m2",)
    assert all_electors(rule, who) == {"m1", "m2", "m3", "m4"}
    assert all_electors(STEERING, who) == {"m2"}


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [
        (Share(2, 3), 6, 4),
        (Share(2, 3), 7, 5),
        (Share(1, 2), 5, 3),
        (Share(1, 2, True), 4, 3),
        (Share(1, 2, True), 5, 3),
        (Share(1, 1), 5, 5),
        (Share(1, 2), 0, 0),
    ],
)
def test_a_share_is_exact(share, base, needed):
    assert share.needed(base) == needed
