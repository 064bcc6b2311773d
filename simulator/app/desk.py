"""Takes an action from a channel, has it done, and answers in the one shape that every channel uses.

`{ok: true, version}` or `{ok: false, code, message, facts}`, the latter with `both` where an answer was too late for
its text. Identity is read anew for every action: a cookie says who a person is, never what they may do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.core.commands import seminar as scmd
from simulator.core.commands.exercise import (
    CancelDecision,
    CloseDecision,
    GiveLink,
    OpenDecision,
    SetStance,
    SubmitStory,
)
from simulator.core.deciding.stances import stance_version
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.state.exercise import Exercise
from simulator.core.views.both import BothTexts, both_texts

from . import everywhere
from .meetings import Meetings
from .ports import Conflict, OpReused, StoreFailed, Unknown
from .service import Place, Simulator
from .wire import SEMINAR_KINDS, Fields, Malformed, parse

OP_LENGTH = (8, 64)
NOBODY = PersonId("")
UNNAMED = "another facilitator"
OF_MYSELF = (scmd.LeaveSeat, scmd.AskForSwap, scmd.AnswerSwap, scmd.ReadMove)
OF_MY_SEAT = (scmd.LetIn, scmd.TurnAway)
"""Commands of the seminar that somebody may send from a seat: about themselves, and about who joins the seat."""
TURNING = {
    "floor.put": "clause", "decision.open": "decision", "signing.open": "signatures", "sense.open": "sense",
    "trial.run": "years", "trial.tell": "years", "debrief.reveal": "debrief",
}  # fmt: skip
"""What turns the room to something, and the scene that shows it where nothing was hung on the wall by hand."""
BY_PHONE = frozenset(
    c.KIND
    for c in (
        scmd.EnterStep, scmd.PauseClock, scmd.ResumeClock, scmd.ExtendStep, scmd.ShowScene, scmd.EyesUp, OpenDecision,
        CloseDecision, CancelDecision,
    )
)  # fmt: skip
"""What the phone in a facilitator's hand may do: nothing about people, and nothing in a seat's name."""
STALE = frozenset(
    (RefusalCode.STALE, RefusalCode.PROPOSAL_CLOSED, RefusalCode.DECISION_CLOSED, RefusalCode.SIGNING_CLOSED)
)
"""Refused because what was answered is not there any more; the answer then holds both texts."""
Words = Callable[[str, Mapping[str, object]], str]
Beside = Callable[[ExerciseId, BothTexts], str]
"""Both texts as markup, for whoever sent the action."""
Ack = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: a person of a seminar, a facilitator, a facilitator's phone for one room, or nobody."""

    person: PersonId = PersonId("")
    seminar: SeminarId = SeminarId("")
    facilitator: PersonId = PersonId("")
    phone: ExerciseId = ExerciseId("")
    phone_of: PersonId = PersonId("")
    guest: PersonId = PersonId("")
    """Who looks in by a link for guests of ``guest_of``; it lets nobody do anything."""
    guest_of: SeminarId = SeminarId("")


class Desk:
    """Actions of people and facilitators, with every failure as an answer."""

    def __init__(self, simulator: Simulator, words: Words, beside: Beside) -> None:
        self._simulator, self._words, self._beside = simulator, words, beside
        self._meetings = Meetings(simulator)

    def refuse(self, code: str, facts: Mapping[str, object] | None = None, me: PersonId = NOBODY) -> Ack:
        """The one error shape. Where the refusal tells what another facilitator did, ``me`` is who hears it."""
        facts = dict(facts or {})
        if "ago" in facts:
            facts["who"] = "you" if me and facts.get("by") == me else self.name_of(str(facts.pop("by", "")))
            facts.pop("by", None)
        return {"ok": False, "code": str(code), "message": self._words(str(code), facts), "facts": facts}

    def name_of(self, facilitator: str) -> str:
        """What a facilitator is called; empty where nobody knows."""
        found = self._simulator.stores.facilitators.find(facilitator) if facilitator else None
        return found.display_name if found and found.display_name else UNNAMED

    def seat_of(self, identity: Identity, exercise: ExerciseId) -> Place | None:
        """Where this identity sits, if it sits in this exercise."""
        if not identity.person:
            return None
        try:
            place = self._simulator.place_of(identity.seminar, identity.person)
        except (KeyError, Unknown):
            return None
        return place if place and place.exercise == exercise else None

    def steers(self, identity: Identity, seminar: SeminarId) -> bool:
        """Whether this identity is a facilitator of the seminar."""
        facilitators = self._simulator.stores.facilitators
        return bool(identity.facilitator) and facilitators.role(seminar, identity.facilitator) is not None

    def steers_by_phone(self, identity: Identity, exercise: Exercise) -> PersonId | None:
        """The facilitator whose phone this is, where it may be used in this room: a facilitator's own browser, or one
        that opened the link which a facilitator of the seminar shows for this room."""
        if self.steers(identity, exercise.seminar):
            return identity.facilitator
        lent = Identity(facilitator=identity.phone_of) if identity.phone == exercise.id else Identity()
        return lent.facilitator if self.steers(lent, exercise.seminar) else None

    def act_in_seat(
        self, identity: Identity, exercise: ExerciseId, op: str, kind: str, fields: Fields
    ) -> Ack:
        """An action of a person for the seat that they hold."""
        seat = self._simulator.seat_seen(exercise, identity.person)
        if seat is None:
            place = self.seat_of(identity, exercise)
            if place is None:
                return self.refuse("seat.none")
            seat = place.seat
        actor = Actor("delegate", identity.person, seat)
        if kind in SEMINAR_KINDS:
            if SEMINAR_KINDS[kind] not in (*OF_MYSELF, *OF_MY_SEAT):
                return self.refuse(RefusalCode.NOT_ALLOWED)
            return self.answer(
                op, lambda: self._among_people(actor, identity.seminar, exercise, op, kind, fields)
            )

        def do() -> int:
            command = parse(kind, fields, seat=seat)
            return self._simulator.act(exercise, command, actor, op).state.version_for(seat)

        ack = self.answer(op, do)
        if ack["ok"] or ack["code"] not in STALE:
            return ack
        return self._with_both(ack, exercise, seat, kind, fields)

    def _with_both(self, ack: Ack, exercise: ExerciseId, seat: SeatId, kind: str, fields: Fields) -> Ack:
        """The refusal with what was answered and what is there now, where the seat's action was about a text."""
        try:
            state = self._simulator.exercise(exercise)
        except StoreFailed:  # refused it is all the same
            return ack
        both = both_texts(state, seat, parse(kind, fields, seat=seat))
        return ack | {"both": self._beside(exercise, both)} if both else ack

    def _among_people(
        self, actor: Actor, seminar: SeminarId, exercise: ExerciseId, op: str, kind: str, fields: Fields
    ) -> int:
        """What a seat's people may wish of the seminar: for themselves, or at the door of their own seat."""
        own = {"person": actor.person} if SEMINAR_KINDS[kind] in OF_MYSELF else {"room": exercise}
        command = parse(kind, {**fields, **own}, seat=actor.seat)
        self._simulator.steer(seminar, command, actor, op)
        return self._simulator.exercise(exercise).version_for(actor.seat)

    def steer(self, identity: Identity, exercise: ExerciseId, op: str, kind: str, fields: Fields) -> Ack:
        """An action of a facilitator: on the whole seminar, or on this room."""
        if not self._simulator.knows_exercise(exercise):
            return self.refuse(RefusalCode.ROOM_UNKNOWN)
        seminar = self._simulator.exercise(exercise).seminar
        if not self.steers(identity, seminar):
            return self.refuse(RefusalCode.NOT_ALLOWED)
        if everywhere.wanted(kind, fields):
            return self._in_all_rooms(identity, seminar, exercise, op, kind, fields)
        return self._steer_one(identity, seminar, exercise, op, kind, fields)

    def _in_all_rooms(
        self,
        identity: Identity,
        seminar: SeminarId,
        exercise: ExerciseId,
        op: object,
        kind: str,
        fields: Fields,
    ) -> Ack:
        """The same in each room, under an op of its own; done where one room did it, and said of each."""
        rooms = {room.id: room.name for room in self._simulator.seminar(seminar).rooms.values()}

        def do(room: ExerciseId) -> Ack:
            own = f"{op}/{room}" if isinstance(op, str) else op
            return self._steer_one(identity, seminar, room, own, kind, fields)

        answers = everywhere.in_each(rooms, do)
        words = everywhere.told(answers)
        if any(ack["ok"] for _, ack in answers):
            return {"ok": True, "version": self._simulator.exercise(exercise).version, "said": words}
        return dict(answers[0][1]) | {"message": words}

    def _steer_one(
        self, identity: Identity, seminar: SeminarId, exercise: ExerciseId, op: Any, kind: str, fields: Fields
    ) -> Ack:
        actor = Actor("facilitator", identity.facilitator)

        def do() -> int:
            command = parse(kind, self._as_seen_now(exercise, kind, fields))
            if everywhere.wanted(kind, fields):
                command = everywhere.here(command, self._simulator.exercise(exercise))
            if isinstance(command, GiveLink):
                command = self._meetings.keep(exercise, command, op)
            if kind in SEMINAR_KINDS:
                self._simulator.steer(seminar, command, actor, op)
                return self._simulator.exercise(exercise).version
            return self._simulator.act(exercise, command, actor, op).state.version

        ack = self.answer(op, do, identity.facilitator)
        if not ack["ok"] and ack["code"] == RefusalCode.STEER_SAME:
            # another was a moment faster with the same: no error, and said all the same
            return {"ok": True, "version": self._simulator.exercise(exercise).version, "said": ack["message"]}
        if (
            ack["ok"]
            and kind in TURNING
            and self._simulator.exercise(exercise).scene not in ("", TURNING[kind])
        ):
            return ack | {"said": self._words("wall.held", {})}
        return ack

    def steer_by_phone(
        self, identity: Identity, exercise: ExerciseId, op: str, kind: str, fields: Fields
    ) -> Ack:
        """An action from a facilitator's phone: the few that it has buttons for, in that facilitator's name."""
        if not self._simulator.knows_exercise(exercise):
            return self.refuse(RefusalCode.ROOM_UNKNOWN)
        facilitator = self.steers_by_phone(identity, self._simulator.exercise(exercise))
        if facilitator is None or kind not in BY_PHONE:
            return self.refuse(RefusalCode.NOT_ALLOWED)
        # a phone is lent for one room
        fields = {name: value for name, value in fields.items() if name != "rooms"}
        ack = self.steer(Identity(facilitator=facilitator), exercise, op, kind, fields)
        # what the phone shows is counted by what everybody may know
        return ack | {"version": self._simulator.exercise(exercise).public_version} if ack["ok"] else ack

    def _as_seen_now(self, exercise: ExerciseId, kind: str, fields: Fields) -> Fields:
        """A show of hands is about what the room sees now: recorded without a version, it gets the present one."""
        if kind != SetStance.KIND or "seen" in fields:
            return fields
        target = fields.get("target", "")
        version = stance_version(
            self._simulator.exercise(exercise), target if isinstance(target, str) else target[0]
        )
        return {**fields, "seen": str(version or 0)}

    def hand_in(self, guest: PersonId, exercise: ExerciseId, op: str, headline: str, text: str) -> Ack:
        """A story of a guest who plays the press: the one thing that a guest may send."""

        def do() -> int:
            command = parse(SubmitStory.KIND, {"headline": headline, "text": text})
            actor = Actor("reporter", guest)
            return self._simulator.act(exercise, command, actor, op).state.public_version

        return self.answer(op, do)

    def answer(self, op: object, do: Callable[[], int], me: PersonId = NOBODY) -> Ack:
        """Do it, and turn every failure that is not a bug into the one error shape."""
        if not isinstance(op, str) or not OP_LENGTH[0] <= len(op) <= OP_LENGTH[1] or not op.isprintable():
            return self.refuse("wire.malformed", {"field": "op"})
        try:
            return {"ok": True, "version": do()}
        except Refused as refused:
            return self.refuse(refused.code, refused.facts, me)
        except Malformed as malformed:
            return self.refuse("wire.malformed", {"field": malformed.field})
        except OpReused:
            return self.refuse("wire.op_reused")
        except Conflict:
            return self.refuse("store.busy")
        except StoreFailed:
            return self.refuse("store.failed")
