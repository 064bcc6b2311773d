"""A party's own desk: its worksheet, the signs beside the options, and the secrets that it tells."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM, SCREEN, seat_audience
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, Room, replay


@pytest.fixture
def room():
    made, pages = Room(), Pages()
    made.missed = set()
    made.watch = lambda before, event, after: made.missed.update(pages.missed(before, event, after))
    yield made
    assert not made.missed
    assert replay(made) == made.state


def part(room, seat, key):
    return room.view(seat_audience(seat))[key]


# --- the worksheet


def test_the_worksheet_holds_what_the_brief_speaks_of_and_how_it_stands(room):
    ana, bo = room.seats("city", "shop")
    bo.marks("money.fund", "no")
    line = part(room, "city", "wish/money.fund")
    assert (line.term.letter, line.why, line.met, line.mark) == ("a", "why", "open", "")
    assert ana.wants("money.fund").kinds == ["worksheet.marked"]
    assert ana.wants("money.fund").events == ()
    assert part(room, "city", "wish/money.fund").mark == "must"
    assert (part(room, "city", "help").own_met, part(room, "city", "help").own_of) == (0, 1)
    room.facilitator.adopts(ana, bo, money="fund")
    liked = part(room, "city", "wish/money.fund").sign > 0
    assert part(room, "city", "wish/money.fund").met == ("met" if liked else "lost")
    assert part(room, "city", "help").own_met == int(liked)
    ana.wants("money.fund", "")
    assert part(room, "city", "help").own_of == 0


def test_only_what_the_brief_speaks_of_can_be_marked(room):
    ana = room.seat("city")
    assert ana.wants("lead.city").refused == "target.unknown"
    assert ana.wants("money.fund", "love").refused == "value.unknown"
    assert (
        room.act(FACILITATOR, do.MarkWorksheet("city", "money.fund", "must")).refused == "actor.not_allowed"
    )


def test_the_marks_are_those_of_the_people_who_made_them(room):
    ana = room.seat("city")
    ana.wants("money.fund")
    ana.leaves()
    room.steer(steer.JoinPerson("bo"))
    room.steer(steer.ClaimSeat("bo", "a", "city"))
    assert part(room, "city", "wish/money.fund").mark == ""
    room.act(room.delegate("city"), do.ConfirmBrief("city"))
    room.act(room.delegate("city"), do.MarkWorksheet("city", "lead.board", "give"))
    assert part(room, "city", "wish/money.fund").mark == ""
    assert part(room, "city", "wish/lead.board").mark == "give"


# --- signs


def test_signs_come_from_the_seats_own_scores_and_only_where_help_speaks_in_them(room):
    room.seats("city")
    assert part(room, "city", "stance/lead.city").sign is None
    room.steer(steer.SetHelp("signs"))
    refs = ("lead.city", "lead.board", "money.none", "rule.double")
    found = {r: part(room, "city", f"stance/{r}").sign for r in refs}
    assert found == {"lead.city": 2, "lead.board": -1, "money.none": 0, "rule.double": 0}
    room.act(room.delegate("city"), do.MakeProposal("city", {"lead": "city"}))
    assert part(room, "city", "stance/p1").sign is None
    assert part(room, "city", "help").points == 0


# --- secrets that are told


def test_a_fact_is_told_to_one_party_and_neither_a_third_nor_the_wall_hears_of_it(room):
    ana, *_ = room.seats("city", "shop", "walkers")
    third = room.view(seat_audience("walkers")), room.state.version_for("walkers")
    wall, public = room.view(SCREEN), room.view(ROOM)
    assert ana.tells("shop").kinds == ["fact.told"]
    assert (room.view(seat_audience("walkers")), room.state.version_for("walkers")) == third
    assert (room.view(SCREEN), room.view(ROOM)) == (wall, public)
    (heard,) = part(room, "shop", "heard")
    assert (heard.short, heard.text, heard.at, heard.to_all) == ("city", "a fact of city", room.at, False)
    mine = part(room, "city", "secret/0")
    assert [(t.to, t.at) for t in mine.told] == [(("shop",), room.at)]
    assert "shop" not in [s for s, _ in mine.others]
    (row,) = room.view(STEERING)["trace"].rows
    assert (row[0], row[1], row[2].to) == ("city", 1, ("shop",))
    assert ana.tells("shop").events == ()


def test_a_fact_is_told_to_the_group_and_to_everybody_and_only_who_does_not_know_it_is_told(room):
    ana, *_ = room.seats("city", "shop", "walkers")
    assert part(room, "city", "secret/0").group == 0
    assert ana.tells("group").refused == "value.unknown"
    room.facilitator.enters("talk")
    group = room.state.group_of("city")
    assert part(room, "city", "secret/0").group == group.place
    near = [s for s in group.members if s != "city"]
    ana.tells(near[0])
    (told,) = ana.tells("group").events or (None,)
    assert told is None or told.to == tuple(near[1:])
    assert ana.tells("everybody").kinds == ["fact.told"]
    assert ana.tells("everybody").events == ()
    assert ana.tells("shop").events == ()
    for seat in ("shop", "walkers"):
        assert part(room, seat, "heard")[0].to_all
    assert part(room, "city", "heard") == ()
    assert part(room, "city", "secret/0").others == ()


@pytest.mark.parametrize("fact", ["1", "-1", "one", ""])
def test_only_facts_of_the_brief_can_be_told(room, fact):
    ana = room.seat("city")
    assert ana.tells("shop", fact).refused == "target.unknown"
    assert ana.tells("moon").refused == "value.unknown"
    assert room.act(FACILITATOR, do.TellFact("city", "0", "shop")).refused == "actor.not_allowed"
    assert room.act(FACILITATOR, do.TellFact("", "0", "shop")).refused


def test_a_paused_room_tells_nothing(room):
    ana = room.seat("city")
    room.facilitator.enters("talk")
    room.facilitator.pauses()
    assert ana.tells("shop").refused == "room.paused"
    assert not part(room, "city", "secret/0").enabled
