"""The work plan of a checked draft: sectors become organizations, points become millipoints."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.core.ids import OptionRef, SeatId, TaskId
from simulator.core.rulebook import Manager, Plan, Task, Workgroup
from simulator.scenario.schema import OrganizationFile
from simulator.scenario.schema_plan import PlanFile, TaskPart


def compile_plan(part: PlanFile | None, files: Iterable[OrganizationFile]) -> Plan | None:
    """The plan of a scenario; None where it has none."""
    if part is None:
        return None
    organizations = tuple(files)
    return Plan(
        tuple(
            Manager(OptionRef(m.option), SeatId(m.organization or ""), m.post or "") for m in part.managers
        ),
        tuple(Workgroup(g.id, g.title) for g in part.workgroups),
        tuple(_task(t, organizations) for t in part.tasks),
        part.staff_lines,
        part.entry_needs_leads,
    )


def _task(part: TaskPart, organizations: Iterable[OrganizationFile]) -> Task:
    leads = tuple(SeatId(o.id) for o in organizations if o.id in part.leads or o.sector in part.leads)
    options = tuple(OptionRef(ref) for ref in part.options)
    return Task(
        TaskId(part.id),
        part.title,
        part.workgroup,
        part.critical,
        part.due,
        part.staff,
        leads,
        options,
        part.cost,
    )
