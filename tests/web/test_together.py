"""Several people steer one seminar: by name, each with a link of their own, and nobody is told a lie."""

import re

import pytest

from simulator.core.ids import PersonId
from simulator.realtime.gateway import Gateway
from tests.support.house import FACILITATOR, ORIGIN

LINK = re.compile(r"/steer/enter\?key=([\w-]+)")


@pytest.fixture
def exercise(house):
    return house.open(rooms=2)


@pytest.fixture
def owner(house):
    return house.client(house.staff())


def send(client, exercise, **form):
    return client.post(f"/steer/{exercise}/together", data=form, headers=ORIGIN)


def said(client, exercise, where="together"):
    return client.get(f"/steer/{exercise}/{where}").text


def named(house, owner, exercise, name):
    """Somebody in a browser of their own, who opened the link that they were given."""
    page = send(owner, exercise, do="name", name=name).text
    client = house.app.test_client()
    key = LINK.search(page).group(1)
    assert client.get(f"/steer/enter?key={key}").status_code == 303
    return client


def press(client, exercise, kind, **fields):
    client.post(f"/steer/{exercise}/act", data={"kind": kind, **fields}, headers=ORIGIN)
    return client.get(f"/steer/{exercise}").text


def test_somebody_who_is_named_steers_every_room_of_this_seminar_and_no_other(house, exercise, owner):
    other = house.open()
    ana = named(house, owner, exercise, " Ana  Ruiz ")
    for room in (exercise, f"{exercise.rpartition('-')[0]}-2"):
        assert ana.get(f"/steer/{room}").status_code == 200
    assert ana.get(f"/steer/{other}").status_code == 403
    assert ana.get(f"/steer/{other}/together").status_code == 403
    page = said(owner, exercise)
    assert "Ana Ruiz" in page
    assert not LINK.search(page)  # shown once
    assert "Name somebody" not in said(ana, exercise)


def test_a_seminar_that_is_put_away_names_nobody_new_and_takes_away_who_was_named(house, exercise, owner):
    ana = named(house, owner, exercise, "Ana")
    owner.post(f"/steer/{exercise}/after/archive", data={"away": "1"}, headers=ORIGIN)
    assert "Name somebody" not in said(owner, exercise)
    assert send(owner, exercise, do="name", name="Late").status_code == 303
    page = said(owner, exercise)
    assert "This seminar is put away" in page
    assert "Late" not in page
    who = re.search(r'name="who" value="([^"]+)"', page).group(1)
    send(owner, exercise, do="remove", who=who)
    assert ana.get(f"/steer/{exercise}").status_code == 403


def test_the_same_form_again_names_nobody_a_second_time(house, exercise, owner):
    first = send(owner, exercise, do="name", name="Ana", op="one-form-of-this-page").text
    again = send(owner, exercise, do="name", name="Ana", op="one-form-of-this-page").text
    assert len(house.stores.facilitators.of_seminar(house.entry.seminar_id)) == 2
    client = house.app.test_client()
    assert client.get(f"/steer/enter?key={LINK.search(first).group(1)}").status_code == 403
    assert client.get(f"/steer/enter?key={LINK.search(again).group(1)}").status_code == 303


def test_a_new_link_ends_the_old_one_and_a_name_is_changed_by_its_owner(house, exercise, owner):
    ana = named(house, owner, exercise, "Ana")
    send(ana, exercise, do="rename", name="Ana Maria")
    assert "Ana Maria" in said(owner, exercise)
    who = next(f for f in house.stores.facilitators.everyone() if f.display_name == "Ana Maria")
    page = send(owner, exercise, do="link", who=who.facilitator_id).text
    assert "The link of Ana Maria" in page
    assert house.stores.facilitators.find(who.facilitator_id).token_hash != who.token_hash


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"do": "name", "name": "  "}, "Nothing is written"),
        ({"do": "name", "name": "x" * 61}, "61 characters"),
        ({"do": "name", "name": "FACILITATOR"}, "is called that"),
        ({"do": "link", "who": "f-nobody"}, "no longer here"),
        ({"do": "remove", "who": FACILITATOR}, "no longer here"),
        ({"do": "dance"}, "no longer here"),
    ],
)
def test_what_cannot_be_done_is_said(house, exercise, owner, form, words):
    before = house.stores.facilitators.of_seminar(house.entry.seminar_id)
    send(owner, exercise, **form)
    assert words in said(owner, exercise)
    assert house.stores.facilitators.of_seminar(house.entry.seminar_id) == before


def test_who_was_named_names_nobody(house, exercise, owner):
    ana = named(house, owner, exercise, "Ana")
    for form in ({"do": "name", "name": "Bo"}, {"do": "remove", "who": FACILITATOR}):
        send(ana, exercise, **form)
        assert "Only whoever opened this seminar" in said(ana, exercise)
    assert len(house.stores.facilitators.of_seminar(house.entry.seminar_id)) == 2


def test_there_are_no_more_than_fit(house, exercise, owner):
    for n in range(12):
        send(owner, exercise, do="name", name=f"Helper {n}")
    send(owner, exercise, do="name", name="One more")
    assert "Thirteen people" in said(owner, exercise)


def test_who_is_taken_away_hears_nothing_more_and_can_do_nothing(house, exercise, owner, monkeypatch):
    # they hear nothing more, also before their sockets are closed
    monkeypatch.setattr(Gateway, "_close", lambda *_: None)
    ana = named(house, owner, exercise, "Ana")
    ana_id = next(f.facilitator_id for f in house.stores.facilitators.everyone() if f.display_name == "Ana")
    phone = house.app.test_client()
    phone.get(f"/remote/{house.identities.phone_link(exercise, ana_id)}")
    sockets = {}
    for name, client, page in (
        ("ana", ana, "steer"),
        ("phone", phone, "remote"),
        ("owner", owner, "steer"),
    ):
        auth = {"exercise": exercise, "page": page, "token": ""}
        sockets[name] = house.socketio.test_client(house.app, auth=auth, flask_test_client=client)
        sockets[name].get_received()
    send(owner, exercise, do="remove", who=ana_id)
    house.steer(exercise, "step.enter", step="deciding")
    heard = {name: {m["name"] for m in socket.get_received()} for name, socket in sockets.items()}
    assert heard == {"ana": {"moved"}, "phone": {"moved"}, "owner": {"parts"}}
    assert ana.get(f"/steer/{exercise}").status_code == 403
    assert phone.get(f"/steer/{exercise}/remote").status_code == 403
    assert house.stores.facilitators.find(ana_id).display_name == "Ana"  # what they did keeps its name


def test_a_press_on_an_older_page_is_refused_with_who_and_when(house, exercise, owner):
    ana = named(house, owner, exercise, "Ana")
    page = press(ana, exercise, "step.enter", step="deciding")
    assert "by Ana" in page
    seen = str(house.simulator.exercise(exercise).steered["pace"].version)
    press(ana, exercise, "clock.pause", seen=seen)
    house.clock.at += 3000
    page = press(owner, exercise, "clock.extend", minutes="2", seen=seen)
    assert "Paused 3 s ago by Ana. Nothing was changed" in page
    page = press(owner, exercise, "clock.pause", seen=seen)
    assert "Paused 3 s ago by Ana, as you wanted." in page
    page = press(ana, exercise, "clock.resume", seen=seen)
    assert "Paused 3 s ago by you." in page
    assert house.simulator.exercise(exercise).clock.paused


def test_the_same_wish_at_once_is_no_error_on_the_wire_either(house, exercise, owner):
    named(house, owner, exercise, "Ana")
    press(owner, exercise, "step.enter", step="deciding")
    seen = str(house.simulator.exercise(exercise).steered["pace"].version)
    press(owner, exercise, "clock.pause", seen=seen)
    ana = next(f.facilitator_id for f in house.stores.facilitators.everyone() if f.display_name == "Ana")
    steering = house.staff(ana)
    before = house.simulator.seminar(house.entry.seminar_id).version
    ack = house.desk.steer(steering, exercise, "op-pause-2", "clock.pause", {"seen": seen})
    assert ack["ok"]
    assert ack["said"] == "Paused 0 s ago by Facilitator, as you wanted. Go on: nothing more was changed."
    ack = house.desk.steer_by_phone(steering, exercise, "op-pause-3", "clock.pause", {"seen": seen})
    assert ack["said"].startswith("Paused 0 s ago by Facilitator")
    ack = house.desk.steer(steering, exercise, "op-extend-2", "clock.extend", {"seen": seen, "minutes": "2"})
    assert (ack["code"], ack["facts"]["who"]) == ("steer.changed", "Facilitator")
    assert "by" not in ack["facts"]
    assert house.simulator.seminar(house.entry.seminar_id).version == before


def test_one_press_for_all_rooms_says_what_came_of_each(house, exercise, owner):
    other = f"{exercise.rpartition('-')[0]}-2"
    assert "In all rooms at once" in owner.get(f"/steer/{exercise}").text
    assert "In all rooms at once" not in owner.get(f"/steer/{house.open()}").text
    press(owner, other, "sense.open", target="rule", how="show")
    page = press(owner, exercise, "sense.open", target="rule", how="show", rooms="all")
    assert "Done in Room A. Room B: " in page


def test_whom_nobody_knows_any_more_is_another_facilitator(house, exercise):
    assert house.desk.name_of(PersonId("f-gone")) == "another facilitator"
    assert house.desk.name_of("") == "another facilitator"


def test_somebody_is_taken_away_from_a_seminar_that_is_put_away(house, exercise, owner):
    ana = named(house, owner, exercise, "Ana")
    ana_id = next(f.facilitator_id for f in house.stores.facilitators.everyone() if f.display_name == "Ana")
    house.simulator.archive(house.simulator.exercise(exercise).seminar, away=True)
    send(owner, exercise, do="remove", who=ana_id)
    assert ana.get(f"/steer/{exercise}").status_code == 403
