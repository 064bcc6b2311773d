"""The commands `check` and `schema`."""

import json

from click.testing import CliRunner

from simulator.cli import main
from tests.scenario.folders import TINY, break_as


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_a_clean_scenario_is_summed_up_with_its_hash():
    result = run("check", TINY)
    assert result.exit_code == 0
    assert result.output.startswith(
        f"{TINY}: no problems, 0 notes; 4 organizations, 3 clauses, 11 options, 4 steps"
    )
    assert len(result.output.split()[-1]) == 64


def test_problems_are_printed_with_their_files_and_fail(tmp_path):
    scenario = break_as("misspelt-keys", tmp_path)
    result = run("check", TINY, scenario)
    assert result.exit_code == 1
    assert (
        f"{scenario}/scenario.yaml:13:1  wallpaper  unknown key `wallpaper`; the keys here are"
        in result.output
    )
    assert result.output.endswith(f"{scenario}: 4 problems, 0 notes\n")


def test_notes_are_printed_but_do_not_fail(tmp_path):
    scenario = break_as("notes", tmp_path)
    result = run("check", scenario)
    assert result.exit_code == 0
    assert "note: no option needs the line `Up-keep`; did you mean `Upkeep`?" in result.output
    assert "no problems, 3 notes" in result.output
    assert "note:" not in run("check", "--no-notes", scenario).output


def test_a_missing_folder_fails_without_a_traceback(tmp_path):
    result = run("check", tmp_path / "gone")
    assert result.exit_code == 1
    assert result.output.startswith(f"{tmp_path}/gone:1:1  there is no such folder")


def test_schemas_are_printed_or_written(tmp_path):
    assert "agreement" in json.loads(run("schema").output)
    result = run("schema", "--to", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "organization.schema.json").exists()
