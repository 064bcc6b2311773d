"""What an export may hold. Nothing that a facilitator may not read: not private letters that stay closed, what parties
keep among themselves, worksheets, ballots that were never counted; and no names where pseudonyms were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from simulator.core.binding import is_closed
from simulator.core.envelope import FACILITATOR
from simulator.core.events.exercise import MessageSent, SeminarFollowed
from simulator.core.seminar_change import PersonOut, SeatFlags
from simulator.core.state.exercise import Exercise
from simulator.core.views.letters import may_read

PRIVATE: Final = frozenset({
    "worksheet.marked", "delegation.noted", "committee.marked", "meeting.link_given",
    "help.asked", "help.taken_back", "help.replied", "help.answer_read", "line.was_read", "seat.looked_at",
    "laptops.quiet_noted", "heard.answered",
})  # fmt: skip
"""Kinds that are a party's own, whoever asks."""
SHOWN_BY: Final[Mapping[str, str]] = {"debrief.counted": "names", "debrief.left": "best"}
"""Results of the debrief, by what has to be shown before anybody may read them."""
COUNTED: Final = ("passed", "failed")


OF_PEOPLE: Final = frozenset({"seat.flagged", "person.removed"})
"""Kinds of the seminar's log that hold what facilitators keep in mind about people."""


def withheld_of_people(kind: str) -> str:
    """Why an event of the seminar is left out; empty where it may be told."""
    return "for facilitators alone" if kind in OF_PEOPLE else ""


def withheld(state: Exercise, event: Any) -> str:
    """Why an event of a room is left out; empty where it may be told."""
    kind = event.KIND
    if kind in PRIVATE:
        return "a party's own"
    if isinstance(event, SeminarFollowed) and isinstance(event.change, SeatFlags | PersonOut):
        return "for facilitators alone"
    if isinstance(event, MessageSent):
        return "" if may_read(state, FACILITATOR, event) else "a private message"
    if getattr(event, "audience", ()):
        return "known to some parties only"
    if kind == "ballot.cast":
        decision = state.decisions.get(event.decision)
        return "" if decision and decision.status in COUNTED else "a ballot that was not counted"
    if kind in SHOWN_BY and SHOWN_BY[kind] not in state.debrief.shown:
        return "a result that the room was not shown"
    if kind == "objection.put_on_record":
        decision = state.decisions.get(event.decision)
        return "" if decision and decision.status in COUNTED else "about a decision that was not counted"
    if kind == "act.undone":
        # it holds what stood there before: ballots that may never be counted, marks of single parties
        return "what was there before something was taken back"
    if kind in ("stance.set", "sense.closed") and is_closed(state):
        return "the agreement keeps to the room's count"
    return ""


ALSO_WORDS: Final = frozenset(files(__package__).joinpath("also_words.txt").read_text().split())
"""Names that are words of the language in lower case: "will" says nothing of anybody."""


def _any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """One pattern for all of them, the longest first; of two letters or fewer a word says nothing of anybody."""
    long = sorted((re.escape(word) for word in words if len(word) > 2), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(long)})(?!\w)" if long else r"(?!)", flags)


@dataclass(slots=True)
class Names:
    """People as an export calls them: by name, or by a pseudonym that holds within this one export."""

    names: Mapping[str, str]
    pseudonyms: bool
    given: dict[str, str] = field(default_factory=dict)
    # what `text` looks for: whole names and their parts, made anew when more people have pseudonyms
    learned: int = -1
    whole: dict[str, str] = field(default_factory=dict)
    part: dict[str, str] = field(default_factory=dict)
    patterns: tuple[re.Pattern[str], re.Pattern[str]] = (_any_of(()), _any_of(()))

    def introduce(self, people: tuple[str, ...], prefix: str) -> None:
        """Give each of these a pseudonym, in the order given. There is no key: nothing else says who is who."""
        known = sum(name.startswith(prefix) for name in self.given.values())
        for number, person in enumerate((p for p in people if p not in self.given), known + 1):
            self.given[person] = f"{prefix} {number:02}"

    def id(self, person: str) -> str:
        """What stands for the opaque id."""
        return self.given.get(person, person) if self.pseudonyms else person

    def name(self, person: str) -> str:
        """What stands for the name; somebody whose name was erased has none."""
        return self.given.get(person, "") if self.pseudonyms else self.names.get(person, "somebody")

    def text(self, text: str) -> str:
        """Words that people wrote, without the names of those who came where pseudonyms were asked for: whole names and
        their parts however they are written, parts that are also words of the language only with a capital. "maria" and
        "Will" go, "will" stays."""
        if not self.pseudonyms:
            return text
        if self.learned != len(self.given):
            known = [
                (name, self.given[person]) for person, name in self.names.items() if person in self.given
            ]
            self.whole = {name.casefold(): instead for name, instead in known}
            self.part = {p: instead for name, instead in known for p in name.split() if p[:1].isupper()}
            unlike = {
                p.casefold(): instead for p, instead in self.part.items() if p.casefold() not in ALSO_WORDS
            }
            self.whole = unlike | self.whole
            self.patterns = _any_of(self.whole, re.IGNORECASE), _any_of(self.part)
            self.learned = len(self.given)
        names, parts = self.patterns
        text = names.sub(lambda found: self.whole.get(found[0].casefold(), "somebody"), text)
        return parts.sub(lambda found: self.part[found[0]], text)

    def plain(self, value: Any) -> Any:
        """A payload with every id and every text so treated."""
        if isinstance(value, str):
            return self.given[value] if self.pseudonyms and value in self.given else self.text(value)
        if isinstance(value, Mapping):
            return {key: self.plain(held) for key, held in value.items()}
        return [self.plain(held) for held in value] if isinstance(value, list | tuple) else value
