"""Which laptops are quiet: on a clock that the test moves."""

from simulator.app.laptops import EVERY, QUIET_AFTER, Laptops
from simulator.app.service import SYSTEM
from simulator.core.commands.exercise import MarkPresence


def test_a_laptop_is_quiet_when_something_is_asked_and_nothing_comes(house):
    exercise = house.open()
    people = {seat: house.sit(exercise, seat) for seat in ("vendors", "merchants")}
    for seat in people:
        house.simulator.act(exercise, presence(seat), SYSTEM, f"here-{seat}")
    laptops = Laptops(house.simulator)

    def quiet():
        house.clock.at += EVERY
        laptops.note_quiet()
        return house.simulator.exercise(exercise).quiet

    assert laptops.note_quiet() == 0
    house.clock.at += QUIET_AFTER
    assert quiet() == ()  # no clock runs yet
    house.steer(exercise, "step.enter", step="deciding")
    assert quiet() == ()
    house.clock.at += QUIET_AFTER - 2 * EVERY
    house.act(people["vendors"], exercise, "help.ask", about="come")
    house.clock.at += 2 * EVERY
    assert quiet() == ("merchants",)
    assert laptops.note_quiet() == 0
    house.steer(exercise, "clock.pause")
    assert quiet() == ()
    house.steer(exercise, "clock.resume")
    assert quiet() == ("merchants",)
    house.steer(exercise, "step.enter", step="resources")
    assert quiet() == ()


def presence(seat):
    return MarkPresence(seat, True)
