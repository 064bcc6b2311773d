"""The consent list: adopted at a set time unless somebody objects."""

from dataclasses import replace

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.rulebook import Share
from tests.support.dirt import Pages
from tests.support.room import SYSTEM, Room, replay
from tests.support.rulebooks import RULES, with_rule

MINUTE = 60_000


class Listed(Room):
    """A room in a step, in which every part that changes is named."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.missed, pages = set(), Pages()
        self.watch = lambda before, event, after: self.missed.update(pages.missed(before, event, after))
        self.facilitator.enters("talk")

    def lists(self, amount=5, proposal="", seen=0, **terms):
        return self.facilitator.records(do.ListConsent(terms, proposal, seen, amount))

    def objects(self, player, item="c1", reason=""):
        return self.act(player.actor, do.ObjectToConsent(player.seat, item, reason))

    def settles(self, item="c1"):
        return self.act(SYSTEM, do.SettleConsent(item))

    def item(self, item="c1"):
        return self.state.consents.items[item]

    def shown(self, item="c1"):
        return next(i for i in self.view(ROOM)["consents"] if i.id == item)


@pytest.fixture
def room():
    made = Listed()
    yield made
    assert not made.missed
    assert replay(made) == made.state


def test_the_wall_lets_go_of_a_sense_check_where_something_is_listed(room):
    room.seats("city", "shop")
    room.facilitator.records(do.OpenSense("rule"))
    room.facilitator.records(do.CloseSense("s1"))
    assert room.view(SCREEN)["scene"].name == "sense"
    room.lists(lead="city")
    assert room.view(SCREEN)["scene"].name == "consents"


def test_silence_adopts_by_a_recorded_decision_when_the_time_is_up(room):
    ana, _bo, cy = room.seats("city", "shop", "parents")
    room.facilitator.puts("money")
    room.lists(lead="city")
    shown = room.shown()
    assert (shown.status, shown.voters, shown.rule) == ("listed", 2, "More than half of all.")
    assert room.view(SCREEN)["scene"].name == "consents"
    assert room.settles().events == ()
    room.tick(5 * MINUTE)
    done = room.settles()
    assert done.kinds == ["decision.opened", "decision.closed", "clause.adopted", "bonds.changed"]
    assert done.events[0].silent == ("city", "shop")
    outcome = room.state.decisions["d1"].outcome
    assert (outcome.passed, outcome.yes, outcome.by_silence, outcome.by_proxy) == (True, 2, 2, 0)
    assert room.state.package == {"lead": "city"}
    assert room.state.floor == "money"
    assert (room.shown().status, room.shown().decision, room.shown().silent) == ("adopted", 1, 2)
    assert room.view(ROOM)["verdicts"].rows[0][3] is True
    assert room.view(seat_audience(ana.seat))["ballot"].silent
    assert not room.view(seat_audience(cy.seat))["ballot"].silent
    assert room.settles().refused == "consent.over"
    room.facilitator.enters("meet")
    assert room.view(ROOM)["consents"] == ()


def test_one_objection_takes_it_off_and_the_facilitator_asks_the_room(room):
    ana, bo = room.seats("city", "shop")
    room.lists(lead="city")
    assert room.view(seat_audience("shop"))["myconsent/c1"].enabled
    put = room.objects(bo, reason=" too dear ")
    assert (put.events[0].seat, put.events[0].reason, put.events[0].recorded) == ("shop", "too dear", False)
    assert (room.shown().status, room.shown().by, room.shown().reason) == ("objected", "shop", "too dear")
    assert "myconsent/c1" not in room.view(seat_audience("shop"))
    assert room.objects(ana).refused == "consent.over"
    room.tick(9 * MINUTE)
    assert room.settles().refused == "consent.over"
    assert not room.state.agreement
    room.facilitator.opens(lead="city")
    assert (room.shown().status, room.shown().why) == ("off", "asked")


def test_an_objection_said_aloud_is_recorded_and_two_more_tries_are_possible(room):
    room.seats("city", "shop")
    room.lists(lead="city")
    desk = room.view(FACILITATOR)["consentdesk"]
    assert [s for s, _ in desk.seats] == ["city", "shop"]
    assert room.facilitator.records(do.ObjectToConsent("shop", "c1")).events[0].recorded
    assert room.facilitator.records(do.TakeOffConsent("c1")).kinds == ["consent.taken_off"]
    assert room.facilitator.records(do.TakeOffConsent("c1")).refused == "consent.over"
    assert room.facilitator.records(do.TakeOffConsent("c9")).refused == "target.unknown"
    room.lists(lead="city")
    room.facilitator.records(do.ObjectToConsent("shop", "c2"))
    # put on the list again, it replaces the one that waits for a decision
    room.lists(lead="city")
    assert (room.item("c2").status, room.item("c2").why) == ("off", "asked")
    assert [i.id for i in room.view(ROOM)["consents"]] == ["c3", "c2", "c1"]


def test_who_has_no_vote_stops_nothing(room):
    _ana, cy = room.seats("city", "parents")
    room.lists(lead="city")
    assert room.objects(cy, reason="no").refused == "depth.basic"
    mine = room.view(seat_audience("parents"))["myconsent/c1"]
    assert (mine.votes, mine.enabled) == (False, False)
    assert room.objects(cy, "c9").refused == "target.unknown"
    assert room.facilitator.records(do.ObjectToConsent("", "c1")).refused == "seat.unknown"


def test_in_full_depth_their_objection_stands_on_record():
    room = Listed(depth="full")
    _ana, cy = room.seats("city", "parents")
    room.lists(lead="city")
    assert room.objects(cy, reason="our school").kinds == ["consent.noted"]
    assert room.objects(cy, reason="our school").events == ()
    assert room.objects(cy, reason="").events[0].before == "our school"
    assert room.item().notes == {}
    room.objects(cy, reason="our children")
    assert room.view(seat_audience("parents"))["myconsent/c1"].note == "our children"
    assert room.shown().notes == (("parent", 3, "our children"),)
    room.tick(5 * MINUTE)
    room.settles()
    assert ("parent", 3, "object", "our children") in room.view(ROOM)["decision"].reasons
    assert not room.missed
    assert replay(room) == room.state


def test_a_proposal_is_listed_in_full_depth_alone_and_falls_off_when_it_changes():
    room = Listed(depth="full")
    (ana,) = room.seats("city")
    ana.proposes(lead="city")
    first = next(iter(room.state.tabled))
    assert room.lists(proposal=first, seen=2).refused == "target.stale"
    assert room.lists(proposal="p0", seen=1).refused == "target.unknown"
    assert room.lists(proposal=first, seen=1).kinds == ["consent.listed"]
    assert room.lists(proposal=first, seen=1).refused == "consent.listed"
    assert not room.view(FACILITATOR)["consentdesk"].proposals
    ana.revises(first, lead="board")
    assert room.item().why == "revised"
    room.lists(proposal=first, seen=2)
    ana.withdraws(first)
    assert room.item("c2").why == "withdrawn"
    assert room.lists(proposal=first, seen=2).refused == "proposal.closed"
    ana.proposes(money="fund")
    second = list(room.state.tabled)[-1]
    assert [p[0] for p in room.view(FACILITATOR)["consentdesk"].proposals] == [second]
    room.lists(proposal=second, seen=1)
    room.tick(5 * MINUTE)
    room.settles("c3")
    assert room.state.proposals[second].status == "adopted"
    assert not room.missed
    basic = Listed()
    basic.seats("city")[0].proposes(lead="city")
    assert basic.lists(proposal="p1", seen=1).refused == "depth.basic"


def test_a_table_s_proposal_is_named_by_its_table():
    room = Listed(depth="full", bots="none")
    room.everybody()
    room.facilitator.enters("meet")
    scribe = room.state.groups[0].scribe
    room.act(room.delegate(scribe), do.WriteSheet(scribe, {"lead": "city"}, 0))
    room.act(room.delegate(scribe), do.HandIn(scribe, 0))
    assert room.view(FACILITATOR)["consentdesk"].proposals[0][4].place == 1


def test_what_the_room_does_otherwise_takes_it_off(room):
    ana, bo = room.seats("city", "shop")
    room.lists(lead="city")
    room.facilitator.adopts(ana, bo, lead="board")
    assert room.item().why == "decided"
    room.lists(money="fund")
    room.facilitator.opens_signing()
    assert room.item("c2").why == "signing"
    assert room.lists(money="fund").refused == "signing.open"
    room.facilitator.reopens()
    room.lists(rule="double", money="fund")
    room.lists(lead="city")
    room.tick(5 * MINUTE)
    done = room.settles("c3")
    assert done.kinds[-1] == "rule.changed"
    assert (room.item("c3").status, room.item("c4").why) == ("adopted", "rule")


def test_another_committee_takes_it_off():
    room = Listed(with_rule(RULES["steering"]), depth="full")
    _ana, county, _bo, _walkers = room.seats("city", "county", "shop", "walkers")
    room.facilitator.names("city", "shop", "walkers")
    room.lists(lead="city")
    # the rule has a fallback under which all members count: whoever could come to vote may stop it
    assert room.objects(county).kinds == ["consent.objected"]
    room.lists(lead="city")
    room.facilitator.names("county", "shop", "walkers")
    assert room.item("c2").why == "committee"
    assert not room.missed


def test_one_clause_is_on_the_list_once(room):
    room.seats("city")
    room.lists(lead="city")
    assert room.lists(lead="board", money="fund").facts == {"clause": "L"}
    for clause in room.state.clauses:
        if clause != "lead":
            option = room.book.clause_of[clause].options[0].id
            assert not room.lists(**{clause: option}).refused
    assert room.lists(lead="city").refused == "consent.listed"
    assert room.view(FACILITATOR)["consentdesk"].why_not == "consent.listed"


@pytest.mark.parametrize(("minutes", "refused"), [(1, True), (2, False), (60, False), (61, True)])
def test_the_time_is_from_two_minutes_to_an_hour(room, minutes, refused):
    room.seats("city")
    result = room.lists(minutes, lead="city")
    assert (result.refused == "pledge.amount") is refused


def test_it_needs_a_clock_and_somebody_who_votes():
    room = Room()
    listed = do.ListConsent({"lead": "city"})
    assert room.facilitator.records(listed).refused == "clock.none"
    room.facilitator.enters("talk")
    assert room.facilitator.records(listed).refused == "decision.nobody_votes"
    assert room.act(SYSTEM, listed).refused == "actor.not_allowed"


def test_its_clock_rests_while_the_room_is_paused_and_loses_nothing_to_a_gap(room):
    ana, _bo = room.seats("city", "shop")
    room.lists(lead="city")
    room.facilitator.pauses()
    left = room.item().clock.remaining
    assert 0 < left < 5 * MINUTE
    assert room.objects(ana).refused == "room.paused"
    assert not room.view(seat_audience("city"))["myconsent/c1"].enabled
    room.lists(money="fund", amount=2)
    assert room.item("c2").clock == Clock(remaining=2 * MINUTE)
    room.tick(60 * MINUTE)
    assert room.settles().events == ()
    room.facilitator.resumes()
    assert room.item().clock.left(room.at) == pytest.approx(left, abs=2000)
    before = room.item().clock.ends_at
    room.steer(steer.HoldClock(90_000), SYSTEM)
    assert room.item().clock.ends_at == before + 90_000
    room.steer(steer.ExtendStep(5))
    assert room.item().clock.ends_at == before + 90_000


def test_a_step_that_begins_lets_a_paused_list_go_on(room):
    room.seats("city", "shop")
    room.lists(lead="city")
    room.facilitator.pauses()
    left = room.item().clock.remaining
    room.facilitator.enters("meet")
    assert room.item().clock.running
    assert room.item().clock.left(room.at) == pytest.approx(left, abs=2000)


def test_while_the_room_votes_nothing_is_adopted_beside_it(room):
    ana, bo = room.seats("city", "shop")
    room.lists(lead="city")
    room.facilitator.opens(money="fund")
    room.tick(6 * MINUTE)
    assert room.settles().events == ()
    assert room.shown().waits
    ana.votes("yes"), bo.votes("yes")
    room.facilitator.closes()
    assert not room.shown().waits
    assert "clause.adopted" in room.settles().kinds


def test_who_left_does_not_count_and_cannot_stop_it(room):
    _ana, bo, cy = room.seats("city", "shop", "walkers")
    room.lists(lead="city")
    bo.leaves()
    assert room.facilitator.records(do.ObjectToConsent("shop", "c1")).refused == "depth.basic"
    late = room.seat("plant")
    assert room.objects(late).refused == "depth.basic"
    room.tick(5 * MINUTE)
    done = room.settles()
    assert done.events[0].electorate.members == ("city", "walkers")
    assert done.events[0].silent == ("city", "walkers")
    cy.leaves()


def test_where_the_rule_counts_those_present_they_are_counted_at_the_end():
    room = Listed(with_rule(RULES["majority"]), depth="full")
    ana, bo, _cy = room.seats("city", "shop", "walkers")
    room.act(ana.actor, do.LendVote("city", "shop", True))
    room.lists(lead="city")
    for seat in ("city", "walkers"):
        room.act(SYSTEM, do.MarkPresence(seat, False))
    room.tick(5 * MINUTE)
    opened = room.settles().events[0]
    # a vote that is with somebody who is here is here; nothing is used up by silence
    assert opened.silent == ("city", "shop")
    assert room.state.decisions["d1"].outcome.counts[0].base == 2
    assert "city" in room.state.loans
    room.lists(money="fund")
    room.act(ana.actor, do.TakeVoteBack("city"))
    room.act(SYSTEM, do.MarkPresence(bo.seat, False))
    room.tick(5 * MINUTE)
    assert room.settles("c2").kinds == ["consent.lapsed"]
    assert (room.item("c2").why, room.state.package) == ("few", {"lead": "city"})
    assert not room.missed
    assert replay(room) == room.state


@pytest.mark.parametrize("kind", sorted(RULES))
def test_silence_is_counted_by_the_rule_s_own_arithmetic(kind):
    room = Listed(with_rule(RULES[kind]))
    room.seats("city", "county", "shop", "walkers")
    if kind == "steering":
        room.facilitator.names("city", "shop", "walkers")
    room.lists(lead="city")
    room.tick(5 * MINUTE)
    opened, closed, *_ = room.settles().events
    assert closed.outcome.passed
    assert (closed.outcome.counts[0].kind, closed.outcome.by_silence) == (
        RULES[kind].kind,
        closed.outcome.yes,
    )
    assert closed.outcome.yes == (3 if kind == "steering" else 4)
    assert opened.rule == RULES[kind]


def test_tasks_that_nobody_asks_for_any_more_are_dropped():
    room = Listed()
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    found = next((t.id for t in room.book.plan.tasks), None)
    led = [t.id for t in room.book.plan.tasks if not ana.leads(t.id).refused]
    assert found
    assert led
    room.lists(lead="board")
    room.tick(5 * MINUTE)
    assert "tasks.dropped" in room.settles().kinds


def test_a_rule_that_wants_more_than_all_is_not_met_by_silence():
    room = Listed(with_rule(replace(RULES["weighted"], weight_share=Share(1, 1, strictly=True))))
    room.seats("city")
    room.lists(lead="city")
    room.tick(5 * MINUTE)
    assert room.settles().kinds == ["consent.lapsed"]
