"""How a facilitator comes in on another laptop: by a name and a password of their own, instead of the printed link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from .ports import Login, Logins, Taken

NAME_LENGTH: Final = (2, 60)
SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters of a password. Long and easy beats short and strange."""


class CannotKeep(Exception):
    """This login cannot be kept; ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Hasher(Protocol):
    """Makes and checks password hashes. Slow on purpose."""

    def make(self, password: str) -> str: ...

    def fits(self, made: str, password: str) -> bool: ...

    def is_dated(self, made: str) -> bool:
        """Whether it was made with less care than today."""


def canonical(name: str) -> str:
    """A name as it is compared: capitals and doubled spaces make no other one."""
    return " ".join(name.split()).casefold()


def _holds(password: str, name: str) -> bool:
    """Whether a password has somebody's name in it. A short name stands in many a word: it has to be one of its own."""
    return name in password.split() or (len(name) >= 4 and name in password)


class SignIn:
    """Keeps and checks logins."""

    def __init__(self, logins: Logins, hasher: Hasher, clock: Callable[[], int]) -> None:
        self._logins, self._hasher, self._clock = logins, hasher, clock
        self._decoy = ""

    def name_of(self, facilitator: str) -> str:
        """The name with which somebody comes in; empty where they have none."""
        found = self._logins.of(facilitator)
        return found.name if found else ""

    def keep(self, facilitator: str, name: str, password: str, before: str) -> None:
        """Set somebody's name and password. Who has a password has to know it (``before``). Raises `CannotKeep`."""
        name = canonical(name)
        if not NAME_LENGTH[0] <= len(name) <= NAME_LENGTH[1]:
            raise CannotKeep("login.name", least=NAME_LENGTH[0], most=NAME_LENGTH[1])
        if not SHORTEST <= len(password) <= LONGEST:
            raise CannotKeep("login.short", least=SHORTEST, most=LONGEST, length=len(password))
        if _holds(canonical(password), name) or len(set(password)) < 5:
            raise CannotKeep("login.easy")
        known = self._logins.of(facilitator)
        if known is not None and not self._hasher.fits(known.password_hash, before):
            raise CannotKeep("login.before")
        try:
            self._logins.put(Login(name, facilitator, self._hasher.make(password), self._clock()))
        except Taken:
            raise CannotKeep("login.taken") from None

    def enter(self, name: str, password: str) -> str:
        """Whose name and password these are; empty for nobody's. Takes as long for a name that does not exist."""
        found = self._logins.find(canonical(name))
        password = password[: LONGEST + 1]
        if found is None:
            self._decoy = self._decoy or self._hasher.make("a password that nobody has")
            self._hasher.fits(self._decoy, password)
            return ""
        if not self._hasher.fits(found.password_hash, password):
            return ""
        if self._hasher.is_dated(found.password_hash):
            self._logins.put(
                Login(found.name, found.facilitator_id, self._hasher.make(password), self._clock())
            )
        return found.facilitator_id
