"""Whether people were heard: the questions on a seat's page, who speaks at its table, the facilitators' picture of it,
and what the room is told in the debrief."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..envelope import Actor
from ..hearing import (
    Bucket,
    answered,
    counted,
    named,
    named_twice,
    tellable,
    to_be_asked,
    told_of,
    whom_to_invite,
)
from ..ids import NO_SEAT, GroupId, SeatId
from ..permissions import may
from ..state.exercise import Exercise
from ..state.heard import NO, PARTLY, Answer, HeardRound
from .facilitator import STEERING
from .seating import hue, short

MOST_CHANGED = 5


@dataclass(frozen=True, slots=True)
class Party:
    """An organization in short."""

    seat: SeatId
    short: str
    hue: int


@dataclass(frozen=True, slots=True)
class MyVoice:
    """The two questions, with my answers as they are stored; ``others`` are those I can name."""

    round: str
    step: str
    answer: Answer
    changed: tuple[str, ...]
    others: tuple[tuple[SeatId, str], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class MyTaps:
    """Who speaks at my table now, of whom. ``scribe``: I hold the pen, so that I may be asked to tap."""

    group: GroupId
    members: tuple[Party, ...]
    speaker: SeatId
    since: int
    scribe: bool
    enabled: bool


@dataclass(frozen=True, slots=True)
class SectorVoice:
    """A sector's answers and minutes. ``unsaid`` of those who were asked."""

    code: str
    name: str
    hue: int
    yes: int
    partly: int
    no: int
    unsaid: int
    spoken: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """A seat that said no, or partly, with its sentence."""

    party: Party
    heard: str
    note: str


@dataclass(frozen=True, slots=True)
class TableNow:
    """A table of the step, with who speaks there."""

    group: GroupId
    place: int
    speaker: SeatId
    since: int
    members: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom to invite to speak next, and why."""

    party: Party
    heard: str
    spoken: int


@dataclass(frozen=True, slots=True)
class VoiceDesk:
    """Who was heard. ``round`` is empty before the first one; ``total`` is the count of all its seats."""

    can_ask: bool
    offered: bool
    round: str
    step: str
    open: bool
    said: int
    asked: int
    waiting: tuple[Party, ...]
    sectors: tuple[SectorVoice, ...]
    total: Bucket
    unheard: tuple[Unheard, ...]
    changed: tuple[tuple[Party, int], ...]
    nobody: int
    earlier: tuple[tuple[str, Bucket], ...]
    invite: tuple[Invite, ...]
    can_invite: bool
    tables: tuple[TableNow, ...]
    running: bool


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A seat's last answer and its minutes (in ms) by taps: in all, in this step, and how often it spoke."""

    party: Party
    code: str
    heard: str
    note: str
    spoken: int
    spoken_now: int
    turns: int
    here: bool


@dataclass(frozen=True, slots=True)
class SectorTold:
    """What everybody may know of a sector, or of several that are too small alone."""

    names: tuple[str, ...]
    hue: int
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Voices:
    """What the debrief tells: the last round by sector, the others as counts, and how many changed minds."""

    step: str
    sectors: tuple[SectorTold, ...]
    earlier: tuple[tuple[str, Bucket], ...]
    named: int


def _party(state: Exercise, seat: SeatId) -> Party:
    return Party(seat, short(state, seat), hue(state, seat))


def _title(state: Exercise, of: HeardRound) -> str:
    step = state.rulebook.step_of.get(of.step)
    return step.title if step else ""


def _last(state: Exercise) -> HeardRound | None:
    return state.heard.rounds[-1] if state.heard.rounds else None


def my_voice(state: Exercise, seat: SeatId) -> MyVoice | None:
    """The questions while they are open, and what I answered until the next step begins; None otherwise."""
    last = _last(state)
    if last is None or (not last.open and (seat not in last.answers or last.step != state.step)):
        return None
    answer = last.answers.get(seat, Answer())
    others = tuple((s.id, short(state, s.id)) for s in state.seats.values() if s.person and s.id != seat)
    # an organization whose people left since stays my answer
    gone = tuple((s, short(state, s)) for s in answer.changed if not state.seats[s].person)
    names = tuple(short(state, s) for s in answer.changed)
    return MyVoice(last.id, _title(state, last), answer, names, (*others, *gone), not last.open)


def my_taps(state: Exercise, seat: SeatId) -> MyTaps | None:
    """Who speaks at my table; None where everybody sits together."""
    group = state.group_of(seat)
    if group is None:
        return None
    now, me = state.heard.talking.get(group.id), Actor("delegate", state.seats[seat].person, seat)
    # rules do not speak: people do
    members = tuple(_party(state, s) for s in group.members if state.seats[s].person)
    return MyTaps(
        group.id, members, now.seat if now else NO_SEAT, now.since if now else 0, group.scribe == seat,
        may(state, me, cmd.TapSpeaker, seat, group.id),
    )  # fmt: skip


def _sectors(state: Exercise, last: HeardRound | None) -> tuple[SectorVoice, ...]:
    found = []
    for sector in state.rulebook.sectors:
        seats = [s.id for s in state.seats.values() if s.sector == sector.code]
        said = [last.answers[s].heard for s in seats if last and s in last.answers]
        asked = [s for s in seats if last and (s in last.asked or s in last.answers)]
        spoken = sum(state.heard.spoken.get(s, 0) for s in seats)
        row = counted(said)
        if asked or spoken:
            unsaid = len(asked) - row.seats
            found.append(
                SectorVoice(sector.code, sector.name, sector.hue, row.yes, row.partly, row.no, unsaid, spoken)
            )
    return tuple(found)


def _tables(state: Exercise) -> tuple[TableNow, ...]:
    found = []
    for g in state.groups:
        now = state.heard.talking.get(g.id)
        people = tuple(_party(state, s) for s in g.members if state.seats[s].person)
        found.append(TableNow(g.id, g.place, now.seat if now else NO_SEAT, now.since if now else 0, people))
    return tuple(found)


def voice_desk(state: Exercise) -> VoiceDesk:
    """Who was heard, for those who steer."""
    last = _last(state)
    answers = dict(last.answers) if last else {}
    order = {NO: 0, PARTLY: 1}
    unheard = sorted(
        (
            Unheard(_party(state, s), a.heard, a.note)
            for s, a in answers.items()
            if a.heard in order or a.note
        ),
        key=lambda u: order.get(u.heard, 2),
    )
    waiting = (
        [s for s in last.asked if s not in answers and state.seats[s].person] if last and last.open else []
    )
    changed = tuple((_party(state, s), n) for s, n in (named(last) if last else {}).items())
    return VoiceDesk(
        not state.heard.open and may(state, STEERING, cmd.AskHeard, NO_SEAT), to_be_asked(state),
        last.id if last else "", _title(state, last) if last else "", bool(last and last.open),
        len(answers), len({*last.asked, *answers}) if last else 0, tuple(_party(state, s) for s in waiting),
        _sectors(state, last), counted([a.heard for a in answers.values()]), tuple(unheard), changed[:MOST_CHANGED],
        sum(a.nobody for a in answers.values()),
        tuple((_title(state, r), counted([a.heard for a in r.answers.values()])) for r in state.heard.rounds[:-1]),
        tuple(Invite(_party(state, i.seat), i.heard, i.spoken) for i in whom_to_invite(state)),
        state.clock != Clock(), _tables(state), state.clock.running,
    )  # fmt: skip


def voice_row(state: Exercise, key: str) -> VoiceRow:
    """One seat in the table of who was heard."""
    seat, last, now = SeatId(key), _last(state), state.heard
    answer = last.answers.get(seat, Answer()) if last else Answer()
    return VoiceRow(
        _party(state, seat), state.seats[seat].sector, answer.heard, answer.note, now.spoken.get(seat, 0),
        now.spoken_now.get(seat, 0), now.turns.get(seat, 0), bool(state.seats[seat].person),
    )  # fmt: skip


def voices(state: Exercise) -> Voices | None:
    """What the room has been shown of it; None before."""
    rounds = tellable(state)
    if "heard" not in state.debrief.shown or not rounds:
        return None
    by = {s.code: s for s in state.rulebook.sectors}
    told = tuple(
        SectorTold(
            tuple(by[c].name for c in b.sectors), by[b.sectors[0]].hue if len(b.sectors) == 1 else 0, b  # type: ignore[index]
        )
        for b in told_of(state, rounds[-1])
    )  # fmt: skip
    earlier = tuple((_title(state, r), counted([a.heard for a in answered(r).values()])) for r in rounds[:-1])
    return Voices(_title(state, rounds[-1]), told, earlier, named_twice(state))
