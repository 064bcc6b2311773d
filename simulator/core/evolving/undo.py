"""What facilitators did is remembered, and what is taken back is as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import NO_SEAT, DecisionId, PledgeId, SeatId
from ..slices import cut, joined, put_back
from ..state.exercise import Exercise
from ..state.undo import DONE_KEPT, Done, DoneKind
from .table import Evolvers

_FOLLOWERS: Final = (
    ev.TextReopened,
    ev.ClauseAdopted,
    ev.RuleChanged,
    ev.TasksDropped,
    ev.BondsChanged,
    ev.SuppliesChanged,
    ev.ClauseReopened,
)
"""What a count settles, or an event does, comes right behind it."""


_LEADERS: Final = ("decision.closed", "inject.thrown")


def _act(state: Exercise, event: Any) -> tuple[DoneKind, str, SeatId] | None:
    """The act that an event begins, where somebody who steers did or recorded it: its kind, about what, for whom."""
    match event:
        case ev.BallotCast(recorded=True):
            return "ballot.cast", event.decision, event.seat
        case ev.StanceSet(recorded=True):
            return "stance.set", event.target, event.seat
        case ev.PledgeMade(recorded=True):
            return "pledge.made", event.pledge, event.seat
        case ev.PledgeRevised(recorded=True):
            return "pledge.revised", event.pledge, state.pledges[event.pledge].seat
        case ev.PledgeWithdrawn(recorded=True):
            return "pledge.withdrawn", event.pledge, state.pledges[event.pledge].seat
        case ev.SignatureGiven(recorded=True):
            return "signature.given", event.seat, event.seat
        case ev.DecisionOpened(consent="", by=""):
            return "decision.opened", event.decision, NO_SEAT
        case ev.DecisionCancelled():
            return "decision.cancelled", event.decision, NO_SEAT
        case ev.DecisionClosed() if not any(
            item.decision == event.decision for item in state.consents.items.values()
        ):
            return "decision.closed", event.decision, NO_SEAT
        case ev.InjectThrown():
            return "inject.thrown", event.inject, NO_SEAT
        case ev.CommitteeNamed():
            return "committee.named", "", NO_SEAT
    return None


def _left(done: Done, gone: SeatId) -> Done:
    kept = {s: loan for s, loan in done.before.loans.items() if gone not in (s, loan.to if loan else "")}
    return done if kept == done.before.loans else replace(done, before=replace(done.before, loans=kept))


def remembered(before: Exercise, after: Exercise, event: Any) -> Exercise:
    """The state after ``event`` that remembers what a facilitator did by it."""
    if isinstance(event, ev.SeminarFollowed) and isinstance(event.change, change.SeatLeft | change.ProxySet):
        # what falls with the seat (evolving/lending.py) does not come back by an undo
        return replace(after, done=tuple(_left(act, event.change.seat) for act in after.done))
    version = before.version + 1
    last = before.done[-1] if before.done else None
    if isinstance(event, _FOLLOWERS):
        if last is None or last.upto != before.version or last.kind not in _LEADERS:
            return after
        was, now = cut(before, after, last.kind, last.target)
        last = replace(last, upto=version, before=joined(was, last.before), after=joined(last.after, now))
        return replace(after, done=(*before.done[:-1], last))
    act = _act(before, event)
    if act is None:
        return after
    kind, about, seat = act
    done = Done(version, version, kind, about, seat, len(after.decisions), *cut(before, after, kind, about))
    return replace(after, done=(*before.done, done)[-DONE_KEPT:])


_NOTED_AS: Final = {
    "ballot.cast": "ballot.cast", "stance.set": "stance.set", "signature.given": "signature.give",
    "pledge.made": "pledge.make", "pledge.revised": "pledge.revise", "pledge.withdrawn": "pledge.withdraw",
}  # fmt: skip
"""What a seat's own list of who did what calls an act that was recorded for it."""


def _noted_about(state: Exercise, done: Done) -> str:
    """What the line of an act in the seat's list is about: of a pledge that was made its card, if it has one."""
    if done.kind == "signature.given":
        return ""
    if done.kind == "pledge.made":
        return state.pledges[PledgeId(done.target)].card
    return done.target


def _unnoted(state: Exercise, done: Done, about: str) -> Exercise:
    """The seat's list without the line of what is taken back."""
    acts, kind = list(state.acts.get(done.seat, ())), _NOTED_AS.get(done.kind)
    line = next((a for a in reversed(acts) if not a.person and a.kind == kind and a.target == about), None)
    if line is None:
        return state
    acts.remove(line)
    left = {seat: kept for seat, kept in state.acts.items() if seat != done.seat}
    return replace(state, acts={**left, done.seat: tuple(acts)} if acts else left)


def _undone(state: Exercise, event: ev.ActUndone) -> Exercise:
    after = put_back(state, event.before, event.about)
    for done in state.done:
        if done.version == event.act:
            after = _unnoted(after, done, _noted_about(state, done))
    if event.what == "decision.opened":
        key = DecisionId(event.about)
        called_off = replace(after.decisions[key], status="cancelled")
        after = replace(after, decisions={**after.decisions, key: called_off})
    if event.what == "inject.thrown":
        after = replace(after, thrown=tuple(t for t in after.thrown if t.inject != event.about))
    marked = tuple(
        Done(d.version, d.upto, d.kind, d.target, d.seat, undone=True) if d.version == event.act else d
        for d in after.done
    )
    return replace(after, done=marked)


EVOLVERS: Final[Evolvers] = {ev.ActUndone: _undone}
