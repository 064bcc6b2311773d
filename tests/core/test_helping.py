"""Asking for help, the facilitator's answers and lines with their receipts, and looks at a seat's page."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.deciding.helping import LOOK_LASTS
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import REMOTE, Actor, seat_audience
from simulator.core.views.looking import may_look_again, shown_to_a_look
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, SYSTEM, Room


@pytest.fixture
def room():
    """Three people, one of whom has not read yet. A forgotten part fails the test."""
    room, pages = Room(), Pages()
    room.seats("city", "shop")
    room.seat("walkers", read=False)

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room


def does(room, seat, command, *more):
    return room.act(room.delegate(seat), command(seat, *more))


def replies(room, *more):
    return room.act(FACILITATOR, do.ReplyToHelp(*more))


def mine(room, seat):
    return room.view(seat_audience(seat))["myhelp"]


def desk(room):
    return room.view(STEERING)["helpdesk"]


def test_who_waits_longest_is_first_and_the_phone_names_the_table(room):
    room.steer(steer.EnterStep("talk"))
    assert does(room, "walkers", do.AskForHelp, "come").kinds == ["help.asked"]
    does(room, "city", do.AskForHelp, "words", "  Where is the sheet? ")
    assert [r.seat for r in desk(room).waiting] == ["walkers", "city"]
    assert desk(room).waiting[1].plea.text == "Where is the sheet?"
    assert all(r.place for r in desk(room).waiting)
    first = room.view(REMOTE)["urgent"][0]
    assert (first.kind, first.count) == ("help", 2)
    assert first.names[0].endswith("(1)")


def test_the_seat_sees_how_far_its_request_is_and_the_facilitator_gets_a_receipt(room):
    does(room, "city", do.AskForHelp, "technical")
    assert replies(room, "city", "seen").kinds == ["help.replied"]
    assert replies(room, "city", "seen").events == ()
    assert replies(room, "city", "coming").kinds == ["help.replied"]
    assert replies(room, "city", "coming").events == ()
    assert replies(room, "city", "seen").events == ()
    plea = mine(room, "city").plea
    assert plea.asked < plea.seen < plea.coming
    assert replies(room, "city", "answer").refused == "text.empty"
    replies(room, "city", "answer", "reload", "and tell me")
    plea = mine(room, "city").plea
    assert (plea.status, plea.answer, plea.words) == ("answered", "reload", "and tell me")
    assert not any(item.kind == "help" for item in room.view(REMOTE)["urgent"])
    does(room, "city", do.ReadAnswer)
    [row] = desk(room).settled
    assert row.plea.read == room.at
    assert not desk(room).waiting
    assert does(room, "city", do.ReadAnswer).refused == "help.none"


def test_an_answer_that_is_not_enough_puts_the_seat_back_into_the_queue(room):
    does(room, "city", do.AskForHelp, "unclear")
    replies(room, "city", "answer", "look_up")
    assert does(room, "city", do.TakeHelpBack).refused == "help.none"
    does(room, "city", do.ReadAnswer, False)
    [row] = desk(room).waiting
    assert (row.plea.about, row.plea.again, row.plea.status) == ("come", True, "waiting")
    replies(room, "city", "done")
    assert mine(room, "city").plea.status == "done"


def test_one_request_at_a_time_and_it_can_be_taken_back(room):
    assert does(room, "city", do.TakeHelpBack).refused == "help.none"
    assert replies(room, "city", "seen").refused == "help.none"
    assert does(room, "city", do.AskForHelp, "words").refused == "reason.missing"
    does(room, "city", do.AskForHelp, "come")
    assert does(room, "city", do.AskForHelp, "come").refused == "help.asked_already"
    does(room, "city", do.TakeHelpBack)
    assert mine(room, "city").plea.status == "back"
    assert does(room, "city", do.AskForHelp, "come").events
    nobody = room.act(Actor("delegate", "x", "nobody"), do.AskForHelp("nobody", "come"))
    assert nobody.refused == "seat.unknown"


def test_in_a_pause_too(room):
    room.steer(steer.EnterStep("talk"))
    room.steer(steer.PauseClock())
    assert does(room, "city", do.AskForHelp, "technical").events


def test_a_line_goes_to_each_seat_by_itself_and_comes_back_with_a_receipt(room):
    sent = room.act(FACILITATOR, do.SendLine(("city", "walkers", "plant", "city"), "mark"))
    assert sent.events[0].audience == ("city", "walkers")
    assert mine(room, "city").line.others == ()
    assert mine(room, "shop").line is None
    does(room, "walkers", do.ReadLine)
    assert does(room, "walkers", do.ReadLine).refused == "line.none"
    assert {r.seat: bool(r.read) for r in desk(room).lines} == {"walkers": True, "city": False}
    assert room.act(FACILITATOR, do.SendLine(("plant",), "mark")).refused == "seats.empty"
    assert room.act(FACILITATOR, do.SendLine(("moon",), "mark")).refused == "seat.unknown"
    assert Room().act(FACILITATOR, do.SendLine(("city",), "mark")).refused == "seats.empty"


def test_those_who_should_meet_read_of_each_other_and_of_the_option(room):
    room.steer(steer.EnterStep("talk"))
    room.act(FACILITATOR, do.SendLine(("city", "shop"), "meet", "rule.double"))
    line = mine(room, "city").line
    assert [name for name, _ in line.others] == [room.state.organization("shop").short]
    assert line.term.code
    room.steer(steer.EnterStep("deciding"))


def test_a_look_is_logged_and_told_to_the_seat_alone(room):
    before = room.state.public_version, room.state.version_for("shop")
    assert room.act(FACILITATOR, do.LookAtSeat("city")).events[0].by == "trainer"
    assert mine(room, "city").looked == room.at
    assert mine(room, "shop").looked == 0
    assert (room.state.public_version, room.state.version_for("shop")) == before
    assert room.act(FACILITATOR, do.LookAtSeat("plant")).refused == "seat.unknown"
    assert room.act(room.delegate("shop"), do.LookAtSeat("city")).refused == "actor.not_allowed"


def test_whoever_takes_the_seat_next_finds_nothing_of_it(room):
    does(room, "city", do.AskForHelp, "come")
    room.act(FACILITATOR, do.SendLine(("city",), "vote"))
    room.act(FACILITATOR, do.LookAtSeat("city"))
    room.friend("city")
    room.act(FACILITATOR, do.SendLine(("city", "shop"), "meet"))
    room.steer(steer.EnterStep("talk"))
    room.steer(steer.FreeSeat("person-city"))
    room.steer(steer.FreeSeat("friend-city"))
    room.seat("city")
    assert mine(room, "city") == type(mine(room, "city"))(None, None, 0)
    assert not desk(room).waiting


def test_a_quiet_laptop_is_noted_once_for_those_who_steer_alone(room):
    before = room.state.public_version
    assert room.act(SYSTEM, do.NoteQuiet(("shop", "city", "plant"))).events[0].seats == ("city", "shop")
    assert room.act(SYSTEM, do.NoteQuiet(("city", "shop"))).events == ()
    assert [seat for seat, _, _ in room.view(STEERING)["alerts"].quiet] == ["city", "shop"]
    room.act(FACILITATOR, do.MarkPresence("shop", False))
    assert [seat for seat, _, _ in room.view(STEERING)["alerts"].quiet] == ["city"]
    room.steer(steer.FreeSeat("person-city"))
    assert room.state.quiet == ("shop",)
    assert room.act(SYSTEM, do.NoteQuiet(())).events
    assert room.act(room.delegate("shop"), do.NoteQuiet(())).refused == "actor.not_allowed"
    assert room.state.public_version == before + 2  # the presence and the freed seat


def test_a_look_leaves_out_what_was_promised_to_stay_between_people(room):
    look, letters = room.act(FACILITATOR, do.LookAtSeat("city")).events[0], seat_audience("city")
    room.act(room.delegate("shop"), do.SendMessage("shop", "private", "psst", ("city",)))
    does(room, "city", do.SendMessage, "facilitator", "we are lost")
    room.act(FACILITATOR, do.SendMessage("", "private", "go on", ("city",)))
    own = room.view(letters)
    seen = {key for key in own if shown_to_a_look(room.state, "city", key)}
    texts = sorted(own[key].line.text for key in seen if key.startswith("letter/"))
    assert texts == ["go on", "we are lost"]
    assert {"bar", "brief", "myhelp"} <= seen
    assert not seen & {"delegation", "mysheet"}
    assert not shown_to_a_look(room.state, "city", "letter/nowhere")
    assert may_look_again(room.state, "city", look.by, look.at + 1000)
    assert not may_look_again(room.state, "city", "another", look.at)
    assert not may_look_again(room.state, "city", look.by, look.at + LOOK_LASTS + 1)
    assert not may_look_again(room.state, "shop", look.by, look.at)
