"""The browser files of others: copied from a white-list, described by a manifest, checked before use."""

import json

import pytest

from simulator.assets import TEST_ONLY, WHITE_LIST, AssetsMissing, copy_assets, load_manifest
from tests.architecture.tree import ROOT


@pytest.fixture
def project(tmp_path):
    """A project folder whose node_modules holds a small stand-in for each white-listed file."""
    for package, source, *_ in (*WHITE_LIST, TEST_ONLY):
        origin = tmp_path / "node_modules" / package / source
        origin.parent.mkdir(parents=True, exist_ok=True)
        origin.write_text(f"{package} {source}")
        (tmp_path / "node_modules" / package / "package.json").write_text(json.dumps({"version": "1.2.3"}))
    (tmp_path / "static").mkdir()
    return tmp_path


def test_what_is_copied_is_what_the_manifest_says(project):
    copied = copy_assets(project)
    assert load_manifest(project / "static") == {entry.file: entry for entry in copied}
    assert {entry.version for entry in copied} == {"1.2.3"}


def test_a_second_copy_removes_what_left_the_white_list(project):
    copy_assets(project)
    (project / "static/vendor/old.js").write_text("old")
    copy_assets(project)
    assert not (project / "static/vendor/old.js").exists()


def test_the_accessibility_checker_is_never_among_the_served_files(project):
    copy_assets(project)
    assert (project / TEST_ONLY[2]).is_file()
    assert not list((project / "static").rglob("axe*"))


def test_a_project_without_browser_files_says_what_to_run(tmp_path):
    with pytest.raises(AssetsMissing, match="make assets"):
        load_manifest(tmp_path)


def test_a_changed_browser_file_is_refused(project):
    copy_assets(project)
    (project / "static/vendor/idiomorph.min.js").write_text("something else")
    with pytest.raises(AssetsMissing, match=r"idiomorph\.min\.js"):
        load_manifest(project / "static")


def test_a_file_missing_from_node_modules_is_named(project):
    (project / "node_modules/idiomorph/dist/idiomorph.min.js").unlink()
    with pytest.raises(AssetsMissing, match=r"idiomorph\.min\.js"):
        copy_assets(project)


def test_this_project_has_its_browser_files():
    assert load_manifest(ROOT / "static")
    assert (ROOT / TEST_ONLY[2]).is_file()
