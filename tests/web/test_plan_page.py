"""The work plan without a script, and what is said of it."""

import pytest

from simulator.core.views.outcome import SigningBoard
from simulator.core.views.plan import Board, MyPlan
from simulator.web.words.plan import (
    due_words,
    free_staff_words,
    gap_words,
    listed_parties,
    manager_words,
    plan_words,
    staff_words,
)
from simulator.web.words.signing import signing_words
from simulator.web.words.wall import wall_signing
from tests.support.house import ORIGIN, SEATS, House


@pytest.fixture
def planned(tmp_path):
    """First Table with a manager and an opening, and the client of the merchants."""
    house = House(tmp_path)
    exercise = house.open()
    house.steer(exercise, "step.enter", step="sign")
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    house.steer(exercise, "decision.open", **{"term:manager": "two-keys", "term:opening": "pilot-six"})
    for who in people.values():
        assert house.act(who, exercise, "ballot.cast", decision="d1", choice="yes")["ok"]
    assert house.steer(exercise, "decision.close", decision="d1")["ok"]
    return house, exercise, people


def test_a_form_without_a_script_takes_and_hands_back_a_task(planned):
    house, exercise, people = planned
    client = house.client(people["merchants"])
    for kind, more in (("task.lead", {}), ("task.support", {"amount": "1"}), ("task.hand_back", {})):
        answer = client.post(
            f"/x/{exercise}/act", data={"kind": kind, "task": "two-locks", **more}, headers=ORIGIN
        )
        assert answer.status_code == 303
    page = client.get(f"/x/{exercise}").get_data(as_text=True)
    assert "You have no pledged staff left for this." in page
    assert "will not lead it" in page
    assert 'id="mytask-two-locks"' in page


def test_a_plan_that_changes_keeps_the_place_of_every_task(planned):
    house, exercise, people = planned
    page = house.client(people["merchants"]).get(f"/x/{exercise}").get_data(as_text=True)
    for task in house.simulator.exercise(exercise).rulebook.plan.tasks:
        assert f'id="task-{task.id}"' in page
        assert f'id="slot-mytask-{task.id}" data-keep>' in page


def board(**changes):
    given = {
        "known": True, "managed": True, "manager": "", "groups": (), "quarters": 2, "led": 1, "of": 3,
        "critical_open": 2, "staff": 9, "given": 0, "needs_leads": True,
    }  # fmt: skip
    return Board(**{**given, **changes})


def test_the_plan_says_who_manages():
    assert manager_words(board(managed=False)).startswith("Nobody manages the work yet")
    assert manager_words(board()) == "The manager is still to be chosen."
    assert manager_words(board(manager="The City")) == "Managed by: The City."


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2 critical tasks have no lead. Nothing enters into force before they are led."),
        ({"critical_open": 1}, "1 critical task has no lead. Nothing enters into force before it is led."),
        ({"needs_leads": False}, "2 critical tasks have no lead."),
        ({"critical_open": 0}, ""),
    ],
)
def test_the_plan_says_what_is_missing(changes, words):
    assert gap_words(board(**changes)) == words
    assert plan_words(board(**changes)) == f"1 of 3 tasks has a lead. {words}".strip()


def test_amounts_of_staff_say_what_is_short():
    assert staff_words(0, 0) == "needs no staff"
    assert staff_words(0, 5) == "half a post given"
    assert staff_words(4, 0) == "needs 0.4 of a post, nobody gives it yet"
    assert staff_words(4, 3) == "needs 0.4 of a post, 0.1 of a post short"
    assert staff_words(4, 4) == "needs 0.4 of a post, covered"


def test_due_dates_are_quarters_where_they_end_one():
    assert due_words(6) == "by the end of quarter 2"
    assert due_words(5) == "by the end of month 5"


def test_free_staff_is_told_with_the_lines_that_count():
    mine = MyPlan((), (), (), 0, 0, ("Friday crew", "Market manager"), 0, True)
    assert free_staff_words(mine).startswith(
        "You have pledged no staff for “Friday crew” or “Market manager” yet."
    )
    assert free_staff_words(MyPlan((), (), (), 5, 5, (), 0, True)).endswith("all of it is given to tasks.")


def test_a_long_row_of_names_ends_with_how_many_more():
    assert listed_parties([(name, 1) for name in "abcdefg"]) == "a, b, c, d, e and 2 more"
    assert listed_parties([("a", 1)]) == "a"


@pytest.mark.parametrize(
    ("status", "unled", "words"),
    [
        (
            "open",
            2,
            "But 2 critical tasks have no lead: before it can enter into force the text has to be reopened.",
        ),
        ("open", 0, "4 are needed."),
        ("concluded", 1, "Enough have signed, but a critical task has no lead: it is not in force."),
    ],
)
def test_the_signing_says_what_leads_are_missing(status, unled, words):
    signing = SigningBoard(status, "ab" * 32, 4, 0, 0, 0, 4, 4, 0, False, unled, 0)
    assert signing_words(signing).endswith(words)
    assert ("no lead" in wall_signing(signing)) is bool(unled)
