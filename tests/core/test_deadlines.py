"""Offers that stand for some minutes: the clock of each runs, rests and ends, and one outcome is in the log."""

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.envelope import SCREEN, seat_audience
from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.seminar_change import StepBegun
from simulator.core.views.dirty import dirty_parts
from tests.core.test_bargaining import Watched
from tests.core.test_offers import makes, says, status
from tests.support.room import SYSTEM, Room, replay

MINUTE = 60_000


@pytest.fixture
def room():
    room = Watched()
    room.facilitator.enters("talk")
    return room


def lapse(room, offer):
    return room.act(SYSTEM, do.LapseOffer(offer))


def extends(player, offer, seen=0):
    return player.room.act(player.actor, do.ExtendOffer(player.seat, offer, seen))


def clock(room, offer):
    return room.state.offers[offer].clock


def card(room, seat, offer):
    return room.view(seat_audience(seat))[f"offer/{offer}"]


def test_an_offer_for_ten_minutes_lapses_when_they_are_up_and_not_before(room):
    ana, bo = room.seats("city", "shop")
    offer = makes(ana, "shop", until="10")
    assert clock(room, offer) == card(room, "shop", offer).clock == Clock(ends_at=room.at + 10 * MINUTE)
    room.tick(10 * MINUTE - 2000)
    assert lapse(room, offer).events == ()
    assert lapse(room, offer).kinds == ["offer.lapsed"]
    seen = card(room, "shop", offer)
    assert (seen.promise.status, seen.late, seen.clock, seen.may_answer) == ("lapsed", True, Clock(), False)
    for late in (says(bo, offer), says(bo, offer, agree=False), extends(ana, offer),
                 room.act(ana.actor, do.WithdrawOffer("city", offer))):  # fmt: skip
        assert late.refused == "offer.late"
    assert lapse(room, offer).refused == "target.unknown"
    assert replay(room) == room.state


def test_of_an_answer_and_the_end_of_the_time_the_one_that_is_stored_first_counts(room):
    ana, bo = room.seats("city", "shop")
    first, second = makes(ana, "shop", until="5"), makes(ana, "shop", until="5")
    room.tick(5 * MINUTE)
    assert says(bo, first).kinds == ["offer.answered"]
    assert lapse(room, first).refused == "target.unknown"
    assert lapse(room, second).kinds == ["offer.lapsed"]
    assert says(bo, second).refused == "offer.late"
    for seat in ("city", "shop"):
        assert [card(room, seat, o).promise.status for o in (first, second)] == ["firm", "lapsed"]
    assert replay(room) == room.state


def test_a_pause_stops_the_clock_and_a_gap_costs_it_nothing(room):
    ana = room.seat("city")
    offer = makes(ana, "shop", until="5")
    left = clock(room, offer).left(room.at)
    room.facilitator.pauses()
    rested = clock(room, offer)
    assert rested == Clock(remaining=left - 1000)
    room.tick(20 * MINUTE)
    assert lapse(room, offer).events == ()
    room.facilitator.resumes()
    assert clock(room, offer).left(room.at - 1000) == rested.remaining
    room.tick(90_000)
    before = clock(room, offer)
    room.steer(steer.HoldClock(90_000), SYSTEM)
    assert clock(room, offer) == before.held(90_000)
    # more minutes for the step are none for the offer
    room.steer(steer.ExtendStep(5))
    assert clock(room, offer) == before.held(90_000)


def test_an_offer_for_minutes_outlives_its_step_and_rests_before_the_first_one():
    room = Room(depth="full")
    ana = room.seat("city")
    offer = makes(ana, "shop", until="20")
    assert clock(room, offer) == Clock(remaining=20 * MINUTE)
    room.facilitator.enters("talk")
    began = room.at - 1000
    assert clock(room, offer) == Clock(ends_at=began + 20 * MINUTE)
    room.facilitator.pauses()
    rested = clock(room, offer).remaining
    room.tick(MINUTE)
    room.facilitator.enters("plenum")
    assert clock(room, offer) == Clock(ends_at=room.at - 1000 + rested)
    assert status(room, offer) == "open"
    # a room that follows a scenario in which the step is not known any more goes on too
    paused = evolve(room.state, ev.SeminarFollowed(98, StepBegun("gone", Clock(remaining=5))))
    assert paused.offers[offer].clock == clock(room, offer)


def test_its_author_gives_it_five_minutes_more_in_one_tap(room):
    ana, bo = room.seats("city", "shop")
    offer, timeless = makes(ana, "shop", until="5"), makes(ana, "shop")
    ends = clock(room, offer).ends_at
    assert extends(bo, offer).refused == "offer.theirs"
    assert extends(ana, timeless).refused == "offer.no_clock"
    assert extends(ana, offer).kinds == ["offer.extended"]
    assert clock(room, offer).ends_at == ends + 5 * MINUTE
    # the same tap on a second laptop of the seat does not add another five
    assert extends(ana, offer).refused == "target.stale"
    assert card(room, "shop", offer).clock == clock(room, offer)
    assert (card(room, "city", offer).may_extend, card(room, "shop", offer).may_extend) == (True, False)
    assert (card(room, "city", timeless).may_extend, card(room, "city", offer).extended) == (False, 1)
    # after its time and before anybody noticed, the five minutes count from now
    room.tick(30 * MINUTE)
    extends(ana, offer, 1)
    assert clock(room, offer).ends_at == room.at + 5 * MINUTE
    assert replay(room) == room.state


def test_what_is_settled_keeps_no_time(room):
    ana, bo = room.seats("city", "shop")
    offer, frozen = makes(ana, "shop", until="5"), makes(ana, "shop", until="30", wants="lead.board")
    says(bo, offer)
    room.tick(6 * MINUTE)
    assert lapse(room, offer).refused == "target.unknown"
    held = clock(room, offer)
    room.steer(steer.HoldClock(90_000), SYSTEM)
    assert clock(room, offer) == held
    room.facilitator.adopts(ana, bo, money="fund")
    room.facilitator.opens_signing()
    assert (status(room, frozen), card(room, "city", frozen).late) == ("lapsed", False)


def test_nobody_else_learns_that_the_time_of_an_offer_is_up(room):
    ana, _bo, cy = room.seats("city", "shop", "walkers")
    others = (EVERYBODY, SCREEN, STEERING, seat_audience("walkers"))
    offer = makes(ana, "shop", until="5")
    before = {a: room.view(a) for a in others}
    versions, since = (room.state.public_version, room.state.version_for("walkers")), len(room.log)
    extends(ana, offer)
    room.tick(20 * MINUTE)
    assert lapse(room, offer).kinds == ["offer.lapsed"]
    assert {a: room.view(a) for a in others} == before
    assert (room.state.public_version, room.state.version_for("walkers")) == versions
    told = {d.audience for e in room.log[since:] for d in dirty_parts(room.state, e)}
    assert told == {seat_audience("city"), seat_audience("shop")}
    for hidden in (offer, "f0"):
        assert extends(cy, hidden).refused == "target.unknown"


def test_a_basic_seminar_has_no_offers_to_extend():
    room = Room()
    assert extends(room.seat("city"), "f0").refused == "depth.basic"
    assert lapse(room, "f0").refused == "target.unknown"


def test_nobody_but_the_server_ends_the_time_of_an_offer(room):
    ana = room.seat("city")
    offer = makes(ana, "shop", until="5")
    assert room.act(ana.actor, do.LapseOffer(offer)).refused == "actor.not_allowed"
