"""What each page says, part by part."""

from dataclasses import replace

import pytest

from simulator.core.clockwork import Clock
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.rulebook import Cast
from simulator.core.views.parts import split_key
from tests.support.room import Room
from tests.support.rulebooks import SEATS, small_book


@pytest.fixture
def room():
    return Room()


def part(room, audience, key):
    return room.view(audience)[key]


def bar(room, seat):
    return part(room, seat_audience(seat), "bar")


def test_the_bar_says_the_one_thing_to_do_now(room):
    ana = room.seat("city", read=False)
    kinds = [bar(room, "city").kind]
    ana.reads()
    kinds.append(bar(room, "city").kind)
    room.facilitator.enters("plenum")
    kinds.append(bar(room, "city").kind)
    room.facilitator.pauses()
    kinds.append(bar(room, "city").kind)
    room.facilitator.resumes()
    room.facilitator.opens(lead="city")
    kinds.append(bar(room, "city").kind)
    ana.votes("yes")
    kinds.append(bar(room, "city").kind)
    room.facilitator.closes()
    room.facilitator.opens_signing()
    kinds.append(bar(room, "city").kind)
    ana.signs()
    kinds.append(bar(room, "city").kind)
    room.facilitator.concludes()
    kinds.append(bar(room, "city").kind)
    assert kinds == ["brief", "wait", "step", "paused", "vote", "voted", "sign", "signed", "over"]


def test_the_bar_names_the_table_and_counts_the_marks(room):
    ana, _bo = room.seats("city", "shop")
    room.facilitator.enters("talk")
    ana.marks("money.fund", "yes")
    now = bar(room, "city")
    assert (now.place, now.group_kind, now.marked, now.to_mark) == (
        room.state.group_of("city").place,
        "mixed",
        1,
        2,
    )
    assert now.scribe_is_me is (room.state.group_of("city").scribe == "city")
    assert len(now.companions) == len(room.state.group_of("city").members) - 1


def test_the_wall_follows_the_room_until_the_facilitator_chooses(room):
    ana = room.seat("city")
    names = [part(room, SCREEN, "scene").name]
    room.facilitator.enters("talk")
    names.append(part(room, SCREEN, "scene").name)
    room.facilitator.opens(lead="city")
    names.append(part(room, SCREEN, "scene").name)
    ana.votes("yes")
    room.facilitator.closes()
    names.append(part(room, SCREEN, "scene").name)
    room.facilitator.opens_signing()
    names.append(part(room, SCREEN, "scene").name)
    room.steer(steer.ShowScene("clock"))
    names.append(part(room, SCREEN, "scene").name)
    assert names == ["lobby", "clause", "decision", "decision", "signatures", "clock"]


def test_the_bar_tells_what_a_decision_came_to_until_the_room_turns_to_something_else(room):
    ana = room.seat("city")
    room.facilitator.enters("talk")
    room.facilitator.opens(lead="city")
    ana.votes("yes")
    room.facilitator.closes()
    told = part(room, seat_audience("city"), "bar")
    assert (told.kind, [t.clause for t in told.terms]) == ("passed", ["lead"])
    room.facilitator.puts("money")
    assert part(room, seat_audience("city"), "bar").kind == "step"


def test_the_wall_shows_the_clause_that_is_talked_about(room):
    room.seat("city")
    shown = [part(room, SCREEN, "scene").clause]
    room.facilitator.enters("talk")
    shown.append(part(room, SCREEN, "scene").clause)
    room.facilitator.puts("lead.city")
    shown.append(part(room, SCREEN, "scene").clause)
    room.facilitator.records(do.MakeProposal("", {"rule": "double"}))
    room.facilitator.puts("p1")
    shown.append(part(room, SCREEN, "scene").clause)
    room.facilitator.puts("")
    shown.append(part(room, SCREEN, "scene").clause)
    assert shown == ["rule", "money", "lead", "rule", "money"]


def test_the_lobby_counts_sectors_that_have_seats():
    book = replace(small_book(), casts=(Cast(2, "Two", ("city", "shop")),))
    room = Room(book, cast=2)
    room.seat("city")
    lobby = part(room, SCREEN, "lobby")
    assert [(s.code, s.held, s.read, s.of) for s in lobby.sectors] == [("GO", 1, 1, 1), ("BU", 0, 0, 1)]
    assert (lobby.held, lobby.read, lobby.of) == (1, 1, 2)


def test_ballots_are_secret_until_they_are_counted(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.opens(lead="city")
    ana.votes("no", "never")
    card = part(room, ROOM, "decision")
    assert (card.cast, card.voters, card.reasons, card.outcome) == (1, 2, (), None)
    assert [(c.no, c.cast) for c in card.caucuses] == [(0, 1), (0, 0)]
    assert part(room, ROOM, "dot/city").mark == "said"
    assert "never" not in repr(room.view(seat_audience("shop")))
    assert part(room, FACILITATOR, "deciding").waiting[0][0] == "shop"
    bo.votes("yes")
    room.facilitator.closes()
    card = part(room, ROOM, "decision")
    assert (card.status, card.reasons[0][2:]) == ("failed", ("no", "never"))
    assert part(room, ROOM, "verdicts").rows[0][:2] == (1, "failed")


def test_wishes_on_clauses_that_are_not_in_play_are_not_called_open():
    book = replace(small_book(), default_clauses=("rule", "lead"), casts=(Cast(8, "All", SEATS),))
    room = Room(book, help="words")
    ana, bo = room.seats("city", "shop")
    for terms in ({"rule": "majority"}, {"lead": "city"}):
        room.facilitator.adopts(ana, bo, **terms)
    found = part(room, seat_audience("city"), "help")
    assert (found.settled, found.clauses) == (2, 2)
    assert (found.met, found.lost, found.open) == (0, 0, 0)


def test_help_compares_what_is_settled_with_no_agreement():
    room = Room(help="points")
    ana, bo = room.seats("city", "shop")
    help_of = lambda: part(room, seat_audience("city"), "help")  # noqa: E731 - read again and again
    assert (help_of().standing, help_of().settled, help_of().clauses) == ("nothing", 0, 3)
    room.facilitator.adopts(ana, bo, lead="city")  # 200*30 + 500*30 + 300*80 + 0 against 34 000
    now = help_of()
    assert (now.standing, now.points, now.alternative_points) == ("above", 450, 340)
    room.facilitator.adopts(ana, bo, lead="board")
    assert help_of().standing == "below"
    room.facilitator.adopts(ana, bo, money="fund")
    assert (help_of().met, help_of().lost, help_of().open) == (1, 0, 0)
    room.steer(steer.SetHelp("words"))
    assert (help_of().mode, help_of().points) == ("words", 0)


def test_my_proposal_is_open_to_me_exactly_when_it_may_be_changed(room):
    ana = room.seat("city")
    room.facilitator.enters("plenum")
    mine = lambda: part(room, seat_audience("city"), "myproposal")  # noqa: E731 - read again and again
    assert (mine().proposal, mine().enabled) == ("", True)
    ana.proposes(lead="city")
    assert (mine().proposal, mine().enabled) == ("p1", True)
    room.facilitator.pauses()
    assert not mine().enabled
    assert ana.revises("p1", lead="board").refused
    room.facilitator.resumes()
    room.facilitator.opens("p1", seen=1)
    assert not mine().enabled


def test_a_brief_tells_who_is_spoken_for_and_which_wishes_came_true():
    room = Room(cast=4)
    ana, bo = room.seats("city", "shop")
    assert [name for name, _ in part(room, seat_audience("city"), "brief").hosted] == [
        "The County",
        "The Region",
    ]
    room.facilitator.adopts(ana, bo, money="fund", lead="board")
    brief = part(room, seat_audience("city"), "brief")
    assert [i.met for i in brief.interests] == ["met", "lost"]
    assert len(brief.trusts) + len(brief.doubts) == 1


def test_before_the_brief_is_read_only_the_brief_is_there(room):
    room.seat("city", read=False)
    room.facilitator.enters("talk")
    assert part(room, seat_audience("city"), "panels").panels == ("brief",)


def test_a_decision_and_a_signing_put_their_panel_first(room):
    ana = room.seat("city")
    assert part(room, seat_audience("city"), "panels").panels == ("brief",)
    room.facilitator.enters("talk")
    room.facilitator.opens(lead="city")
    assert part(room, seat_audience("city"), "panels").panels[0] == "decision"
    ana.votes("yes")
    room.facilitator.closes()
    room.facilitator.opens_signing()
    panels = part(room, seat_audience("city"), "panels")
    assert (panels.panels[0], panels.clauses) == ("signing", ("money",))


def test_the_facilitator_sees_who_is_stuck(room):
    room.seat("city", read=False)
    bo = room.seat("shop")
    room.facilitator.records(do.MarkPresence("shop", False))
    room.facilitator.enters("talk")
    alerts = part(room, FACILITATOR, "alerts")
    assert [seat for seat, _, _ in alerts.unread] == ["city"]
    assert [seat for seat, _, _ in alerts.away] == ["shop"]
    room.facilitator.opens(lead="city")
    assert part(room, FACILITATOR, "person/shop").ballot == "waiting"
    bo.votes("yes")
    assert part(room, FACILITATOR, "person/shop").ballot == "cast"
    assert part(room, FACILITATOR, "person/parents").ballot == "none"


def test_the_control_panel_knows_what_comes_next_and_how_long_it_lasts(room):
    control = part(room, FACILITATOR, "control")
    assert (control.began, control.next_title, control.minutes_after, control.clock) == (
        False,
        "Arrive",
        70,
        Clock(),
    )
    for step in room.book.steps:
        room.facilitator.enters(step.id)
    control = part(room, FACILITATOR, "control")
    assert (control.began, control.next_title, control.minutes_after) == (True, "", 0)


def test_the_matrix_shows_the_option_that_is_liked_best(room):
    ana, bo = room.seats("city", "shop")
    room.facilitator.enters("talk")
    ana.marks("lead.city", "no", "never")
    ana.marks("lead.board", "with", "a chair of ours")
    bo.marks("lead.board", "yes")
    rows = part(room, FACILITATOR, "matrix").rows
    assert rows[0].clause == "money"  # the step's clauses come first
    lead = next(row for row in rows if row.clause == "lead")
    assert (lead.best, lead.totals.yes, lead.totals.with_changes, lead.totals.no) == ("lead.board", 1, 1, 0)
    reasons = part(room, ROOM, "objections/lead").rows
    assert [(r.letter, r.value, r.reason) for r in reasons] == [
        ("b", "with", "a chair of ours"),  # the newest first
        ("a", "no", "never"),
    ]


def test_an_option_that_is_a_rule_says_who_could_block(room):
    room.seats("city", "shop", "walkers")
    option = part(room, ROOM, "option/rule.unanimity")
    assert (option.rule.voters, option.rule.can_block) == (3, 1)
    assert part(room, ROOM, "option/money.none").rule is None


def test_the_half_circle_shows_who_sits_where_and_how_they_stand(room):
    ana = room.seat("city")
    room.facilitator.enters("meet")
    ana.marks("rule.double", "yes")
    dots = {s: part(room, ROOM, f"dot/{s}") for s in ("city", "bank", "parents")}
    assert [(d.held, d.mark, d.votes) for d in dots.values()] == [
        ("person", "said", True),
        ("bot", "unsaid", True),
        ("bot", "unsaid", False),
    ]
    assert part(room, ROOM, "floor").marks == (("said", 1), ("unsaid", 6))
    room.facilitator.puts("rule.double")
    assert part(room, ROOM, "dot/city").mark == "yes"


def test_a_withdrawn_pledge_stays_in_its_place(room):
    ana = room.seat("city")
    ana.pledges("cash")
    assert part(room, ROOM, "pledge/r1").amount == 50
    ana.withdraws_pledge("r1")
    assert part(room, ROOM, "pledge/r1").withdrawn


def test_keys_are_a_name_and_perhaps_an_argument():
    assert split_key("option/rule.unanimity") == ("option", "rule.unanimity")
    assert split_key("head") == ("head", "")


def test_the_facilitator_sees_who_has_no_seat_and_which_seats_are_free():
    room = Room(bots="none")

    def now():
        return part(room, FACILITATOR, "newcomers")

    room.steer(steer.JoinPerson("dana"))
    room.steer(steer.JoinPerson("eli"))
    assert now().people == ("dana", "eli")
    room.steer(steer.ClaimSeat("dana", room.state.id, "city"))
    assert now().people == ("eli",)
    assert "city" not in [seat for seat, *_ in now().free]
    room.steer(steer.ClaimSeat("dana", room.state.id, "shop"))
    assert now().people == ("eli",), "who moves has a seat"
    room.steer(steer.FreeSeat("dana"))
    assert now().people == ("eli", "dana")
    assert {"city", "shop"} <= {seat for seat, *_ in now().free}


def test_the_facilitator_sees_how_far_the_room_is_as_it_goes():
    room = Room(bots="none")
    city, shop = room.seats("city", "shop")
    assert (part(room, FACILITATOR, "progress").taken, part(room, FACILITATOR, "progress").adopted) == (2, 0)
    room.facilitator.opens(money="fund")
    for seat in (city, shop):
        seat.votes("yes")
    room.facilitator.closes()
    assert part(room, FACILITATOR, "progress").adopted == 1


def test_what_is_frozen_is_not_offered_for_a_decision():
    room = Room(bots="none")
    seats = room.seats("city", "shop")
    room.facilitator.opens(money="fund")
    for seat in seats:
        seat.votes("yes")
    room.facilitator.closes()
    assert part(room, FACILITATOR, "matrix").decidable
    room.facilitator.opens_signing()
    assert not part(room, FACILITATOR, "matrix").decidable
