"""The bar on the page of a seat: the one thing that the room wants from its people now."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..deciding.injects import overturned
from ..hearing import owes_answers
from ..ids import DecisionId, SeatId
from ..permissions import may
from ..state.decisions import Decision
from ..state.exercise import Exercise
from .asking import Asked, asked
from .clauses import Term, term
from .room import marked_now
from .seat import delegate
from .seating import short


@dataclass(frozen=True, slots=True)
class Bar:
    """The one thing now. ``kind`` says which sentence: brief, wait, paused, vote, voted, sense, sensed, heard, sign,
    signed, review, passed, failed, step, over."""

    kind: str
    step: str
    step_kind: str
    do: str
    question: str
    place: int
    group_kind: str
    companions: tuple[str, ...]
    scribe: str
    scribe_is_me: bool
    decision: str
    terms: tuple[Term, ...]
    choice: str
    rule: str
    marked: int
    to_mark: int
    clock: Clock
    notice: str
    sense: Asked | None
    deadline: Clock = Clock()
    review: bool = False
    trial: bool = False
    listed: int = 0  # on the consent list: adopted soon, unless somebody objects


def _bar_kind(state: Exercise, seat: SeatId, choice: str) -> str:
    place, signing = state.seats[seat], state.signing
    if not place.read:
        return "brief"
    if state.clock == Clock():
        return "wait"
    if state.clock.paused:
        return "paused"
    decision = state.open_decision
    if decision and may(state, delegate(state, seat), cmd.CastBallot, seat, decision.id):
        return "voted" if choice else "vote"
    sense = asked(state, seat)
    if sense:
        return "sensed" if sense.answered else "sense"
    if owes_answers(state, seat):
        return "heard"
    if signing.status == "open" and place.votes:
        return "signed" if seat in signing.signatures else "sign"
    if signing.status == "concluded":
        return "over"
    if state.review:
        return "review"
    last = _just_decided(state)
    return last.status if last else "step"


def _just_decided(state: Exercise) -> Decision | None:
    """The counted decision that the room still looks at: until something else is on the floor."""
    last = state.decisions.get(DecisionId(state.floor))
    return last if last and last.status in ("passed", "failed") and not overturned(state, last) else None


def bar(state: Exercise, seat: SeatId) -> Bar:
    """What the room wants from this person now."""
    step, group, decision = state.current_step, state.group_of(seat), state.open_decision
    about = decision or _just_decided(state)
    ballot = decision.ballots.get(seat) if decision else None
    marked, to_mark = marked_now(state, seat, settled=False)
    rule = state.rule or state.rulebook.default_rule
    return Bar(
        kind=_bar_kind(state, seat, ballot.choice if ballot else ""),
        step=step.title if step else "", step_kind=step.kind if step else "", do=step.do if step else "",
        question=step.question if step else "",
        place=group.place if group else 0, group_kind=group.kind if group else "",
        companions=tuple(short(state, s) for s in group.members if s != seat) if group else (),
        scribe=short(state, group.scribe) if group else "", scribe_is_me=bool(group and group.scribe == seat),
        decision=decision.id if decision else "",
        terms=tuple(term(state, c, o) for c, o in about.terms.items()) if about else (),
        choice=ballot.choice if ballot else "", rule=decision.rule.spoken if decision else rule.spoken,
        marked=marked, to_mark=to_mark, clock=state.clock, notice=state.notice, sense=asked(state, seat),
        deadline=decision.clock if decision else Clock(), review=bool(decision and decision.review),
        trial=bool(decision and decision.id in state.trial.asked),
        listed=len(state.consents.listed) if state.seats[seat].read else 0,
    )  # fmt: skip
