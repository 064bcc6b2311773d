"""Sense checks: hidden until they close, kept as they were, and never seen by others before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as DESK
from simulator.core.envelope import ROOM, SCREEN, seat_audience
from simulator.core.permissions import permissions
from simulator.core.views.dirty import dirty_parts
from tests.support.dirt import own_parts
from tests.support.moves import examples
from tests.support.room import FACILITATOR, Room, replay


def asked(target="rule", how="hide", **options):
    room = Room(**options)
    people = room.seats("city", "shop", "walkers")
    room.facilitator.enters("plenum")
    people[0].marks("rule.double", "yes")
    people[1].marks("rule.double", "no", "too slow")
    room.act(FACILITATOR, do.OpenSense(target, how))
    return room, *people


def row(room, ref):
    return room.view(ROOM)[f"option/{ref}"].totals


def closes(room):
    return room.act(FACILITATOR, do.CloseSense(room.state.senses.open.id)).events[0]


def test_a_check_asks_about_what_is_then_on_the_floor():
    room, *_ = asked()
    assert room.state.floor == "rule"
    opened = room.log[-1]
    assert (opened.check, opened.number, opened.target, opened.hidden) == ("s1", 1, "rule", True)
    closes(room)
    assert len(room.act(FACILITATOR, do.OpenSense("rule", "show")).events) == 1


def test_hidden_marks_show_the_room_as_it_was_until_all_come_out_at_once():
    room, _ana, bo, cy = asked()
    before = row(room, "rule.double")
    bo.marks("rule.double", "with", "slowly", moves="we get a month")
    cy.marks("rule.double", "no", "never")
    assert row(room, "rule.double") == before
    assert "never" not in repr(room.view(ROOM)) + repr(room.view(SCREEN)) + repr(room.view(DESK))
    assert room.view(seat_audience("walkers"))["stance/rule.double"].reason == "never"
    assert room.view(ROOM)["clause/rule"].sense == "hidden"
    assert room.view(ROOM)["floor"].hidden
    closes(room)
    after = row(room, "rule.double")
    assert (after.yes, after.with_changes, after.no) == (1, 1, 1)
    assert "never" in repr(room.view(ROOM)["objections/rule"])
    assert room.view(ROOM)["clause/rule"].sense == "none"


def test_an_open_check_shows_marks_as_they_come():
    room, _ana, bo, _cy = asked(how="show")
    assert bo.marks("rule.double", "yes").events[0].audience == ()
    assert row(room, "rule.double").yes == 2
    assert room.view(ROOM)["clause/rule"].sense == "shown"


def test_other_clauses_are_marked_openly_meanwhile():
    room, ana, *_ = asked()
    assert ana.marks("lead.city", "yes").events[0].audience == ()
    assert row(room, "lead.city").yes == 1


def test_the_same_mark_once_more_and_one_tap_both_count_as_an_answer():
    room, ana, bo, cy = asked()
    assert ana.marks("rule.double", "yes").kinds == ["sense.answered"]
    assert ana.marks("rule.double", "yes").events == ()
    assert room.act(bo.actor, do.AnswerSense("shop", "s1")).kinds == ["sense.answered"]
    assert room.act(bo.actor, do.AnswerSense("shop", "s1")).events == ()
    assert cy.marks("lead.city", "").events == ()
    assert room.act(cy.actor, do.AnswerSense("walkers", "s1")).refused == "sense.nothing_marked"
    cy.marks("rule.double", "yes")
    assert cy.marks("rule.double", "").events[0].value is None
    assert room.state.senses.open.answered == ("city", "shop", "walkers")
    cy.marks("rule.double", "with")
    closed = closes(room)
    assert (closed.said, closed.asked) == (3, 3)
    assert closed.marks["rule.double"] == {"city": "yes", "shop": "no", "walkers": "with"}
    assert room.act(bo.actor, do.AnswerSense("shop", "s1")).refused == "sense.closed"


def test_the_picture_stays_and_says_what_moved_since():
    room, ana, bo, cy = asked()
    cy.marks("rule.double", "no")
    closes(room)
    then = room.view(ROOM)["shots/rule"][0].rows
    bo.marks("rule.double", "with")
    cy.marks("rule.double", "with")
    ana.marks("rule.double", "")
    shot = room.view(ROOM)["shots/rule"][0]
    found = next(r for r in shot.rows if r.moved)
    assert [(s.seats, s.before, s.now) for s in found.moved] == [(2, "no", "with"), (1, "yes", "unsaid")]
    assert [r.totals for r in shot.rows] == [r.totals for r in then]
    assert (found.totals.no, found.now_totals.no) == (2, 0)
    assert room.view(ROOM)["sense"].latest == shot


def test_the_last_three_checks_of_a_clause_stay_and_only_the_newest_stands_beside_now():
    room, *_ = asked()
    closes(room)
    for _ in range(3):
        room.act(FACILITATOR, do.OpenSense("rule", "show"))
        closes(room)
    shown = room.view(ROOM)["shots/rule"]
    assert [s.number for s in shown] == [4, 3, 2]
    assert [s.compared for s in shown] == [True, False, False]
    assert replay(room).senses == room.state.senses


def test_calling_off_forgets_the_check_and_what_was_hidden():
    room, _ana, bo, _cy = asked()
    bo.marks("rule.double", "yes")
    room.act(FACILITATOR, do.CancelSense("s1"))
    assert row(room, "rule.double").no == 1
    assert room.view(seat_audience("shop"))["stance/rule.double"].value == "no"
    assert room.view(ROOM)["sense"] is None
    room.act(FACILITATOR, do.OpenSense("rule", "show"))
    bo.marks("rule.double", "yes")
    room.act(FACILITATOR, do.CancelSense("s2"))
    assert row(room, "rule.double").yes == 2


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (do.OpenSense("lead"), "sense.another_open"),
        (do.OpenSense("moon"), "target.unknown"),
        (do.OpenSense("rule.double"), "target.unknown"),
        (do.CloseSense("s9"), "sense.closed"),
        (do.CancelSense("s0"), "sense.closed"),
    ],
)
def test_what_a_facilitator_cannot_do(command, code):
    room, *_ = asked()
    assert room.act(FACILITATOR, command).refused == code


def test_more_refusals():
    room, ana, *_ = asked()
    closes(room)
    assert room.act(FACILITATOR, do.CloseSense("s1")).refused == "sense.closed"
    assert room.act(FACILITATOR, do.OpenSense("rule", "loud")).refused == "value.unknown"
    assert room.act(ana.actor, do.OpenSense("rule")).refused == "actor.not_allowed"
    assert room.act(FACILITATOR, do.AnswerSense("", "s1")).refused == "seat.unknown"
    ana.proposes(lead="city")
    ana.withdraws("p1")
    assert room.act(FACILITATOR, do.OpenSense("p1")).refused == "proposal.closed"
    room.facilitator.opens(lead="city")
    assert room.act(FACILITATOR, do.OpenSense("rule")).refused == "decision.another_open"
    assert not room.view(DESK)["asking"].can_open


def test_a_proposal_is_asked_about_by_its_version():
    room, ana, bo, _cy = asked()
    closes(room)
    ana.proposes(lead="city", money="fund")
    bo.marks("p1", "yes")
    room.act(FACILITATOR, do.OpenSense("p1"))
    assert room.view(ROOM)["proposal/p1"].sense == "hidden"
    assert room.view(seat_audience("shop"))["bar"].sense.about.kind == "proposal"
    assert "proposals" in room.view(seat_audience("shop"))["panels"].panels
    bo.marks("p1", "no", "too dear")
    assert room.view(ROOM)["proposal/p1"].totals.yes == 1
    closes(room)
    assert room.view(ROOM)["proposal/p1"].totals.no == 1
    ana.revises("p1", lead="board")
    shot = room.view(ROOM)["proposal/p1"].shots[0]
    assert (shot.reworded, shot.compared) == (True, False)


@pytest.mark.parametrize("gone", ["revise", "withdraw"])
def test_a_question_about_words_that_are_gone_is_no_question(gone):
    room, ana, bo, _cy = asked()
    closes(room)
    ana.proposes(lead="city")
    bo.proposes(lead="board")
    bo.marks("p1", "yes")
    room.act(FACILITATOR, do.OpenSense("p1"))
    bo.marks("p1", "no", "psst")
    bo.revises("p2", money="none")
    assert room.state.senses.open
    ana.revises("p1", lead="board") if gone == "revise" else ana.withdraws("p1")
    assert room.state.senses.open is None
    assert "psst" not in repr(room.state.stances)
    assert room.view(ROOM)["sense"] is None


def test_an_adopted_proposal_asks_nobody_but_can_still_be_closed():
    room, ana, bo, cy = asked()
    closes(room)
    ana.proposes(lead="city")
    ana.marks("p1", "yes")
    room.act(FACILITATOR, do.OpenSense("p1"))
    room.facilitator.opens("p1", seen=1)
    assert room.view(seat_audience("city"))["bar"].kind == "vote"
    for player in (ana, bo, cy):
        player.votes("yes")
    room.facilitator.closes()
    assert room.view(seat_audience("city"))["bar"].sense is None
    assert room.act(ana.actor, do.AnswerSense("city", "s2")).refused == "proposal.closed"
    assert closes(room).marks == {"p1": {"city": "yes"}}


def test_the_bar_asks_then_says_that_the_answer_is_in():
    room, _ana, _bo, cy = asked("lead")
    bar = room.view(seat_audience("walkers"))["bar"]
    assert (bar.kind, bar.sense.same, bar.sense.marked) == ("sense", False, 0)
    cy.marks("lead.city", "yes")
    bar = room.view(seat_audience("walkers"))["bar"]
    assert (bar.kind, bar.sense.answered, bar.sense.marked) == ("sensed", True, 1)
    assert room.view(seat_audience("city"))["bar"].kind == "sense"
    panels = room.view(seat_audience("city"))["panels"]
    assert "clauses" in panels.panels
    assert "lead" in panels.clauses


def test_the_panel_of_what_is_asked_opens_in_any_step():
    room, *_ = asked("lead")
    room.facilitator.enters("meet")
    panels = room.view(seat_audience("city"))["panels"]
    assert "clauses" in panels.panels
    assert "lead" in panels.clauses


def test_the_desk_counts_those_with_a_vote_and_says_when_the_room_has_moved_on():
    room, ana, *_ = asked()
    room.act(ana.actor, do.AnswerSense("city", "s1"))
    check = room.view(DESK)["asking"].open
    assert (check.said, check.asked, check.moved_on) == (1, 3, False)
    assert len(check.waiting) == 2
    room.facilitator.enters("meet")
    assert room.view(DESK)["asking"].open.moved_on
    assert room.state.senses.open, "it closes by hand, and by nothing else"


def test_the_wall_asks_shows_the_answer_and_lets_go_of_it():
    room, *_ = asked()
    assert room.view(SCREEN)["scene"].name == "sense"
    closes(room)
    assert room.view(SCREEN)["scene"].name == "sense"
    room.facilitator.puts("lead")
    assert room.view(SCREEN)["scene"].name != "sense"
    room.act(FACILITATOR, do.OpenSense("rule"))
    closes(room)
    room.facilitator.enters("meet")
    assert room.view(SCREEN)["scene"].name != "sense"
    assert not room.steer(steer.ShowScene("sense")).refused
    assert room.view(SCREEN)["scene"].name == "sense"
    assert room.view(SCREEN)["sense"].latest.number == 2


def test_a_person_who_sits_down_in_a_check_finds_no_mark_of_the_rules():
    room = Room(bots="fill")
    room.facilitator.enters("talk")
    room.bot("plant").marks("rule.double", "no")
    room.act(FACILITATOR, do.OpenSense("rule"))
    room.bot("plant").marks("rule.double", "yes")
    room.seat("plant")
    assert row(room, "rule.double").no == 0
    closes(room)
    assert row(room, "rule.double").unsaid == row(room, "lead.city").unsaid


def test_a_closed_check_says_how_many_of_its_marks_the_rules_made():
    room = Room(bots="fill")
    people = room.seats("city", "shop")
    room.facilitator.enters("talk")
    room.act(FACILITATOR, do.OpenSense("rule"))
    room.bot("plant").marks("rule.double", "no")
    people[0].marks("rule.double", "yes")
    closes(room)
    shot = room.view(ROOM)["shots/rule"][0]
    # a seat of the rules that marked nothing adds nothing to the numbers
    assert (shot.said, shot.asked, shot.ruled) == (1, 2, 1)


# -- who still objects


def test_everybody_who_objects_is_named_with_words_or_without():
    room, ana, bo, cy = asked(how="show")
    bo.marks("rule.double", "no", "too slow", moves="a month")
    cy.marks("rule.double", "with")
    found = room.view(DESK)["objectors"]
    double = next(r for r in found.rows if r.totals.no)
    assert [(h.seat, h.value, h.moves) for h in double.spoken] == [("shop", "no", "a month")]
    assert [h.seat for h in double.silent] == ["walkers"]
    assert found.kind == "clause"
    room.facilitator.puts("rule.double")
    assert len(room.view(DESK)["objectors"].rows) == 1
    room.facilitator.puts("")
    assert room.view(DESK)["objectors"].kind == "nothing"
    assert room.view(SCREEN)["moves"] is None
    ana.proposes(lead="city")
    bo.marks("p1", "with", "hm")
    room.facilitator.puts("p1")
    assert room.view(DESK)["objectors"].rows[0].spoken[0].value == "with"


def test_everybody_reads_all_objections_in_full_depth_only():
    for depth in ("basic", "full"):
        room, _ana, bo, _cy = asked(how="show", depth=depth)
        bo.marks("rule.double", "no", "too slow")
        shared = room.view(ROOM)["holdouts"]
        assert (shared == room.view(DESK)["objectors"]) if depth == "full" else shared is None


def test_the_wall_shows_what_would_move_us_without_names():
    room, ana, bo, _cy = asked(how="show")
    ana.marks("rule.double", "with", moves="we get a month")
    bo.marks("rule.double", "no", "too slow")
    wall = room.view(SCREEN)["moves"]
    room.facilitator.puts("rule.double")
    wall = room.view(SCREEN)["moves"]
    assert (wall.moves, wall.reasons) == (("we get a month",), ("too slow",))
    names = {o.short for o in room.book.organizations} | {o.name for o in room.book.organizations}
    assert not [n for n in names if n in repr(wall)]


# -- nobody else can tell


def seen(room, but):
    away = [s.id for s in room.state.seats.values() if s.person and s.id not in but]
    return (
        [own_parts(room.state, a) for a in (ROOM, SCREEN, *(seat_audience(s) for s in away))],
        [room.state.version_for(s) for s in away],
        [permissions(room.state, room.delegate(s)) for s in away],
        room.state.public_version,
    )


@given(st.data(), st.sampled_from(["basic", "full"]))
@settings(max_examples=examples(25), deadline=None)
def test_what_one_marks_in_a_hidden_check_changes_nothing_for_the_others(data, depth):
    room, _ana, bo, _cy = asked(depth=depth)
    refs = room.book.refs("rule")
    if data.draw(st.booleans()):
        proposal = bo.proposes(lead="city").events[0].proposal
        closes(room)
        room.act(FACILITATOR, do.OpenSense(proposal))
        refs = (proposal,)
    before, since = seen(room, ("shop",)), len(room.log)
    for _ in range(data.draw(st.integers(1, 6))):
        command = data.draw(
            st.sampled_from([
                do.SetStance("shop", data.draw(st.sampled_from(refs)), value, 1, "secret" if value else "", "psst")
                for value in ("", "yes", "with", "no")
            ] + [do.AnswerSense("shop", room.state.senses.open.id)])
        )  # fmt: skip
        room.act(data.draw(st.sampled_from([bo.actor, FACILITATOR])), command)
        assert seen(room, ("shop",)) == before
    told = {d.audience for e in room.log[since:] for d in dirty_parts(room.state, e)}
    assert {a for a in told if a.kind not in ("facilitator", "overview")} <= {seat_audience("shop")}
    room.act(FACILITATOR, do.CancelSense(room.state.senses.open.id))
    assert "secret" not in repr([room.view(ROOM), room.view(SCREEN), room.view(DESK)])
