"""Sentences made from data say what the numbers mean."""

from __future__ import annotations

import pytest

from simulator.core.budget import Line, Year
from simulator.core.clockwork import Clock
from simulator.core.tally import Check, Profile
from simulator.core.views.again import Again, ClauseChange, PledgeChange, WorkChange
from simulator.core.views.seat import Help
from simulator.core.views.senses import Shot
from simulator.web.words.amounts import amount_words
from simulator.web.words.arithmetic import check_words, profile_words
from simulator.web.words.balance import line_rows
from simulator.web.words.counts import listed
from simulator.web.words.room import room_wedges
from simulator.web.words.seat import clock_data, must_haves_words
from simulator.web.words.senses import shot_counted
from simulator.web.words.signing import changes_words, falling_words, fingerprint


@pytest.mark.parametrize(
    ("kind", "amount", "words"),
    [
        ("cash", 250, "$250,000 a year"), ("cash", 1500, "$1,500,000 a year"), ("staff", 5, "half a post"),
        ("staff", 10, "one post"), ("staff", 3, "0.3 of a post"), ("staff", 15, "1.5 posts"),
        ("data", 1, "one data set"), ("facilities", 2, "2 places"),
    ],
)  # fmt: skip
def test_an_amount_is_said_with_its_unit(kind: str, amount: int, words: str) -> None:
    assert amount_words(kind, amount) == words


def test_a_line_that_is_short_says_by_how_much() -> None:
    (row,) = line_rows(Line("cash", "Opening fund", (Year(90, 40),) * 5, ()))
    assert row["short_text"] == "$50,000 a year short"
    assert row["ok"] is False


def test_a_rule_that_one_can_stop_says_so() -> None:
    assert profile_words(Profile(46, 0, 1, False)) == "any one of the 46 could block"


def test_a_rule_with_a_share_says_what_it_needs_and_who_could_block() -> None:
    assert profile_words(Profile(46, 35, 12, False)) == "needs 35 of 46; 12 of 46 together could block"


def test_a_fallback_is_told_once() -> None:
    words = profile_words(Profile(46, 0, 16, False, Profile(46, 31, 16, False, Profile(46, 24, 23, False))))
    assert words.count("if that fails") == 1


def test_a_failed_count_says_what_was_missing() -> None:
    assert check_words(Check("yes", 34, 35, 46, False)) == "34 of 46 say yes; the rule needs 35"
    assert check_words(Check("objections", 1, 0, 46, False)) == "One says no; the rule allows none"
    assert check_words(Check("objections", 0, 1, 12, True)) == "Nobody says no; at most 1 of 12 may"


def test_a_list_ends_with_and() -> None:
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"])) == ("", "a", "a, b and c")


def test_a_room_without_a_clock_shows_none_and_a_running_one_names_its_deadline() -> None:
    assert clock_data(Clock()) is None
    assert clock_data(Clock(ends_at=5000)) == {"ends_at_ms": 5000, "remaining_ms": 0, "running": True}


def test_every_caucus_has_one_wedge_wherever_its_seats_stand_in_the_list() -> None:
    seats = [{"code": c, "index": i} for c, i in (("GV", 1), ("BZ", 2), ("GV", 1), ("NP", 3))]
    assert [(w[0], w[4]) for w in room_wedges(seats)] == [("GV", 1), ("BZ", 2), ("NP", 3)]


def test_what_changed_in_a_part_is_said_in_plain_words() -> None:
    clauses = (
        ClauseChange("4.2", "Who pays?", "b", "c", "One fund"),
        ClauseChange("5.1", "Pace", "", "a", "Fast"),
    )
    pledges = (
        PledgeChange("staff", "Desk", 5, 10, ""), PledgeChange("cash", "Fund", 0, 50, ""),
        PledgeChange("cash", "Fund", 50, 0, ""), PledgeChange("data", "Map", 1, 1, "from May"),
        PledgeChange("data", "Map", 1, 1, ""),
    )  # fmt: skip
    work = (
        WorkChange("Yearly count", True, False, 5, 5), WorkChange("Survey", False, True, 0, 0),
        WorkChange("Desk", False, False, 5, 0),
    )  # fmt: skip
    assert changes_words(Again("sign", "", False, clauses, pledges, work)) == [
        "4.2 Who pays: b → c, now “One fund”",
        "5.1 Pace: open → a, now “Fast”",
        "Your pledge (staff time for Desk): half a post → one post",
        "You pledged since: $50,000 a year (money for Fund)",
        "Your pledge is gone: $50,000 a year (money for Fund)",
        "Your pledge has other words now (data for Map): “from May”",
        "Your pledge has other words now (data for Map): none",
        "You no longer lead “Yearly count”.",
        "You now lead “Survey”.",
        "Your staff for “Desk”: half a post → none",
    ]


def test_how_many_signatures_fall_is_said_in_one_and_many() -> None:
    assert [falling_words(n) for n in (1, 2)] == ["1 signature falls.", "2 signatures fall."]


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    assert fingerprint("3f9ac21077deffff") == "3f9a c210 77de"


@pytest.mark.parametrize(
    ("said", "asked", "ruled", "words"),
    [
        (3, 4, 0, "3 of 4 answered"), (0, 0, 12, "12 seats are played by rules"),
        (3, 3, 9, "3 of 3 seats with people answered · the marks of 9 more, played by rules, count too"),
        (1, 1, 1, "1 of 1 seat with people answered · the marks of 1 more, played by rules, count too"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_sense_check_add_up(said: int, asked: int, ruled: int, words: str) -> None:
    shot = Shot(1, 0, True, said, asked, ruled, (), False, False)
    assert shot_counted(shot) == words


@pytest.mark.parametrize(
    ("met", "lost", "still", "words"),
    [
        (0, 0, 0, ""),
        (2, 1, 0, "2 of 3 strong wishes met, 1 lost."),
        (2, 0, 1, "2 of 3 strong wishes met, 1 on a clause still open."),
        (0, 0, 2, "0 of 2 strong wishes met, 2 on clauses still open."),
    ],
)
def test_an_open_wish_says_that_its_clause_is_open(met: int, lost: int, still: int, words: str) -> None:
    found = Help("words", "near", met, lost, still, 3, 10, 0, 0, 0, 0)
    assert must_haves_words(found) == words
