"""People who sit together write one proposal and one report; until it is handed in it is theirs alone."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as DESK
from simulator.core.envelope import ROOM, SCREEN, seat_audience
from simulator.core.views.parts import project
from tests.core.test_dirty import Watched
from tests.support.room import Room


def at_tables(depth="basic"):
    """A room of three tables of two; the scribe, the other one of that table, and somebody elsewhere."""
    room = Room(bots="none", depth=depth)
    players = {p.seat: p for p in room.seats("city", "county", "shop", "plant", "walkers", "parents")}
    room.facilitator.enters("talk")
    group = room.state.group_of("city")
    other = next(s for s in group.members if s != group.scribe)
    elsewhere = next(s for s in players if s not in group.members)
    return room, players[group.scribe], players[other], players[elsewhere]


def table(room, player):
    return room.view(seat_audience(player.seat))["table"]


def test_the_table_sees_its_proposal_grow_and_nobody_else_knows_of_it():
    room, ana, bo, far = at_tables()
    outside = [ROOM, SCREEN, seat_audience(far.seat)]
    before = (
        [project(room.state, a) for a in outside],
        room.state.public_version,
        room.state.version_for(far.seat),
    )
    assert ana.drafts("for the shops", "money.fund", lead="city").kinds == ["group.drafted"]
    ana.drafts("for the shops", "money.fund", lead="board", money="fund")
    ana.reports("A board.", "The money.")
    after = (
        [project(room.state, a) for a in outside],
        room.state.public_version,
        room.state.version_for(far.seat),
    )
    assert before == after
    seen = table(room, bo).draft
    assert [(t.code, t.letter) for t in seen.terms] == [
        (t.code, t.letter) for t in table(room, ana).draft.terms
    ]
    assert (seen.rationale, seen.version, seen.handed, seen.only_if.option) == ("for the shops", 2, 0, "fund")
    assert (table(room, bo).report.could, table(room, bo).report.stands) == ("A board.", "The money.")
    assert room.view(DESK)["tables"].reported == 1


def test_who_takes_the_pen_writes_and_the_one_before_no_longer():
    room, ana, bo, _far = at_tables()
    assert not table(room, bo).i_write
    assert bo.drafts(lead="city").refused == "pen.not_yours"
    assert bo.takes_pen().kinds == ["group.role_named"]
    assert bo.takes_pen().events == ()
    assert table(room, bo).i_write
    assert table(room, ana).allowed.take
    assert bo.drafts(lead="city").refused is None
    assert ana.drafts(lead="board").refused == "pen.not_yours"
    assert ana.takes_pen().refused is None
    assert ana.drafts(lead="board", seen=0).refused == "target.stale"
    assert ana.drafts(lead="board").refused is None


def test_what_is_handed_in_lies_before_the_room_under_the_tables_name():
    room, ana, bo, far = at_tables()
    assert ana.hands_in().refused == "terms.empty"
    ana.drafts("for the shops", lead="city")
    assert ana.hands_in().kinds == ["proposal.made", "group.handed_in"]
    assert ana.hands_in().events == ()
    card = room.view(ROOM)["proposal/p1"]
    assert (card.table.kind, card.table.place, card.version) == (
        "mixed",
        room.state.group_of(ana.seat).place,
        1,
    )
    assert far.marks("p1", "yes").refused is None
    bo.takes_pen()
    bo.drafts("better", lead="board")
    assert room.view(ROOM)["proposal/p1"].rationale == "for the shops", "the room reads what was handed in"
    assert bo.hands_in().kinds == ["proposal.revised", "group.handed_in"]
    card = room.view(ROOM)["proposal/p1"]
    assert (card.rationale, card.version, card.totals.yes) == ("better", 2, 0)
    room.facilitator.enters("arrive")
    assert room.view(ROOM)["proposal/p1"].table.kind == "mixed", "the table has broken up, its proposal stays"


def test_a_tables_proposal_is_changed_at_the_table_and_taken_back_by_who_handed_it_in():
    room, ana, bo, _far = at_tables("full")
    ana.drafts(lead="city")
    ana.hands_in()
    assert ana.revises("p1", lead="board").refused == "proposal.with_group"
    assert bo.withdraws("p1").refused == "proposal.not_yours"
    assert ana.proposes(money="fund").refused is None, "in full depth a party also speaks for itself"
    assert table(room, ana).allowed.withdraw
    assert ana.withdraws("p1").refused is None
    assert ana.hands_in().kinds == ["proposal.made", "group.handed_in"]
    assert room.state.group_work[room.state.group_of(ana.seat).id].proposal == "p3"


def test_what_is_being_voted_on_is_not_handed_in_anew():
    room, ana, _bo, _far = at_tables()
    ana.drafts(lead="city")
    ana.hands_in()
    room.facilitator.opens("p1", seen=1)
    assert ana.drafts(lead="board").refused is None, "the table may go on thinking"
    assert ana.hands_in().refused == "decision.another_open"
    assert not table(room, ana).allowed.hand_in


def test_a_condition_and_options_must_exist():
    _room, ana, _bo, _far = at_tables()
    assert ana.drafts(only_if="lead.king", lead="city").refused == "target.unknown"
    assert ana.drafts(lead="king").refused == "target.unknown"
    assert ana.drafts().refused == "terms.empty"
    assert ana.drafts("same", lead="city").refused is None
    assert ana.drafts("same", lead="city").events == ()


def test_the_scribe_reports_in_two_sentences_and_everybody_reads_them_when_the_table_breaks_up():
    room, ana, bo, far = at_tables()
    assert bo.reports("We agree.").refused == "pen.not_yours"
    assert ana.reports(" ").refused == "text.empty"
    ana.reports("A board.", "The money.")
    assert ana.reports("A board.", "The money.").events == ()
    assert room.view(ROOM)["reports"].rows == ()
    room.facilitator.enters("arrive")
    (report,) = room.view(seat_audience(far.seat))["reports"].rows
    assert (report.could, report.stands, report.name.kind) == ("A board.", "The money.", "mixed")
    assert room.view(ROOM)["reports"].step == "Talk"
    assert ana.reports("Too late.").refused == "group.none"


def test_the_wall_shows_reports_while_the_tables_still_sit():
    room, ana, _bo, far = at_tables()
    ana.reports("A board.")
    room.steer(steer.ShowScene("reports"))
    assert [r.could for r in room.view(SCREEN)["reports"].rows] == ["A board."]
    seen = room.state.version_for(far.seat)
    ana.reports("A board of five.")
    assert room.state.version_for(far.seat) > seen, "what everybody reads is counted for everybody"
    assert [r.could for r in room.view(SCREEN)["reports"].rows] == ["A board of five."]


def test_the_facilitator_names_who_writes_and_who_speaks_and_records_for_a_table():
    room, ana, bo, far = at_tables()
    assert room.facilitator.names_for(bo.seat, "scribe").kinds == ["group.role_named"]
    assert room.facilitator.names_for(bo.seat, "scribe").events == ()
    assert room.facilitator.names_for(ana.seat, "spokesperson").events[0].recorded
    group = room.state.group_of(ana.seat)
    assert (group.scribe, group.spokesperson) == (bo.seat, ana.seat)
    name = do.NameForGroup(group.id, "scribe", far.seat)
    assert room.facilitator.records(name).refused == "value.unknown"
    assert room.facilitator.records(do.NameForGroup("nowhere", "scribe", bo.seat)).refused == "target.unknown"
    recorded = room.facilitator.records(do.ReportGroup(bo.seat, "By show of hands.", 0))
    assert recorded.events[0].recorded
    row = next(r for r in room.view(DESK)["tables"].rows if r.id == group.id)
    assert (row.report.could, row.scribe) == ("By show of hands.", bo.seat)


def test_a_caucus_speaks_under_the_name_of_its_sector():
    room = Room(bots="none", depth="basic")
    ana, _bo = room.seats("city", "county")
    room.facilitator.enters("meet")
    ana.takes_pen()
    ana.drafts(lead="city")
    ana.hands_in()
    name = room.view(ROOM)["proposal/p1"].table
    assert (name.kind, name.sector) == ("caucus", room.state.rulebook.sector_of["GO"].name)


def test_who_comes_late_sits_down_at_the_smallest_table():
    room = Watched(bots="none")
    room.seats("city", "county", "shop", "plant", "walkers")
    room.facilitator.enters("talk")
    assert sorted(len(g.members) for g in room.state.groups) == [2, 3]
    late = room.seat("bank")
    assert sorted(len(g.members) for g in room.state.groups) == [3, 3]
    assert table(room, late).name.kind == "mixed"
    assert "bank" in [m.seat for m in table(room, late).members]
    assert late.takes_pen().refused is None
    before = room.state.groups
    late.leaves()
    room.seat("bank")
    assert room.state.groups == before, "who comes back finds the same chair"


def test_who_comes_late_to_a_caucus_joins_its_own_or_waits():
    room = Watched(bots="none")
    room.seats("city", "shop")
    room.facilitator.enters("meet")
    assert table(room, room.seat("county")).name.sector == room.state.rulebook.sector_of["GO"].name
    assert table(room, room.seat("walkers")).name is None


@pytest.mark.parametrize("step", ["arrive", "talk"])
def test_who_sits_in_no_group_has_no_table(step):
    room = Room(bots="none")
    room.facilitator.enters(step)
    late = room.seat("city")
    assert table(room, late).name is None
    assert not table(room, late).allowed.draft
    assert late.takes_pen().refused == "group.none"


def test_what_happened_to_a_group_that_nobody_knows_changes_nothing():
    room, ana, _bo, _far = at_tables()
    ana.drafts(lead="city")
    made = room.log[-1]
    empty = Room(bots="none")
    empty.take((made,))
    assert empty.state.group_work == {}
