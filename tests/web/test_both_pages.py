"""An answer that came too late for its text, sent by a plain form: both texts stand on the page that comes back."""

import pytest

from tests.support.house import ORIGIN, House

SNEAKY = "<script>alert(1)</script> & all"


@pytest.fixture
def table(tmp_path):
    """First Table in basic depth with two who propose and answer."""
    house = House(tmp_path)
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    return house, exercise, {s: house.client(house.sit(exercise, s)) for s in ("vendors", "merchants")}


def act(client, exercise, kind, **fields):
    return client.post(
        f"/x/{exercise}/act", data={"op": f"op-{kind}", **fields, "kind": kind}, headers=ORIGIN
    )


def mark(client, exercise, target, seen):
    return act(client, exercise, "stance.set", op=f"op-mark-{seen}", target=target, value="yes", seen=seen)


def test_a_mark_on_an_older_version_comes_back_with_both_as_words_and_never_as_markup(table):
    house, exercise, people = table
    text = {"term:rule": "unanimity"}
    act(people["vendors"], exercise, "proposal.make", rationale=f"First: {SNEAKY}", **text)
    (key,) = house.simulator.exercise(exercise).proposals
    new = {"proposal": key, "seen": "1", "rationale": f"Second: {SNEAKY}", "term:rule": "majority"}
    assert act(people["vendors"], exercise, "proposal.revise", **new).status_code == 303
    answer = mark(people["merchants"], exercise, key, "1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "You answered version 1" in page
    assert "Version 2 is there now" in page
    assert "First: &lt;script&gt;alert(1)&lt;/script&gt; &amp; all" in page
    assert "<script>alert(1)" not in page
    assert mark(people["merchants"], exercise, key, "2").status_code == 303
    assert house.simulator.exercise(exercise).stances[key]["merchants"].value == "yes"
