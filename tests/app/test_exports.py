"""The export: everything that a facilitator may read, nothing else; safe in a spreadsheet; with names or without."""

import csv
import io
import json
import re
import typing
import zipfile
from dataclasses import fields

import pytest

from simulator.app.exports import dictionary, disclosure, tables
from simulator.app.exports.files import csv_bytes, safe
from simulator.app.exports.tables import HEADS, both
from simulator.core.events.exercise import ActUndone, ExerciseEvent
from simulator.core.events.seminar import SeminarEvent
from simulator.core.state.decisions import Ballot
from simulator.core.state.undo import Slice
from tests.support.house import SEATS, House

NAMES = {seat: f"Given{n} Family{n}" for n, seat in enumerate(SEATS)}


class Evening:
    """Six people from the first mark to the signatures."""

    def __init__(self, tmp_path, **choices):
        house = self.house = House(tmp_path)
        self.exercise = house.open(**choices)
        self.people = {s: house.sit(self.exercise, s, name=NAMES[s]) for s in SEATS}
        house.clock.at += 10 * 60_000
        house.steer(self.exercise, "step.enter", step="deciding")

    def act(self, seat, kind, **more):
        ack = self.house.act(self.people[seat], self.exercise, kind, **more)
        assert ack["ok"], ack

    def steer(self, kind, **more):
        ack = self.house.steer(self.exercise, kind, **more)
        assert ack["ok"], ack

    def plays(self):
        self.act(
            "vendors", "stance.set", target="rule.majority", value="no", reason="=cmd|' /C calc'!A0", seen="1"
        )
        self.act("merchants", "stance.set", target="rule.majority", value="yes", seen="1")
        self.act(
            "merchants", "proposal.make", **{"term:rule": "majority"}, rationale=f"{NAMES['vendors']} agreed."
        )
        self.act("neighbors", "worksheet.mark", option="rule.majority", mark="must")
        self.steer("decision.open", **{"term:rule": "majority"})
        for seat in SEATS:
            self.act(seat, "ballot.cast", decision="d1", choice="yes", reason="We can live with it.")
        self.steer("decision.close", decision="d1")
        self.steer("decision.open", **{"term:seats": "equal"})
        self.act("vendors", "ballot.cast", decision="d2", choice="no", reason="never to be read")
        self.steer("decision.cancel", decision="d2")
        self.act("vendors", "message.send", channel="plenary", text="+1 for lanterns")
        self.act("vendors", "message.send", channel="private", to="merchants", text="a letter between two")
        self.act("vendors", "message.send", channel="facilitator", text="a line to the facilitator")
        self.steer("step.enter", step="resources")

    def files(self, *, pseudonyms=True):
        held = self.house.services.after.export(self.house.entry, pseudonyms=pseudonyms)
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def table(files, name):
    return list(csv.DictReader(io.StringIO(files[f"csv/{name}.csv"].decode("utf-8-sig"))))


def log(files, name):
    return [json.loads(line) for line in files[f"logs/{name}.jsonl"].decode().splitlines()]


@pytest.fixture
def evening(tmp_path):
    made = Evening(tmp_path, letters="after")
    made.plays()
    return made


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe(f"1{start}1") == f"1{start}1"
    row = next(csv.reader(io.StringIO(csv_bytes([f"{start}A1"], []).decode("utf-8-sig"), newline="")))
    assert row == [f"'{start}A1"]


def test_numbers_stay_numbers_and_long_texts_fit_a_cell():
    assert (safe(-3), safe(""), len(safe("x" * 99_999))) == (-3, "", 32_000)


def test_times_are_utc_and_local():
    utc, local = both(1_700_000_000_000)
    assert utc == "2023-11-14T22:13:20Z"
    assert re.fullmatch(r"2023-11-1[45]T\d\d:\d\d:20[+-]\d\d:\d\d", local)
    assert both(0) == ("", "")


def test_every_kind_and_every_field_has_a_meaning():
    found = {(e.kind, f.name) for e in dictionary.entries() for f in e.fields}
    events = [*typing.get_args(SeminarEvent), *typing.get_args(ExerciseEvent)]
    assert found == {(event.KIND, f.name) for event in events for f in fields(event)}
    assert all(e.meaning and all(f.meaning and f.type for f in e.fields) for e in dictionary.entries())
    used = {f.name for e in dictionary.entries() for f in e.fields}
    assert set(dictionary.FIELDS) <= used, "a meaning that no field asks for"
    assert set(dictionary.SPECIAL) <= found
    text = dictionary.markdown()
    assert all(f"## `{event.KIND}`" in text for event in events)


def test_all_sheets_are_there_as_csv_and_in_one_spreadsheet(evening):
    files = evening.files()
    assert {n for n in files if n.startswith("csv/")} == {f"csv/{name}.csv" for name in HEADS}
    with zipfile.ZipFile(io.BytesIO(files["seminar.xlsx"])) as book:
        workbook = book.read("xl/workbook.xml").decode()
        assert re.findall(r'<sheet name="([a-z]+)"', workbook) == list(HEADS)
        sheets = "".join(
            book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")
        )
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheets  # no cell is a formula
    assert "'=cmd|" in strings
    assert {
        "README.txt",
        "data-dictionary.md",
        "data-dictionary.csv",
        "logs/seminar.jsonl",
        "logs/1-room-a.jsonl",
    } < set(files)


def test_tables_say_what_happened(evening):
    files = evening.files(pseudonyms=False)
    people = {row["name"]: row for row in table(files, "people")}
    assert set(people) == set(NAMES.values())
    assert people[NAMES["vendors"]]["minutes present"] == "10"
    stance = next(r for r in table(files, "stances") if r["seat"] == "vendors")
    assert (stance["could live with it"], stance["reason"]) == ("no", "'=cmd|' /C calc'!A0")
    assert table(files, "proposals")[0]["why"] == f"{NAMES['vendors']} agreed."
    (decision,) = table(files, "decisions")
    assert (decision["result"], decision["yes"], decision["no"]) == (
        "adopted",
        str(len(table(files, "ballots"))),
        "0",
    )
    assert {row["decision"] for row in table(files, "ballots")} == {"d1"}
    assert [row["text"] for row in table(files, "messages")] == [
        "'+1 for lanterns",
        "a line to the facilitator",
    ]
    assert {row["answer"] for row in table(files, "signatures")} == {"no answer"}
    assert table(files, "evaluation") == []


def test_what_a_facilitator_may_not_read_is_in_no_file(evening):
    everything = b"".join(evening.files(pseudonyms=False).values())
    assert b"a letter between two" not in everything
    assert b"never to be read" not in everything
    for event in log(evening.files(), "1-room-a"):
        if event["kind"] in ("worksheet.marked", "delegation.noted"):
            assert event["withheld"]
        if "withheld" in event:
            assert not {"fields", "actor"} & set(event)
    evening.steer("step.enter", step="debrief")
    evening.steer("letters.open")
    opened = evening.files()
    assert "a letter between two" in {row["text"] for row in table(opened, "messages")}


def test_where_the_agreement_keeps_to_the_count_no_stance_has_a_seat(evening, monkeypatch):
    for module in (disclosure, tables):
        monkeypatch.setattr(module, "is_closed", lambda _state: True)
    files = evening.files(pseudonyms=False)
    rows = table(files, "stances")
    assert sorted(row["could live with it"] for row in rows) == ["no", "yes"]
    assert {row["seat"] + row["organization"] + row["reason"] for row in rows} == {""}
    assert {e.get("withheld") for e in log(files, "1-room-a") if e["kind"] == "stance.set"} == {
        "the agreement keeps to the room's count"
    }


def test_letters_that_stay_closed_are_never_exported(tmp_path):
    evening = Evening(tmp_path, letters="closed")
    evening.plays()
    evening.steer("step.enter", step="debrief")
    assert not evening.house.steer(evening.exercise, "letters.open")["ok"]
    assert b"a letter between two" not in b"".join(evening.files(pseudonyms=False).values())


def test_notes_are_never_exported(evening):
    for seat, person in evening.people.items():
        evening.house.stores.notes.write(evening.exercise, seat, "my own note", at=1, person_id=person.person)
    assert b"my own note" not in b"".join(evening.files(pseudonyms=False).values())


def test_with_pseudonyms_no_name_and_no_id_is_in_any_file_and_one_person_is_one_pseudonym(evening):
    files = evening.files()
    book = zipfile.ZipFile(io.BytesIO(files["seminar.xlsx"]))
    everything = b"".join([*files.values(), *(book.read(name) for name in book.namelist())]).decode(
        "utf-8", "replace"
    )
    for seat, person in evening.people.items():
        assert NAMES[seat] not in everything
        assert person.person not in everything
    assert "f-first" not in everything
    assert re.fullmatch(r"Person \d\d agreed\.", table(files, "proposals")[0]["why"])
    people = {row["played"].partition(": ")[2]: row["person"] for row in table(files, "people")}
    vendors = evening.house.simulator.exercise(evening.exercise).organization("vendors").name
    cast = [
        e
        for e in log(files, "1-room-a")
        if e["kind"] == "ballot.cast" and e.get("fields", {}).get("seat") == "vendors"
    ]
    assert {e["actor"] for e in cast} == {people[vendors]}


def test_what_was_erased_is_said_to_be_erased(evening):
    retention, entry = evening.house.services.after.retention, evening.house.entry
    retention.erase_person(entry, evening.people["vendors"].person)
    files = evening.files(pseudonyms=False)
    assert sum(e.get("erased", False) for e in log(files, "1-room-a")) == 3
    assert "somebody" in {row["name"] for row in table(files, "people")}
    assert table(files, "messages") == []


def test_a_seminar_of_forty_eight_with_thousands_of_events_is_exported(tmp_path):
    """What is made in the thread is counted, not timed."""
    from tests.support.scenarios import scenario

    house = House(tmp_path)
    exercise = house.open(scenario("alder-basin"), cast=48)
    state = house.simulator.exercise(exercise)
    person = house.sit(exercise, next(iter(state.seats)))
    house.steer(exercise, "step.enter", step=next(s.id for s in state.rulebook.steps if s.kind == "round"))
    codec, events = house.simulator.exercise_codec, house.stores.events
    from simulator.core.events.exercise import MessageSent
    from simulator.core.ids import exercise_stream

    said = [codec.encode(MessageSent("", "plenary", (), f"word {n}", house.clock.at)) for n in range(4000)]
    stream = exercise_stream(exercise)
    events.append(
        stream, events.head(stream), said, actor=person.person, op="many-words", digest="d", at=house.clock.at
    )
    used = []

    def in_thread(function, *args):
        used.append(function.__name__)
        return function(*args)

    after = house.services.after
    held = type(after)(after.simulator, after.evaluation, after.retention, in_thread).export(
        house.entry, pseudonyms=True
    )
    assert used == ["export_zip"]
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        assert archive.read("csv/messages.csv").count(b"\r\n") == 4001
        assert archive.read("logs/1-room-a.jsonl").count(b"\n") > 4000
        assert archive.read("csv/signatures.csv").count(b"\r\n") == 49


def test_what_stood_there_before_something_was_taken_back_is_in_no_file(evening):
    undone = ActUndone(
        3, "ballot.cast", "d1", Slice(ballots={"vendors": Ballot("no", "never to be counted")}), 5
    )
    assert disclosure.withheld(evening.house.simulator.exercise(evening.exercise), undone)


def test_first_names_leave_texts_however_written_and_words_stay():
    names = disclosure.Names({"a": "Will Archer", "b": "Bo"}, pseudonyms=True)
    names.introduce(("a", "b"), "Person")
    assert names.text("Will spoke; we will see. ARCHER? will archer!") == (
        "Person 01 spoke; we will see. Person 01? Person 01!"
    )
    assert disclosure.Names({"a": "Ann"}, pseudonyms=False).text("Ann") == "Ann"
