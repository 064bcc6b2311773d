"""Sockets of guests: they hear what is for them, are refused everything, are counted, and end with their link."""

import pytest

from simulator.app.desk import Identity
from simulator.core.envelope import OBSERVER, reporter_audience
from simulator.realtime.protocol import MOVED, PARTS, WATCHING, channel
from tests.support.house import House, watch_link


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    house.room = house.open(rooms=2)
    house.seminar = house.simulator.exercise(house.room).seminar
    house.next_room = f"{house.room.rpartition('-')[0]}-2"
    return house


def guest(house, kind="observer", who="", room="", token=""):
    identity = Identity(guest=who, guest_of=house.seminar) if who else None
    return house.socket(identity, room or house.room, "watch", token or watch_link(house, house.room, kind))


def heard(socket):
    """Ids of the parts that came since the last look."""
    return [
        part[0]
        for message in socket.get_received()
        if message["name"] == PARTS
        for part in message["args"][0]["p"]
    ]


def test_a_guest_hears_public_parts_that_are_named_for_guests(house):
    watcher = guest(house)
    assert watcher.is_connected()
    ack = watcher.emit("hello", {"etags": {}}, callback=True)
    ids = {part[0] for frame in ack["frames"] for part in frame["p"]}
    assert {"head", "adoptions", "dot-vendors", "press"} <= ids
    assert not ids & {"brief", "bar", "pressdesk", "mystories", "others", "eyes", "scene"}
    house.steer(house.room, "step.enter", step="deciding")
    assert "head" in heard(watcher)
    house.steer(house.room, "eyes.set", up="1", text="Look here.")
    assert "eyes" not in heard(watcher)


def test_a_private_message_and_a_mark_on_a_worksheet_are_not_heard(house):
    vendor, merchant = (house.sit(house.room, s) for s in ("vendors", "merchants"))
    house.steer(house.room, "step.enter", step="deciding")
    watcher = guest(house)
    watcher.get_received()
    ack = house.act(vendor, house.room, "message.send", channel="private", to="merchants", text="psst")
    assert ack["ok"]
    assert house.act(merchant, house.room, "help.ask", about="come")["ok"]
    assert watcher.get_received() == []
    house.act(vendor, house.room, "message.send", channel="plenary", text="Good morning.")
    assert len(heard(watcher)) == 1


@pytest.mark.parametrize(("kind", "who"), [("observer", ""), ("observer", "g-1"), ("press", "g-1")])
def test_a_guest_sends_nothing_over_the_socket(house, kind, who):
    watcher = guest(house, kind, who)
    before = house.stores.events.head(f"exercise:{house.room}")
    for command, fields in (
        ("stance.set", {"target": "rule.majority", "value": "yes", "seen": "1", "seat": "vendors"}),
        ("step.enter", {"step": "deciding"}),
        ("press.submit", {"headline": "x", "text": "y"}),
        ("press.publish", {"story": "x"}),
    ):
        body = {"op": "guest-op-1", "kind": command, "fields": fields}
        ack = watcher.emit("act", body, callback=True)
        assert (ack["ok"], ack["code"]) == (False, "actor.not_allowed")
    assert house.stores.events.head(f"exercise:{house.room}") == before


def test_a_reporter_hears_what_becomes_of_their_own_stories_and_no_other(house):
    mine, other, watcher = guest(house, "press", "g-1"), guest(house, "press", "g-2"), guest(house)
    assert house.desk.hand_in("g-1", house.room, "story-op-1", "They meet", "In the rain.")["ok"]
    assert heard(mine) == ["mystories"]
    assert heard(other) == heard(watcher) == []
    (story,) = house.simulator.exercise(house.room).press
    house.steer(house.room, "press.decline", story=story, words="Not now.")
    assert heard(mine) == ["mystories"]
    assert heard(other) == heard(watcher) == []
    house.desk.hand_in("g-2", house.room, "story-op-2", "They meet again", "In the sun.")
    assert heard(other) == ["mystories"]
    second = next(s for s in house.simulator.exercise(house.room).press if s != story)
    house.steer(house.room, "press.publish", story=second)
    assert set(heard(other)) == {"mystories", "press"}
    assert heard(mine) == heard(watcher) == ["press"]


def test_a_press_link_without_the_guests_cookie_only_watches(house):
    stranger = house.socket(None, house.room, "watch", watch_link(house, house.room, "press"))
    assert stranger.is_connected()
    house.desk.hand_in("g-1", house.room, "story-op-1", "They meet", "In the rain.")
    assert heard(stranger) == []
    elsewhere = Identity(guest="g-1", guest_of="another seminar")
    assert house.socket(elsewhere, house.room, "watch", watch_link(house, house.room, "press")).is_connected()


def test_closing_ends_the_pages_of_that_link_at_once_and_no_others(house):
    watchers = [guest(house), guest(house, who="g-1", room=house.next_room)]
    press, wall = guest(house, "press", "g-2"), house.sit(house.room, "vendors")
    seat = house.socket(wall, house.room)
    there = house.open(title="Another")
    stranger = house.socket(None, there, "watch", watch_link(house, there))
    for socket in (*watchers, press, seat, stranger):
        socket.get_received()
    observers = house.services.observers
    assert observers.close(house.seminar, "observer", observers.keys(house.seminar)["observer"])
    for socket in watchers:
        assert [m["name"] for m in socket.get_received()] == [MOVED]
    house.steer(house.room, "step.enter", step="deciding")
    for socket in watchers:
        assert not heard(socket)
    for socket in (press, seat):
        assert "head" in heard(socket)
    assert not [m for m in stranger.get_received() if m["name"] == MOVED]


def test_a_link_that_is_closed_or_of_another_seminar_or_forged_lets_nobody_in(house):
    token = watch_link(house, house.room)
    there = house.open(title="Another")
    assert not house.socket(None, there, "watch", token).is_connected()
    for odd in ("", "x", token[:-2], watch_link(house, there)):
        assert not house.socket(None, house.room, "watch", odd).is_connected()
    observers = house.services.observers
    observers.close(house.seminar, "observer", observers.keys(house.seminar)["observer"])
    assert not house.socket(None, house.room, "watch", token).is_connected()


def test_the_desk_hears_how_many_guests_look_each_counted_once(house):
    first = guest(house, who="g-1")
    again = guest(house, who="g-1")
    nameless = guest(house)
    elsewhere = guest(house, who="g-3", room=house.next_room)
    steer = house.socket(house.staff(), house.room, "steer")
    steer.emit("hello", {"etags": {}}, callback=True)
    assert [m["args"][0]["n"] for m in steer.get_received() if m["name"] == WATCHING] == [2]
    for socket in (first, again, nameless):
        socket.disconnect()
    told = [m["args"][0]["n"] for m in steer.get_received() if m["name"] == WATCHING]
    assert told == [2, 1, 0]
    elsewhere.disconnect()
    assert house.services.observers.here((house.room, house.next_room)) == ()


def test_counting_guests_looks_up_no_names(house, monkeypatch):
    asked = []
    monkeypatch.setattr(house.stores.people, "find", asked.append)
    steer = house.socket(house.staff(), house.room, "steer")
    pages = [guest(house, who=f"g-{n}") for n in range(6)]
    for page in pages:
        page.disconnect()
    told = [m["args"][0]["n"] for m in steer.get_received() if m["name"] == WATCHING]
    assert told == [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0]
    assert asked == []


def test_a_guest_counts_for_nobody_in_the_room(house):
    before = house.simulator.exercise(house.room)
    watcher = guest(house, who="g-1")
    watcher.disconnect()
    assert house.simulator.exercise(house.room) == before


def test_what_nobody_watches_is_not_drawn_for_guests(house):
    house.sit(house.room, "vendors")
    house.steer(house.room, "step.enter", step="deciding")
    assert not [to for to, _, _ in house.sender.sent if to == channel(house.room, OBSERVER)]
    press = guest(house, "press", "g-1")
    house.steer(house.room, "notice.set", text="Hush.")
    assert "head" in heard(press)
    press.disconnect()
    assert not house.publisher._rooms[house.room].watchers[OBSERVER]
    assert not house.publisher._rooms[house.room].watchers[reporter_audience("g-1")]
