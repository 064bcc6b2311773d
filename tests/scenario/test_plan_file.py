"""plan.yaml compiled: sectors become organizations, quarters months, points millipoints; old rulebooks go without."""

import json

import pytest

from simulator.core.rulebook import Manager
from simulator.scenario.jsonschema import schema_of
from simulator.scenario.load import check_folder
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_to_json
from tests.scenario.folders import copy_tiny
from tests.support.scenarios import scenario

PLAN = """\
schema_version: 1
managers:
  - {option: money.tickets, organization: town-hall}
  - {option: money.shared, post: A treasurer}
  - {option: money.town-pays}
workgroups:
  - {id: purse, title: The purse}
tasks:
  - {id: collect, title: Collect, workgroup: purse, due: quarter 2, leads: [CO, town-hall], options: [money.tickets]}
  - {id: count, title: Count, workgroup: purse, due: month 5, staff: 3, critical: true, options: [money.shared],
     cost: 1.25}
"""


def compiled(folder):
    tiny = copy_tiny(folder)
    (tiny / "plan.yaml").write_text(PLAN, encoding="utf-8")
    checked = check_folder(tiny)
    assert not checked.problems
    return checked.rulebook


def tasks_of(book, option):
    return {t.id for t in book.plan.tasks if option in t.options}


def test_a_plan_is_compiled(tmp_path):
    plan = compiled(tmp_path).plan
    assert plan.managers == (
        Manager("money.tickets", "town-hall"),
        Manager("money.shared", post="A treasurer"),
        Manager("money.town-pays"),
    )
    collect, count = plan.tasks
    assert (collect.due, collect.staff, collect.critical, collect.cost) == (6, 0, False, 500)
    assert (count.due, count.staff, count.critical, count.cost) == (5, 3, True, 1250)
    assert count.leads == ()
    assert (plan.staff_lines, plan.entry_needs_leads) == ((), True)


def test_a_sector_among_the_leads_stands_for_its_organizations(tmp_path):
    book = compiled(tmp_path)
    named = {o.id for o in book.organizations if o.sector == "CO"} | {"town-hall"}
    assert set(book.plan.tasks[0].leads) == named


def test_a_rulebook_that_was_stored_before_there_were_plans_still_reads(tmp_path):
    book = compiled(tmp_path)
    assert rulebook_from_json(rulebook_to_json(book)) == book
    old = json.loads(rulebook_to_json(book))
    del old["plan"]
    assert rulebook_from_json(json.dumps(old)).plan is None


def test_editors_complete_due_dates():
    due = schema_of("plan")["$defs"]["TaskPart"]["properties"]["due"]
    assert due["pattern"] == "^(month|quarter) [0-9]{1,2}$"


def options_of_managers(name):
    return [m.option for m in scenario(name).plan.managers]


@pytest.mark.parametrize("option", options_of_managers("alder-basin"))
def test_every_way_to_manage_the_basin_has_a_plan_of_its_own(option):
    book = scenario("alder-basin")
    mine = tasks_of(book, option)
    assert 6 <= len(mine) <= 9
    assert any(t.critical for t in book.plan.tasks if t.id in mine)
    others = [tasks_of(book, m.option) for m in book.plan.managers if m.option != option]
    assert mine not in others


@pytest.mark.parametrize("name", ["alder-basin", "first-table"])
def test_every_option_to_manage_is_managed_and_the_signing_shows_the_plan(name):
    book = scenario(name)
    assert {m.option for m in book.plan.managers} == set(book.refs("manager"))
    signing = [s for s in book.steps if "signing" in s.panels]
    assert signing
    assert all("plan" in s.panels for s in signing)
