"""The binding act: open, vote, count, adopt. An adopted rule governs the decisions after it, never its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..binding import bonds_after, time_for_decision
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..flagging import awaited_votes
from ..ids import NO_SEAT, ClauseId, DecisionId, OptionId, ProposalId, SeatId, option_ref
from ..moves import DELEGATES, FACILITATORS, SHORT_LIMIT, Bounds, Move, check_terms, recorded, require
from ..refusals import RefusalCode
from ..rulebook import Rule
from ..state.exercise import Exercise
from ..tally import CHOICES, Electorate, Outcome, all_electors, electors, tally
from ..work_plan import fallen_tasks

NO_PROPOSAL = ProposalId("")


def committee_size(state: Exercise, rule: Rule) -> int:
    """How many seats a steering rule wants; 0 for every other rule."""
    if rule.kind != "steering":
        return 0
    by_caucus: dict[str, int] = {}
    for seat in state.voters:
        code = state.seats[seat].sector
        by_caucus[code] = min(by_caucus.get(code, 0) + 1, rule.per_caucus)
    return sum(by_caucus.values())


def first_committee(state: Exercise, rule: Rule) -> tuple[SeatId, ...]:
    """The committee until another is named: from each caucus people who are here first, in the scenario's order."""
    chosen: list[SeatId] = []
    if rule.kind == "steering":
        ranked = sorted(state.voters, key=lambda s: (not state.seats[s].person, not state.seats[s].present))
        for sector in state.rulebook.sectors:
            chosen.extend([s for s in ranked if state.seats[s].sector == sector.code][: rule.per_caucus])
    return tuple(chosen)


def electorate(state: Exercise, committee: tuple[SeatId, ...] | None = None) -> Electorate:
    """Who could vote if a decision opened now."""
    members = state.voters
    return Electorate(
        members,
        present=tuple(s for s in members if state.seats[s].present or not state.seats[s].person),
        caucus={s: state.seats[s].sector for s in members},
        weight={s: state.organization(s).weight for s in members},
        committee=tuple(s for s in (state.committee if committee is None else committee) if s in members),
        proxies=_proxies(state),
    )


def _proxies(state: Exercise) -> dict[SeatId, SeatId]:
    """Votes that are with another seat now: of those who went home first, then those that are lent. A rule that allows
    fewer than the last one leaves the later ones aside."""
    held: dict[SeatId, int] = {}
    found: dict[SeatId, SeatId] = {}
    gone = ((s, state.voice_of(s)) for s in state.seats)
    lent = ((lender, loan.to) for lender, loan in state.loans.items())
    for giver, to in (*((s, to) for s, to in gone if to), *lent):
        held[to] = held.get(to, 0) + 1
        if held[to] <= rule_now(state).proxies:
            found[giver] = to
    return found


def rule_now(state: Exercise) -> Rule:
    """The rule in force."""
    return state.rule or state.rulebook.default_rule


def no_decision_is_open(state: Exercise) -> None:
    """Refuse while another decision takes ballots."""
    other = state.open_decision
    require(other is None, RefusalCode.DECISION_OPEN, decision=other.id if other else "")


def room_can_decide(state: Exercise, rule: Rule | None = None) -> None:
    """Refuse while another decision is open, or where nobody could vote under the rule in force, or under another that
    decides this."""
    no_decision_is_open(state)
    require(electors(rule or rule_now(state), electorate(state)), RefusalCode.NO_ELECTORATE)


def decision_opened(
    state: Exercise,
    terms: Mapping[ClauseId, OptionId],
    at: int,
    proposal: ProposalId = NO_PROPOSAL,
    wording: Mapping[ClauseId, str] | None = None,
    *,
    by: SeatId = NO_SEAT,
    rule: Rule | None = None,
    review: bool = False,
) -> ev.DecisionOpened:
    """A decision on these terms: electorate, weights and rule as they are now. Without terms: whether to reopen.

    ``rule``: where another than the rule in force decides this.
    """
    rule, who = rule or rule_now(state), electorate(state)
    able = all_electors(rule, who)
    # a vote that is with somebody who may not vote here is not cast by anybody else
    who = replace(who, proxies={s: to for s, to in who.proxies.items() if s in able and to in able})
    return ev.DecisionOpened(
        DecisionId(f"d{len(state.decisions) + 1}"), dict(terms), proposal, rule, state.rule_from,
        who, state.apart, at, dict(wording or {}), clock=time_for_decision(state, at), by=by, review=review,
    )  # fmt: skip


def may_open(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    """Refuse unless a decision can be opened now, on this proposal where one is named."""
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    room_can_decide(state)
    proposal = state.on_table(target)
    require(not target or proposal, RefusalCode.UNKNOWN_TARGET, target=target)
    require(proposal is None or proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)


def _openable(state: Exercise, _actor: Actor) -> Iterable[str]:
    yield ""
    yield from state.tabled


def _open_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    if not target:
        return Bounds(terms=True)
    return proposal_seen(state, ProposalId(target))


def proposal_seen(state: Exercise, proposal: ProposalId) -> Bounds:
    """The version of a proposal on which a decision is opened must have been looked at."""
    return Bounds(seen=state.proposals[proposal].version)


def open_on(state: Exercise, key: ProposalId, at: int, by: SeatId = NO_SEAT) -> ev.DecisionOpened:
    """A decision on a proposal as it stands."""
    proposal = state.proposals[key]
    check_terms(state, proposal.terms)
    return decision_opened(state, proposal.terms, at, proposal.id, proposal.wording, by=by)


def _open(state: Exercise, command: cmd.OpenDecision, envelope: Envelope) -> tuple[ev.DecisionOpened, ...]:
    if command.proposal:
        return (open_on(state, command.proposal, envelope.at),)
    return (decision_opened(state, command.terms, envelope.at),)


def decision_is_open(state: Exercise, decision: str) -> None:
    """Refuse where there is no such decision, or where it takes no ballots any more."""
    found = state.decisions.get(DecisionId(decision))
    require(found, RefusalCode.UNKNOWN_TARGET, target=decision)
    require(found is None or found.status == "open", RefusalCode.DECISION_CLOSED, decision=decision)


def _may_vote(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    decision_is_open(state, target)
    decision = state.decisions[DecisionId(target)]
    require(seat in all_electors(decision.rule, decision.electorate), RefusalCode.NO_VOTE)


def _decisions(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.decisions


def _vote_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"reason": SHORT_LIMIT}, values={"choice": CHOICES})


def _vote(state: Exercise, command: cmd.CastBallot, envelope: Envelope) -> tuple[ev.BallotCast, ...]:
    old = state.decisions[command.decision].ballots.get(command.seat)
    choice = next(c for c in CHOICES if c == command.choice)
    if old and (old.choice, old.reason) == (choice, command.reason.strip()):
        return ()
    return (
        ev.BallotCast(
            command.decision, command.seat, choice, command.reason.strip(), old.choice if old else None,
            recorded=recorded(envelope), bot=envelope.actor.role == "bot",
        ),
    )  # fmt: skip


def _may_end(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    decision_is_open(state, target)


def _close(state: Exercise, command: cmd.CloseDecision, _envelope: Envelope) -> tuple[Any, ...]:
    decision = state.decisions[command.decision]
    awaited = () if command.anyway else awaited_votes(state, decision)
    names = ", ".join(state.organization(s).short for s in awaited)
    require(not awaited, RefusalCode.DECISION_AWAITED, awaited=names)
    ballots = {seat: ballot.choice for seat, ballot in decision.ballots.items()}
    outcome = tally(decision.rule, decision.electorate, ballots)
    if decision.id in state.trial.asked:
        # about the test alone: the text that was signed stays as it is
        closed = ev.DecisionClosed(decision.id, outcome)
        ((clause, option),) = decision.terms.items()
        return (closed, ev.TrialChanged(clause, option, decision.id)) if outcome.passed else (closed,)
    return settled(state, decision.id, decision.terms, decision.wording, outcome)


def settled(
    state: Exercise,
    decision: DecisionId,
    terms: Mapping[ClauseId, OptionId],
    wording: Mapping[ClauseId, str],
    outcome: Outcome,
) -> tuple[Any, ...]:
    """What follows from the count: nothing, or the clauses that it settles. Without terms: the text is open again."""
    events: list[Any] = [ev.DecisionClosed(decision, outcome)]
    if not outcome.passed:
        return tuple(events)
    if not terms:
        events.append(ev.TextReopened(state.signing.counted))
    for clause, option in terms.items():
        before = state.agreement.get(clause)
        drafted = wording.get(clause, "")
        events.append(ev.ClauseAdopted(clause, option, decision, before.option if before else None, drafted))
        chosen = state.rulebook.clause_of[clause].option(option)
        if chosen and chosen.rule:
            # last, as what else binds: a package that changes the rule is itself counted under the old one
            events.append(
                ev.RuleChanged(chosen.rule, option_ref(clause, option), first_committee(state, chosen.rule))
            )
    gone = fallen_tasks(state, terms)
    if gone:
        events.append(ev.TasksDropped(gone))
    bonds = bonds_after(state, terms, decision)
    if bonds != state.bonds:
        events.append(ev.BondsChanged(bonds))
    return tuple(sorted(events, key=lambda event: isinstance(event, ev.RuleChanged | ev.BondsChanged)))


def _cancel(
    _state: Exercise, command: cmd.CancelDecision, _envelope: Envelope
) -> tuple[ev.DecisionCancelled, ...]:
    return (ev.DecisionCancelled(command.decision),)


def _may_name(state: Exercise, _actor: Actor, _seat: SeatId, _target: str) -> None:
    require(rule_now(state).kind == "steering", RefusalCode.NOT_ALLOWED)
    require(state.open_decision is None, RefusalCode.DECISION_OPEN, decision="")


def _name(state: Exercise, command: cmd.NameCommittee, _envelope: Envelope) -> tuple[ev.CommitteeNamed, ...]:
    voters, seats = set(state.voters), tuple(dict.fromkeys(command.seats))
    for seat in seats:
        require(seat in voters, RefusalCode.SEAT_UNKNOWN, seat=seat)
    size = committee_size(state, rule_now(state))
    per_caucus: dict[str, int] = {}
    for seat in seats:
        per_caucus[state.seats[seat].sector] = per_caucus.get(state.seats[seat].sector, 0) + 1
    fits = len(seats) == size and max(per_caucus.values(), default=0) <= rule_now(state).per_caucus
    require(fits, RefusalCode.COMMITTEE_SIZE, size=size, per_caucus=rule_now(state).per_caucus)
    return (ev.CommitteeNamed(seats, state.committee),)


MOVES = (
    Move(
        cmd.OpenDecision, FACILITATORS, _open, may_open, _openable, _open_bounds, "proposal", for_seat=False
    ),
    Move(cmd.CastBallot, DELEGATES, _vote, _may_vote, _decisions, _vote_bounds, "decision"),
    Move(
        cmd.CloseDecision, FACILITATORS, _close, _may_end, _decisions, target_field="decision", for_seat=False
    ),
    Move(
        cmd.CancelDecision,
        FACILITATORS,
        _cancel,
        _may_end,
        _decisions,
        target_field="decision",
        for_seat=False,
    ),
    Move(cmd.NameCommittee, FACILITATORS, _name, _may_name, for_seat=False),
)
