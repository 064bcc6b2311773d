"""Undo: an act is taken back as if it had not been, or refused with what was built on it."""

import typing
from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.deciding.undo import GUARDS
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.permissions import permissions
from simulator.core.state.undo import DONE_KEPT, DoneKind
from simulator.web.words.undo import happened_words
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, Room, replay


@pytest.fixture
def room():
    made = Room()
    made.pages, made.missed = Pages(), set()
    made.watch = lambda before, event, after: made.missed.update(made.pages.missed(before, event, after))
    yield made
    assert not made.missed
    assert replay(made) == made.state


def undo(room, kind=None):
    """Take back the newest act (of this kind)."""
    found = [d for d in room.state.done if kind in (None, d.kind) and not d.undone]
    return room.facilitator.records(do.UndoAct(str(found[-1].version)))


def bare(state):
    return replace(
        state, version=0, public_version=0, private_versions={}, clause_versions={}, pledge_count=0, done=(),
        stances={target: marks for target, marks in state.stances.items() if marks},
    )  # fmt: skip


def taken_back(room, act):
    """Do it and take it back: nothing is left of it."""
    before = room.state
    assert not act().refused
    done = undo(room)
    assert (done.refused, done.kinds) == (None, ["act.undone"])
    assert bare(room.state) == bare(before)
    return room.state.done[-1]


def refused(room, kind):
    no = undo(room, kind)
    assert no.refused == "undo.built_on"
    return no.facts["built"], no.facts["count"]


def test_every_kind_says_what_must_not_be_built_on_it():
    assert set(GUARDS) == set(typing.get_args(DoneKind))


def test_a_ballot_recorded_from_paper_is_taken_back(room):
    room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    cast = do.CastBallot("city", "d1", "no", "never")
    done = taken_back(room, lambda: room.facilitator.records(cast))
    assert (done.kind, done.target, done.seat, done.undone) == ("ballot.cast", "d1", "city", True)
    room.facilitator.records(do.CastBallot("city", "d1", "yes"))
    taken_back(room, lambda: room.facilitator.records(cast))
    assert room.state.decisions["d1"].ballots["city"].choice == "yes"


def test_what_was_taken_back_is_not_taken_back_again(room):
    room.seat("city")
    room.facilitator.opens(lead="city")
    room.facilitator.records(do.CastBallot("city", "d1", "yes"))
    act = do.UndoAct(str(room.state.done[-1].version))
    assert room.facilitator.records(act).events
    assert room.facilitator.records(act).refused == "undo.gone"
    assert room.facilitator.records(do.UndoAct("99999")).refused == "undo.gone"
    assert room.act(room.delegate("city"), act).refused == "actor.not_allowed"


def test_a_ballot_that_was_counted_or_cast_anew_stays(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    room.facilitator.records(do.CastBallot("city", "d1", "no"))
    ana.votes("yes")
    assert refused(room, "ballot.cast") == ("again", 0)
    room.facilitator.records(do.CastBallot("shop", "d1", "no"))
    bo.marks("lead.city", "yes")
    room.facilitator.closes()
    assert refused(room, "ballot.cast") == ("counted", 0)


def test_a_mark_is_taken_back_to_what_stood_there(room):
    ana = room.seat("city")
    mark = do.SetStance("city", "lead.city", "no", 1, "too far")
    taken_back(room, lambda: room.facilitator.records(mark))
    ana.marks("lead.city", "yes")
    taken_back(room, lambda: room.facilitator.records(mark))
    room.facilitator.records(mark)
    ana.marks("lead.city", "with", "half")
    assert refused(room, "stance.set") == ("again", 0)


def test_a_hidden_mark_stays_hidden_as_it_is_taken_back(room):
    room.seats("city", "shop")
    room.facilitator.records(do.OpenSense("lead"))
    before = room.state
    room.facilitator.records(do.SetStance("city", "lead.city", "no", 1, "too far"))
    assert room.state.senses.open.answered == ("city",)
    done = undo(room)
    assert done.events[0].audience == ("city",)
    assert bare(room.state) == bare(before)
    assert room.state.public_version == before.public_version


def test_a_mark_is_taken_back_after_the_check_is_over(room):
    room.seats("city", "shop")
    room.facilitator.records(do.OpenSense("lead"))
    room.facilitator.records(do.SetStance("city", "lead.city", "no", 1))
    room.facilitator.records(do.CloseSense("s1"))
    assert undo(room).events[0].audience == ()
    assert not room.state.stances["lead.city"]


def test_what_the_rules_marked_does_not_come_back_to_a_person(room):
    room.bot("city").marks("lead.city", "yes")
    room.facilitator.records(do.SetStance("city", "lead.city", "no", 1))
    room.seat("city")
    undo(room)
    assert "city" not in room.state.stances["lead.city"]


def test_pledges_come_go_and_come_back(room):
    ana = room.seat("city")
    made = do.MakePledge("city", kind="staff", amount=5, line="desk")
    taken_back(room, lambda: room.facilitator.records(made))
    ana.pledges(kind="staff", amount=5, line="desk")
    (key,) = room.state.pledges
    assert key == "r2"  # a number is never given again
    revised = do.RevisePledge("city", key, 3, 1)
    taken_back(room, lambda: room.facilitator.records(revised))
    taken_back(room, lambda: room.facilitator.records(do.WithdrawPledge("city", key)))
    room.facilitator.records(revised)
    ana.revises_pledge(key, 4, seen=2)
    assert refused(room, "pledge.revised") == ("again", 0)


def test_a_pledge_in_a_frozen_or_signed_text_stays(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.records(do.MakePledge("city", "cash"))
    room.facilitator.adopts(ana, bo, lead="city")
    room.facilitator.opens_signing()
    assert refused(room, "pledge.made") == ("frozen", 0)
    assert refused(room, "decision.closed") == ("frozen", 0)
    for player in (ana, bo):
        player.signs()
    assert refused(room, "pledge.made") == ("signed", 2)
    assert refused(room, "decision.closed") == ("signed", 2)


def test_a_signature_is_taken_back_until_the_book_is_closed(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    room.facilitator.opens_signing()
    sign = do.GiveSignature("city", "sign", room.state.signing.text_hash)
    taken_back(room, lambda: room.facilitator.records(sign))
    room.facilitator.records(sign)
    room.facilitator.concludes()
    assert refused(room, "signature.given") == ("concluded", 0)


def test_a_decision_that_was_opened_by_mistake_is_called_off(room):
    room.seats("city", "shop")
    room.facilitator.puts("lead")
    before = room.state
    room.facilitator.opens(lead="city")
    assert undo(room).events
    assert (room.state.floor, room.state.decisions["d1"].status) == (before.floor, "cancelled")
    room.facilitator.opens(lead="city")
    assert list(room.state.decisions) == ["d1", "d2"]
    room.facilitator.records(do.CastBallot("city", "d2", "yes"))
    assert refused(room, "decision.opened") == ("voted", 1)
    room.facilitator.cancels("d2")
    assert refused(room, "decision.opened") == ("counted", 0)


def test_a_decision_that_was_called_off_takes_ballots_again(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    room.facilitator.opens("p1", seen=1)
    ana.votes("yes")
    taken_back(room, lambda: room.facilitator.cancels("d1"))
    assert bo.votes("yes").events
    room.facilitator.cancels("d1")
    ana.revises("p1", lead="board")
    assert refused(room, "decision.cancelled") == ("proposal", 0)
    room.facilitator.records(do.OpenSense("money"))
    room.facilitator.records(do.CancelSense("s1"))
    room.facilitator.opens(money="none")
    assert refused(room, "decision.cancelled") == ("decided", 0)


def test_nobody_is_asked_two_things_at_once(room):
    room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    room.facilitator.cancels("d1")
    room.facilitator.records(do.OpenSense("money"))
    assert refused(room, "decision.cancelled") == ("asked", 0)


def test_a_called_off_decision_on_a_frozen_text_stays_off(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    room.facilitator.opens(money="none")
    room.facilitator.cancels("d2")
    room.facilitator.opens_signing()
    assert refused(room, "decision.cancelled") == ("frozen", 0)
    ana.signs()
    room.facilitator.calls_reopening()
    taken_back(room, lambda: room.facilitator.cancels("d3"))
    room.facilitator.cancels("d3")
    state = room.state
    room.state = replace(state, signing=replace(state.signing, status="closed"))
    assert refused(room, "decision.cancelled") == ("reopened", 0)
    room.state = state


def test_a_count_is_taken_back_with_everything_that_it_settled(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    ana.proposes(lead="city", rule="steering")
    room.facilitator.opens("p1", seen=1)
    for player in (ana, bo, cy):
        player.votes("yes")
    taken_back(room, room.facilitator.closes)
    assert room.state.decisions["d1"].status == "open"
    cy.votes("no", "never")
    assert room.facilitator.closes().events
    assert room.state.decisions["d1"].ballots["walkers"].choice == "no"


def test_a_failed_count_is_taken_back_until_another_decision_was_opened(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    ana.votes("no", "never")
    taken_back(room, room.facilitator.closes)
    room.facilitator.closes()
    room.facilitator.opens(money="none")
    bo.votes("yes")
    assert refused(room, "decision.closed") == ("decided", 0)


def test_a_reopening_is_taken_back_with_its_signatures(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    room.facilitator.opens_signing()
    for player in (ana, bo):
        player.signs()
    room.facilitator.calls_reopening()
    for player in (ana, bo):
        player.votes("yes")
    taken_back(room, room.facilitator.closes)
    assert room.state.signing.counted == 2
    room.facilitator.closes()
    room.facilitator.opens_signing()
    assert refused(room, "decision.closed") == ("again", 0)


def test_a_review_of_the_rule_goes_before(room):
    room.seats("city", "shop")
    for _ in range(2):
        room.facilitator.opens(lead="city")
        room.facilitator.closes()
    room.facilitator.records(do.CallReview())
    assert refused(room, "decision.closed") == ("review", 0)


def test_a_new_rule_that_is_lived_under_stays(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    room.facilitator.adopts(ana, bo, cy, rule="steering")
    state, act = room.state, room.state.done[-1]
    for changes, built in (
        ({"choosing": replace(state.choosing, marks={"city": ("city",)})}, ("chosen", 0)),
        ({"loans": {"city": None}}, ("lent", 1)),
    ):
        room.state = replace(state, **changes)
        assert refused(room, "decision.closed") == built
    room.state = state
    room.facilitator.enters("plenum")
    assert not room.facilitator.records(do.ListConsent({"lead": "city"}, amount=5)).refused
    assert refused(room, "decision.closed") == ("consent", 0)
    assert act.before.rule


def test_a_committee_is_named_anew(room):
    everybody = room.everybody()
    room.facilitator.enters("plenum")
    room.facilitator.adopts(*everybody[:5], rule="steering")
    free = [s for s in room.state.voters if s not in room.state.committee]
    seats = {room.state.seats[s].sector: s for s in (*room.state.committee, *free)}
    naming = do.NameCommittee(tuple(seats[room.state.seats[s].sector] for s in room.state.committee))
    taken_back(room, lambda: room.facilitator.records(naming))
    room.facilitator.records(naming)
    room.facilitator.records(do.ListConsent({"lead": "city"}, amount=5))
    assert refused(room, "committee.named") == ("consent", 0)
    room.facilitator.opens(lead="city")
    assert refused(room, "committee.named") == ("decided", 0)


def test_a_clock_that_is_put_back_rests_and_runs_with_the_room(room):
    room.seats("city", "shop")
    room.facilitator.enters("plenum")
    room.facilitator.opens(lead="city")
    room.state = replace(
        room.state,
        decisions={"d1": replace(room.state.decisions["d1"], clock=room.state.clock)},
    )
    at = len(room.log)
    room.facilitator.cancels("d1")
    room.facilitator.pauses()
    undo(room, "decision.cancelled")
    assert room.state.decisions["d1"].clock.paused
    room.facilitator.cancels("d1")
    room.facilitator.resumes()
    undo(room, "decision.cancelled")
    assert room.state.decisions["d1"].clock.running
    room.log, room.state = room.log[:at], replay_of(room, at)


def replay_of(room, upto):
    made = Room(room.book, start=False).state
    for event in room.log[:upto]:
        made = evolve(made, event)
    return made


def test_the_list_holds_the_newest(room):
    room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    for number in range(DONE_KEPT + 4):
        room.facilitator.records(do.CastBallot("city", "d1", "yes", f"{number}"))
    assert len(room.state.done) == DONE_KEPT
    rows = room.view(STEERING)["happened"]
    assert (rows[0].kind, rows[0].seat, rows[0].about) == (
        "ballot.cast",
        room.state.organization("city").short,
        "L a",
    )


def test_the_list_says_what_each_act_was_about(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    room.facilitator.records(do.SetStance("shop", "p1", "yes", 1))
    room.facilitator.records(do.MakePledge("city", "cash"))
    room.facilitator.adopts(ana, bo, lead="city")
    rows = room.view(STEERING)["happened"]
    assert [(r.kind, r.passed) for r in rows] == [
        ("decision.closed", True),
        ("decision.opened", True),
        ("pledge.made", False),
        ("stance.set", False),
    ]
    assert happened_words(rows[0]) == "Decision counted: L a, passed"
    undo(room)
    taken_back = room.view(STEERING)["happened"][0]
    assert taken_back.undone
    assert happened_words(taken_back) == "Decision counted: L a", "it did not fail: it was taken back"


def test_an_undo_of_what_is_forgotten_changes_the_state_all_the_same(room):
    room.seat("city")
    room.facilitator.opens(lead="city")
    room.facilitator.records(do.CastBallot("city", "d1", "yes"))
    undo(room)
    event = room.log[-1]
    forgetful = replace(room.state, done=())
    assert evolve(forgetful, event).done == ()


def test_a_follower_without_its_count_is_no_act(room):
    room.seat("city")
    lonely = ev.ClauseAdopted("lead", "city", "d1")
    assert evolve(room.state, lonely).done == ()


def test_an_offer_that_the_count_made_firm_is_open_again_while_its_step_lasts():
    room = Room(depth="full")
    ana, bo = room.seats("city", "shop")
    room.facilitator.enters("plenum")
    offered = room.act(
        ana.actor, do.MakeOffer("city", ("shop",), "we pay", "", "you lead", "lead.city", "step")
    )
    assert not offered.refused, offered
    room.facilitator.opens(lead="city")
    for player in (ana, bo):
        player.votes("yes")
    taken_back(room, room.facilitator.closes)
    (offer,) = room.state.offers
    assert room.state.offers[offer].status == "open"
    room.facilitator.closes()
    assert room.state.offers[offer].status == "firm"
    room.facilitator.enters("talk")
    undo(room, "decision.closed")
    assert room.state.offers[offer].status == "lapsed"
    assert replay(room) == room.state


def test_the_picture_of_a_sense_check_is_before_the_room_again(room):
    room.seats("city", "shop")
    room.facilitator.records(do.OpenSense("lead"))
    room.facilitator.records(do.CloseSense("s1"))
    assert room.state.senses.stage == "lead"
    room.facilitator.opens(lead="city")
    undo(room)
    assert room.state.senses.stage == "lead"


def test_what_can_be_taken_back_is_permitted_and_nothing_else_is(room):
    ana = room.seat("city")
    room.facilitator.opens(lead="city")
    room.facilitator.records(do.CastBallot("city", "d1", "no", "never"))
    opened, cast = (str(d.version) for d in room.state.done)

    def offered():
        return {p.target for p in permissions(room.state, FACILITATOR) if p.kind == "act.undo"}

    assert offered() == {cast}  # somebody has voted, so the decision itself stays
    ana.votes("yes")
    assert offered() == set()
    assert opened != cast


def test_a_reopening_that_is_taken_back_leaves_the_wall_where_it_was(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    room.facilitator.opens_signing()
    for player in (ana, bo):
        player.signs()
    room.facilitator.calls_reopening()
    for player in (ana, bo):
        player.votes("yes")
    assert not room.facilitator.records(do.RevealResults("count")).refused
    assert room.state.stage == "debrief"
    taken_back(room, room.facilitator.closes)
    assert room.state.stage == "debrief"


def lends_for_once(room, to="city"):
    """One of three lends their vote for one decision, which is counted."""
    ana, bo, cy = room.seats("city", "shop", "walkers")
    assert not room.act(cy.actor, do.LendVote("walkers", to, True)).refused
    room.facilitator.opens(lead="city")
    for player in (ana, bo):
        room.act(player.actor, do.CastBallot(player.seat, "d1", "yes", ""))
    room.facilitator.closes()
    assert not room.state.loans
    return ana, bo, cy


@pytest.mark.parametrize("to", ["city", "county"])
def test_a_vote_that_was_lent_for_once_is_lent_again_when_the_count_is_taken_back(to):
    room = Room(depth="full", bots="demo")  # rules play the county
    lends_for_once(room, to)
    assert not undo(room, "decision.closed").refused
    assert room.state.loans["walkers"].to == to


def test_a_loan_falls_with_the_seat_and_no_undo_brings_it_back():
    room = Room(depth="full")
    _, _, cy = lends_for_once(room)
    assert not cy.leaves().refused
    assert not undo(room, "decision.closed").refused
    assert not room.state.loans


def test_a_pledge_that_was_recorded_and_taken_back_leaves_its_seat_s_list():
    room = Room()
    room.seats("city", "shop")
    room.facilitator.enters("talk")
    room.facilitator.records(do.MakePledge("city", "cash"))
    assert [a.kind for a in room.state.acts["city"]] == ["pledge.make"]
    room.facilitator.records(do.UndoAct(str(room.state.done[-1].version)))
    assert "city" not in room.state.acts
