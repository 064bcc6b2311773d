"""Reading a folder: limits, encodings and links are problems, never exceptions."""

import os

import pytest

from simulator.scenario import source
from simulator.scenario.load import check_folder, check_source
from simulator.scenario.source import read_contents, read_folder
from tests.scenario.folders import TINY, copy_tiny


def said(folder):
    return [str(p) for p in check_folder(folder).problems]


def test_a_missing_folder_is_one_problem(tmp_path):
    assert said(tmp_path / "nowhere") == [
        ":1:1  there is no such folder; name the folder that holds scenario.yaml"
    ]


def test_a_file_in_place_of_a_folder_is_one_problem():
    assert said(TINY / "agenda.yaml") == [":1:1  this is a file; name the folder that holds scenario.yaml"]


def test_an_empty_folder_names_every_missing_file(tmp_path):
    problems = said(tmp_path)
    assert [p.split(":")[0] for p in problems] == [
        "agenda.yaml", "agreement.yaml", "background.md", "organizations", "scenario.yaml", "sectors.yaml",
    ]  # fmt: skip


def test_bytes_that_are_not_utf8_are_placed(tmp_path):
    scenario = copy_tiny(tmp_path)
    (scenario / "glossary.yaml").write_bytes(b"schema_version: 1\nterms: {\xe9t\xe9: x}\n")
    assert said(scenario) == ["glossary.yaml:2:9  the byte 0xe9 is not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e", "\u2066"])
def test_invisible_control_characters_are_placed(tmp_path, character):
    scenario = copy_tiny(tmp_path)
    (scenario / "background.md").write_text(f"# Title\n\nab{character}c\n", encoding="utf-8")
    assert said(scenario) == [
        f"background.md:3:3  an invisible control character (U+{ord(character):04X}); take it out"
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path):
    scenario = copy_tiny(tmp_path)
    for file in scenario.rglob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert check_folder(scenario).hash == check_folder(TINY).hash


def test_a_file_that_is_too_large_is_refused(tmp_path):
    scenario = copy_tiny(tmp_path)
    (scenario / "glossary.yaml").write_bytes(b"#" * (source.MAX_FILE + 1))
    assert said(scenario) == ["glossary.yaml:1:1  the file has 256 KB; a file may have 256 KB"]


def test_a_folder_that_is_too_large_is_refused(tmp_path):
    scenario = copy_tiny(tmp_path)
    for number in range(17):
        (scenario / f"picture-{number}.png").write_bytes(b"\0" * 250_000)
    assert any("larger than 4096 KB together" in p for p in said(scenario))


def test_more_than_500_files_are_refused(tmp_path):
    scenario = copy_tiny(tmp_path)
    for number in range(source.MAX_FILES):
        (scenario / f"note-{number}.txt").touch()
    assert any("more than 500 files" in p for p in said(scenario))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    scenario = copy_tiny(tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("schema_version: 1\nterms: {password: hush}\n", encoding="utf-8")
    (scenario / "glossary.yaml").unlink()
    (scenario / "glossary.yaml").symlink_to(secret)
    (scenario / "away").symlink_to("/")
    assert said(scenario) == [
        "away:1:1  this link leads out of the scenario's folder; put the file itself here",
        "glossary.yaml:1:1  this link leads out of the scenario's folder; put the file itself here",
    ]
    assert "hush" not in "".join(read_folder(scenario).texts.values())


def test_a_link_round_in_circles_ends(tmp_path):
    scenario = copy_tiny(tmp_path)
    (scenario / "again").symlink_to(scenario)
    assert said(scenario) == ["again:1:1  a folder may not be a link; put the files themselves here"]


def test_a_link_to_nothing_is_a_problem(tmp_path):
    scenario = copy_tiny(tmp_path)
    (scenario / "glossary.yaml").unlink()
    (scenario / "glossary.yaml").symlink_to(scenario / "gone.yaml")
    assert said(scenario) == ["glossary.yaml:1:1  this link leads nowhere; put the file itself here"]


def test_a_pipe_is_not_waited_for(tmp_path):
    scenario = copy_tiny(tmp_path)
    os.mkfifo(scenario / "toolkit2.yaml")
    assert said(scenario) == []


def test_hidden_files_and_other_kinds_of_files_are_left_alone(tmp_path):
    scenario = copy_tiny(tmp_path)
    (scenario / ".draft.yaml").write_text("{", encoding="utf-8")
    (scenario / "LICENSE").write_text("free", encoding="utf-8")
    assert said(scenario) == []


def test_an_archive_in_memory_is_read_under_the_same_limits():
    contents = {f.relative_to(TINY).as_posix(): f.read_bytes() for f in TINY.rglob("*") if f.is_file()}
    assert check_source(read_contents("tiny-scenario", contents)).hash == check_folder(TINY).hash
    contents["glossary.yaml"] = b"#" * (source.MAX_FILE + 1)
    assert [p.file for p in check_source(read_contents("tiny-scenario", contents)).problems] == [
        "glossary.yaml"
    ]
    contents |= {f"pictures/{n}.png": b"\0" * 250_000 for n in range(17)}
    assert "more than 500 files or 4096 KB" in str(check_source(read_contents("x", contents)).problems[0])
