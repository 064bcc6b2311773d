"""Undo: an act is taken back as long as everything it changed is as it left it, and nothing was built on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from ..agreement_text import agreement_hash
from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import DecisionId, SeatId
from ..moves import FACILITATORS, Move, require
from ..refusals import RefusalCode, Refused
from ..sensing import hidden_on
from ..slices import as_left, put_back
from ..state.decisions import Decision
from ..state.exercise import Exercise
from ..state.offers import Offer
from ..state.stances import Stance
from ..state.undo import Done, DoneKind, Slice
from ..work_plan import staff_given, staff_pledged, tasks


def _unless(built: object, what: str, count: int = 0) -> None:
    """Refuse, naming what was built on it."""
    require(not built, RefusalCode.UNDO_BUILT, built=what, count=count)


def _decision(state: Exercise, done: Done) -> Decision:
    return state.decisions[DecisionId(done.target)]


def _text_is_open(state: Exercise) -> None:
    signed = state.signing.counted
    _unless(signed, "signed", signed)
    _unless(state.signing.status != "closed", "frozen")


def _work_holds(state: Exercise, done: Done) -> None:
    """Refuse where work was taken on that there would not be, or staff given that nobody would have pledged."""
    after = put_back(state, done.before, done.target)
    known, work = {t.id for t in tasks(after)}, after.work
    taken = {t for about in (work.leads, work.asked, work.refused, work.support) for t in about} - known
    _unless(taken, "tasks", len(taken))
    _unless(any(staff_given(after, s) > staff_pledged(after, s) for s in after.seats), "staff")


def _ballot(state: Exercise, done: Done) -> None:
    _unless(_decision(state, done).status != "open", "counted")


def _pledge(state: Exercise, done: Done) -> None:
    _text_is_open(state)
    _work_holds(state, done)


def _signature(state: Exercise, _done: Done) -> None:
    _unless(state.signing.status != "open", "concluded")


def _opened(state: Exercise, done: Done) -> None:
    decision = _decision(state, done)
    _unless(decision.status != "open", "counted")
    _unless(decision.ballots, "voted", len(decision.ballots))


def _nothing_decided(state: Exercise, done: Done) -> None:
    _unless(len(state.decisions) != done.decisions, "decided")


def _list_rests(state: Exercise, done: Done) -> None:
    """Refuse where the consent list ran on: nothing is put back on it whose time has passed."""
    _unless(any(item and item.clock != Clock() for item in done.before.consents.values()), "consent")
    # what somebody objected to waits for a vote of its own, under whichever rule holds then
    _unless(done.before.rule and state.consents.listed, "consent")


def _named(state: Exercise, done: Done) -> None:
    _nothing_decided(state, done)
    _list_rests(state, done)
    _unless(any(item.open for item in state.consents.items.values()), "consent")


def _votes_again(state: Exercise, done: Done) -> None:
    """Refuse where the decision could not take ballots once more."""
    _nothing_decided(state, done)
    decision = done.before.decisions.get(DecisionId(done.target))
    if decision is not None and decision.proposal:
        now = state.on_table(decision.proposal)
        same = now and (now.terms, now.wording) == (decision.terms, decision.wording)
        _unless(not same or (now and now.status == "withdrawn"), "proposal")
    # while the room votes, nobody is asked how it stands
    _unless(state.senses.open, "asked")


def _cancelled(state: Exercise, done: Done) -> None:
    _votes_again(state, done)
    if _decision(state, done).reopens:
        _unless(state.signing.status == "closed", "reopened")
    else:
        _text_is_open(state)


def _closed(state: Exercise, done: Done) -> None:
    _votes_again(state, done)
    if not _decision(state, done).reopens:
        _text_is_open(state)
    _unless(state.review and not done.after.review, "review")
    _list_rests(state, done)
    _rule_rests(state, done)
    _work_holds(state, done)


def _rule_rests(state: Exercise, done: Done) -> None:
    """Refuse where something was built on the rule that the act brought."""
    if done.before.rule:
        _unless(state.choosing.marks or state.choosing.seated, "chosen")
        _unless(state.loans, "lent", len(state.loans))


def _thrown(state: Exercise, done: Done) -> None:
    """Refuse where what the event did was built on. An event that only told something can always be taken back."""
    before = done.before
    if before.agreement or before.rule:
        _nothing_decided(state, done)
        _list_rests(state, done)
        _rule_rests(state, done)
    if before.signing:
        # signatures come back to the text that they were given to, and to no other
        same = agreement_hash(put_back(state, before, done.target)) == before.signing[0].text_hash
        _unless(not same, "text")
    elif before.agreement or before.pledges:
        _text_is_open(state)
    if before.agreement or before.pledges:
        _work_holds(state, done)


GUARDS: Final[Mapping[DoneKind, Callable[[Exercise, Done], None]]] = {
    "ballot.cast": _ballot,
    "stance.set": lambda _state, _done: None,
    "pledge.made": _pledge,
    "pledge.revised": _pledge,
    "pledge.withdrawn": _pledge,
    "signature.given": _signature,
    "decision.opened": _opened,
    "decision.cancelled": _cancelled,
    "decision.closed": _closed,
    "committee.named": _named,
    "inject.thrown": _thrown,
}
"""What can be taken back, and what must not have been built on it. That everything the act changed is still as it left
it is asked of every kind."""


def _found(state: Exercise, act: str) -> Done:
    found = next((d for d in state.done if str(d.version) == act), None)
    if found is None or found.undone:
        raise Refused(RefusalCode.UNDO_GONE)
    return found


def _may(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    done = _found(state, target)
    GUARDS[done.kind](state, done)
    _unless(not as_left(state, done.after, done.target), "again")


def _acts(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (str(d.version) for d in state.done if not d.undone)


def _with_the_room(state: Exercise, clock: Clock, at: int) -> Clock:
    """A clock that is put back rests where the room rests, and goes on where it goes on."""
    if clock.running and state.clock.paused:
        return clock.stopped(at)
    return clock.started(at) if clock.paused and state.clock.running else clock


def _today(state: Exercise, was: Slice, at: int) -> Slice:
    """What is put back, without what people and time have overtaken."""

    def decision(old: Decision | None) -> Decision | None:
        return replace(old, clock=_with_the_room(state, old.clock, at)) if old else None

    def offer(old: Offer | None) -> Offer | None:
        # a count makes open offers firm and changes no other
        late = old is not None and old.step not in ("", state.step)
        clock = _with_the_room(state, old.clock if old else Clock(), at)
        return old and replace(old, clock=clock, status="lapsed" if late else "open")

    def mark(seat: SeatId, old: Stance | None) -> Stance | None:
        # what the rules marked for a seat is no mark of the person who took it since
        return None if old and old.bot and state.seats[seat].person else old

    return replace(
        was,
        marks={seat: mark(seat, old) for seat, old in was.marks.items()},
        decisions={key: decision(old) for key, old in was.decisions.items()},
        offers={key: offer(old) for key, old in was.offers.items()},
    )


def _undo(state: Exercise, command: cmd.UndoAct, envelope: Envelope) -> tuple[ev.ActUndone, ...]:
    done = _found(state, command.act)
    before = _today(state, done.before, envelope.at)
    audience = (done.seat,) if done.kind == "stance.set" and hidden_on(state, done.target) else ()
    return (ev.ActUndone(done.version, done.kind, done.target, before, envelope.at, audience),)


MOVES = (Move(cmd.UndoAct, FACILITATORS, _undo, _may, _acts, target_field="act", for_seat=False),)
