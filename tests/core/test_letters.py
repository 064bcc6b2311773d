"""Private letters: closed for good, or opened in the debrief where people were told so."""

from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, Audience, seat_audience
from simulator.core.events import exercise as ev
from simulator.core.events import seminar as sem
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.seminar import evolve_seminar
from simulator.core.rulebook import Step
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar
from simulator.core.views.letters import may_read, opened_talks
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR as STAFF
from tests.support.room import SYSTEM, Room, replay
from tests.support.rulebooks import small_book

WRITTEN = ("private", "caucus", "group", "facilitator", "plenary")
NOBODY = dict.fromkeys(WRITTEN, False) | {"plenary": True}


def book():
    last = Step("talkback", "debrief", "Debrief", 10, "What happened?", "Talk.", "Say", "Watch")
    return replace(small_book(), steps=(*small_book().steps, last))


@pytest.fixture
def room():
    made = Room(book(), letters="after")
    missed, pages = set(), Pages()
    made.watch = lambda before, event, after: missed.update(pages.missed(before, event, after))
    yield made
    assert not missed
    assert replay(made) == made.state


def opens(room, actor=STAFF):
    return room.act(actor, do.OpenLetters())


def written(room):
    """One message of each kind, from the city; the private one is to the shop."""
    ana = room.delegate("city")
    for channel in WRITTEN:
        to = ("shop",) if channel == "private" else ()
        assert not room.act(ana, do.SendMessage("city", channel, f"in {channel}", to)).refused
    return {e.channel: e for e in room.log if e.KIND == "message.sent"}


def read_by(room, audience):
    return {kind: may_read(room.state, audience, message) for kind, message in written(room).items()}


def test_they_are_opened_in_the_debrief_alone_and_once(room):
    room.seats("city", "shop")
    room.facilitator.enters("talk")
    assert opens(room).refused == "letters.early"
    assert not room.view(FACILITATOR)["letterdesk"].can_open
    room.facilitator.enters("talkback")
    assert room.view(FACILITATOR)["letterdesk"].can_open
    assert opens(room, room.delegate("city")).refused == "actor.not_allowed"
    assert not room.view(ROOM)["letters"].opened
    assert opens(room).kinds == ["letters.opened"]
    assert room.view(ROOM)["letters"].opened
    assert opens(room).events == ()
    assert not room.view(FACILITATOR)["letterdesk"].can_open


def test_where_the_rule_says_closed_they_are_never_opened():
    room = Room(book())
    room.seats("city", "shop")
    room.facilitator.enters("talkback")
    assert opens(room).refused == "letters.closed"
    assert opens(room, SYSTEM).refused == "actor.not_allowed"
    assert room.view(ROOM)["letters"].rule == "closed"
    room.facilitator.enters("meet")
    assert not read_by(room, ROOM)["private"]


def test_a_message_is_read_by_its_readers_and_a_letter_by_the_room_once_open(room):
    room.everybody()
    room.facilitator.enters("meet")
    mine = dict.fromkeys(WRITTEN, True)
    assert read_by(room, seat_audience("city")) == mine
    assert read_by(room, seat_audience("shop"))["private"]
    assert read_by(room, seat_audience("walkers"))["private"] is False
    assert read_by(room, ROOM) == NOBODY
    assert read_by(room, FACILITATOR) == NOBODY | {"facilitator": True}
    room.facilitator.enters("talkback")
    opens(room)
    letters = {e.channel: e for e in room.log if e.KIND == "message.sent"}
    for audience in (ROOM, FACILITATOR, seat_audience("plant"), Audience("observer")):
        assert may_read(room.state, audience, letters["private"])
        assert not may_read(room.state, audience, letters["caucus"]) or audience.kind == "seat"
    assert not may_read(room.state, SCREEN, letters["private"])


def test_what_a_facilitator_wrote_to_a_seat_is_no_letter(room):
    room.seats("city")
    told = room.act(STAFF, do.SendMessage("", "private", "well done", ("city",))).events[0]
    room.facilitator.enters("talkback")
    opens(room)
    assert may_read(room.state, FACILITATOR, told)
    assert not may_read(room.state, ROOM, told)
    assert opened_talks(room.state, [told]) == ()


def test_letters_are_shown_by_who_wrote_to_each_other(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    ana.says("first", "private", ("shop",))
    cy.says("apart", "private", ("shop",))
    bo.says("second", "private", ("city",))
    bo.says("to all", "plenary")
    sent = [e for e in room.log if e.KIND == "message.sent"]
    one, other = opened_talks(room.state, sent)
    assert [name for name, _ in one.parties] == ["city", "shop"]
    assert [(line.short, line.text) for line in one.lines] == [("city", "first"), ("shop", "second")]
    assert [line.text for line in other.lines] == ["apart"]


def test_the_word_of_a_log_from_before_people_were_told_keeps_letters_closed():
    opened = sem.SeminarOpened("book", "words", "fill", "arrive", "basic", "remote", "debrief")
    assert evolve_seminar(Seminar("s", rulebook=small_book()), opened).settings.letters == "closed"
    started = ev.ExerciseStarted(
        "s", "A", "book", 8, ("city",), (), "fill", "words", "basic", "remote", "debrief"
    )
    assert evolve(Exercise("a", small_book()), started).letters == "closed"
