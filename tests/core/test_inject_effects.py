"""What an event does beyond its story: resources come and go, clauses open again, and all of it is taken back."""

from dataclasses import replace

import pytest

from simulator.core.budget import balance
from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, seat_audience
from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.rulebook import Inject, Shift, Supply
from simulator.core.state.injects import Cut
from simulator.core.supplies import fits, means_left, own_means
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR as TRAINER
from tests.support.room import Room, replay
from tests.support.rulebooks import small_book


def event_of(key="flood", **effects):
    return Inject(key, key.title(), f"The {key}.", "late", **effects)


@pytest.fixture
def made():
    """Makes rooms in which every page that an event changes is told, and the log holds everything."""
    rooms = []

    def make(*injects, **settings):
        room = Room(replace(small_book(), injects=injects), **settings)
        room.pages, room.missed = Pages(), set()
        room.watch = lambda before, event, after: room.missed.update(room.pages.missed(before, event, after))
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        assert not room.missed
        assert replay(room) == room.state


def throw(room, key="flood"):
    return room.act(TRAINER, do.ThrowInject(key))


def undo(room):
    return room.facilitator.records(do.UndoAct(str(room.state.done[-1].version)))


def free(player, amount, kind="cash", line="bus line", **more):
    return player.pledges(kind=kind, amount=amount, line=line, **more)


def amounts(room):
    return {p.id: p.amount for p in room.state.pledges.values()}


def line(room, name="bus line", kind="cash"):
    return next(x for x in balance(room.state) if (x.kind, x.name) == (kind, name))


# -- resources


def test_a_partys_means_shrink_and_its_pledges_above_them_are_cut_in_proportion(made):
    room = made(event_of(supplies=(Supply("cash", -70, ("city", "nobody")),)))
    ana, bo = room.seats("city", "shop")
    free(ana, 40), free(ana, 20, years="1"), free(ana, 7, "staff", "desk"), free(bo, 90)
    thrown, supplies = throw(room).events
    assert [(m.seat, m.kind, m.before, m.after) for m in thrown.means] == [("city", "cash", 100, 30)]
    # in the first year 60 were pledged, and half of it is left
    assert [(c.pledge, c.before, c.after) for c in supplies.cuts] == [("r1", 40, 20), ("r2", 20, 10)]
    assert amounts(room) == {"r1": 20, "r2": 10, "r3": 7, "r4": 90}
    assert room.state.pledges["r1"].was.amount == 40
    assert room.view(ROOM)["pledge/r1"].event == "Flood"
    (mine,) = room.view(seat_audience("city"))["mynews"]
    assert mine.means == (("cash", 100, 30),)
    assert [(x.before, x.after) for x in mine.lost] == [(40, 20), (20, 10)]
    (story,) = room.view(ROOM)["news"].stories
    assert [(x.short, x.after) for x in story.lost] == [("city", 20), ("city", 10)]
    assert room.view(seat_audience("shop"))["mynews"] == ()


def test_what_is_left_bounds_later_pledges_of_that_kind(made):
    room = made(event_of(supplies=(Supply("cash", -70, ("city",)),)))
    (ana,) = room.seats("city")
    throw(room)
    pledges = room.view(seat_audience("city"))["pledges"]
    assert (pledges.left, pledges.beyond) == ((("cash", 30),), ("cash",))
    assert ana.pledges("cash").refused == "pledge.above_means"
    refused = free(ana, 31)
    assert (refused.refused, refused.facts) == ("pledge.above_means", {"left": 30, "resource": "cash"})
    assert not free(ana, 20).refused
    assert free(ana, 11, years="2").refused == "pledge.above_means"
    assert not ana.pledges("staff").refused
    assert ana.revises_pledge("r1", 31).refused == "pledge.above_means"
    assert not ana.revises_pledge("r1", 30).refused
    assert not fits(room.state, "city", "cash", 1, ())
    assert fits(room.state, "city", "cash", 30, (), "r1")


def test_what_one_event_takes_another_gives_back(made):
    room = made(
        event_of(supplies=(Supply("cash", -250, ("city",)), Supply("cash", 20, ("city",)))),
        event_of("aid", supplies=(Supply("cash", 80, ("city",)), Supply("data", 2, ("city",)))),
    )
    (ana,) = room.seats("city")
    free(ana, 100)
    throw(room)
    assert room.state.means["city"] == {"cash": 20}
    assert amounts(room) == {"r1": 20}
    assert throw(room, "aid").kinds == ["inject.thrown"]
    assert room.state.means["city"] == {"cash": 100, "data": 2}
    assert means_left(room.state, "city") == {}
    assert not free(ana, 500).refused
    assert own_means(room.state, "city", "staff") == 10  # nothing is said but on a ready card


def test_a_pledge_of_which_nothing_is_left_falls_and_says_why(made):
    room = made(event_of(supplies=(Supply("cash", -100, ("city",)),)))
    (ana,) = room.seats("city")
    free(ana, 100)
    throw(room)
    assert not room.state.pledges
    row = room.view(ROOM)["pledge/r1"]
    assert (row.withdrawn, row.event, row.at) == (True, "Flood", room.state.thrown[0].at)


def test_money_comes_to_a_budget_line_and_goes_again(made):
    room = made(
        event_of("aid", supplies=(Supply("cash", 60, line="bus line"),)),
        event_of(supplies=(Supply("cash", -100, line="bus line"),)),
    )
    ana, bo = room.seats("city", "shop")
    free(ana, 60), free(bo, 20)
    given = throw(room, "aid").events[1]
    assert [(f.kind, f.line, f.before, f.after) for f in given.funds] == [("cash", "bus line", 0, 60)]
    assert (line(room).fund, line(room).worst.pledged) == (60, 140)
    assert room.view(ROOM)["news"].stories[0].funds == (("cash", "bus line", 0, 60),)
    # of 100 that go 60 were from outside: half of what the room pledged goes too
    throw(room)
    assert amounts(room) == {"r1": 30, "r2": 10}
    assert (line(room).fund, line(room).worst.pledged) == (0, 40)
    assert not free(ana, 60).refused  # the hole may be filled


def test_pledges_that_wait_count_among_what_goes_and_a_line_can_fall_to_nothing(made):
    room = made(event_of(supplies=(Supply("cash", -100, line="bus line"),)))
    ana, bo = room.seats("city", "shop")
    free(ana, 60, condition="it rains"), free(bo, 20)
    throw(room)
    assert not room.state.pledges


def test_staff_that_was_given_to_tasks_falls_with_the_pledge(made):
    room = made(event_of(supplies=(Supply("staff", -10, ("city",)),)))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    room.facilitator.adopts(ana, *others, lead="city")
    free(ana, 8, "staff", "desk")
    ana.helps("survey", 4)
    throw(room)
    assert room.state.work.support == {}


def test_a_frozen_text_whose_pledges_are_cut_is_open_again_and_its_signatures_fall(made):
    room = made(event_of(supplies=(Supply("cash", -80, ("city",)),)))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    room.facilitator.adopts(ana, *others, lead="city")
    free(ana, 50)
    room.facilitator.opens_signing()
    ana.signs()
    assert throw(room).kinds == ["inject.thrown", "signing.reopened", "supplies.changed"]
    assert (room.state.signing.status, room.state.signing.voided) == ("closed", 1)
    room.facilitator.opens_signing()
    again = room.view(seat_audience("city"))["mysignature"].again
    assert (again.unchanged, [(p.before, p.now) for p in again.pledges]) == (False, [(50, 20)])


def test_a_frozen_text_that_it_does_not_touch_stays_signed(made):
    room = made(event_of(supplies=(Supply("cash", -10, ("city",)),), reopens=("money",)))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    room.facilitator.adopts(ana, *others, lead="city")
    room.facilitator.opens_signing()
    ana.signs()
    assert throw(room).kinds == ["inject.thrown"]
    assert room.state.signing.counted == 1


# -- clauses


def adopted(room, *voters, **terms):
    for clause, option in terms.items():
        room.facilitator.adopts(*voters, **{clause: option})


def test_a_clause_is_open_again_with_all_that_hung_on_it(made):
    room = made(event_of(reopens=("rule", "lead", "money")))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    adopted(room, ana, *others, rule="unanimity", lead="city")
    ana.leads("survey")
    versions = dict(room.state.clause_versions)
    assert room.view(FACILITATOR)["injects"].rows[0].reopens == ("R", "L", "M")
    kinds = throw(room).kinds
    assert kinds == [
        "inject.thrown",
        "clause.reopened",
        "clause.reopened",
        "tasks.dropped",
        "rule.changed",
        "bonds.changed",
    ]
    assert not room.state.agreement
    assert (room.state.rule, room.state.rule_from) == (room.book.default_rule, "")
    assert not room.state.work.leads
    assert room.state.clause_versions["lead"] == versions["lead"] + 1
    assert room.state.thrown[0].reopened == ("rule", "lead")
    assert room.view(ROOM)["news"].stories[0].open_again == (("R", "Rule"), ("L", "Lead"))
    assert room.view(FACILITATOR)["injects"].rows[0].open_again == (("R", "Rule"), ("L", "Lead"))
    adopted(room, ana, *others, lead="board")  # and it can be settled anew
    assert room.state.package == {"lead": "board"}


def test_nobodys_page_says_that_something_is_adopted_which_an_event_opened_again(made):
    room = made(event_of(reopens=("lead",)))
    people = room.seats("city", "shop", "walkers", "county")
    room.facilitator.enters("plenum")
    adopted(room, *people, lead="city")
    assert room.view(seat_audience("shop"))["bar"].kind == "passed"
    throw(room)
    assert room.view(seat_audience("shop"))["bar"].kind == "step"
    undo(room)
    assert room.view(seat_audience("shop"))["bar"].kind == "passed"


def test_while_a_decision_is_open_nothing_is_overturned(made):
    room = made(event_of(reopens=("lead",)), event_of("rain"))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    adopted(room, ana, *others, lead="city")
    room.facilitator.opens(money="none")
    assert throw(room).refused == "decision.another_open"
    assert [r.blocked for r in room.view(FACILITATOR)["injects"].rows] == [True, False]
    assert not throw(room, "rain").refused
    room.facilitator.cancels("d2")
    assert not throw(room).refused


def test_signatures_fall_when_a_clause_of_the_signed_text_is_open_again(made):
    room = made(event_of(reopens=("lead",)))
    ana, bo, *others = room.seats("city", "shop", "walkers", "county")
    adopted(room, ana, bo, *others, lead="city", money="none")
    room.facilitator.opens_signing()
    ana.signs(), bo.signs()
    assert throw(room).kinds == ["inject.thrown", "signing.reopened", "clause.reopened", "bonds.changed"]
    assert room.state.signing.voided == 2
    room.facilitator.opens_signing()
    again = room.view(seat_audience("city"))["mysignature"].again
    assert [(c.title, c.before, c.now) for c in again.clauses] == [("Lead", "a", "")]


def test_a_bond_falls_with_its_clause(made):
    room = made(event_of(reopens=("lead",)))
    adopted(room, *room.seats("city", "shop", "walkers", "county"), lead="city")
    assert room.state.bonds
    assert throw(room).kinds[-1] == "bonds.changed"
    assert not room.state.bonds


# -- taking back


def bare(state):
    return replace(
        state, version=0, public_version=0, private_versions={}, clause_versions={}, done=(), planned={},
    )  # fmt: skip


def everything():
    return event_of(
        shifts=(Shift("city", -5_000),),
        supplies=(Supply("cash", -90, ("city",)), Supply("cash", 10, line="bus line")),
        reopens=("lead", "rule"),
    )


def test_all_that_an_event_did_is_taken_back(made):
    room = made(everything())
    ana, *others = room.seats("city", "shop", "walkers", "county")
    adopted(room, ana, *others, rule="unanimity", lead="city")
    free(ana, 50)
    room.facilitator.opens_signing()
    ana.signs()
    before = room.state
    throw(room)
    assert not room.state.agreement
    assert undo(room).kinds == ["act.undone"]
    assert bare(room.state) == bare(before)
    assert room.view(ROOM)["news"].stories == ()
    assert room.state.signing.counted == 1
    assert not throw(room).refused  # it may happen after all


@pytest.mark.parametrize(
    ("built", "on"),
    [
        (lambda room, _ana, others: free(others[0], 1), "text"),
        (lambda room, ana, others: adopted(room, ana, *others, lead="board"), "decided"),
        (lambda room, ana, _all: room.facilitator.opens_signing(), "decided"),
        (lambda room, ana, _all: throw(room, "more"), "again"),
    ],
)
def test_what_was_built_on_an_event_keeps_it(made, built, on):
    room = made(everything(), event_of("more", shifts=(Shift("city", -1_000),)))
    ana, *others = room.seats("city", "shop", "walkers", "county")
    adopted(room, ana, *others, lead="city", money="none")
    free(ana, 50)
    if on == "text":
        room.facilitator.opens_signing()
        ana.signs()
    done = throw(room).events[0]
    assert done.KIND == "inject.thrown"
    act = next(d for d in room.state.done if d.kind == "inject.thrown")
    built(room, ana, others)
    refused = room.facilitator.records(do.UndoAct(str(act.version)))
    assert refused.refused == "undo.built_on"
    assert refused.facts["built"] in {on, "frozen"}


def test_a_cut_pledge_that_was_changed_since_keeps_the_event(made):
    room = made(event_of(supplies=(Supply("cash", -90, ("city",)),)))
    (ana,) = room.seats("city")
    free(ana, 50)
    throw(room)
    ana.revises_pledge("r1", 3, seen=2)
    assert room.state.pledges["r1"].cut == ""
    refused = undo(room)
    assert (refused.refused, refused.facts["built"]) == ("undo.built_on", "again")


def test_a_story_alone_can_always_be_taken_back(made):
    room = made(event_of())
    ana, *others = room.seats("city", "shop", "walkers", "county")
    throw(room)
    act = str(room.state.done[-1].version)
    adopted(room, ana, *others, lead="city")
    room.facilitator.opens_signing()
    assert not room.facilitator.records(do.UndoAct(act)).refused
    assert room.state.thrown == ()


def test_the_list_of_what_happened_names_the_event(made):
    room = made(event_of())
    throw(room)
    (act,) = room.view(FACILITATOR)["happened"]
    assert (act.kind, act.about) == ("inject.thrown", "Flood")


def test_older_events_cut_and_open_nothing_that_is_not_there(made):
    """A log that was cut short still reads."""
    room = made(event_of())
    state = evolve(room.state, ev.SuppliesChanged("flood", (), (Cut("r9", "city", "cash", "x", 2, 1),), 1))
    state = evolve(state, ev.ClauseReopened("flood", "lead", "city", "d1"))
    assert state.thrown == ()
    assert state.agreement == {}
