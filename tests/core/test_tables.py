"""A table has one sheet, one pen and one report; what is not handed in is nobody else's to read."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, Actor, seat_audience
from simulator.core.views.tables import table_signs
from tests.support.dirt import Pages
from tests.support.room import Room, replay


@pytest.fixture
def room():
    """Caucuses in session: city and county at one table, shop at another. A forgotten part fails the test."""
    room, pages = Room(), Pages()
    room.seats("city", "county", "shop")
    room.facilitator.enters("meet")

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room


def me(room, seat):
    return room.delegate(seat)


def writes(room, seat, turn=0, why="", only_if="", **terms):
    return room.act(me(room, seat), do.WriteSheet(seat, terms, turn, why, only_if))


def sheet(room, seat):
    return room.view(seat_audience(seat))["mysheet"]


def test_a_sheet_grows_for_its_table_and_for_nobody_else(room):
    assert room.state.group_of("city").scribe == "city"
    before = {a: room.view(a) for a in (ROOM, SCREEN, seat_audience("shop"))}
    seen = room.state.version_for("shop")
    assert writes(room, "city", why=" all may live with it ", only_if="lead.city", rule="double").kinds == [
        "table.sheet_written"
    ]
    assert writes(room, "city", why="all may live with it", only_if="lead.city", rule="double").events == ()
    read = sheet(room, "county")
    assert (read.rationale, read.terms[0].title, read.condition.title, read.state) == (
        "all may live with it", "Double", "City", "draft",
    )  # fmt: skip
    assert (read.mine, read.may_take, sheet(room, "city").mine) == (False, True, True)
    assert before == {a: room.view(a) for a in before}
    assert room.state.version_for("shop") == seen
    assert [r.state for r in room.view(FACILITATOR)["tables"]] == ["draft", "empty", "empty"]


def test_the_pen_changes_hands_in_one_tap_and_an_older_page_does_not_overwrite(room):
    writes(room, "city", rule="double")
    assert writes(room, "county", rule="majority").refused == "table.pen_not_yours"
    assert room.act(me(room, "county"), do.TakePen("county")).kinds == ["table.role_given"]
    assert room.act(me(room, "county"), do.TakePen("county")).events == ()
    assert writes(room, "county", turn=0, rule="majority").refused == "target.stale"
    assert writes(room, "county", turn=1, rule="majority").refused is None
    assert sheet(room, "city").writer == "county"
    assert room.view(ROOM)["groups"].rows[0].scribe == "county"
    assert writes(room, "county", turn=1, rule="no-such").refused == "target.unknown"
    assert writes(room, "county", turn=1, only_if="no.such").refused == "target.unknown"


def test_what_the_last_holder_of_the_pen_wrote_stays_readable_where_the_next_one_writes_over_it(room):
    writes(room, "city", rule="double", why="Ours.")
    assert sheet(room, "city").other is sheet(room, "county").other is None
    room.act(me(room, "county"), do.TakePen("county"))
    assert (sheet(room, "county").other, sheet(room, "city").other) == (("city", "Ours."), None)
    writes(room, "county", 1, rule="double", why="Quite another.")
    for seat in ("city", "county", "region"):
        if room.state.seats[seat].person:
            assert sheet(room, seat).other == ("city", "Ours.")
    # whoever takes the words in, or goes on writing, needs no reminder and keeps the older one
    writes(room, "county", 1, rule="double", why="Ours. Quite another.")
    assert sheet(room, "city").other is None
    assert replay(room) == room.state


def test_what_is_handed_in_is_the_tables_proposal_with_versions(room):
    hand = do.HandIn("city", 0)
    assert room.act(me(room, "city"), hand).refused == "terms.empty"
    writes(room, "city", why="ours", rule="double")
    assert room.act(me(room, "city"), hand).kinds == ["proposal.made"]
    assert room.act(me(room, "city"), hand).events == ()
    card = room.view(ROOM)["proposal/g1"]
    assert (card.table.place, card.table.caucus, card.rationale) == (1, "Government", "ours")
    assert sheet(room, "county").state == "handed"
    writes(room, "city", why="better", rule="double")
    assert sheet(room, "county").state == "changed"
    assert room.view(ROOM)["proposal/g1"].rationale == "ours"
    assert room.act(me(room, "city"), hand).kinds == ["proposal.revised"]
    assert room.view(ROOM)["proposal/g1"].version == 2
    room.facilitator.opens("g1", seen=2)
    writes(room, "city", why="best", rule="double")
    assert not sheet(room, "city").may_hand_in
    assert room.act(me(room, "city"), hand).refused == "decision.another_open"
    for seat in ("city", "county", "shop"):
        room.act(me(room, seat), do.CastBallot(seat, "d1", "yes"))
    room.facilitator.closes()
    assert room.state.proposals["g1"].status == "adopted"
    assert room.act(me(room, "city"), hand).kinds == ["proposal.made"]
    assert set(room.state.proposals) == {"g1", "g2"}
    room.facilitator.opens_signing()
    assert room.act(me(room, "city"), hand).refused == "signing.open"


def test_a_tables_proposal_is_nobodys_own(room):
    writes(room, "city", rule="double")
    room.act(me(room, "city"), do.HandIn("city", 0))
    assert room.view(seat_audience("city"))["myproposal"].proposal == ""
    change = do.ReviseProposal("city", "g1", {"rule": "majority"}, 1)
    assert room.act(me(room, "city"), change).refused == "proposal.not_yours"
    room.facilitator.enters("plenum")
    assert room.act(me(room, "city"), do.MakeProposal("city", {"lead": "city"})).refused is None
    (listed, *_) = room.view(FACILITATOR)["deciding"].proposals
    assert (listed[0], listed[4].caucus) == ("g1", "Government")


def test_in_a_basic_seminar_who_sits_at_a_table_proposes_on_its_sheet(room):
    alone = do.MakeProposal("city", {"lead": "city"})
    for actor in (me(room, "city"), Actor("facilitator", "trainer")):
        assert room.act(actor, alone).refused == "proposal.at_table"
    mine = room.view(seat_audience("city"))["myproposal"]
    assert (mine.enabled, mine.table.caucus) == (False, "Government")
    assert room.act(Actor("facilitator", "trainer"), do.MakeProposal("", {"lead": "city"})).kinds == [
        "proposal.made"
    ]
    room.facilitator.enters("plenum")
    assert room.act(me(room, "city"), alone).kinds == ["proposal.made"]
    # what a seat put forward between two tables stays its own
    room.facilitator.enters("meet")
    mine = room.view(seat_audience("city"))["myproposal"]
    assert (mine.enabled, mine.table, room.act(me(room, "city"), alone).refused) == (
        True,
        None,
        "proposal.one_live",
    )
    change = do.ReviseProposal("city", mine.proposal, {"lead": "board"}, 1)
    assert room.act(me(room, "city"), change).kinds == ["proposal.revised"]
    assert room.act(me(room, "city"), do.WithdrawProposal("city", mine.proposal)).kinds == [
        "proposal.withdrawn"
    ]
    assert room.act(me(room, "city"), alone).refused == "proposal.at_table"


def test_who_comes_late_to_a_table_finds_its_sheet(room):
    late = room.seat("walkers")
    assert late.proposes(lead="city").refused == "proposal.at_table"
    assert room.view(seat_audience("walkers"))["myproposal"].table is not None


def test_in_full_depth_a_seat_at_a_table_has_proposals_of_its_own():
    room = Room(depth="full")
    ana = room.seat("city")
    room.facilitator.enters("meet")
    assert ana.proposes(lead="city").kinds == ["proposal.made"]
    assert room.view(seat_audience("city"))["myproposal"].table is None


def test_a_report_is_for_the_facilitator_until_the_room_is_shown_it(room):
    report = do.GiveReport("city", "Two thirds.", "Who pays.")
    assert room.act(me(room, "city"), report).events[0].audience == ("city", "county", "region")
    assert room.act(me(room, "city"), report).events == ()
    assert room.view(ROOM)["reports"].rows == ()
    assert room.view(seat_audience("county"))["myreport"].live == "Two thirds."
    assert not room.view(seat_audience("county"))["myreport"].enabled
    assert room.view(FACILITATOR)["tables"][0].report.hinder == "Who pays."
    room.steer(steer.ShowScene("reports"))
    (row,) = room.view(ROOM)["reports"].rows
    assert (row.name.caucus, row.live) == ("Government", "Two thirds.")
    room.facilitator.records(do.GiveReport("shop", "Half."))
    room.steer(steer.ShowScene(""))
    assert room.act(me(room, "city"), do.GiveReport("city", "More than half.")).events[0].audience == ()
    assert [r.live for r in room.view(ROOM)["reports"].rows] == ["More than half.", "Half."]


def test_reports_and_proposals_outlive_their_tables(room):
    writes(room, "city", rule="double")
    room.act(me(room, "city"), do.HandIn("city", 0))
    room.act(me(room, "city"), do.GiveReport("city", "Two thirds."))
    room.facilitator.enters("plenum")
    assert sheet(room, "city") is None
    assert room.view(seat_audience("city"))["myreport"] is None
    assert [r.live for r in room.view(ROOM)["reports"].rows] == ["Two thirds."]
    assert room.view(ROOM)["proposal/g1"].table.caucus == "Government"
    assert room.view(FACILITATOR)["tables"] == ()
    room.facilitator.enters("meet")
    assert sheet(room, "city").state == "handed"


def test_other_people_at_the_table_do_not_find_the_sheet_of_those_before(room):
    room.facilitator.enters("talk")
    place = room.state.group_of("city")
    writes(room, place.scribe, money="none")
    assert room.state.sheet_of(place).version == 1
    other = Room(bots="none")
    other.state = room.state
    assert room.state.sheet_of(type(place)("talk-1", "mixed", 1, ("shop",), "shop", "shop")).version == 0
    assert room.state.report_of(place) is None


def test_an_event_of_a_table_that_is_gone_changes_no_sheet(room):
    from simulator.core.evolving.exercise import evolve

    (written,) = writes(room, "city", rule="double").events
    (given,) = room.act(me(room, "city"), do.GiveReport("city", "x")).events
    room.facilitator.enters("plenum")
    for event in (written, given):
        after = evolve(room.state, event)
        assert (after.sheets, after.reports) == (room.state.sheets, room.state.reports)


def test_a_facilitator_names_who_writes_and_who_speaks(room):
    name = room.facilitator.records
    assert name(do.NameRole("meet-1", "spokesperson", "region")).kinds == ["table.role_given"]
    assert name(do.NameRole("meet-1", "spokesperson", "region")).events == ()
    assert name(do.NameRole("meet-1", "scribe", "shop")).refused == "value.unknown"
    assert room.state.group_of("city").spokesperson == "region"
    assert room.act(me(room, "city"), do.NameRole("meet-1", "scribe", "city")).refused == "actor.not_allowed"


def test_signs_are_printed_for_the_tables_as_they_are_or_would_be(room):
    steps = room.book.step_of
    assert [s.name.caucus for s in table_signs(room.state, steps["meet"])] == [
        "Government",
        "Business",
        "Civic",
    ]
    signs = table_signs(room.state, steps["talk"])
    assert sorted(m[1] for s in signs for m in s.members) == sorted(o.name for o in room.book.organizations)


def test_who_comes_late_sits_down_at_the_smallest_table_and_reads_its_sheet():
    room, pages = Room(bots="none"), Pages()
    room.seats("city", "shop", "walkers", "plant")
    room.facilitator.enters("talk")

    def check(before, event, after):
        assert not pages.missed(before, event, after)

    room.watch = check
    sizes = [len(g.members) for g in room.state.groups]
    assert sorted(sizes) == [2, 2]
    scribe = room.state.groups[0].scribe
    writes(room, scribe, money="none")
    room.act(me(room, scribe), do.GiveReport(scribe, "None."))
    room.seat("bank")
    assert "bank" in room.state.groups[0].members
    assert sheet(room, "bank").terms[0].title == "None"
    assert room.view(seat_audience("bank"))["myreport"].live == "None."
    before = room.state.groups
    room.steer(steer.FreeSeat("person-bank"))
    room.seat("bank")
    assert room.state.groups == before, "who comes back finds the same chair"


def test_who_comes_late_to_a_caucus_joins_their_own_or_waits():
    room = Room(bots="none")
    room.seats("city", "shop")
    room.facilitator.enters("meet")
    room.seats("county", "walkers")
    assert room.state.group_of("county").scribe == "city"
    assert room.state.group_of("walkers") is None


def test_a_table_whose_proposal_was_adopted_has_handed_in_until_it_writes_on(room):
    writes(room, "city", why="ours", rule="double")
    room.act(me(room, "city"), do.HandIn("city", 0))
    room.facilitator.enters("talk")
    voters = [room.seat(s) for s in ("city", "county", "shop")]
    assert not room.facilitator.opens("g1", room.state.proposals["g1"].version).refused
    for voter in voters:
        voter.votes("yes")
    room.facilitator.closes()
    assert room.state.proposals["g1"].status == "adopted"
    room.facilitator.enters("meet")
    assert sheet(room, "county").state == "handed"
    writes(room, "city", why="one more thing", rule="double")
    assert sheet(room, "county").state == "draft"
