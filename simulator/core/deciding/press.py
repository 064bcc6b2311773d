"""The press: reporters hand in stories, a facilitator prints them or says why not. Also in a pause: a paper is not of
the negotiation, and nobody is asked for anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope, Role
from ..events import exercise as ev
from ..ids import SeatId
from ..moves import FACILITATORS, SHORT_LIMIT, Bounds, Move, require
from ..refusals import RefusalCode
from ..state.exercise import Exercise

REPORTERS: Final[frozenset[Role]] = frozenset({"reporter"})
HEADLINE_LIMIT, STORY_LIMIT = 90, 600
MOST_OF_ONE, MOST_WAITING = 3, 12
"""Stories that wait at the same time: of one reporter, and of all, because whoever reads them is busy with a room."""


def _may_submit(state: Exercise, actor: Actor, _seat: SeatId, _target: str) -> None:
    waiting = [s for s in state.press.values() if s.status == "waiting"]
    mine = sum(s.by == actor.person for s in waiting)
    require(mine < MOST_OF_ONE, RefusalCode.PRESS_MANY, most=MOST_OF_ONE)
    require(len(waiting) < MOST_WAITING, RefusalCode.PRESS_FULL, most=MOST_WAITING)


def _submit_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(
        texts={"headline": HEADLINE_LIMIT, "text": STORY_LIMIT}, required=frozenset({"headline", "text"})
    )


def _submit(_state: Exercise, command: cmd.SubmitStory, envelope: Envelope) -> tuple[ev.StorySubmitted, ...]:
    by = envelope.actor.person
    # not a number: that would count what nobody else knows of
    story = hashlib.sha256(f"{by}|{envelope.op}".encode()).hexdigest()[:10]
    headline = " ".join(command.headline.split())
    return (ev.StorySubmitted(story, by, headline, command.text.strip(), envelope.at),)


def _waiting(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (s.id for s in state.press.values() if s.status == "waiting")


def _standing(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (s.id for s in state.press.values() if s.status != "declined")


def _may_publish(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    story = state.press.get(target)
    require(story, RefusalCode.UNKNOWN_TARGET, target=target)
    require(story and story.status == "waiting", RefusalCode.PRESS_SETTLED)


def _may_decline(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    story = state.press.get(target)
    require(story, RefusalCode.UNKNOWN_TARGET, target=target)
    require(story and story.status != "declined", RefusalCode.PRESS_SETTLED)


def _decline_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"words": SHORT_LIMIT}, required=frozenset({"words"}))


def _publish(
    _state: Exercise, command: cmd.PublishStory, envelope: Envelope
) -> tuple[ev.StoryPublished, ...]:
    return (ev.StoryPublished(command.story, envelope.at),)


def _decline(state: Exercise, command: cmd.DeclineStory, envelope: Envelope) -> tuple[ev.StoryDeclined, ...]:
    printed = state.press[command.story].status == "published"
    return (ev.StoryDeclined(command.story, command.words.strip(), printed, envelope.at),)


MOVES = (
    Move(cmd.SubmitStory, REPORTERS, _submit, _may_submit, bounds=_submit_bounds, for_seat=False),
    Move(
        cmd.PublishStory, FACILITATORS, _publish, _may_publish, _waiting, target_field="story", for_seat=False
    ),
    Move(
        cmd.DeclineStory,
        FACILITATORS,
        _decline,
        _may_decline,
        _standing,
        _decline_bounds,
        "story",
        for_seat=False,
    ),
)
