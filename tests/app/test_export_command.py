"""`simulator export`: the same ZIP as the page gives, from the database of a data folder."""

import zipfile

import pytest
from click.testing import CliRunner

from simulator.app.ports import Facilitator
from simulator.cli import main
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from simulator.web.pages.steer import key_hash
from tests.support.house import FACILITATOR, KEY, START, House


@pytest.fixture
def code(tmp_path, monkeypatch):
    """The join code of a seminar in the data folder."""
    engine = make_engine(f"sqlite:///{tmp_path}/simulator.db")
    upgrade(engine)
    stores = open_sql(engine)
    stores.facilitators.add(Facilitator(FACILITATOR, key_hash(KEY), START, "Facilitator"))
    house = House(tmp_path, stores=stores)
    house.sit(house.open(), "vendors", name="Ana Birch")
    stores.events.close()
    engine.dispose()
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path))
    return house.entry.shown_code


@pytest.mark.parametrize(("options", "named"), [([], False), (["--names"], True)])
def test_a_seminar_is_written_by_its_join_code(code, tmp_path, options, named):
    done = CliRunner().invoke(main, ["export", code, "--to", str(tmp_path / "out"), *options])
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "out").iterdir()
    assert done.output.strip() == str(file)
    with zipfile.ZipFile(file) as archive:
        assert (b"Ana Birch" in archive.read("csv/people.csv")) == named


def test_an_unknown_seminar_is_named_with_those_that_there_are(code, tmp_path):
    done = CliRunner().invoke(main, ["export", "NONE-22", "--to", str(tmp_path)])
    assert done.exit_code == 1
    assert f"There is no seminar NONE-22. Join codes in this data folder: {code}" in done.output
