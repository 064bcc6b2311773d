"""How the five-year test goes on: asked for, run, told, changed, run again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .. import seminar_change as change
from ..events import exercise as ev
from ..ids import OptionRef
from ..state.exercise import Exercise
from ..state.trial import Call, Change, Trial
from .table import Evolvers

STAGE: Final = "years"


def _called(state: Exercise, event: ev.TrialCalled) -> Exercise:
    call = Call(event.seed, event.at)
    trial = replace(state.trial, call=call, told=0) if event.again else Trial(call, asked=state.trial.asked)
    return replace(state, trial=trial, stage=STAGE)


def _ran(state: Exercise, event: ev.TrialRan) -> Exercise:
    results = (*state.trial.results, event.result)
    return replace(state, trial=replace(state.trial, call=None, results=results))


def _told(state: Exercise, event: ev.TrialTold) -> Exercise:
    return replace(state, trial=replace(state.trial, told=event.upto), stage=STAGE)


def _asked(state: Exercise, event: ev.TrialChangeAsked) -> Exercise:
    asked = (*state.trial.asked, event.decision)
    return replace(state, trial=replace(state.trial, asked=asked, wish=event.option))


def _changed(state: Exercise, event: ev.TrialChanged) -> Exercise:
    made = Change(event.clause, event.option, event.decision)
    return replace(state, trial=replace(state.trial, change=made, wish=OptionRef("")))


def _followed(state: Exercise, event: ev.SeminarFollowed) -> Exercise:
    # each step has its own scene
    return replace(state, stage="") if isinstance(event.change, change.StepBegun) else state


def _off_stage(state: Exercise, _event: Any) -> Exercise:
    return replace(state, stage="")


EVOLVERS: Final[Evolvers] = {
    ev.TrialCalled: _called,
    ev.TrialRan: _ran,
    ev.TrialTold: _told,
    ev.TrialChangeAsked: _asked,
    ev.TrialChanged: _changed,
    ev.SeminarFollowed: _followed,
    ev.SigningOpened: _off_stage,
    ev.TextReopened: _off_stage,
}
