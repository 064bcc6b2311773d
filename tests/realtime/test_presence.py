"""Who is here, with a clock that the test turns."""

import pytest

from simulator.realtime.presence import Presence


class Watch:
    """Presence with marks written down and a grace that ends when the test says so."""

    def __init__(self):
        self.marks, self.tasks = [], []
        self.presence = Presence(
            lambda exercise, seat, here: self.marks.append((exercise, seat, here)),
            lambda seconds, task: self.tasks.append((seconds, task)), 15.0,
        )  # fmt: skip

    def pass_grace(self):
        tasks, self.tasks = self.tasks, []
        for _, task in tasks:
            task()


@pytest.fixture
def watch():
    return Watch()


def test_a_laptop_that_connects_is_here_at_once(watch):
    watch.presence.came("x", "city")
    assert watch.marks == [("x", "city", True)]


def test_a_laptop_that_goes_is_away_after_the_grace(watch):
    watch.presence.came("x", "city")
    watch.presence.left("x", "city")
    assert len(watch.marks) == 1
    assert [seconds for seconds, _ in watch.tasks] == [15.0]
    watch.pass_grace()
    assert watch.marks[-1] == ("x", "city", False)


def test_a_reload_is_no_absence(watch):
    watch.presence.came("x", "city")
    watch.presence.left("x", "city")
    watch.presence.came("x", "city")
    watch.pass_grace()
    assert ("x", "city", False) not in watch.marks


def test_a_seat_with_two_laptops_is_away_when_both_are(watch):
    for _ in range(2):
        watch.presence.came("x", "city")
    watch.presence.left("x", "city")
    watch.pass_grace()
    assert ("x", "city", False) not in watch.marks
    watch.presence.left("x", "city")
    watch.pass_grace()
    assert watch.marks[-1] == ("x", "city", False)


def test_seats_and_rooms_are_counted_apart(watch):
    for place in (("x", "city"), ("x", "shop"), ("y", "city")):
        watch.presence.came(*place)
    watch.presence.left("x", "city")
    watch.pass_grace()
    assert [mark for mark in watch.marks if not mark[2]] == [("x", "city", False)]


def test_coming_and_going_again_and_again_ends_in_the_truth(watch):
    for _ in range(20):
        watch.presence.came("x", "city")
        watch.presence.left("x", "city")
    watch.pass_grace()
    assert watch.marks[-1] == ("x", "city", False)
    watch.presence.came("x", "city")
    assert watch.marks[-1] == ("x", "city", True)


def test_presence_reaches_the_room(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    socket = house.socket(city, exercise)
    assert house.simulator.exercise(exercise).seats["city-hall"].present
    socket.disconnect()
    assert house.simulator.exercise(exercise).seats["city-hall"].present
    for _, task in house.later:
        task()
    assert not house.simulator.exercise(exercise).seats["city-hall"].present
