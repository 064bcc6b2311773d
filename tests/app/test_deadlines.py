"""Offers that stand for some minutes, in a whole server: the time ends once, also over a restart and a pause."""

from simulator.app.deadlines import Deadlines
from simulator.app.players import Players
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.realtime.protocol import channel
from simulator.realtime.ticker import GAP, Ticker
from tests.support.house import House

MINUTE = 60_000


def beat(house):
    """One beat of the server: clocks, then deadlines."""
    ticker = Ticker(house.simulator, Players(house.simulator, lambda _n: 0), lambda _s: None, 0.25)
    ticker.hold_gap()
    return Deadlines(house.simulator).end_overdue()


def offered(house, until="5"):
    """A room in full depth with an offer of the vendors to the merchants."""
    room = house.open(depth="full")
    people = {seat: house.sit(room, seat) for seat in ("vendors", "merchants", "neighbors")}
    house.steer(room, "step.enter", step="deciding")
    beat(house)
    fields = {"to": "merchants", "give": "Lanterns", "want": "A kitchen", "until": until}
    assert house.act(people["vendors"], room, "offer.make", **fields)["ok"]
    return room, people, next(iter(house.simulator.exercise(room).offers))


def status(house, room, offer):
    return house.simulator.exercise(room).offers[offer].status


def goes_on(house, milliseconds):
    """Time passes while the server is there."""
    while milliseconds > 0:
        house.clock.at += min(1000, milliseconds)
        milliseconds -= 1000
        beat(house)


def lapses(house, room):
    return [e for _, e in house.simulator.exercise_events(room) if e.KIND == "offer.lapsed"]


def test_the_server_ends_the_time_of_an_offer_once_and_tells_its_parties_alone(tmp_path):
    house = House(tmp_path)
    room, people, offer = offered(house)
    house.watch(room, FACILITATOR, SCREEN, *(seat_audience(s) for s in people))
    goes_on(house, 5 * MINUTE - 1000)
    assert status(house, room, offer) == "open"
    house.sender.sent.clear()
    goes_on(house, 3000)
    assert status(house, room, offer) == "lapsed"
    assert len(lapses(house, room)) == 1
    told = {to for to, _, _ in house.sender.sent}
    assert told == {channel(room, seat_audience(s)) for s in ("vendors", "merchants")}
    assert not told & {channel(room, a) for a in (ROOM, SCREEN, FACILITATOR)}
    late = house.act(people["merchants"], room, "offer.answer", offer=offer, agree="1")
    assert (late["ok"], late["code"]) == (False, "offer.late")


def test_an_answer_that_is_stored_first_makes_it_firm_for_both(tmp_path):
    house = House(tmp_path)
    room, people, offer = offered(house)
    house.clock.at += 5 * MINUTE
    assert house.act(people["merchants"], room, "offer.answer", offer=offer, agree="1")["ok"]
    assert Deadlines(house.simulator).end_overdue() == 0
    for seat in ("vendors", "merchants"):
        page = house.client(people[seat]).get(f"/x/{room}").get_data(as_text=True)
        assert "All have taken it: it is firm." in page


def test_a_restart_gives_the_offer_its_time_back(tmp_path):
    house = House(tmp_path)
    room, _people, offer = offered(house)
    goes_on(house, 2 * MINUTE)
    left = house.simulator.exercise(room).offers[offer].clock.left(house.clock())
    house.clock.at += 20 * MINUTE
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    again.simulator.drive_all()
    beat(again)
    assert status(again, room, offer) == "open"
    assert again.simulator.exercise(room).offers[offer].clock.left(house.clock()) == left
    goes_on(again, 3 * MINUTE + 1000)
    assert status(again, room, offer) == "lapsed"


def test_what_was_up_when_the_server_died_for_a_moment_lapses_when_it_is_back(tmp_path):
    house = House(tmp_path)
    room, _people, offer = offered(house)
    goes_on(house, 5 * MINUTE - 1000)
    house.clock.at += GAP - 1
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    again.simulator.drive_all()
    assert beat(again) == 1
    assert status(again, room, offer) == "lapsed"


def test_two_processes_that_see_the_same_deadline_end_it_once(tmp_path):
    house = House(tmp_path)
    room, _people, _offer = offered(house)
    other = House(tmp_path, stores=house.stores, clock=house.clock)
    other.simulator.exercise(room)
    house.clock.at += 5 * MINUTE
    assert [Deadlines(h.simulator).end_overdue() for h in (house, other)] == [1, 0]
    assert len(lapses(other, room)) == 1


def test_a_pause_does_not_count_and_five_minutes_more_are_five_minutes(tmp_path):
    house = House(tmp_path)
    room, people, offer = offered(house)
    goes_on(house, MINUTE)
    house.steer(room, "clock.pause")
    goes_on(house, 30 * MINUTE)
    assert status(house, room, offer) == "open"
    house.steer(room, "clock.resume")
    assert house.act(people["vendors"], room, "offer.extend", offer=offer, seen="0")["ok"]
    goes_on(house, 9 * MINUTE - 1000)
    assert status(house, room, offer) == "open"
    goes_on(house, 2000)
    assert status(house, room, offer) == "lapsed"
    page = house.client(people["vendors"]).get(f"/x/{room}").get_data(as_text=True)
    assert "The time was up before all had taken it: nobody is bound by it." in page
