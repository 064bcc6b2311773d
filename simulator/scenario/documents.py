"""One file at a time: text to tree to model, with every slip reported where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from simulator.scenario.kinds import KINDS, kind_of
from simulator.scenario.problems import Problem, Severity, find_similar, suggest
from simulator.scenario.schema import File
from simulator.scenario.source import Source
from simulator.scenario.upgrades import UnknownVersion, upgrade
from simulator.scenario.wording import keys_at, say
from simulator.scenario.yaml_tree import Loc, Place, Tree, read_tree

_ROUNDS = 8  # how often misspelt keys may uncover further ones before we stop asking


@dataclass(slots=True)
class Document:
    """One file of the scenario. ``model`` is None where the file does not hold what it should."""

    file: str
    kind: str
    tree: Tree
    model: File | None = None


@dataclass(slots=True)
class Report:
    """Collects problems while files are read and compared."""

    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        document: Document,
        loc: Loc,
        wrong: str,
        right: str,
        *,
        at: Literal["key", "value"] = "value",
        place: Place | None = None,
        severity: Severity = "problem",
    ) -> None:
        """Say what is wrong at ``loc`` of a document."""
        tree = document.tree
        spot = place or (tree.key_place(loc) if at == "key" else tree.value_place(loc))
        self.problems.append(
            Problem(document.file, spot.line, spot.column, show_path(tree, loc), wrong, right, severity)
        )


def show_path(tree: Tree, loc: Loc) -> str:
    """``articles[2].clauses[rule].title``: list entries by their id, else by their number counted from 1."""
    path = ""
    for depth, part in enumerate(loc):
        if isinstance(part, str):
            path += f".{part}" if path else part
            continue
        entry = tree.at(loc[: depth + 1])
        name = (
            next((entry[k] for k in ("id", "code", "option") if isinstance(entry.get(k), str)), None)
            if isinstance(entry, dict)
            else None
        )
        path += f"[{name or part + 1}]"
    return path


def where(document: Document, loc: Loc) -> str:
    """The place of something, for naming it in a message about something else: ``agreement.yaml:40:9``."""
    place = document.tree.value_place(loc)
    return f"{document.file}:{place.line}:{place.column}"


def read_documents(source: Source, report: Report) -> dict[str, Document]:
    """Every YAML file of the source as a document, by file name."""
    return {
        file: read_document(file, text, report)
        for file, text in source.texts.items()
        if file.endswith(".yaml")
    }


def read_document(file: str, text: str, report: Report) -> Document:
    """Read one file; its problems go to the report."""
    document = Document(file, kind_of(file), read_tree(text))
    tree = document.tree
    for fault in tree.faults:
        report.add(document, (), fault.wrong, fault.right, place=fault.place)
    if not isinstance(tree.data, dict):
        if not tree.faults:
            wrong = "the file is empty" if tree.data is None else "the file is not a block of keys"
            report.add(document, (), wrong, "begin it with `schema_version: 1`", place=Place())
        return document
    try:
        tree.data = upgrade(document.kind, tree.data)
    except UnknownVersion as unknown:
        seen = "schema_version" in tree.data
        wrong = "this is no version the program knows" if seen else "`schema_version` is missing"
        report.add(document, ("schema_version",) if seen else (), wrong, str(unknown))
        tree.data["schema_version"] = 1  # read on: the other slips of the file are worth naming too
    document.model = _validate(document, report)
    return document


def _validate(document: Document, report: Report) -> File | None:
    """Validate in rounds: unknown keys are named and mended first, so that they hide nothing behind them."""
    model = KINDS[document.kind]
    for _ in range(_ROUNDS):
        try:
            made = model.model_validate(document.tree.data)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        else:
            # duplicates and tags leave readable data behind but must not pass
            return None if document.tree.faults else made
        unknown = [e for e in errors if e["type"] == "extra_forbidden"]
        if not unknown:
            break
        missing = {e["loc"] for e in errors if e["type"] == "missing"}
        for one in unknown:
            _mend_key(document, report, one["loc"], missing)
    for one in errors:
        if one["type"] == "too_short" and len(one["input"]) >= one["ctx"]["min_length"]:
            continue  # pydantic counts only the entries that are well formed; those are named already
        wrong, right = say(one)
        loc = _written(document.tree, one["loc"])
        if one["type"] == "missing":
            report.add(document, loc, wrong, right, at="key")
        else:
            report.add(document, loc, wrong, right)
    return None


def _mend_key(document: Document, report: Report, loc: Loc, missing: set[Any]) -> None:
    """Name an unknown key; then read it as the missing key it resembles, or leave it out."""
    parent, key = loc[:-1], str(loc[-1])
    mapping = document.tree.at(parent)
    if not isinstance(mapping, dict) or key not in mapping:
        return
    known = keys_at(KINDS[document.kind], parent)
    listed = "the keys here are " + ", ".join(f"`{k}`" for k in known)
    report.add(document, loc, f"unknown key `{key}`", suggest(key, known, otherwise=listed), at="key")
    meant = find_similar(key, known)
    if meant is not None and meant not in mapping and ((*parent, meant) in missing or key not in known):
        document.tree.rename(parent, key, meant)
    else:
        del mapping[key]


def _written(tree: Tree, loc: Loc) -> Loc:
    """The longest beginning of pydantic's loc that is really written in the file, plus a missing last key.

    Unions and key checks put words of their own into a loc (``[key]``, a type's name); they name no place.
    """
    kept: Loc = ()
    for part in loc:
        if (*kept, part) in tree.values or (isinstance(part, int) and (*kept, part) in tree.keys):
            kept = (*kept, part)
    return kept
