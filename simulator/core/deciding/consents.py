"""The consent list: silence counts as yes, one objection of a party with a vote is enough.

What is adopted is a recorded decision, with the ballots of those who did not object, counted under the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..flagging import awaited_objections
from ..ids import ClauseId, ConsentId, OptionId, SeatId
from ..moves import (
    DELEGATES,
    FACILITATORS,
    SHORT_LIMIT,
    SYSTEM,
    Bounds,
    Move,
    check_terms,
    in_full_depth,
    recorded,
    require,
)
from ..refusals import RefusalCode, Refused
from ..state.consents import Consent
from ..state.exercise import Exercise
from ..tally import Choice, Electorate, all_electors, electors, tally
from .decisions import decision_opened, electorate, no_decision_is_open, rule_now, settled
from .proposals import text_is_open

SHORTEST, LONGEST = 2, 60
"""Minutes until something is adopted: long enough to object, and within the afternoon."""
MINUTE = 60_000


def free_clauses(state: Exercise) -> tuple[ClauseId, ...]:
    """The clauses that nothing on the list is about."""
    taken = {clause for item in state.consents.listed for clause in item.terms}
    return tuple(c for c in state.clauses if c not in taken)


def _not_listed_yet(state: Exercise, terms: Mapping[ClauseId, OptionId]) -> None:
    taken = set(terms) - set(free_clauses(state))
    code = state.rulebook.clause_of[min(taken)].code if taken else ""
    require(not taken, RefusalCode.CONSENT_LISTED, clause=code)


def _may_list(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    text_is_open(state)
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    require(electors(rule_now(state), electorate(state)), RefusalCode.NO_ELECTORATE)
    if not target:
        require(
            free_clauses(state),
            RefusalCode.CONSENT_LISTED,
            clause=state.rulebook.clause_of[state.clauses[0]].code,
        )
        return
    in_full_depth(state)
    proposal = state.on_table(target)
    if proposal is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    require(proposal.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)
    _not_listed_yet(state, proposal.terms)


def _listable(state: Exercise, _actor: Actor) -> Iterable[str]:
    yield ""
    yield from state.tabled


def _list_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    proposal = state.on_table(target)
    return Bounds(
        amount=(SHORTEST, LONGEST), terms=proposal is None, seen=proposal.version if proposal else None
    )


def _list(state: Exercise, command: cmd.ListConsent, envelope: Envelope) -> tuple[ev.ConsentListed, ...]:
    proposal = state.on_table(command.proposal)
    terms = proposal.terms if proposal else command.terms
    check_terms(state, terms)
    _not_listed_yet(state, terms)
    wait = command.amount * MINUTE
    clock = Clock(remaining=wait) if state.clock.paused else Clock(ends_at=envelope.at + wait)
    return (
        ev.ConsentListed(
            ConsentId(f"c{state.consents.count + 1}"), dict(terms), command.proposal,
            proposal.version if proposal else 0, dict(proposal.wording) if proposal else {}, rule_now(state),
            electorate(state), clock,
        ),
    )  # fmt: skip


def on_list(state: Exercise, target: str) -> Consent:
    """The item, while it is on the list."""
    item = state.consents.items.get(ConsentId(target))
    if item is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    require(item.status == "listed", RefusalCode.CONSENT_OVER)
    return item


def stops(state: Exercise, item: Consent, seat: SeatId) -> bool:
    """Whether an objection of this seat takes the item off: it could vote when it was listed, and still can."""
    return seat in all_electors(item.rule, item.electorate) and seat in state.voters


def _may_object(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    item = on_list(state, target)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    if not stops(state, item, seat):
        in_full_depth(state)


def _items(state: Exercise, _actor: Actor) -> Iterable[str]:
    return state.consents.items


def _object_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"reason": SHORT_LIMIT})


def _object(
    state: Exercise, command: cmd.ObjectToConsent, envelope: Envelope
) -> tuple[ev.ConsentObjected | ev.ConsentNoted, ...]:
    item, reason = state.consents.items[command.item], command.reason.strip()
    by_hand, bot = recorded(envelope), envelope.actor.role == "bot"
    if stops(state, item, command.seat):
        return (ev.ConsentObjected(item.id, command.seat, reason, by_hand, bot),)
    before = item.notes.get(command.seat, "")
    if reason == before:
        return ()
    return (ev.ConsentNoted(item.id, command.seat, reason, before, by_hand, bot),)


def _may_take_off(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    item = state.consents.items.get(ConsentId(target))
    require(item, RefusalCode.UNKNOWN_TARGET, target=target)
    require(item is None or item.open, RefusalCode.CONSENT_OVER)


def _take_off(
    _state: Exercise, command: cmd.TakeOffConsent, _envelope: Envelope
) -> tuple[ev.ConsentTakenOff, ...]:
    return (ev.ConsentTakenOff(command.item),)


def _may_settle(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    on_list(state, target)


def _who_counts(state: Exercise, item: Consent) -> Electorate:
    """Those who could vote when it was listed and still can. Where the rule counts those present: present now, a vote
    that is with another seat included."""
    now = electorate(state)
    still = tuple(s for s in item.electorate.members if s in now.members)
    here = {*now.present, *now.proxies}
    return Electorate(
        still, tuple(s for s in still if s in here), {s: now.caucus[s] for s in still},
        {s: now.weight[s] for s in still}, tuple(s for s in now.committee if s in still),
    )  # fmt: skip


def _settle(state: Exercise, command: cmd.SettleConsent, envelope: Envelope) -> tuple[Any, ...]:
    item = state.consents.items[command.item]
    # one thing after another: while the room votes, nothing is adopted beside it
    if not _is_due(item, envelope.at) or state.open_decision or awaited_objections(state, item):
        return ()
    return _counted(state, item, envelope.at)


def _is_due(item: Consent, at: int) -> bool:
    return item.clock.ends_at is not None and at >= item.clock.ends_at


def _adopt(state: Exercise, command: cmd.AdoptConsent, envelope: Envelope) -> tuple[Any, ...]:
    item = state.consents.items[command.item]
    require(_is_due(item, envelope.at), RefusalCode.CONSENT_EARLY)
    return _counted(state, item, envelope.at)


def _may_adopt(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    item = on_list(state, target)
    no_decision_is_open(state)
    # where nobody is waited for it is adopted by itself
    require(awaited_objections(state, item), RefusalCode.CONSENT_EARLY)


def _counted(state: Exercise, item: Consent, at: int) -> tuple[Any, ...]:
    """What comes of an item whose time is up: adopted by those who said nothing, or too few of them are here."""
    who, rule = _who_counts(state, item), item.rule
    able = all_electors(rule, who) & set(who.present if rule.of == "present" else who.members)
    silent = tuple(s for s in who.members if s in able)
    yes: dict[SeatId, Choice] = dict.fromkeys(silent, "yes")
    outcome = tally(rule, who, yes, silent)
    if not outcome.passed:
        return (ev.ConsentLapsed(item.id),)
    opened = decision_opened(state, item.terms, at, item.proposal, item.wording)
    opened = replace(opened, electorate=who, consent=item.id, silent=silent, clock=Clock())
    return (opened, *settled(state, opened.decision, item.terms, item.wording, outcome))


MOVES = (
    Move(
        cmd.ListConsent, FACILITATORS, _list, _may_list, _listable, _list_bounds, "proposal", for_seat=False
    ),
    Move(cmd.ObjectToConsent, DELEGATES, _object, _may_object, _items, _object_bounds, "item"),
    Move(
        cmd.TakeOffConsent,
        FACILITATORS,
        _take_off,
        _may_take_off,
        _items,
        target_field="item",
        for_seat=False,
    ),
    Move(cmd.AdoptConsent, FACILITATORS, _adopt, _may_adopt, _items, target_field="item", for_seat=False),
    Move(cmd.SettleConsent, SYSTEM, _settle, _may_settle, _items, target_field="item", for_seat=False),
)
