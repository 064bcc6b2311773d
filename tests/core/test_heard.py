"""Whether people were heard: two questions after a round, minutes by taps, and what of it anybody may know."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.hearing import LONGEST_STRETCH, told_of
from simulator.core.permissions import permissions
from tests.support.dirt import watched
from tests.support.room import FACILITATOR as STAFF
from tests.support.room import SYSTEM, Room

MINUTE = 60_000


@pytest.fixture
def room():
    room = watched(Room())
    room.seats("city", "county", "region", "shop", "walkers")
    room.facilitator.enters("talk")
    return room


def asks(room):
    return room.facilitator.records(do.AskHeard())


def closes(room, key="h1"):
    return room.facilitator.records(do.CloseHeard(key))


def answers(room, seat, heard="", note="", changed=(), key="h1"):
    return room.act(room.delegate(seat), do.AnswerHeard(seat, key, heard, note, changed))


def mine(room, seat):
    return room.view(seat_audience(seat))["myvoice"]


def desk(room):
    return room.view(FACILITATOR)["voicedesk"]


def test_the_questions_go_to_the_seats_that_people_hold_and_to_no_other(room):
    assert mine(room, "city") is None
    asked = asks(room)
    assert asked.events[0].seats == ("city", "county", "region", "shop", "walkers")
    assert asks(room).events == ()  # two facilitators, or two taps
    assert mine(room, "city").step == "Talk"
    # only who speaks can be named: not oneself, and nobody whom the rules play
    assert [seat for seat, _ in mine(room, "city").others] == ["county", "region", "shop", "walkers"]
    assert answers(room, "city", "no", "Nobody looked up.", ("shop", "nobody")).kinds == ["heard.answered"]
    bot = room.bot("plant")
    assert room.act(bot.actor, do.AnswerHeard("plant", "h1", "yes")).refused == "actor.not_allowed"
    assert not [p for p in permissions(room.state, bot.actor) if p.kind == "heard.answer"]
    now = mine(room, "city")
    assert (now.answer.heard, now.answer.note, now.changed) == ("no", "Nobody looked up.", ("shop",))
    assert not now.answer.nobody  # who names somebody has named somebody


def test_answers_change_until_the_round_is_closed(room):
    asks(room)
    answers(room, "city", "no", "Nobody looked up.")
    assert answers(room, "city", "no", " Nobody looked up. ").events == ()
    answers(room, "city", "partly", "", ("nobody",))
    assert (mine(room, "city").answer.heard, mine(room, "city").answer.nobody) == ("partly", True)
    answers(room, "city")
    assert desk(room).said == 0
    assert answers(room, "city").events == ()
    answers(room, "city", "yes")
    assert closes(room).kinds == ["heard.closed"]
    assert closes(room).events == ()
    assert closes(room, "h9").refused == "target.unknown"
    assert answers(room, "city", "no").refused == "heard.closed"
    assert answers(room, "city", "no", key="h9").refused == "target.unknown"
    assert mine(room, "city").closed
    assert mine(room, "shop") is None  # nothing was said, so there is nothing to see
    room.facilitator.enters("plenum")
    assert mine(room, "city") is None


def test_the_bar_asks_until_the_seat_has_answered_and_a_vote_comes_first(room):
    def says(seat):
        return room.view(seat_audience(seat))["bar"].kind

    for seat in ("city", "shop"):
        room.act(room.delegate(seat), do.ConfirmBrief(seat))
    before = says("city")
    asks(room)
    assert [says("city"), says("shop")] == ["heard", "heard"]
    answers(room, "city", "yes")
    assert [says("city"), says("shop")] == [before, "heard"]
    room.facilitator.records(do.OpenDecision({"rule": "majority"}))
    assert says("shop") == "vote"
    room.facilitator.records(do.CancelDecision(next(iter(room.state.decisions))))
    closes(room)
    assert says("shop") == before


def test_bad_answers_are_refused_with_a_reason(room):
    asks(room)
    assert answers(room, "city", "loud").refused == "value.unknown"
    assert answers(room, "city", "no", "x" * 201).refused == "text.too_long"
    assert answers(room, "city", changed=("city",)).refused == "value.unknown"
    assert answers(room, "city", changed=("nowhere",)).refused == "value.unknown"
    assert answers(room, "city", changed=("shop", "region", "county")).refused == "heard.too_many"
    assert answers(room, "city", changed=("shop", "shop")).events[0].changed == ("shop",)
    assert mine(room, "city").answer.heard == ""


def test_nobody_is_asked_before_the_start_nor_in_an_empty_room():
    room = Room()
    assert asks(room).refused == "clock.none"
    room.facilitator.enters("talk")
    assert asks(room).refused == "seats.empty"
    assert not desk(room).can_ask


def test_a_step_that_asks_offers_it_until_it_has_been_asked_and_the_next_step_closes_it(room):
    assert room.view(FACILITATOR)["control"].ask_heard
    assert desk(room).offered
    asks(room)
    assert not room.view(FACILITATOR)["control"].ask_heard
    room.facilitator.pauses()
    assert answers(room, "city", "yes").refused is None  # between rounds the clock may rest
    room.facilitator.resumes()
    room.facilitator.enters("plenum")
    assert not room.view(FACILITATOR)["control"].ask_heard  # this step does not ask
    assert answers(room, "city", "no").refused == "heard.closed"
    assert asks(room).events[0].round == "h2"


def test_who_joins_later_answers_too_and_an_answer_stays_where_the_named_leave(room):
    asks(room)
    ana = room.seat("parents", read=False)
    assert answers(room, "parents", "yes", "", ("shop",)).refused is None
    assert desk(room).asked == 6
    room.facilitator.room.steer(steer.FreeSeat("person-shop"))
    assert ("shop", "shop") in mine(room, "parents").others
    assert ana.leaves().refused is None


def test_an_answer_is_between_its_seat_and_those_who_steer(room):
    asks(room)
    audiences = (ROOM, SCREEN, *(seat_audience(s) for s in ("county", "shop", "walkers")))
    before = [room.view(a) for a in audiences]
    versions = [room.state.version_for(s) for s in ("county", "shop", "walkers")]
    answers(room, "city", "no", "We were cut off.", ("shop",))
    answers(room, "city", "partly", "We were cut off.", ("shop", "county"))
    assert [room.view(a) for a in audiences] == before
    assert [room.state.version_for(s) for s in ("county", "shop", "walkers")] == versions
    closes(room)
    for audience in audiences:
        assert "cut off" not in str(room.view(audience))


def test_the_desk_counts_by_sector_and_names_who_said_no(room):
    asks(room)
    answers(room, "city", "yes", "", ("shop",))
    answers(room, "county", "no", "We had no turn.", ("shop", "walkers"))
    answers(room, "shop", "partly", "", ("nobody",))
    answers(room, "walkers", "yes", "Thank you.", ("shop",))
    found = desk(room)
    assert (found.said, found.asked, [p.short for p in found.waiting]) == (4, 5, ["region"])
    assert [(s.code, s.yes, s.partly, s.no, s.unsaid) for s in found.sectors] == [
        ("GO", 1, 0, 1, 1), ("BU", 0, 1, 0, 0), ("CI", 1, 0, 0, 0),
    ]  # fmt: skip
    assert [(u.party.seat, u.heard, u.note) for u in found.unheard] == [
        ("county", "no", "We had no turn."), ("shop", "partly", ""), ("walkers", "yes", "Thank you."),
    ]  # fmt: skip
    assert [(p.seat, n) for p, n in found.changed] == [("shop", 3), ("walkers", 1)]
    assert found.nobody == 1
    # who said no comes first, then who said it in part, then who has not spoken
    assert [(i.party.seat, i.heard) for i in found.invite] == [
        ("county", "no"), ("shop", "partly"), ("region", ""),
    ]  # fmt: skip
    assert room.view(FACILITATOR)["voice/county"].note == "We had no turn."
    room.facilitator.enters("plenum")
    asks(room)
    assert [(title, b.yes, b.partly, b.no) for title, b in desk(room).earlier] == [("Talk", 2, 1, 1)]


def test_who_is_invited_comes_first_but_behind_points_of_order(room):
    room.facilitator.enters("plenum")
    for seat in ("shop", "walkers"):
        room.act(room.delegate(seat), do.AskForFloor(seat, seat == "walkers"))
    invite = lambda seat: room.facilitator.records(do.InviteSpeaker(seat))  # noqa: E731
    assert invite("county").kinds == ["speaker.invited"]
    assert invite("county").events == ()
    assert invite("plant").refused == "seat.unknown"
    assert invite("nobody").refused == "seat.unknown"
    order = [s.seat for s in room.view(ROOM)["speakers"].waiting]
    assert order == ["walkers", "county", "shop"]
    assert {s.kind for s in room.view(ROOM)["speakers"].waiting} == {"point", "one"}
    assert room.view(seat_audience("county"))["myturn"].invited
    assert not room.view(seat_audience("shop"))["myturn"].invited
    assert room.act(room.delegate("county"), do.AskForFloor("county")).events == ()
    room.act(room.delegate("county"), do.LeaveList("county"))
    assert [s.seat for s in room.view(ROOM)["speakers"].waiting] == ["walkers", "shop"]
    assert invite("walkers").events == ()  # a point of order goes before anyway


def test_the_time_of_a_turn_is_counted_without_the_pauses(room):
    room.facilitator.enters("plenum")
    start = lambda seat: room.facilitator.records(do.StartTurn(seat))  # noqa: E731
    start("city")
    room.tick(MINUTE)
    room.facilitator.pauses()
    room.tick(5 * MINUTE)
    room.facilitator.resumes()
    room.tick(MINUTE)
    room.facilitator.records(do.SetTurn(60))
    room.facilitator.records(do.EndTurn("city"))
    city = room.view(FACILITATOR)["voice/city"]
    assert (city.turns, city.spoken // MINUTE) == (1, 2)
    start("shop")
    room.tick(MINUTE)
    start("county")  # the chair gives the floor to another
    assert room.state.heard.spoken["shop"] // MINUTE == 1
    room.tick(20 * MINUTE)
    room.facilitator.enters("sign")
    assert room.state.heard.spoken["county"] == LONGEST_STRETCH
    assert room.state.heard.spoken_now == {}
    assert desk(room).sectors[0].spoken == room.state.heard.spoken["city"] + LONGEST_STRETCH


def test_a_turn_that_follows_another_in_a_pause_counts_what_was_before_the_pause(room):
    room.facilitator.enters("plenum")
    room.facilitator.records(do.StartTurn("city"))
    room.tick(MINUTE)
    room.facilitator.pauses()
    room.tick(9 * MINUTE)
    room.facilitator.records(do.StartTurn("shop"))
    assert room.state.heard.spoken["city"] // MINUTE == 1


def tap(room, who, by="city", group="talk-1"):
    actor = room.delegate(by) if by else STAFF
    return room.act(actor, do.TapSpeaker(by, group, who))


def test_a_table_taps_who_speaks_and_only_it_and_the_facilitators_know(room):
    group = room.state.group_of("city")
    other = next(s for s in group.members if s != "city" and room.state.seats[s].person)
    outside = next(s for s in ("county", "region", "shop", "walkers") if s not in group.members)
    others = next(g for g in room.state.groups if g.id != group.id)
    before, version = room.view(seat_audience(outside)), room.state.version_for(outside)
    public = room.view(ROOM)
    assert tap(room, other, group=group.id).kinds == ["speaker.tapped"]
    assert tap(room, other, group=group.id).events == ()
    assert tap(room, other, by=outside, group=group.id).refused == "actor.not_yours"
    assert tap(room, outside, group=group.id).refused == "value.unknown"
    assert tap(room, "city", group="nowhere").refused == "table.none"
    assert room.view(seat_audience("city"))["mytaps"].speaker == other
    assert (room.view(seat_audience(outside)), room.state.version_for(outside)) == (before, version)
    assert room.view(ROOM) == public
    room.tick(2 * MINUTE)
    tap(room, "city", by="", group=group.id)
    assert room.state.heard.spoken[other] // MINUTE == 2
    room.tick(MINUTE)
    assert tap(room, "", group=group.id).events[0].spoken // MINUTE == 1
    assert [t.speaker for t in desk(room).tables if t.group == group.id] == [""]
    assert room.state.heard.turns == {other: 1, "city": 1}
    assert (
        room.act(room.bot("plant").actor, do.TapSpeaker("plant", others.id, "")).refused
        == "actor.not_allowed"
    )
    # a new scribe is the one who is asked to tap
    room.facilitator.records(do.NameRole(group.id, "scribe", other))
    assert room.view(seat_audience(other))["mytaps"].scribe


def test_a_pause_ends_what_is_tapped_a_gap_is_not_counted_and_who_leaves_is_silent(room):
    group = room.state.group_of("city").id
    tap(room, "city", group=group)
    room.tick(MINUTE)
    room.facilitator.pauses()
    assert room.state.heard.spoken["city"] // MINUTE == 1
    assert tap(room, "city", group=group).refused == "room.paused"
    assert tap(room, "city", by="", group=group).refused == "room.paused"
    room.facilitator.resumes()
    tap(room, "city", group=group)
    room.tick(8 * MINUTE)
    room.steer(steer.HoldClock(8 * MINUTE), SYSTEM)
    tap(room, "", group=group)
    assert room.state.heard.spoken["city"] < 2 * MINUTE
    tap(room, "city", group=group)
    room.facilitator.room.steer(steer.ExtendStep(2))
    assert room.state.heard.talking
    room.facilitator.room.steer(steer.FreeSeat("person-city"))
    assert room.state.heard.talking == {}
    shop = room.state.group_of("shop").id
    tap(room, "shop", by="shop", group=shop)
    room.tick(MINUTE)
    room.facilitator.enters("plenum")
    assert room.state.heard.spoken["shop"] // MINUTE == 1
    assert room.view(seat_audience("shop"))["mytaps"] is None
    assert tap(room, "shop", by="shop", group="plenum-1").refused == "table.none"


def everybody(room, **said):
    for seat, heard in said.items():
        answers(room, seat, heard, "", (), f"h{len(room.state.heard.rounds)}")


def buckets(room):
    return [(b.sectors, b.yes, b.partly, b.no) for b in told_of(room.state, room.state.heard.rounds[-1])]


def test_the_room_is_told_counts_of_three_seats_and_more_and_of_no_fewer():
    room = watched(Room())
    room.everybody()
    room.facilitator.enters("talk")
    reveal = lambda: room.facilitator.records(do.RevealResults("heard"))  # noqa: E731
    asks(room)
    everybody(room, city="yes", county="no")
    assert buckets(room) == []
    closes(room)
    assert reveal().refused == "debrief.few_answers"
    asks(room)
    # GO 3, BU 1: the one is counted with the others, or the difference would tell
    everybody(room, city="yes", county="no", region="yes", shop="no")
    assert buckets(room) == [(("GO", "BU"), 2, 0, 2)]
    everybody(room, plant="partly", walkers="no")
    assert buckets(room) == [(("GO",), 2, 0, 1), (("BU", "CI"), 0, 1, 2)]
    answers(room, "city", "yes", "", ("shop", "plant"), "h2")
    answers(room, "county", "no", "", ("shop",), "h2")
    assert reveal().refused == "debrief.few_answers"  # it is still open
    closes(room, "h2")
    assert room.view(ROOM)["left"].voices is None
    assert room.view(FACILITATOR)["debriefdesk"].can == ("heard",)
    assert reveal().kinds == ["debrief.revealed"]
    told = room.view(ROOM)["left"].voices
    assert [(s.names, s.bucket.seats) for s in told.sectors] == [
        (("Government",), 3),
        (("Business", "Civic"), 3),
    ]
    assert (told.earlier, told.named) == ((), 1)
    assert room.view(SCREEN)["scene"].name == "debrief"
    assert room.view(seat_audience("city"))["myresult"] is None
    # the next round joins what is shown once it is closed
    asks(room)
    everybody(room, city="yes", county="yes", region="yes")
    assert room.view(ROOM)["left"].voices == told
    closes(room, "h3")
    assert [(title, b.seats) for title, b in room.view(ROOM)["left"].voices.earlier] == [("Talk", 6)]


def test_a_result_waits_for_the_count_also_where_it_was_shown_who_was_heard():
    room = watched(Room())
    people = room.everybody()
    room.facilitator.enters("talk")
    room.facilitator.adopts(*(p for p in people if room.state.seats[p.seat].votes), lead="city")
    asks(room)
    everybody(room, city="yes", county="no", region="yes")
    closes(room)
    room.facilitator.records(do.RevealResults("heard"))
    assert room.view(seat_audience("city"))["myresult"] is None
    room.facilitator.records(do.RevealResults("count"))
    assert room.view(seat_audience("city"))["myresult"] is not None


def test_nobody_is_suggested_before_anybody_answered_or_spoke(room):
    assert desk(room).invite == ()
    room.facilitator.enters("plenum")
    room.facilitator.records(do.StartTurn("city"))
    room.tick(MINUTE)
    room.facilitator.records(do.EndTurn("city"))
    assert [i.party.seat for i in desk(room).invite] == ["county", "region", "shop"]
    room.act(room.delegate("county"), do.AskForFloor("county"))
    room.act(SYSTEM, do.MarkPresence("region", False))
    assert [i.party.seat for i in desk(room).invite] == ["shop", "walkers"]
