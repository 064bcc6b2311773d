"""Who was heard, in numbers: how long a seat spoke by taps, what a room may be told, and whom to invite next.

Voice is what people tapped and answered. What they type says nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from . import seminar_change as change
from .clockwork import Clock
from .events import exercise as ev
from .ids import SeatId
from .speaking import speaking_order
from .state.exercise import Exercise
from .state.heard import NO, PARTLY, YES, Answer, HeardRound

LEAST: Final = 3
"""Fewer answers than this are told to nobody but those who steer: a count of two would tell who said what."""
LONGEST_STRETCH: Final = 10 * 60_000
"""Milliseconds that one tap counts at most, because a tap is easily forgotten."""
INVITED: Final = 3


def stretch(since: int, until: int) -> int:
    """How long somebody spoke at a table, in ms."""
    return max(0, min(until - since, LONGEST_STRETCH))


def _of_turn(state: Exercise, at: int) -> tuple[tuple[SeatId, int], ...]:
    """The turn before everybody that ends at this instant: its clock rested in each pause and over each gap."""
    now = state.speaking
    left = now.clock.left(at) if now.speaker else None
    return () if left is None else ((now.speaker, max(0, min(now.turn - left, LONGEST_STRETCH))),)


def _at_tables(state: Exercise, at: int) -> tuple[tuple[SeatId, int], ...]:
    return tuple((t.seat, stretch(t.since, at)) for t in state.heard.talking.values())


def _of_change(before: Exercise, said: change.SeminarChange) -> tuple[tuple[SeatId, int], ...]:
    match said:
        case change.StepBegun(at=at) if at:
            return (*_of_turn(before, at), *_at_tables(before, at))
        case change.ClockSet(clock, at=at) if clock.paused and at:
            return _at_tables(before, at)
    return ()


def spoken_by(before: Exercise, event: Any) -> tuple[tuple[SeatId, int], ...]:
    """Who has finished speaking with this event, and how long that was (ms). ``before`` is the state before it."""
    match event:
        case ev.TurnEnded(left=left) if before.speaking.speaker:
            return ((before.speaking.speaker, max(0, min(before.speaking.turn - left, LONGEST_STRETCH))),)
        case ev.TurnStarted(clock=clock):
            # a running clock says when it began, a resting one that the turn before rests too
            began = clock.ends_at - before.speaking.seconds * 1000 if clock.ends_at is not None else 0
            return _of_turn(before, began)
        case ev.SpeakerTapped(before=seat, spoken=spoken) if seat:
            return ((seat, spoken),)
        case ev.SeminarFollowed(change=said):
            return _of_change(before, said)
    return ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """How so many seats answered. ``sectors`` are those it is of: one, or those that are too small alone."""

    sectors: tuple[str, ...]
    yes: int
    partly: int
    no: int

    @property
    def seats(self) -> int:
        """How many answered."""
        return self.yes + self.partly + self.no


def counted(answers: Sequence[str], sectors: tuple[str, ...] = ()) -> Bucket:
    """The count of these answers."""
    return Bucket(sectors, answers.count(YES), answers.count(PARTLY), answers.count(NO))


def answered(of: HeardRound) -> Mapping[SeatId, Answer]:
    """The answers that say whether a seat was heard."""
    return {seat: a for seat, a in of.answers.items() if a.heard}


def told_of(state: Exercise, of: HeardRound) -> tuple[Bucket, ...]:
    """What everybody may be told of a round: a count for each sector of which at least `LEAST` seats answered. Smaller
    ones are counted together; where even that is too few, the smallest of the others joins them, so that no difference
    of two counts tells of fewer. Nothing where fewer answered at all."""
    by: dict[str, list[str]] = {s.code: [] for s in state.rulebook.sectors}
    for seat, answer in answered(of).items():
        by[state.seats[seat].sector].append(answer.heard)
    large = sorted((c for c, found in by.items() if len(found) >= LEAST), key=lambda c: len(by[c]))
    small = [c for c, found in by.items() if 0 < len(found) < LEAST]
    while small and large and sum(len(by[c]) for c in small) < LEAST:
        small.append(large.pop(0))
    rest = [a for c in by if c in small for a in by[c]]
    found = [counted(by[c], (c,)) for c in by if c in large]
    together = [counted(rest, tuple(c for c in by if c in small))] if len(rest) >= LEAST else []
    return (*found, *together)


def named(of: HeardRound) -> dict[SeatId, int]:
    """How many seats said of each organization that it changed their mind; who was named most comes first."""
    count: dict[SeatId, int] = {}
    for answer in of.answers.values():
        for seat in answer.changed:
            count[seat] = count.get(seat, 0) + 1
    return dict(sorted(count.items(), key=lambda one: -one[1]))


def named_twice(state: Exercise) -> int:
    """How many organizations were named at least twice, over all rounds that are closed."""
    total: dict[SeatId, int] = {}
    for of in state.heard.rounds:
        for seat, n in () if of.open else named(of).items():
            total[seat] = total.get(seat, 0) + n
    return sum(n >= 2 for n in total.values())


def tellable(state: Exercise) -> tuple[HeardRound, ...]:
    """The closed rounds of which the room may be told counts."""
    return tuple(r for r in state.heard.rounds if not r.open and len(answered(r)) >= LEAST)


def to_be_asked(state: Exercise) -> bool:
    """Whether this step is to end with the two questions, and nobody has asked them in it yet."""
    step, rounds = state.current_step, state.heard.rounds
    wanted = state.clock != Clock() and step is not None and step.heard
    return wanted and not any(r.step == state.step for r in rounds[-1:])


def owes_answers(state: Exercise, seat: SeatId) -> bool:
    """Whether the two questions are open and this seat has not answered them."""
    rounds = state.heard.rounds
    return bool(rounds) and rounds[-1].open and seat not in rounds[-1].answers


@dataclass(frozen=True, slots=True)
class Invitation:
    """A seat to invite to speak next, and why: ``heard`` is what it answered last (no, partly, or nothing yet)."""

    seat: SeatId
    heard: str
    spoken: int


def whom_to_invite(state: Exercise) -> tuple[Invitation, ...]:
    """Who is here and was least heard: first who said no, then partly, then who has not spoken; the one who spoke less
    before the other. None while nobody has answered or tapped."""
    last = state.heard.rounds[-1] if state.heard.rounds else None
    said = {seat: a.heard for seat, a in last.answers.items()} if last else {}
    if not any(said.values()) and not state.heard.spoken:
        return ()
    taken = {*speaking_order(state), state.speaking.speaker}
    found = [
        Invitation(s.id, said.get(s.id, ""), state.heard.spoken.get(s.id, 0))
        for s in state.seats.values()
        if s.person and s.present and s.id not in taken
    ]
    wanted = [i for i in found if i.heard in (NO, PARTLY) or not i.spoken]
    rank = {NO: 0, PARTLY: 1, "": 2, YES: 3}
    return tuple(sorted(wanted, key=lambda i: (rank[i.heard], i.spoken))[:INVITED])
