"""Several facilitators: none undoes unseen what another has just done, and everybody knows who did what."""

from dataclasses import replace

import pytest

from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import REMOTE, Actor
from simulator.core.views.steered import HelmView, helm
from tests.support.room import SYSTEM, Room, replay, replay_seminar

ANA, BO = Actor("facilitator", "ana"), Actor("facilitator", "bo")


@pytest.fixture
def room():
    made = Room()
    made.steer(steer.EnterStep(made.book.steps[0].id), ANA)
    return made


def seen(room, topic):
    return helm(room.state).seen[topic]


def test_a_room_and_its_seminar_know_the_same_last_acts(room):
    for command in (
        steer.PauseClock(),
        steer.ShowScene("room"),
        steer.Announce("Hush."),
        steer.EyesUp(True),
        steer.SetHelp("off"),
        steer.ResumeClock(),
        steer.ShowSlide(1),
        steer.EyesUp(False),
        steer.Announce(""),
    ):
        assert room.steer(command, BO).events
        assert room.state.steered == room.seminar.steered
    assert {act.by for act in room.seminar.steered.values()} == {"bo"}
    assert (replay(room).steered, replay_seminar(room).steered) == (room.state.steered, room.seminar.steered)


def test_the_server_holding_the_clock_is_no_act_of_steering(room):
    before = room.state.steered
    assert room.steer(steer.HoldClock(9_000), SYSTEM).events
    assert room.state.steered == before


def test_what_nobody_did_has_no_name_and_is_not_shown():
    made = Room()
    assert helm(made.state) == HelmView(
        None, dict.fromkeys(("pace", "wall", "eyes", "notice", "help", "agenda"), 0)
    )
    made.steer(steer.EnterStep(), SYSTEM)
    assert helm(made.state).last is None
    assert seen(made, "pace") == made.seminar.version


def test_two_who_press_opposite_buttons_at_once_the_second_hears_who_was_first(room):
    looked = seen(room, "pace")
    assert room.steer(steer.PauseClock(looked), ANA).events
    room.tick(2000)
    late = room.steer(steer.ExtendStep(2, looked), BO)
    assert (late.refused, late.facts) == (
        "steer.changed",
        {"what": "paused", "value": "", "by": "ana", "ago": 4},
    )
    assert room.steer(steer.ExtendStep(2, seen(room, "pace")), BO).events


def test_two_who_pause_at_once_both_have_what_they_want(room):
    looked = seen(room, "pace")
    room.steer(steer.PauseClock(looked), ANA)
    late = room.steer(steer.PauseClock(looked), BO)
    assert (late.refused, late.facts["by"], late.facts["ago"]) == ("steer.same", "ana", 2)
    room.steer(steer.ResumeClock(), ANA)
    assert room.steer(steer.ResumeClock(looked), BO).refused == "steer.same"


def test_two_who_press_next_at_once_go_one_step(room):
    looked, second = seen(room, "pace"), room.book.steps[1]
    assert room.steer(steer.EnterStep(seen=looked), ANA).events
    late = room.steer(steer.EnterStep(seen=looked), BO)
    assert (late.refused, late.facts["value"]) == ("steer.same", second.title)
    assert room.state.step == second.id
    back = room.steer(steer.EnterStep(room.book.steps[0].id, looked), BO)
    assert back.refused == "steer.changed"


def test_two_who_give_two_minutes_gave_two_and_one_who_gives_twice_gave_four(room):
    looked, ends = seen(room, "pace"), room.state.clock.ends_at
    room.steer(steer.ExtendStep(2, looked), ANA)
    assert room.steer(steer.ExtendStep(2, looked), BO).refused == "steer.changed"
    assert room.state.clock.ends_at == ends + 120_000
    assert room.steer(steer.ExtendStep(2, looked), ANA).events
    assert room.state.clock.ends_at == ends + 240_000


@pytest.mark.parametrize(
    ("first", "same", "other", "topic"),
    [
        (steer.ShowScene("room"), steer.ShowScene("room"), steer.ShowScene("clock"), "wall"),
        (steer.ShowSlide(1), steer.ShowSlide(1), steer.ShowSlide(0), "wall"),
        (steer.Announce("Hush."), steer.Announce(" Hush."), steer.Announce("Go."), "notice"),
        (steer.EyesUp(True), steer.EyesUp(True), steer.EyesUp(False), "eyes"),
        (steer.SetHelp("off"), steer.SetHelp("off"), steer.SetHelp("points"), "help"),
    ],
)
def test_each_thing_is_compared_alone(room, first, same, other, topic):
    def looking(command, at):
        return replace(command, seen=at)

    looked = seen(room, topic)
    others = [t for t in ("pace", "wall", "eyes", "notice", "help") if t != topic]
    before = {t: seen(room, t) for t in others}
    assert room.steer(looking(first, looked), ANA).events
    assert {t: seen(room, t) for t in others} == before
    assert room.steer(looking(same, looked), BO).refused == "steer.same"
    assert room.steer(looking(other, looked), BO).refused == "steer.changed"
    assert room.steer(looking(other, seen(room, topic)), BO).events


def test_what_was_fulfilled_by_the_way_is_not_called_the_same(room):
    looked = seen(room, "pace")
    room.steer(steer.PauseClock(), ANA)
    room.steer(steer.ExtendStep(2), ANA)
    assert room.steer(steer.PauseClock(looked), BO).refused == "steer.changed"


def test_the_last_act_is_on_the_page_and_on_the_phone(room):
    room.steer(steer.PauseClock(), ANA)
    for audience, part in ((STEERING, "control"), (REMOTE, "pace")):
        last = room.view(audience)[part].helm.last
        assert (last.what, last.by, last.at) == ("paused", "ana", room.seminar.steered["pace"].at)
    room.steer(steer.EnterStep(room.book.steps[1].id), BO)
    assert room.view(STEERING)["control"].helm.last.value == room.book.steps[1].title
