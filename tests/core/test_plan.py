"""The work plan: which tasks an agreement brings, who leads them, with whose staff, and what hangs on it."""

import typing
from dataclasses import replace

import pytest

from simulator.core.agreement_text import agreement_content, agreement_hash
from simulator.core.commands import exercise as do
from simulator.core.commands.seminar import LeaveSeat, SetHelp
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM, Actor, seat_audience
from simulator.core.events.exercise import ExerciseEvent
from simulator.core.rulebook import Cast
from simulator.core.views.again import WorkChange
from simulator.core.work_plan import could_lead, lead_cost, manager, task_at, tasks
from simulator.store.codec import Codec
from tests.core.test_dirty import Watched
from tests.support.room import FACILITATOR, Room
from tests.support.rulebooks import PLAN, small_book


def with_plan(**changes):
    return replace(small_book(), plan=replace(PLAN, **changes))


def planned(book=None, **terms):
    """A room of three that agreed on these terms; every part that changes must be named."""
    room = Watched(book)
    people = room.seats("city", "shop", "walkers")
    room.facilitator.adopts(*people, **(terms or {"lead": "city"}))
    return room, *people


def ids(room):
    return [task.id for task in tasks(room.state)]


def mine(room, seat, task):
    return room.view(seat_audience(seat))[f"mytask/{task}"]


def test_two_options_lead_to_two_plans():
    room, *people = planned(lead="city")
    assert (ids(room), manager(room.state).seat) == (["survey", "lamps"], "city")
    room.facilitator.adopts(*people, lead="board")
    assert (ids(room), manager(room.state).post) == (["lamps", "ledger", "vote"], "A secretary")


def test_options_of_several_clauses_add_up_to_one_plan():
    room, *_people = planned(lead="city", money="fund")
    assert ids(room) == ["survey", "lamps", "ledger"]


def test_without_an_agreement_and_without_a_plan_there_is_no_work():
    assert ids(Room()) == []
    assert manager(Room().state) is None
    room, ana, *_others = planned(replace(small_book(), plan=None))
    assert ids(room) == []
    assert manager(room.state) is None
    assert not room.view(ROOM)["plan"].known
    assert not [key for key in room.view(seat_audience("city")) if "task/" in key]
    assert ana.leads("survey").refused == "target.unknown"
    assert "plan" not in agreement_content(room.state)


def test_a_task_has_one_lead():
    room, ana, bo, _cy = planned()
    assert ana.leads("survey").kinds == ["task.led"]
    assert ana.leads("survey").events == ()
    assert bo.leads("survey").refused == "task.led"
    assert room.state.work.leads["survey"].seat == "city"
    assert bo.asks("city", "survey").refused == "task.led"


def test_only_those_whom_the_plan_names_lead_a_task():
    room, _ana, _bo, cy = planned()
    assert cy.leads("survey").refused == "task.unsuited"
    assert cy.leads("lamps").refused is None
    assert could_lead(room.state, task_at(room.state, "survey")) == ("city", "county", "shop")


def test_who_speaks_for_a_named_organization_may_lead_and_where_none_sits_everybody_may():
    cast = Cast(4, "Half", ("city", "plant", "walkers", "parents"), {"county": "plant", "shop": "city"})
    book = replace(small_book(), casts=(cast, small_book().casts[0]))
    room = Room(book, cast=4)
    survey, ledger, *_rest = (t for t in PLAN.tasks if t.id != "lamps")
    assert could_lead(room.state, survey) == ("city", "plant")
    assert could_lead(room.state, replace(ledger, leads=("bank",))) == cast.seats


def test_who_is_asked_says_yes_or_no_with_a_reason():
    room, ana, bo, cy = planned()
    assert cy.asks("shop", "survey").kinds == ["task.asked"]
    assert cy.asks("shop", "survey").events == ()
    assert room.act(FACILITATOR, do.AskToLead("", "survey", "city")).kinds == ["task.asked"]
    assert mine(room, "shop", "survey").asked_by == "walker"
    assert room.view(seat_audience("city"))["myplan"].asked == (("survey", "A survey", ""),)
    assert bo.refuses("survey", " ").refused == "text.empty"
    assert bo.refuses("survey").kinds == ["task.refused"]
    assert bo.refuses("survey").refused == "task.not_yours"
    assert room.view(ROOM)["task/survey"].refused == (("shop", 2, "no people"),)
    ana.leads("survey")
    assert room.view(seat_audience("city"))["myplan"].asked == ()


def test_who_went_home_is_not_asked_though_another_party_votes_for_it():
    room, ana, _bo, _cy = planned()
    room.steer(LeaveSeat("person-shop", "walkers"), Actor("delegate", "person-shop"))
    assert "shop" not in dict(mine(room, "city", "survey").choices)
    assert ana.asks("shop", "survey").refused == "value.unknown"
    assert "shop" in could_lead(room.state, task_at(room.state, "survey")), "it may be recorded for it"


def test_who_said_no_may_be_asked_again_and_may_change_its_mind():
    room, _ana, bo, cy = planned()
    cy.asks("shop", "survey")
    bo.refuses("survey")
    cy.asks("shop", "survey")
    assert room.view(ROOM)["task/survey"].refused == ()
    assert room.view(ROOM)["task/survey"].asked == (("shop", 2),)
    bo.refuses("survey")
    bo.leads("survey")
    assert room.view(ROOM)["task/survey"].refused == ()


def test_asking_oneself_changes_nothing_and_a_stranger_is_refused():
    _room, ana, _bo, _cy = planned()
    assert ana.asks("city", "survey").events == ()
    assert ana.asks("walkers", "survey").refused == "value.unknown"


def test_a_lead_hands_back_and_another_takes_over():
    room, ana, bo, _cy = planned()
    ana.leads("survey")
    assert bo.hands_back("survey").refused == "task.not_yours"
    assert ana.hands_back("survey", "our surveyor left").kinds == ["task.handed_back"]
    assert ana.hands_back("survey").refused == "task.not_yours"
    assert bo.leads("survey").refused is None
    assert room.view(ROOM)["task/survey"].refused == (("city", 1, "our surveyor left"),)


def test_staff_is_given_only_from_what_was_pledged_for_the_work():
    room, ana, _bo, _cy = planned()
    assert ana.helps("survey", 1).refused == "task.no_staff"
    ana.pledges(kind="staff", amount=3, line="bus line")  # not a line of the work
    ana.pledges(kind="cash", amount=90, line="desk")
    assert ana.helps("survey", 1).refused == "task.no_staff"
    ana.pledges(kind="staff", amount=6, line="desk")
    over = ana.helps("survey", 7)
    assert (over.refused, over.facts) == ("pledge.amount", {"least": 0, "most": 6})
    assert ana.helps("survey", 4).kinds == ["task.supported"]
    assert ana.helps("survey", 4).events == ()
    assert ana.helps("lamps", 3).refused == "pledge.amount"
    ana.helps("lamps", 2)
    row = room.view(ROOM)["task/survey"]
    assert (row.staff, row.given, row.support) == (4, 4, (("city", 1, 4),))
    ana.helps("survey", 0)
    assert room.view(ROOM)["task/survey"].support == ()
    assert mine(room, "city", "survey").most == 4


def test_every_staff_pledge_counts_where_the_plan_names_no_line():
    _room, ana, _bo, _cy = planned(with_plan(staff_lines=()))
    ana.pledges(kind="staff", amount=3, line="bus line")
    assert ana.helps("survey", 3).refused is None


def test_who_pledges_less_gives_less_and_the_newest_support_goes_first():
    room, ana, bo, _cy = planned()
    ana.pledges(kind="staff", amount=6, line="desk")
    bo.pledges(kind="staff", amount=2, line="desk")
    ana.helps("survey", 3)
    ana.helps("lamps", 3)
    bo.helps("lamps", 2)
    ana.revises_pledge("r1", 4)
    assert room.state.work.support == {"survey": {"city": 3}, "lamps": {"shop": 2, "city": 1}}
    ana.withdraws_pledge("r1")
    assert room.state.work.support == {"lamps": {"shop": 2}}


def test_a_change_of_the_agreement_drops_tasks_and_tells_those_who_had_taken_them():
    room, ana, bo, cy = planned()
    bo.pledges(kind="staff", amount=2, line="desk")
    ana.leads("survey")
    ana.leads("lamps")
    bo.helps("survey", 2)
    result = room.facilitator.adopts(ana, bo, cy, lead="board")
    assert result.kinds == ["decision.closed", "clause.adopted", "tasks.dropped", "bonds.changed"]
    assert (set(room.state.work.leads), room.state.work.support) == ({"lamps"}, {})
    for seat, titles in (("city", ("A survey",)), ("shop", ("A survey",)), ("walkers", ())):
        assert room.view(seat_audience(seat))["myplan"].dropped == titles
    room.facilitator.adopts(ana, bo, cy, lead="city")
    assert room.view(seat_audience("city"))["myplan"].dropped == ()


def test_tasks_nobody_spoke_of_go_without_a_word():
    room, *people = planned()
    assert "tasks.dropped" not in room.facilitator.adopts(*people, lead="board").kinds


def test_a_task_that_a_package_keeps_keeps_its_lead():
    room, ana, bo, cy = planned(lead="board", money="none")
    bo.leads("ledger")
    room.facilitator.adopts(ana, bo, cy, lead="city", money="fund")
    assert room.state.work.leads["ledger"].seat == "shop"


def test_a_lead_costs_its_points_while_the_task_is_in_the_plan():
    room, ana, bo, cy = planned()
    ana.leads("survey")
    ana.leads("lamps")
    assert (lead_cost(room.state, "city"), lead_cost(room.state, "shop")) == (1000, 0)
    room.facilitator.adopts(ana, bo, cy, lead="board")
    assert lead_cost(room.state, "city") == 300


def test_private_help_counts_what_we_lead_and_says_points_only_where_it_may():
    room, ana, _bo, _cy = planned()

    def sheet(part):
        return room.view(seat_audience("city"))[part]

    assert sheet("myplan").cost == 0
    room.steer(SetHelp("points"))
    before = sheet("help").points
    ana.leads("survey")
    assert (sheet("help").points, sheet("myplan").cost) == (before - 7, 700)
    assert sheet("myplan").leads == (("survey", "A survey"),)


def test_every_change_of_the_plan_changes_the_hash_of_the_text():
    room, ana, bo, cy = planned()
    bo.pledges(kind="staff", amount=2, line="desk")
    seen = {agreement_hash(room.state)}
    for wish in (
        lambda: ana.leads("survey"),
        lambda: bo.helps("survey", 1),
        lambda: bo.helps("survey", 2),
        lambda: cy.leads("lamps"),
        lambda: ana.hands_back("survey"),
    ):
        assert wish().events
        assert agreement_hash(room.state) not in seen
        seen.add(agreement_hash(room.state))
    room.act(FACILITATOR, do.AskToLead("", "survey", "county"))
    assert agreement_hash(room.state) in seen  # a question is no part of the text


def test_the_plan_itself_is_part_of_the_text_before_anybody_leads():
    other = with_plan(tasks=tuple(replace(t, due=t.due + 1) for t in PLAN.tasks))
    assert agreement_hash(planned()[0].state) != agreement_hash(planned(other)[0].state)
    someone = with_plan(managers=(replace(PLAN.managers[0], seat="shop"),))
    assert agreement_hash(planned()[0].state) != agreement_hash(planned(someone)[0].state)


def test_a_frozen_text_freezes_the_plan():
    room, ana, bo, cy = planned()
    bo.pledges(kind="staff", amount=2, line="desk")
    ana.leads("survey")
    cy.asks("city", "lamps")
    room.facilitator.opens_signing()
    wishes = [
        ana.hands_back("survey"), ana.leads("lamps"), ana.refuses("lamps"), bo.helps("survey", 1),
        cy.asks("shop", "lamps"),
    ]  # fmt: skip
    assert {wish.refused for wish in wishes} == {"signing.open"}
    assert not mine(room, "city", "survey").may_hand_back


@pytest.mark.parametrize(("needs", "in_force"), [(True, False), (False, True)])
def test_enough_signatures_do_not_do_without_a_lead_for_each_critical_task(needs, in_force):
    room, ana, bo, cy = planned(with_plan(entry_needs_leads=needs))
    cy.leads("lamps")  # not critical
    assert room.view(STEERING)["desk"].gaps == (("A survey",) if needs else ())
    assert room.view(ROOM)["signing"].unled == 0
    room.facilitator.opens_signing()
    assert room.view(ROOM)["signing"].unled == int(needs)
    for player in (ana, bo, cy):
        player.signs()
    concluded = room.facilitator.concludes().events[0]
    assert (concluded.signed, concluded.unled, concluded.in_force) == (3, int(needs), in_force)
    assert room.view(STEERING)["alerts"].unled == ()


def test_with_every_critical_task_led_it_enters_into_force():
    room, ana, bo, cy = planned(with_plan(entry_needs_leads=True))
    ana.leads("survey")
    room.facilitator.opens_signing()
    for player in (ana, bo, cy):
        player.signs()
    assert room.facilitator.concludes().events[0].in_force


def test_a_book_closed_before_there_were_plans_still_reads():
    codec = Codec(typing.get_args(ExerciseEvent))
    old = codec.decode("signing.concluded", {"signed": 2, "needed": 2, "in_force": True})
    assert (old.in_force, old.unled) == (True, 0)


def test_the_facilitator_sees_what_nobody_leads_and_whom_to_ask():
    room, ana, _bo, cy = planned()
    room.act(FACILITATOR, do.AskToLead("", "survey", "county"))
    assert room.view(STEERING)["alerts"].unled == (("A survey", ("county",)),)
    first = room.view(STEERING)["plandesk"].rows[0]
    assert (first.id, first.asked, first.choices) == (
        "survey",
        ("county",),
        (("city", "city"), ("shop", "shop")),
    )
    ana.leads("survey")
    cy.leads("lamps")
    rows = room.view(STEERING)["plandesk"].rows
    assert [(row.id, row.lead, row.may_ask) for row in rows] == [
        ("survey", "city", False),
        ("lamps", "walker", False),
    ]
    assert room.view(STEERING)["alerts"].unled == ()


def test_a_facilitator_records_a_lead_for_a_seat_and_it_shows():
    room, *_people = planned()
    taken = room.facilitator.records(do.LeadTask("county", "survey"))
    assert taken.events[0].recorded
    county = room.seat("county")
    assert mine(room, "county", "survey").by_facilitator
    county.hands_back("survey")
    county.leads("survey")
    assert not mine(room, "county", "survey").by_facilitator


@pytest.mark.parametrize(
    "command",
    [
        do.LeadTask("", "survey"),
        do.RefuseLead("", "survey", "why"),
        do.HandBackTask("", "survey"),
        do.SupportTask("", "survey", 1),
        do.AskToLead("nobody", "survey", "city"),
    ],
)
def test_work_is_taken_on_by_a_seat_of_the_room(command):
    room, *_people = planned()
    assert room.act(FACILITATOR, command).refused == "seat.unknown"


def test_a_task_that_the_agreement_does_not_ask_for_is_refused():
    _room, ana, *_others = planned()
    assert ana.leads("vote").refused == "target.unknown"


def test_the_board_groups_tasks_and_counts_quarters():
    room, ana, bo, cy = planned(lead="board", money="fund")
    bo.pledges(kind="staff", amount=3, line="desk")
    bo.helps("ledger", 3)
    cy.leads("vote")
    board = room.view(ROOM)["plan"]
    assert [(title, [m.id for m in marks]) for title, marks in board.groups] == [
        ("Streets", ["vote", "lamps"]),
        ("The purse", ["ledger"]),
    ]
    assert [m.quarter for _, marks in board.groups for m in marks] == [3, 4, 1]
    assert (board.quarters, board.led, board.of, board.critical_open) == (4, 1, 3, 1)
    assert (board.staff, board.given, board.manager) == (7, 3, "A secretary")
    assert [room.view(ROOM)[f"task/{t}"].opens for t in ("vote", "lamps", "ledger")] == [
        "Streets",
        "",
        "The purse",
    ]
    assert room.view(ROOM)["task/survey"] is None
    assert mine(room, "city", "survey") is None
    assert ana.leads("lamps").refused is None


def test_a_manager_may_be_an_organization_or_still_to_be_chosen():
    room, *_people = planned()
    board = room.view(ROOM)["plan"]
    assert (board.managed, board.manager) == (True, "The City")
    other, *_people = planned(money="fund")
    board = other.view(ROOM)["plan"]
    assert (board.managed, board.manager) == (True, "")


def test_a_row_names_who_could_lead_unless_everybody_could():
    room, *_people = planned()
    assert [name for name, _ in room.view(ROOM)["task/survey"].suited] == ["city", "county", "shop"]
    assert room.view(ROOM)["task/lamps"].suited == ()


def test_a_seat_sees_what_it_may_do_with_a_task():
    room, ana, _bo, cy = planned()
    before = mine(room, "city", "survey")
    assert (before.role, before.may_lead, before.may_support) == ("", True, False)
    assert before.choices == (("county", "county"), ("shop", "shop"))
    assert not mine(room, "walkers", "survey").may_lead
    cy.asks("city", "survey")
    asked = mine(room, "city", "survey")
    assert (asked.role, asked.asked_by, asked.may_refuse) == ("asked", "walker", True)
    ana.leads("survey")
    leading = mine(room, "city", "survey")
    assert (leading.role, leading.may_lead, leading.may_hand_back, leading.choices) == (
        "leads",
        False,
        True,
        (),
    )


def test_whose_work_changed_after_a_reopening_reads_what_did_and_the_others_sign_in_one_tap():
    room, ana, bo, cy = planned()
    ana.pledges(kind="staff", amount=6, line="desk")
    ana.leads("survey")
    ana.helps("survey", 4)
    room.facilitator.opens_signing()
    for player in (ana, bo, cy):
        player.signs()
    room.facilitator.reopens(ana, bo, cy)
    ana.hands_back("survey", "our surveyor left")
    ana.helps("survey", 2)
    bo.leads("survey")
    room.facilitator.opens_signing()

    def again(seat):
        return room.view(seat_audience(seat))["mysignature"].again

    title = "A survey"
    assert again("city").work == (WorkChange(title, True, False, 4, 2),)
    assert again("shop").work == (WorkChange(title, False, True, 0, 0),)
    assert not again("city").unchanged
    assert not again("shop").unchanged
    assert again("walkers").unchanged
