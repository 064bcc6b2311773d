"""The sheets of an export: what happened as tables, one row for each thing, in plain words and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.core.binding import is_closed
from simulator.core.events.exercise import MessageSent
from simulator.core.ids import ClauseId, OptionId, OptionRef, SeatId, split_ref
from simulator.core.sensing import shown_marks
from simulator.core.state.exercise import Exercise
from simulator.core.work_plan import tasks

from ..evaluation import SCALE
from ..streams import EventCodec
from .disclosure import COUNTED, Names, withheld
from .record import Record
from .voices import HEARD_HEAD, SPOKEN_HEAD, heard_rows, spoken_rows

Cell = str | int
Rows = Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def utc(at: int) -> str:
    """An instant as ISO 8601 in UTC; empty for none."""
    return (
        datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if at
        else ""
    )


def local(at: int) -> str:
    """The same in the server's own time zone, with its offset."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().isoformat(timespec="seconds") if at else ""


def both(at: int) -> tuple[str, str]:
    """An instant twice: UTC and local."""
    return utc(at), local(at)


def yes(value: object) -> str:
    """A yes or no."""
    return "yes" if value else "no"


def organization(state: Exercise, seat: str) -> str:
    """The name of who sits there; the facilitator for nobody."""
    return state.organization(SeatId(seat)).name if seat in state.seats else "Facilitator"


def option(state: Exercise, clause: str, chosen: str) -> str:
    """A clause and its option as people say them: "C4 b, Two thirds"."""
    found = state.rulebook.clause_of.get(clause)  # type: ignore[call-overload]
    if found is None:
        return f"{clause}.{chosen}"
    return f"{found.code} {found.letter(chosen)}, {found.option(chosen).title}"


def terms(state: Exercise, wanted: Mapping[ClauseId, OptionId]) -> str:
    """Several of them."""
    return "; ".join(option(state, clause, chosen) for clause, chosen in wanted.items())


def tied(state: Exercise, ref: OptionRef) -> str:
    """The option that something depends on."""
    return option(state, *split_ref(ref)) if ref else ""


def _people(record: Record, names: Names) -> Rows:
    for person in record.people:
        roles = "; ".join(
            f"{record.rooms[room].room}: {organization(record.rooms[room], seat)}"
            for room, seat in person.roles
        )
        yield (names.id(person.person), names.name(person.person), *both(person.came), roles, person.minutes)


def _attendance(record: Record, names: Names) -> Rows:
    for person in record.people:
        for stay in person.stays:
            room = record.rooms[stay.room]
            yield (
                names.id(person.person), names.name(person.person), room.room, organization(room, stay.seat),
                *both(stay.start), *both(stay.end), stay.minutes,
            )  # fmt: skip


def _targets(state: Exercise) -> Iterator[tuple[str, str, str]]:
    for clause in state.clauses:
        for ref in state.rulebook.refs(clause):
            yield ref, "option", option(state, *split_ref(OptionRef(ref)))
    for proposal in state.tabled.values():
        yield proposal.id, "proposal", terms(state, proposal.terms)


def _stances(record: Record, names: Names) -> Rows:
    for state in record.rooms.values():
        counted = is_closed(state)
        for target, what, said in _targets(state):
            rows = []
            for seat, stance in shown_marks(state, target).items():
                place = state.seats[seat]
                sector = state.rulebook.sector_of[place.sector].name
                if counted:
                    # the agreement keeps to the room's count: caucuses are the facilitator's, seats are nobody's
                    rows.append(
                        (state.room, what, target, said, "", "", sector, stance.value, "", "", "", "")
                    )
                    continue
                rows.append((
                    state.room, what, target, said, seat, organization(state, seat), sector, stance.value,
                    names.text(stance.reason), names.text(stance.moves), yes(stance.recorded), yes(stance.bot),
                ))  # fmt: skip
            yield from sorted(rows) if counted else rows


def _proposals(record: Record, names: Names) -> Rows:
    for state in record.rooms.values():
        for p in state.tabled.values():
            yield (
                state.room, p.id, p.author, organization(state, p.author), p.place or "", terms(state, p.terms),
                names.text(p.rationale), tied(state, p.only_if), p.version, p.status, p.parent,
                names.text("\n".join(f"{c}: {w}" for c, w in p.wording.items())),
            )  # fmt: skip


def _decisions(record: Record, _names: Names) -> Rows:
    for state in record.rooms.values():
        for d in state.decisions.values():
            if d.status in COUNTED and d.outcome:
                o = d.outcome
                yield (
                    state.room, d.id, *both(d.opened_at), terms(state, d.terms) or "Reopen the frozen text",
                    d.rule.spoken,
                    "adopted" if o.passed else "not adopted", o.yes, o.aside, o.no, o.silent, o.by_proxy, o.by_silence,
                )  # fmt: skip


def _ballots(record: Record, names: Names) -> Rows:
    for state in record.rooms.values():
        for d in state.decisions.values():
            # what was called off was never counted: its ballots stay hidden for good
            if d.status not in COUNTED:
                continue
            for seat, b in d.ballots.items():
                yield (
                    state.room, d.id, seat, organization(state, seat), b.choice, names.text(b.reason),
                    yes(b.recorded), yes(b.silent),
                )  # fmt: skip
            for seat, text in d.objections.items():
                yield (
                    state.room,
                    d.id,
                    seat,
                    organization(state, seat),
                    "objection on record",
                    names.text(text),
                    "",
                    "",
                )


def _pledges(record: Record, names: Names) -> Rows:
    for state in record.rooms.values():
        gone = [(w.pledge, w.at, "withdrawn") for w in state.withdrawn.values()]
        for p, at, status in (*((p, 0, "standing") for p in state.pledges.values()), *gone):
            yield (
                state.room, p.id, p.seat, organization(state, p.seat), p.kind, p.amount, p.line,
                ", ".join(map(str, p.years)) or "all", names.text(p.note), names.text(p.condition),
                tied(state, p.only_if), p.version, status, *both(at),
            )  # fmt: skip


def _tasks(record: Record, names: Names) -> Rows:
    for state in record.rooms.values():
        for task in tasks(state):
            lead, given = state.work.leads.get(task.id), state.work.support.get(task.id, {})
            refused = state.work.refused.get(task.id, {})
            yield (
                state.room, task.id, task.title, task.workgroup, yes(task.critical), task.due,
                organization(state, lead.seat) if lead else "", task.staff, sum(given.values()),
                "; ".join(f"{organization(state, s)}: {n}" for s, n in given.items()),
                names.text("; ".join(f"{organization(state, s)}: {why}" for s, why in refused.items())),
            )  # fmt: skip


def _messages(record: Record, names: Names, codec: EventCodec) -> Rows:
    for room, state in record.rooms.items():
        for event in record.logs[room]:
            if event.kind != MessageSent.KIND or event.erased:
                continue
            m = codec.decode(event.kind, event.payload)
            if not withheld(state, m):
                to = "; ".join(organization(state, s) for s in m.to)
                yield (
                    state.room,
                    *both(m.at),
                    organization(state, m.sender),
                    m.channel,
                    to,
                    names.text(m.text),
                )


def _signatures(record: Record, names: Names) -> Rows:
    said = {"sign": "signed", "reserve": "signed with a reservation", "decline": "declined"}
    for state in record.rooms.values():
        for seat in state.seats:
            s = state.signing.signatures.get(seat)
            counts = yes(seat in state.signing.electorate)
            yield (
                state.room, seat, organization(state, seat), counts, said[s.kind] if s else "no answer",
                names.text(s.note) if s else "", s.text_hash if s else "",
            )  # fmt: skip


def _evaluation(record: Record, names: Names) -> Rows:
    for count in record.results.counts:
        for step, number in zip(SCALE, count.steps, strict=False):
            yield count.question.text, count.question.kind, step, number, ""
        for text in count.texts:
            yield count.question.text, count.question.kind, "", "", names.text(text)


HEADS = {
    "people": ("person", "name", "came in (UTC)", "came in (local)", "played", "minutes present"),
    "attendance": ("person", "name", "room", "organization", "from (UTC)", "from (local)", "to (UTC)", "to (local)",
                   "minutes present"),
    "stances": ("room", "about", "id", "words", "seat", "organization", "sector", "could live with it", "reason",
                "what would move them", "recorded by the facilitator", "played by rules"),
    "proposals": ("room", "id", "seat", "organization", "table", "options", "why", "only if", "version", "status",
                  "answers", "drafted text"),
    "decisions": ("room", "id", "opened (UTC)", "opened (local)", "about", "rule", "result", "yes", "stood aside", "no",
                  "silent", "of these by proxy", "of these by silence"),
    "ballots": ("room", "decision", "seat", "organization", "ballot", "reason", "recorded by the facilitator",
                "silent on the consent list"),
    "pledges": ("room", "id", "seat", "organization", "kind", "amount", "budget line", "years", "note", "condition",
                "only if", "version", "status", "withdrawn (UTC)", "withdrawn (local)"),
    "tasks": ("room", "id", "task", "workgroup", "critical", "due (months)", "lead", "staff needed (tenths of a post)",
              "staff given", "given by", "said no"),
    "messages": ("room", "sent (UTC)", "sent (local)", "from", "channel", "to", "text"),
    "signatures": ("room", "seat", "organization", "signature counts", "answer", "note", "hash of the text"),
    "heard": HEARD_HEAD,
    "speaking": SPOKEN_HEAD,
    "evaluation": ("question", "kind", "step (1 not at all, 5 fully)", "answers", "text"),
}  # fmt: skip


def sheets(record: Record, names: Names, codec: EventCodec) -> tuple[Sheet, ...]:
    """All of them. The evaluation is empty while fewer than five have answered."""
    made = {
        "people": _people, "attendance": _attendance, "stances": _stances, "proposals": _proposals,
        "decisions": _decisions, "ballots": _ballots, "pledges": _pledges, "tasks": _tasks,
        "signatures": _signatures, "heard": lambda record, _names: heard_rows(record), "evaluation": _evaluation,
    }  # fmt: skip
    found = []
    for name, head in HEADS.items():
        if name in ("messages", "speaking"):
            log = _messages(record, names, codec) if name == "messages" else spoken_rows(record, codec, both)
            found.append(Sheet(name, head, tuple(log)))
            continue
        rows = made[name](record, names)
        found.append(Sheet(name, head, tuple(rows)))
    return tuple(found)
