"""Events that come by themselves, in every room, and move the clock; and what followed them."""

from dataclasses import replace

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, REMOTE, ROOM, SCREEN, seat_audience
from simulator.core.rulebook import Inject
from simulator.core.state.exercise import Exercise
from simulator.core.views.parts import project
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR as TRAINER
from tests.support.room import SYSTEM, Room, replay, replay_seminar
from tests.support.rulebooks import small_book, step

MINUTE = 60_000


@pytest.fixture
def made():
    rooms = []

    def make(*injects, book=None, **settings):
        book = book or small_book()
        injects = injects or (Inject("storm", "A storm", "It rains.", "late"),)
        room = Room(replace(book, injects=injects), **settings)
        pages, room.missed = Pages(), set()
        room.watch = lambda before, event, after: room.missed.update(pages.missed(before, event, after))
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        assert not room.missed
        assert replay(room) == room.state
        assert replay_seminar(room) == room.seminar


def plan(room, inject="storm", step="", minutes=0):
    return room.act(TRAINER, do.PlanInject(inject, step, minutes))


def bring(room, inject="storm"):
    return room.act(SYSTEM, do.BringInject(inject))


def left(room, inject="storm"):
    return room.state.planned[inject].clock.left(room.at)


def urgent(room):
    return [u for u in project(room.state, REMOTE)["urgent"] if u.kind == "event"]


# -- planning


def test_a_step_that_is_over_is_not_offered(made):
    room = made()
    steps = [s.id for s in room.book.steps]
    assert [s for s, _ in room.view(FACILITATOR)["injects"].steps] == steps
    room.facilitator.enters(steps[2])
    assert [s for s, _ in room.view(FACILITATOR)["injects"].steps] == steps[3:]
    refused = plan(room, step=steps[0])
    assert refused.refused, "its beginning would never come"


def test_an_event_comes_after_so_many_minutes_of_the_rooms_clock_once(made):
    room = made()
    room.facilitator.enters("talk")
    planned = plan(room, minutes=5)
    assert planned.kinds == ["inject.planned"]
    assert planned.events[0].by == "trainer"
    room.tick(5 * MINUTE - 3000)
    assert bring(room).events == ()
    room.tick(2000)
    assert bring(room).kinds == ["inject.thrown"]
    assert room.state.planned == {}
    assert bring(room).refused == "inject.unplanned"


def test_a_pause_costs_a_planned_event_nothing(made):
    room = made()
    room.facilitator.enters("talk")
    plan(room, minutes=5)
    room.facilitator.pauses()
    rest = left(room)
    room.tick(20 * MINUTE)
    assert (left(room), bring(room).events) == (rest, ())
    room.facilitator.resumes()
    assert room.state.planned["storm"].clock.running
    room.steer(steer.HoldClock(9_000), SYSTEM)
    assert left(room) > rest


def test_before_the_first_step_its_clock_waits_for_the_room(made):
    room = made()
    plan(room, minutes=5)
    assert room.state.planned["storm"].clock == Clock(remaining=5 * MINUTE)
    room.facilitator.enters("talk")
    assert room.state.planned["storm"].clock.running


def test_an_event_comes_at_the_start_of_a_step(made):
    room = made(book=replace(small_book(), steps=(step("one"), step("two"), step("three"))))
    room.facilitator.enters("one")
    desk = room.view(FACILITATOR)["injects"]
    assert desk.steps == (("two", "Two"), ("three", "Three"))
    plan(room, step="three")
    assert urgent(room) == []  # not with the next step
    assert room.view(FACILITATOR)["injects"].rows[0].coming.step == "Three"
    room.facilitator.enters("two")
    assert [(u.names, u.coming.step) for u in urgent(room)] == [(("A storm",), "Three")]
    assert bring(room).events == ()
    room.facilitator.enters("three")
    assert bring(room).kinds == ["inject.thrown"]


def test_a_plan_is_taken_back_and_made_anew(made):
    room = made()
    room.facilitator.enters("talk")
    assert plan(room, minutes=3).refused is None
    assert plan(room, minutes=4).refused == "inject.planned"
    assert [u.coming.clock.running for u in urgent(room)] == [True]
    assert room.act(TRAINER, do.UnplanInject("storm")).kinds == ["inject.unplanned"]
    assert room.act(TRAINER, do.UnplanInject("storm")).refused == "inject.unplanned"
    assert urgent(room) == []
    assert plan(room, step="plenum").refused is None
    room.act(TRAINER, do.ThrowInject("storm"))
    assert room.state.planned == {}
    assert room.act(TRAINER, do.UnplanInject("storm")).refused == "inject.thrown"
    assert plan(room, minutes=3).refused == "inject.thrown"


@pytest.mark.parametrize(
    ("step_", "minutes", "code"),
    [
        ("", 0, "pledge.amount"),
        ("", 121, "pledge.amount"),
        ("talk", 0, "value.unknown"),
        ("x", 0, "value.unknown"),
    ],
)
def test_a_plan_needs_a_time_to_come(made, step_, minutes, code):
    room = made()
    room.facilitator.enters("talk")
    assert plan(room, step=step_, minutes=minutes).refused == code
    assert plan(room, "quake", minutes=1).refused == "target.unknown"


def test_a_planned_event_waits_for_the_decision_that_it_would_overturn(made):
    room = made(Inject("storm", "A storm", "It rains.", "late", reopens=("lead",)))
    people = room.seats("city", "shop", "walkers", "county")
    room.facilitator.enters("plenum")
    room.facilitator.adopts(*people, lead="city")
    plan(room, minutes=1)
    room.facilitator.opens(money="none")
    room.tick(2 * MINUTE)
    assert bring(room).refused == "decision.another_open"
    room.facilitator.cancels("d2")
    assert bring(room).kinds[:2] == ["inject.thrown", "clause.reopened"]


def test_only_facilitators_learn_of_a_plan(made):
    room = made()
    room.seats("city")
    room.facilitator.enters("talk")
    look = lambda: [project(room.state, a) for a in (ROOM, SCREEN, seat_audience("city"))]  # noqa: E731
    before, public, mine = look(), room.state.public_version, room.state.version_for("city")
    plan(room, minutes=5)
    room.act(TRAINER, do.UnplanInject("storm"))
    assert look() == before
    assert (room.state.public_version, room.state.version_for("city")) == (public, mine)


# -- in every room


def test_the_seminar_calls_an_event_in_every_room_and_moves_their_clock_once(made):
    room = made(Inject("early", "The hall closes early", "Keys.", "late", minutes=-4))
    room.facilitator.enters("talk")
    assert room.act(TRAINER, do.ThrowInject("early")).refused == "inject.clock"
    was = room.state.clock.left(room.at)
    called = room.steer(steer.ThrowEverywhere("early"))
    assert called.kinds == ["inject.called", "clock.changed"]
    assert was - room.state.clock.left(room.at) >= 4 * MINUTE
    assert room.view(ROOM)["news"].stories[0].minutes == -4
    assert room.view(FACILITATOR)["control"].helm.last.what == "event"
    again = room.steer(steer.ThrowEverywhere("early"))
    assert again.kinds == ["inject.called"]
    assert len(room.state.thrown) == 1


def test_more_minutes_count_from_now_where_the_time_is_up(made):
    room = made(Inject("late", "More time", "Bells.", "late", minutes=5))
    room.facilitator.enters("talk")
    room.tick(30 * MINUTE)
    room.steer(steer.ThrowEverywhere("late"))
    assert 4 * MINUTE < room.state.clock.left(room.at) <= 5 * MINUTE


def test_without_a_clock_only_the_story_comes(made):
    room = made(Inject("early", "The hall closes early", "Keys.", "late", minutes=-4))
    assert room.steer(steer.ThrowEverywhere("early")).kinds == ["inject.called"]
    assert room.steer(steer.ThrowEverywhere("quake")).refused == "target.unknown"
    assert room.steer(steer.ThrowEverywhere("early"), room.delegate("city")).refused == "actor.not_allowed"


def test_deadlines_of_offers_and_of_the_consent_list_move_with_the_step_and_keep_a_minute(made):
    room = made(
        Inject("early", "Early", "Keys.", "late", minutes=-4),
        Inject("late", "Late", "Bells.", "x", minutes=5),
        depth="full",
    )
    ana, *_ = room.seats("city", "shop", "walkers")
    room.facilitator.enters("talk")
    for until in ("5", "10"):
        room.act(ana.actor, do.MakeOffer("city", ("shop",), "We pay.", wants="money.none", until=until))
    room.act(TRAINER, do.ListConsent({"lead": "city"}, amount=8))

    def clocks():
        found = [o.clock.left(room.at) for o in room.state.offers.values()]
        return [
            n // MINUTE for n in (*found, next(iter(room.state.consents.items.values())).clock.left(room.at))
        ]

    assert clocks() == [4, 9, 8]
    room.steer(steer.ThrowEverywhere("early"))
    # a clock that had less than four minutes keeps one: nobody is cut off in the sentence
    assert clocks() == [0, 5, 3]
    assert next(iter(room.state.offers.values())).clock.left(room.at) > MINUTE - 5_000
    room.steer(steer.ThrowEverywhere("late"))
    assert clocks() == [5, 10, 8]
    room.facilitator.pauses()
    assert all(o.clock.paused for o in room.state.offers.values())


def test_a_room_that_is_about_to_decide_takes_the_called_event_after_the_count(made):
    room = made(Inject("early", "Early", "Keys.", "late", reopens=("lead",), minutes=-1))
    people = room.seats("city", "shop", "walkers", "county")
    room.facilitator.enters("plenum")
    room.facilitator.adopts(*people, lead="city")
    room.facilitator.opens(money="none")
    room.steer(steer.ThrowEverywhere("early"))
    assert room.state.thrown == ()
    assert room.state.planned["early"].called
    assert room.view(FACILITATOR)["injects"].rows[0].coming.waits
    assert bring(room, "early").refused == "decision.another_open"
    room.facilitator.cancels("d2")
    assert bring(room, "early").kinds[:2] == ["inject.thrown", "clause.reopened"]


def test_what_moves_the_clock_is_brought_by_the_seminar(made):
    room = made(Inject("early", "Early", "Keys.", "late", minutes=-1))
    room.facilitator.enters("talk")
    plan(room, "early", minutes=1)
    room.tick(2 * MINUTE)
    assert bring(room, "early").refused == "inject.clock"
    room.steer(steer.ThrowEverywhere("early"), SYSTEM)
    assert (room.state.planned, len(room.state.thrown)) == ({}, 1)


def test_a_scenario_without_the_event_leaves_the_room_alone(made):
    room = made()
    from simulator.core.deciding.injects import called

    assert called(room.state, "quake", room.at) == ()


# -- what followed


def followed(room):
    return room.view(FACILITATOR)["injects"].rows[0].followed


def test_what_is_different_since_an_event_is_counted_for_facilitators(made):
    room = made()
    ana, bo, *others = room.seats("city", "shop", "walkers", "county")
    room.facilitator.enters("talk")
    for player, mark in ((ana, "no"), (bo, "yes")):
        player.marks("lead.city", mark)
    ana.pledges("cash"), bo.pledges("cash")
    room.facilitator.adopts(ana, bo, *others, lead="city")
    room.act(TRAINER, do.ThrowInject("storm"))
    none = followed(room)
    assert (none.warmer, none.colder, none.pledges, none.passed, none.failed) == (0, 0, 0, 0, 0)
    (
        ana.marks("lead.city", "with", seen=2),
        bo.marks("lead.city", "no", seen=2),
        ana.marks("lead.board", "no", seen=2),
    )
    ana.revises_pledge("r1", 7), bo.withdraws_pledge("r2"), bo.pledges("staff")
    room.facilitator.opens(money="fund"), room.facilitator.closes()
    room.facilitator.adopts(ana, bo, *others, money="none")
    now = followed(room)
    assert (now.warmer, now.colder, now.pledges, now.passed, now.failed) == (1, 1, 3, 1, 1)
    assert room.view(ROOM)["news"].stories[0].followed is None  # until the debrief
    room.act(TRAINER, do.UndoAct(str(room.state.done[-1].version)))
    assert followed(room).passed == 0


def test_what_a_sense_check_hides_is_not_counted(made):
    room = made()
    (ana,) = room.seats("city")
    room.facilitator.enters("talk")
    ana.marks("money.fund", "yes")
    room.act(TRAINER, do.ThrowInject("storm"))
    assert not room.act(TRAINER, do.OpenSense("money", "hide")).refused
    ana.marks("money.fund", "no")
    assert followed(room).colder == 0


def test_a_mark_that_is_taken_back_is_not_counted(made):
    room = made()
    room.seats("city")
    room.act(TRAINER, do.ThrowInject("storm"))
    room.act(TRAINER, do.SetStance("city", "lead.city", "yes", 1))
    room.act(TRAINER, do.SetStance("city", "lead.city", "no", 1))
    assert followed(room).colder == 1
    room.act(TRAINER, do.UndoAct(str(room.state.done[-1].version)))
    assert followed(room).colder == 0
    room.act(TRAINER, do.SetStance("city", "lead.city", None, 1))
    assert followed(room).colder == 0


def test_in_the_debrief_everybody_reads_what_followed(made):
    room = made(book=replace(small_book(), steps=(step("talk"), step("look-back", "debrief"))))
    (ana,) = room.seats("city")
    room.facilitator.enters("talk")
    room.act(TRAINER, do.ThrowInject("storm"))
    ana.pledges("cash")
    room.facilitator.enters("look-back")
    assert room.view(ROOM)["news"].stories[0].followed.pledges == 1
    ana.pledges("staff")
    assert room.view(ROOM)["news"].stories[0].followed.pledges == 2


def test_a_room_of_before_reads_the_same():
    """A state from before events had effects has all of them empty."""
    state = Exercise("a", small_book())
    assert (state.planned, state.means, state.funds) == ({}, {}, {})
