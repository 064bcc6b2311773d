"""A room's log as a film: what was counted at last, and what was not."""

from simulator.app.replay import Film
from simulator.core.commands import exercise as do
from simulator.core.state.exercise import Exercise
from tests.support.room import FACILITATOR, Room
from tests.support.rulebooks import small_book


def film_of(room):
    film = Film(Exercise("a", room.book))
    for version, event in enumerate(room.log, 1):
        film.take(version, room.at, event)
    return film


def test_a_count_that_was_taken_back_and_then_called_off_shows_no_ballots():
    room = Room(small_book())
    people = room.seats("city", "shop", "walkers")
    decision = room.act(FACILITATOR, do.OpenDecision({"rule": "unanimity"})).events[0].decision
    for player in people:
        room.act(player.actor, do.CastBallot(player.seat, decision, "yes", ""))
    assert not room.act(FACILITATOR, do.CloseDecision(decision)).refused
    assert film_of(room).counted == {decision}
    assert not room.act(FACILITATOR, do.UndoAct(str(room.state.done[-1].version))).refused
    assert film_of(room).counted == set()
    assert not room.act(FACILITATOR, do.CancelDecision(decision)).refused
    assert film_of(room).counted == set()
