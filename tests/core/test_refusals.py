"""Every reason for which a room says no, each reached in a plain scene."""

from pathlib import Path

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.decide import decide
from simulator.core.envelope import Actor, Envelope
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.seminar_change import NoticeSet, SeatHeld
from tests.support.room import FACILITATOR, SYSTEM, Room
from tests.support.rulebooks import RULES, with_rule


@pytest.fixture
def room():
    return Room()


def test_a_ballot_from_another_seat_is_refused(room):
    ana, _bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    assert room.act(ana.actor, do.CastBallot("shop", "d1", "yes")).refused == "actor.not_yours"


def test_a_person_whose_seat_was_given_away_is_refused(room):
    ana = room.seat("city")
    ana.leaves()
    assert ana.marks("lead.city", "yes").refused == "actor.not_yours"
    room.steer(steer.JoinPerson("bo"))
    assert room.steer(steer.ClaimSeat("bo", "a", "city")).refused is None
    assert ana.marks("lead.city", "yes").refused == "actor.not_yours"


def test_the_rules_may_not_play_a_seat_that_a_person_holds(room):
    room.seat("city")
    assert room.bot("city").marks("lead.city", "yes").refused == "actor.not_yours"
    assert room.bot("shop").marks("lead.city", "yes").refused is None


def test_the_rules_may_not_play_where_seats_stay_empty():
    room = Room(bots="none")
    assert room.bot("shop").marks("lead.city", "yes").refused == "actor.not_yours"


def test_a_delegate_may_not_open_a_decision(room):
    ana = room.seat("city")
    assert room.act(ana.actor, do.OpenDecision({"lead": "city"})).refused == "actor.not_allowed"


def test_a_committee_is_not_named_where_the_rule_has_none(room):
    room.seat("city")
    assert room.facilitator.names("city").refused == "actor.not_allowed"


def test_in_a_pause_nobody_writes_but_briefs_are_read_and_notes_sent(room):
    ana = room.seat("city", read=False)
    room.facilitator.enters()
    room.facilitator.pauses()
    assert ana.reads().refused is None
    assert ana.says("when do we go on?", "facilitator").refused is None
    assert ana.marks("lead.city", "yes").refused == "room.paused"
    assert room.facilitator.records(do.SetStance("city", "lead.city", "yes", 1)).refused is None
    room.facilitator.resumes()
    assert ana.marks("lead.city", "no").refused is None


def test_nobody_acts_before_reading_the_brief(room):
    ana = room.seat("city", read=False)
    assert ana.marks("lead.city", "yes").refused == "brief.unread"
    ana.reads()
    assert ana.marks("lead.city", "yes").refused is None


@pytest.mark.parametrize("target", ["lead.nobody", "lead", "nothing.at_all", "extra.one", "p9", ""])
def test_a_stance_on_what_is_not_there_is_refused(room, target):
    assert room.seat("city").marks(target, "yes").refused == "target.unknown"


@pytest.mark.parametrize("target", ["lead.nobody", "extra", "d1"])
def test_what_is_not_there_cannot_be_put_on_the_floor(room, target):
    refusal = room.facilitator.puts(target)
    assert (refusal.refused, refusal.facts) == ("target.unknown", {"target": target})


def test_unknown_proposals_decisions_cards_and_channels_are_refused(room):
    ana = room.seat("city")
    wishes = [
        ana.revises("p9", lead="city"),
        ana.withdraws("p9"),
        room.facilitator.opens("p9"),
        ana.votes("yes", decision="d9"),
        room.facilitator.closes("d9"),
        room.facilitator.cancels("d9"),
        ana.pledges("no-such-card"),
        ana.says("hello", "shouting"),
        ana.says("hello", "group"),
        ana.proposes(lead="nobody"),
        ana.proposes(lead="city", only_if="lead.nobody"),
    ]
    assert {wish.refused for wish in wishes} == {"target.unknown"}


def test_the_facilitator_without_a_seat_has_no_caucus_and_no_letters(room):
    for channel in ("caucus", "group", "facilitator"):
        assert room.facilitator.records(do.SendMessage("", channel, "hello")).refused == "target.unknown"


def test_a_stance_on_an_older_version_is_refused_and_both_are_shown(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="board")
    stale = ana.marks("lead.city", "yes", seen=1)
    assert (stale.refused, stale.facts) == ("target.stale", {"seen": 1, "now": 2})
    assert ana.marks("lead.city", "yes", seen=2).refused is None


def test_a_decision_on_an_older_version_of_a_proposal_is_refused(room):
    ana = room.seat("city")
    ana.proposes(lead="city")
    ana.revises("p1", lead="board")
    assert room.facilitator.opens("p1", seen=1).refused == "target.stale"
    assert room.facilitator.opens("p1", seen=2).refused is None


def test_a_signature_under_a_text_that_is_not_this_one_is_refused(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="board")
    room.facilitator.opens_signing()
    assert ana.signs(seen="0" * 64).refused == "target.stale"


def test_a_text_that_is_too_long_is_refused_with_its_length(room):
    ana = room.seat("city")
    refusal = ana.marks("lead.city", "no", "x" * 201)
    assert (refusal.refused, refusal.facts) == ("text.too_long", {"most": 200, "length": 201})
    assert ana.marks("lead.city", "no", "x" * 200).refused is None
    assert ana.proposes(lead="city", rationale="x" * 501).refused == "text.too_long"
    assert ana.says("x" * 501).refused == "text.too_long"


def test_an_empty_message_is_refused(room):
    assert room.seat("city").says("  \n ").refused == "text.empty"


def test_a_value_that_nobody_offered_is_refused(room):
    ana = room.seat("city")
    room.facilitator.opens(lead="city")
    assert ana.marks("lead.city", "perhaps").refused == "value.unknown"
    assert ana.votes("perhaps").refused == "value.unknown"
    assert ana.pledges(kind="love", amount=1, line="bus line").refused == "value.unknown"
    assert ana.pledges(kind="cash", amount=1, line="line of shop").refused == "value.unknown"


def test_a_cast_that_the_scenario_does_not_have_is_refused():
    room = Room(start=False)
    refusal = room.act(SYSTEM, do.StartExercise("s", "A", "book", 7))
    assert (refusal.refused, refusal.facts) == ("value.unknown", {"value": "7"})


@pytest.mark.parametrize("how", ["reserve", "decline"])
def test_a_reservation_or_a_refusal_to_sign_wants_a_reason(room, how):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="board")
    room.facilitator.opens_signing()
    assert ana.signs(how, "  ").refused == "reason.missing"
    assert ana.signs(how, "our council has to agree").refused is None


def test_a_clause_that_is_not_in_play_is_refused(room):
    ana = room.seat("city")
    assert ana.proposes(extra="one").facts == {"clause": "extra"}
    assert room.facilitator.opens(extra="one").refused == "clause.not_in_play"


def test_a_proposal_without_terms_is_refused(room):
    ana = room.seat("city")
    assert ana.proposes().refused == "terms.empty"
    assert room.facilitator.opens().refused == "terms.empty"


def test_a_withdrawn_proposal_is_closed_to_all(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    ana.withdraws("p1")
    wishes = [
        ana.revises("p1", lead="board"),
        ana.withdraws("p1"),
        bo.marks("p1", "yes"),
        room.facilitator.opens("p1", seen=1),
    ]
    assert {wish.refused for wish in wishes} == {"proposal.closed"}


def test_a_proposal_is_changed_only_by_its_author(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    assert bo.revises("p1", lead="board").refused == "proposal.not_yours"
    assert bo.withdraws("p1").refused == "proposal.not_yours"
    assert room.facilitator.records(do.WithdrawProposal("city", "p1")).refused is None


def test_a_seat_has_one_live_proposal(room):
    ana = room.seat("city")
    ana.proposes(lead="city")
    refusal = ana.proposes(money="fund")
    assert (refusal.refused, refusal.facts) == ("proposal.one_live", {"proposal": "p1"})
    ana.withdraws("p1")
    assert ana.proposes(money="fund").refused is None


def test_a_second_decision_is_refused_while_one_is_open(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, rule="steering")
    room.facilitator.opens(lead="city")
    second = room.facilitator.opens(money="none")
    assert (second.refused, second.facts) == ("decision.another_open", {"decision": "d2"})
    assert room.facilitator.opens_signing().refused == "decision.another_open"
    assert room.facilitator.names("city").refused == "decision.another_open"


def test_what_is_voted_on_stays_as_it_is(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    bo.proposes(money="none")
    room.facilitator.opens("p1", seen=1)
    refusal = ana.revises("p1", lead="board")
    assert (refusal.refused, refusal.facts) == ("decision.another_open", {"decision": "d1"})
    assert ana.withdraws("p1").refused == "decision.another_open"
    assert bo.revises("p2", money="fund").refused is None
    room.facilitator.cancels()
    assert ana.revises("p1", lead="board").refused is None


def test_a_late_ballot_is_refused(room):
    ana = room.seat("city")
    room.facilitator.opens(lead="city")
    room.facilitator.closes()
    late = ana.votes("yes", decision="d1")
    assert (late.refused, late.facts) == ("decision.closed", {"decision": "d1"})
    assert room.facilitator.closes("d1").refused == "decision.closed"
    assert room.facilitator.cancels("d1").refused == "decision.closed"


def test_where_nobody_sits_nothing_is_decided_or_signed(room):
    assert room.facilitator.opens(lead="city").refused == "decision.nobody_votes"
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="city")
    ana.leaves()
    assert room.facilitator.opens_signing().refused == "decision.nobody_votes"


def test_those_who_are_no_voters_have_no_ballot(room):
    _ana, pat = room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    bo = room.seat("shop")  # came after the decision had opened
    assert pat.votes("yes").refused == "ballot.no_vote"
    assert bo.votes("yes").refused == "ballot.no_vote"
    assert room.bot("bank").votes("yes").refused == "ballot.no_vote"


def test_a_seat_without_a_vote_does_not_sign(room):
    ana, pat = room.seats("city", "parents")
    room.facilitator.adopts(ana, lead="city")
    room.facilitator.opens_signing()
    assert pat.signs().refused == "ballot.no_vote"
    assert (
        room.facilitator.records(do.GiveSignature("", "sign", room.state.signing.text_hash)).refused
        == "ballot.no_vote"
    )


def test_a_committee_has_one_of_each_caucus():
    room = Room(with_rule(RULES["steering"]))
    room.seats("city", "county", "shop", "walkers", "parents")
    refusal = room.facilitator.names("city", "county", "shop")
    assert (refusal.refused, refusal.facts) == ("committee.size", {"size": 3, "per_caucus": 1})
    assert room.facilitator.names("city", "shop").refused == "committee.size"
    assert room.facilitator.names("city", "shop", "parents").refused == "seat.unknown"
    assert room.facilitator.names("county", "county", "shop", "walkers").refused is None
    assert room.state.committee == ("county", "shop", "walkers")


@pytest.mark.parametrize("amount", [0, -1, 1_000_001])
def test_an_amount_out_of_bounds_is_refused(room, amount):
    ana = room.seat("city")
    refusal = ana.pledges(kind="cash", amount=amount, line="bus line")
    assert (refusal.refused, refusal.facts) == ("pledge.amount", {"least": 1, "most": 1_000_000})
    ana.pledges("cash")
    assert ana.revises_pledge("r1", amount).refused == "pledge.amount"


def test_a_ready_card_is_played_once(room):
    ana = room.seat("city")
    ana.pledges("cash")
    assert ana.pledges("cash").refused == "pledge.card_used"
    ana.withdraws_pledge("r1")
    assert ana.pledges("cash").refused is None


def test_a_pledge_that_is_gone_cannot_be_changed(room):
    ana, bo = room.seats("city", "shop")
    ana.pledges("cash")
    assert bo.withdraws_pledge("r1").refused == "actor.not_yours"
    ana.withdraws_pledge("r1")
    assert ana.withdraws_pledge("r1").refused == "pledge.closed"
    assert ana.revises_pledge("r1", 5).refused == "pledge.closed"


def test_a_frozen_text_takes_no_proposal_no_pledge_and_no_decision(room):
    ana = room.seat("city")
    ana.proposes(lead="board")
    ana.pledges("staff")
    room.facilitator.adopts(ana, lead="city")
    room.facilitator.opens_signing()
    wishes = [
        ana.revises("p1", money="fund"),
        ana.withdraws("p1"),
        ana.pledges("cash"),
        ana.revises_pledge("r1", 5),
        ana.withdraws_pledge("r1"),
        room.facilitator.opens(lead="board"),
        room.facilitator.opens_signing(),
        room.facilitator.records(do.MakeProposal("", {"lead": "city"})),
    ]
    assert {wish.refused for wish in wishes} == {"signing.open"}


def test_before_and_after_the_signing_nobody_signs(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="city")
    assert ana.signs().refused == "signing.closed"
    assert room.facilitator.reopens().refused == "signing.closed"
    room.facilitator.opens_signing()
    room.facilitator.concludes()
    assert ana.signs().refused == "signing.closed"
    assert room.facilitator.concludes().refused == "signing.closed"


def test_a_text_that_somebody_signed_is_not_reopened_without_the_room(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="city")
    assert room.facilitator.calls_reopening().refused == "signing.closed"
    room.facilitator.opens_signing()
    ana.signs()
    assert room.facilitator.reopens().refused == "signing.needs_decision"
    room.facilitator.calls_reopening()
    assert room.facilitator.calls_reopening().refused == "decision.another_open"
    assert room.facilitator.reopens().refused == "decision.another_open"


def test_without_a_clause_there_is_nothing_to_sign(room):
    room.seat("city")
    assert room.facilitator.opens_signing().refused == "signing.nothing_agreed"


@pytest.mark.parametrize(
    "command",
    [
        do.MarkPresence("nobody", True),
        do.SetStance("nobody", "lead.city", "yes", 1),
        do.SetStance("", "lead.city", "yes", 1),
        do.MakeProposal("nobody", {"lead": "city"}),
        do.ConfirmBrief(""),
        do.MarkPresence("", True),
        do.MakePledge("", "cash"),
        do.SendMessage("", "private", "hi", ("nobody",)),
    ],
)
def test_a_seat_that_is_not_in_the_room_is_refused(room, command):
    assert room.act(FACILITATOR, command).refused == "seat.unknown"


def test_a_delegate_of_a_seat_that_is_not_in_the_room_is_refused(room):
    assert (
        room.act(Actor("delegate", "p", ""), do.SetStance("", "lead.city", "yes", 1)).refused
        == "seat.unknown"
    )


def test_a_private_message_to_nobody_is_refused(room):
    assert room.seat("city").says("psst", "private").refused == "message.to_nobody"


def test_an_exercise_begins_once(room):
    assert room.act(SYSTEM, do.StartExercise("s", "A", "book", 8)).refused == "seminar.already_open"


def test_what_was_followed_already_is_not_followed_again(room):
    version = room.state.followed
    assert room.act(SYSTEM, do.FollowSeminar(version, NoticeSet("old"))).events == ()
    assert room.act(SYSTEM, do.FollowSeminar(version + 1, SeatHeld("nobody", "x"))).refused is None
    assert room.state.followed == version + 1
    assert "nobody" not in room.state.seats


def test_a_refusal_changes_nothing_and_says_its_code(room):
    before = room.state
    with pytest.raises(Refused, match=r"signing\.closed") as caught:
        decide(before, do.ReopenText(), Envelope(FACILITATOR, 1, "op"))
    assert caught.value.code is RefusalCode.SIGNING_CLOSED
    assert room.state is before


def test_who_sits_at_no_table_writes_for_none_and_the_pen_is_asked_for(room):
    ana, bo = room.seats("city", "shop")
    assert room.act(ana.actor, do.TakePen("city")).refused == "table.none"
    room.facilitator.enters("meet")
    county = room.seat("county")
    assert room.state.group_of("city").scribe == "city"
    assert room.act(bo.actor, do.HandIn("shop", 0)).refused == "terms.empty"
    room.facilitator.records(do.NameRole("meet-1", "scribe", "county"))
    refused = room.act(ana.actor, do.GiveReport("city", "x"))
    assert (refused.refused, refused.facts) == ("table.pen_not_yours", {"scribe": "county"})
    assert room.act(county.actor, do.GiveReport("county", "x")).refused is None
    assert room.facilitator.records(do.NameRole("meet-9", "scribe", "city")).refused == "target.unknown"


def test_in_one_room_there_is_no_chat():
    room = Room(talk="room")
    ana, _bo = room.seats("city", "shop")
    for channel in ("plenary", "caucus", "private"):
        assert ana.says("hello", channel, ("shop",)).refused == "talk.in_room"
    assert ana.says("help", "facilitator").refused is None
    assert room.facilitator.records(do.SendMessage("", "plenary", "x")).refused == "talk.in_room"
    assert room.facilitator.records(do.SendMessage("", "private", "x", ("city",))).refused is None


def test_a_turn_is_started_by_who_is_next_and_ended_by_who_speaks(room):
    ana, _bo = room.seats("city", "shop")
    assert room.act(ana.actor, do.AskForFloor("city")).refused == "clock.none"
    room.facilitator.enters("plenum")
    assert room.act(ana.actor, do.StartTurn("city")).refused == "speaker.not_next"
    assert room.act(ana.actor, do.EndTurn("city")).refused == "speaker.none"
    assert room.act(room.bot("plant").actor, do.AskForFloor("plant")).refused == "actor.not_allowed"
    assert room.facilitator.records(do.AskForFloor("")).refused == "seat.unknown"


def test_every_reason_to_say_no_has_its_scene():
    scenes = "".join(
        (Path(__file__).parent / name).read_text()
        for name in (
            "test_refusals.py",
            "test_seminar.py",
            "test_plan.py",
            "test_delegations.py",
            "test_bargaining.py",
            "test_offers.py",
            "test_deadlines.py",
            "test_tables.py",
            "../app/test_archive.py",
            "test_delegates.py",
            "test_lending.py",
            "test_objections.py",
            "test_consents.py",
            "test_senses.py",
            "test_letters.py",
            "test_meetings.py",
            "../web/test_meeting_links.py",
            "test_meetings.py",
            "test_binding.py",
            "test_steered.py",
            "test_undo.py",
            "test_helping.py",
            "test_moving.py",
            "test_five_years.py",
            "test_debrief.py",
            "test_agenda.py",
            "test_injects.py",
            "test_inject_effects.py",
            "test_inject_plans.py",
            "test_press.py",
            "test_replay.py",
            "test_heard.py",
        )
    )
    assert not [code for code in RefusalCode if f'"{code}"' not in scenes]
