"""JSON Schemas of the scenario's files, so that editors complete keys and underline slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simulator.scenario.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises KeyError for a kind that is not in ``KINDS``."""
    made = KINDS[kind].model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **made, "title": kind}


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every schema by kind."""
    return {kind: schema_of(kind) for kind in KINDS}


def write_schemas(folder: Path) -> list[Path]:
    """Write ``<kind>.schema.json`` files into a folder, which is made where it is missing; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for kind, made in all_schemas().items():
        file = folder / f"{kind}.schema.json"
        file.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
        written.append(file)
    return written
