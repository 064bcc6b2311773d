"""Who may connect, what a socket hears, and what it may do."""

import pytest

from simulator.app.desk import Identity
from simulator.app.ports import StoreFailed
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.realtime.gateway import EVENT_POLICIES, MOST_ETAGS, UNANSWERED
from simulator.realtime.protocol import MOVED, PARTS, channel
from simulator.web.identity import CARD, PERSON, STAFF, WALL
from simulator.web.limits import LIMITS
from tests.support.house import SEATS, House

NOBODY = Identity()


def rooms_of_socket(house, socket):
    """The channels that this socket hears, as the server keeps them."""
    sid = socket.socketio.server.manager.sid_from_eio_sid(socket.eio_sid, "/")
    return {r for r in socket.socketio.server.rooms(sid, "/") if "|" in str(r)}


def received(socket, name=None):
    return [m for m in socket.get_received() if name in (None, m["name"])]


def say_hello(socket, etags=None):
    return socket.emit("hello", {"etags": etags or {}}, callback=True)


def act(socket, kind, op="op-socket-1", **fields):
    return socket.emit("act", {"op": op, "kind": kind, "fields": fields}, callback=True)


# --- policies ----------------------------------------------------------------------------------------------


def test_every_event_has_a_policy_and_nothing_else_is_registered(house):
    server = house.socketio.server
    events = {event for handlers in server.handlers.values() for event in handlers}
    assert events == set(EVENT_POLICIES)
    assert set(server.handlers) == {"/"}
    assert not server.namespace_handlers
    assert set(EVENT_POLICIES.values()) <= {"checked", "linked"}
    assert EVENT_POLICIES["connect"] == "checked"


@pytest.mark.parametrize(
    "event", [e for e, policy in EVENT_POLICIES.items() if policy == "linked" and e != "disconnect"]
)
def test_every_linked_event_is_refused_without_a_link(house, event):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    house.gateway._links.clear()
    for data in (
        {},
        {"op": "op-123456", "kind": "brief.confirm", "fields": {}},
        {"etags": {}},
        None,
        [],
        "x",
        5,
    ):
        ack = socket.emit(event, data, callback=True)
        assert (ack["ok"], ack["code"], set(ack)) == (False, "seat.none", {"ok", "code", "message", "facts"})


def test_a_disconnect_without_a_link_is_nothing(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    house.gateway._links.clear()
    socket.disconnect()


def test_unknown_events_are_not_answered(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    received(socket)
    socket.emit("delete_everything", {"x": 1})
    assert received(socket) == []


# --- who may connect ---------------------------------------------------------------------------------------


class Cast:
    """Everybody who might knock, and two seminars to knock at."""

    def __init__(self, house: House) -> None:
        self.here = house.open(rooms=2)
        self.next_room = f"{self.here.rpartition('-')[0]}-2"
        self.vendor, self.merchant = house.sit(self.here, "vendors"), house.sit(self.here, "merchants")
        self.neighbor_room = house.sit(self.next_room, "vendors")
        self.lobby = self._lobby(house)
        house.another_facilitator()
        self.there = house.open(facilitator="f-other")
        self.stranger = house.sit(self.there, "vendors")
        self.people = {
            "nobody": NOBODY, "vendor": self.vendor, "merchant": self.merchant, "next room": self.neighbor_room,
            "another seminar": self.stranger, "without a seat": self.lobby, "facilitator": house.staff(),
            "another facilitator": house.staff("f-other"), "a ghost": Identity("ghost", self.vendor.seminar),
        }  # fmt: skip

    def _lobby(self, house):
        seminar = self.vendor.seminar
        code = house.stores.seminars.find(seminar).join_code
        client = house.app.test_client()
        client.post(
            f"/s/{code}/enter", data={"name": "Still standing"}, headers={"Origin": "http://localhost"}
        )
        return house.identities.read({PERSON: client.get_cookie(PERSON).value})


MATRIX = {
    "nobody": (), "vendor": ("seat",), "merchant": ("seat",), "next room": (), "another seminar": (),
    "without a seat": (), "facilitator": ("steer",), "another facilitator": (), "a ghost": (),
}  # fmt: skip


def test_who_may_open_which_page_of_a_room(house):
    cast = Cast(house)
    assert set(MATRIX) == set(cast.people)
    for who, identity in cast.people.items():
        for page in ("seat", "steer", "wall", "room", "observer", "", "SEAT", "seat "):
            socket = house.socket(identity, cast.here, page)
            assert socket.is_connected() == (page in MATRIX[who]), (who, page)
            if socket.is_connected():
                socket.disconnect()


@pytest.mark.parametrize(
    "auth",
    [
        None,
        "seat",
        5,
        [],
        {},
        {"exercise": {"a": 1}, "page": ["seat"]},
        {"page": "seat"},
        {"exercise": "no-such", "page": "seat"},
        {"exercise": "x" * 100_000, "page": "wall", "token": "y" * 100_000},
    ],
)
def test_odd_auth_is_refused(house, auth):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    socket = house.socketio.test_client(house.app, auth=auth, flask_test_client=house.client(vendor))
    assert not socket.is_connected()
    assert not house.gateway._links


def test_a_wall_opens_with_the_token_of_its_own_room_only(house):
    cast = Cast(house)
    links = house.identities
    good = links.link(WALL, cast.here)
    tokens = {
        good: True, links.link(WALL, cast.next_room): False, links.link(WALL, cast.there): False,
        links.link(CARD, cast.here, "vendors"): False, good[:-1]: False, good.swapcase(): False, "": False,
        links.link(WALL, cast.here, "vendors") + "x": False,
    }  # fmt: skip
    for token, may in tokens.items():
        socket = house.socket(NOBODY, cast.here, "wall", token)
        assert socket.is_connected() is may, token
    wall = house.socket(NOBODY, cast.here, "wall", good)
    assert rooms_of_socket(house, wall) == {channel(cast.here, SCREEN)}


def test_forged_and_foreign_cookies_are_nobody(house, tmp_path):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    good = house.identities._person.dumps([vendor.person, vendor.seminar])
    others = House(tmp_path).identities.__class__(b"another key")
    staff = house.identities._staff.dumps(["f-first"])
    jars = [
        {PERSON: good[:-2] + ("aa" if good[-2:] != "aa" else "bb")}, {PERSON: good.partition(".")[0]},
        {PERSON: others._person.dumps([vendor.person, vendor.seminar])}, {PERSON: staff}, {PERSON: ""},
        {STAFF: good}, {STAFF: others._staff.dumps(["f-first"])},
        {PERSON: house.identities._person.dumps([vendor.person])},
        {PERSON: house.identities._person.dumps([[vendor.person], vendor.seminar])},
        {PERSON: house.identities._person.dumps({"person": vendor.person})},
    ]  # fmt: skip
    for jar in jars:
        client = house.app.test_client()
        for name, value in jar.items():
            client.set_cookie(name, value)
        for page in ("seat", "steer"):
            auth = {"exercise": exercise, "page": page}
            socket = house.socketio.test_client(house.app, auth=auth, flask_test_client=client)
            assert not socket.is_connected(), (page, jar)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://localhost", 200), (None, 200), ("http://evil.example", 400), ("http://localhost.evil.example", 400),
     ("https://localhost:1", 400), ("null", 400)],
)  # fmt: skip
def test_a_page_of_another_site_cannot_open_a_socket(house, origin, status):
    headers = {"Origin": origin} if origin else {}
    answer = house.app.test_client().get("/socket.io/?EIO=4&transport=polling", headers=headers)
    assert answer.status_code == status
    assert answer.headers.get("Access-Control-Allow-Origin") in (None, "http://localhost")


# --- hearing -----------------------------------------------------------------------------------------------


def test_each_page_hears_its_own_channel_and_the_room(house):
    cast = Cast(house)
    seat = house.socket(cast.vendor, cast.here)
    assert rooms_of_socket(house, seat) == {
        channel(cast.here, seat_audience("vendors")),
        channel(cast.here, ROOM),
    }
    steer = house.socket(house.staff(), cast.here, "steer")
    assert rooms_of_socket(house, steer) == {channel(cast.here, FACILITATOR), channel(cast.here, ROOM)}


def test_the_page_that_connects_decides_and_not_the_cookies_it_carries(house):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    both = Identity(vendor.person, vendor.seminar, house.staff().facilitator)
    seat = house.socket(both, exercise)
    assert channel(exercise, FACILITATOR) not in rooms_of_socket(house, seat)
    assert act(seat, "step.enter")["code"] == "actor.not_allowed"


def test_a_socket_cannot_enter_a_channel_by_asking(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    before = rooms_of_socket(house, socket)
    for event in ("join", "enter_room", "watch", "subscribe"):
        socket.emit(event, {"room": channel(exercise, FACILITATOR)})
    say_hello(socket, {"|seat|merchants": "x"})
    assert rooms_of_socket(house, socket) == before


def test_hello_brings_a_page_into_step_once(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    ack = say_hello(socket)
    assert ack["ok"]
    again = say_hello(socket, {part: etag for frame in ack["frames"] for part, etag, *_ in frame["p"]})
    assert [frame["p"] for frame in again["frames"]] == [[], []]


def test_the_time_is_told_to_whoever_is_linked(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    for odd in (None, {"now": 1}, "x"):
        assert socket.emit("time", odd, callback=True) == {"ok": True, "now": house.clock()}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {"etags": []},
        {"etags": {"head": {"a": 1}}},
        {"etags": {str(n): "x" for n in range(MOST_ETAGS + 9)}},
    ],
)
def test_an_odd_hello_is_answered_with_the_whole_page(house, data):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    ack = socket.emit("hello", data, callback=True)
    assert ack["ok"]
    assert sum(len(frame["p"]) for frame in ack["frames"]) > 30


def test_only_the_reader_of_a_private_message_hears_it(house):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    sockets = {s: house.socket(house.sit(exercise, s), exercise) for s in ("merchants", "neighbors")}
    sockets["steer"] = house.socket(house.staff(), exercise, "steer")
    for socket in sockets.values():
        received(socket)
    assert house.act(vendor, exercise, "message.send", channel="private", to="merchants", text="psst")["ok"]
    assert {who for who, socket in sockets.items() if "psst" in str(received(socket))} == {"merchants"}


# --- acting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        5,
        {"fields": []},
        {"fields": "x"},
        {"op": "op-123456", "kind": "brief.confirm", "fields": None},
    ],
)
def test_an_odd_act_is_malformed(house, data):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    ack = socket.emit("act", data, callback=True)
    assert (ack["ok"], ack["code"]) == (False, "wire.malformed")


def test_a_wall_can_do_nothing(house):
    exercise = house.open()
    wall = house.socket(house.staff(), exercise, "wall", house.identities.link(WALL, exercise))
    for kind in ("step.enter", "stance.set", "message.send"):
        assert act(wall, kind)["code"] == "actor.not_allowed"


def test_acts_beyond_the_limit_are_refused_in_the_same_shape(house):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    acks = [act(socket, "no.such", op=f"op-flood-{n}") for n in range(245)]
    assert acks[0]["code"] == "wire.malformed"
    assert acks[-1]["code"] == "limit.reached"
    other = house.socket(house.sit(exercise, "merchants"), exercise)
    assert act(other, "brief.confirm")["ok"]


def test_a_page_that_says_hello_without_end_is_refused_and_the_others_are_not(house):
    exercise = house.open()
    vendor, merchant = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    socket = house.socket(vendor, exercise)
    acks = [say_hello(socket) for _ in range(LIMITS["hello"].amount + 1)]
    assert {ack["ok"] for ack in acks[:-1]} == {True}
    assert (acks[-1]["code"], set(acks[-1])) == ("limit.reached", {"ok", "code", "message", "facts"})
    # a new connection of the same person does not begin to count anew
    assert say_hello(house.socket(vendor, exercise))["code"] == "limit.reached"
    wall = house.socket(None, exercise, "wall", house.identities.link(WALL, exercise))
    for other in (house.socket(merchant, exercise), house.socket(house.staff(), exercise, "steer"), wall):
        assert say_hello(other)["ok"]


def test_a_room_of_laptops_that_reconnect_at_once_is_let_in(house):
    exercise = house.open()
    sockets = [house.socket(house.sit(exercise, seat), exercise) for seat in SEATS]
    rounds = LIMITS["hello"].amount // len(SEATS) + 1
    # more than one person may: what is counted is not the address
    assert all(say_hello(socket)["ok"] for _ in range(rounds) for socket in sockets)


def test_a_bug_is_answered_with_a_reference_and_nothing_else(house, monkeypatch):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)

    def fail(*_args):
        raise ZeroDivisionError("secret detail of the machinery")

    monkeypatch.setattr(house.simulator, "act", fail)
    ack = act(socket, "brief.confirm")
    assert (ack["ok"], ack["code"]) == (False, "bug")
    assert set(ack["facts"]) == {"reference"}
    assert "secret" not in str(ack)


# --- leaving -----------------------------------------------------------------------------------------------


def test_a_person_who_is_moved_hears_that_and_no_more(house):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    old = house.socket(vendor, exercise)
    say_hello(old)
    received(old)
    assert house.steer(exercise, "seat.claim", person=vendor.person, room=exercise, seat="merchants")["ok"]
    assert len(received(old, MOVED)) == 1
    house.sit(exercise, "vendors")
    house.steer(exercise, "stance.set", seat="vendors", target="rule.majority", value="no", seen="1")
    assert received(old, PARTS) == []
    assert act(old, "brief.confirm")["code"] == "seat.none"
    assert house.socket(vendor, exercise).is_connected()


def test_two_who_change_places_are_off_their_old_pages_before_the_room_knows(house, monkeypatch):
    exercise = house.open()
    vendor, merchant = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    old = [house.socket(who, exercise) for who in (vendor, merchant)]
    linked, drive = [], house.simulator.drive

    def drive_and_look(seminar):
        linked.append(len(house.gateway._links))
        drive(seminar)

    monkeypatch.setattr(house.simulator, "drive", drive_and_look)
    fields = {"person": vendor.person, "other": merchant.person}
    assert house.steer(exercise, "person.swap", **fields)["ok"]
    assert linked[0] == 0
    for socket in old:
        assert len(received(socket, MOVED)) == 1
        assert received(socket, PARTS) == []
    new = house.socket(vendor, exercise)
    assert new.is_connected()
    assert [link.audience.seat for link in house.gateway._links.values()] == ["merchants"]


def test_every_laptop_of_the_person_leaves_and_nobody_elses(house):
    exercise = house.open()
    vendor, merchant = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    old = [house.socket(vendor, exercise) for _ in range(3)]
    stays = house.socket(merchant, exercise)
    house.steer(exercise, "seat.free", person=vendor.person)
    assert {link.audience.seat for link in house.gateway._links.values()} == {"merchants"}
    assert all(len(received(socket, MOVED)) == 1 for socket in old)
    assert received(stays, MOVED) == []


def test_a_seat_that_is_lost_while_its_page_connects_is_not_heard(house, monkeypatch):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    seat_of, freed = house.desk.seat_of, []

    def seat_of_and_lose_it(identity, room):
        place = seat_of(identity, room)
        if not freed:
            freed.append(house.steer(exercise, "seat.free", person=vendor.person))
        return place

    monkeypatch.setattr(house.desk, "seat_of", seat_of_and_lose_it)
    socket = house.socket(vendor, exercise)
    assert not house.gateway._links
    assert not socket.is_connected() or rooms_of_socket(house, socket) == set()


def test_a_page_that_fails_while_it_connects_counts_as_here_for_nobody(house, monkeypatch):
    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    real, calls = house.simulator.exercise, [0]
    for failing in range(1, 9):
        calls[0] = 0

        def exercise_of(room, failing=failing):
            calls[0] += 1
            if calls[0] == failing:
                raise StoreFailed("the database did not answer")
            return real(room)

        monkeypatch.setattr(house.simulator, "exercise", exercise_of)
        socket = house.socket(vendor, exercise)
        monkeypatch.setattr(house.simulator, "exercise", real)
        assert house.presence.is_here(exercise, "vendors") == socket.is_connected()
        if socket.is_connected():
            break
    assert failing > 2


def test_who_leaves_a_delegation_hears_nothing_more_of_it_and_the_others_do(house):
    exercise = house.open()
    ana = house.sit(exercise, "vendors")
    other = house.sit(exercise, "merchants")
    friend = house.another_at(exercise, "vendors")
    stays, goes = house.socket(ana, exercise), house.socket(friend, exercise)
    say_hello(stays), say_hello(goes)
    received(stays), received(goes)
    assert act(goes, "seat.leave")["ok"]
    assert rooms_of_socket(house, goes) == set()
    house.act(other, exercise, "message.send", channel="private", to="vendors", text="quince")
    assert [m["name"] for m in received(goes) if "quince" in str(m)] == []
    assert any("quince" in str(m) for m in received(stays, PARTS))
    assert house.simulator.exercise(exercise).seats["vendors"].present


def test_the_seat_is_here_while_any_of_its_people_is(house):
    exercise = house.open()
    ana, friend = house.sit(exercise, "vendors"), house.another_at(exercise, "vendors")
    first, second = house.socket(ana, exercise), house.socket(friend, exercise)
    first.disconnect()
    for _, task in house.later:
        task()
    assert house.simulator.exercise(exercise).seats["vendors"].present
    second.disconnect()
    for _, task in house.later:
        task()
    assert not house.simulator.exercise(exercise).seats["vendors"].present


def test_a_new_phrase_stands_at_once_on_the_open_pages_of_its_seat_and_on_no_other(house):
    exercise = house.open()
    vendor, merchant = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    theirs, others = house.socket(vendor, exercise), house.socket(merchant, exercise)
    assert house.steer(exercise, "seat.renew_phrase", room=exercise, seat="vendors")["ok"]
    (heard,) = received(theirs, "phrase")
    seminar = house.simulator.seminar(house.simulator.exercise(exercise).seminar)
    assert heard["args"][0] == {"phrase": house.simulator.phrase(seminar, exercise, "vendors")}
    assert received(others, "phrase") == []


def test_a_process_that_ends_answers_nothing_rather_than_that_it_could_not_store(house, monkeypatch):
    exercise = house.open()
    socket = house.socket(house.sit(exercise, "vendors"), exercise)
    slept = []
    monkeypatch.setattr(house.socketio, "sleep", slept.append)
    failing = {"ok": False, "code": "store.failed", "message": "", "facts": {}}
    monkeypatch.setattr(house.gateway._desk, "act_in_seat", lambda *_: failing)
    assert act(socket, "brief.confirm")["code"] == "store.failed"
    assert slept == []
    house.gateway.fall_silent()
    act(socket, "brief.confirm", "op-socket-2")
    assert slept == [UNANSWERED]
