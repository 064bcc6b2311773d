"""What binds the room now beside its rule, and how far it is from a review of that rule."""

from __future__ import annotations

from collections.abc import Mapping

from .clockwork import Clock
from .ids import ClauseId, DecisionId, OptionId, OptionRef, SeatId, option_ref, split_ref
from .rulebook import Binds, Reporting, Rule, Share
from .state.binding import Bond
from .state.exercise import Exercise

FAILURES = 2
"""So many decisions in a row must fail before the rule is reviewed."""
REVIEW_RULE = Rule("share", "", of="present", share=Share(1, 2, strictly=True))
"""The rule under which a rule is reviewed that does not say how. Its sentence is the shell's."""


def sitting(state: Exercise, binds: Binds) -> Binds:
    """The same with the conveners who sit in this room. Nobody convenes in the name of one who does not: a party that
    speaks for a neutral convener would not be neutral."""
    if binds.convener is None:
        return binds
    found = tuple(s for s in binds.convener if s in state.seats)
    return Binds(found, binds.pace, binds.reporting, binds.reopening)


def bonds_after(
    state: Exercise, terms: Mapping[ClauseId, OptionId], decision: DecisionId
) -> tuple[Bond, ...]:
    """What binds once these terms are adopted: a clause that is settled anew no longer binds as before."""
    bonds = [b for b in state.bonds if split_ref(b.option)[0] not in terms]
    for clause, option in terms.items():
        chosen = state.rulebook.clause_of[clause].option(option)
        if chosen and chosen.binds:
            bonds.append(Bond(option_ref(clause, option), sitting(state, chosen.binds), decision))
    return tuple(bonds)


def conveners(state: Exercise) -> tuple[SeatId, ...]:
    """The seats that may call a decision and lead the speakers' list beside the facilitator."""
    return tuple(s for bond in state.bonds for s in bond.binds.convener or ())


def reporting(state: Exercise) -> Reporting:
    """Whether the wall shows what tables report and where each stands; as ever where nothing says so."""
    said = [bond.binds.reporting for bond in state.bonds if bond.binds.reporting]
    return said[-1] if said else ""


def is_closed(state: Exercise) -> bool:
    """Whether the room has agreed that only its counts are public."""
    return reporting(state) == "closed"


def time_for_decision(state: Exercise, at: int) -> Clock:
    """The time that a decision gets which opens now; no clock where nothing binds the pace."""
    minutes = [bond.binds.pace for bond in state.bonds if bond.binds.pace]
    if not minutes:
        return Clock()
    span = minutes[-1] * 60_000
    return Clock(remaining=span) if state.clock.paused else Clock(ends_at=at + span)


def reopening_rule(state: Exercise) -> Rule | None:
    """The rule under which a signed text is reopened, where the agreement has one of its own."""
    rules = [bond.binds.reopening for bond in state.bonds if bond.binds.reopening]
    return rules[-1] if rules else None


def review_rule(state: Exercise) -> Rule:
    """The rule under which the room decides whether it keeps its rule."""
    return (state.rule or state.rulebook.default_rule).review or REVIEW_RULE


def failed_in_a_row(state: Exercise) -> int:
    """Decisions that failed one after another under the rule in force. A review begins the count anew."""
    rule, count = state.rule or state.rulebook.default_rule, 0
    for decision in reversed(list(state.decisions.values())):
        if decision.status in ("open", "cancelled") or decision.id in state.trial.asked:
            continue
        if decision.reopens and decision.rule != rule:
            continue  # how the text is reopened says nothing of the rule in force
        if decision.review or decision.status == "passed" or decision.rule != rule:
            break
        count += 1
    return count


def rules_to_review(state: Exercise) -> tuple[OptionRef, ...]:
    """The other rules that the room could take instead."""
    return tuple(
        option_ref(c, o.id)
        for c in state.clauses
        if state.rulebook.clause_of[c].decides_rule
        for o in state.rulebook.clause_of[c].options
        if o.rule and option_ref(c, o.id) != state.rule_from
    )
