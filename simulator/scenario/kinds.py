"""The kinds of YAML files, and which of them a file is."""

from __future__ import annotations

from simulator.scenario.schema import (
    ActivitiesFile,
    AgendaFile,
    AgreementFile,
    ExpectedFile,
    File,
    GlossaryFile,
    InjectsFile,
    OrganizationFile,
    ScenarioFile,
    SectorsFile,
    ToolkitFile,
)
from simulator.scenario.schema_plan import PlanFile
from simulator.scenario.schema_stress import StressFile

KINDS: dict[str, type[File]] = {
    "scenario": ScenarioFile,
    "sectors": SectorsFile,
    "glossary": GlossaryFile,
    "agreement": AgreementFile,
    "organization": OrganizationFile,
    "agenda": AgendaFile,
    "activities": ActivitiesFile,
    "injects": InjectsFile,
    "toolkit": ToolkitFile,
    "plan": PlanFile,
    "stress": StressFile,
    "expected": ExpectedFile,
}
"""The kinds of YAML files; a file is ``<kind>.yaml``, an organization one of ``organizations/*.yaml``."""


def kind_of(file: str) -> str:
    """The kind of a scenario's YAML file."""
    return "organization" if "/" in file else file.removesuffix(".yaml")
