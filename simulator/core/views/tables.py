"""Groups at work: what their members see, what the facilitator sees of all of them, and what they reported."""

from __future__ import annotations

from dataclasses import dataclass

from ..commands import exercise as cmd
from ..deciding.groups import REPORTS, work_of
from ..envelope import Actor
from ..ids import ClauseId, GroupId, OptionId, OptionRef, ProposalId, SeatId, split_ref
from ..permissions import may
from ..state.exercise import Exercise
from ..state.groups import Group, GroupWork
from .clauses import Term, term
from .room import clauses_now
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class TableName:
    """How people speak of a group: by its table, or by its caucus."""

    kind: str  # caucus, mixed
    place: int
    sector: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at a table."""

    seat: SeatId
    short: str
    hue: int
    here: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause and what can be chosen for it; ``discussed`` in this step, or chosen already."""

    clause: ClauseId
    code: str
    title: str
    options: tuple[tuple[OptionId, str, str], ...]  # id, letter, title
    chosen: OptionId
    discussed: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What a group would propose, as far as it is written; ``handed`` is the version that the room reads."""

    terms: tuple[Term, ...]
    rationale: str
    only_if: Term | None
    version: int = 0
    handed: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """The scribe's report: what the group could live with, and what stands in the way."""

    could: str = ""
    stands: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What I may do at my table now."""

    take: bool = False
    draft: bool = False
    hand_in: bool = False
    report: bool = False
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class MyTable:
    """My group at work, and nothing where the step has none. ``alone``: its proposal is the only one that I make now.
    ``choices`` are for who writes."""

    name: TableName | None = None
    members: tuple[Member, ...] = ()
    scribe: str = ""
    speaker: str = ""
    i_write: bool = False
    i_speak: bool = False
    alone: bool = False
    draft: Draft = Draft((), "", None)
    choices: tuple[Choice, ...] = ()
    only_if: OptionRef = OptionRef("")
    proposal: ProposalId = ProposalId("")
    report: Words = Words()
    allowed: Allowed = Allowed()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A group as the facilitator sees it."""

    id: GroupId
    name: TableName
    members: tuple[Member, ...]
    scribe: SeatId
    speaker: SeatId
    draft: Draft
    report: Words


@dataclass(frozen=True, slots=True)
class Tables:
    """All groups of the step, and from how many something has come in."""

    rows: tuple[TableRow, ...]
    handed: int
    reported: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a scribe reported for everybody to read."""

    name: TableName
    could: str
    stands: str


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of the step that reported last."""

    step: str
    rows: tuple[Report, ...]


def table_name(state: Exercise, group: Group) -> TableName:
    """How people speak of this group."""
    sector = state.rulebook.sector_of[state.seats[group.members[0]].sector]
    return TableName(group.kind, group.place, sector.name if group.kind == "caucus" else "")


def _members(state: Exercise, group: Group) -> tuple[Member, ...]:
    return tuple(Member(s, short(state, s), hue(state, s), state.seats[s].present) for s in group.members)


def _choices(state: Exercise, work: GroupWork) -> tuple[Choice, ...]:
    now = clauses_now(state) or state.clauses
    return tuple(
        Choice(
            c.id, c.code, c.title, tuple((o.id, c.letter(o.id), o.title) for o in c.options),
            work.terms.get(c.id, OptionId("")), c.id in now or c.id in work.terms,
        )
        for c in (state.rulebook.clause_of[c] for c in state.clauses)
    )  # fmt: skip


def _draft(state: Exercise, work: GroupWork) -> Draft:
    terms = tuple(term(state, c, work.terms[c]) for c in state.rulebook.clause_of if c in work.terms)
    condition = term(state, *split_ref(work.only_if)) if work.only_if else None
    return Draft(terms, work.rationale, condition, work.version, work.handed)


def my_table(state: Exercise, seat: SeatId) -> MyTable:
    """My group at work, or nothing where the step has no groups."""
    group, actor = state.group_of(seat), Actor("delegate", state.seats[seat].person, seat)
    if group is None:
        return MyTable()
    work, i_write = work_of(state, group), group.scribe == seat
    return MyTable(
        table_name(state, group), _members(state, group), short(state, group.scribe),
        short(state, group.spokesperson), i_write, group.spokesperson == seat, state.depth == "basic",
        _draft(state, work), _choices(state, work) if i_write else (), work.only_if, work.proposal,
        Words(work.could, work.stands, work.report_version),
        Allowed(
            not i_write and may(state, actor, cmd.TakePen, seat), may(state, actor, cmd.DraftTogether, seat),
            may(state, actor, cmd.HandIn, seat), may(state, actor, cmd.ReportGroup, seat),
            bool(work.proposal) and may(state, actor, cmd.WithdrawProposal, seat, work.proposal),
        ),
    )  # fmt: skip


def tables(state: Exercise) -> Tables:
    """What the facilitator sees of all groups."""
    rows = []
    for group in state.groups:
        work = work_of(state, group)
        rows.append(TableRow(
            group.id, table_name(state, group), _members(state, group), group.scribe, group.spokesperson,
            _draft(state, work), Words(work.could, work.stands, work.report_version),
        ))  # fmt: skip
    return Tables(
        tuple(rows), sum(bool(r.draft.handed) for r in rows), sum(bool(r.report.could) for r in rows)
    )


def reports(state: Exercise) -> Reports:
    """What everybody may read: the reports of groups that have broken up, and those that the wall shows."""
    here = {g.id for g in state.groups}
    shown = [
        w for w in state.group_work.values() if w.could and (w.group.id not in here or state.scene == REPORTS)
    ]
    if not shown:
        return Reports("", ())
    step = shown[-1].group.id.rpartition("-")[0]
    rows = sorted((w for w in shown if w.group.id.rpartition("-")[0] == step), key=lambda w: w.group.place)
    title = next((s.title for s in state.rulebook.steps if s.id == step), "")
    return Reports(title, tuple(Report(table_name(state, w.group), w.could, w.stands) for w in rows))
