"""Messages on the pages: who reads them, in which order, how many, and what their places tell."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.evolving.talk import MESSAGES_KEPT
from simulator.core.views.parts import split_key
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR as STEERS
from tests.support.room import Room


@pytest.fixture
def room():
    """A room in which a forgotten part fails the test."""
    room, pages = Room(), Pages()

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room


def parts(room, audience):
    """(place, view) of the messages on this page, in the order in which it shows them."""
    found = [(split_key(k), v) for k, v in room.view(audience).items()]
    return sorted((place, v) for (name, place), v in found if name in ("message", "letter"))


def texts(room, audience):
    return [getattr(view, "line", view).text for _place, view in parts(room, audience)]


def places(room, audience):
    return [place for place, _view in parts(room, audience)]


def test_a_private_message_is_read_by_those_it_names_and_nobody_else(room):
    ana, bo, _cy = room.seats("city", "shop", "walkers")
    ana.says("between us", "private", ("shop",))
    bo.says("to all")
    ana.says("a question", "facilitator")
    room.act(STEERS, do.SendMessage("", "private", "an answer", ("city",)))
    assert {s: texts(room, seat_audience(s)) for s in ("city", "shop", "walkers")} == {
        "city": ["between us", "to all", "a question", "an answer"],
        "shop": ["between us", "to all"],
        "walkers": ["to all"],
    }
    assert texts(room, ROOM) == texts(room, SCREEN) == texts(room, FACILITATOR) == ["to all"]
    assert [m.text for m in room.view(FACILITATOR)["alerts"].letters] == ["a question"]


def test_a_caucus_and_a_table_write_among_themselves(room):
    ana, bo, cy = room.seats("city", "county", "shop")
    room.facilitator.enters("talk")
    ana.says("we of the towns", "caucus")
    bo.says("yes, we", "caucus")
    table = room.state.group_of("shop").members
    cy.says("at our table", "group")
    assert texts(room, seat_audience("county"))[:2] == ["we of the towns", "yes, we"]
    for seat in room.state.seats:
        assert ("at our table" in texts(room, seat_audience(seat))) == (seat in table)


def test_every_reader_has_the_order_of_the_log(room):
    ana, bo = room.seats("city", "shop")
    said = []
    for number in range(12):
        who, channel = (ana, bo)[number % 2], ("plenary", "private", "private", "caucus")[number % 4]
        who.says(f"{channel} {number}", channel, ("shop", "city") if channel == "private" else ())
        said.append(f"{channel} {number}")
        bo.marks("lead.city", ("yes", "no")[number % 2])
    assert texts(room, seat_audience("city")) == [t for t in said if not t.startswith("caucus")]
    assert texts(room, seat_audience("shop")) == said
    lines = {v.text: v.at for _p, v in parts(room, ROOM)}
    assert list(lines) == [t for t in said if t.startswith("plenary")]


def test_places_say_nothing_of_what_a_reader_may_not_know():
    loud, still = Room(), Room()
    for room, whispers in ((loud, 9), (still, 0)):
        ana, bo, cy = room.seats("city", "shop", "walkers")
        ana.says("to all")
        for number in range(whispers):
            ana.says(f"psst {number}", "private", ("shop",))
            bo.says("dear facilitator", "facilitator")
        cy.says("a question", "facilitator")
        ana.says("to all again")
    for audience in (ROOM, seat_audience("walkers"), seat_audience("parents")):
        assert places(loud, audience) == places(still, audience)
    assert len(places(loud, seat_audience("shop"))) == 20


def test_mine_is_mine_and_a_letter_names_its_other_readers(room):
    ana, _bo = room.seats("city", "shop")
    ana.says("between us", "private", ("shop", "walkers"))
    (_, sent), (_, got) = parts(room, seat_audience("city"))[0], parts(room, seat_audience("shop"))[0]
    assert (sent.mine, got.mine) == (True, False)
    assert sent.to == got.to == ("shop", "walker")
    ana.says("to all")
    (_, line), *_ = parts(room, ROOM)
    assert (line.sender, line.short) == ("city", "city")
    assert not hasattr(line, "mine")


def test_the_newest_of_each_talk_are_shown_and_the_one_pushed_out_is_told(room):
    ana, bo = room.seats("city", "shop")
    ana.says("the first")
    ana.says("our first", "private", ("shop",))
    for number in range(MESSAGES_KEPT):
        bo.says(f"note {number}", "private", ("city",))
    assert texts(room, ROOM) == ["the first"]
    assert texts(room, seat_audience("city")) == ["the first", *(f"note {n}" for n in range(MESSAGES_KEPT))]
    assert texts(room, seat_audience("walkers")) == ["the first"]


def test_nobody_reads_a_message_at_a_place_of_somebody_else(room):
    from simulator.core.views import talk

    ana, _bo = room.seats("city", "shop")
    ana.says("between us", "private", ("shop",))
    (place,) = places(room, seat_audience("city"))
    assert talk.letter(room.state, "city", place).line.text == "between us"
    assert talk.letter(room.state, "walkers", place) is None
    assert talk.message(room.state, place) is None
