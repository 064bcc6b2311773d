"""The news: what everybody reads of an event, and what one seat alone reads."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import SeatId
from ..replaying import debrief_begun
from ..rulebook import Inject, ResourceKind
from ..state.exercise import Exercise
from ..state.injects import Thrown
from .aftermath import Followed, followed
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class Lost:
    """A pledge that an event cut, as everybody sees it."""

    short: str
    hue: int
    kind: ResourceKind
    line: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Story:
    """What the paper says. ``funds`` are (kind, line, before, after), ``open_again`` (code, title), ``followed`` what
    came of it: only in the debrief."""

    inject: str
    title: str
    story: str
    dateline: str
    at: int
    minutes: int
    funds: tuple[tuple[ResourceKind, str, int, int], ...]
    lost: tuple[Lost, ...]
    open_again: tuple[tuple[str, str], ...]
    followed: Followed | None


@dataclass(frozen=True, slots=True)
class Paper:
    """The newspaper: its name in the scenario (empty: it has none), and its stories, newest first."""

    masthead: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """What an event means for one seat: paragraphs with their readers (a sector, "some", or it alone), the turn of
    its alternative ("better", "worse" or none; points only where the seminar shows points), what it still has to give
    (kind, before, after), and its pledges that were cut."""

    inject: str
    title: str
    texts: tuple[tuple[str, str], ...]
    turn: str
    before: int
    after: int
    means: tuple[tuple[ResourceKind, int, int], ...]
    lost: tuple[Lost, ...]


def inject_at(state: Exercise, key: str) -> Inject:
    """The event of this id."""
    return next(i for i in state.rulebook.injects if i.id == key)


def lost(state: Exercise, thrown: Thrown) -> tuple[Lost, ...]:
    """The pledges that an event cut."""
    return tuple(
        Lost(short(state, c.seat), hue(state, c.seat), c.kind, c.line, c.before, c.after) for c in thrown.cuts
    )


def opened(state: Exercise, thrown: Thrown) -> tuple[tuple[str, str], ...]:
    """The clauses that an event opened again."""
    found = (c for c in state.rulebook.clauses if c.id in thrown.reopened)
    return tuple((c.code, c.title) for c in found)


def _story(state: Exercise, thrown: Thrown) -> Story:
    inject, funds = inject_at(state, thrown.inject), thrown.funds
    return Story(
        inject.id, inject.title, inject.story, inject.dateline, thrown.at, thrown.minutes,
        tuple((f.kind, f.line, f.before, f.after) for f in funds), lost(state, thrown), opened(state, thrown),
        followed(state, thrown) if debrief_begun(state) else None,
    )  # fmt: skip


def news(state: Exercise) -> Paper:
    """What happened so far."""
    return Paper(state.rulebook.masthead, tuple(_story(state, t) for t in state.thrown))


def my_news(state: Exercise, seat: SeatId) -> tuple[Aside, ...]:
    """What the news means for this seat."""
    found = []
    names = {s.code: s.name for s in state.rulebook.sectors}
    for thrown in state.thrown:
        inject = inject_at(state, thrown.inject)
        texts = tuple(
            (names.get(a.sector, "" if len(a.seats) == 1 else "some"), a.text)
            for a in inject.asides
            if seat in a.seats
        )
        before, after = thrown.before.get(seat, 0), thrown.after.get(seat, 0)
        turn = "" if state.help == "off" or before == after else "better" if after > before else "worse"
        points = turn and state.help == "points"
        means = tuple(
            (m.kind, m.before, m.after) for m in thrown.means if m.seat == seat and m.before != m.after
        )
        cuts = zip(thrown.cuts, lost(state, thrown), strict=True)
        cut = tuple(one for mine, one in cuts if mine.seat == seat)
        if texts or turn or means or cut:
            found.append(
                Aside(
                    inject.id, inject.title, texts, turn, before // 1000 if points else 0,
                    after // 1000 if points else 0, means, cut,
                )
            )  # fmt: skip
    return tuple(found)
