"""Checks of the work plan: its names lead somewhere, and every option of a clause that manages has its manager."""

from __future__ import annotations

from simulator.scenario.check_names import known, known_options, unique
from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft
from simulator.scenario.problems import suggest


def check_plan_names(draft: Draft, report: Report) -> None:
    """Options, organizations, sectors, workgroups and budget lines exist; nothing has two names."""
    if draft.plan is None:
        return
    plan, document = draft.plan, draft.documents["plan.yaml"]
    managed = [(("managers", i, "option"), m.option) for i, m in enumerate(plan.managers)]
    known_options(draft, report, document, managed)
    unique(report, document, managed, "manager of")
    unique(
        report,
        document,
        ((("workgroups", i, "id"), g.id) for i, g in enumerate(plan.workgroups)),
        "workgroup",
    )
    unique(report, document, ((("tasks", i, "id"), t.id) for i, t in enumerate(plan.tasks)), "task")
    hired = [(("managers", i, "organization"), m.organization) for i, m in enumerate(plan.managers)]
    known(report, document, ((loc, o) for loc, o in hired if o), draft.names.organizations, "organization")
    groups = tuple(g.id for g in plan.workgroups)
    parties = None if draft.names.sectors is None else (*draft.names.sectors, *draft.names.organizations)
    for i, task in enumerate(plan.tasks):
        known(report, document, [(("tasks", i, "workgroup"), task.workgroup)], groups, "workgroup")
        cited = [(("tasks", i, "options", j), ref) for j, ref in enumerate(task.options)]
        known_options(draft, report, document, cited)
        leads = [(("tasks", i, "leads", j), who) for j, who in enumerate(task.leads)]
        known(report, document, leads, parties, "sector or organization")


def check_plan_is_whole(draft: Draft, report: Report) -> None:
    """One manager at most for an option, one for every option of a clause that has some, and no price below nothing."""
    if draft.plan is None:
        return
    plan, document = draft.plan, draft.documents["plan.yaml"]
    for i, manager in enumerate(plan.managers):
        if manager.organization and manager.post:
            report.add(
                document,
                ("managers", i, "post"),
                "an organization and a post both manage",
                "keep one of the two; leave out both where the room still has to choose",
                at="key",
            )
    managed = {m.option for m in plan.managers}
    for clause in {ref.partition(".")[0]: None for ref in managed}:
        for option in (draft.names.options or {}).get(clause, ()):
            if f"{clause}.{option}" not in managed:
                report.add(
                    document,
                    ("managers",),
                    f"`{clause}.{option}` has no manager, and other options of its clause have one",
                    f"add `- {{option: {clause}.{option}, post: ...}}`",
                    at="key",
                )
    for i, task in enumerate(plan.tasks):
        if task.cost < 0:
            wrong = "leading a task cannot cost less than nothing"
            report.add(document, ("tasks", i, "cost"), wrong, "write 0 or more")


def check_plan_is_used(draft: Draft, report: Report) -> None:
    """A workgroup has tasks, a line of staff is one that staff can be pledged to, and some step shows the plan."""
    if draft.plan is None:
        return
    plan, document = draft.plan, draft.documents["plan.yaml"]
    used = {t.workgroup for t in plan.tasks}
    for i, group in enumerate(plan.workgroups):
        if group.id not in used:
            wrong = f"no task belongs to the workgroup `{group.id}`"
            report.add(document, ("workgroups", i), wrong, "give it one, or take it out", severity="note")
    if draft.agreement:
        needed = (n.line for _, _, option in draft.options() for n in option.needs if n.kind == "staff")
        cards = (
            c.line for _, o in draft.organizations() for c in o.confidential.pledge_cards if c.kind == "staff"
        )
        lines = tuple(dict.fromkeys((*needed, *cards)))
        for i, line in enumerate(plan.staff_lines):
            if line not in lines:
                wrong = f"no option needs staff for “{line}”, and no card offers any"
                report.add(document, ("staff_lines", i), wrong, suggest(line, lines), severity="note")
    if draft.agenda and not any("plan" in step.panels for step in draft.agenda.steps):
        right = "add `plan` to the panels of the step in which the room signs"
        report.add(document, ("tasks",), "no step shows the work plan", right, at="key", severity="note")
