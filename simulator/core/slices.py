"""Parts of the state as an act found and left them: cut out, compared, put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .ids import DecisionId
from .state.exercise import Exercise
from .state.undo import DoneKind, Slice

Read = Callable[[Exercise, str], Mapping[Any, Any]]
Write = Callable[[Exercise, str, Mapping[Any, Any]], Exercise]


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A mapping of the state, given what the act was about."""

    read: Read
    write: Write


def _of(name: str) -> _Keyed:
    def write(state: Exercise, _about: str, values: Mapping[Any, Any]) -> Exercise:
        changes: dict[str, Any] = {name: values}
        return replace(state, **changes)

    return _Keyed(lambda state, _about: getattr(state, name), write)


def _ballots(state: Exercise, about: str) -> Mapping[Any, Any]:
    return state.decisions[DecisionId(about)].ballots


def _with_ballots(state: Exercise, about: str, ballots: Mapping[Any, Any]) -> Exercise:
    key = DecisionId(about)
    return replace(state, decisions={**state.decisions, key: replace(state.decisions[key], ballots=ballots)})


def _answered(state: Exercise, _about: str) -> Mapping[Any, Any]:
    check = state.senses.open
    return {f"{check.id}/{seat}": True for seat in check.answered} if check else {}


def _with_answered(state: Exercise, _about: str, answered: Mapping[Any, Any]) -> Exercise:
    check = state.senses.open
    if check is None:
        return state
    seats = tuple(s for s in check.answered if f"{check.id}/{s}" in answered)
    return replace(state, senses=replace(state.senses, open=replace(check, answered=seats)))


KEYED: Final[Mapping[str, _Keyed]] = {
    "marks": _Keyed(
        lambda state, about: state.stances.get(about, {}),
        lambda state, about, m: replace(state, stances={**state.stances, about: m}),
    ),
    "answered": _Keyed(_answered, _with_answered),
    "ballots": _Keyed(_ballots, _with_ballots),
    "signatures": _Keyed(
        lambda state, _about: state.signing.signatures,
        lambda state, _about, m: replace(state, signing=replace(state.signing, signatures=m)),
    ),
    "consents": _Keyed(
        lambda state, _about: state.consents.items,
        lambda state, _about, m: replace(state, consents=replace(state.consents, items=m)),
    ),
    **{
        name: _of(name)
        for name in (
            "pledges",
            "withdrawn",
            "decisions",
            "proposals",
            "agreement",
            "offers",
            "loans",
            "alternatives",
            "means",
            "funds",
        )
    },
}
WHOLE: Final = (
    "rule", "rule_from", "committee", "bonds", "review", "choosing", "work", "signing", "floor", "called", "stage",
    "scene",
)  # fmt: skip
_BINDING: Final = ("rule", "rule_from", "committee", "bonds", "review", "choosing", "work", "signing")
TOUCHES: Final[Mapping[DoneKind, tuple[str, ...]]] = {
    "ballot.cast": ("ballots",),
    "stance.set": ("marks", "answered"),
    "pledge.made": ("pledges",),
    "pledge.revised": ("pledges", "work"),
    "pledge.withdrawn": ("pledges", "withdrawn", "work"),
    "signature.given": ("signatures",),
    # the decision itself stays, called off: its number is never given again
    "decision.opened": ("consents", "floor", "called", "stage"),
    "decision.cancelled": ("decisions",),
    "decision.closed": (
        "decisions",
        "proposals",
        "agreement",
        "offers",
        "loans",
        "consents",
        "scene",
        *_BINDING,
    ),
    "inject.thrown": (
        "alternatives",
        "means",
        "funds",
        "pledges",
        "withdrawn",
        "agreement",
        "loans",
        "consents",
        "scene",
        *_BINDING,
    ),
    "committee.named": ("consents", "committee", "choosing"),
}
"""What an act of each kind can change, and an undo gives back."""


def _whole(state: Exercise, name: str) -> Any:
    if name == "stage":
        return state.senses.stage
    return getattr(state, "stage" if name == "scene" else name)


def cut(before: Exercise, after: Exercise, kind: DoneKind, about: str) -> tuple[Slice, Slice]:
    """What an act of this kind changed, as it was and as it is since."""
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for name in TOUCHES[kind]:
        if name in KEYED:
            old, new = KEYED[name].read(before, about), KEYED[name].read(after, about)
            keys = [k for k in dict.fromkeys((*old, *new)) if old.get(k) != new.get(k)]
            was[name], now[name] = {k: old.get(k) for k in keys}, {k: new.get(k) for k in keys}
        elif _whole(before, name) != _whole(after, name):
            was[name], now[name] = (_whole(before, name),), (_whole(after, name),)
    return Slice(**was), Slice(**now)


def joined(first: Slice, then: Slice) -> Slice:
    """Both; where they speak of the same, ``then`` has the last word."""
    both: dict[str, Any] = {name: {**getattr(first, name), **getattr(then, name)} for name in KEYED}
    both |= {name: getattr(then, name) or getattr(first, name) for name in WHOLE}
    return Slice(**both)


def as_left(state: Exercise, left: Slice, about: str) -> bool:
    """Whether everything in this slice is still so."""
    for name, lens in KEYED.items():
        wanted = getattr(left, name)
        # whoever answered a sense check that is over answered it
        if wanted and name != "answered":
            now = lens.read(state, about)
            if any(now.get(key) != value for key, value in wanted.items()):
                return False
    return all(not getattr(left, name) or getattr(left, name)[0] == _whole(state, name) for name in WHOLE)


def put_back(state: Exercise, was: Slice, about: str) -> Exercise:
    """The state with this slice in its place. A clause whose text changes by it gets a new version."""
    for name, lens in KEYED.items():
        values = getattr(was, name)
        if values:
            now = {**lens.read(state, about), **values}
            state = lens.write(state, about, {k: v for k, v in now.items() if v is not None})
    if was.agreement:
        bumped = {clause: state.clause_versions.get(clause, 1) + 1 for clause in was.agreement}
        state = replace(state, clause_versions={**state.clause_versions, **bumped})
    whole: dict[str, Any] = {name: getattr(was, name)[0] for name in WHOLE if getattr(was, name)}
    if "stage" in whole:
        whole["senses"] = replace(state.senses, stage=whole.pop("stage"))
    if "scene" in whole:
        whole["stage"] = whole.pop("scene")
    return replace(state, **whole)
