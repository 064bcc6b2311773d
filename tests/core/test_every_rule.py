"""Every kind of rule in force, with 8 and with 48 seats: whatever the room does, rule, ballots and result agree."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from simulator.core.commands import exercise as do
from simulator.core.permissions import may
from simulator.core.rulebook import Cast
from tests.core.test_any_negotiation import AnyNegotiation
from tests.support.moves import command_for, examples
from tests.support.room import FACILITATOR
from tests.support.rulebooks import RULES, organization, small_book

SIZES = (8, 48)


@cache
def large_book():
    """The small agreement between 48 organizations, one of them without a vote: sixteen of each sector."""
    book, made = small_book(), list(small_book().organizations)
    for number in range(len(made) + 1, 49):
        like = book.organizations[number % 8]
        made.append(
            organization(
                f"{like.id}{number}", number, short=f"s{number}", sector=book.sectors[number % 3].code, votes=True,
                weight=1 + number % 5, scores=like.scores, weights=like.weights,
            )
        )  # fmt: skip
    return replace(book, organizations=tuple(made), casts=(Cast(48, "All", tuple(o.id for o in made)),))


class UnderOneRule(AnyNegotiation):
    """Random moves between whole decisions under one rule. Its own clause is left alone but by chance."""

    book = staticmethod(small_book)
    results: Counter

    @precondition(
        lambda self: (
            self.room.state.rulebook.default_rule.kind == "steering" and not self.room.state.committee
        )
    )
    @rule(data=st.data())
    def a_committee_is_named(self, data):
        """A steering rule that was there from the start waits for one."""
        if may(self.room.state, FACILITATOR, do.NameCommittee, ""):
            self._accepted(
                FACILITATOR, command_for(data.draw, self.room.state, "committee.name", "", "", None)
            )

    @precondition(
        lambda self: not self.room.state.open_decision and self.room.state.signing.status == "closed"
    )
    @rule(data=st.data(), mood=st.sampled_from(["warm", "warm", "split", "cold"]), lends=st.booleans())
    def the_room_decides_under_it(self, data, mood, lends):
        """Some sit in, some lend their vote, some stay silent; then the room decides on money or lead."""
        room, state = self.room, self.room.state
        for seat in list(state.seats)[: 3 if lends else 0]:
            held = [t for t in state.seats if may(state, room.delegate(seat), do.LendVote, seat, t)]
            if held and not state.seats[seat].ruled:
                self._accepted(
                    room.delegate(seat), do.LendVote(seat, data.draw(st.sampled_from(held)), False)
                )
                state = room.state
        clause = data.draw(st.sampled_from(["money", "lead"]))
        option = data.draw(st.sampled_from(room.state.rulebook.clause_of[clause].options)).id
        if room.facilitator.opens(**{clause: option}).refused:
            assert not may(room.state, FACILITATOR, do.OpenDecision, "")
            return
        decision = room.state.open_decision
        voters = [s for s in room.state.seats if may(room.state, FACILITATOR, do.CastBallot, s, decision.id)]
        choices = {
            "warm": ["yes"] * 30 + ["aside"],
            "split": ["yes", "yes", "no", ""],
            "cold": ["no", "aside", ""],
        }
        drawn = data.draw(
            st.lists(st.sampled_from(choices[mood]), min_size=len(voters), max_size=len(voters))
        )
        for seat, choice in zip(voters, drawn, strict=True):
            if choice:
                self._accepted(FACILITATOR, do.CastBallot(seat, decision.id, choice))
        assert not room.facilitator.closes().refused
        outcome = room.state.decisions[decision.id].outcome
        for count in outcome.counts:
            self.results[count.kind, count.passed] += 1


def machine(kind, cast, results):
    """A machine whose rulebook starts with this kind of rule."""

    def book():
        return replace(large_book() if cast == 48 else small_book(), default_rule=RULES[kind])

    return type(
        f"Under{kind.title()}Of{cast}",
        (UnderOneRule,),
        # the parts that an event makes dirty are compared in test_any_negotiation: here they would take most time
        {"book": staticmethod(book), "cast": cast, "results": results, "compares_pages": False},
    )


def both_ways(kind, cast, steps, count):
    """Run it; the kind of rule must have let something pass and stopped something, or nothing was shown."""
    results, of = Counter(), RULES[kind].kind
    for more in (1, 2, 4):
        # which histories are drawn depends on what else there is to draw: a few may not show both
        run_state_machine_as_test(
            machine(kind, cast, results),
            settings=settings(stateful_step_count=steps, max_examples=count * more),
        )
        if results[of, True] and results[of, False]:
            break
    assert results[of, True], f"nothing passed under {kind}: {results}"
    assert results[of, False], f"nothing failed under {kind}: {results}"


@pytest.mark.parametrize("kind", RULES)
def test_rule_ballots_and_result_agree_among_eight(kind):
    both_ways(kind, 8, steps=20, count=examples(10))


@pytest.mark.timeout(300)  # twice as many histories are drawn where the first ones showed only one outcome
@pytest.mark.parametrize(
    "kind", ["steering", "double"]
)  # those that count in more than one way; the others in a soak
def test_rule_ballots_and_result_agree_among_forty_eight(kind):
    both_ways(kind, 48, steps=30, count=examples(10))


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("cast", SIZES)
@pytest.mark.parametrize("kind", RULES)
def test_long_evenings_under_every_rule(kind, cast):
    both_ways(kind, cast, steps=50, count=100 if cast == 8 else 12)
