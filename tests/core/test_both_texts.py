"""Who answers a text that changed meanwhile is shown what they answered and what is there now."""

import pytest

from simulator.core.commands import exercise as do
from simulator.core.refusals import RefusalCode
from simulator.core.views.both import both_texts
from tests.support.room import Room


def options(text):
    return [(line.term.clause, line.term.option, line.same) for line in text.lines]


def test_a_mark_on_an_older_version_is_refused_and_both_versions_are_there():
    room = Room()
    ana, bo = room.seats("city", "shop")
    bo.proposes(lead="city", money="none", rationale="Half of us is enough")
    bo.revises("p1", lead="board", money="none", rationale="All or none", only_if="rule.majority")
    assert ana.marks("p1", "yes", seen=1).refused == RefusalCode.STALE
    both = both_texts(room.state, "city", do.SetStance("city", "p1", "yes", 1))
    assert (both.kind, both.was.name, both.now.name, both.status) == ("proposal", "1", "2", "live")
    assert options(both.was) == [("money", "none", True), ("lead", "city", False)]
    assert options(both.now) == [("money", "none", True), ("lead", "board", False)]
    assert (both.was.reason, both.now.reason) == ("Half of us is enough", "All or none")
    assert both.was.only_if is None
    assert both.now.only_if.option == "majority"


def test_of_a_proposal_that_was_withdrawn_there_is_what_was_answered_and_what_became_of_it():
    room = Room()
    ana, bo = room.seats("city", "shop")
    bo.proposes(lead="city")
    bo.withdraws("p1")
    assert ana.marks("p1", "yes").refused == RefusalCode.PROPOSAL_CLOSED
    both = both_texts(room.state, "city", do.SetStance("city", "p1", "yes", 1))
    assert options(both.was) == [("lead", "city", True)]
    assert (both.now, both.status) == (None, "withdrawn")
    # a version that never was
    assert both_texts(room.state, "city", do.SetStance("city", "p1", "yes", 7)) is None


@pytest.mark.parametrize("answer", ["mark", "carry"])
def test_in_full_depth_both_versions_are_there_with_the_words_that_were_drafted(answer):
    room = Room(depth="full")
    ana, bo = room.seats("city", "shop")
    words = ({"lead": "The city leads."}, {"lead": "The city leads for a year."})
    tabled = do.TableProposal("shop", {"lead": "city"}, "all", wording=words[0], sponsors=("city",))
    key = bo._do(tabled).events[0].proposal
    again = do.EditProposal("shop", key, {"lead": "city"}, 1, wording=words[1])
    assert not bo._do(again).refused
    wish = (
        do.SetStance("city", key, "yes", 1) if answer == "mark" else do.AnswerSponsoring("city", key, 1, True)
    )
    assert ana._do(wish).refused == RefusalCode.STALE
    both = both_texts(room.state, "city", wish)
    assert [line.words for line in both.was.lines + both.now.lines] == [
        "The city leads.",
        "The city leads for a year.",
    ]
    assert not any(line.same for line in both.was.lines + both.now.lines)


def test_who_may_not_know_of_a_proposal_is_shown_nothing_of_it():
    room = Room(depth="full")
    _ana, bo, _cy = room.seats("city", "shop", "bank")
    wish = do.TableProposal("shop", {"lead": "city"}, "named", ("bank",), sponsors=("bank",))
    made = bo._do(wish)
    assert not made.refused, made
    key = made.events[0].proposal
    assert both_texts(room.state, "bank", do.AnswerSponsoring("bank", key, 1, True)).was.name == "1"
    assert both_texts(room.state, "city", do.AnswerSponsoring("city", key, 1, True)) is None
    assert both_texts(room.state, "city", do.SetStance("city", key, "yes", 1)) is None
    assert both_texts(room.state, "city", do.AnswerSponsoring("city", "nothing", 1, True)) is None


def test_a_mark_on_an_option_whose_clause_was_settled_meanwhile_has_what_was_adopted_beside_it():
    room = Room()
    ana, bo = room.seats("city", "shop")
    wish = do.SetStance("city", "lead.city", "no", 1)
    room.facilitator.adopts(ana, bo, lead="board")
    assert ana._do(wish).refused == RefusalCode.STALE
    both = both_texts(room.state, "city", wish)
    assert options(both.was) == [("lead", "city", False)]
    assert options(both.now) == [("lead", "board", False)]
    assert both.status == "adopted"
    # of another clause nothing is settled
    still = both_texts(room.state, "city", do.SetStance("city", "money.none", "no", 7))
    assert (options(still.was), still.now, still.status) == ([("money", "none", True)], None, "open")
    for unknown in ("money.gold", "gold.none"):
        assert both_texts(room.state, "city", do.SetStance("city", unknown, "no", 1)) is None


def test_a_ballot_for_a_closed_decision_has_the_decision_that_is_open_now_beside_it():
    room = Room()
    ana, bo = room.seats("city", "shop")
    wish = do.CastBallot("city", "d1", "yes")
    room.facilitator.adopts(ana, bo, lead="board")
    assert ana._do(wish).refused == RefusalCode.DECISION_CLOSED
    both = both_texts(room.state, "city", wish)
    assert (both.was.name, options(both.was), both.now, both.status) == (
        "1", [("lead", "board", True)], None, "passed",
    )  # fmt: skip
    room.facilitator.opens(money="none")
    both = both_texts(room.state, "city", wish)
    assert (both.now.name, options(both.now)) == ("2", [("money", "none", False)])
    assert both_texts(room.state, "city", do.CastBallot("city", "d7", "yes")) is None


def reopened():
    """A room whose text was opened for signing and reopened, its two people, and a signature under what was read."""
    room = Room()
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, lead="city", money="none")
    room.facilitator.opens_signing()
    wish = do.GiveSignature("city", "sign", room.state.signing.text_hash)
    room.facilitator.reopens()
    return room, ana, bo, wish


def test_a_signature_under_a_text_that_was_reopened_has_what_changed_in_the_agreement_beside_it():
    room, ana, bo, wish = reopened()
    assert ana._do(wish).refused == RefusalCode.SIGNING_CLOSED
    assert both_texts(room.state, "city", wish).status == "closed"
    room.facilitator.adopts(ana, bo, lead="board")
    ana.pledges(kind="cash", amount=5, line="desk")
    room.facilitator.opens_signing()
    assert ana._do(wish).refused == RefusalCode.STALE
    both = both_texts(room.state, "city", wish)
    assert (both.was.name, both.now.name) == (wish.seen, room.state.signing.text_hash)
    assert options(both.was) == [("lead", "city", False)]
    assert options(both.now) == [("lead", "board", False)]
    assert (both.same, both.beside, both.status) == (1, True, "open")
    # a text that never was
    assert both_texts(room.state, "city", do.GiveSignature("city", "sign", "0" * 64)) is None


def test_a_signature_is_told_of_a_task_that_was_taken_on_meanwhile():
    room, ana, _bo, wish = reopened()
    assert both_texts(room.state, "city", wish).beside is False
    assert ana.leads("survey").kinds == ["task.led"]
    room.facilitator.opens_signing()
    assert ana._do(wish).refused == RefusalCode.STALE
    assert both_texts(room.state, "city", wish).beside is True


def test_what_answers_no_text_has_no_two_texts():
    room = Room()
    room.seats("city")
    assert both_texts(room.state, "city", do.ConfirmBrief("city")) is None
