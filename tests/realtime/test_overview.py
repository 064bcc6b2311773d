"""The page of all rooms: one socket, the cards of every room of the seminar, and nothing else."""

from simulator.core.envelope import OVERVIEW
from simulator.realtime.protocol import PARTS


def hello(socket, etags=None):
    return socket.emit("hello", {"etags": etags or {}}, callback=True)


def test_one_socket_hears_the_cards_of_every_room(house):
    first = house.open(rooms=2)
    one, two = house.simulator.seminar(house.simulator.exercise(first).seminar).rooms
    socket = house.socket(house.staff(), one, "rooms")
    parts = {p[0]: p[1] for frame in hello(socket)["frames"] for p in frame["p"]}
    assert set(parts) == {f"{name}-{room}" for name in ("roomcard", "roomrow") for room in (one, two)}
    assert not [p for frame in hello(socket, parts)["frames"] for p in frame["p"]]
    socket.get_received()
    ana = house.sit(two, "vendors")
    house.act(ana, two, "help.ask", about="come")
    heard = [p for m in socket.get_received() if m["name"] == PARTS for p in m["args"][0]["p"]]
    assert {p[0] for p in heard} == {f"roomcard-{two}"}
    assert "1 seat asks for help" in heard[-1][3]
    assert socket.emit("act", {"op": "op-socket-1", "kind": "notice.set", "fields": {}}, callback=True)[
        "code"
    ] == ("actor.not_allowed")
    socket.disconnect()
    state = house.simulator.exercise(two)
    assert not house.publisher._room(state).watchers[OVERVIEW]


def test_only_those_who_steer_the_seminar_see_its_rooms(house):
    exercise = house.open(rooms=2)
    house.another_facilitator()
    for who in (None, house.sit(exercise, "vendors"), house.staff("f-other")):
        assert not house.socket(who, exercise, "rooms").is_connected()


def test_the_page_shows_what_each_room_adopted_and_the_way_to_its_wall(house):
    exercise = house.open(rooms=2)
    host = house.client(house.staff())
    text = host.get(f"/steer/{exercise}/rooms").text
    assert text.count("room-tile__name") == 2
    assert "Nobody sits here yet." in text
    assert host.get(f"/steer/{exercise}/wall").headers["Location"].startswith("/wall/")
    assert "All rooms at a glance" in host.get(f"/steer/{exercise}").text
