"""Where my group meets, and the facilitator's list of it. A view holds the key; the page looks the address up."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import GroupId, SeatId
from ..state.exercise import Exercise
from .tables import TableName, table_name


@dataclass(frozen=True, slots=True)
class MyMeeting:
    """Where my group meets."""

    name: TableName
    key: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A group of the step, and where it meets."""

    group: GroupId
    name: TableName
    key: str


def my_meeting(state: Exercise, seat: SeatId) -> MyMeeting | None:
    """Where my group meets; None where it has no link."""
    group = state.group_of(seat)
    key = state.meetings.get(group.id, "") if group else ""
    return MyMeeting(table_name(state, group.place, state.caucus_of(group)), key) if group and key else None


def meeting_desk(state: Exercise) -> tuple[MeetingRow, ...]:
    """The groups of the step; none where people sit in one room."""
    if state.talk != "remote":
        return ()
    return tuple(
        MeetingRow(g.id, table_name(state, g.place, state.caucus_of(g)), state.meetings.get(g.id, ""))
        for g in state.groups
    )
