"""What an open sense check wants from one seat, and from those who steer."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..deciding.senses import sense_targets
from ..deciding.stances import stance_version
from ..envelope import Actor
from ..flagging import seems_here
from ..ids import ClauseId, SeatId
from ..permissions import may
from ..sensing import asked_about, asked_seats
from ..state.exercise import Exercise
from .clauses import term
from .listing import listed
from .seating import hue, short
from .senses import SenseAbout, Shot, about, shots

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class Asked:
    """The open check as one seat meets it. ``same``: one tap says that what it has marked stands."""

    check: str
    number: int
    about: SenseAbout
    hidden: bool
    answered: bool
    same: bool
    marked: int


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """The open check as its facilitator sees it: how many have said, and who has not (short name, hue, here)."""

    check: str
    number: int
    about: SenseAbout
    hidden: bool
    at: int
    said: int
    asked: int
    waiting: tuple[tuple[str, int, bool], ...]
    moved_on: bool  # the room is in another step by now


@dataclass(frozen=True, slots=True)
class SenseDesk:
    """Asking for a sense of the room: what can be asked about, the open check, and the last results of this target."""

    can_open: bool
    targets: tuple[tuple[str, str], ...]
    chosen: str
    open: OpenCheck | None
    about: SenseAbout | None
    shots: tuple[Shot, ...]


def asked(state: Exercise, seat: SeatId) -> Asked | None:
    """The open check, for a seat that can answer it."""
    check = state.senses.open
    if check is None:
        return None
    refs = asked_about(state, check.target)
    if stance_version(state, refs[0]) is None:
        return None
    same = may(state, Actor("delegate", state.seats[seat].person, seat), cmd.AnswerSense, seat, check.id)
    answered = seat in check.answered
    return Asked(
        check.id, check.number, about(state, check.target), check.hidden, answered, same and not answered,
        sum(seat in state.stances.get(ref, {}) for ref in refs),
    )  # fmt: skip


def panel_asked(state: Exercise) -> tuple[str, ClauseId | None]:
    """The panel where the room answers, or looks at the result, and its clause; nothing where no check is on."""
    target = state.senses.open.target if state.senses.open else state.senses.stage
    if not target:
        return "", None
    return ("clauses", ClauseId(target)) if target in state.clauses else ("proposals", None)


def _label(state: Exercise, target: str) -> str:
    if target in state.clauses:
        found = state.rulebook.clause_of[ClauseId(target)]
        return f"{found.code} {found.title}"
    proposal = state.tabled[target]  # type: ignore[index]
    terms = [term(state, c, o) for c, o in proposal.terms.items()]
    return " · ".join(
        t for t in (short(state, proposal.author), ", ".join(f"{t.code} {t.letter}" for t in terms)) if t
    )


def sense_desk(state: Exercise) -> SenseDesk:
    """Asking for a sense of the room."""
    # older proposals are put on the floor from their own page first
    shown = {*state.clauses, *listed(state)}
    check, targets = state.senses.open, tuple(t for t in sense_targets(state, STEERING) if t in shown)
    opened = None
    if check:
        seats = asked_seats(state)
        waiting = tuple(
            (short(state, s), hue(state, s), seems_here(state, s)) for s in seats if s not in check.answered
        )
        opened = OpenCheck(
            check.id, check.number, about(state, check.target), check.hidden, check.at, len(seats) - len(waiting),
            len(seats), waiting, check.step != state.step,
        )  # fmt: skip
    step = state.current_step
    wanted = (state.floor, *(step.clauses if step else ()))
    last = state.senses.last
    found = () if check or not last else shots(state, last, for_facilitator=True)
    return SenseDesk(
        bool(targets) and any(may(state, STEERING, cmd.OpenSense, SeatId(""), t) for t in targets),
        tuple((t, _label(state, t)) for t in targets), next((t for t in wanted if t in targets), ""), opened,
        about(state, last) if found else None, found,
    )  # fmt: skip
