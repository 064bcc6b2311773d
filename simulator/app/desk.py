"""Takes an action from a channel, has it done, and answers in the one shape that every channel uses.

`{ok: true, version}` or `{ok: false, code, message, facts}`. Identity is read anew for every action: a cookie says who
a person is, never what they may do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.core.commands import seminar as scmd
from simulator.core.commands.exercise import CancelDecision, CloseDecision, OpenDecision, SetStance
from simulator.core.deciding.stances import stance_version
from simulator.core.envelope import Actor
from simulator.core.ids import ExerciseId, PersonId, SeminarId
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.state.exercise import Exercise

from .ports import Conflict, OpReused, StoreFailed, Unknown
from .service import Place, Simulator
from .wire import SEMINAR_KINDS, Fields, Malformed, parse

OP_LENGTH = (8, 64)
OF_MYSELF = (scmd.LeaveSeat, scmd.AskForSwap, scmd.AnswerSwap)
OF_MY_SEAT = (scmd.LetIn, scmd.TurnAway)
"""Commands of the seminar that somebody may send from a seat: about themselves, and about who joins the seat."""
BY_PHONE = frozenset(
    c.KIND
    for c in (
        scmd.EnterStep, scmd.PauseClock, scmd.ResumeClock, scmd.ExtendStep, scmd.ShowScene, scmd.EyesUp, OpenDecision,
        CloseDecision, CancelDecision,
    )
)  # fmt: skip
"""What the phone in a facilitator's hand may do: nothing about people, and nothing in a seat's name."""
Words = Callable[[str, Mapping[str, object]], str]
Ack = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: a person of a seminar, a facilitator, a facilitator's phone for one room, or nobody."""

    person: PersonId = PersonId("")
    seminar: SeminarId = SeminarId("")
    facilitator: PersonId = PersonId("")
    phone: ExerciseId = ExerciseId("")
    phone_of: PersonId = PersonId("")


class Desk:
    """Actions of people and facilitators, with every failure as an answer."""

    def __init__(self, simulator: Simulator, words: Words) -> None:
        self._simulator, self._words = simulator, words

    def refuse(self, code: str, facts: Mapping[str, object] | None = None) -> Ack:
        """The one error shape."""
        facts = dict(facts or {})
        return {"ok": False, "code": str(code), "message": self._words(str(code), facts), "facts": facts}

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
                return self.refuse(RefusalCode.SEAT_NONE)
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

        return self.answer(op, do)

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
        actor = Actor("facilitator", identity.facilitator)

        def do() -> int:
            command = parse(kind, self._as_seen_now(exercise, kind, fields))
            if kind in SEMINAR_KINDS:
                self._simulator.steer(seminar, command, actor, op)
                return self._simulator.exercise(exercise).version
            return self._simulator.act(exercise, command, actor, op).state.version

        return self.answer(op, do)

    def steer_by_phone(
        self, identity: Identity, exercise: ExerciseId, op: str, kind: str, fields: Fields
    ) -> Ack:
        """An action from a facilitator's phone: the few that it has buttons for, in that facilitator's name."""
        if not self._simulator.knows_exercise(exercise):
            return self.refuse(RefusalCode.ROOM_UNKNOWN)
        facilitator = self.steers_by_phone(identity, self._simulator.exercise(exercise))
        if facilitator is None or kind not in BY_PHONE:
            return self.refuse(RefusalCode.NOT_ALLOWED)
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

    def answer(self, op: object, do: Callable[[], int]) -> Ack:
        """Do it, and turn every failure that is not a bug into the one error shape."""
        if not isinstance(op, str) or not OP_LENGTH[0] <= len(op) <= OP_LENGTH[1] or not op.isprintable():
            return self.refuse("wire.malformed", {"field": "op"})
        try:
            return {"ok": True, "version": do()}
        except Refused as refused:
            return self.refuse(refused.code, refused.facts)
        except Malformed as malformed:
            return self.refuse("wire.malformed", {"field": malformed.field})
        except OpReused:
            return self.refuse("wire.op_reused")
        except Conflict:
            return self.refuse("store.busy")
        except StoreFailed:
            return self.refuse("store.failed")
