"""Ports of what lives outside the log: what must stay erasable, and what is found by another key than a stream.

As in `simulator.app.ports`, every instant is an `int`: milliseconds since the epoch, UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Taken(Exception):
    """A key that must be unique (`what`: "person", "join_code", ...) belongs to something else."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"{what} {key!r} is taken")
        self.what = what
        self.key = key


class Unknown(LookupError):
    """There is no `what` under this key (it may have been erased)."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"no {what} {key!r}")
        self.what = what
        self.key = key


@dataclass(frozen=True, slots=True)
class Person:
    """A human being in one seminar. `resume_key` is a hash of the word that gets them back in, or empty."""

    person_id: str
    seminar_id: str
    display_name: str
    created_at: int
    resume_key: str = ""


class People(Protocol):
    """The only place where names of participants are kept."""

    def add(self, person: Person) -> None:
        """Raises `Taken` for a used id or resume key. Adding the equal person again changes nothing."""

    def find(self, person_id: str) -> Person | None: ...

    def find_by_resume(self, seminar_id: str, resume_key: str) -> Person | None: ...

    def of_seminar(self, seminar_id: str) -> tuple[Person, ...]:
        """Everybody of the seminar, in the order they came."""

    def rename(self, person_id: str, display_name: str) -> None:
        """Raises `Unknown`."""

    def set_resume(self, person_id: str, resume_key: str) -> None:
        """Raises `Unknown`, or `Taken` when somebody of the seminar has the key."""

    def erase(self, person_id: str) -> bool:
        """Forget the person; false when there was nothing to forget."""

    def erase_seminar(self, seminar_id: str) -> int:
        """Forget everybody of the seminar; returns how many."""


@dataclass(frozen=True, slots=True)
class Note:
    """One sheet of a seat, or of the room where `seat` is empty. `person_id` is empty for a sheet that all of
    them share; `version` counts writes."""

    stream: str
    seat: str
    person_id: str
    sheet: str
    text: str
    version: int
    updated_at: int


class Notes(Protocol):
    """Private worksheets, notes and reflections. Never part of a state, a snapshot or a hash."""

    def write(
        self,
        stream: str,
        seat: str,
        text: str,
        *,
        at: int,
        person_id: str = "",
        sheet: str = "notes",
        seen: int | None = None,
    ) -> Note:
        """Replace the sheet's text. With `seen` (0: no sheet yet) raises `Conflict` if someone wrote since."""

    def find(self, stream: str, seat: str, *, person_id: str = "", sheet: str = "notes") -> Note | None: ...

    def of_seat(self, stream: str, seat: str) -> tuple[Note, ...]:
        """Every sheet of the seat, by sheet and person."""

    def erase_person(self, person_id: str) -> int: ...

    def erase_stream(self, stream: str) -> int: ...


@dataclass(frozen=True, slots=True)
class RulebookEntry:
    """A stored rulebook without its text."""

    hash: str
    title: str
    created_at: int


@dataclass(frozen=True, slots=True)
class StoredRulebook:
    """A compiled scenario: `blob` is its canonical JSON."""

    hash: str
    title: str
    created_at: int
    blob: str


class Rulebooks(Protocol):
    """Compiled scenarios by hash; never changed, never deleted while an exercise may name them."""

    def put(self, hash: str, blob: str, *, title: str, at: int) -> None:
        """Keep a rulebook. The same hash and text again changes nothing; another text raises `Taken`."""

    def find(self, hash: str) -> StoredRulebook | None: ...

    def entries(self) -> tuple[RulebookEntry, ...]:
        """All rulebooks, newest first."""


AHEAD = 5_000
"""Milliseconds by which the clocks of two processes may differ."""


class Heartbeat(Protocol):
    """When a named clock last ticked: how a restart learns how long the server was away."""

    def beat(self, name: str, at: int) -> None:
        """The last write wins."""

    def last(self, name: str) -> int | None: ...

    def take(self, name: str, at: int, every: int) -> bool:
        """Beat, if nobody did in the last ``every`` ms; whether it was us. Of several processes that ask at once, one
        is told so. A beat more than `AHEAD` before us is of a clock that was set back since: it keeps nobody."""


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Who steers. `token_hash` is the hash of the secret in their link; the secret is stored nowhere."""

    facilitator_id: str
    token_hash: str
    created_at: int
    display_name: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A facilitator's role in a seminar, for example "owner" or "assistant"."""

    seminar_id: str
    facilitator_id: str
    role: str


class Facilitators(Protocol):
    """Facilitators and the seminars they may steer."""

    def add(self, facilitator: Facilitator) -> None:
        """Raises `Taken` for a used id or token. Adding the equal facilitator again changes nothing."""

    def find(self, facilitator_id: str) -> Facilitator | None: ...

    def find_by_token(self, token_hash: str) -> Facilitator | None: ...

    def everyone(self) -> tuple[Facilitator, ...]:
        """All facilitators, in the order they were added; empty on a first run."""

    def replace_token(self, facilitator_id: str, token_hash: str) -> None:
        """A new link; the old one is dead. Raises `Unknown`, or `Taken` for a used token."""

    def rename(self, facilitator_id: str, display_name: str) -> None:
        """What they are called from now on. Raises `Unknown`."""

    def remove(self, facilitator_id: str) -> bool:
        """Forget the facilitator and all grants; false when unknown."""

    def allow(self, seminar_id: str, facilitator_id: str, role: str) -> None:
        """Give or change a role. Raises `Unknown` for a facilitator who is not there."""

    def withdraw(self, seminar_id: str, facilitator_id: str) -> bool: ...

    def role(self, seminar_id: str, facilitator_id: str) -> str | None: ...

    def of_seminar(self, seminar_id: str) -> tuple[Grant, ...]: ...

    def of_facilitator(self, facilitator_id: str) -> tuple[Grant, ...]: ...


def canonical_code(code: str) -> str:
    """A join code as it is stored and compared: upper-case, without the blanks and hyphens people type."""
    return "".join(ch for ch in code.upper() if not ch.isspace() and ch != "-")


@dataclass(frozen=True, slots=True)
class SeminarEntry:
    """A seminar as the index knows it. `archived_at` is empty while it is current."""

    seminar_id: str
    join_code: str
    title: str
    created_at: int
    archived_at: int | None = None

    @property
    def shown_code(self) -> str:
        """The join code as people read it aloud, in two groups: "BTRK-47"."""
        code = canonical_code(self.join_code)
        return f"{code[:4]}-{code[4:]}"


@dataclass(frozen=True, slots=True)
class Login:
    """How a facilitator comes in without their link: `name` in canonical form, and a password's hash."""

    name: str
    facilitator_id: str
    password_hash: str
    changed_at: int


class Logins(Protocol):
    """Names and passwords of facilitators; nobody needs one."""

    def put(self, login: Login) -> None:
        """Set a facilitator's only login. Raises `Taken` where the name is another's, `Unknown` for nobody."""

    def find(self, name: str) -> Login | None: ...

    def of(self, facilitator_id: str) -> Login | None: ...


class SeminarIndex(Protocol):
    """Finds a seminar by its join code and lists seminars. Codes are compared in canonical form."""

    def add(self, entry: SeminarEntry) -> None:
        """Raises `Taken` for a used id or join code. Adding the equal entry again changes nothing."""

    def find(self, seminar_id: str) -> SeminarEntry | None: ...

    def find_by_code(self, join_code: str) -> SeminarEntry | None: ...

    def rename(self, seminar_id: str, title: str) -> None:
        """Raises `Unknown`."""

    def change_code(self, seminar_id: str, join_code: str) -> None:
        """Raises `Unknown`, or `Taken` when another seminar has the code."""

    def archive(self, seminar_id: str, at: int | None) -> None:
        """Put away at an instant, or with None take out again. Raises `Unknown`."""

    def entries(self, *, archived: bool = False) -> tuple[SeminarEntry, ...]:
        """Current seminars, or those put away; newest first."""
