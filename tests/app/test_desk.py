"""Every action is answered, in one shape."""

import pytest

from simulator.app.desk import Identity
from simulator.app.ports import Conflict, StoreFailed

NOBODY = Identity()


def shape(ack):
    """An answer is one of two shapes, with a sentence in the second."""
    if ack["ok"]:
        assert set(ack) == {"ok", "version"}
    else:
        assert set(ack) - {"both"} == {"ok", "code", "message", "facts"}
        assert ack["message"].endswith(".")
        assert isinstance(ack["facts"], dict)
    return ack


def test_an_action_is_answered_with_the_version_its_seat_sees(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    ack = shape(house.act(city, exercise, "stance.set", target="rule.majority", value="yes", seen="1"))
    assert ack["version"] == house.simulator.exercise(exercise).version_for("city-hall")


@pytest.mark.parametrize(
    "op", [None, 7, "", "short", "x" * 65, "with\nbreak", "null\0null", ["12345678"], {"a": 1}]
)
def test_an_op_of_another_kind_or_length_is_malformed(house, op):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    for ack in (
        house.desk.act_in_seat(city, exercise, op, "brief.confirm", {}),
        house.desk.steer(house.staff(), exercise, op, "signing.open", {}),
    ):
        shape(ack)
        assert (ack["code"], ack["facts"]) == ("wire.malformed", {"field": "op"})


@pytest.mark.parametrize("op", ["12345678", "x" * 64, "mit Umlaut ö und 😀"])
def test_an_op_of_eight_to_sixty_four_characters_is_taken(house, op):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    assert house.act(city, exercise, "stance.set", op, target="rule.majority", value="no", seen="1")["ok"]


def test_the_same_op_again_is_answered_as_done_and_counts_once(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    wish = {"channel": "plenary", "text": "Once."}
    first = house.act(city, exercise, "message.send", "op-hello-1", **wish)
    assert house.act(city, exercise, "message.send", "op-hello-1", **wish) == first
    assert len(house.simulator.exercise(exercise).messages["plenary"]) == 1


def test_a_stored_op_is_answered_as_done_even_where_the_wish_would_be_refused_now(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    wish = {"target": "rule.majority", "value": "yes", "seen": "1"}
    assert house.act(city, exercise, "stance.set", "op-stance-1", **wish)["ok"]
    assert house.steer(exercise, "step.enter")["ok"]
    assert house.steer(exercise, "clock.pause")["ok"]
    assert house.act(city, exercise, "stance.set", "op-stance-1", **wish)["ok"]
    assert house.act(city, exercise, "stance.set", "op-stance-2", **wish)["code"] == "room.paused"


def test_an_op_with_another_body_is_refused(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    assert house.act(city, exercise, "message.send", "op-hello-1", channel="plenary", text="One")["ok"]
    again = shape(house.act(city, exercise, "message.send", "op-hello-1", channel="plenary", text="Two"))
    assert again["code"] == "wire.op_reused"
    assert [m.text for m in house.simulator.exercise(exercise).messages["plenary"]] == ["One"]


def test_two_people_may_use_the_same_op(house):
    exercise = house.open()
    for seat in ("city-hall", "vendors"):
        who = house.sit(exercise, seat)
        assert house.act(who, exercise, "message.send", "op-hello-1", channel="plenary", text=seat)["ok"]
    assert len(house.simulator.exercise(exercise).messages["plenary"]) == 2


def test_a_refusal_says_what_it_is_about(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    ack = shape(house.act(city, exercise, "stance.set", target="rule.majority", value="maybe", seen="1"))
    assert (ack["code"], ack["facts"]) == ("value.unknown", {"value": "maybe"})
    ack = shape(house.act(city, exercise, "stance.set", target="rule.majority", value="yes", seen="7"))
    assert (ack["code"], ack["facts"]) == ("target.stale", {"seen": 7, "now": 1})
    assert ack["both"].startswith("<section")


def test_malformed_fields_are_answered_in_the_same_shape(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    for fields in ({}, {"target": {"a": "b"}}, {"target": "rule.majority", "value": "yes", "seen": "x"}):
        assert (
            shape(house.desk.act_in_seat(city, exercise, "op-123456", "stance.set", fields))["code"]
            == "wire.malformed"
        )
    assert shape(house.act(city, exercise, "no.such.kind"))["facts"] == {"field": "kind"}


@pytest.mark.parametrize(
    ("error", "code"),
    [(Conflict("s", 1, 2), "store.busy"), (StoreFailed("disk"), "store.failed")],
)
def test_a_store_that_cannot_confirm_is_told_as_such(house, monkeypatch, error, code):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")

    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(house.stores.events, "append", fail)
    ack = shape(house.act(city, exercise, "stance.set", target="rule.majority", value="yes", seen="1"))
    assert ack["code"] == code
    assert not house.simulator.exercise(exercise).stances


def test_nobody_has_a_seat_and_another_rooms_person_has_none_here(house):
    one, other = house.open(), house.open()
    elsewhere = house.sit(other, "city-hall")
    for who in (
        NOBODY,
        elsewhere,
        Identity("ghost", elsewhere.seminar),
        Identity(elsewhere.person, "no-such"),
    ):
        assert shape(house.act(who, one, "brief.confirm"))["code"] == "seat.none"


def test_a_person_cannot_steer_through_their_seat(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    for kind in ("step.enter", "clock.pause", "seat.free", "notice.set", "signing.open", "floor.put", "decision.open",
                 "committee.name", "presence.mark"):  # fmt: skip
        fields = {
            "seat": "city-hall",
            "present": "1",
            "person": city.person,
            "term:rule": "majority",
            "seats": "vendors",
        }
        assert house.act(city, exercise, kind, **fields)["code"] == "actor.not_allowed", kind


def test_a_seat_written_into_the_fields_is_not_believed(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    house.sit(exercise, "vendors")
    wish = {"seat": "vendors", "target": "rule.majority", "value": "no", "seen": "1"}
    assert house.act(city, exercise, "stance.set", **wish)["ok"]
    assert list(house.simulator.exercise(exercise).stances["rule.majority"]) == ["city-hall"]


def test_only_facilitators_of_the_seminar_steer_it(house):
    exercise = house.open()
    house.another_facilitator()
    city = house.sit(exercise, "city-hall")
    for who in (NOBODY, city, house.staff("f-other"), house.staff("no-such")):
        assert (
            shape(house.desk.steer(who, exercise, "op-123456", "step.enter", {}))["code"]
            == "actor.not_allowed"
        )
    assert (
        shape(house.desk.steer(house.staff(), "no-room", "op-123456", "step.enter", {}))["code"]
        == "room.unknown"
    )
    assert shape(house.steer(exercise, "step.enter"))["ok"]


def test_a_facilitator_records_for_a_seat_and_the_room_sees_that(house):
    exercise = house.open()
    ack = house.steer(exercise, "stance.set", seat="vendors", target="rule.majority", value="yes", seen="1")
    assert ack["ok"]
    assert house.simulator.exercise(exercise).stances["rule.majority"]["vendors"].recorded


def test_rights_follow_the_seat_and_not_the_cookie(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    assert house.steer(exercise, "seat.free", person=city.person)["ok"]
    assert (
        house.act(city, exercise, "stance.set", target="rule.majority", value="yes", seen="1")["code"]
        == "seat.none"
    )


def test_what_goes_before_the_room_behind_a_scene_that_hangs_by_hand_says_so(house):
    exercise = house.open()
    house.steer(exercise, "step.enter", step="deciding")
    assert "said" not in house.steer(exercise, "floor.put", target="rule")
    house.steer(exercise, "scene.show", scene="agreement")
    assert "Follow the step" in house.steer(exercise, "floor.put", target="money")["said"]
    house.steer(exercise, "scene.show", scene="clause")
    assert "said" not in house.steer(exercise, "floor.put", target="rule")
