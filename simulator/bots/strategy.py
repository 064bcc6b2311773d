"""What a party played by rules wishes next: from its own scores, as a reasonable delegate would.

Pure: the same view gives the same wish. The rules, in the order in which they are tried:
1. vote: yes where the terms are worth at least what the alternative promises for these clauses, stand aside where
   they are a little worse, otherwise no;
2. sign: where the whole is worth the alternative or more; with a reservation where it nearly is; otherwise decline;
3. answer who asks it to lead a task: yes where the whole is still worth the alternative after that, otherwise no;
4. mark one option of the step that is not marked yet: yes from 60, no under 40, between them "with changes";
5. pledge one ready card while something that was adopted still lacks its kind of resource;
6. lead a critical task that it could lead and nobody does, while that is affordable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.core.commands import exercise as cmd
from simulator.core.envelope import Actor
from simulator.core.ids import DecisionId, OptionRef, SeatId, option_ref
from simulator.core.permissions import may
from simulator.core.rulebook import Task
from simulator.core.scoring import value, weights_in_play
from simulator.core.state.exercise import Exercise
from simulator.core.views.outcome import DecisionCard, budget
from simulator.core.views.seat import MyBallot, MySignature, my_ballot, my_pledges, my_signature, stance_on
from simulator.core.work_plan import lead_cost, tasks, without_lead

LIKES, LIVES_WITH = 60, 40
NEARLY = 3000  # three points of a hundred


@dataclass(frozen=True, slots=True)
class Sight:
    """What the bot's seat sees, projected for it alone, and its own scores."""

    seat: SeatId
    scores: Mapping[OptionRef, int]
    weights: Mapping[Any, int]
    alternative: int
    worth: int
    to_mark: tuple[tuple[str, int], ...]  # unmarked option, version
    decision: DecisionCard | None
    ballot: MyBallot | None
    may_vote: bool
    signature: MySignature
    cards: tuple[Any, ...]
    lacking: frozenset[tuple[str, str]]  # kind, line
    asked: tuple[Task, ...]
    open_tasks: tuple[Task, ...]  # critical, without a lead, and one that it may lead


def look(state: Exercise, seat: SeatId, decision: DecisionCard | None) -> Sight:
    """Read the seat's own parts. Nothing of another seat's sheet is touched."""
    me = state.organization(seat)
    step = state.current_step
    shown = tuple(c for c in (step.clauses if step else ()) if c in state.clauses)
    unmarked = tuple(
        (ref, mine.version)
        for clause in shown
        for ref in state.rulebook.refs(clause)
        if not (mine := stance_on(state, seat, ref)).value
    )
    pledged = my_pledges(state, seat)
    cards = tuple(card for card, used in pledged.cards if not used and card.id not in pledged.beyond)
    lacking = frozenset((line.kind, line.name) for line in budget(state).lines if line.short)
    worth = value(state.rulebook, seat, state.package, state.clauses, cost=lead_cost(state, seat))
    me_as_bot = Actor("bot", seat=seat)
    asked = tuple(t for t in tasks(state) if may(state, me_as_bot, cmd.RefuseLead, seat, t.id))
    open_tasks = tuple(t for t in without_lead(state) if may(state, me_as_bot, cmd.LeadTask, seat, t.id))
    may_vote = decision is not None and may(state, me_as_bot, cmd.CastBallot, seat, decision.id)
    return Sight(
        seat, me.scores, weights_in_play(me.weights, state.clauses), state.alternative_of(seat),
        worth, unmarked, decision,
        my_ballot(state, seat),
        may_vote, my_signature(state, seat), cards, lacking,
        asked, open_tasks,
    )  # fmt: skip


def _vote(sight: Sight) -> cmd.CastBallot | None:
    decision = sight.decision
    if decision is None or not sight.may_vote or sight.ballot is None or sight.ballot.choice:
        return None
    weight = sum(sight.weights.get(t.clause, 0) for t in decision.terms)
    worth = sum(
        sight.weights.get(t.clause, 0) * sight.scores.get(option_ref(t.clause, t.option), 50)
        for t in decision.terms
    )
    # what the alternative promises for these clauses, if it were spread evenly over all of them
    # (a decision without terms is about reopening the text: rules go along with the people who ask for it)
    fair = sight.alternative * weight // 1000
    choice = "yes" if worth >= fair else "aside" if worth >= fair * 3 // 4 else "no"
    return cmd.CastBallot(sight.seat, DecisionId(decision.id), choice)


def _sign(sight: Sight) -> cmd.GiveSignature | None:
    board = sight.signature.board
    if board.status != "open" or sight.signature.kind != "none":
        return None
    how, note = "sign", ""
    if sight.worth < sight.alternative - NEARLY:
        how, note = "decline", "This leaves us worse off than going our own way."
    elif sight.worth < sight.alternative:
        how, note = "reserve", "We sign, and ask that the first review looks again at what we give up."
    return cmd.GiveSignature(sight.seat, how, board.text_hash, note)


def _mark(sight: Sight, turn: int) -> cmd.SetStance | None:
    if not sight.to_mark:
        return None
    ref, version = sight.to_mark[turn % len(sight.to_mark)]
    score = sight.scores.get(OptionRef(ref), 50)
    stance = "yes" if score >= LIKES else "with" if score >= LIVES_WITH else "no"
    return cmd.SetStance(sight.seat, ref, stance, version)


def _pledge(sight: Sight) -> cmd.MakePledge | None:
    card = next((c for c in sight.cards if (c.kind, c.line) in sight.lacking), None)
    return cmd.MakePledge(sight.seat, card.id) if card else None


def _answer(sight: Sight) -> cmd.LeadTask | cmd.RefuseLead | None:
    if not sight.asked:
        return None
    task = sight.asked[0]
    if sight.worth - task.cost >= sight.alternative:
        return cmd.LeadTask(sight.seat, task.id)
    return cmd.RefuseLead(sight.seat, task.id, "With this text we cannot afford to lead it.")


def _lead(sight: Sight) -> cmd.LeadTask | None:
    task = next((t for t in sight.open_tasks if sight.worth - t.cost >= sight.alternative), None)
    return cmd.LeadTask(sight.seat, task.id) if task else None


def next_wish(sight: Sight, *, full: bool, turn: int = 0) -> cmd.ExerciseCommand | None:
    """The next wish, or None. ``full``: also vote and pledge (a demonstration). ``turn`` varies the option."""
    return (
        (_vote(sight) if full else None)
        or _sign(sight)
        or _answer(sight)
        or _mark(sight, turn)
        or (_pledge(sight) if full else None)
        or (_lead(sight) if full else None)
    )
