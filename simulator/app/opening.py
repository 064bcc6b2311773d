"""Opening a seminar with its running order and its day, and opening another one like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from simulator.core.agenda import Agenda
from simulator.core.commands.seminar import SetAgenda
from simulator.core.ids import PersonId, SeminarId
from simulator.core.rulebook import Rulebook
from simulator.core.state.seminar import Settings

from .branding import Brandings
from .guests import change_sheet, read_sheet
from .images import Image
from .ports import SeminarEntry, Unknown
from .retention import DAY, USUAL_DAYS, Retention
from .service import SYSTEM, Simulator

REHEARSAL = "Rehearsal: "
LONGEST_TITLE = 80
_NUMBERED = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True)
class Day:
    """What the facilitator wrote of the day, outside the log: its date, when it begins, and whether it is practice."""

    date: str = ""
    begins: str = ""
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Extras:
    """What is kept outside the log beside the day: a logo, a line of credits, for how many days names are kept."""

    credits: str = ""
    logo: Image | None = None
    days: int = USUAL_DAYS


class Openings:
    """Opens seminars for a facilitator."""

    SHEET = "day"

    def __init__(self, simulator: Simulator, retention: Retention) -> None:
        self._simulator, self._retention = simulator, retention
        self._notes = simulator.stores.notes
        self.brandings = Brandings(self._notes, simulator.clock)

    def day(self, seminar: SeminarId) -> Day:
        """The day of a seminar."""
        held = read_sheet(self._notes, seminar, self.SHEET)
        return Day(**held) if held else Day()

    def keep(self, seminar: SeminarId, day: Day) -> None:
        """Write the day down."""
        change_sheet(self._notes, seminar, self.SHEET, self._simulator.clock(), lambda _held: asdict(day))

    def days(self, entry: SeminarEntry) -> int:
        """For how many days after its opening a seminar keeps names."""
        return max(1, (self._retention.kept(entry).until - entry.created_at) // DAY)

    def open(
        self, rulebook: Rulebook, title: str, rooms: Sequence[tuple[str, int]], settings: Settings, agenda: Agenda,
        day: Day, facilitator: PersonId, extras: Extras = Extras(),
    ) -> SeminarEntry:  # fmt: skip
        """A new seminar that this facilitator owns. Raises `Refused`."""
        simulator = self._simulator
        entry = simulator.open_seminar(rulebook, title, rooms, settings=settings, facilitator=facilitator)
        seminar = SeminarId(entry.seminar_id)
        simulator.stores.facilitators.allow(seminar, facilitator, "owner")
        self.keep(seminar, day)
        if extras.credits or extras.logo:
            self.brandings.keep(seminar, extras.credits, extras.logo)
        if extras.days != USUAL_DAYS:
            self._retention.keep_until(entry, entry.created_at + extras.days * DAY)
        simulator.steer(
            seminar,
            SetAgenda(agenda.lengths, agenda.out),
            SYSTEM,  # part of the opening, and no change that anybody would take back
            "opening-agenda",
        )
        return entry

    def again(self, seminar: SeminarId, facilitator: PersonId, *, rehearsal: bool = False) -> SeminarEntry:
        """Another seminar like this one: same scenario, settings, rooms and running order; a new code, and nobody in
        it. A rehearsal is played fully by rules and says so in its title."""
        state, entry = self._simulator.seminar(seminar), self._simulator.stores.seminars.find(seminar)
        if entry is None or state.rulebook is None:
            raise Unknown("seminar", seminar)
        settings = replace(state.settings, bots="demo") if rehearsal else state.settings
        title = REHEARSAL * rehearsal + entry.title.removeprefix(REHEARSAL)
        rooms = [(r.name, r.cast) for r in state.rooms.values()]
        day = replace(self.day(seminar), rehearsal=rehearsal)
        branding = self.brandings.of(seminar)
        extras = Extras(branding.credits, self.brandings.logo(seminar, branding.logo), self.days(entry))
        return self.open(
            state.rulebook, self._unlike(title), rooms, settings, state.agenda,
            day if rehearsal else Day(begins=day.begins), facilitator, extras,
        )  # fmt: skip

    def _unlike(self, title: str) -> str:
        """The title, with a number where a seminar that goes on has it already: two of one name get mixed up."""
        taken = {entry.title for entry in self._simulator.stores.seminars.entries()}
        bare, number = _NUMBERED.sub("", title)[: LONGEST_TITLE - 5], 2
        title = title[:LONGEST_TITLE]
        while title in taken:
            title, number = f"{bare} ({number})", number + 1
        return title


def first_room(simulator: Simulator, entry: SeminarEntry) -> str:
    """Where the facilitator goes after opening."""
    return next(iter(simulator.seminar(SeminarId(entry.seminar_id)).rooms))
