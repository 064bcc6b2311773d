"""The phone in a facilitator's hand: the clock, the vote, the wall, and the three things that press most.

Less than the facilitator's own page holds: whoever looks over a shoulder learns nothing that the wall would not say,
but for how many have voted and whom the facilitator waits for. No message is on it, only that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..clockwork import Clock
from ..ids import DecisionId, ProposalId
from ..state.exercise import Exercise
from .facilitator import control, deciding
from .helping import help_desk
from .needs import alerts
from .outcome import DecisionCard
from .screen import behind, scene
from .steered import HelmView
from .tables import TableName
from .throwing import Coming, near

MOST_URGENT = 3
MOST_NAMES = 6
UrgentKind = Literal["help", "letter", "door", "away", "quiet", "unread", "unled", "event"]


@dataclass(frozen=True, slots=True)
class Pace:
    """The step, its clock, what comes next, and what every laptop and the wall show."""

    room: str
    step: str
    next_title: str
    began: bool
    clock: Clock
    minutes_after: int
    eyes_up: bool
    scene: str  # chosen by hand; empty: it follows the step
    on_the_wall: str
    behind: str  # what is told behind it: the five years, the debrief
    helm: HelmView


@dataclass(frozen=True, slots=True)
class Motion:
    """A live proposal that the room can decide on now: who brings it, and its version."""

    proposal: ProposalId
    version: int
    author: str
    table: TableName | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voting:
    """The open decision, with how many have voted, or what could be put to the vote."""

    open: DecisionId
    card: DecisionCard | None
    waiting: int
    motions: tuple[Motion, ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """One thing that needs the facilitator: how many, and the first of them by name; of an event, when it comes."""

    kind: UrgentKind
    count: int
    names: tuple[str, ...]
    coming: Coming | None = None


def pace(state: Exercise) -> Pace:
    """The step and its clock."""
    now = control(state)
    return Pace(
        state.room, now.step, now.next_title, now.began, now.clock, now.minutes_after, now.eyes_up, now.scene,
        scene(state).name, behind(state), now.helm,
    )  # fmt: skip


def voting(state: Exercise) -> Voting:
    """The decision that is open, or the proposals that could be decided on; the newest first."""
    desk = deciding(state)
    motions = []
    for proposal, version, author, terms, table in desk.proposals if desk.can_open else ():
        motions.append(Motion(proposal, version, author, table, tuple(f"{t.code} {t.letter}" for t in terms)))
    return Voting(desk.open, desk.card if desk.open else None, len(desk.waiting), tuple(reversed(motions)))


def urgent(state: Exercise) -> tuple[Urgent, ...]:
    """What presses most: requests for help (with the table), letters, people at a door, laptops that are gone, unread
    briefs, tasks that nobody leads; and below, planned events that are near."""
    found = alerts(state)

    def all_of() -> Iterator[tuple[UrgentKind, tuple[str, ...], int]]:
        waits = [r for r in help_desk(state).waiting if r.plea.status != "answered"]
        yield "help", tuple(f"{r.short} ({r.place})" if r.place else r.short for r in waits), len(waits)
        yield "letter", tuple(m.short for m in reversed(found.letters)), len(found.letters)
        yield "door", (), found.doors
        yield "away", tuple(short for _, short, _ in found.away), len(found.away)
        yield "quiet", tuple(short for _, short, _ in found.quiet), len(found.quiet)
        yield "unread", tuple(short for _, short, _ in found.unread), len(found.unread)
        yield "unled", tuple(title for title, _ in found.unled), len(found.unled)

    people = tuple(
        Urgent(kind, count, tuple(dict.fromkeys(names))[:MOST_NAMES])
        for kind, names, count in all_of()
        if count
    )[:MOST_URGENT]
    # what comes by itself waits for nobody: it stands below, however many do
    return (*people, *(Urgent("event", 1, (title,), when) for title, when in near(state)))
