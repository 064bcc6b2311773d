"""Negotiations that nobody planned: eight seats do what they may, and try what they may not."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from simulator.core.agreement_text import agreement_hash, part_hash
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.decide import MOVES, decide
from simulator.core.envelope import Actor, Envelope
from simulator.core.evolving.exercise import evolve
from simulator.core.moves import check_bounds
from simulator.core.permissions import may, permissions
from simulator.core.refusals import Refused
from simulator.core.tally import electors, tally
from simulator.core.views.again import sign_again
from simulator.core.work_plan import could_lead, entry_gaps, staff_given, staff_pledged, tasks
from tests.support.books import check_books
from tests.support.dirt import REPORTERS, Pages
from tests.support.moves import (
    CLASS_OF,
    SEAT_MOVES,
    any_command,
    command_for,
    examples,
    out_of_bounds,
    steering,
)
from tests.support.room import FACILITATOR, SYSTEM, Room, replay, replay_seminar
from tests.support.rulebooks import small_book
from tests.support.scenarios import scenario


def bare(state, done):
    """The state without what only counts: versions, numbers that are never given again, and the list of acts."""
    decisions = {
        k: d for k, d in state.decisions.items() if (done.kind, k) != ("decision.opened", done.target)
    }
    return replace(
        # a moment that hung on the wall is not hung up again
        state, moment=None, version=0, public_version=0, private_versions={}, clause_versions={}, pledge_count=0,
        done=(),
        # an event that was planned and came does not come again by itself
        planned={k: p for k, p in state.planned.items() if (done.kind, k) != ("inject.thrown", done.target)},
        decisions=decisions, stances={target: marks for target, marks in state.stances.items() if marks},
    )  # fmt: skip


class AnyNegotiation(RuleBasedStateMachine):
    """Every permitted move is accepted, every other one refused, and the books always balance."""

    book = staticmethod(small_book)
    cast = 8
    compares_pages = True

    @initialize(
        bots=st.sampled_from(["none", "fill", "demo"]),
        depth=st.sampled_from(["basic", "full"]),
        letters=st.sampled_from(["closed", "after"]),
        data=st.data(),
    )
    def people_come_in(self, bots, depth, letters, data):
        self.room = Room(self.book(), cast=self.cast, bots=bots, depth=depth, letters=letters)
        self.offered, self.signed, self.frozen, self.pages = set(), {}, {}, Pages()
        self.room.watch = self._watch
        seats = list(self.room.state.seats)
        here = data.draw(st.lists(st.sampled_from(seats), min_size=len(seats) // 2, unique=True))
        for seat in here:
            self.room.steer(steer.JoinPerson(f"person-{seat}"))
            self.room.seat(seat, read=data.draw(st.sampled_from([True, True, True, False])))
        for seat in seats:
            self.room.steer(steer.JoinPerson(f"person-{seat}"))
        if data.draw(st.booleans()):
            self.room.facilitator.enters(self.room.book.steps[2].id)

    def _watch(self, before, event, after):
        missed = self.pages.missed(before, event, after) if self.compares_pages else ()
        assert not missed, f"{event.KIND} changes {sorted(missed)}, and nobody is told"
        assert after.version == before.version + 1
        for seat in after.seats:
            assert after.version_for(seat) >= before.version_for(seat)
        if after.done and after.done[-1].version == after.version:
            self.was = before
        if event.KIND == "signature.given":
            self.signed[event.seat] = self._part(after, event.seat)
        if event.KIND == "signing.reopened" and before.signing.counted:
            last = list(before.decisions.values())[-1]
            asked = (last.reopens, last.status) == (True, "passed")
            assert asked or self.room.log[-2].KIND == "inject.thrown", (
                "signatures fell, and neither the room nor the world wanted it"
            )
        if event.KIND == "decision.opened":
            self.frozen[event.decision] = (event.rule, event.electorate, event.terms)
        if event.KIND == "task.led":
            assert event.task not in before.work.leads
        if event.KIND in ("proposal.made", "proposal.revised", "decision.opened"):
            self.offered |= {(c, o, event.wording.get(c, "")) for c, o in event.terms.items()}

    @staticmethod
    def _part(state, seat):
        """What a party's signature is about, as the room sees it: settled clauses, its own pledges."""
        own = [(p.id, p.amount, p.note) for p in state.pledges.values() if p.seat == seat]
        return {c: (a.option, a.wording) for c, a in state.agreement.items()}, own

    def _actor(self, data):
        seat = data.draw(st.sampled_from(list(self.room.state.seats)))
        place = self.room.state.seats[seat]
        return self.room.delegate(seat) if place.person or not place.bot else self.room.bot(seat).actor

    def _accepted(self, actor, command):
        result = self.room.act(actor, command)
        assert result.refused is None, f"{command} was offered to {actor} and refused: {result}"
        return result

    def _moves(self, data, actor):
        state = self.room.state
        found = permissions(state, actor)
        if not found:
            return
        kind = data.draw(st.sampled_from(sorted({p.kind for p in found})))
        chosen = data.draw(st.sampled_from([p for p in found if p.kind == kind]))
        command = command_for(data.draw, state, kind, actor.seat, chosen.target, chosen.bounds)
        for wrong in out_of_bounds(command, chosen.bounds):
            assert self.room.act(actor, wrong).refused, f"{wrong} is out of bounds and was accepted"
        assert self.room.state is state
        self._accepted(actor, command)

    @rule(data=st.data())
    def a_seat_does_what_it_may(self, data):
        self._moves(data, self._actor(data))

    @rule(data=st.data())
    def another_seat_does_what_it_may(self, data):
        self._moves(data, self._actor(data))

    @rule(data=st.data())
    def the_facilitator_does_what_she_may(self, data):
        self._moves(data, FACILITATOR)

    @rule(data=st.data())
    def the_press_hands_in_a_story(self, data):
        self._moves(data, Actor("reporter", data.draw(st.sampled_from(REPORTERS))))

    @rule(data=st.data())
    def the_facilitator_records_for_a_seat(self, data):
        state, made = self.room.state, data.draw(st.sampled_from(SEAT_MOVES))
        seat = data.draw(st.sampled_from(list(state.seats)))
        targets = [
            t
            for t in MOVES[made].targets(state, self.room.delegate(seat))
            if may(state, FACILITATOR, made, seat, t)
        ]
        if targets:
            target = data.draw(st.sampled_from(targets))
            bounds = MOVES[made].bounds(state, seat, target)
            self._accepted(FACILITATOR, command_for(data.draw, state, made.KIND, seat, target, bounds))

    @rule(data=st.data())
    def the_seminar_goes_on(self, data):
        self.room.steer(steering(data.draw, self.room))

    @precondition(
        lambda self: not self.room.state.open_decision and self.room.state.signing.status == "closed"
    )
    @rule(data=st.data())
    def the_room_decides(self, data):
        """Whole decisions, so that agreements come about."""
        room = self.room
        chosen = data.draw(st.sampled_from(room.state.clauses))
        options = room.state.rulebook.clause_of[chosen].options
        opened = room.facilitator.opens(**{chosen: data.draw(st.sampled_from(options)).id})
        if opened.refused:
            assert not may(room.state, FACILITATOR, do.OpenDecision, "")
            return
        for seat in room.state.seats:
            if may(room.state, FACILITATOR, do.CastBallot, seat, room.state.open_decision.id):
                choice = data.draw(st.sampled_from(["yes", "yes", "yes", "aside", "no"]))
                self._accepted(FACILITATOR, do.CastBallot(seat, room.state.open_decision.id, choice))
        if data.draw(st.sampled_from([True, True, False])):
            assert not room.facilitator.closes().refused

    @precondition(
        lambda self: (
            self.room.state.agreement
            and self.room.state.voters
            and not self.room.state.open_decision
            and self.room.state.signing.status == "closed"
        )
    )
    @rule(data=st.data())
    def the_room_signs_changes_its_mind_and_signs_again(self, data):
        """Everybody answers, the room reopens the text, something may change, and the signing is open once more."""
        room, answers = self.room, ["sign", "sign", "reserve", "decline"]
        self._accepted(FACILITATOR, do.OpenSigning())
        for seat in room.state.voters:
            how = data.draw(st.sampled_from(answers))
            note = "" if how == "sign" else "our council"
            self._accepted(FACILITATOR, do.GiveSignature(seat, how, room.state.signing.text_hash, note))
        if not may(room.state, FACILITATOR, do.CallReopening, ""):
            return  # a steering committee of which nobody is left
        self._accepted(FACILITATOR, do.CallReopening())
        for seat in room.state.seats:
            if may(room.state, FACILITATOR, do.CastBallot, seat, room.state.open_decision.id):
                self._accepted(FACILITATOR, do.CastBallot(seat, room.state.open_decision.id, "yes"))
        assert not room.facilitator.closes().refused
        if room.state.signing.status != "closed":
            return
        if room.state.pledges and data.draw(st.booleans()):
            pledge = data.draw(st.sampled_from(list(room.state.pledges.values())))
            self._accepted(FACILITATOR, do.WithdrawPledge(pledge.seat, pledge.id))
        if data.draw(st.booleans()):
            self.the_room_decides(data)
        if may(room.state, FACILITATOR, do.OpenSigning, ""):
            self._accepted(FACILITATOR, do.OpenSigning())

    @precondition(lambda self: self.room.state.clock.running and self.room.state.signing.status == "closed")
    @rule(data=st.data())
    def silence_adopts(self, data):
        """Something is put on the list, perhaps somebody objects, perhaps the room votes or is paused meanwhile."""
        room, actor = self.room, FACILITATOR
        found = [p for p in permissions(room.state, actor) if p.kind == "consent.list"]
        if found:
            chosen = data.draw(st.sampled_from(found))
            command = command_for(data.draw, room.state, chosen.kind, "", chosen.target, chosen.bounds)
            self._accepted(actor, command)
        for step in data.draw(
            st.lists(
                st.sampled_from([self.the_seminar_goes_on, self.another_seat_does_what_it_may]), max_size=2
            )
        ):
            step(data)
        room.tick(61 * 60_000)
        before = room.state
        for item in before.consents.listed:
            if may(room.state, SYSTEM, do.SettleConsent, "", item.id):
                self._accepted(SYSTEM, do.SettleConsent(item.id))
        if before.clock.running and not before.open_decision:
            assert not room.state.consents.listed

    @rule(data=st.data())
    def somebody_tries_anything(self, data):
        """What the permissions do not admit is refused; what they admit within bounds is not."""
        state, command = self.room.state, any_command(data.draw, self.room.state)
        reporter = Actor("reporter", REPORTERS[0])
        actor = data.draw(st.sampled_from([self._actor(data), FACILITATOR, SYSTEM, reporter]))
        move, seat = MOVES[type(command)], getattr(command, "seat", "")
        admitted = may(state, actor, type(command), seat, move.target_of(command))
        if admitted:
            try:
                check_bounds(move.bounds(state, seat, move.target_of(command)), state, command)
            except Refused:
                admitted = False
        result = self.room.act(actor, command)
        if not admitted:
            assert result.refused, f"{command} by {actor} is not permitted and was accepted"
        if result.refused:
            assert self.room.state is state

    @invariant()
    def decisions_agree_with_their_ballots(self):
        state = self.room.state
        assert sum(d.status == "open" for d in state.decisions.values()) <= 1
        for decision in state.decisions.values():
            if decision.outcome is None:
                assert decision.status in ("open", "cancelled")
                continue
            ballots = {seat: ballot.choice for seat, ballot in decision.ballots.items()}
            silence = [seat for seat, ballot in decision.ballots.items() if ballot.silent]
            assert silence in ([], list(ballots)), "silence is counted beside ballots"
            assert decision.outcome == tally(decision.rule, decision.electorate, ballots, silence)
            assert (decision.status == "passed") is decision.outcome.passed
            outcome, voters = decision.outcome, electors(decision.rule, decision.electorate)
            assert outcome.yes + outcome.aside + outcome.no + outcome.silent == len(voters)

    @invariant()
    def the_list_holds_only_what_could_still_be_adopted(self):
        state = self.room.state
        clauses = [c for item in state.consents.listed for c in item.terms]
        assert len(clauses) == len(set(clauses))
        for item in state.consents.listed:
            assert state.signing.status == "closed"
            assert item.rule == (state.rule or state.rulebook.default_rule)
            assert (item.clock.running, item.clock.paused) == (state.clock.running, state.clock.paused)
            proposal = state.on_table(item.proposal)
            assert not item.proposal or (proposal.status, proposal.version) == ("live", item.seen)

    @invariant()
    def what_a_decision_froze_never_changes(self):
        for decision in self.room.state.decisions.values():
            assert self.frozen[decision.id] == (decision.rule, decision.electorate, decision.terms)

    @invariant()
    def votes_are_lent_within_the_rule_and_never_lent_on(self):
        state = self.room.state
        holders = [loan.to for loan in state.loans.values()]
        assert not set(holders) & state.loans.keys()
        assert not state.loans or state.depth == "full"
        for decision in state.decisions.values():
            proxies = decision.electorate.proxies
            assert all(list(proxies.values()).count(to) <= decision.rule.proxies for to in proxies.values())
            assert not set(proxies.values()) & proxies.keys()

    @invariant()
    def what_is_adopted_was_proposed_and_passed(self):
        state = self.room.state
        for clause, adopted in state.agreement.items():
            assert (clause, adopted.option, adopted.wording) in self.offered
            decision = state.decisions[adopted.decision]
            assert decision.status == "passed"
            assert decision.terms[clause] == adopted.option
        for proposal in state.proposals.values():
            if proposal.status == "adopted":
                assert any(
                    d.terms == proposal.terms and d.status == "passed" for d in state.decisions.values()
                )

    @invariant()
    def the_rule_in_force_comes_from_the_agreement(self):
        state = self.room.state
        if state.rule_from:
            assert state.rule == state.rulebook.option_at(state.rule_from).rule
        else:
            assert state.rule == state.rulebook.default_rule

    @invariant()
    def no_signature_stands_on_a_text_that_changed(self):
        state = self.room.state
        if state.signing.status == "closed":
            assert not state.signing.signatures
            return
        assert state.signing.text_hash == agreement_hash(state)
        for seat, signature in state.signing.signatures.items():
            assert signature.text_hash == agreement_hash(state)
            assert signature.part_hash == part_hash(state, seat)
            assert self.signed[seat] == self._part(state, seat)

    @invariant()
    def who_is_asked_again_hears_exactly_what_changed(self):
        state = self.room.state
        for seat in state.signing.fallen:
            again = sign_again(state, seat)
            if again is None:
                assert state.signing.status != "open" or seat in state.signing.signatures
                continue
            same = self.signed[seat] == self._part(state, seat)
            assert again.unchanged is same
            assert bool(again.clauses or again.pledges) is not same

    @invariant()
    def pledges_and_balance_agree(self):
        check_books(self.room.state)

    @invariant()
    def the_work_is_led_and_staffed_by_those_who_may(self):
        state = self.room.state
        found, work = {t.id: t for t in tasks(state)}, state.work
        for about in (work.leads, work.asked, work.refused, work.support):
            assert about.keys() <= found.keys()
        for task, lead in work.leads.items():
            assert lead.seat in could_lead(state, found[task])
            assert task not in work.asked
        for seat in state.seats:
            assert staff_given(state, seat) <= staff_pledged(state, seat)
        if state.signing.in_force:
            assert not entry_gaps(state)

    @invariant()
    def what_was_just_done_is_taken_back_without_a_trace_in_the_state(self):
        state = self.room.state
        last = state.done[-1] if state.done else None
        if (
            last
            and last.upto == state.version
            and not last.undone
            and may(state, FACILITATOR, do.UndoAct, "", str(last.version))
        ):
            undone = state
            for event in decide(
                state, do.UndoAct(str(last.version)), Envelope(FACILITATOR, self.room.at, "op")
            ):
                undone = evolve(undone, event)
            assert bare(undone, last) == bare(self.was, last)

    @invariant()
    def versions_count_what_happened(self):
        state, log = self.room.state, self.room.log
        assert state.version == len(log)
        assert state.public_version <= state.version
        for clause in state.clauses:
            adoptions = sum(e.KIND == "clause.adopted" and e.clause == clause for e in log)
            adoptions += sum(e.KIND == "clause.reopened" and e.clause == clause for e in log)
            taken_back = sum(e.KIND == "act.undone" and clause in e.before.agreement for e in log)
            assert state.clause_versions[clause] == 1 + adoptions + taken_back
        for proposal in state.proposals.values():
            revisions = sum(e.KIND == "proposal.revised" and e.proposal == proposal.id for e in log)
            assert proposal.version == 1 + revisions
        assert state.pledge_count == sum(e.KIND == "pledge.made" for e in log)

    def teardown(self):
        if hasattr(self, "room"):
            assert replay(self.room) == self.room.state
            assert replay_seminar(self.room) == self.room.seminar


class FirstTable(AnyNegotiation):
    """The same with the scenario that a first seminar plays."""

    cast = 6

    @staticmethod
    def book():
        return scenario("first-table")


class AlderBasin(AnyNegotiation):
    """The same in the largest room."""

    cast = 48

    @staticmethod
    def book():
        return scenario("alder-basin")


TestAnyNegotiation = AnyNegotiation.TestCase
TestAnyNegotiation.settings = settings(stateful_step_count=30, max_examples=examples(10))
TestFirstTable = FirstTable.TestCase
TestFirstTable.settings = settings(stateful_step_count=20, max_examples=examples(3))


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("machine", "steps", "count"), [(AnyNegotiation, 60, 300), (FirstTable, 60, 100), (AlderBasin, 60, 8)]
)
def test_long_evenings(machine, steps, count):
    run_state_machine_as_test(machine, settings=settings(stateful_step_count=steps, max_examples=count))


def test_every_kind_of_command_has_an_example():
    assert set(CLASS_OF) == {command.KIND for command in MOVES}
