"""The seminar's own moves: people, seats, the running order and its clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..agenda import minutes_of, place_of, steps_of
from ..clockwork import MINUTE, Clock
from ..commands import seminar as cmd
from ..envelope import Envelope, Role
from ..events import seminar as ev
from ..ids import PersonId, StepId
from ..moves import SHORT_LIMIT, require
from ..refusals import RefusalCode, Refused
from ..state.seminar import Seminar
from . import agenda, moving, people
from .seen import as_seen

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


def _branch(state: Seminar, command: cmd.BranchSeminar, envelope: Envelope) -> tuple[Any, ...]:
    opened = _open(state, command.opening, envelope)
    return (
        *opened,
        ev.SeminarBranched(
            command.opening.rooms[0].id, command.origin, command.at, command.step, command.slide, command.scene,
            command.notice, command.clock, command.lengths, command.out, command.generation,
        ),
    )  # fmt: skip


def next_step(state: Seminar) -> StepId | None:
    """The step after the present one, None at the end."""
    book = state.rulebook
    if book is None:
        return None
    # before the first step has begun, the first one is next
    now = place_of(book, state.step) if state.step_began else -1
    return next((s.id for s in steps_of(book, state.agenda) if place_of(book, s.id) > now), None)


def _enter(state: Seminar, command: cmd.EnterStep, envelope: Envelope) -> tuple[Any, ...]:
    # two who press "Next" at once mean the same step: whoever comes second must not skip one
    same = command.step in ("", state.step)
    as_seen(state, "pace", command.seen, envelope.at, wish=("step",), done=same)
    wanted = command.step or next_step(state)
    require(wanted, RefusalCode.STEP_LAST)
    step = state.rulebook.step_of.get(StepId(str(wanted))) if state.rulebook else None
    require(step, RefusalCode.STEP_UNKNOWN, step=wanted)
    require(wanted not in state.agenda.out, RefusalCode.STEP_LEFT_OUT, step=step.title if step else "")
    minutes = minutes_of(state.rulebook, state.agenda, step.id) if state.rulebook and step else 0
    clock = Clock(ends_at=envelope.at + minutes * 60_000)
    return (ev.StepEntered(StepId(str(wanted)), envelope.at, clock, envelope.actor.person),)


def _by(envelope: Envelope) -> tuple[PersonId, int]:
    return envelope.actor.person, envelope.at


def _changed(why: str, state: Seminar, clock: Clock, envelope: Envelope) -> tuple[ev.ClockChanged, ...]:
    return (ev.ClockChanged(why, state.clock, clock, *_by(envelope)),)


def _pause(state: Seminar, command: cmd.PauseClock, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    as_seen(state, "pace", command.seen, envelope.at, wish=("paused",), done=state.clock.paused)
    require(state.clock.running, RefusalCode.CLOCK_PAUSED)
    return _changed("paused", state, state.clock.stopped(envelope.at), envelope)


def _resume(state: Seminar, command: cmd.ResumeClock, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    as_seen(state, "pace", command.seen, envelope.at, wish=("resumed",), done=state.clock.running)
    require(state.clock.paused, RefusalCode.CLOCK_RUNNING)
    return _changed("resumed", state, state.clock.started(envelope.at), envelope)


def _extend(state: Seminar, command: cmd.ExtendStep, envelope: Envelope) -> tuple[Any, ...]:
    require(state.clock != Clock(), RefusalCode.CLOCK_NONE)
    in_range = 1 <= command.minutes <= LONGEST_EXTENSION
    require(in_range, RefusalCode.AMOUNT, least=1, most=LONGEST_EXTENSION)
    last = state.steered.get("pace")
    # two who give two minutes each meant two, not four; one who gives them twice means four
    if last is None or (last.what, last.by) != ("extended", envelope.actor.person):
        as_seen(state, "pace", command.seen, envelope.at, wish=())
    return _changed("extended", state, state.clock.extended(command.minutes * 60_000, envelope.at), envelope)


def _hold(state: Seminar, command: cmd.HoldClock, _envelope: Envelope) -> tuple[Any, ...]:
    if not state.clock.running or not command.gap:
        return ()
    return (ev.ClockChanged("held", state.clock, state.clock.held(command.gap)),)


def _slide(state: Seminar, command: cmd.ShowSlide, envelope: Envelope) -> tuple[Any, ...]:
    same = command.slide == state.slide
    as_seen(state, "wall", command.seen, envelope.at, wish=("slide",), done=same)
    step = state.rulebook.step_of.get(state.step) if state.rulebook else None
    require(step and 0 <= command.slide < len(step.slides), RefusalCode.BAD_VALUE, value=str(command.slide))
    return () if same else (ev.SlideShown(command.slide, *_by(envelope)),)


def _scene(state: Seminar, command: cmd.ShowScene, envelope: Envelope) -> tuple[Any, ...]:
    require(command.scene in cmd.SCENES, RefusalCode.BAD_VALUE, value=command.scene[:40])
    same = command.scene == state.scene
    as_seen(state, "wall", command.seen, envelope.at, wish=("scene",), done=same)
    return () if same else (ev.SceneShown(command.scene, *_by(envelope)),)


def _announce(state: Seminar, command: cmd.Announce, envelope: Envelope) -> tuple[Any, ...]:
    text = command.text.strip()
    require(len(text) <= SHORT_LIMIT, RefusalCode.TEXT_TOO_LONG, most=SHORT_LIMIT, length=len(text))
    same = text == state.notice
    as_seen(state, "notice", command.seen, envelope.at, wish=("notice", "quiet"), done=same)
    return () if same else (ev.NoticeGiven(text, *_by(envelope)),)


def _eyes(state: Seminar, command: cmd.EyesUp, envelope: Envelope) -> tuple[Any, ...]:
    text = command.text.strip() if command.up else ""
    require(len(text) <= SHORT_LIMIT, RefusalCode.TEXT_TOO_LONG, most=SHORT_LIMIT, length=len(text))
    same = (command.up, text) == (state.eyes_up, state.eyes_text)
    as_seen(state, "eyes", command.seen, envelope.at, wish=("eyes_up", "eyes_down"), done=same)
    return () if same else (ev.EyesChanged(command.up, text, *_by(envelope)),)


def _help(state: Seminar, command: cmd.SetHelp, envelope: Envelope) -> tuple[Any, ...]:
    require(command.mode in HELP_MODES, RefusalCode.BAD_VALUE, value=command.mode[:40])
    same = command.mode == state.settings.help
    as_seen(state, "help", command.seen, envelope.at, wish=("help",), done=same)
    return () if same else (ev.HelpChanged(command.mode, *_by(envelope)),)


def _throw_everywhere(state: Seminar, command: cmd.ThrowEverywhere, envelope: Envelope) -> tuple[Any, ...]:
    injects = state.rulebook.injects if state.rulebook else ()
    inject = next((i for i in injects if i.id == command.inject), None)
    if inject is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=command.inject)
    happens = ev.InjectCalled(inject.id, *_by(envelope))
    # rooms in which it happened already leave it at that, and so does the clock
    clock = state.clock.moved(inject.minutes * MINUTE, envelope.at)
    if inject.id in state.called or clock == state.clock:
        return (happens,)
    return (happens, *_changed("event", state, clock, envelope))


_Decider = Callable[[Seminar, Any, Envelope], tuple[Any, ...]]
_STEER: frozenset[Role] = frozenset({"facilitator"})
_SYSTEM: frozenset[Role] = frozenset({"system"})

DECIDERS: Final[dict[type[Any], tuple[frozenset[Role], _Decider]]] = {
    cmd.OpenSeminar: (_STEER | _SYSTEM, _open),
    cmd.BranchSeminar: (_SYSTEM, _branch),
    **people.DECIDERS,
    **moving.DECIDERS,
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
    cmd.ThrowEverywhere: (_STEER | _SYSTEM, _throw_everywhere),
    cmd.SetAgenda: (_STEER | _SYSTEM, agenda.set_agenda),
    cmd.SkipStep: (_STEER, agenda.skip_step),
    cmd.PutOrderBack: (_STEER, agenda.put_order_back),
}


def decide_seminar(state: Seminar, command: cmd.SeminarCommand, envelope: Envelope) -> tuple[Any, ...]:
    """The events that a seminar command causes now; none where it changes nothing. Raises `Refused`."""
    roles, decider = DECIDERS[type(command)]
    require(envelope.actor.role in roles, RefusalCode.NOT_ALLOWED)
    return decider(state, command, envelope)
