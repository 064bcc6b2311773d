"""One press for all rooms: each decides for itself, and the answer says of each what came of it."""

import pytest


@pytest.fixture
def rooms(house):
    first = house.open(rooms=2)
    other = f"{first.rpartition('-')[0]}-2"
    for room in (first, other):
        house.sit(room, "vendors")
    house.steer(first, "step.enter", step="deciding")
    return first, other


def press(house, room, kind, op="op-in-all-rooms", **fields):
    return house.desk.steer(house.staff(), room, op, kind, {"rooms": "all", **fields})


def test_what_is_asked_put_and_decided_in_all_rooms_is_so_in_each(house, rooms):
    ack = press(house, rooms[0], "sense.open", target="rule", how="show")
    assert (ack["ok"], ack["said"]) == (True, "Done in every room.")
    assert press(house, rooms[0], "sense.close", op="op-close-all", check="")["said"] == "Done in every room."
    assert press(house, rooms[0], "floor.put", op="op-floor-all", target="rule")["ok"]
    ack = press(house, rooms[0], "decision.open", op="op-open-all", **{"term:rule": "majority"})
    assert ack["said"] == "Done in every room."
    for room in rooms:
        assert house.simulator.exercise(room).open_decision.terms == {"rule": "majority"}
    assert press(house, rooms[0], "decision.close", op="op-count-all", decision="")["ok"]
    assert {house.simulator.exercise(r).decisions["d1"].status for r in rooms} == {"failed"}
    nothing = press(house, rooms[0], "decision.close", op="op-count-again", decision="")
    assert "Room A: Nothing of the kind is open there." in str(nothing.get("said") or nothing.get("message"))


def test_the_same_press_again_counts_once_in_each_room(house, rooms):
    fields = {"target": "rule", "how": "show"}
    first = press(house, rooms[0], "sense.open", **fields)
    versions = [house.simulator.exercise(r).version for r in rooms]
    assert press(house, rooms[0], "sense.open", **fields) == first
    assert [house.simulator.exercise(r).version for r in rooms] == versions


def test_where_one_room_cannot_the_answer_says_so_and_the_others_go_on(house, rooms):
    other = house.desk.steer(
        house.staff(), rooms[1], "op-other-room", "decision.open", {"term:rule": "majority"}
    )
    assert other["ok"]
    ack = press(house, rooms[0], "decision.open", **{"term:rule": "majority"})
    assert ack["ok"]
    assert ack["said"].startswith("Done in Room A. Room B: ")
    assert house.simulator.exercise(rooms[0]).open_decision


def test_where_no_room_can_it_is_refused_with_the_reason_of_each(house, rooms):
    for kind, field in (("decision.close", "decision"), ("sense.close", "check")):
        ack = press(house, rooms[0], kind, **{field: ""})
        assert not ack["ok"]
        assert ack["message"].startswith("Room A: ")
        assert "Room B: " in ack["message"]


def test_what_is_of_one_room_alone_is_done_there_alone(house, rooms):
    assert press(house, rooms[0], "signing.open")["code"] == "signing.nothing_agreed"
    assert press(house, rooms[0], "notice.set", text="Hush.")["ok"]


def test_an_op_that_is_none_is_malformed_in_all_rooms(house, rooms):
    assert press(house, rooms[0], "floor.put", op=7, target="rule")["code"] == "wire.malformed"


def test_a_phone_reaches_its_own_room_alone(house, rooms):
    fields = {"rooms": "all", "term:rule": "majority"}
    assert house.desk.steer_by_phone(house.staff(), rooms[0], "op-by-phone", "decision.open", fields)["ok"]
    assert house.simulator.exercise(rooms[0]).open_decision
    assert not house.simulator.exercise(rooms[1]).open_decision
