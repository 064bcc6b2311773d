"""A phone as a facilitator's remote control: one room, a few buttons, no secret."""

import time

import pytest

from simulator.app.desk import BY_PHONE
from simulator.app.wire import EXERCISE_KINDS, SEMINAR_KINDS
from simulator.core.envelope import REMOTE
from simulator.web.identity import PHONE, PHONE_LINK_AGE
from tests.support.house import FACILITATOR, ORIGIN, SEATS


@pytest.fixture
def exercise(house):
    return house.open(rooms=2)


@pytest.fixture
def phone(house, exercise):
    """A phone that has just scanned the code on the facilitator's page."""
    client = house.app.test_client()
    link = house.identities.phone_link(exercise, FACILITATOR)
    assert client.get(f"/remote/{link}").headers["Location"] == f"/steer/{exercise}/remote"
    return client


def press(phone, exercise, kind, **fields):
    answer = phone.post(f"/steer/{exercise}/remote", data={"kind": kind, **fields}, headers=ORIGIN)
    assert answer.status_code == 303
    return phone.get(f"/steer/{exercise}/remote").text


def test_a_phone_leads_the_room_through_a_vote(house, exercise, phone):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    assert "Start: Arrive" in phone.get(f"/steer/{exercise}/remote").text
    press(phone, exercise, "step.enter", step="deciding")
    assert "Pause" in press(phone, exercise, "clock.extend", minutes="2")
    assert "Go on" in press(phone, exercise, "clock.pause")
    press(phone, exercise, "clock.resume")
    house.act(people["vendors"], exercise, "proposal.make", **{"term:rule": "majority"}, rationale="quick")
    page = phone.get(f"/steer/{exercise}/remote").text
    assert "Lantern Vendors: D1 c" in page
    assert "0 of 6 have voted" in press(phone, exercise, "decision.open", proposal="p1", seen="1")
    for seat in SEATS[:5]:
        assert house.act(people[seat], exercise, "ballot.cast", decision="d1", choice="yes")["ok"]
    assert "5 of 6 have voted" in phone.get(f"/steer/{exercise}/remote").text
    press(phone, exercise, "decision.close", decision="d1")
    assert house.simulator.exercise(exercise).agreement["rule"].option == "majority"
    assert "The room, until you let it follow the step" in press(phone, exercise, "scene.show", scene="room")
    assert "Back to work" in press(phone, exercise, "eyes.set", up="1")


def test_it_names_what_presses_and_carries_no_message(house, exercise, phone):
    who = house.sit(exercise, "vendors", read=False)
    house.sit(exercise, "merchants")
    house.act(who, exercise, "brief.confirm")
    house.act(who, exercise, "message.send", channel="facilitator", text="the canary sings")
    house.sit(exercise, "neighbors", read=False)
    page = phone.get(f"/steer/{exercise}/remote").text
    assert "1 message to you" in page
    assert "1 brief unread" in page
    assert "canary" not in page
    parts = house.publisher.page(house.simulator.exercise(exercise), REMOTE)
    assert set(parts) == {"pace", "voting", "urgent"}


def test_what_has_no_button_is_refused(house, exercise, phone):
    person = house.sit(exercise, "vendors").person
    before = house.simulator.exercise(exercise).version
    for kind in sorted((set(EXERCISE_KINDS) | set(SEMINAR_KINDS)) - BY_PHONE):
        press(phone, exercise, kind, person=person, seat="vendors", text="x", target="rule.majority")
    assert house.simulator.exercise(exercise).version == before


def test_the_link_opens_one_room_for_half_a_day(house, exercise, phone, monkeypatch):
    other = f"{exercise.rpartition('-')[0]}-2"
    assert phone.get(f"/steer/{other}/remote").status_code == 403
    assert phone.get(f"/steer/{exercise}").status_code == 403
    assert phone.get(f"/steer/{exercise}/cards").status_code == 403
    assert house.app.test_client().get("/remote/forged").status_code == 404
    link = house.identities.phone_link(exercise, FACILITATOR)
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + PHONE_LINK_AGE + 5)
    assert house.app.test_client().get(f"/remote/{link}").status_code == 404
    assert phone.get(f"/steer/{exercise}/remote").status_code == 403


def test_who_may_no_longer_steer_has_no_phone_either(house, exercise):
    house.another_facilitator()
    client = house.app.test_client()
    client.get(f"/remote/{house.identities.phone_link(exercise, 'f-other')}")
    assert client.get_cookie(PHONE)
    assert client.get(f"/steer/{exercise}/remote").status_code == 403


def test_its_socket_hears_its_own_parts_alone(house, exercise):
    client = house.app.test_client()
    client.get(f"/remote/{house.identities.phone_link(exercise, FACILITATOR)}")
    auth = {"exercise": exercise, "page": "remote", "token": ""}
    socket = house.socketio.test_client(house.app, auth=auth, flask_test_client=client)
    assert socket.is_connected()
    hello = socket.emit("hello", {"etags": {}}, callback=True)
    assert {part[0] for frame in hello["frames"] for part in frame["p"]} == {"pace", "voting", "urgent"}
    done = socket.emit(
        "act", {"op": "op-phone-1", "kind": "step.enter", "fields": {"step": "deciding"}}, callback=True
    )
    assert done["ok"]
    house.sit(exercise, "vendors")
    heard = {part[0] for message in socket.get_received() for part in message["args"][0]["p"]}
    assert heard <= {"pace", "voting", "urgent"}
    assert "pace" in heard
    refused = socket.emit(
        "act", {"op": "op-phone-2", "kind": "seat.free", "fields": {"person": "x"}}, callback=True
    )
    assert refused["code"] == "actor.not_allowed"
    stranger = house.socketio.test_client(house.app, auth=auth, flask_test_client=house.app.test_client())
    assert not stranger.is_connected()
