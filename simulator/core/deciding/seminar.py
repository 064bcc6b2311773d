"""The seminar's own moves: people, seats, the running order and its clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..clockwork import Clock
from ..commands import seminar as cmd
from ..envelope import Envelope, Role
from ..events import seminar as ev
from ..ids import StepId
from ..moves import SHORT_LIMIT, require
from ..refusals import RefusalCode, Refused
from ..state.seminar import Seminar
from . import people

HELP_MODES = ("words", "signs", "points", "off")
BOT_MODES = ("none", "fill", "demo")
DEPTHS = ("basic", "full")
TALK_MODES = ("room", "remote")
LETTER_MODES = ("closed", "after")
LONGEST_EXTENSION = 120  # minutes


def _open(state: Seminar, command: cmd.OpenSeminar, _envelope: Envelope) -> tuple[Any, ...]:
    require(not state.rooms, RefusalCode.ALREADY_OPEN)
    for value, known in (
        (command.help, HELP_MODES), (command.bots, BOT_MODES), (command.depth, DEPTHS), (command.talk, TALK_MODES),
        (command.letters, LETTER_MODES),
    ):  # fmt: skip
        require(value in known, RefusalCode.BAD_VALUE, value=value[:40])
    book = state.rulebook
    if book is None or not command.rooms:
        raise Refused(RefusalCode.ROOM_UNKNOWN)
    events: list[Any] = [
        ev.SeminarOpened(
            command.rulebook_hash,
            command.help,
            command.bots,
            book.steps[0].id,
            command.depth,
            command.talk,
            command.letters,
        )
    ]
    for plan in command.rooms:
        cast = book.cast(plan.cast)
        if cast is None:
            raise Refused(RefusalCode.BAD_VALUE, value=str(plan.cast))
        events.append(ev.RoomOpened(plan.id, plan.name, plan.cast, cast.seats))
    return tuple(events)


def next_step(state: Seminar) -> StepId | None:
    """The step after the present one, None at the end."""
    steps = [s.id for s in state.rulebook.steps] if state.rulebook else []
    # before the first step has begun, the first one is next
    if not state.step_began:
        return steps[0] if steps else None
    after = steps[steps.index(state.step) + 1 :] if state.step in steps else steps
    return after[0] if after else None


def _enter(state: Seminar, command: cmd.EnterStep, envelope: Envelope) -> tuple[Any, ...]:
    wanted = command.step or next_step(state)
    require(wanted, RefusalCode.STEP_LAST)
    step = state.rulebook.step_of.get(StepId(str(wanted))) if state.rulebook else None
    require(step, RefusalCode.STEP_UNKNOWN, step=wanted)
    minutes = step.minutes if step else 0
    return (ev.StepEntered(StepId(str(wanted)), envelope.at, Clock(ends_at=envelope.at + minutes * 60_000)),)


def _pause(state: Seminar, _command: cmd.PauseClock, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    require(state.clock.running, RefusalCode.CLOCK_PAUSED)
    return (ev.ClockChanged("paused", state.clock, state.clock.stopped(envelope.at)),)


def _resume(state: Seminar, _command: cmd.ResumeClock, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    require(state.clock.paused, RefusalCode.CLOCK_RUNNING)
    return (ev.ClockChanged("resumed", state.clock, state.clock.started(envelope.at)),)


def _extend(state: Seminar, command: cmd.ExtendStep, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    in_range = 1 <= command.minutes <= LONGEST_EXTENSION
    require(in_range, RefusalCode.AMOUNT, least=1, most=LONGEST_EXTENSION)
    longer = state.clock.extended(command.minutes * 60_000, envelope.at)
    return (ev.ClockChanged("extended", state.clock, longer),)


def _hold(state: Seminar, command: cmd.HoldClock, _envelope: Envelope) -> tuple[Any, ...]:
    if not state.clock.running or command.gap <= 0:
        return ()
    return (ev.ClockChanged("held", state.clock, state.clock.held(command.gap)),)


def _slide(state: Seminar, command: cmd.ShowSlide, _envelope: Envelope) -> tuple[Any, ...]:
    step = state.rulebook.step_of.get(state.step) if state.rulebook else None
    require(step and 0 <= command.slide < len(step.slides), RefusalCode.BAD_VALUE, value=str(command.slide))
    return () if command.slide == state.slide else (ev.SlideShown(command.slide),)


def _scene(state: Seminar, command: cmd.ShowScene, _envelope: Envelope) -> tuple[Any, ...]:
    require(command.scene in cmd.SCENES, RefusalCode.BAD_VALUE, value=command.scene[:40])
    return () if command.scene == state.scene else (ev.SceneShown(command.scene),)


def _announce(state: Seminar, command: cmd.Announce, _envelope: Envelope) -> tuple[Any, ...]:
    text = command.text.strip()
    require(len(text) <= SHORT_LIMIT, RefusalCode.TEXT_TOO_LONG, most=SHORT_LIMIT, length=len(text))
    return () if text == state.notice else (ev.NoticeGiven(text),)


def _eyes(state: Seminar, command: cmd.EyesUp, _envelope: Envelope) -> tuple[Any, ...]:
    text = command.text.strip() if command.up else ""
    require(len(text) <= SHORT_LIMIT, RefusalCode.TEXT_TOO_LONG, most=SHORT_LIMIT, length=len(text))
    return (
        () if (command.up, text) == (state.eyes_up, state.eyes_text) else (ev.EyesChanged(command.up, text),)
    )


def _help(state: Seminar, command: cmd.SetHelp, _envelope: Envelope) -> tuple[Any, ...]:
    require(command.mode in HELP_MODES, RefusalCode.BAD_VALUE, value=command.mode[:40])
    return () if command.mode == state.settings.help else (ev.HelpChanged(command.mode),)


_Decider = Callable[[Seminar, Any, Envelope], tuple[Any, ...]]
_STEER: frozenset[Role] = frozenset({"facilitator"})
_SYSTEM: frozenset[Role] = frozenset({"system"})

DECIDERS: Final[dict[type[Any], tuple[frozenset[Role], _Decider]]] = {
    cmd.OpenSeminar: (_STEER | _SYSTEM, _open),
    **people.DECIDERS,
    cmd.EnterStep: (_STEER | _SYSTEM, _enter),
    cmd.PauseClock: (_STEER, _pause),
    cmd.ResumeClock: (_STEER, _resume),
    cmd.ExtendStep: (_STEER, _extend),
    cmd.HoldClock: (_SYSTEM, _hold),
    cmd.ShowSlide: (_STEER, _slide),
    cmd.ShowScene: (_STEER, _scene),
    cmd.Announce: (_STEER, _announce),
    cmd.EyesUp: (_STEER, _eyes),
    cmd.SetHelp: (_STEER, _help),
}


def decide_seminar(state: Seminar, command: cmd.SeminarCommand, envelope: Envelope) -> tuple[Any, ...]:
    """The events that a seminar command causes now; none where it changes nothing. Raises `Refused`."""
    roles, decider = DECIDERS[type(command)]
    require(envelope.actor.role in roles, RefusalCode.NOT_ALLOWED)
    return decider(state, command, envelope)
