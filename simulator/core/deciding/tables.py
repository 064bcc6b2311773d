"""Tables: a group has one sheet, one pen, and one report. Whoever sits there may take the pen; only the pen writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..binding import is_closed
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import ProposalId, SeatId
from ..moves import (
    DELEGATES,
    FACILITATORS,
    SHORT_LIMIT,
    TEXT_LIMIT,
    Bounds,
    Move,
    check_terms,
    recorded,
    require,
)
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.groups import Group
from .proposals import check_condition, text_is_open

ROLES = ("scribe", "spokesperson")


def _group(state: Exercise, seat: SeatId) -> Group:
    group = state.group_of(seat)
    if group is None:
        raise Refused(RefusalCode.TABLE_NONE)
    return group


def _may_take(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    _group(state, seat)


def _may_write(state: Exercise, actor: Actor, seat: SeatId, _target: str) -> None:
    group = _group(state, seat)
    holds = group.scribe == seat or actor.role == "facilitator"
    require(holds, RefusalCode.PEN_NOT_YOURS, scribe=state.organization(group.scribe).short)


def _may_hand_in(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _may_write(state, actor, seat, target)
    text_is_open(state)
    sheet = state.sheet_of(_group(state, seat))
    require(sheet.terms, RefusalCode.TERMS_EMPTY)
    vote = state.open_decision
    if vote and sheet.proposal and vote.proposal == sheet.proposal:
        raise Refused(RefusalCode.DECISION_OPEN, decision=vote.id)


def _by_id(state: Exercise, target: str) -> Group:
    group = next((g for g in state.groups if g.id == target), None)
    if group is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    return group


def _may_name(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    _by_id(state, target)


def _groups(state: Exercise, _actor: Actor) -> Iterable[str]:
    return (g.id for g in state.groups)


def _pen_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(seen=_group(state, seat).turn)


def _write_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"rationale": TEXT_LIMIT}, seen=_group(state, seat).turn)


def _report_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"live": SHORT_LIMIT, "hinder": SHORT_LIMIT}, required=frozenset({"live"}))


def _name_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(values={"role": ROLES, "member": _by_id(state, target).members})


def _take(state: Exercise, command: cmd.TakePen, envelope: Envelope) -> tuple[ev.RoleGiven, ...]:
    group = _group(state, command.seat)
    if group.scribe == command.seat:
        return ()
    return (ev.RoleGiven(group.id, "scribe", command.seat, group.scribe, recorded(envelope)),)


def _write(state: Exercise, command: cmd.WriteSheet, envelope: Envelope) -> tuple[ev.SheetWritten, ...]:
    if command.terms:
        check_terms(state, command.terms)
    check_condition(state, command.only_if)
    group = _group(state, command.seat)
    sheet = state.sheet_of(group)
    terms, rationale = dict(command.terms), command.rationale.strip()
    if (terms, rationale, command.only_if) == (dict(sheet.terms), sheet.rationale, sheet.only_if):
        return ()
    return (
        ev.SheetWritten(
            group.id, command.seat, terms, rationale, command.only_if, sheet.version + 1, group.members,
            recorded(envelope),
        ),
    )  # fmt: skip


def _hand_in(
    state: Exercise, command: cmd.HandIn, envelope: Envelope
) -> tuple[ev.ProposalMade | ev.ProposalRevised, ...]:
    group = _group(state, command.seat)
    sheet = state.sheet_of(group)
    old = state.proposals.get(sheet.proposal)
    if old and old.status == "live":
        if sheet.handed == sheet.version:
            return ()
        revised = ev.ProposalRevised(
            old.id, old.version + 1, sheet.terms, sheet.rationale, sheet.only_if, recorded(envelope)
        )
        return (revised,)
    # numbered among the groups' proposals, which everybody knows
    number = sum(bool(p.place) for p in state.proposals.values()) + 1
    made = ev.ProposalMade(
        ProposalId(f"g{number}"), command.seat, group.id, sheet.terms, sheet.rationale, sheet.only_if,
        recorded(envelope), place=group.place, caucus=state.caucus_of(group),
    )  # fmt: skip
    return (made,)


def _report(state: Exercise, command: cmd.GiveReport, envelope: Envelope) -> tuple[ev.ReportGiven, ...]:
    group = _group(state, command.seat)
    old = state.report_of(group)
    live, hinder = command.live.strip(), command.hinder.strip()
    if old and (old.live, old.hinder) == (live, hinder):
        return ()
    # where the agreement keeps reports at their tables, what is said from then on stays there
    public = not is_closed(state) and (state.scene == "reports" or bool(old and old.shown))
    audience = () if public else group.members
    return (ev.ReportGiven(group.id, command.seat, live, hinder, audience, recorded(envelope)),)


def _name(state: Exercise, command: cmd.NameRole, envelope: Envelope) -> tuple[ev.RoleGiven, ...]:
    group = _by_id(state, command.group)
    role: Literal["scribe", "spokesperson"] = "scribe" if command.role == "scribe" else "spokesperson"
    before = group.scribe if role == "scribe" else group.spokesperson
    if before == command.member:
        return ()
    return (ev.RoleGiven(group.id, role, command.member, before, recorded(envelope)),)


MOVES = (
    Move(cmd.TakePen, DELEGATES, _take, _may_take),
    Move(cmd.WriteSheet, DELEGATES, _write, _may_write, bounds=_write_bounds),
    Move(cmd.HandIn, DELEGATES, _hand_in, _may_hand_in, bounds=_pen_bounds),
    Move(cmd.GiveReport, DELEGATES, _report, _may_write, bounds=_report_bounds),
    Move(cmd.NameRole, FACILITATORS, _name, _may_name, _groups, _name_bounds, "group", for_seat=False),
)
