"""Two processes on one log: what one stores reaches the pages of the other, and nothing is done twice."""

import pytest

from simulator.app.laptops import EVERY, QUIET_AFTER, Laptops
from simulator.app.relay import ACTED, GREW
from simulator.app.service import SYSTEM
from simulator.core.commands.exercise import MarkPresence
from simulator.core.envelope import seat_audience
from simulator.realtime.protocol import MOVED, PARTS
from tests.support.house import House, watch_link
from tests.support.line import Line


class Two:
    """Two houses, one street: the same stores and clock, and a line for notes."""

    def __init__(self, tmp_path):
        self.line = Line()
        self.one = House(tmp_path, messenger=self.line.end(), redis="redis://nowhere")
        self.exercise = self.one.open()
        self.other = self.beside(tmp_path)
        self.line.deliver()

    def beside(self, tmp_path):
        house = House(
            tmp_path, messenger=self.line.end(), redis="redis://nowhere", process=2, stores=self.one.stores,
            clock=self.one.clock,
        )  # fmt: skip
        house.simulator.drive_all()
        return house

    def let_pass(self, house):
        """Time passes in one house: what was put off is done, and what is told meanwhile arrives."""
        for _ in range(4):
            self.line.deliver()
            waiting, house.later[:] = list(house.later), []
            for _seconds, task in waiting:
                task()


@pytest.fixture
def two(tmp_path):
    return Two(tmp_path)


def received(socket, event):
    return [m["args"][0] for m in socket.get_received() if m["name"] == event]


def test_what_one_process_stores_reaches_the_pages_of_the_other(two):
    city = two.one.sit(two.exercise, "city-hall")
    socket = two.other.socket(city, two.exercise)
    socket.get_received()
    two.line.deliver()
    two.one.steer(two.exercise, "step.enter", step="deciding")
    assert received(socket, PARTS) == [], "nobody told the other process yet"
    delivered = two.line.deliver()
    assert (GREW, f"exercise:{two.exercise}") in delivered
    assert any(frame["p"] for frame in received(socket, PARTS))
    assert two.other.simulator.exercise(two.exercise).step == "deciding"


def test_a_lost_note_is_made_up_for_by_the_next_look(two):
    city = two.one.sit(two.exercise, "city-hall")
    socket = two.other.socket(city, two.exercise)
    two.line.deliver()
    two.line.cut = True
    two.one.steer(two.exercise, "step.enter", step="deciding")
    two.line.deliver()
    socket.get_received()
    two.other.running.relay.look()
    assert received(socket, PARTS)


def test_what_was_heard_is_not_told_again(two):
    two.one.steer(two.exercise, "step.enter", step="deciding")
    first = two.line.deliver()
    assert {topic for topic, _ in first} == {GREW}
    assert len(first) == 2, "one note for the seminar's log and one for the room's, and none that comes back"
    assert two.line.deliver() == []


def test_both_processes_answer_the_same_op_once(two):
    city = two.one.sit(two.exercise, "city-hall")
    two.one.steer(two.exercise, "step.enter", step="deciding")
    before = two.one.simulator.exercise(two.exercise).version
    first = two.one.act(city, two.exercise, "speaker.ask", op="the-same-op", point="")
    again = two.other.act(city, two.exercise, "speaker.ask", op="the-same-op", point="")
    assert (first["ok"], again["ok"]) == (True, True), (first, again)
    assert two.other.simulator.exercise(two.exercise).version - before <= 1


def test_who_lost_a_seat_in_one_process_hears_no_more_in_the_other(two):
    city = two.one.sit(two.exercise, "city-hall")
    socket = two.other.socket(city, two.exercise)
    two.line.deliver()
    socket.get_received()
    answer = two.one.steer(two.exercise, "seat.free", person=city.person)
    assert answer["ok"], answer
    two.line.deliver()
    assert received(socket, MOVED) == [{}]
    assert not two.other.publisher._rooms[two.exercise].watchers.get(seat_audience("city-hall"))


def test_the_room_s_log_alone_puts_strangers_out(two):
    """The note of the seminar may come later than that of the room: the seat's channel is closed by either."""
    city = two.one.sit(two.exercise, "city-hall")
    socket = two.other.socket(city, two.exercise)
    two.line.deliver()
    two.line.cut = True
    two.one.steer(two.exercise, "seat.free", person=city.person)
    socket.get_received()
    two.other.running.relay.hear(GREW, f"exercise:{two.exercise}")
    assert received(socket, MOVED) == [{}]


def test_a_facilitator_who_is_taken_away_hears_no_more_in_any_process(two):
    seminar = two.one.simulator.exercise(two.exercise).seminar
    ana, _ = two.one.services.together.name(seminar, "Ana", "op-ana")
    desk = two.other.socket(two.other.staff(ana.id), two.exercise, page="steer")
    assert desk.is_connected()
    desk.get_received()
    two.one.services.together.take_away(seminar, ana.id)
    two.line.deliver()
    assert received(desk, MOVED) == [{}]


def test_a_guest_whose_link_is_closed_hears_no_more_in_any_process(two):
    seminar, observers = two.one.simulator.exercise(two.exercise).seminar, two.one.services.observers
    guests = [two.other.socket(None, two.exercise, "watch", watch_link(two.one, two.exercise, kind))
              for kind in ("observer", "press")]  # fmt: skip
    for guest in guests:
        assert guest.is_connected()
        guest.get_received()
    assert observers.close(seminar, "observer", observers.keys(seminar)["observer"])
    two.line.deliver()
    assert [received(guest, MOVED) for guest in guests] == [[{}], []]


def test_a_seminar_that_is_put_away_is_so_everywhere(two):
    seminar = two.one.simulator.exercise(two.exercise).seminar
    assert not two.other.simulator.archived(seminar)
    two.one.simulator.archive(seminar, away=True)
    two.line.deliver()
    assert two.other.simulator.archived(seminar)
    assert two.other.steer(two.exercise, "clock.resume")["code"] == "seminar.archived"


def test_a_laptop_that_is_connected_to_the_other_process_does_not_count_as_away(two):
    city = two.one.sit(two.exercise, "city-hall")
    two.line.deliver()
    # it goes from one process to the other: one sees it leave, the other sees it come
    here = two.one.socket(city, two.exercise)
    there = two.other.socket(city, two.exercise)
    here.disconnect()
    two.let_pass(two.one)
    assert two.one.simulator.exercise(two.exercise).seats["city-hall"].present
    assert there.is_connected()


def test_where_nobody_answers_the_seat_counts_as_away(two):
    city = two.one.sit(two.exercise, "city-hall")
    here = two.one.socket(city, two.exercise)
    here.disconnect()
    two.let_pass(two.one)
    assert not two.one.simulator.exercise(two.exercise).seats["city-hall"].present


def test_a_seat_that_was_marked_away_by_mistake_is_marked_again(two):
    city = two.one.sit(two.exercise, "city-hall")
    two.other.socket(city, two.exercise)
    two.line.cut = True  # nobody can be asked
    two.one.presence.expect(two.exercise, "city-hall")
    two.let_pass(two.one)
    assert not two.one.simulator.exercise(two.exercise).seats["city-hall"].present
    two.other.running.relay.look()
    two.let_pass(two.other)
    assert two.one.simulator.exercise(two.exercise).seats["city-hall"].present


def test_bots_and_beats_take_turns(two):
    turns = [house.running.ticker._turn("players", 0.9) for house in (two.one, two.other, two.one)]
    assert turns == [True, False, False]
    two.one.clock.at += 1000
    assert two.other.running.ticker._turn("players", 0.9)
    assert not two.one.running.ticker._turn("players", 0.9)


def test_who_acted_in_one_process_is_not_quiet_in_the_other(two):
    city = two.one.sit(two.exercise, "city-hall")
    two.line.deliver()
    two.one.clock.at += 1000
    two.one.steer(two.exercise, "step.enter", step="deciding")
    assert two.one.act(city, two.exercise, "speaker.ask", point="")["ok"]
    assert any(topic == ACTED for topic, _ in two.line.deliver())
    assert two.other.simulator.acted[two.exercise, "city-hall"] == two.one.clock()


def test_a_lost_note_of_an_act_sets_no_two_processes_against_each_other(two):
    city = two.one.sit(two.exercise, "city-hall")
    two.one.simulator.act(two.exercise, MarkPresence("city-hall", True), SYSTEM, "here")
    two.one.steer(two.exercise, "step.enter", step="deciding")
    two.line.deliver()
    looks = [Laptops(house.simulator) for house in (two.one, two.other)]

    def look():
        two.one.clock.at += EVERY
        for laptops, house in zip(looks, (two.one, two.other), strict=True):
            house.running.relay.look()
            laptops.note_quiet()
        return two.one.simulator.exercise(two.exercise)

    assert look().quiet == ()
    two.one.clock.at += QUIET_AFTER
    assert look().quiet == look().quiet == ("city-hall",)
    assert two.one.act(city, two.exercise, "help.ask", about="come")["ok"]
    two.other.simulator.acted.clear()  # the note of it never came
    assert look().quiet == ()
    version = look().version
    assert look().version == version, "one process takes back what the other notes"
    two.one.clock.at += QUIET_AFTER
    assert look().quiet == ("city-hall",)


def test_erased_words_are_gone_from_the_pages_of_the_other_process(two):
    read = []
    two.other.simulator.after_erasing(lambda state: read.append(state.id))
    two.one.simulator.forget_state(two.exercise)
    two.line.deliver()
    assert read == [two.exercise]


def test_a_note_that_nobody_knows_or_can_follow_is_let_be(two):
    two.other.running.relay.hear("a topic of a later release", "x")
    two.other.running.relay.hear(GREW, "exercise:no-such-room")
    two.other.running.relay.hear(GREW, "neither")
