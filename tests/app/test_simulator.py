"""A seminar and its rooms: stored once, passed on however often, whatever crashes in between."""

import pytest

from simulator.app.phrases import canonical_phrase
from simulator.app.ports import NewEvent
from simulator.core.commands import seminar as steer
from simulator.core.envelope import Actor, Envelope
from simulator.core.ids import exercise_stream, seminar_stream
from simulator.core.refusals import Refused
from tests.support.house import SEATS, House
from tests.support.scenarios import scenario

SYSTEM = Actor("system")


def store_only(house, exercise, command, actor=None, op="op-crash"):
    """Store a command in the seminar's log and crash before any room hears of it."""
    seminar = house.simulator.exercise(exercise).seminar
    house.simulator._seminars.handle(
        seminar_stream(seminar),
        command,
        Envelope(actor or Actor("facilitator", "f-first"), house.clock(), op),
    )
    return seminar


def rooms_of(house, exercise):
    return list(house.simulator.seminar(house.simulator.exercise(exercise).seminar).rooms)


def logs(house):
    return {
        s: [(r.kind, r.payload) for r in house.stores.events.read(s)] for s in house.stores.events.streams()
    }


def test_a_seminar_opens_with_its_rooms(house):
    exercise = house.open(rooms=3)
    assert [house.simulator.exercise(r).room for r in rooms_of(house, exercise)] == [
        "Room A",
        "Room B",
        "Room C",
    ]
    assert all(tuple(house.simulator.exercise(r).seats) == SEATS for r in rooms_of(house, exercise))


def test_a_cast_that_the_scenario_does_not_have_is_refused(house):
    with pytest.raises(Refused) as refused:
        house.open(cast=5)
    assert refused.value.code == "value.unknown"


def test_a_control_reaches_every_room_and_a_claim_only_its_own(house):
    first, second = rooms_of(house, house.open(rooms=2))
    house.sit(first, "vendors")
    assert house.steer(first, "step.enter", step="deciding")["ok"]
    one, two = house.simulator.exercise(first), house.simulator.exercise(second)
    assert (one.step, two.step) == ("deciding", "deciding")
    assert one.clock == two.clock
    assert one.seats["vendors"].person
    assert not two.seats["vendors"].person


def test_driving_again_changes_nothing(house):
    exercise = house.open(rooms=2)
    house.sit(exercise, "vendors")
    house.steer(exercise, "step.enter")
    before = logs(house)
    house.simulator.drive_all()
    house.simulator.drive(house.simulator.exercise(exercise).seminar)
    assert logs(house) == before


@pytest.mark.parametrize("restart", [False, True])
def test_a_crash_between_the_seminar_and_its_rooms_is_finished_later(tmp_path, restart):
    house = House(tmp_path)
    exercise = house.open(rooms=2)
    store_only(house, exercise, steer.EnterStep("deciding"))
    assert house.simulator.exercise(exercise).step != "deciding"
    again = House(tmp_path, stores=house.stores) if restart else house
    again.simulator.drive_all()
    assert {again.simulator.exercise(r).step for r in rooms_of(again, exercise)} == {"deciding"}
    done = logs(again)
    again.simulator.drive_all()
    House(tmp_path, stores=house.stores).simulator.drive_all()
    assert logs(again) == done


def test_a_crash_after_the_first_of_two_rooms_brings_the_second_into_step(tmp_path, monkeypatch):
    house = House(tmp_path)
    exercise = house.open(rooms=2)
    first, second = rooms_of(house, exercise)
    append = house.stores.events.append

    def fail_in_the_second(stream, *args, **options):
        if stream == exercise_stream(second):
            raise KeyboardInterrupt
        return append(stream, *args, **options)

    monkeypatch.setattr(house.stores.events, "append", fail_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        house.steer(first, "step.enter", step="deciding")
    monkeypatch.undo()
    assert house.simulator.exercise(first).step == "deciding"
    assert house.simulator.exercise(second).step != "deciding"
    again = House(tmp_path, stores=house.stores)
    again.simulator.drive_all()
    assert again.simulator.exercise(second).step == "deciding"
    assert again.simulator.exercise(second).clock == again.simulator.exercise(first).clock
    assert [r.kind for r in house.stores.events.read(exercise_stream(first))].count("seminar.followed") == 1


def test_the_process_that_failed_to_tell_a_room_tells_it_with_the_next_control(house, monkeypatch):
    exercise = house.open(rooms=2)
    first, second = rooms_of(house, exercise)
    append = house.stores.events.append

    def fail(stream, *args, **options):
        if stream == exercise_stream(second):
            raise KeyboardInterrupt
        return append(stream, *args, **options)

    monkeypatch.setattr(house.stores.events, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        house.steer(first, "notice.set", text="Hush.")
    monkeypatch.undo()
    assert house.steer(first, "step.enter")["ok"]
    assert house.simulator.exercise(second).notice == "Hush."


def test_a_room_that_was_never_started_is_started_at_start_up(tmp_path):
    house = House(tmp_path)
    exercise = house.open()
    seminar = house.simulator.exercise(exercise).seminar
    # the log of the seminar alone, as it stands after a crash before the first room
    other = House(tmp_path)
    other.stores.rulebooks.put(
        house.simulator.seminar(seminar).rulebook_hash,
        house.stores.rulebooks.find(house.simulator.seminar(seminar).rulebook_hash).blob, title="t", at=1,
    )  # fmt: skip
    for r in house.stores.events.read(seminar_stream(seminar)):
        other.stores.events.append(
            r.stream, r.version - 1, [NewEvent(r.kind, r.payload)], actor=r.actor, op=f"{r.op}{r.version}",
            digest="d", at=r.at,
        )  # fmt: skip
    other.simulator.drive_all()
    assert other.simulator.exercise(exercise) == house.simulator.exercise(exercise)


def test_several_missed_controls_arrive_in_order(house):
    exercise = house.open()
    for n, command in enumerate((steer.EnterStep("deciding"), steer.PauseClock(), steer.Announce("Hush."))):
        store_only(house, exercise, command, op=f"op-crash-{n}")
    house.simulator.drive_all()
    state = house.simulator.exercise(exercise)
    assert (state.step, state.clock.paused, state.notice) == ("deciding", True, "Hush.")


def test_a_missed_seat_change_arrives(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    store_only(
        house, exercise, steer.ClaimSeat(city.person, exercise, "vendors"), Actor("delegate", city.person)
    )
    assert house.desk.seat_of(city, exercise).seat == "vendors"
    house.simulator.drive_all()
    seats = house.simulator.exercise(exercise).seats
    assert (seats["city-hall"].person, seats["vendors"].person) == ("", city.person)


# --- claims ------------------------------------------------------------------------------------------------


def claim(house, person, exercise, seat, op="op-claim"):
    seminar = house.simulator.exercise(exercise).seminar
    return house.simulator.steer(
        seminar, steer.ClaimSeat(person, exercise, seat), Actor("delegate", person), op
    )


def test_a_held_seat_cannot_be_claimed(house):
    exercise = house.open()
    house.sit(exercise, "vendors")
    late = house.sit(exercise, "merchants")
    with pytest.raises(Refused) as refused:
        claim(house, late.person, exercise, "vendors")
    assert refused.value.code == "seat.taken"
    assert house.desk.seat_of(late, exercise).seat == "merchants"


def test_nobody_claims_for_somebody_else(house):
    exercise = house.open()
    one, two = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    seminar = house.simulator.exercise(exercise).seminar
    for command in (steer.ClaimSeat(two.person, exercise, "foundation"), steer.FreeSeat(two.person)):
        with pytest.raises(Refused) as refused:
            house.simulator.steer(seminar, command, Actor("delegate", one.person), "op-other")
        assert refused.value.code == "actor.not_yours"


def test_a_person_sits_in_one_room_at_a_time(house):
    first, second = rooms_of(house, house.open(rooms=2))
    city = house.sit(first, "city-hall")
    claim(house, city.person, second, "city-hall")
    assert house.simulator.exercise(first).seats["city-hall"].person == ""
    assert house.desk.seat_of(city, first) is None
    assert house.desk.seat_of(city, second).seat == "city-hall"


def test_a_person_of_another_seminar_cannot_claim_here(house):
    here, there = house.open(), house.open()
    stranger = house.sit(there, "city-hall")
    with pytest.raises(Refused) as refused:
        claim(house, stranger.person, here, "city-hall")
    assert refused.value.code == "person.unknown"


def test_a_new_phrase_makes_the_old_one_invalid(house):
    exercise = house.open()
    seminar = house.simulator.exercise(exercise).seminar
    state = house.simulator.seminar(seminar)
    old = house.simulator.phrase(state, exercise, "vendors")
    assert house.simulator.opens(state, exercise, "vendors", old.upper().replace("-", " "))
    assert not house.simulator.opens(state, exercise, "merchants", old)
    assert house.steer(exercise, "seat.renew_phrase", room=exercise, seat="vendors")["ok"]
    state = house.simulator.seminar(seminar)
    assert not house.simulator.opens(state, exercise, "vendors", old)
    assert house.simulator.opens(
        state, exercise, "vendors", house.simulator.phrase(state, exercise, "vendors")
    )


def test_phrases_of_all_seats_of_a_large_seminar_differ(house):
    exercise = house.open(scenario("first-table"), rooms=8)
    state = house.simulator.seminar(house.simulator.exercise(exercise).seminar)
    found = {
        house.simulator.phrase(state, room.id, seat) for room in state.rooms.values() for seat in room.seats
    }
    assert len(found) == 48
    for text in found:
        assert canonical_phrase(text) == text


def test_names_stand_outside_the_log(house):
    exercise = house.open()
    city = house.sit(exercise, "city-hall", name="Ada Lovelace")
    found = house.stores.people.find(city.person)
    assert found.display_name == "Ada Lovelace"
    assert "Lovelace" not in str(logs(house))


def test_one_listener_s_trouble_keeps_a_stored_change_from_nobody(house):
    exercise, heard = house.open(), []

    class Broken:
        def exercise_changed(self, *_):
            raise ValueError("broken")

        seminar_changed = exercise_changed

    class Whole:
        def exercise_changed(self, _room, _state, events):
            heard.extend(events)

        def seminar_changed(self, _seminar, _state, events):
            heard.extend(events)

    house.simulator.listen(Broken(), first=True)
    house.simulator.listen(Whole())
    seminar = house.simulator.exercise(exercise).seminar
    house.simulator.steer(seminar, steer.EnterStep("deciding"), SYSTEM, "op-on")
    assert house.simulator.exercise(exercise).step == "deciding"
    assert {type(event).__name__ for event in heard} >= {"StepEntered", "SeminarFollowed"}
