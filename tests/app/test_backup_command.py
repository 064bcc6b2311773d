"""`simulator backup`, `restore` and `db verify`: a copy that was read back, and nothing lost by putting it back."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from simulator.app.ports import Facilitator
from simulator.cli import main
from simulator.store import backup
from simulator.store.engine import make_engine, reader
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from simulator.web.pages.steer import key_hash
from tests.support.house import FACILITATOR, KEY, START, House


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with a seminar in it and a message that was erased; nobody has it open."""
    folder = tmp_path / "data"
    folder.mkdir()
    engine = make_engine(f"sqlite:///{folder}/simulator.db")
    upgrade(engine)
    stores = open_sql(engine)
    stores.facilitators.add(Facilitator(FACILITATOR, key_hash(KEY), START, "Facilitator"))
    house = House(folder, stores=stores)
    room = house.open()
    vendor = house.sit(room, "vendors", name="Ana Birch")
    house.steer(room, "step.enter", step="resources")
    assert house.act(vendor, room, "message.send", channel="plenary", text="Who brings the lanterns?")["ok"]
    (spoken,) = (e.version for e in stores.events.read(f"exercise:{room}", kind="message.sent"))
    stores.events.erase_payload(f"exercise:{room}", spoken)
    stores.events.close()
    engine.dispose()
    (folder / "key").write_text("k" * 64)
    monkeypatch.setenv("SIMULATOR_DATA", str(folder))
    return folder


def run(*words):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert not isinstance(done.exception, Exception), done.exception
    return done


def titles(file):
    with closing(sqlite3.connect(file)) as database:
        return [row[0] for row in database.execute("SELECT title FROM seminars")]


def rename(file, title):
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE seminars SET title = ?", (title,))
        database.commit()


def forge(file, what="payload = replace(payload, 'vendors', 'merchants')"):
    with closing(sqlite3.connect(file)) as database:
        assert database.execute(f"UPDATE events SET {what} WHERE kind = 'brief.confirmed'").rowcount == 1
        database.commit()


def test_a_copy_is_one_file_with_its_key_and_can_be_put_back(data, tmp_path):
    copy = tmp_path / "stick" / "monday.db"
    copy.parent.mkdir()
    done = run("backup", copy)
    assert done.exit_code == 0, done.output
    assert "2 logs with" in done.output
    assert "1 of them erased: every hash chain holds" in done.output
    assert sorted(p.name for p in copy.parent.iterdir()) == ["monday.db", "monday.db.key"]
    assert all(p.stat().st_mode & 0o777 == 0o600 for p in copy.parent.iterdir())

    rename(data / "simulator.db", "Later")
    (data / "key").write_text("another key, " * 4)
    refused = run("restore", copy)
    assert refused.exit_code == 1
    assert "With --force it is put aside" in refused.output
    assert titles(data / "simulator.db") == ["Later"]
    done = run("restore", copy, "--force")
    assert done.exit_code == 0, done.output
    assert titles(data / "simulator.db") == ["A seminar"]
    assert titles(data / "simulator.db.before-1") == ["Later"]
    assert (data / "key").read_text() == "k" * 64
    assert (data / "key.before-1").read_text() == "another key, " * 4
    assert "put aside: " in done.output
    assert run("db", "verify").exit_code == 0
    # and once more: what was put aside before stays
    assert run("restore", copy, "--force").exit_code == 0
    assert titles(data / "simulator.db.before-1") == ["Later"]
    assert titles(data / "simulator.db.before-2") == ["A seminar"]


def test_a_copy_goes_into_an_empty_data_folder(data, tmp_path, monkeypatch):
    run("backup", tmp_path / "copy.db")
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path / "new" / "folder"))
    done = run("restore", tmp_path / "copy.db")
    assert done.exit_code == 0, done.output
    assert titles(tmp_path / "new/folder/simulator.db") == ["A seminar"]
    assert (tmp_path / "new/folder/key").read_text() == "k" * 64


def test_a_copy_is_written_over_only_by_force(data, tmp_path):
    copy = tmp_path / "copy.db"
    for there in (copy, tmp_path / "copy.db.key"):
        there.write_text("mine")
        refused = run("backup", copy)
        assert refused.exit_code == 1
        assert "is there already. Give another name, or --force" in refused.output
        assert there.read_text() == "mine"
        there.unlink()
    copy.write_text("mine")
    assert run("backup", copy, "--force").exit_code == 0
    assert titles(copy) == ["A seminar"]


def test_where_the_key_is_the_operators_own_the_copy_says_so(data, tmp_path):
    (data / "key").unlink()
    done = run("backup", tmp_path / "copy.db")
    assert "Keep the SIMULATOR_KEY" in done.output
    assert not (tmp_path / "copy.db.key").exists()
    assert run("restore", tmp_path / "copy.db", "--force").exit_code == 0
    assert not (data / "key").exists()


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_the_database_is_not_copied_onto_itself(data, command):
    refused = run(command, data / "simulator.db", "--force")
    assert refused.exit_code == 1
    assert "That is the database itself" in refused.output
    assert titles(data / "simulator.db") == ["A seminar"]


def test_what_is_not_there_is_named(data, tmp_path, monkeypatch):
    assert "There is no file" in run("restore", tmp_path / "none.db").output
    monkeypatch.setenv("SIMULATOR_DATA", str(tmp_path / "empty"))
    for words in (("backup", tmp_path / "copy.db"), ("db", "verify")):
        refused = run(*words)
        assert refused.exit_code == 1
        assert "There is no database at" in refused.output
    assert not (tmp_path / "empty").exists()


@pytest.mark.parametrize(
    "what", ["payload = replace(payload, 'vendors', 'merchants')", "at = at + 1", "actor = 'eve'"]
)
def test_a_log_that_was_changed_is_found_and_neither_copied_nor_put_back(data, tmp_path, what):
    run("backup", tmp_path / "good.db")
    forge(data / "simulator.db", what)
    found = run("db", "verify")
    assert found.exit_code == 1
    assert "(brief.confirmed)" in found.output
    assert "simulator restore FILE --force" in found.output
    refused = run("backup", tmp_path / "bad.db")
    assert refused.exit_code == 1
    assert "The copy is not sound, and nothing was changed" in refused.output
    assert not (tmp_path / "bad.db").exists()
    forge(tmp_path / "good.db", what)
    assert run("restore", tmp_path / "good.db", "--force").exit_code == 1
    assert not list(data.glob("*.before-*"))


def test_a_log_whose_end_was_cut_off_is_found(data):
    with closing(sqlite3.connect(data / "simulator.db")) as database:
        database.execute("DELETE FROM events WHERE kind = 'message.sent'")
        database.commit()
    found = run("db", "verify")
    assert found.exit_code == 1
    assert "is missing" in found.output or "was acknowledged" in found.output


def test_a_damaged_file_is_named_and_a_copy_takes_its_place(data, tmp_path):
    run("backup", tmp_path / "good.db")
    content = bytearray((data / "simulator.db").read_bytes())
    content[100:] = bytes(len(content) - 100)
    (data / "simulator.db").write_bytes(content)
    found = run("db", "verify")
    assert found.exit_code == 1
    assert "the file is damaged" in found.output
    assert run("backup", tmp_path / "bad.db").exit_code == 1
    (data / "simulator.db").write_bytes(b"not a database at all" * 100)
    assert run("backup", tmp_path / "bad.db").exit_code == 1
    assert run("restore", tmp_path / "good.db", "--force").exit_code == 0
    assert titles(data / "simulator.db") == ["A seminar"]
    assert (data / "simulator.db.before-1").read_bytes().startswith(b"not a database at all")


def test_another_programs_database_and_that_of_a_newer_release_are_not_put_back(data, tmp_path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
        database.commit()
    assert "no schema of ours" in run("restore", other, "--force").output
    run("backup", tmp_path / "newer.db")
    with closing(sqlite3.connect(tmp_path / "newer.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    refused = run("restore", tmp_path / "newer.db", "--force")
    assert refused.exit_code == 1
    assert "a newer release made it" in refused.output
    assert titles(data / "simulator.db") == ["A seminar"]


def test_nothing_is_put_back_under_a_server_that_has_it_open(data, tmp_path):
    run("backup", tmp_path / "copy.db")
    engine = make_engine(f"sqlite:///{data}/simulator.db")
    with reader(engine).connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM events").all()
        refused = run("restore", tmp_path / "copy.db", "--force")
        assert refused.exit_code == 1
        assert "A server has this database open. Stop it" in refused.output
        assert run("backup", tmp_path / "second.db").exit_code == 0
        assert run("db", "verify").exit_code == 0
    engine.dispose()
    assert not list(data.glob("*.before-*"))
    assert run("restore", tmp_path / "copy.db", "--force").exit_code == 0


def test_a_place_that_cannot_be_written_is_named(data, tmp_path):
    refused = run("backup", tmp_path / "no" / "such" / "folder" / "copy.db")
    assert refused.exit_code == 1
    assert "cannot be written" in refused.output


@pytest.mark.parametrize("words", [("backup", "copy.db"), ("restore", "copy.db")])
def test_postgresql_has_its_own_programs_and_no_password_is_shown(data, tmp_path, monkeypatch, words):
    monkeypatch.setenv("SIMULATOR_DATABASE", "postgresql://ana:s3cret@db.example/seminars")
    (tmp_path / "copy.db").touch()
    refused = run(words[0], tmp_path / words[1])
    assert refused.exit_code == 1
    assert "pg_dump" in refused.output
    assert "pg_restore" in refused.output
    assert "s3cret" not in refused.output


def test_a_copy_that_fails_half_way_leaves_nothing(data, tmp_path, monkeypatch):
    def fail(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_fold", fail)
    refused = run("backup", tmp_path / "copy.db")
    assert refused.exit_code == 1
    assert "No space left on device. Nothing was changed." in refused.output
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
