"""The state is what the log says: total, repeatable, and blind to what it does not know."""

import copy
from dataclasses import replace

from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.talk import MESSAGES_KEPT, private_to
from simulator.core.ids import exercise_stream, option_ref, seminar_stream, split_ref
from simulator.core.seminar_change import SeatHeld, SeatLeft
from simulator.core.state.exercise import Exercise
from tests.support.room import Room, replay


def busy_room():
    room = Room()
    ana, bo = room.seats("city", "shop")
    room.facilitator.enters("talk")
    ana.proposes(lead="city")
    bo.marks("p1", "yes")
    ana.says("psst", "private", ("shop",))
    room.facilitator.adopts(ana, bo, money="fund", rule="double")
    ana.pledges("cash")
    return room


def test_the_log_makes_the_same_state_again():
    room = busy_room()
    assert replay(room) == room.state == replay(room)


def test_an_event_changes_only_a_copy():
    room = busy_room()
    before = copy.deepcopy(room.state)
    state = room.state
    room.facilitator.opens(lead="board")
    assert state == before
    assert room.state != before


def test_an_event_of_a_later_release_changes_nothing_but_the_version():
    state = busy_room().state
    after = evolve(state, object())
    assert after == replace(state, version=state.version + 1, public_version=state.public_version + 1)


def test_a_change_of_a_later_release_is_followed_without_effect():
    state = busy_room().state
    after = evolve(state, ev.SeminarFollowed(state.followed + 1, object()))
    assert (after.followed, after.seats, after.step) == (state.followed + 1, state.seats, state.step)


def test_seats_of_another_cast_change_nothing_here():
    state = Room(cast=4).state
    for change in (SeatHeld("county", "ana"), SeatLeft("county")):
        assert evolve(state, ev.SeminarFollowed(9, change)).seats == state.seats


def test_private_messages_move_only_the_numbers_of_those_who_know():
    room = Room()
    ana = room.seat("city")
    public = room.state.public_version
    ana.says("psst", "private", ("shop",))
    ana.says("help", "facilitator")
    assert room.state.public_version == public
    assert room.state.private_versions == {"city": 2, "shop": 1}
    assert room.state.version_for("shop") == public + 1
    assert room.state.version_for("bank") == public
    ana.says("hello all")
    assert room.state.version_for("bank") == public + 1


def test_who_may_know_of_an_event():
    def sent(sender, channel, to):
        return ev.MessageSent(sender, channel, to, "hello", 1)

    assert private_to(sent("city", "plenary", ())) is None
    assert private_to(sent("city", "private", ("city", "shop"))) == ("city", "shop")
    assert private_to(sent("city", "facilitator", ())) == ("city",)
    assert private_to(sent("", "private", ("shop",))) == ("shop",)
    assert private_to(ev.BriefConfirmed("city")) is None


def test_each_talk_is_bounded_by_itself():
    room = Room()
    ana = room.seat("city")
    ana.says("remember me")
    for number in range(MESSAGES_KEPT + 5):
        ana.says(f"note {number}", "private", ("shop",))
    talks = {talk: len(kept) for talk, kept in room.state.messages.items()}
    # one more than the pages show: the newest of those that left them
    assert talks == {"plenary": 1, "private,city,shop": MESSAGES_KEPT + 1}
    assert room.state.messages["private,city,shop"][-1].text == f"note {MESSAGES_KEPT + 4}"


def test_before_the_first_event_a_room_is_empty():
    empty = Exercise("a", Room().book)
    assert (empty.voters, empty.open_decision, empty.group_of("city"), empty.version_for("city")) == (
        (),
        None,
        None,
        0,
    )


def test_names_of_things():
    assert option_ref("rule", "share") == "rule.share"
    assert split_ref("rule.share") == ("rule", "share")
    assert split_ref("rule") == ("rule", "")
    assert seminar_stream("s") == "seminar:s"
    assert exercise_stream("a") == "exercise:a"
