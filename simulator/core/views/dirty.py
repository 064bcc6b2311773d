"""Which parts an event changes. A superset is allowed, a miss is not: a property test compares with `project`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from .. import seminar_change as change
from ..envelope import FACILITATOR, ROOM, SCREEN, Audience, seat_audience
from ..events import exercise as ev
from ..ids import ClauseId, SeatId, split_ref
from ..state.exercise import Exercise
from .parts import SEAT, keys_of
from .talk import touched


@dataclass(frozen=True, slots=True)
class Dirty:
    """A part of an audience that has to be made again."""

    audience: Audience
    key: str


def _room(*keys: str) -> Iterator[Dirty]:
    return (Dirty(ROOM, key) for key in keys)


def _steering(*keys: str) -> Iterator[Dirty]:
    return (Dirty(FACILITATOR, key) for key in keys)


def _seat(seat: SeatId, *keys: str) -> Iterator[Dirty]:
    return (Dirty(seat_audience(seat), key) for key in keys)


def _played(state: Exercise) -> Iterator[SeatId]:
    return (s.id for s in state.seats.values() if s.person)


def _seats(state: Exercise, *keys: str) -> Iterator[Dirty]:
    return (Dirty(seat_audience(s), key) for s in _played(state) for key in keys)


def _dots(state: Exercise) -> Iterator[Dirty]:
    return _room("floor", *(f"dot/{s}" for s in state.seats))


def _whole_seat(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    return _seat(seat, *keys_of(state, SEAT, seat))


def _stances_of(state: Exercise, seat: SeatId) -> Iterator[Dirty]:
    return _seat(seat, *(k for k in keys_of(state, SEAT, seat) if k.startswith("stance/")))


def _electorate(state: Exercise) -> Iterator[Dirty]:
    """Who votes changed: the rule's arithmetic, and how each rule would look."""
    yield from _room("rule")
    for clause in state.clauses:
        if state.rulebook.clause_of[clause].decides_rule:
            yield from _room(*(f"option/{r}" for r in state.rulebook.refs(clause)))


def _everything(state: Exercise, _event: Any) -> Iterator[Dirty]:
    from .parts import PUBLIC, STEERING

    yield from _room(*keys_of(state, PUBLIC))
    yield Dirty(SCREEN, "scene")
    yield Dirty(SCREEN, "lobby")
    yield from _steering(*keys_of(state, STEERING))
    for seat in _played(state):
        yield from _whole_seat(state, seat)


def _clause_heads(state: Exercise) -> Iterator[Dirty]:
    return _room(*(f"clause/{c}" for c in state.clauses))


def _marked(state: Exercise) -> Iterator[Dirty]:
    """Whatever has been marked: the marks that the rules made for a seat go when a person takes it."""
    for target in state.stances:
        clause = split_ref(target)[0]
        if clause in state.clauses:
            yield from _room(f"option/{target}", f"objections/{clause}")
        else:
            yield from _room(f"proposal/{target}")


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Iterator[Dirty]:
    match event.change:
        case change.SeatHeld(seat) | change.SeatLeft(seat):
            yield from _room(f"dot/{seat}", "floor")
            yield from _electorate(state)
            yield Dirty(SCREEN, "lobby")
            yield from _steering("alerts", "deciding", "desk", "matrix", "newcomers", f"person/{seat}")
            yield from _whole_seat(state, seat)
            yield from _marked(state)
        case change.StepBegun():
            yield from _room("head", "groups", "pictures", *(f"proposal/{p}" for p in state.proposals))
            yield from _clause_heads(state)
            yield from _dots(state)
            yield Dirty(SCREEN, "scene")
            yield from _steering(
                "control", "matrix", "alerts", "deciding", *(f"person/{s}" for s in state.seats)
            )
            for seat in _played(state):
                yield from _seat(seat, "bar", "panels", "ballot", "pledges", "mysignature", "myproposal")
                yield from _stances_of(state, seat)
        case change.ClockSet():
            yield from _room("head")
            yield Dirty(SCREEN, "scene")
            yield from _steering("control")
            for seat in _played(state):
                yield from _seat(seat, "bar", "ballot", "pledges", "mysignature", "myproposal")
                yield from _stances_of(state, seat)
        case change.SlideSet():
            yield from _room("pictures")
            yield from _steering("control")
        case change.SceneSet():
            yield Dirty(SCREEN, "scene")
            yield from _steering("control")
        case change.NoticeSet():
            yield from _room("head")
            yield Dirty(SCREEN, "scene")
            yield from _steering("control")
            yield from _seats(state, "bar")
        case change.Standing():
            yield from _steering("newcomers")
        case change.HelpSet():
            yield from _steering("control")
            yield from _seats(state, "help", "pledges")


def _presence(state: Exercise, event: ev.PresenceMarked) -> Iterator[Dirty]:
    yield from _room(f"dot/{event.seat}")
    yield from _electorate(state)
    yield from _steering("alerts", "deciding", f"person/{event.seat}")


def _brief(state: Exercise, event: ev.BriefConfirmed) -> Iterator[Dirty]:
    yield from _room(f"dot/{event.seat}")
    yield Dirty(SCREEN, "lobby")
    yield from _steering("alerts", f"person/{event.seat}")
    yield from _whole_seat(state, event.seat)


def _stance(state: Exercise, event: ev.StanceSet) -> Iterator[Dirty]:
    clause = split_ref(event.target)[0]
    if clause in state.clauses:
        yield from _room(f"option/{event.target}", f"objections/{clause}")
        yield from _steering("matrix")
    else:
        yield from _room(f"proposal/{event.target}")
    if state.floor in (event.target, clause):
        yield from _room("floor", f"dot/{event.seat}")
    yield from _steering(f"person/{event.seat}")
    yield from _seat(event.seat, f"stance/{event.target}", "bar")


def _proposal_seat(state: Exercise, proposal: Any) -> Iterator[Dirty]:
    author = state.proposals[proposal].author
    if author:
        yield from _seat(author, "myproposal")


def _proposed(
    state: Exercise, event: ev.ProposalMade | ev.ProposalRevised | ev.ProposalWithdrawn
) -> Iterator[Dirty]:
    yield from _room(f"proposal/{event.proposal}")
    yield from _steering("deciding")
    yield from _proposal_seat(state, event.proposal)
    yield from _seats(state, f"stance/{event.proposal}")
    if state.floor == event.proposal:
        yield from _dots(state)
        yield Dirty(SCREEN, "scene")


def _floor(state: Exercise, _event: ev.FloorPut) -> Iterator[Dirty]:
    yield from _dots(state)
    yield from _seats(state, "bar")
    yield from _clause_heads(state)
    yield Dirty(SCREEN, "scene")
    yield from _steering("deciding")


def _decision(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from _room("decision", "verdicts", *(f"proposal/{p}" for p in state.proposals))
    yield from _dots(state)
    yield from _clause_heads(state)
    yield Dirty(SCREEN, "scene")
    yield from _steering("deciding", "desk", *(f"person/{s}" for s in state.seats))
    for seat in _played(state):
        yield from _seat(
            seat, "bar", "panels", "ballot", "myproposal", *(f"stance/{p}" for p in state.proposals)
        )


def _ballot(state: Exercise, event: ev.BallotCast) -> Iterator[Dirty]:
    yield from _room("decision")
    if state.floor == event.decision:
        yield from _room("floor", f"dot/{event.seat}")
    yield from _steering("deciding", f"person/{event.seat}")
    yield from _seat(event.seat, "ballot", "bar")


def _adopted(state: Exercise, event: ev.ClauseAdopted) -> Iterator[Dirty]:
    clause = ClauseId(event.clause)
    refs = state.rulebook.refs(clause)
    yield from _room("adoptions", "balance", f"clause/{clause}", *(f"option/{r}" for r in refs))
    yield from _steering("matrix", "desk")
    for seat in _played(state):
        yield from _seat(seat, "help", "brief", *(f"stance/{r}" for r in refs))


def _rule_changed(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from _room("rule")
    yield from _steering("deciding")
    yield from _seats(state, "bar")


def _pledge(state: Exercise, event: ev.PledgeMade | ev.PledgeRevised | ev.PledgeWithdrawn) -> Iterator[Dirty]:
    yield from _room("balance", f"pledge/{event.pledge}")
    yield from _seats(state, "help")
    if isinstance(event, ev.PledgeMade):
        yield from _seat(event.seat, "pledges")
    else:
        # the pledge no longer names its seat once it is gone; only seats with pledges can be meant
        yield from _seats(state, "pledges")


def _signing(state: Exercise, _event: Any) -> Iterator[Dirty]:
    yield from _room("signing", *(f"signature/{s}" for s in state.seats))
    yield Dirty(SCREEN, "scene")
    yield from _steering("desk", "deciding", *(f"person/{s}" for s in state.seats))
    yield from _seats(state, "bar", "panels", "mysignature", "pledges", "myproposal")


def _signed(state: Exercise, event: ev.SignatureGiven) -> Iterator[Dirty]:
    yield from _room("signing", f"signature/{event.seat}")
    yield from _steering("desk", f"person/{event.seat}")
    yield from _seat(event.seat, "bar", "mysignature")
    yield from _seats(state, "mysignature")


def _message(state: Exercise, event: ev.MessageSent) -> Iterator[Dirty]:
    for reader, key in touched(state, event):
        yield from _seat(reader, key) if reader else _room(key)
    if event.channel == "facilitator":
        yield from _steering("alerts")


_TOUCHED: Final[dict[type[Any], Callable[[Exercise, Any], Iterator[Dirty]]]] = {
    ev.ExerciseStarted: _everything,
    ev.SeminarFollowed: _followed,
    ev.PresenceMarked: _presence,
    ev.BriefConfirmed: _brief,
    ev.StanceSet: _stance,
    ev.ProposalMade: _proposed,
    ev.ProposalRevised: _proposed,
    ev.ProposalWithdrawn: _proposed,
    ev.FloorPut: _floor,
    ev.DecisionOpened: _decision,
    ev.BallotCast: _ballot,
    ev.DecisionClosed: _decision,
    ev.DecisionCancelled: _decision,
    ev.ClauseAdopted: _adopted,
    ev.RuleChanged: _rule_changed,
    ev.CommitteeNamed: _rule_changed,
    ev.PledgeMade: _pledge,
    ev.PledgeRevised: _pledge,
    ev.PledgeWithdrawn: _pledge,
    ev.SigningOpened: _signing,
    ev.SignatureGiven: _signed,
    ev.TextReopened: _signing,
    ev.SigningConcluded: _signing,
    ev.MessageSent: _message,
}


def dirty_parts(after: Exercise, event: ev.ExerciseEvent) -> Iterator[Dirty]:
    """The parts that ``event`` may have changed, given the state after it."""
    return _TOUCHED.get(type(event), _everything)(after, event)
