"""What a group does together: one of its members writes, for all of them and in their sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import GroupId, ProposalId, SeatId
from ..moves import DELEGATES, FACILITATORS, SHORT_LIMIT, TEXT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.groups import Group, GroupWork
from .proposals import check_condition, next_proposal, text_is_open

REPORTS: Final = "reports"
"""The scene of the wall that shows what the tables reported."""


def work_of(state: Exercise, group: Group) -> GroupWork:
    """What a group wrote so far."""
    return state.group_work.get(group.id) or GroupWork(group)


def _my_group(state: Exercise, seat: SeatId) -> Group:
    group = state.group_of(seat)
    if group is None:
        raise Refused(RefusalCode.GROUP_NONE)
    return group


def _may_take(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    _my_group(state, seat)


def _take(state: Exercise, command: cmd.TakePen, envelope: Envelope) -> tuple[ev.RoleNamed, ...]:
    group = _my_group(state, command.seat)
    if group.scribe == command.seat:
        return ()
    return (ev.RoleNamed(group.id, "scribe", command.seat, group.scribe, recorded(envelope)),)


def _may_report(state: Exercise, _actor: Actor, seat: SeatId, _target: str) -> None:
    group = _my_group(state, seat)
    require(group.scribe == seat, RefusalCode.PEN_NOT_YOURS, scribe=group.scribe)


def _may_draft(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    text_is_open(state)
    _may_report(state, actor, seat, target)


def _draft_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(
        texts={"rationale": TEXT_LIMIT}, terms=True, seen=work_of(state, _my_group(state, seat)).version
    )


def _draft(state: Exercise, command: cmd.DraftTogether, envelope: Envelope) -> tuple[ev.GroupDrafted, ...]:
    check_condition(state, command.only_if)
    group = _my_group(state, command.seat)
    old = work_of(state, group)
    terms, rationale = dict(command.terms), command.rationale.strip()
    if old.version and (terms, rationale, command.only_if) == (dict(old.terms), old.rationale, old.only_if):
        return ()
    return (
        ev.GroupDrafted(
            group.id, group.members, command.seat, old.version + 1, terms, rationale, command.only_if,
            recorded(envelope),
        ),
    )  # fmt: skip


def _may_hand_in(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    _may_draft(state, actor, seat, target)
    work, vote = work_of(state, _my_group(state, seat)), state.open_decision
    require(work.version, RefusalCode.TERMS_EMPTY)
    if vote and vote.proposal and vote.proposal == work.proposal:
        raise Refused(RefusalCode.DECISION_OPEN, decision=vote.id)


def _hand_in_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(seen=work_of(state, _my_group(state, seat)).version)


def _hand_in(state: Exercise, command: cmd.HandIn, envelope: Envelope) -> tuple[Any, ...]:
    group = _my_group(state, command.seat)
    work, by = work_of(state, group), recorded(envelope)
    before = state.proposals.get(work.proposal)
    if before and work.handed == work.version and before.status != "withdrawn":
        return ()
    if before and before.status == "live":
        said: Any = ev.ProposalRevised(
            before.id, before.version + 1, work.terms, work.rationale, work.only_if, by
        )
    else:
        said = ev.ProposalMade(
            next_proposal(state), command.seat, group.id, work.terms, work.rationale, work.only_if, by, joint=True
        )  # fmt: skip
    return (said, ev.GroupHandedIn(group.id, work.version, ProposalId(said.proposal)))


def _report_bounds(state: Exercise, seat: SeatId, _target: str) -> Bounds:
    return Bounds(
        texts={"could": SHORT_LIMIT, "stands": SHORT_LIMIT}, required=frozenset({"could"}),
        seen=work_of(state, _my_group(state, seat)).report_version,
    )  # fmt: skip


def _report(state: Exercise, command: cmd.ReportGroup, envelope: Envelope) -> tuple[ev.GroupReported, ...]:
    group = _my_group(state, command.seat)
    work, could, stands = work_of(state, group), command.could.strip(), command.stands.strip()
    if (work.could, work.stands) == (could, stands):
        return ()
    return (
        ev.GroupReported(
            group.id, group.members, command.seat, work.report_version + 1, could, stands, state.scene == REPORTS,
            recorded(envelope),
        ),
    )  # fmt: skip


def _group(state: Exercise, target: str) -> Group:
    group = next((g for g in state.groups if g.id == target), None)
    if group is None:
        raise Refused(RefusalCode.UNKNOWN_TARGET, target=target)
    return group


def _may_name(state: Exercise, _actor: Actor, _seat: SeatId, target: str) -> None:
    _group(state, target)


def _groups(state: Exercise, _actor: Actor) -> Iterable[GroupId]:
    return (g.id for g in state.groups)


def _name_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(values={"role": ("scribe", "spokesperson"), "member": _group(state, target).members})


def _name(state: Exercise, command: cmd.NameForGroup, _envelope: Envelope) -> tuple[ev.RoleNamed, ...]:
    group = _group(state, command.group)
    role: ev.GroupRole = "scribe" if command.role == "scribe" else "spokesperson"
    before = group.scribe if role == "scribe" else group.spokesperson
    if before == command.member:
        return ()
    return (ev.RoleNamed(group.id, role, command.member, before, recorded=True),)


MOVES = (
    Move(cmd.TakePen, DELEGATES, _take, _may_take),
    Move(cmd.DraftTogether, DELEGATES, _draft, _may_draft, bounds=_draft_bounds),
    Move(cmd.HandIn, DELEGATES, _hand_in, _may_hand_in, bounds=_hand_in_bounds),
    Move(cmd.ReportGroup, DELEGATES, _report, _may_report, bounds=_report_bounds),
    Move(cmd.NameForGroup, FACILITATORS, _name, _may_name, _groups, _name_bounds, "group", for_seat=False),
)
