"""Several people steer one seminar, each by name and with a link of their own. Names live outside the log."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from simulator.core.ids import PersonId, SeminarId
from simulator.core.refusals import RefusalCode, Refused

from .ports import Facilitator, Facilitators

OWNER, CO = "owner", "co"
MOST = 12
NAME_LIMIT = 60
PutOut = Callable[[PersonId, SeminarId], None]


class CannotName(Exception):
    """Nobody can be named so; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Helmsman:
    """Somebody who steers a seminar: whoever opened it (``owner``), or somebody whom they named."""

    id: PersonId
    name: str
    owner: bool


class Together:
    """Who steers which seminar. The secret of a link is told once and stored nowhere."""

    def __init__(
        self, facilitators: Facilitators, clock: Callable[[], int], hash_of: Callable[[str], str]
    ) -> None:
        self._facilitators, self._clock, self._hash_of = facilitators, clock, hash_of
        self._put_out: list[PutOut] = []

    def listen(self, put_out: PutOut) -> None:
        """Call ``put_out`` when somebody no longer steers a seminar."""
        self._put_out.append(put_out)

    def of_seminar(self, seminar: SeminarId) -> tuple[Helmsman, ...]:
        """Everybody who steers it, first whoever opened it."""
        found = []
        for grant in self._facilitators.of_seminar(seminar):
            one = self._facilitators.find(grant.facilitator_id)
            if one is not None:
                found.append(Helmsman(PersonId(one.facilitator_id), one.display_name, grant.role == OWNER))
        return tuple(sorted(found, key=lambda one: (not one.owner, one.name.casefold())))

    def owns(self, seminar: SeminarId, facilitator: PersonId) -> bool:
        """Whether this facilitator opened the seminar."""
        return self._facilitators.role(seminar, facilitator) == OWNER

    def _fit(self, name: str, others: tuple[Helmsman, ...]) -> str:
        name = " ".join(name.split())
        if not name:
            raise Refused(RefusalCode.TEXT_EMPTY)
        if len(name) > NAME_LIMIT:
            raise Refused(RefusalCode.TEXT_TOO_LONG, most=NAME_LIMIT, length=len(name))
        if any(one.name.casefold() == name.casefold() for one in others):
            raise CannotName("actor.name_taken")
        return name

    def name(self, seminar: SeminarId, name: str, op: str) -> tuple[Helmsman, str]:
        """Let somebody steer, and the secret of their link. The same ``op`` again names nobody a second time: it makes
        their link anew. Raises `Refused` and `CannotName`."""
        key = PersonId(f"f-{hashlib.sha256(f'{seminar}|{op}'.encode()).hexdigest()[:12]}")
        others = tuple(one for one in self.of_seminar(seminar) if one.id != key)
        name = self._fit(name, others)
        if len(others) >= MOST:
            raise CannotName("actor.too_many")
        if self._facilitators.find(key) is None:
            secret = secrets.token_urlsafe(18)
            self._facilitators.add(Facilitator(key, self._hash_of(secret), self._clock(), name))
        else:
            secret = self.renew(seminar, key)
        self._facilitators.allow(seminar, key, CO)
        return Helmsman(key, name, False), secret

    def renew(self, seminar: SeminarId, facilitator: PersonId) -> str:
        """The secret of a new link; the old one is dead. Raises `Unknown`, and `CannotName` for somebody who steers
        another seminar as well: the link would open that too, for whoever makes it."""
        if any(grant.seminar_id != seminar for grant in self._facilitators.of_facilitator(facilitator)):
            raise CannotName("actor.elsewhere")
        secret = secrets.token_urlsafe(18)
        self._facilitators.replace_token(facilitator, self._hash_of(secret))
        return secret

    def rename(self, seminar: SeminarId, facilitator: PersonId, name: str) -> None:
        """What a facilitator is called from now on. Raises `Refused`, `CannotName` and `Unknown`."""
        others = tuple(one for one in self.of_seminar(seminar) if one.id != facilitator)
        self._facilitators.rename(facilitator, self._fit(name, others))

    def take_away(self, seminar: SeminarId, facilitator: PersonId) -> bool:
        """They steer this seminar no more; false for whoever opened it, and for those who do not steer it. What they
        did stays, with their name."""
        if self._facilitators.role(seminar, facilitator) != CO:
            return False
        self._facilitators.withdraw(seminar, facilitator)
        for put_out in self._put_out:
            put_out(facilitator, seminar)
        return True
