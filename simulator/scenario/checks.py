"""The table of checks that look across the files of a scenario. Each adds to the report and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from simulator.scenario import (
    check_binds,
    check_counts,
    check_injects,
    check_names,
    check_plan,
    check_rules,
    check_scores,
    check_sharing,
    check_stress,
    check_texts,
    check_years,
)
from simulator.scenario.documents import Report
from simulator.scenario.draft import Draft

Check = Callable[[Draft, Report], None]

CHECKS: Final[tuple[Check, ...]] = (
    check_names.check_ids_are_unique,
    check_names.check_organizations_are_distinct,
    check_names.check_scenario_names,
    check_names.check_agreement_names,
    check_names.check_organization_names,
    check_names.check_seminar_names,
    check_injects.check_injects,
    check_names.check_cast_names,
    check_plan.check_plan_names,
    check_plan.check_plan_is_whole,
    check_plan.check_plan_is_used,
    check_sharing.check_sharing,
    check_stress.check_stress_names,
    check_stress.check_shocks_meet_something,
    check_rules.check_rules,
    check_binds.check_binds,
    check_binds.check_reviews,
    check_rules.check_weights_of_votes,
    check_counts.check_casts,
    check_counts.check_minutes,
    check_counts.check_clauses_are_discussed,
    check_counts.check_options,
    check_counts.check_organizations,
    check_scores.check_interests_agree,
    check_scores.check_signs_and_numbers,
    check_scores.check_weights,
    check_scores.check_budget_lines,
    check_years.check_years,
    check_texts.check_markup,
    check_texts.check_secrets,
    check_texts.check_briefs_differ,
)


def run_checks(draft: Draft, report: Report) -> None:
    """Run every check on what could be read."""
    for check in CHECKS:
        check(draft, report)
