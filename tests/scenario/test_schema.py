"""Versions, editors' schemas and the document of the format."""

import json
import re
from pathlib import Path

import pytest

from simulator.scenario.jsonschema import all_schemas, write_schemas
from simulator.scenario.kinds import KINDS, kind_of
from simulator.scenario.upgrades import UnknownVersion, upgrade
from simulator.scenario.wording import keys_at

DOCUMENT = Path(__file__).parents[2] / "docs" / "scenario-format.md"


def test_an_old_file_is_upgraded_step_by_step():
    upgrades = {
        "agenda": {1: lambda d: {**d, "steps": d["parts"]}, 2: lambda d: {k: d[k] for k in d if k != "parts"}}
    }
    old = {"schema_version": 1, "parts": [1]}
    assert upgrade("agenda", old, upgrades=upgrades, current=3) == {"schema_version": 3, "steps": [1]}
    assert old == {"schema_version": 1, "parts": [1]}


def test_a_kind_without_a_step_only_changes_its_number():
    assert upgrade("sectors", {"schema_version": 1, "a": 2}, current=4) == {"schema_version": 4, "a": 2}


@pytest.mark.parametrize("version", [None, 0, 2, "1", 1.0, True])
def test_a_version_that_does_not_exist_is_refused(version):
    with pytest.raises(UnknownVersion):
        upgrade("agenda", {"schema_version": version})


def test_every_key_of_the_format_stands_in_its_document():
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = []
    for kind, schema in all_schemas().items():
        parts = [schema, *schema.get("$defs", {}).values()]
        keys = {key for part in parts for key in part.get("properties", {})}
        missing += [
            f"{kind}: {k}"
            for k in sorted(keys)
            if not re.search(rf"(?<![a-z_]){re.escape(k)}(?![a-z_])", text)
        ]
    assert missing == []


def test_every_schema_refuses_unknown_keys_and_keeps_the_signs():
    for kind, schema in all_schemas().items():
        assert schema.get("additionalProperties") is (kind == "expected"), kind
    scale = all_schemas()["scenario"]["$defs"]["ScalePart"]
    assert set(scale["properties"]) == {"++", "+", "0", "-", "--"}


def test_schemas_are_written_one_per_kind(tmp_path):
    files = write_schemas(tmp_path / "schemas")
    assert sorted(f.name for f in files) == sorted(f"{kind}.schema.json" for kind in KINDS)
    assert json.loads(files[0].read_text(encoding="utf-8"))["title"] == "scenario"


def test_the_kind_of_a_file_follows_its_name():
    assert (kind_of("agenda.yaml"), kind_of("organizations/x.yaml")) == ("agenda", "organization")


def test_known_keys_are_found_inside_lists_mappings_and_options():
    agreement = KINDS["agreement"]
    rule = ("articles", 0, "clauses", 3, "options", 1, "rule", "fallback")
    assert "weight_share" in keys_at(agreement, rule)
    assert keys_at(agreement, (*rule[:-2], "liked")) == ()
    assert keys_at(KINDS["organization"], ("confidential", "card")) == (
        "you_are", "you_want", "you_fear", "you_can_give", "first_sentence",
    )  # fmt: skip
