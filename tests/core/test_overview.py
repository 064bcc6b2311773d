"""Who has not finished by table, whom to bring together, and a room as a card."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import OVERVIEW
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, Room


@pytest.fixture
def room():
    """A room whose forgotten parts fail the test."""
    room, pages = Room(), Pages()

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room


def tasks(room):
    return {t.task: t for t in room.view(STEERING)["unfinished"]}


def gatherings(room):
    return [tuple(p.seat for p in g.people) for g in room.view(STEERING)["gatherings"]]


def card(room):
    return room.view(OVERVIEW)["roomcard/a"]


def marks(room, seat, ref, value, reason="", moves=""):
    version = room.state.clause_versions.get(ref.partition(".")[0], 0) or 1
    done = room.act(room.delegate(seat), do.SetStance(seat, ref, value, version, reason, moves))
    assert not done.refused, done


def test_who_has_not_read_and_marked_stands_by_table(room):
    room.seats("city", "shop")
    room.seat("walkers", read=False)
    assert [m.seat for m in tasks(room)["read"].missing] == ["walkers"]
    assert tasks(room)["read"].tables[0].place == 0
    room.steer(steer.EnterStep("talk"))
    assert all(table.place for table in tasks(room)["mark"].tables)
    assert (tasks(room)["mark"].done, tasks(room)["mark"].of) == (0, 3)
    for clause in room.state.current_step.clauses:
        if clause in room.state.clauses:
            marks(room, "city", room.state.rulebook.refs(clause)[0], "yes")
    assert "city" not in [m.seat for m in tasks(room)["mark"].missing]
    scribes = {m.seat for m in tasks(room)["hand_in"].missing}
    assert scribes == {
        g.scribe for g in room.state.groups if g.kind != "caucus" and room.state.seats[g.scribe].person
    }


def test_a_vote_and_a_signing_come_first(room):
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    room.facilitator.opens("p1", seen=1)
    ana.votes("yes")
    found = room.view(STEERING)["unfinished"][0]
    assert (found.task, found.done, [m.seat for m in found.missing]) == ("vote", 1, ["shop"])
    now = card(room)
    assert (now.open, now.cast, now.voters, now.holds_up.task) == (True, 1, 2, "vote")
    bo.votes("yes")
    assert "vote" not in tasks(room)
    assert (card(room).cast, card(room).voters) == (2, 2)
    room.facilitator.closes()
    assert room.view(OVERVIEW)["roomrow/a"].cells
    assert card(room).adopted == 1
    room.facilitator.opens_signing()
    assert room.view(STEERING)["unfinished"][0].task == "sign"
    assert gatherings(room) == []


def test_a_room_where_nothing_is_missing_is_held_up_by_nothing(room):
    assert card(room).holds_up is None
    room.seats("city")
    assert (card(room).here, card(room).away, card(room).read) == (1, 0, 1)
    room.act(FACILITATOR, do.MarkPresence("city", False))
    assert (card(room).here, card(room).away) == (0, 1)
    room.act(room.delegate("city"), do.AskForHelp("city", "come"))
    assert card(room).helping == 1
    room.act(FACILITATOR, do.ReplyToHelp("city", "answer", "reload"))
    assert card(room).helping == 0


def test_who_objects_and_says_why_is_brought_together_with_who_agrees(room):
    room.everybody()
    ref = "rule.double"
    assert gatherings(room) == []
    marks(room, "shop", ref, "yes")
    marks(room, "city", ref, "no")
    assert gatherings(room) == []
    marks(room, "city", ref, "no", "too slow")
    assert gatherings(room) == [("city", "shop")]
    marks(room, "walkers", ref, "with", "", "if we may speak first")
    assert gatherings(room) == [("walkers", "shop", "city")]
    marks(room, "plant", ref, "with", "we pay too much")
    assert len(gatherings(room)[0]) == 3
    found = room.view(STEERING)["gatherings"][0]
    assert (found.people[0].moves, found.people[1].words) == (True, "")
    room.act(FACILITATOR, do.MarkPresence("shop", False))
    assert gatherings(room) == []


def test_at_most_three_are_brought_together_at_once(room):
    room.everybody()
    seats = list(room.state.seats)
    for seat in seats[:4]:
        marks(room, seat, "rule.double", "yes")
    for seat in seats[4:8]:
        marks(room, seat, "rule.double", "with", "not yet")
    assert len(gatherings(room)) == 3
