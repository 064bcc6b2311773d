"""What facilitators keep in mind about seats, and whom a decision waits for because of it."""

from __future__ import annotations

from typing import Final

from .ids import SeatId
from .state.consents import Consent
from .state.decisions import Decision
from .state.exercise import Exercise
from .tally import all_electors, with_proxies

MORE_TIME: Final = "more_time"
FLAGS: Final = (MORE_TIME, "remote", "here", "away")
"""In the order in which they are shown. "here" and "away" say so whatever the laptop says; there is one at most."""
OF_PEOPLE: Final = (MORE_TIME, "remote")
"""What is about the people and goes along with them to another seat."""
BY_HAND: Final = ("here", "away")


def with_flag(flags: tuple[str, ...], flag: str, *, up: bool) -> tuple[str, ...]:
    """The flags of a seat after one was set or cleared."""
    gone = BY_HAND if flag in BY_HAND and up else (flag,)
    kept = {*flags} - {*gone} | ({flag} if up else set())
    return tuple(f for f in FLAGS if f in kept)


def seems_here(state: Exercise, seat: SeatId) -> bool:
    """Whether somebody of this seat is here, for those who steer: their own eyes count more than the laptop."""
    flags = state.flags.get(seat, ())
    return "here" in flags or ("away" not in flags and state.seats[seat].present)


def _need_time(state: Exercise) -> tuple[SeatId, ...]:
    return tuple(s for s in state.seats if MORE_TIME in state.flags.get(s, ()))


def awaited_votes(state: Exercise, decision: Decision) -> tuple[SeatId, ...]:
    """Who may vote in a decision, needs more time, and has not voted; nor has anybody for them."""
    able = all_electors(decision.rule, decision.electorate)
    voted = with_proxies(decision.electorate, decision.ballots)
    return tuple(s for s in _need_time(state) if s in able and s not in voted)


def awaited_objections(state: Exercise, item: Consent) -> tuple[SeatId, ...]:
    """Who could take an item off the consent list and needs more time for it. Silence is no answer of theirs yet."""
    able = all_electors(item.rule, item.electorate)
    return tuple(s for s in _need_time(state) if s in able and s in state.voters)
