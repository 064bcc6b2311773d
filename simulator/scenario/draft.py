"""All files of a scenario together, and what can be known of them even where some are broken.

The names (clauses, options, organizations, ...) are taken from the plain data, not from the models: a slip in one
file must not make every mention of its contents in other files look like a slip too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from simulator.scenario.documents import Document, Report, read_documents
from simulator.scenario.schema import (
    ActivitiesFile,
    AgendaFile,
    AgreementFile,
    ClausePart,
    File,
    GlossaryFile,
    InjectsFile,
    OptionPart,
    OrganizationFile,
    ScenarioFile,
    SectorsFile,
    ToolkitFile,
)
from simulator.scenario.schema_plan import PlanFile
from simulator.scenario.schema_stress import StressFile
from simulator.scenario.source import Source
from simulator.scenario.yaml_tree import Loc

F = TypeVar("F", bound=File)


@dataclass(slots=True)
class Names:
    """What exists. None means: the file that says so could not be read, so nothing is known to be wrong."""

    sectors: tuple[str, ...] | None = None
    organizations: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] | None = None
    activities: tuple[str, ...] | None = None

    @property
    def clauses(self) -> tuple[str, ...] | None:
        """The ids of the clauses in the order of the agreement."""
        return None if self.options is None else tuple(self.options)

    @property
    def refs(self) -> tuple[str, ...]:
        """Every option as ``clause.option``."""
        return tuple(f"{c}.{o}" for c, options in (self.options or {}).items() for o in options)


@dataclass(slots=True)
class Draft:
    """A scenario as read: documents by file, the background text, and the names in it."""

    source: Source
    documents: Mapping[str, Document]
    names: Names = field(default_factory=Names)

    def _model(self, kind: type[F], file: str) -> F | None:
        document = self.documents.get(file)
        return document.model if document is not None and isinstance(document.model, kind) else None

    @property
    def scenario(self) -> ScenarioFile | None:
        """scenario.yaml, where it is well formed."""
        return self._model(ScenarioFile, "scenario.yaml")

    @property
    def sectors(self) -> SectorsFile | None:
        """sectors.yaml, where it is well formed."""
        return self._model(SectorsFile, "sectors.yaml")

    @property
    def agreement(self) -> AgreementFile | None:
        """agreement.yaml, where it is well formed."""
        return self._model(AgreementFile, "agreement.yaml")

    @property
    def agenda(self) -> AgendaFile | None:
        """agenda.yaml, where it is well formed."""
        return self._model(AgendaFile, "agenda.yaml")

    @property
    def activities(self) -> ActivitiesFile | None:
        """activities.yaml, where it is there and well formed."""
        return self._model(ActivitiesFile, "activities.yaml")

    @property
    def injects(self) -> InjectsFile | None:
        """injects.yaml, where it is there and well formed."""
        return self._model(InjectsFile, "injects.yaml")

    @property
    def toolkit(self) -> ToolkitFile | None:
        """toolkit.yaml, where it is there and well formed."""
        return self._model(ToolkitFile, "toolkit.yaml")

    @property
    def plan(self) -> PlanFile | None:
        """plan.yaml, where it is there and well formed."""
        return self._model(PlanFile, "plan.yaml")

    @property
    def stress(self) -> StressFile | None:
        """stress.yaml, where it is there and well formed."""
        return self._model(StressFile, "stress.yaml")

    @property
    def glossary(self) -> GlossaryFile | None:
        """glossary.yaml, where it is there and well formed."""
        return self._model(GlossaryFile, "glossary.yaml")

    def organizations(self) -> Iterator[tuple[Document, OrganizationFile]]:
        """The well-formed organizations with their documents, by file name."""
        for file in self.source.organizations():
            document = self.documents[file]
            if isinstance(document.model, OrganizationFile):
                yield document, document.model

    def clauses(self) -> Iterator[tuple[Loc, ClausePart]]:
        """The clauses of a well-formed agreement, each with its loc."""
        for a, article in enumerate(self.agreement.articles if self.agreement else ()):
            for c, clause in enumerate(article.clauses):
                yield ("articles", a, "clauses", c), clause

    def options(self) -> Iterator[tuple[Loc, str, OptionPart]]:
        """The options of a well-formed agreement: loc, ``clause.option``, option."""
        for loc, clause in self.clauses():
            for o, option in enumerate(clause.options):
                yield (*loc, "options", o), f"{clause.id}.{option.id}", option


def read_draft(source: Source, report: Report) -> Draft:
    """Read every file; problems of single files go to the report."""
    report.problems.extend(source.problems)
    draft = Draft(source, read_documents(source, report))
    draft.names = _names(draft)
    return draft


def _names(draft: Draft) -> Names:
    names = Names()
    sectors = _list(draft, "sectors.yaml", "sectors")
    if sectors is not None:
        names.sectors = _ids(sectors, "code")
    articles = _list(draft, "agreement.yaml", "articles")
    if articles is not None:
        options: dict[str, tuple[str, ...]] = {}
        for article in articles:
            for clause in _items(article, "clauses"):
                if isinstance(clause, dict) and isinstance(clause.get("id"), str):
                    options.setdefault(clause["id"], _ids(_items(clause, "options"), "id"))
        names.options = options
    names.organizations = _organization_ids(draft)
    activities = _list(draft, "activities.yaml", "activities")
    if activities is not None:
        names.activities = _ids(activities, "id")
    elif "activities.yaml" not in draft.documents and "activities.yaml" not in draft.source.unread:
        names.activities = ()
    return names


def _organization_ids(draft: Draft) -> tuple[str, ...]:
    """The ids; a file that cannot be read stands for the id that its name gives (``07-county.yaml``: county)."""
    ids: list[str] = []
    unread = [f for f in draft.source.unread if f.startswith("organizations/")]
    for file in sorted({*draft.source.organizations(), *unread}):
        document = draft.documents.get(file)
        data = document.tree.data if document else None
        given = data.get("id") if isinstance(data, dict) else None
        ids.append(given if isinstance(given, str) else PurePosixPath(file).stem.lstrip("0123456789-_"))
    return tuple(dict.fromkeys(ids))


def _list(draft: Draft, file: str, key: str) -> list[Any] | None:
    document = draft.documents.get(file)
    data = document.tree.data if document else None
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else None


def _items(part: Any, key: str) -> list[Any]:
    found = part.get(key) if isinstance(part, dict) else None
    return found if isinstance(found, list) else []


def _ids(items: list[Any], key: str) -> tuple[str, ...]:
    return tuple(i[key] for i in items if isinstance(i, dict) and isinstance(i.get(key), str))
