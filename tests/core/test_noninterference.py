"""What one seat knows and whispers changes nothing for the others: two histories that differ in it look the same."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.deciding.desk import wished
from simulator.core.envelope import (
    OBSERVER,
    REMOTE,
    ROOM,
    SCREEN,
    Actor,
    reporter_audience,
    seat_audience,
)
from simulator.core.permissions import permissions
from simulator.core.rulebook import Alternative, Aside, Card, Interest, Relation, Shift, Supply
from simulator.core.views.dirty import dirty_parts
from simulator.core.views.parts import project
from simulator.core.views.story import so_far
from tests.support.dirt import REPORTERS, own_parts
from tests.support.moves import any_command, command_for, examples, steering
from tests.support.room import FACILITATOR, Room
from tests.support.rulebooks import small_book, with_organization

# making a failing history smaller takes minutes, and a failure that is not told in time helps nobody
UNSHRUNK = (Phase.explicit, Phase.generate)

B, C = "shop", "walkers"
"""B keeps the secrets; C is let into some of them and is therefore not compared."""
OF_THE_DESK = ("worksheet.mark", "fact.tell")
OF_THE_QUESTIONS = ("heard.answer",)
OF_HELP = ("help.ask", "help.take_back", "help.read", "line.read")
"""What B asked and was asked is different in the two rooms."""
STEERS = ("facilitator", "overview")
"""Pages of those who steer: they may know of letters to them, and who needs them."""


def with_other_secrets(book):
    """The same scenario for everybody but B: other brief, card, facts, scores, weights, alternative and costs."""
    old = book.organization_of[B]
    changed = with_organization(
        book,
        B,
        card=Card("x1", "x2", "x3", "x4", "x5"),
        brief="Quite another brief.",
        facts=("one", "two", "three"),
        relations=(Relation("plant", True, "a secret"), Relation("city", False, "another")),
        interests=(Interest("lead.city", -2, "never"), Interest("rule.double", 2, "must")),
        pledge_cards=tuple(
            replace(card, cost=card.cost * 3 + 1, title="other words") for card in old.pledge_cards
        ),
        alternative=Alternative(91_000, "riches"),
        resources={"staff": 3},
        weights={"lead": 1000},
        scores={"lead.city": 1, "lead.board": 99, "rule.unanimity": 7},
    )
    # what options mean together for B is B's secret too
    return replace(
        changed,
        interactions=tuple(replace(i, delta={**i.delta, B: 7_777}) for i in changed.interactions),
        injects=tuple(with_other_news(i) for i in changed.injects),
    )


def with_other_news(inject):
    """The same event for everybody but B: another paragraph, another turn of its alternative, more to give."""
    return replace(
        inject,
        asides=(*inject.asides, Aside((B,), "", "Burn this.")),
        shifts=(*(s for s in inject.shifts if s.seat != B), Shift(B, 9_000)),
        supplies=(*inject.supplies, Supply("data", 3, (B,))),
    )


def with_other_lines(book):
    """B's ready cards name budget lines that nobody else names."""
    cards = tuple(replace(card, line=f"secret {card.id}") for card in book.organization_of[B].pledge_cards)
    return with_organization(book, B, pledge_cards=cards)


def others(room):
    return [s for s in room.state.seats if s not in (B, C)]


def seen_by_others(room):
    """Every part that is made for them, what numbers they see, and what they may do."""
    audiences = [
        ROOM,
        SCREEN,
        REMOTE,
        reporter_audience(REPORTERS[0]),
        *(seat_audience(s) for s in others(room)),
    ]
    return {
        "parts": {a: seen_parts(room.state, a) for a in audiences},
        "guests": project(room.state, OBSERVER),
        "stories": {s: so_far(room.state, s) for s in others(room)},
        "versions": {s: room.state.version_for(s) for s in others(room)},
        "public": room.state.public_version,
        "permissions": {s: permissions(room.state, actor_of(room, s)) for s in others(room)},
    }


def seen_parts(state, audience):
    """The parts of an audience. A phone says that there is a letter to the facilitator, whose phone it is."""
    return {key: part for key, part in own_parts(state, audience).items() if key != "urgent"}


def actor_of(room, seat):
    return room.delegate(seat) if room.state.seats[seat].person else Actor("bot", "", seat)


def told(room, since):
    """What the others' pages are told to fetch again."""
    parts = set()
    for event in room.log[since:]:
        parts |= {(d.audience, d.key) for d in dirty_parts(room.state, event)}
    hidden = {seat_audience(B), seat_audience(C), reporter_audience(REPORTERS[1])}
    return {(a, key) for a, key in parts if a not in hidden and a.kind not in STEERS and key != "urgent"}


def keeps_its_desk(draw, room):
    """B marks its worksheet, and lets C into one of its secrets; a friend of B sees who did it."""
    for option in draw(st.lists(st.sampled_from(wished(room.state, B)), max_size=2)):
        room.act(actor_of(room, B), do.MarkWorksheet(B, option, draw(st.sampled_from(["must", "give", ""]))))
    if draw(st.booleans()):
        room.act(actor_of(room, B), do.TellFact(B, "0", C))


def writes_for_the_press(draw, room):
    """Another reporter hands in what nobody prints, and hears why."""
    if draw(st.booleans()):
        handed_in = room.act(
            Actor("reporter", REPORTERS[1]), do.SubmitStory("B and C", "They whisper.")
        ).events
        if handed_in and draw(st.booleans()):
            room.act(FACILITATOR, do.DeclineStory(handed_in[0].story, "Nobody said so."))


def whispered(room):
    """Stories that are not the same in the two rooms."""
    return {s.id for s in room.state.press.values() if s.by == REPORTERS[1]}


def of_other_press(room, command):
    return getattr(command, "story", "") in whispered(room)


def is_helped(draw, room):
    """B asks the facilitator for help, gets lines, and its page is looked at."""
    if room.state.seats[B].person:
        room.act(actor_of(room, B), do.AskForHelp(B, draw(st.sampled_from(["come", "technical"]))))
        room.act(FACILITATOR, do.ReplyToHelp(B, draw(st.sampled_from(["seen", "answer"])), "reload"))
        room.act(FACILITATOR, do.SendLine((B,), "mark"))
        room.act(FACILITATOR, do.LookAtSeat(B))


def is_kept_in_mind(draw, room):
    """A facilitator flags B. One event in each room, because the seminar's log counts them; which flag, differs."""
    if room.state.seats[B].person:
        before = room.state.flags.get(B, ())
        room.steer(
            steer.FlagSeat(
                "a", B, draw(st.sampled_from([f for f in ("remote", "here", "away") if f not in before]))
            )
        )


def without_alternatives(event):
    """What others may know of an event."""
    if event.KIND == "act.undone":
        # the act is named by its version, which counts what is whispered too
        return replace(event, act=0, before=replace(event.before, alternatives={}, means={}))
    return replace(event, before={}, after={}, means=()) if event.KIND == "inject.thrown" else event


def is_heard(draw, room):
    """B says in each room something else of whether it was heard."""
    asked = room.state.heard.open
    if asked and room.state.seats[B].person:
        heard, note = draw(st.sampled_from(["yes", "no", ""])), draw(st.sampled_from(["", "cut off"]))
        room.act(
            actor_of(room, B), do.AnswerHeard(B, asked.id, heard, note, draw(st.sampled_from([(), (C,)])))
        )


class Twins:
    """The same history twice, but for B's secrets and whispers."""

    def __init__(self, books, bots, depth="basic"):
        self.rooms = [Room(book, bots=bots, depth=depth) for book in books]

    def both(self, do_it):
        left, right = (do_it(room) for room in self.rooms)
        assert (left.refused, left.facts) == (right.refused, right.facts)
        # the log has what an event made of B's alternative
        assert [*map(without_alternatives, left.events)] == [*map(without_alternatives, right.events)]
        # what follows happens at the same time in both
        later = max(room.at for room in self.rooms)
        for room in self.rooms:
            room.at = later
        return left

    def whispers(self, draw):
        """B, and whoever writes to B, in each room something else, and another number of times."""
        for room, before in zip(self.rooms, self.last, strict=True):
            since, at = len(room.log), room.at
            for _ in range(draw(st.integers(0, 3))):
                text, channel = (
                    draw(st.sampled_from(["yes", "no", "x" * 300])),
                    draw(st.sampled_from(["private", "facilitator"])),
                )
                room.act(
                    actor_of(room, B), do.SendMessage(B, channel, text, (C,) if channel == "private" else ())
                )
                if draw(st.booleans()):
                    room.act(FACILITATOR, do.SendMessage("", "private", text, (B,)))
                keeps_its_desk(draw, room)
                is_helped(draw, room)
                is_heard(draw, room)
                writes_for_the_press(draw, room)
            if room.state.depth == "full":
                bargain(room, draw, before)
            room.at = at
            if len(room.log) > since:
                assert seen_by_others(room) == before
                assert not told(room, since)
            since = len(room.log)
            is_kept_in_mind(draw, room)
            room.at = at
            assert seen_by_others(room) == before
            # whom the vote waits for stands on a laptop alone; the phone's part is made again and is the same
            assert told(room, since) <= {(REMOTE, "voting")}

    def look_the_same(self):
        left, right = self.last = [seen_by_others(room) for room in self.rooms]
        for part in left:
            assert left[part] == right[part]


def bargain(room, draw, before):
    """B and C bargain between themselves: another number of proposals, versions, answers and sponsors in each room."""
    one, other = actor_of(room, B), actor_of(room, C)
    room.at += 10**9  # ids come from operation ids, which nobody else shares

    def act(actor, kind, *fields, **more):
        result = room.act(actor, kind(actor.seat, *fields, **more))
        assert seen_by_others(room) == before
        return getattr(result.events[0], "proposal", "") if result.events else ""

    for _ in range(draw(st.integers(0, 2))):
        offer = room.act(one, do.MakeOffer(B, (C,), "We pay.", wants="money.none")).events
        assert seen_by_others(room) == before
        if offer:  # settled at once: an open one could become firm in one room only
            act(other, do.AnswerOffer, offer[0].offer, draw(st.booleans()))
    for _ in range(draw(st.integers(0, 1))):
        timed = room.act(one, do.MakeOffer(B, (C,), "We pay.", wants="money.none", until="5")).events
        if timed:
            act(one, do.ExtendOffer, timed[0].offer, 0)
            room.tick(11 * 60_000)
            lapsed = room.act(Actor("system"), do.LapseOffer(timed[0].offer))
            # in a pause, and before the first step, its clock rests
            assert lapsed.kinds == (["offer.lapsed"] if room.state.clock.running else [])
            assert seen_by_others(room) == before
            act(one, do.WithdrawOffer, timed[0].offer)
    made = [
        act(
            one,
            do.TableProposal,
            {"lead": "city"},
            "named",
            (C,),
            rationale=draw(st.sampled_from(["", "psst"])),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    for proposal in filter(None, made):
        if draw(st.booleans()):
            act(one, do.AskSponsors, proposal, (C,))
            act(other, do.AnswerSponsoring, proposal, 1, True)
            act(other, do.EditProposal, proposal, {"money": "fund"}, 1, wording={"money": "Between us."})
        answer = act(other, do.TableProposal, {"lead": "board"}, "same", parent=proposal)
        for actor, gone in ((other, answer), (one, proposal)):
            if gone:
                act(actor, do.WithdrawProposal, gone)


def play(data, twins):
    room = twins.rooms[0]
    for seat in ("city", B, "plant", C, "parents"):
        for one in twins.rooms:
            one.seat(seat)
    for one in twins.rooms:
        one.friend(B)
    twins.both(lambda r: r.facilitator.enters("talk"))
    twins.look_the_same()
    for _ in range(data.draw(st.integers(5, 15))):
        twins.whispers(data.draw)
        what = data.draw(
            st.sampled_from(
                ["seat", "seat", "seat", "facilitator", "facilitator", "seminar", "undo", "anything", "press"]
            )
        )
        if what == "seminar":
            command = steering(data.draw, room)
            twins.both(lambda r, c=command: r.steer(c))
        elif what == "undo":
            if room.state.done:
                twins.both(lambda r: r.act(FACILITATOR, do.UndoAct(str(r.state.done[-1].version))))
        elif what == "press":
            twins.both(lambda r: r.act(Actor("reporter", REPORTERS[0]), do.SubmitStory("News", "They meet.")))
        elif what == "anything":
            command = any_command(data.draw, room.state)
            seat = data.draw(st.sampled_from([s for s in room.state.seats if s not in (B, C)]))
            actor = data.draw(st.sampled_from([actor_of(room, seat), FACILITATOR]))
            about = command.to if command.KIND == "help.reply" else getattr(command, "seat", seat)
            if (
                about not in (B, C)
                and getattr(command, "what", "") != "heard"
                and not of_other_press(room, command)
            ):
                twins.both(lambda r, c=command, a=actor: r.act(a, c))
        else:
            seat = data.draw(st.sampled_from(list(room.state.seats)))
            actor = actor_of(room, seat) if what == "seat" else FACILITATOR
            offered = [
                p
                for p in permissions(room.state, actor)
                # what the debrief tells of the answers is a count of B's too
                if (p.kind, p.target)
                not in (("message.send", "private"), ("help.reply", B), ("debrief.reveal", "heard"))
                and p.kind != "act.undo"
                and not (p.kind.startswith("press.") and p.target in whispered(room))
            ]
            if seat == B:
                # what its secrets are about is different in the two
                offered = [p for p in offered if p.kind not in (*OF_THE_DESK, *OF_HELP, *OF_THE_QUESTIONS)]
            if offered:
                chosen = data.draw(st.sampled_from(offered))
                command = command_for(
                    data.draw, room.state, chosen.kind, actor.seat, chosen.target, chosen.bounds
                )
                if room.state.seats.get(actor.seat) and actor.seat == B:
                    play_for_b(twins, actor, command)
                else:
                    twins.both(lambda r, c=command, a=actor: r.act(a, c))
        twins.look_the_same()
    for audience in (ROOM, SCREEN, REMOTE, OBSERVER, *(seat_audience(s) for s in others(room))):
        left, right = (
            {key: part for key, part in room.view(audience).items() if key != "urgent"}
            for room in twins.rooms
        )
        assert left == right


def play_for_b(twins, actor, command):
    """What B does openly is the same in both; its letters to the facilitator are numbered apart."""
    left, right = (room.act(actor, command) for room in twins.rooms)
    assert left.refused == right.refused
    assert left.kinds == right.kinds
    if command.KIND != "message.send":
        assert left.events == right.events
    later = max(room.at for room in twins.rooms)
    for room in twins.rooms:
        room.at = later


@given(st.data(), st.sampled_from(["none", "fill", "demo"]), st.sampled_from(["basic", "full"]))
@settings(phases=UNSHRUNK, max_examples=examples(4))
def test_the_secrets_and_whispers_of_a_seat_change_nothing_for_the_others(data, bots, depth):
    book = small_book()
    play(data, Twins((book, with_other_secrets(book)), bots, depth))


@given(st.data())
@settings(phases=UNSHRUNK, max_examples=examples(2))
def test_nobody_else_can_tell_that_two_seats_bargain(data):
    play(data, Twins((small_book(), small_book()), "fill", "full"))


@given(st.data())
@settings(phases=UNSHRUNK, max_examples=examples(3))
def test_the_help_in_points_of_the_others_knows_nothing_of_it_either(data):
    book = small_book()
    twins = Twins((book, with_other_secrets(book)), "fill")
    twins.both(lambda r: r.steer(steer.SetHelp("points")))
    play(data, twins)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("secrets", "bots", "depth"),
    [(True, "none", "basic"), (True, "fill", "full"), (True, "demo", "full"), (False, "fill", "full")],
)
@given(data=st.data())
@settings(phases=UNSHRUNK, max_examples=60)
def test_many_evenings_tell_the_others_nothing(secrets, bots, depth, data):
    book = small_book()
    play(data, Twins((book, with_other_secrets(book) if secrets else book), bots, depth))


def test_a_budget_line_that_only_a_secret_card_names_is_known_to_its_seat_alone():
    rooms = [Room(book) for book in (small_book(), with_other_lines(small_book()))]
    for room in rooms:
        room.seats("city", B)
    assert seen_by_others(rooms[0]) == seen_by_others(rooms[1])
    tries = [
        room.act(actor_of(room, "city"), do.MakePledge("city", "", "cash", 5, "secret cash"))
        for room in rooms
    ]
    assert [t.refused for t in tries] == ["value.unknown", "value.unknown"]
    assert rooms[1].view(seat_audience(B))["pledges"].lines == (
        "bus line",
        "desk",
        "secret cash",
        "secret staff",
    )


def test_the_twins_do_differ_for_the_seat_itself():
    rooms = [Room(book) for book in (small_book(), with_other_secrets(small_book()))]
    for room in rooms:
        room.seats(B)
    left, right = (room.view(seat_audience(B)) for room in rooms)
    different = {key.partition("/")[0] for key in left if left.get(key) != right.get(key)}
    assert different == {"brief", "help", "pledges", "wish", "secret"}


@given(st.data())
@settings(max_examples=examples(10), phases=UNSHRUNK)
def test_what_a_table_writes_and_reports_changes_nothing_for_the_other_tables(data):
    loud, still = Room(bots="none"), Room(bots="none")
    for room in (loud, still):
        room.seats("city", B, "plant", C)
        room.facilitator.enters("meet")
    table = loud.state.group_of(B).members
    assert set(table) == {B, "plant"}
    before, since = seen_by_table_neighbors(loud, table), len(loud.log)
    for _ in range(data.draw(st.integers(1, 6))):
        seat = data.draw(st.sampled_from(table))
        command = data.draw(
            st.sampled_from([
                do.WriteSheet(seat, {"rule": "double"}, 0, "a secret"),
                do.WriteSheet(seat, {}, 0, "", "lead.city"),
                do.GiveReport(seat, "We could.", "They would not."),
            ])
        )  # fmt: skip
        loud.act(data.draw(st.sampled_from([loud.delegate(seat), FACILITATOR])), command)
    assert seen_by_table_neighbors(loud, table) == before == seen_by_table_neighbors(still, table)
    hidden = {seat_audience(s) for s in table}
    told_to = {d.audience for e in loud.log[since:] for d in dirty_parts(loud.state, e)} - hidden
    assert {a.kind for a in told_to} <= set(STEERS)


@given(st.lists(st.sampled_from(["", "key one", "key two"]), min_size=1, max_size=5))
@settings(max_examples=examples(10), phases=UNSHRUNK)
def test_where_a_table_meets_changes_nothing_for_the_other_tables(keys):
    loud, still = Room(bots="none"), Room(bots="none")
    for room in (loud, still):
        room.seats("city", B, "plant", C)
        room.facilitator.enters("meet")
    group = loud.state.group_of(B)
    before, since = seen_by_table_neighbors(loud, group.members), len(loud.log)
    for key in keys:
        loud.facilitator.records(do.GiveLink(group.id, key))
    assert seen_by_table_neighbors(loud, group.members) == before
    assert before == seen_by_table_neighbors(still, group.members)
    parts = {(d.audience, d.key) for event in loud.log[since:] for d in dirty_parts(loud.state, event)}
    members = {seat_audience(s) for s in group.members}
    assert all(a in members or a.kind == "facilitator" for a, _ in parts)


def seen_by_table_neighbors(room, table):
    """What everybody else sees and may do."""
    away = [s.id for s in room.state.seats.values() if s.person and s.id not in table]
    return (
        [own_parts(room.state, a) for a in (ROOM, SCREEN, REMOTE, *(seat_audience(s) for s in away))],
        [room.state.version_for(s) for s in away],
        [permissions(room.state, room.delegate(s)) for s in away],
        room.state.public_version,
    )
