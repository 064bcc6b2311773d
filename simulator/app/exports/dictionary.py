"""The data dictionary: every kind of event with every field, read from the code that writes them.

What a kind means is the sentence under its class; what a field means stands here by name, and by kind where one name
means different things. A test asks for every field.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final

from simulator.core.events.exercise import ExerciseEvent
from simulator.core.events.seminar import SeminarEvent

FIELDS: Final = {
    "about": "Decision, pledge, option or seat that it was about; of a request, what help was asked for",
    "accept": "Option that the author accepts in return, as clause.option",
    "act": "Version of the first event of what was taken back",
    "after": "What it is from now on",
    "agree": "Whether the party takes the offer",
    "amount": "How much: thousands a year, tenths of a post, or pieces, by kind of resource",
    "answer": "Key of the ready answer; empty: in words, or none",
    "apart": "Seats with a vote that nobody plays: shown, never counted",
    "asked": "How many were asked",
    "at": "When, milliseconds since 1970-01-01 UTC",
    "audience": "Seats that may know of it; empty: everybody",
    "author": "Seat that made it; empty: the facilitator",
    "became": "Id under which it goes on",
    "before": "What it was until now",
    "bonds": "What the room is bound to from now on: clause, option, and what that binds",
    "bot": "Whether the rules played it, for a seat that nobody holds",
    "bots": "What empty seats do: none, fill (marks only) or demo (everything)",
    "by": "Seat that asked for it; empty: the facilitator. Of a look: who looked",
    "called": "Whether the seminar called it in all rooms while this one was about to decide",
    "card": "Ready card that it came from; empty: written freely",
    "cast": "How many organizations take part",
    "caucus": "Code of the sector group that handed it in, if one did",
    "chair": "Seat that gave the floor as convener; empty: the facilitator or the list itself",
    "changed": "Organizations that changed the seat's mind, two at most",
    "change": "The change of the seminar that reached the room",
    "channel": "plenary, caucus, table, private or facilitator",
    "check": "Id of the sense check",
    "choice": "yes, aside or no",
    "clause": "Id of the clause",
    "clauses": "Clauses in play",
    "clock": "The clock from now on: when it ends, or what is left while it rests (milliseconds)",
    "committee": "Seats of the steering committee from now on",
    "condition": "What it waits for, in words",
    "consent": "Item of the consent list that is adopted; empty: a decision with ballots",
    "cuts": "Pledges of which an event left less: pledge, seat, kind, line, before, after",
    "decision": "Id of the decision",
    "delegate": "Seat that is wanted on the committee",
    "depth": "basic or full",
    "editor": "Seat that wrote this version",
    "electorate": "Whose vote counts, with weights, sectors and lent votes, frozen here",
    "enough": "Whether the answer was enough",
    "exercise": "Id of the room that goes on from here",
    "fact": "Number of the private fact on the role card, from 0",
    "failed": "How many decisions in a row had failed",
    "flags": "What facilitators keep in mind about the seat, all of it",
    "floor": "What the room talks about now: clause, option, proposal or decision",
    "funds": "What stands on budget lines from nobody in the room: kind, line, before, after",
    "from_room": "Room where they sat until now; empty: they had no seat",
    "from_seat": "Seat where they sat until now; empty: none",
    "generation": "How often the phrase was renewed",
    "give": "What the author does, in words",
    "group": "Id of the group",
    "groups": "Groups that were formed, with places and members",
    "heard": "yes, partly or no; empty: the seat would rather not say",
    "help": "How private help speaks: words, signs, points or off",
    "hidden": "Whether the marks stay hidden until the check closes",
    "headline": "Headline of a story of the press",
    "hinder": "What stands in the way, in one sentence",
    "home": "Whether they went home of their own wish",
    "how": "sign, reserve or decline",
    "in_force": "Whether the agreement entered into force",
    "inject": "Id of the event of the scenario",
    "item": "Id of the item on the consent list",
    "kept": "Seats that sat there before and stay, because fewer were marked than there are places",
    "key": "Key of the link; the link itself is not in the log",
    "kind": "Kind of resource: cash, staff, data, facilities, authority or constituency",
    "left": "What was left on the clock, milliseconds; less than nothing: over time",
    "lengths": "Minutes of the steps that differ from the scenario, by step",
    "lengths_before": "The same before the change",
    "letters": "Whether private letters stay closed or are opened after",
    "level": "How much the replay shows",
    "moment": "Which public version of the room the wall looks back at; 0: no longer",
    "line": "Budget line",
    "live": "What the group could live with, in one sentence",
    "mark": "must, nice, give, or empty",
    "marks": "The marks as they were counted",
    "means": "What parties have to give in a year: seat, kind, before, after",
    "merged": "What was taken over from others who wrote meanwhile",
    "minutes": "Minutes that the step got, or under 0 lost",
    "mode": "words, signs, points or off",
    "moves": "What would move this party, in its own words",
    "name": "Name of the room",
    "needed": "How many are needed",
    "note": "A note in words",
    "nobody": "Whether the seat says that nobody changed its mind",
    "notice": "The sentence that stood on every screen",
    "number": "Which one in the room, counted from 1",
    "of": "How many could have",
    "offer": "Id of the offer",
    "once": "Whether the vote is lent for one decision only",
    "only_if": "Option that it depends on, as clause.option; empty: none",
    "option": "Id of the option",
    "others": "Opaque ids of those who shared the seat",
    "origin": "Id of the room whose log was copied until that moment",
    "out": "Steps that are left out",
    "out_before": "The same before the change",
    "outcome": "The count: yes, aside, no, the checks of the rule, adopted or not",
    "parent": "Proposal that it answers; empty: none",
    "part_hash": "Hash of the party's own part of the text",
    "person": "Opaque id of the person; the name is not in the log",
    "place": "Number of the table; 0: none",
    "pledge": "Id of the pledge",
    "point": "Whether it is a point of order",
    "present": "Whether somebody of the seat is there",
    "printed": "Whether the story stood on the front page until then",
    "proposal": "Id of the proposal; empty: none",
    "proxy": "Seat that speaks and votes for it; empty: it is handed back",
    "rationale": "Why, in words",
    "reason": "Why, in words",
    "recorded": "Whether a facilitator entered it for the seat",
    "review": "Whether the question is the rule itself",
    "role": "scribe or spokesperson",
    "room": "Id of the room, or its name",
    "round": "Id of the round of the two questions",
    "rule": "The rule of decision, whole",
    "rule_from": "Option that brought the rule, as clause.option; empty: the scenario's own",
    "rulebook_hash": "Hash of the compiled scenario",
    "ruled": "How many more seats with a vote were played by rules and had marked",
    "said": "How many had answered",
    "scene": "What the wall shows; empty: it follows the step",
    "seat": "Seat of the organization",
    "seats": "Seats of the organizations",
    "seconds": "How long a turn lasts, seconds",
    "sector": "Code of the sector",
    "seen": "Version that was looked at",
    "seminar": "Id of the seminar",
    "sender": "Seat that wrote; empty: a facilitator",
    "settled": "Of those level, seats that the facilitator chose",
    "shown": "Whether everybody may see it",
    "signed": "How many signed, with or without a reservation",
    "silent": "Seats that did not object and count as yes",
    "slide": "Number of the picture, from 0",
    "spoken": "How long the one before had spoken, milliseconds by taps",
    "sponsors": "Seats that are asked to carry it",
    "step": "Id of the step of the running order; empty: none",
    "talk": "room or remote",
    "target": "What it is about: an option as clause.option, a clause, a proposal or a decision",
    "task": "Id of the task",
    "tasks": "Ids of the tasks",
    "terms": "Option by clause",
    "text": "The words",
    "text_hash": "Hash of the frozen text",
    "tied": "Seats with as many marks as the last one seated",
    "story": "Id of a story of the press",
    "to": "Seats that it is for; empty: everybody",
    "to_room": "Room of the seat that is offered",
    "undoes": "Version of the change that this one takes back; 0: none",
    "unled": "Critical tasks without a lead",
    "up": "Whether it is so from now on",
    "value": "yes, mostly, with, doubt or no; empty: taken back",
    "version": "Version, counted from 1",
    "voided": "How many signatures fell",
    "voted": "How many had marked somebody",
    "want": "What the author wants for it, in words",
    "wants": "Option that the author wants for it, as clause.option",
    "what": "What kind of act it was; of a line, its key",
    "who": "Seat that speaks from now on; empty: nobody",
    "why": "paused, resumed, extended, held or moved by an event",
    "wording": "Drafted text in place of the option's, by clause",
    "words": "Why, in a sentence",
    "years": "Years of the term; empty: all of them",
}  # fmt: skip
SPECIAL: Final = {
    ("delegation.noted", "kind"): "Kind of the command",
    ("delegation.noted", "choice"): "What was chosen",
    ("sponsor.answered", "consent"): "Whether the seat carries it",
    ("signing.opened", "electorate"): "Seats whose signature counts",
    ("seminar.followed", "version"): "Version of the seminar's log up to which the room has followed",
    ("sense.closed", "version"): "Version of the clause or proposal that was asked about",
    ("swap.offered", "to"): "Seat that is offered",
    ("vote.lent", "to"): "Seat that votes for it",
    ("press.submitted", "by"): "Guest who wrote it: an opaque id",
    ("worksheet.marked", "option"): "Option, as clause.option",
    ("inject.thrown", "before"): "Alternatives that it changed, by seat, before it, millipoints",
    ("inject.thrown", "after"): "The same after it",
    ("clause.reopened", "option"): "Option as which it was adopted",
    ("clause.reopened", "decision"): "Decision that had adopted it",
    ("inject.planned", "step"): "Step at whose beginning it comes; empty: when the clock ends",
    ("inject.planned", "by"): "Who planned it",
    ("person.moved", "how"): "moved, or swapped with somebody",
    ("person.put_back", "act"): "Version of the seminar's log at which they were removed",
    ("person.removed", "by"): "Opaque id of the facilitator",
    ("clock.changed", "before"): "The clock until now",
    ("pledge.revised", "before"): "The amount until now",
    ("trial.called", "seed"): "Number that all draws of the test follow from",
    ("trial.called", "again"): "Whether it is the second test, with one clause changed",
    ("trial.ran", "result"): "What the runs found, whole",
    ("trial.told", "upto"): "How far it is told: years, then the count, then what each clause was worth",
    ("trial.told", "before"): "How far it was told until now",
    ("trial.change_asked", "option"): "Option that is tried, as clause.option",
    ("debrief.counted", "results"): "By party what the agreement is worth to it and its alternative, millipoints",
    ("debrief.left", "left"): "The agreement against all there are, and what would have pleased more",
    ("debrief.revealed", "what"): "count, parties, names, best or heard",
    ("speaker.tapped", "before"): "Seat that spoke until now; empty: nobody",
    ("speaker.tapped", "seat"): "Seat whose people tapped; empty: a facilitator",
    ("heard.asked", "seats"): "Seats that people held, which were asked",
    ("heard.answered", "note"): "A sentence for the facilitators alone",
    ("branch.begun", "version"): "How many events were copied",
    ("branch.begun", "at"): "The moment that was returned to, milliseconds since 1970-01-01 UTC",
    ("branch.told", "version"): "How many events of this log the other one begins with",
    ("branch.told", "at"): "The moment that was returned to, milliseconds since 1970-01-01 UTC",
    ("seminar.branched", "at"): "The moment that was returned to, milliseconds since 1970-01-01 UTC",
    ("seminar.branched", "generation"): "How often the phrase of each seat had been renewed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One field of an event, with its type and meaning."""

    name: str
    type: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One kind of event: the log that holds it, what it says, its fields."""

    kind: str
    log: str
    meaning: str
    fields: tuple[FieldEntry, ...]


def plain_type(written: object) -> str:
    """A type as people read it."""
    text = re.sub(r"\b(\w*Id|OptionRef|SectorCode)\b", "text", str(written))
    text = re.sub(r"\bstr\b", "text", text).replace("int", "whole number").replace("bool", "yes or no")
    text = re.sub(r"tuple\[(.*), \.\.\.\]", r"list of \1", text)
    text = re.sub(r"Mapping\[(\w+), (.*)\]", r"\2 by \1", text)
    return text.replace(" | None", ", may be empty").replace("'", "")


def _field(kind: str, field: Any) -> FieldEntry:
    if field.default is not MISSING:
        default = str(field.default)
    else:
        default = "" if field.default_factory is MISSING else str(field.default_factory())
    meaning = SPECIAL.get((kind, field.name)) or FIELDS[field.name]
    return FieldEntry(field.name, plain_type(field.type), default, meaning)


def entries() -> Iterator[EventEntry]:
    """Every kind of event that a log may hold."""
    for log, union in (("seminar", SeminarEvent), ("room", ExerciseEvent)):
        for event in typing.get_args(union):
            said = " ".join((event.__doc__ or "").replace("``", "").split())
            yield EventEntry(event.KIND, log, said, tuple(_field(event.KIND, f) for f in fields(event)))


def rows() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The dictionary as one table: a line for each field, and one for a kind without any."""
    head = ("log", "kind", "what happened", "field", "type", "default", "meaning")
    lines: list[tuple[str, ...]] = [
        (entry.log, entry.kind, entry.meaning, f.name, f.type, f.default, f.meaning)
        for entry in entries()
        for f in entry.fields or (FieldEntry("", "", "", ""),)
    ]
    return head, lines


def markdown() -> str:
    """The dictionary to read."""
    text = [
        "# Data dictionary\n",
        "One line of a `.jsonl` file is one event: `version` (its place in the log, from 1), `at` (milliseconds since "
        "1970-01-01 UTC), `time_utc`, `time_local`, `kind`, `actor` (an opaque id, a pseudonym, or the system), and "
        "`fields`. In place of the last two there may be `withheld` (private) or `erased` (deleted).\n",
    ]
    for entry in entries():
        text.append(f"## `{entry.kind}` ({entry.log})\n\n{entry.meaning}\n")
        if entry.fields:
            text.append("| field | type | meaning |\n| --- | --- | --- |")
            text += [f"| `{f.name}` | {f.type.replace('|', 'or')} | {f.meaning} |" for f in entry.fields]
            text.append("")
    return "\n".join(text) + "\n"
