"""The running order of a seminar: minutes, steps left out and put back, and scaling to a running time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.agenda import LONGEST, ORDERS_KEPT, Agenda, _least, minutes_of, place_of, scale, steps_of
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.deciding.agenda import begun
from simulator.core.envelope import Actor
from simulator.core.evolving.seminar import evolve_seminar
from simulator.core.ids import StepId
from simulator.core.refusals import Refused
from simulator.core.rulebook import Step
from simulator.core.state.seminar import Seminar
from simulator.core.views.facilitator import control
from simulator.core.views.steered import helm
from simulator.core.views.undo import happened
from tests.support.room import SYSTEM, Room, replay, replay_seminar


@pytest.fixture
def room():
    return Room()


def ids(room):
    return [s.id for s in room.book.steps]


def minutes(room):
    return {s.id: s.minutes for s in room.state.steps}


def test_minutes_and_steps_left_out_are_one_event_and_every_view_follows(room):
    first, second, third = ids(room)[:3]
    done = room.steer(steer.SetAgenda({second: 33, first: 4}, (third,)))
    assert [e.KIND for e in done.events] == ["agenda.changed"]
    assert room.state.agenda == room.seminar.agenda
    assert third not in minutes(room)
    assert (minutes(room)[first], minutes(room)[second]) == (4, 33)
    assert control(room.state).minutes_after == sum(minutes(room).values())
    room.facilitator.enters(first)
    assert room.state.clock.ends_at == room.seminar.step_began + 4 * 60_000
    room.facilitator.enters(second)
    assert room.state.clock.ends_at == room.seminar.step_began + 33 * 60_000
    assert [s.state for s in control(room.state).steps][:2] == ["done", "now"]
    after = room.steer(steer.EnterStep())
    assert after.refused or room.state.step not in (first, second, third)


def test_the_same_order_again_says_nothing_and_a_step_comes_back(room):
    second = ids(room)[1]
    assert room.steer(steer.SkipStep(second)).events
    assert room.steer(steer.SkipStep(second)).events == ()
    assert room.steer(steer.EnterStep(second)).refused == "step.left_out"
    back = room.steer(steer.SkipStep(second, skip=False)).events[0]
    assert (back.out, back.out_before) == ((), (second,))
    assert room.steer(steer.SetAgenda()).events == ()


def test_what_runs_or_is_over_stays_as_it_is(room):
    first, second, third = ids(room)[:3]
    room.facilitator.enters(first)
    room.facilitator.enters(second)
    for step in (first, second):
        assert room.steer(steer.SkipStep(step)).refused == "step.begun"
        assert room.steer(steer.SetAgenda({step: 99})).refused == "step.begun"
    assert room.steer(steer.SetAgenda({first: minutes(room)[first], third: 9})).events
    assert room.steer(steer.EnterStep()).events[0].step == third


@pytest.mark.parametrize(
    ("lengths", "out", "code"),
    [({0: 0}, (), "pledge.amount"), ({0: 241}, (), "pledge.amount"), ({}, "all", "agenda.empty"),
     ({"moon": 5}, (), "step.unknown"), ({}, ("moon",), "step.unknown")],
)  # fmt: skip
def test_what_cannot_be_is_refused(room, lengths, out, code):
    steps = ids(room)
    lengths = {steps[k] if isinstance(k, int) else k: v for k, v in lengths.items()}
    assert room.steer(steer.SetAgenda(lengths, tuple(steps) if out == "all" else out)).refused == code
    assert room.steer(steer.SkipStep("moon")).refused == "step.unknown"


def test_a_replayed_log_has_the_same_order(room):
    room.steer(steer.SkipStep(ids(room)[2]))
    assert replay_seminar(room).agenda == room.seminar.agenda


def test_without_a_scenario_there_is_no_order(room):
    from simulator.core.deciding.agenda import skip_step
    from simulator.core.deciding.seminar import next_step

    nothing = Seminar("x")
    assert (begun(nothing, "talk"), next_step(nothing), place_of(room.book, "moon")) == (False, None, -1)
    assert begun(Seminar("x", step_began=5), "talk") is False
    assert minutes_of(room.book, room.seminar.agenda, "moon") == 0
    with pytest.raises(Refused):
        skip_step(nothing, steer.SkipStep("talk"), None)
    assert evolve_seminar(nothing, object()).version == 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["round", "break", "slack", "debrief"]), st.integers(1, 40)),
    min_size=1,
    max_size=12,
).map(
    lambda all_of: [Step(StepId(f"s{n}"), kind, "", m, "", "", "", "") for n, (kind, m) in enumerate(all_of)]
)


@given(STEPS, st.integers(1, 600))
def test_scaling_comes_to_the_total_or_says_by_how_much_it_misses(steps, total):
    lengths, misses = scale(steps, total)
    assert list(lengths) == [s.id for s in steps]
    assert sum(lengths.values()) == total + misses
    assert all(_least(s) <= lengths[s.id] <= LONGEST for s in steps)
    if misses > 0:
        assert all(lengths[s.id] == _least(s) for s in steps)
    if misses < 0:
        assert set(lengths.values()) == {LONGEST}
    longer, _ = scale(steps, total + 1)
    assert all(longer[s.id] >= lengths[s.id] for s in steps)


@given(STEPS)
def test_the_scenarios_own_length_gives_its_own_minutes_and_breaks_give_first(steps):
    own = {s.id: s.minutes for s in steps}
    assert scale(steps, sum(own.values())) == (own, 0)
    giving = sum(s.minutes - _least(s) for s in steps if s.kind in ("break", "slack"))
    less, _ = scale(steps, sum(own.values()) - giving)
    assert all(less[s.id] == s.minutes for s in steps if s.kind not in ("break", "slack"))


def test_an_order_without_steps_is_empty(room):
    assert scale([], 30) == ({}, -30)
    assert steps_of(room.book, room.seminar.agenda) == room.book.steps


# --- two facilitators, and a slip -------------------------------------------------------------------------------

ANA, BO = Actor("facilitator", "ana"), Actor("facilitator", "bo")


def seen(room):
    return helm(room.state).seen["agenda"]


def test_whoever_comes_second_hears_what_the_other_did_and_by_whom(room):
    _, second, third = ids(room)[:3]
    looked = seen(room)
    assert room.steer(steer.SkipStep(third, seen=looked), ANA).events
    late = room.steer(steer.SetAgenda({second: 21}, (), looked), BO)
    title = room.book.step_of[third].title
    assert (late.refused, late.facts["what"], late.facts["value"]) == ("steer.changed", "left_out", title)
    assert late.facts["by"] == "ana"
    same = room.steer(steer.SkipStep(third, seen=looked), BO)
    assert (same.refused, same.facts["by"]) == ("steer.same", "ana")
    assert room.steer(steer.SkipStep(third, False, seen(room)), BO).events[0].by == "bo"
    assert room.seminar.steered["agenda"].what == "put_in"
    assert helm(room.state).last.value == title
    assert room.state.steered == room.seminar.steered


def test_a_change_of_the_running_order_can_be_put_back(room):
    _, second, third = ids(room)[:3]
    room.steer(steer.SetAgenda({second: 21}), ANA)
    room.steer(steer.SkipStep(third), BO)
    minutes_act, skipped = room.seminar.orders
    assert (minutes_act.why, skipped.why, skipped.step) == ("order", "left_out", third)
    built = room.steer(steer.PutOrderBack(minutes_act.version), ANA)
    assert (built.refused, built.facts["built"]) == ("undo.built_on", "order")
    back = room.steer(steer.PutOrderBack(skipped.version), ANA).events[0]
    assert (back.out, back.undoes) == ((), skipped.version)
    assert room.seminar.steered["agenda"].what == "order_back"
    assert room.steer(steer.PutOrderBack(skipped.version), BO).refused == "undo.gone"
    assert room.steer(steer.PutOrderBack(999), BO).refused == "undo.gone"
    assert room.steer(steer.PutOrderBack(minutes_act.version), BO).events
    assert room.state.agenda == room.seminar.agenda == Agenda()
    assert [o.undone for o in room.state.orders] == [True, True]
    assert replay_seminar(room).orders == room.seminar.orders
    assert replay(room).orders == room.state.orders


def test_what_has_begun_since_is_not_put_back(room):
    first, second, third = ids(room)[:3]
    room.steer(steer.SetAgenda({second: 21}, (third,)), ANA)
    room.facilitator.enters(first)
    room.facilitator.enters(second)
    (act,) = room.seminar.orders
    assert act.why == "left_out"
    assert room.steer(steer.PutOrderBack(act.version), ANA).refused == "step.begun"


def test_what_happened_lists_changes_of_the_order_among_the_other_acts(room):
    room.seats("city", "shop")
    room.steer(steer.SkipStep(ids(room)[-1]), ANA)
    room.facilitator.records(do.SetStance("city", "lead.city", "yes", 1))
    newest, order = happened(room.state)
    assert (newest.kind, order.kind, order.by) == ("stance.set", "left_out", "ana")
    assert order.about == room.book.steps[-1].title
    assert order.order == room.seminar.orders[0].version
    room.steer(steer.SetAgenda({ids(room)[1]: 9}, room.seminar.agenda.out), BO)
    assert happened(room.state)[0].about == ""


def test_what_the_opening_of_a_seminar_set_is_no_act_of_anybody(room):
    room.steer(steer.SetAgenda({ids(room)[1]: 9}), SYSTEM)
    assert room.seminar.orders == room.state.orders == ()
    assert helm(room.state).last is None


def test_only_the_newest_changes_are_kept(room):
    for n in range(ORDERS_KEPT + 2):
        room.steer(steer.SetAgenda({ids(room)[1]: 20 + n}), ANA)
    assert len(room.seminar.orders) == ORDERS_KEPT == len(room.state.orders)
