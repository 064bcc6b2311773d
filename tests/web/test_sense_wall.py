"""What the wall says of a sense check that is open: the question, and not how many have answered it."""

import pytest

from simulator.web.identity import WALL
from tests.support.house import SEATS


@pytest.mark.parametrize("how", ["hide", "show"])
def test_the_wall_says_when_it_will_count_and_does_not_move_as_people_answer(house, how):
    exercise = house.open(talk="room")
    people = {seat: house.sit(exercise, seat) for seat in SEATS[:3]}
    house.steer(exercise, "step.enter", step="deciding")
    for who in people.values():
        mark = {"target": "rule.majority", "value": "yes", "seen": "1"}
        assert house.act(who, exercise, "stance.set", **mark)["ok"]

    def wall():
        page = house.client().get(f"/wall/{house.identities.link(WALL, exercise)}").text
        return page.partition('id="sense"')[2].partition("</section>")[0]

    assert house.steer(exercise, "sense.open", target="rule", how=how)["ok"]
    asked = wall()
    assert "How many have answered stands here when it closes" in asked
    # a count that grew would tell the room who just tapped
    assert house.act(people[SEATS[0]], exercise, "sense.same", check="s1")["ok"]
    assert wall() == asked
    assert house.steer(exercise, "sense.close", check="s1")["ok"]
    assert "1 of 3" in wall()
