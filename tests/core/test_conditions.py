"""Pledges that wait: for an option, or for what no rule can judge. And pledges that were changed or taken back."""

import pytest

from simulator.core.agreement_text import agreement_content, agreement_hash, part_hash
from simulator.core.budget import balance, funding, pledge_cost
from simulator.core.commands import exercise as do
from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.views.again import sign_again
from simulator.core.views.outcome import pledge_row
from simulator.core.views.seat import my_pledges, private_help
from simulator.core.work_plan import staff_given, staff_pledged
from tests.support.dirt import Pages
from tests.support.room import Room, replay


def settled(depth="full"):
    room = Room(depth=depth)
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, money="fund")
    return room, ana, bo


def bus(room):
    line = balance(room.state)[0].worst
    return line.pledged, line.waiting, line.short


def test_a_tied_pledge_counts_while_its_option_is_adopted_and_everybody_sees_it():
    room, ana, bo = settled()
    pages, missed = Pages(), set()
    room.watch = lambda before, event, after: missed.update(pages.missed(before, event, after))
    ana.pledges("cash", only_if="lead.city")
    assert bus(room) == (0, 50, 100)
    assert (funding(room.state)["money.fund"], pledge_cost(room.state, "city")) == ((0, 1), 0)
    row = room.view(EVERYBODY)["pledge/r1"]
    assert (row.counts, row.only_if.letter, row.condition) == (False, "a", "")
    without = private_help(room.state, "shop")
    room.facilitator.adopts(ana, bo, lead="city")
    assert bus(room) == (50, 0, 50)
    assert pledge_cost(room.state, "city") == 1500
    assert pledge_row(room.state, "r1").counts
    assert private_help(room.state, "shop") != without
    room.facilitator.adopts(ana, bo, lead="board")
    assert bus(room) == (0, 50, 100)
    assert not missed


def test_a_condition_in_words_waits_until_its_party_takes_it_away():
    room, ana, _bo = settled("basic")
    ana.pledges("cash", condition="  the county brings as much ")
    assert bus(room) == (0, 50, 100)
    assert room.state.pledges["r1"].condition == "the county brings as much"
    assert ana.revises_pledge("r1", 50, condition="the county brings as much").events == ()
    assert not ana.revises_pledge("r1", 50).refused
    assert bus(room) == (50, 0, 50)
    assert pledge_row(room.state, "r1").was.condition == "the county brings as much"


def test_only_a_full_seminar_ties_pledges_to_options():
    room, ana, _bo = settled("basic")
    assert my_pledges(room.state, "city").ties == ()
    free = {"kind": "cash", "amount": 1, "line": "bus line"}
    assert ana.pledges("cash", only_if="lead.city").refused == "value.unknown"
    assert ana.pledges(**free, only_if="lead.city").refused == "value.unknown"
    ana.pledges("cash")
    assert ana.revises_pledge("r1", 50, only_if="lead.city").refused == "value.unknown"
    room, ana, _bo = settled()
    assert [t.option for t in my_pledges(room.state, "city").ties][-2:] == ["city", "board"]
    assert ana.pledges("cash", only_if="extra.one").refused == "value.unknown"
    assert ana.pledges("cash", condition="x" * 201).refused == "text.too_long"


def test_what_a_pledge_was_and_when_it_went_stays_to_be_seen():
    room, ana, bo = settled()
    ana.pledges(kind="cash", amount=30, line="bus line", note="gladly")
    bo.pledges(kind="cash", amount=5, line="bus line")
    ana.revises_pledge("r1", 40, only_if="lead.city")
    was = pledge_row(room.state, "r1").was
    assert (was.amount, was.note, was.only_if) == (30, "gladly", None)
    ana.revises_pledge("r1", 45, seen=2)
    assert pledge_row(room.state, "r1").was.only_if.option == "city"
    ana.withdraws_pledge("r1")
    gone = room.view(EVERYBODY)["pledge/r1"]
    assert (gone.withdrawn, gone.amount, gone.at, gone.counts) == (True, 45, room.at, False)
    assert [p.id for p in my_pledges(room.state, "city").pledges] == []
    assert ana.revises_pledge("r1", 1, seen=3).refused == "pledge.closed"
    assert bus(room) == (5, 0, 95)
    assert replay(room) == room.state


@pytest.mark.parametrize("terms", [{"condition": "the shop pays"}, {"only_if": "lead.city"}])
def test_a_signature_is_bound_to_the_condition_and_texts_without_one_keep_their_hash(terms):
    room, ana, bo = settled()
    ana.pledges("cash")
    plain = agreement_hash(room.state), part_hash(room.state, "city")
    assert set(agreement_content(room.state)["pledges"][0]) == {
        "id",
        "seat",
        "kind",
        "amount",
        "line",
        "note",
    }
    room.facilitator.opens_signing()
    ana.signs()
    room.facilitator.reopens(ana, bo)
    ana.revises_pledge("r1", 50, **terms)
    assert agreement_hash(room.state) != plain[0]
    assert part_hash(room.state, "city") != plain[1]
    room.facilitator.opens_signing()
    again = sign_again(room.state, "city")
    assert (again.unchanged, len(again.pledges)) == (False, 1)


def test_staff_that_waits_again_is_taken_off_its_tasks():
    room, ana, bo = settled()
    room.facilitator.adopts(ana, bo, lead="city")
    ana.pledges("staff", only_if="lead.city")
    assert staff_pledged(room.state, "city") == 10
    ana.helps("lamps", 4)
    assert staff_given(room.state, "city") == 4
    room.facilitator.adopts(ana, bo, lead="board")
    assert (staff_pledged(room.state, "city"), staff_given(room.state, "city")) == (0, 0)


def test_the_facilitator_records_a_condition_that_was_said_aloud():
    room, _ana, _bo = settled("basic")
    said = do.MakePledge("shop", "", "cash", 9, "bus line", condition="the city pays")
    assert not room.facilitator.records(said).refused
    assert balance(room.state)[0].worst.waiting == 9
