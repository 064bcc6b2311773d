"""Decisions and what goes before them: electorates are frozen, an adopted rule governs the next decision only."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.deciding.decisions import committee_size, electorate, first_committee
from simulator.core.events import exercise as ev
from tests.support.room import SYSTEM, Room
from tests.support.rulebooks import RULES, with_rule


@pytest.fixture
def room():
    return Room()


def test_the_rule_you_agree_on_is_the_rule_you_live_under(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    closed = room.facilitator.adopts(ana, bo, rule="unanimity", lead="city")
    assert closed.kinds == [
        "decision.closed",
        "clause.adopted",
        "clause.adopted",
        "rule.changed",
        "bonds.changed",
    ]
    assert closed.events[0].outcome.counts[0].kind == "share"
    assert (room.state.rule.kind, room.state.rule_from) == ("unanimity", "rule.unanimity")
    room.facilitator.opens(money="fund")
    assert room.state.open_decision.rule.kind == "unanimity"
    for player, choice in ((ana, "yes"), (bo, "yes"), (cy, "no")):
        player.votes(choice)
    assert room.facilitator.closes().kinds == ["decision.closed"]
    assert "money" not in room.state.agreement


def test_an_option_without_a_rule_leaves_the_rule_as_it_is(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, rule="custom")
    assert room.state.rule == room.book.default_rule


def test_a_clause_that_is_settled_again_remembers_what_it_was(room):
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="city")
    again = room.facilitator.adopts(ana, lead="board")
    assert again.events[1] == ev.ClauseAdopted("lead", "board", "d2", "city")
    assert room.state.clause_versions["lead"] == 3


def test_ballots_may_change_until_the_decision_closes(room):
    ana = room.seat("city")
    room.facilitator.opens(lead="city")
    assert ana.votes("no", " never ").events[0].reason == "never"
    assert ana.votes("no", "never").events == ()
    assert ana.votes("yes").events[0].before == "no"
    assert room.facilitator.closes().events[0].outcome.yes == 1


def test_who_leaves_still_counts_and_who_comes_does_not(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    bo.leaves()
    room.seat("bank")
    assert room.state.open_decision.electorate.members == ("city", "shop")
    ana.votes("yes")
    assert room.facilitator.closes().events[0].outcome.silent == 1


def test_a_person_who_is_away_does_not_count_as_present_although_rules_could_play(room):
    room.seats("city", "shop")
    room.act(SYSTEM, do.MarkPresence("shop", False))
    assert electorate(room.state).present == ("city",)


def test_in_a_demonstration_the_rules_vote_and_are_always_here():
    room = Room(bots="demo")
    room.seat("city")
    assert electorate(room.state).present == ("city", "county", "region", "shop", "plant", "bank", "walkers")
    assert room.state.apart == ()
    room.facilitator.opens(lead="city")
    vote = room.bot("bank").votes("yes")
    assert vote.events[0].bot


def test_what_the_rules_play_is_marked_and_what_people_do_is_not(room):
    ana, bot = room.seat("city"), room.bot("shop")
    for player in (ana, bot):
        for made in (player.marks("lead.city", "yes"), player.pledges("cash")):
            assert made.events[0].bot is (player is bot)
            assert not made.events[0].recorded
    assert room.facilitator.records(do.MakePledge("bank", "cash")).events[0].recorded


def test_marks_that_the_rules_made_go_when_a_person_takes_the_seat(room):
    bot = room.bot("shop")
    bot.marks("lead.city", "no", "we lose")
    room.facilitator.records(do.SetStance("shop", "lead.board", "yes", 1))
    room.bot("bank").marks("lead.city", "yes")
    room.seat("shop")
    marks = {(t, s): m.value for t, marks in room.state.stances.items() for s, m in marks.items()}
    assert marks == {("lead.board", "shop"): "yes", ("lead.city", "bank"): "yes"}


def test_organizations_that_nobody_plays_stand_apart(room):
    room.seats("city", "parents")
    room.facilitator.opens(lead="city")
    assert room.state.open_decision.apart == ("county", "region", "shop", "plant", "bank", "walkers")


def test_a_cancelled_decision_is_not_counted_and_its_ballots_stay_hidden(room):
    ana = room.seat("city")
    room.facilitator.opens(lead="city")
    ana.votes("no")
    assert room.facilitator.cancels().kinds == ["decision.cancelled"]
    from simulator.core.envelope import ROOM, seat_audience

    assert room.view(ROOM)["dot/city"].mark == "said"
    assert room.view(ROOM)["dot/shop"].mark == "unsaid"
    assert room.view(ROOM)["decision"] is None
    assert room.view(seat_audience("city"))["ballot"] is None
    room.facilitator.opens(lead="city")
    ana.votes("no")
    room.facilitator.closes()
    assert room.view(ROOM)["dot/city"].mark == "no"


def test_a_steering_committee_takes_people_who_are_here_first():
    room = Room(bots="demo")
    room.seats("county", "region", "plant")
    room.act(SYSTEM, do.MarkPresence("county", False))
    assert first_committee(room.state, RULES["steering"]) == ("region", "plant", "walkers")
    assert committee_size(room.state, RULES["steering"]) == 3
    assert first_committee(room.state, RULES["majority"]) == ()
    assert committee_size(room.state, RULES["majority"]) == 0


def test_an_adopted_steering_rule_names_its_first_committee_and_the_members_vote_in_the_fallback(room):
    ana, _bo, cy, di = room.seats("city", "shop", "walkers", "county")
    room.facilitator.adopts(ana, cy, di, rule="steering")
    assert room.state.committee == ("city", "shop", "walkers")
    room.facilitator.opens(lead="city")
    assert di.votes("yes").refused is None
    ana.votes("yes")
    cy.votes("yes")
    assert room.facilitator.closes().events[0].outcome.counts[0].passed


def test_without_a_fallback_only_the_committee_votes():
    from dataclasses import replace

    room = Room(with_rule(replace(RULES["steering"], fallback=None)))
    _ana, bo = room.seats("city", "county")
    assert room.facilitator.opens(lead="city").refused == "decision.nobody_votes"
    room.facilitator.names("city")
    room.facilitator.opens(lead="city")
    assert bo.votes("yes").refused == "ballot.no_vote"


def test_a_vote_on_a_proposal_adopts_it(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city", money="none")
    room.facilitator.opens("p1", seen=1)
    for player in (ana, bo):
        player.votes("yes")
    room.facilitator.closes()
    assert room.state.proposals["p1"].status == "adopted"
    assert room.state.package == {"lead": "city", "money": "none"}
    assert bo.marks("p1", "yes").refused == "proposal.closed"


def test_a_failed_vote_leaves_the_proposal_live(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    room.facilitator.opens("p1", seen=1)
    bo.votes("no")
    room.facilitator.closes()
    assert (room.state.decisions["d1"].status, room.state.proposals["p1"].status) == ("failed", "live")


def test_a_revised_proposal_loses_the_stances_on_its_old_words(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    bo.marks("p1", "yes")
    assert ana.revises("p1", lead="city").events == ()
    ana.revises("p1", lead="board")
    assert "p1" not in room.state.stances
    assert bo.marks("p1", "yes", seen=1).refused == "target.stale"


def test_the_single_text_of_the_facilitator_has_no_author(room):
    made = room.facilitator.records(do.MakeProposal("", {"lead": "city"}))
    assert (made.events[0].author, made.events[0].group, made.events[0].recorded) == ("", "", True)


def test_the_same_wish_twice_changes_nothing(room):
    ana = room.seat("city")
    assert ana.reads().events == ()
    assert ana.marks("lead.city", "").events == ()
    ana.marks("lead.city", "no", " why ")
    assert ana.marks("lead.city", "no", "why").events == ()
    ana.pledges("cash")
    assert ana.revises_pledge("r1", 50).events == ()
    room.facilitator.puts("lead")
    assert room.facilitator.puts("lead").events == ()
    assert room.act(SYSTEM, do.MarkPresence("city", True)).events == ()


def test_a_stance_taken_back_leaves_nothing_behind(room):
    ana = room.seat("city")
    ana.marks("lead.city", "no", "never")
    back = ana.marks("lead.city", "", "still a reason?")
    assert (back.events[0].value, back.events[0].before, back.events[0].reason) == (None, "no", "")
    assert room.state.stances["lead.city"] == {}


@pytest.mark.parametrize(
    ("channel", "readers"),
    [
        ("plenary", ()),
        ("facilitator", ()),
        ("caucus", ("city", "county", "region")),
        ("private", ("city", "shop")),
    ],
)
def test_a_message_names_those_who_may_read_it(room, channel, readers):
    ana = room.seat("city")
    assert (
        ana.says(" hello ", channel, ("shop", "shop") if channel == "private" else ()).events[0].to == readers
    )


def test_a_group_talks_among_itself(room):
    ana = room.seat("city")
    room.facilitator.enters("talk")
    assert ana.says("hello", "group").events[0].to == room.state.group_of("city").members


def test_a_letter_of_the_facilitator_goes_to_those_it_names(room):
    room.seat("city")
    sent = room.facilitator.records(do.SendMessage("", "private", "please speak up", ("city",)))
    assert (sent.events[0].sender, sent.events[0].to) == ("", ("city",))


def test_following_a_step_that_the_scenario_does_not_know_is_harmless(room):
    from simulator.core.clockwork import Clock
    from simulator.core.seminar_change import StepBegun

    followed = room.act(SYSTEM, do.FollowSeminar(99, StepBegun("later", Clock(ends_at=5))))
    assert (followed.events[0].groups, followed.events[0].floor) == ((), "")
    assert room.state.current_step is None
