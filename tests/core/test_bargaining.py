"""Bargaining in full depth: answers, readers, sponsors, changes by several hands, drafted wording."""

from dataclasses import fields, replace

import pytest

from simulator.core.agreement_text import agreement_content, agreement_hash
from simulator.core.commands import exercise as do
from simulator.core.deciding.proposals import MOST_LIVE
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.envelope import SCREEN, seat_audience
from simulator.core.merging import changed, merge
from simulator.core.refusals import Refused
from simulator.core.state.proposals import Draft
from simulator.core.views.drafting import comparison, could_read, meaning, seen_proposal, version_of
from simulator.core.views.parts import project_part
from simulator.core.wording import Run, compare_words
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, Room, replay


class Watched(Room):
    """A full seminar in which a forgotten part fails the test at the event that changed it."""

    def __init__(self, **options):
        super().__init__(depth="full", **options)
        self.pages, self.watch = Pages(), self._check
        self.facilitator.enters("talk")

    def _check(self, before, event, after):
        missed = self.pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"


@pytest.fixture
def room():
    return Watched()


def tables(
    player, audience="all", *, to=(), parent="", sponsors=(), wording=None, rationale="", only_if="", **terms
):
    """Put a proposal forward; returns its id, or the refusal."""
    command = do.TableProposal(
        player.seat, terms, audience, to, parent, rationale, only_if, wording or {}, sponsors
    )
    result = player.room.act(player.actor, command)
    return result if result.refused else result.events[0].proposal


def edits(player, proposal, base=1, *, rationale="", only_if="", wording=None, **terms):
    command = do.EditProposal(player.seat, proposal, terms, base, rationale, only_if, wording or {})
    return player.room.act(player.actor, command)


def answers(player, proposal, seen=1, *, consent=True):
    return player.room.act(player.actor, do.AnswerSponsoring(player.seat, proposal, seen, consent))


def widens(player, proposal, audience="all", to=(), seen=1):
    return player.room.act(player.actor, do.WidenProposal(player.seat, proposal, audience, seen, to))


def asks(player, proposal, *sponsors):
    return player.room.act(player.actor, do.AskSponsors(player.seat, proposal, sponsors))


def card(room, proposal, seat=""):
    if seat:
        return room.view(seat_audience(seat))[f"deal/{proposal}"]
    return room.view(EVERYBODY)[f"proposal/{proposal}"]


# -- basic stays basic


def test_a_basic_seminar_knows_nothing_of_all_this():
    room = Room()
    ana, _ = room.seats("city", "shop")
    ana.proposes(lead="city")
    assert tables(ana, lead="city").refused == "depth.basic"
    assert edits(ana, "p1", lead="board").refused == "depth.basic"
    assert (
        answers(ana, "p1").refused
        == widens(ana, "p1").refused
        == asks(ana, "p1", "shop").refused
        == "depth.basic"
    )
    assert room.view(EVERYBODY)["proposal/p1"].full is None
    assert not [k for k in room.view(seat_audience("city")) if k.startswith(("deal/", "mydeal/"))]
    ana.revises("p1", lead="board")
    # earlier versions are kept in each depth: who still answers one of them is shown both
    assert [draft.terms for draft in room.state.proposals["p1"].earlier] == [{"lead": "city"}]


# -- packages, answers, several at a time


def test_a_seat_has_several_live_proposals_up_to_a_limit(room):
    ana = room.seat("city")
    made = [tables(ana, lead="city") for _ in range(MOST_LIVE)]
    assert len(set(made)) == MOST_LIVE
    refused = tables(ana, lead="city")
    assert (refused.refused, refused.facts) == ("proposal.too_many", {"most": MOST_LIVE})
    assert room.act(ana.actor, do.MakeProposal("city", {"lead": "city"})).refused == "proposal.too_many"
    ana.withdraws(made[0])
    assert not room.act(ana.actor, do.MakeProposal("city", {"lead": "city"})).refused


def test_an_answer_says_what_it_answers_and_what_differs(room):
    ana, bo = room.seats("city", "shop")
    first = tables(ana, lead="city", money="fund", only_if="rule.majority")
    second = tables(bo, parent=first, lead="board", rule="double")
    found = card(room, second).full
    assert (found.parent.id, found.parent.author) == (first, "city")
    rows = {
        row.code: (row.was and row.was.letter, row.now and row.now.letter) for row in found.differs.clauses
    }
    assert rows == {"L": ("a", "b"), "M": ("a", None), "R": (None, "d")}
    assert (found.differs.conditions[0].option, found.differs.conditions[1]) == ("majority", None)
    assert card(room, first).full.answers == 1
    bo.withdraws(second)
    assert (card(room, first).full.answers, card(room, second).full.parent.id) == (0, first)
    ana.withdraws(first)
    assert tables(bo, parent=first, lead="city").refused == "proposal.closed"
    assert tables(bo, parent="p77", lead="city").refused == "target.unknown"


def test_the_ids_of_full_depth_count_nothing(room):
    ana = room.seat("city")
    hidden = tables(ana, "named", to=("shop",), lead="city")
    seen = tables(ana, lead="city")
    assert {hidden, seen}.isdisjoint({"p1", "p2"})
    assert room.act(FACILITATOR, do.MakeProposal("", {"lead": "city"})).events[0].proposal not in ("p1", "p3")


# -- who sees it


def test_only_those_it_is_for_know_of_a_proposal(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    before = {a: room.view(a) for a in (EVERYBODY, SCREEN, STEERING, seat_audience("walkers"))}
    versions = room.state.public_version, room.state.version_for("walkers")
    hidden = tables(ana, "named", to=("shop",), lead="city")
    edits(ana, hidden, lead="board", rationale="better")
    answer = tables(bo, "same", parent=hidden, lead="city")
    bo.withdraws(answer)
    assert {a: room.view(a) for a in before} == before
    assert (room.state.public_version, room.state.version_for("walkers")) == versions
    assert card(room, hidden, "shop").card.full.readers == (("city", 1), ("shop", 2))
    for wish in (
        do.EditProposal("walkers", hidden, {"lead": "city"}, 1),
        do.TableProposal("walkers", {"lead": "city"}, "all", parent=hidden),
        do.WithdrawProposal("walkers", hidden),
        do.ReviseProposal("walkers", hidden, {"lead": "city"}, 2),
        do.AnswerSponsoring("walkers", hidden, 2, True),
        do.AskSponsors("walkers", hidden, ("city",)),
        do.WidenProposal("walkers", hidden, "all", 2),
        do.SetStance("walkers", hidden, "yes", 2),
    ):
        named = {f.name: getattr(wish, f.name) for f in fields(wish)}
        never = {name: "p0" if value == hidden else value for name, value in named.items()}
        one, other = room.act(cy.actor, wish), room.act(cy.actor, type(wish)(**never))
        assert one.refused == other.refused == "target.unknown"
        assert one.facts == {"target": hidden}
    assert room.facilitator.opens(hidden, seen=2).refused == "target.unknown"
    assert room.facilitator.puts(hidden).refused == "target.unknown"
    with pytest.raises(Refused):
        comparison(room.state, "walkers", hidden, "text")
    assert replay(room) == room.state


def test_a_proposal_for_a_caucus_is_for_all_of_it(room):
    ana = room.seat("city")
    hidden = tables(ana, "caucus", lead="city")
    assert room.state.proposals[hidden].audience == ("city", "county", "region")
    assert tables(ana, "named", lead="city").refused == "proposal.no_readers"
    assert tables(ana, "named", to=("nobody",), lead="city").refused == "seat.unknown"
    assert tables(ana, "all", to=("shop",), lead="city").refused == "proposal.readers_unclear"
    assert tables(ana, "same", lead="city").refused == "value.unknown"
    assert room.act(FACILITATOR, do.TableProposal("", {"lead": "city"}, "all")).refused == "seat.unknown"


def test_an_answer_stays_among_those_who_see_what_it_answers(room):
    ana, bo = room.seats("city", "shop")
    hidden = tables(ana, "named", to=("shop",), lead="city")
    assert tables(bo, "all", parent=hidden, lead="board").refused == "proposal.answer_wider"
    assert (
        tables(bo, "named", to=("city", "bank"), parent=hidden, lead="board").refused
        == "proposal.answer_wider"
    )
    shown = tables(ana, lead="city")
    quiet = tables(bo, "named", to=("city",), parent=shown, lead="board")
    assert card(room, shown).full.answers == 0
    assert card(room, quiet, "city").card.full.parent.id == shown
    assert tables(ana, "same", parent=hidden, money="fund")
    for seat in ("city", "shop"):
        assert card(room, hidden, seat).card.full.answers == 1


def test_showing_it_to_more_is_an_act_of_its_own_that_asks_the_sponsors_again(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    hidden = tables(ana, "named", to=("shop",), sponsors=("shop",), lead="city", wording={"lead": "Ours."})
    answer = tables(bo, "same", parent=hidden, lead="board")
    assert not answers(bo, hidden).refused
    assert widens(ana, hidden, "named", ("shop",)).refused == "proposal.not_wider"
    assert widens(bo, hidden).refused == "proposal.not_yours"
    made, moved = widens(ana, hidden, "named", ("walkers",)).events
    assert moved.audience == ("city", "shop")
    wider = room.state.proposals[made.proposal]
    assert (wider.audience, wider.version, wider.sponsors) == (
        ("city", "shop", "walkers"),
        1,
        {"shop": "asked"},
    )
    assert f"deal/{hidden}" not in room.view(seat_audience("city"))
    assert card(room, answer, "shop").card.full.parent.id == wider.id
    assert answers(bo, wider.id, consent=True).events
    made, _ = widens(ana, wider.id, "all").events
    assert card(room, made.proposal).full.drafted[0].words[-1] == Run("added", "Ours.")
    assert room.state.proposals[made.proposal].sponsors == {"shop": "asked"}
    assert widens(ana, made.proposal).refused == "proposal.not_wider"
    assert cy.marks(made.proposal, "yes").events


def test_an_answer_that_is_shown_to_more_forgets_a_parent_that_they_may_not_know(room):
    ana, bo = room.seats("city", "shop")
    hidden = tables(ana, "named", to=("shop",), lead="city")
    answer = tables(bo, "same", parent=hidden, lead="board")
    made, _ = widens(bo, answer, "all").events
    assert made.parent == ""
    shown = tables(ana, lead="city")
    answer = tables(bo, "named", to=("city",), parent=shown, lead="board")
    made, _ = widens(bo, answer, "all").events
    assert made.parent == shown
    third = tables(ana, "named", to=("shop", "walkers"), lead="city")
    answer = tables(bo, "named", to=("city",), parent=third, lead="board")
    made, _ = widens(bo, answer, "named", ("walkers",)).events
    assert made.parent == third
    answer = tables(bo, "named", to=("city",), parent=third, lead="board")
    made, _ = widens(bo, answer, "named", ("bank",)).events
    assert made.parent == ""


# -- sponsors


def test_sponsors_consent_and_a_change_asks_them_again(room):
    ana, bo, cy = room.seats("city", "shop", "walkers")
    shown = tables(ana, sponsors=("shop",), lead="city")
    assert asks(ana, shown, "walkers", "shop").events[0].seats == ("walkers",)
    assert asks(ana, shown, "walkers").events == ()
    assert asks(ana, shown, "city").refused == asks(ana, shown, "nobody").refused == "sponsor.outside"
    assert answers(bo, shown).events
    assert answers(bo, shown).events == ()
    assert answers(cy, shown, consent=False).events
    assert card(room, shown).full.sponsors == (("shop", 2, "yes"), ("walker", 3, "no"))
    assert edits(cy, shown, lead="board").refused == "proposal.not_yours"
    edits(ana, shown, lead="board")
    assert card(room, shown).full.sponsors[0] == ("shop", 2, "again")
    assert asks(ana, shown, "shop").events == ()
    assert answers(bo, shown, seen=1).refused == "target.stale"
    assert answers(bo, shown, seen=2).events
    edits(bo, shown, base=2, lead="city")
    assert room.state.proposals[shown].sponsors["shop"] == "yes"
    assert answers(room.seat("bank"), shown, seen=3).refused == "proposal.not_yours"
    quiet = tables(ana, "named", to=("shop",), lead="city")
    assert asks(ana, quiet, "walkers").refused == "sponsor.outside"
    assert tables(ana, "named", to=("shop",), sponsors=("walkers",), lead="city").refused == "sponsor.outside"


# -- two hands at the same time


def test_changes_of_different_things_are_merged_and_the_room_is_told(room):
    ana, bo = room.seats("city", "shop")
    shown = tables(ana, sponsors=("shop",), lead="city", money="fund", rationale="why")
    answers(bo, shown)
    edits(ana, shown, lead="board", money="fund", rationale="why")
    event = edits(bo, shown, base=1, lead="city", money="none", rationale="because").events[0]
    assert (event.version, event.editor, event.merged) == (3, "shop", ("clause:lead",))
    assert room.state.proposals[shown].sponsors == {"shop": "again"}, "who merged has not read the whole"
    assert dict(event.terms) == {"lead": "board", "money": "none"}
    change = card(room, shown).full.change
    assert (change.editor, set(change.changed), change.merged) == ("shop", {"M", "reason"}, ("L",))
    assert edits(bo, shown, base=3, lead="board", money="none", rationale="because").events == ()


def test_changes_of_the_same_thing_are_refused_with_what_clashes(room):
    ana, bo = room.seats("city", "shop")
    shown = tables(ana, sponsors=("shop",), lead="city", money="fund")
    answers(bo, shown)
    edits(ana, shown, lead="board", money="fund")
    clash = edits(bo, shown, base=1, lead="city", money="fund", wording={"lead": "Our own."})
    assert (clash.refused, clash.facts) == ("proposal.clash", {"now": 2, "pieces": ["clause:lead"]})
    assert edits(bo, shown, base=9, lead="city").refused == "target.stale"
    assert edits(bo, shown, base=0, lead="city").refused == "target.stale"
    assert edits(ana, shown, base=2).refused == "terms.empty"


def test_a_merge_that_leaves_nothing_is_refused(room):
    ana, bo = room.seats("city", "shop")
    shown = tables(ana, sponsors=("shop",), lead="city", money="fund")
    answers(bo, shown)
    edits(ana, shown, lead="city")
    assert edits(bo, shown, base=1, money="fund").refused == "terms.empty"


@pytest.mark.parametrize(
    ("theirs", "mine", "taken", "clashes"),
    [
        (Draft({"a": "1"}), Draft({"a": "1"}), (), ()),
        (Draft({"a": "2"}), Draft({"a": "1"}), ("clause:a",), ()),
        (Draft({"a": "2"}), Draft({"a": "2"}), (), ()),
        (Draft({"a": "2"}), Draft({"a": "3"}), (), ("clause:a",)),
        (Draft({"b": "1"}), Draft({"a": "1", "c": "1"}), ("clause:a", "clause:b"), ()),
        (Draft({"a": "1"}, "x"), Draft({"a": "1"}, "y"), (), ("reason",)),
        (Draft({"a": "1"}, "", "a.1"), Draft({"a": "1"}, "y"), ("condition",), ()),
        (Draft({"a": "1"}, "", "", {"a": "x"}), Draft({"a": "1"}, "", "", {"a": "y"}), (), ("clause:a",)),
    ],
)
def test_a_merge_keeps_what_one_side_changed_and_names_what_both_did(theirs, mine, taken, clashes):
    found = merge(Draft({"a": "1"}), theirs, mine)
    assert (found.taken, found.clashes) == (taken, clashes)


def test_what_changed_is_named_in_order():
    assert changed(Draft({"a": "1", "b": "1"}, "x"), Draft({"b": "2"}, "x", "b.1")) == (
        "clause:a", "clause:b", "condition",
    )  # fmt: skip


# -- drafted wording


def test_an_adopted_wording_is_what_is_signed(room):
    ana, bo = room.seats("city", "shop")
    plain = agreement_hash(room.state)
    words = "The city leads.\r\nIt listens first."
    shown = tables(ana, lead="city", money="fund", wording={"lead": words, "money": "  "})
    assert room.state.proposals[shown].wording == {"lead": "The city leads.\nIt listens first."}
    ana.revises(shown, lead="city", rationale="so")
    assert room.state.proposals[shown].wording
    room.facilitator.opens(shown, seen=2)
    assert edits(ana, shown, base=2, lead="board").refused == "decision.another_open"
    for player in (ana, bo):
        player.votes("yes")
    room.facilitator.closes()
    assert agreement_content(room.state)["clauses"]["lead"]["text"] == "The city leads.\nIt listens first."
    with_words = agreement_hash(room.state)
    assert with_words != plain
    room.facilitator.opens_signing()
    ana.signs()
    assert edits(ana, shown, base=2, lead="board").refused == "signing.open"
    room.facilitator.reopens(ana, bo)
    assert comparison(room.state, "city", "text", shown).left.texts["lead"].endswith("listens first.")
    room.facilitator.adopts(ana, bo, lead="city")
    assert agreement_content(room.state)["clauses"]["lead"]["text"] == "Text of city."
    room.facilitator.opens_signing()
    again = room.view(seat_audience("city"))["mysignature"].again
    assert [c.title for c in again.clauses] == ["Lead"]
    assert not again.unchanged


def test_wording_is_bounded_and_belongs_to_a_clause_of_the_proposal(room):
    ana = room.seat("city")
    long = tables(ana, lead="city", wording={"lead": "x" * 1501})
    assert (long.refused, long.facts) == ("text.too_long", {"most": 1500, "length": 1501})
    each = {"lead": "x" * 1400, "money": "y" * 1400, "rule": "z" * 1400}
    total = tables(ana, lead="city", money="fund", rule="double", wording=each)
    assert (total.refused, total.facts) == ("text.too_long", {"most": 4000, "length": 4200})
    assert tables(ana, lead="city", wording={"money": "x"}).refused == "target.unknown"
    assert tables(ana, lead="city", wording={"nothing": "x"}).refused == "target.unknown"
    same = tables(ana, lead="city", wording={"lead": "Text of city."})
    assert room.state.proposals[same].wording == {}
    assert tables(ana, lead="city", only_if="lead.x").refused == "target.unknown"


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", ()),
        ("one two", "one two", (("same", "one two"),)),
        ("one two", "one", (("same", "one"), ("removed", "two"))),
        ("", "new", (("added", "new"),)),
        ("a b c d e", "a b X d e", (("same", "a b "), ("removed", "c "), ("added", "X "), ("same", "d e"))),
        ("a b c", "X b Y", (("removed", "a b c"), ("added", "X b Y"))),
    ],
)
def test_texts_are_compared_word_by_word(before, after, runs):
    assert tuple((r.kind, r.text) for r in compare_words(before, after)) == runs


# -- comparing, and what it means


def test_two_proposals_stand_side_by_side_with_what_each_means_for_us(room):
    ana, bo = room.seats("city", "shop")
    one = tables(ana, lead="city", rationale="why", only_if="rule.double")
    other = tables(bo, "named", to=("city",), lead="board")
    found = comparison(room.state, "city", one, other)
    assert (found.left.name.author, found.right.name.author) == ("city", "shop")
    assert [row.code for row in found.differs.clauses] == ["L"]
    assert found.left.only_if.option == "double"
    assert found.left.meaning.change == "better"
    assert (found.left.meaning.mode, found.left.meaning.points) == ("words", 0)
    assert [c.key for c in comparison(room.state, "walkers", one, "text").choices] == ["text", one]
    assert could_read(room.state, "city", other) == (("shop", "shop"),)
    assert len(could_read(room.state, "city", "")) == 7


def test_what_is_withdrawn_or_was_shown_to_more_is_named_so_and_may_still_be_compared(room):
    ana, bo = room.seats("city", "shop")
    one, other = tables(ana, lead="city"), tables(bo, "named", to=("city",), lead="board")
    edits(ana, one, lead="board")
    ana.withdraws(one)
    widens(bo, other)
    found = comparison(room.state, "city", one, other)
    assert [(s.name.version, s.name.status) for s in (found.left, found.right)] == [
        (2, "withdrawn"),
        (1, "moved"),
    ]
    assert {c.key for c in found.choices} >= {"text", one, other}
    assert one not in {c.key for c in comparison(room.state, "city", "text", "text").choices}


def test_the_proposal_of_a_table_is_compared_under_the_name_of_the_table(room):
    room.seat("city")
    room.facilitator.enters("meet")
    room.facilitator.records(do.WriteSheet("city", {"lead": "city"}, 0))
    room.facilitator.records(do.HandIn("city", 0))
    assert comparison(room.state, "city", "g1", "text").left.name.table.caucus == "Government"


def test_meaning_is_told_in_points_where_the_seminar_shows_them():
    room = Room(depth="full", help="points")
    ana = room.seat("city")
    found = meaning(room.state, "city", Draft({"lead": "board"}))
    assert (found.mode, found.change) == ("points", "worse")
    assert found.points < found.now_points
    assert meaning(room.state, "city", Draft({})).change == "same"
    shown = tables(ana, lead="city")
    edits(ana, shown, lead="board")
    proposal = room.state.proposals[shown]
    assert version_of(proposal, 2) == proposal.draft
    assert version_of(proposal, 1).terms == {"lead": "city"}
    assert version_of(proposal, 3) is version_of(proposal, 0) is None


def test_options_that_hurt_each_other_warn_in_words(room):
    ana, bo = room.seats("city", "shop")
    pair = room.book.interactions[0]
    (c1, o1), (c2, o2) = (ref.split(".") for ref in pair.options)
    both = tables(ana, **{c1: o1, c2: o2})
    single = tables(bo, **{c1: o1})
    assert card(room, both).full.warnings == (pair.warning,)
    assert card(room, single).full.warnings == ()
    room.facilitator.adopts(ana, bo, **{c2: o2})
    assert card(room, single).full.warnings == (pair.warning,)


def test_a_card_never_names_a_parent_that_its_reader_may_not_know(room):
    """No answer goes to more readers than its parent; the card does not rely on it."""
    ana, bo = room.seats("city", "shop")
    hidden = tables(ana, "named", to=("shop",), lead="city")
    answer = tables(bo, "same", parent=hidden, lead="board")
    wider = replace(room.state.proposals[answer], audience=())
    state = replace(room.state, proposals={**room.state.proposals, answer: wider})
    assert project_part(state, EVERYBODY, f"proposal/{answer}").full.parent is None
    assert project_part(room.state, seat_audience("walkers"), f"deal/{hidden}") is None
    assert seen_proposal(room.state, "shop", hidden).id == hidden


def test_an_answer_in_the_same_words_differs_in_nothing(room):
    ana, bo = room.seats("city", "shop")
    first = tables(ana, lead="city", rationale="why")
    same = card(room, tables(bo, parent=first, lead="city", rationale="for us too")).full
    assert not same.differs
    assert card(room, tables(bo, parent=first, lead="board")).full.differs
