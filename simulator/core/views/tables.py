"""What people at one table write, for its members alone; and what of it the room and the facilitator see."""

from __future__ import annotations

from dataclasses import dataclass

from ..binding import is_closed
from ..commands import exercise as cmd
from ..envelope import Actor
from ..groups import form_groups
from ..ids import ClauseId, GroupId, OptionId, OptionRef, SeatId, SectorCode, split_ref
from ..permissions import may
from ..rulebook import Step
from ..state.exercise import Exercise
from ..state.groups import Group
from ..state.tables import Sheet
from .clauses import Term, term
from .room import clauses_now
from .seating import hue, short


@dataclass(frozen=True, slots=True)
class TableName:
    """How a group is called: by its place, and a caucus by its sector."""

    place: int
    caucus: str


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """A clause with its options, to choose from."""

    clause: ClauseId
    code: str
    title: str
    options: tuple[tuple[OptionId, str, str], ...]  # id, letter, title
    chosen: OptionId


@dataclass(frozen=True, slots=True)
class MySheet:
    """The proposal that my group writes. ``state``: empty, draft, handed (as it stands), changed (since)."""

    name: TableName
    writer: str
    mine: bool
    turn: int
    terms: tuple[Term, ...]
    choices: tuple[ClauseChoice, ...]
    conditions: tuple[ClauseChoice, ...]
    rationale: str
    only_if: OptionRef
    condition: Term | None
    state: str
    may_take: bool
    may_write: bool
    may_hand_in: bool
    other: (
        tuple[str, str] | None
    )  # who held the pen before, and the sentence as they left it, where it is another


@dataclass(frozen=True, slots=True)
class MyReport:
    """My group's two sentences."""

    name: TableName
    live: str
    hinder: str
    by: str
    shown: bool
    enabled: bool
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A group's two sentences, as the room reads them."""

    name: TableName
    live: str
    hinder: str


@dataclass(frozen=True, slots=True)
class Reports:
    """What the groups of a step reported. ``closed``: the agreement keeps reports at their tables."""

    step: str
    rows: tuple[ReportRow, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A group on the facilitator's page. ``state`` as in MySheet; ``seated``: people sit there, not rules alone."""

    group: GroupId
    name: TableName
    members: tuple[tuple[SeatId, str, int], ...]
    scribe: SeatId
    spokesperson: SeatId
    state: str
    proposal: str
    report: ReportRow | None
    seated: bool


@dataclass(frozen=True, slots=True)
class TableSign:
    """A table as it is printed."""

    name: TableName
    members: tuple[tuple[int, str, str, int], ...]  # number, name, sector, hue
    scribe: str
    spokesperson: str


def table_name(state: Exercise, place: int, caucus: str) -> TableName:
    """The name of a group that sits here, or sat here."""
    sector = state.rulebook.sector_of.get(SectorCode(caucus))
    return TableName(place, sector.name if sector else "")


def group_name(state: Exercise, group: Group) -> TableName:
    """How this group is called."""
    return table_name(state, group.place, state.caucus_of(group))


def sheet_state(state: Exercise, group: Group) -> str:
    """How far a group's proposal is: empty, draft, handed (as it stands, and once it is decided), changed (since)."""
    sheet = state.sheet_of(group)
    proposal = state.proposals.get(sheet.proposal)
    if proposal and proposal.status != "withdrawn" and sheet.handed == sheet.version:
        return "handed"
    if proposal and proposal.status == "live":
        return "changed"
    return "draft" if sheet.version else "empty"


def _choices(
    state: Exercise, clauses: tuple[ClauseId, ...], chosen: dict[ClauseId, OptionId]
) -> tuple[ClauseChoice, ...]:
    found = (state.rulebook.clause_of[c] for c in clauses)
    return tuple(
        ClauseChoice(
            c.id, c.code, c.title, tuple((o.id, c.letter(o.id), o.title) for o in c.options),
            chosen.get(c.id, OptionId("")),
        )
        for c in found
    )  # fmt: skip


def _other(state: Exercise, sheet: Sheet, seat: SeatId, scribe: SeatId) -> tuple[str, str] | None:
    """The sentence of somebody else that the pen may be writing over, for its holder and those who read along."""
    if seat == scribe and sheet.by != seat and sheet.rationale:
        return short(state, sheet.by), sheet.rationale
    if sheet.earlier and sheet.earlier not in sheet.rationale:
        return short(state, sheet.earlier_by), sheet.earlier
    return None


def my_sheet(state: Exercise, seat: SeatId) -> MySheet | None:
    """The proposal that my group writes; None where the step has no groups."""
    group, place = state.group_of(seat), state.seats[seat]
    if group is None or not place.read:
        return None
    me = Actor("delegate", place.person, seat)
    sheet = state.sheet_of(group)
    # in the order of the agreement, and with what an earlier step may have left on the sheet
    now = clauses_now(state) or state.clauses
    clauses = tuple(c for c in state.clauses if c in now or c in sheet.terms)
    chosen = dict(sheet.terms)
    return MySheet(
        group_name(state, group), short(state, group.scribe), group.scribe == seat, group.turn,
        tuple(term(state, c, chosen[c]) for c in clauses if c in chosen),
        _choices(state, clauses, chosen), _choices(state, state.clauses, {}),
        sheet.rationale, sheet.only_if, term(state, *split_ref(sheet.only_if)) if sheet.only_if else None,
        sheet_state(state, group), may(state, me, cmd.TakePen, seat), may(state, me, cmd.WriteSheet, seat),
        may(state, me, cmd.HandIn, seat), _other(state, sheet, seat, group.scribe),
    )  # fmt: skip


def my_report(state: Exercise, seat: SeatId) -> MyReport | None:
    """My group's two sentences; None where the step has no groups."""
    group, place = state.group_of(seat), state.seats[seat]
    if group is None or not place.read:
        return None
    report = state.report_of(group)
    enabled = may(state, Actor("delegate", place.person, seat), cmd.GiveReport, seat)
    if report is None:
        return MyReport(group_name(state, group), "", "", "", False, enabled, is_closed(state))
    by = short(state, report.by)
    return MyReport(
        group_name(state, group), report.live, report.hinder, by, report.shown, enabled, is_closed(state)
    )


def reports(state: Exercise) -> Reports:
    """What the groups reported, of the newest step of which the room may read it."""
    if is_closed(state):
        return Reports("", (), True)
    shown = [r for r in state.reports.values() if r.shown]
    if not shown:
        return Reports("", ())
    steps = {r.step for r in shown}
    newest = state.step if state.step in steps else shown[-1].step
    step = state.rulebook.step_of.get(newest)
    rows = sorted((r for r in shown if r.step == newest), key=lambda r: r.place)
    return Reports(
        step.title if step else "",
        tuple(ReportRow(table_name(state, r.place, r.caucus), r.live, r.hinder) for r in rows),
    )


def table_signs(state: Exercise, step: Step) -> tuple[TableSign, ...]:
    """The tables of a step: as people sit now, or as they would if it began now."""
    groups = state.groups if step.id == state.step else form_groups(state, step)
    return tuple(
        TableSign(
            group_name(state, g),
            tuple(
                (o.number, o.name, state.seats[s].sector, hue(state, s))
                for s in g.members for o in (state.organization(s),)
            ),
            short(state, g.scribe), short(state, g.spokesperson),
        )
        for g in groups
    )  # fmt: skip


def table_desk(state: Exercise) -> tuple[TableRow, ...]:
    """The groups of the step: who writes and speaks, who has handed in, who has reported."""

    def row(group: Group) -> TableRow:
        report, name = state.report_of(group), group_name(state, group)
        handed = sheet_state(state, group) in ("handed", "changed")
        return TableRow(
            group.id, name, tuple((s, short(state, s), hue(state, s)) for s in group.members), group.scribe,
            group.spokesperson, sheet_state(state, group), state.sheet_of(group).proposal if handed else "",
            ReportRow(name, report.live, report.hinder) if report else None,
            any(state.seats[s].person for s in group.members),
        )  # fmt: skip

    return tuple(row(g) for g in state.groups)
