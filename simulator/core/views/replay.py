"""A room as it was: one moment of its history, as much of it as the level of the replay shows.

At the level "public" a frame is made of what every page could show at that moment, and of nothing else. "hands" adds
hands that were closed then and were opened since: the ballots of decisions that were counted, the marks of sense checks
that were closed. What was called off was never counted, and stays hidden for good. "letters" adds letters, once they
are open to the whole room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ..binding import is_closed
from ..envelope import FACILITATOR
from ..events import exercise as ev
from ..ids import ClauseId, DecisionId, OptionId, SeatId, option_ref, split_ref
from ..replaying import HANDS, LETTERS, PUBLIC, debrief_begun, shows
from ..sensing import hidden_on, shown_marks
from ..state.exercise import Exercise
from ..state.stances import NEAREST, Stance
from ..tally import with_proxies
from .clauses import term
from .coalition import Coalition, coalition
from .letters import is_letter, may_read
from .marks import Totals, caucuses, totals
from .outcome import DecisionCard, current_decision
from .room import Dot, clauses_now, dot, mark
from .seating import hue, short
from .talk import MessageLine

LETTERS_SHOWN = 12
_MARKS = ("yes", "with", "aside", "no", "said", "unsaid")
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Whether everybody of the room may play it back."""

    open: bool


@dataclass(frozen=True, slots=True)
class About:
    """What the marks of the seats are about; ``hidden``: a sense check hid them then, and does so still."""

    kind: str  # option, proposal, decision, nothing
    code: str
    letter: str
    title: str
    counts: tuple[tuple[str, int], ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class ClauseNow:
    """A clause with what was settled, or the option that was nearest to agreement (no letter: nobody had marked one, or
    the room keeps to counts it did not tell)."""

    id: ClauseId
    code: str
    title: str
    settled: bool
    letter: str
    option: str
    totals: Totals | None
    shown: bool


@dataclass(frozen=True, slots=True)
class OldLetter:
    """A letter with the short names of those it was for."""

    line: MessageLine
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The room at one moment. ``hands`` are ballots of the decision that was open: short name, hue, choice."""

    step: str
    about: About
    seats: tuple[Dot, ...]
    clauses: tuple[ClauseNow, ...]
    coalition: Coalition
    decision: DecisionCard | None
    hands: tuple[tuple[str, int, str], ...]
    letters: tuple[OldLetter, ...]


@dataclass(frozen=True, slots=True)
class WallMoment:
    """A moment on the wall: what the public level shows, and no field for more."""

    step: str
    about: About
    seats: tuple[Dot, ...]
    clauses: tuple[ClauseNow, ...]
    decision: DecisionCard | None


@dataclass(frozen=True, slots=True)
class OnWall:
    """Which moment the wall is to show (0: none); what it looked like is read from the log."""

    moment: int
    clause: str


def offered(state: Exercise) -> Offered:
    """In the debrief everybody may look back at what everybody saw."""
    return Offered(debrief_begun(state))


def _nearest(state: Exercise, clause: ClauseId) -> tuple[OptionId | None, Totals | None]:
    """The option that most could live with as it is, of those that anybody has marked."""
    best: tuple[tuple[int, int], OptionId, Totals] | None = None
    for option in state.rulebook.clause_of[clause].options:
        found = totals(caucuses(state, option_ref(clause, option.id)))
        if found.yes + found.with_changes + found.no:
            rank = (2 * found.yes + found.with_changes - 2 * found.no, found.yes)
            if best is None or rank > best[0]:
                best = (rank, option.id, found)
    return (best[1], best[2]) if best else (None, None)


def _clause(state: Exercise, clause: ClauseId, shown: ClauseId) -> ClauseNow:
    found, adopted = state.rulebook.clause_of[clause], state.agreement.get(clause)
    if adopted:
        words = term(state, clause, adopted.option)
        return ClauseNow(
            clause, found.code, found.title, True, words.letter, words.title, None, clause == shown
        )
    option, counts = (None, None) if is_closed(state) else _nearest(state, clause)
    words_or_none = term(state, clause, option) if option else None
    letter, title = (words_or_none.letter, words_or_none.title) if words_or_none else ("", "")
    return ClauseNow(clause, found.code, found.title, False, letter, title, counts, clause == shown)


def _target(state: Exercise, wanted: str) -> str:
    """The decision, the proposal or the option that the marks of the seats are about."""
    if wanted not in state.clauses:
        if state.floor in state.decisions or state.on_table(state.floor):
            return state.floor
        on_floor, option = split_ref(state.floor)
        if on_floor in state.clauses and option:
            return state.floor
        likely = (*(c for c in (on_floor,) if c in state.clauses), *clauses_now(state), *state.clauses)
        wanted = next(iter(likely), "")
    clause = ClauseId(wanted)
    if not clause:
        return ""
    adopted = state.agreement.get(clause)
    chosen = adopted.option if adopted else _nearest(state, clause)[0]
    return option_ref(clause, chosen or state.rulebook.clause_of[clause].options[0].id)


def _marks(state: Exercise, target: str, level: str, counted: Collection[str]) -> Mapping[SeatId, Stance]:
    check = hidden_on(state, target)
    if check and shows(level, HANDS) and check.id in counted:
        return state.stances.get(target, {})
    return shown_marks(state, target)


def _hands(state: Exercise, decision: str, level: str, counted: Collection[str]) -> Mapping[SeatId, str]:
    """The ballots of a decision that was open then, and has been counted since."""
    found = state.decisions.get(DecisionId(decision))
    if found is None or found.status != "open" or decision not in counted or not shows(level, HANDS):
        return {}
    return {s: ballot.choice for s, ballot in with_proxies(found.electorate, found.ballots).items()}


def _mark(state: Exercise, seat: SeatId, target: str, level: str, counted: Collection[str]) -> str:
    if target in state.decisions:
        return _hands(state, target, level, counted).get(seat) or mark(state, seat)
    stance = _marks(state, target, level, counted).get(seat)
    if stance is None:
        return "unsaid"
    return "said" if is_closed(state) else NEAREST.get(stance.value, stance.value)


def _about(state: Exercise, target: str, dots: Iterable[Dot], level: str, counted: Collection[str]) -> About:
    found = Counter(d.mark for d in dots if d.votes)
    counts = tuple((m, found[m]) for m in _MARKS if found[m])
    if target in state.decisions:
        return About("decision", target[1:], "", "", counts, False)
    check = hidden_on(state, target)
    hidden = check is not None and not (shows(level, HANDS) and check.id in counted)
    if state.on_table(target):
        author = state.proposals[target].author  # type: ignore[index]
        return About("proposal", "", "", short(state, author), counts, hidden)
    clause, option = split_ref(target)
    if clause not in state.clauses:
        return About("nothing", "", "", "", (), False)
    words = term(state, clause, option)
    return About("option", words.code, words.letter, words.title, counts, hidden)


def _letters(now: Exercise, state: Exercise, messages: Iterable[ev.MessageSent]) -> tuple[OldLetter, ...]:
    found = [m for m in messages if is_letter(m) and may_read(now, FACILITATOR, m)]
    return tuple(
        OldLetter(
            MessageLine(m.sender, short(state, m.sender), m.channel, m.text, m.at),
            tuple(short(state, s) for s in m.to if s != m.sender),
        )
        for m in reversed(found[-LETTERS_SHOWN:])
    )


def frame(
    now: Exercise, then: Exercise, level: str, counted: Collection[str], wanted: str = "",
    messages: Iterable[ev.MessageSent] = (),
) -> Frame:  # fmt: skip
    """The room as it was ``then``, for a replay at ``level`` of a room that is as it is ``now``.

    ``counted`` are the decisions and sense checks that were closed and counted by now; ``wanted`` the clause to look at
    (none: what was before the room); ``messages`` those written until then.
    """
    target = _target(then, wanted)
    dots = tuple(
        replace(dot(then, s), mark=_mark(then, s, target, level, counted) if target else "unsaid")
        for s in then.seats
    )
    hands = _hands(then, then.open_decision.id if then.open_decision else "", level, counted)
    step = then.current_step
    return Frame(
        step.title if step else "", _about(then, target, dots, level, counted), dots,
        tuple(_clause(then, c, split_ref(target)[0]) for c in then.clauses), coalition(then), current_decision(then),
        tuple((short(then, s), hue(then, s), choice) for s, choice in hands.items()),
        _letters(now, then, messages) if shows(level, LETTERS) else (),
    )  # fmt: skip


def on_wall(state: Exercise) -> OnWall:
    """The moment that the facilitator put on the wall."""
    return OnWall(state.moment.number, state.moment.clause) if state.moment else OnWall(0, "")


def wall_moment(then: Exercise, wanted: str = "") -> WallMoment:
    """The room as it was ``then``, for everybody: at the public level, whatever the replay is opened to."""
    found = frame(then, then, PUBLIC, (), wanted)
    return WallMoment(found.step, found.about, found.seats, found.clauses, found.decision)
