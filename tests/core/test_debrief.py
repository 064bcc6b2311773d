"""The debrief is shown one picture after another, and nothing of a later one leaves the server before."""

from dataclasses import replace

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM, seat_audience
from simulator.core.results import results_of
from simulator.core.state.debrief import PartyResult
from simulator.core.views.parts import project
from tests.core.test_five_years import settled_room
from tests.support.events import LEFT
from tests.support.room import FACILITATOR as STAFF
from tests.support.room import SYSTEM, Room


def reveal(room, what):
    return room.facilitator.records(do.RevealResults(what))


def test_one_picture_after_another():
    room, _, _ = settled_room(cast=8)
    assert room.view(seat_audience("city"))["myresult"] is None
    assert reveal(room, "parties").refused == "debrief.too_early"
    assert reveal(room, "all").refused == "target.unknown"
    assert room.view(STEERING)["debriefdesk"].can == ("count",)
    assert reveal(room, "count").kinds == ["debrief.counted", "debrief.revealed"]
    assert room.state.debrief.results == results_of(room.state)
    view = room.view(ROOM)["left"]
    assert (view.of, view.sectors, view.best) == (7, (), None)
    mine = room.view(seat_audience("city"))["myresult"]
    assert mine.alternative == 340
    assert room.view(seat_audience("parents"))["myresult"] is None
    assert reveal(room, "count").refused == "debrief.shown"
    assert reveal(room, "parties").kinds == ["debrief.revealed"]
    sectors = room.view(ROOM)["left"].sectors
    assert [s.code for s in sectors] == ["GO", "BU", "CI"]
    assert {name for s in sectors for _, name in s.dots} == {""}
    assert reveal(room, "best").refused == "debrief.counting"
    assert room.act(SYSTEM, do.RecordLeft(LEFT)).kinds == ["debrief.left"]
    assert room.act(SYSTEM, do.RecordLeft(LEFT)).refused == "debrief.shown"
    assert room.view(ROOM)["left"].best is None
    reveal(room, "names")
    assert {name for s in room.view(ROOM)["left"].sectors for _, name in s.dots} > {"city", "shop"}
    reveal(room, "best")
    best = room.view(ROOM)["left"].best
    assert (best.share, best.packages, len(best.changes)) == (55, 36, 2)
    assert best.changes[1].chosen is None
    assert not room.missed


def test_an_event_that_changed_an_alternative_counts_in_the_results():
    room, _, _ = settled_room()
    was = {r.seat: r.alternative for r in results_of(room.state)}
    thrown = room.act(STAFF, do.ThrowInject("storm")).events[0]
    assert thrown.after["city"] != was["city"]
    assert {r.seat: r.alternative for r in results_of(room.state)} == was | {
        s: a for s, a in thrown.after.items() if s in was
    }


def test_nothing_to_show_without_an_adopted_clause():
    room = Room()
    room.everybody()
    assert reveal(room, "count").refused == "signing.nothing_agreed"
    assert not room.view(STEERING)["debriefdesk"].settled


def test_what_was_not_shown_cannot_be_told_from_any_page():
    """Another room in which the parties did otherwise, with the same count: no page differs before the dots."""
    room, _, _ = settled_room()
    reveal(room, "count")
    pleased = [r for r in room.state.debrief.results if r.surplus >= 0]
    other = tuple(
        PartyResult(r.seat, r.value + (700 if r in pleased else -700), r.alternative)
        for r in room.state.debrief.results
    )
    changed = replace(room.state, debrief=replace(room.state.debrief, results=other, left=LEFT))
    assert project(room.state, ROOM) == project(changed, ROOM)
    mine, his = (project(s, seat_audience("city")) for s in (room.state, changed))
    assert {k for k in mine if mine[k] != his[k]} == {"myresult"}


def test_where_not_every_agreement_could_be_looked_at_there_is_no_share():
    room, _, _ = settled_room()
    for what in ("count", "parties"):
        reveal(room, what)
    room.act(SYSTEM, do.RecordLeft(replace(LEFT, packages=0)))
    reveal(room, "best")
    assert room.view(ROOM)["left"].best.share == -1
    assert room.facilitator.adopts(*[room_player(room, s) for s in room.state.voters], lead="board")
    assert not room.missed


def room_player(room, seat):
    from tests.support.room import Player

    return Player(room, seat)
