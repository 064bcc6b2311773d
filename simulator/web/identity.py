"""Who asks: signed cookies for people and facilitators, signed tokens for walls and role cards.

A cookie says who somebody is and never what they may do: that is read from the newest state for every action.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

from simulator.app.desk import Identity
from simulator.app.observers import KINDS, Pass
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId

PERSON, STAFF, PHONE, FLASH, GUEST = "ps_person", "ps_staff", "ps_phone", "ps_flash", "ps_guest"
A_WEEK = 7 * 24 * 3600
WALL, CARD = "wall", "card"
PHONE_LINK_AGE = 12 * 3600


class Identities:
    """Signs and reads who somebody is."""

    def __init__(self, key: bytes) -> None:
        self._person = URLSafeTimedSerializer(key, salt="person")
        self._staff = URLSafeTimedSerializer(key, salt="staff")
        self._phone = URLSafeTimedSerializer(key, salt="phone")
        self._flash = URLSafeTimedSerializer(key, salt="flash")
        self._links = {kind: URLSafeSerializer(key, salt=f"link-{kind}") for kind in (WALL, CARD)}
        self._remote = URLSafeTimedSerializer(key, salt="link-remote")
        self._guest = URLSafeTimedSerializer(key, salt="guest")
        self._watch = URLSafeSerializer(key, salt="link-watch")

    def read(self, cookies: Mapping[str, str]) -> Identity:
        """The identity in these cookies; anything forged or older than a week counts as nobody."""
        person, seminar = self._loaded(self._person, cookies.get(PERSON), 2)
        (staff,) = self._loaded(self._staff, cookies.get(STAFF), 1)
        room, lender = self._loaded(self._phone, cookies.get(PHONE), 2, PHONE_LINK_AGE)
        guest, invited = self._loaded(self._guest, cookies.get(GUEST), 2)
        return Identity(
            PersonId(person), SeminarId(seminar), PersonId(staff), ExerciseId(room), PersonId(lender),
            PersonId(guest), SeminarId(invited),
        )  # fmt: skip

    @staticmethod
    def _loaded(
        serializer: URLSafeTimedSerializer, cookie: str | None, size: int, age: int = A_WEEK
    ) -> list[str]:
        try:
            value = serializer.loads(cookie, max_age=age) if cookie else None
        except BadSignature:
            value = None
        fits = isinstance(value, list) and len(value) == size and all(isinstance(v, str) for v in value)
        return list(value) if fits and value else [""] * size

    def remember_person(self, request: Request, response: Response, person: str, seminar: str) -> None:
        """Make this browser the person's."""
        self._set(request, response, PERSON, str(self._person.dumps([person, seminar])), A_WEEK)

    def remember_facilitator(self, request: Request, response: Response, facilitator: str) -> None:
        """Make this browser a facilitator's."""
        self._set(request, response, STAFF, str(self._staff.dumps([facilitator])), A_WEEK)

    @staticmethod
    def forget_facilitator(response: Response) -> None:
        """This browser is no facilitator's any more."""
        response.delete_cookie(STAFF, path="/")

    def phone_link(self, exercise: str, facilitator: str) -> str:
        """A token for the address that makes a phone this facilitator's remote control for one room, for half a day."""
        return str(self._remote.dumps([exercise, facilitator]))

    def read_phone_link(self, token: str) -> tuple[ExerciseId, PersonId] | None:
        """The room and the facilitator of such a token; None where it is not ours or too old."""
        try:
            value = self._remote.loads(token, max_age=PHONE_LINK_AGE)
        except BadSignature:
            return None
        return ExerciseId(value[0]), PersonId(value[1])

    def remember_phone(self, request: Request, response: Response, exercise: str, facilitator: str) -> None:
        """Make this browser the remote control of a room."""
        self._set(request, response, PHONE, str(self._phone.dumps([exercise, facilitator])), PHONE_LINK_AGE)

    def watch_link(self, found: Pass) -> str:
        """A token for the address under which guests look in."""
        return str(self._watch.dumps([found.seminar, found.kind, found.key]))

    def read_watch_link(self, token: str) -> Pass | None:
        """What such a token says; None where it is not ours. Whether it is still good, `Observers` knows."""
        try:
            seminar, kind, key = self._watch.loads(token)
        except (BadSignature, ValueError):
            return None
        return Pass(SeminarId(seminar), kind, key) if kind in KINDS else None

    def remember_guest(self, request: Request, response: Response, guest: str, seminar: str) -> None:
        """Make this browser a guest's of this seminar."""
        self._set(request, response, GUEST, str(self._guest.dumps([guest, seminar])), A_WEEK)

    def leave_flash(self, request: Request, response: Response, kind: str, text: str) -> None:
        """Show one sentence on the next page."""
        self._set(request, response, FLASH, str(self._flash.dumps([kind, text])), 60)

    def read_flash(self, cookies: Mapping[str, str]) -> tuple[str, str] | None:
        """The sentence left for this page."""
        kind, text = self._loaded(self._flash, cookies.get(FLASH), 2)
        return (kind, text) if text else None

    @staticmethod
    def _set(request: Request, response: Response, name: str, value: str, age: int) -> None:
        response.set_cookie(
            name, value, max_age=age, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
        )

    def link(self, kind: str, exercise: str, seat: str = "") -> str:
        """A token for the address of a wall or of a role card."""
        return str(self._links[kind].dumps([exercise, seat]))

    def read_link(self, kind: str, token: str) -> tuple[ExerciseId, SeatId] | None:
        """What a token stands for, None when it is not ours."""
        try:
            value = self._links[kind].loads(token)
        except BadSignature:
            return None
        return ExerciseId(value[0]), SeatId(value[1])
