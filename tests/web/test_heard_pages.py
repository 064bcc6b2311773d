"""The two questions on plain pages, and what of the answers reaches whose page, wall and file."""

import pytest

from simulator.app.exports.disclosure import Names
from simulator.app.exports.record import read_record
from simulator.app.exports.tables import sheets
from tests.support.house import ORIGIN, SEATS

SENTENCE = "They talked over us."


@pytest.fixture
def room(house):
    exercise = house.open(talk="room")
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    house.steer(exercise, "step.enter", step="resources")
    return exercise, people


def answer(house, who, exercise, **fields):
    form = {"kind": "heard.answer", "round": "h1", **fields}
    return house.client(who).post(f"/x/{exercise}/act", data=form, headers=ORIGIN, follow_redirects=True).text


def test_a_seat_answers_without_a_script_and_sees_what_is_stored(house, room):
    exercise, people = room
    assert (
        "Were you heard?"
        not in house.client(people["vendors"]).get(f"/x/{exercise}").text.split('id="panel-')[0]
    )
    assert house.steer(exercise, "heard.ask")["ok"]
    page = house.client(people["vendors"]).get(f"/x/{exercise}").text
    assert "Only the facilitators read your answers." in page
    said = answer(house, people["vendors"], exercise, heard="no", note=SENTENCE, changed=["merchants", ""])
    assert "heard: no, mind changed by" in said
    assert SENTENCE in said
    long = answer(house, people["vendors"], exercise, heard="yes", note="x" * 201)
    assert "201 characters; 200 fit" in long
    assert SENTENCE in long  # what was stored is there still
    for seat in SEATS:
        if seat != "vendors":
            assert SENTENCE not in house.client(people[seat]).get(f"/x/{exercise}").text
    desk = house.client(house.staff()).get(f"/steer/{exercise}").text
    assert SENTENCE in desk
    assert "was not heard, has not spoken yet" in desk
    assert house.steer(exercise, "heard.close", round="h1")["ok"]
    assert "These questions are closed, and the answers stand" in answer(
        house, people["vendors"], exercise, heard="yes"
    )


def test_the_step_that_asks_says_so_on_the_desk(house, room):
    exercise, _ = room
    staff = house.client(house.staff())
    assert 'id="do-heard"' in staff.get(f"/steer/{exercise}").text
    assert staff.post(f"/steer/{exercise}/act", data={"kind": "heard.ask"}, headers=ORIGIN).status_code == 303
    page = staff.get(f"/steer/{exercise}").text
    assert 'id="do-heard"' not in page
    assert "0 of 6 seats have answered" in page


def test_the_room_and_the_files_get_counts_alone(house, room):
    exercise, people = room
    house.steer(exercise, "heard.ask")
    for seat, heard in zip(SEATS, ("no", "yes", "yes", "partly", "no", "yes"), strict=True):
        named = ["vendors"] if seat in ("merchants", "neighbors") else []
        answer(
            house, people[seat], exercise, heard=heard, note=SENTENCE if heard == "no" else "", changed=named
        )
    house.steer(exercise, "heard.close", round="h1")
    ack = house.steer(exercise, "debrief.reveal", what="heard")
    assert ack["ok"], ack
    page = house.client(people["foundation"]).get(f"/x/{exercise}").text
    assert "Were we heard?" in page
    assert "One organization was named at least twice" in page
    assert SENTENCE not in page
    record = read_record(house.simulator, house.services.after.evaluation, house.entry)
    found = {
        s.name: s
        for s in sheets(record, Names(record.names, pseudonyms=False), house.simulator.exercise_codec)
    }
    rows = found["heard"].rows
    assert sum(row[3] for row in rows) == 6
    assert all(row[3] >= 3 for row in rows)
    assert SENTENCE not in str([s.rows for s in found.values()])


def test_who_spoke_how_long_is_a_row_for_each_tap(house, room):
    exercise, people = room
    group = house.simulator.exercise(exercise).group_of("vendors")
    tap = {"kind": "speaker.tap", "group": group.id}
    browser = house.client(people["vendors"])
    assert "Who speaks now at our table?" in browser.get(f"/x/{exercise}").text
    browser.post(f"/x/{exercise}/act", data={**tap, "who": "vendors"}, headers=ORIGIN)
    house.clock.at += 90_000
    browser.post(f"/x/{exercise}/act", data={**tap, "who": ""}, headers=ORIGIN)
    house.steer(exercise, "step.enter", step="running")
    house.steer(exercise, "speaker.start", seat="merchants")
    house.clock.at += 30_000
    house.steer(exercise, "speaker.end", seat="merchants")
    record = read_record(house.simulator, house.services.after.evaluation, house.entry)
    found = {
        s.name: s
        for s in sheets(record, Names(record.names, pseudonyms=False), house.simulator.exercise_codec)
    }
    assert [(r[4], r[7], r[8]) for r in found["speaking"].rows] == [
        ("vendors", "table", 90), ("merchants", "before everybody", 30),
    ]  # fmt: skip
    desk = house.client(house.staff()).get(f"/steer/{exercise}").text
    assert ">1.5<" in desk
