"""Returning to a moment: what the new room holds, who gets there, and that the old one stays as it was."""

import io
import zipfile
from dataclasses import replace

import pytest

from simulator.app.deadlines import Deadlines
from simulator.app.exports.files import export_zip
from simulator.app.exports.record import read_record
from simulator.app.outside import Facilitator
from simulator.app.ports import Verified
from simulator.core.clockwork import Clock
from simulator.core.envelope import ROOM, seat_audience
from simulator.core.ids import ExerciseId, exercise_stream, seminar_stream
from simulator.core.views.parts import project
from simulator.serving import expect_people
from tests.support.house import ORIGIN, START, House

MINUTE = 60_000


@pytest.fixture
def room(house):
    """A room in its third step, with a decision that was counted."""
    exercise = house.open()
    people = [house.sit(exercise, seat) for seat in ("city-hall", "merchants", "vendors")]
    for step in ("arrive", "brief", "deciding"):
        house.steer(exercise, "step.enter", step=step)
    house.clock.at += MINUTE
    return exercise, people


def act(house, who, exercise, kind, **fields):
    house.clock.at += 1000
    ack = house.act(who, exercise, kind, **fields)
    assert ack["ok"], ack
    return house.simulator.exercise(exercise)


def first_option(state, clause=0):
    found = state.rulebook.clause_of[state.clauses[clause]]
    return f"{found.id}.{found.options[0].id}"


def go_back(house, exercise, by=None, **fields):
    answer = house.client(by or house.staff()).post(f"/replay/{exercise}/return", data=fields, headers=ORIGIN)
    assert answer.status_code == 303, answer
    return answer.headers["Location"]


def started(house, exercise, **fields):
    place = go_back(house, exercise, **fields)
    assert place.startswith("/steer/"), place
    return place.removeprefix("/steer/")


def moments(house, exercise):
    return len(house.services.replays.film(exercise).moments)


def without_place(state):
    """A state without what says which room it is, who is in it, and how its clock stands."""
    seats = {
        k: replace(s, person="", people=(), present=False, founder="", asking=())
        for k, s in state.seats.items()
    }
    worksheets = {k: replace(w, founder="") for k, w in state.worksheets.items()}
    return replace(
        state, id="", seminar="", room="", seats=seats, worksheets=worksheets, clock=Clock(), steered={}, followed=0,
        version=0, public_version=0, branch=None, goes_on=(), standing=(), acts={},
        heard=replace(state.heard, talking={}),
    )  # fmt: skip


def test_the_new_room_is_what_the_old_one_was_at_that_moment_and_nothing_later(house, room):
    exercise, (ana, bo, _) = room
    option = first_option(house.simulator.exercise(exercise))
    act(house, ana, exercise, "stance.set", target=option, value="yes", seen="1")
    act(house, ana, exercise, "message.send", channel="private", to="merchants", text="Between us.")
    then = act(house, bo, exercise, "stance.set", target=option, value="no", seen="1", reason="too dear")
    at, left = moments(house, exercise), then.clock.ends_at - house.clock.at
    house.clock.at += 10 * MINUTE
    act(house, bo, exercise, "stance.set", target=option, value="yes", seen="1")
    act(house, ana, exercise, "message.send", channel="plenary", text="A later word.")
    house.steer(exercise, "step.enter", step="resources")
    new = house.simulator.exercise(started(house, exercise, at=str(at)))
    assert without_place(new) == without_place(then)
    assert new.clock == Clock(remaining=left)
    assert new.branch.at == house.clock.at - 10 * MINUTE - 2000
    pages = [project(new, a) for a in (ROOM, *(seat_audience(s) for s in new.seats))]
    assert "A later word" not in str(pages)
    seminar = house.simulator.seminar(new.seminar)
    assert (seminar.step, seminar.clock, seminar.people) == (new.step, new.clock, ())
    # both logs hold, and what was copied says what it said, by whom and when
    events = house.stores.events
    assert isinstance(events.verify(exercise_stream(new.id)), Verified)
    assert isinstance(events.verify(seminar_stream(new.seminar)), Verified)
    old = [replace(r, stream="") for r in events.read(exercise_stream(exercise), 0, new.branch.version)]
    assert [replace(r, stream="") for r in events.read(exercise_stream(new.id), 0, new.branch.version)] == old
    # and the old room is where it was
    assert house.simulator.exercise(exercise).step == "resources"
    assert [g.exercise for g in house.simulator.exercise(exercise).goes_on] == [new.id]


def test_both_rooms_go_on_by_themselves(house, room):
    exercise, (ana, bo, _) = room
    new = started(house, exercise, at=str(moments(house, exercise)))
    option = first_option(house.simulator.exercise(exercise))
    act(house, ana, exercise, "stance.set", target=option, value="yes", seen="1")
    browser = house.client(bo)
    assert f'value="{new}"' in browser.get(f"/x/{exercise}").text
    taken = browser.post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN)
    assert taken.headers["Location"] == f"/x/{new}"
    # who comes to a room that is under way reads its story first, once
    page = browser.get(f"/x/{new}", follow_redirects=True)
    assert page.status_code == 200
    assert "The story so far" in page.text
    assert browser.get(f"/x/{new}").status_code == 200
    assert house.simulator.exercise(new).seats["merchants"].person
    assert house.steer(new, "clock.resume")["ok"]
    mark = {"kind": "stance.set", "target": option, "value": "no", "seen": "1", "reason": "not here"}
    assert browser.post(f"/x/{new}/act", data=mark, headers=ORIGIN).status_code == 303
    assert house.simulator.exercise(new).stances[option]["merchants"].value == "no"
    assert "city-hall" not in house.simulator.exercise(new).stances[option]
    assert "merchants" not in house.simulator.exercise(exercise).stances[option]
    assert house.steer(new, "step.enter", step="resources")["ok"]
    assert house.simulator.exercise(new).step == "resources"
    assert house.simulator.exercise(exercise).step == "deciding"


def test_a_phrase_that_people_wrote_down_opens_the_same_seat(house, room):
    exercise, _ = room
    seminar = house.simulator.seminar(house.simulator.exercise(exercise).seminar)
    phrase = house.simulator.phrase(seminar, exercise, "vendors")
    house.steer(exercise, "seat.renew_phrase", room=exercise, seat="merchants")
    seminar = house.simulator.seminar(seminar.id)
    newer = house.simulator.phrase(seminar, exercise, "merchants")
    new = started(house, exercise, at="5")
    state = house.simulator.exercise(new)
    code = house.stores.seminars.find(state.seminar).join_code
    for seat, words in (("vendors", phrase), ("merchants", newer)):
        browser = house.client()
        fields = {"place": f"{new}/{seat}", "phrase": words, "name": f"Who plays {seat}"}
        answer = browser.post(f"/s/{code}/resume", data=fields, headers=ORIGIN)
        assert answer.headers["Location"] == f"/x/{new}"
        assert house.simulator.exercise(new).seats[seat].person
    # a room that began so hands the same phrases on
    again = started(house, new, at=str(moments(house, new)))
    third = house.simulator.seminar(house.simulator.exercise(again).seminar)
    assert house.simulator.phrase(third, again, "vendors") == phrase
    assert house.simulator.exercise(again).room.count(", from ") == 1


def test_a_delegation_goes_there_together_and_nobody_else(house, room):
    exercise, (ana, _, _) = room
    friend = house.another_at(exercise, "city-hall")
    new = started(house, exercise, at=str(moments(house, exercise)))
    for one in (ana, friend):
        browser = house.client(one)
        assert browser.post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN).status_code == 303
    assert len(house.simulator.exercise(new).seats["city-hall"].people) == 2
    # two taps, or two laptops of one person
    assert (
        house.client(ana).post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN).status_code == 303
    )
    assert len(house.simulator.exercise(new).seats["city-hall"].people) == 2
    browser = house.client(ana)
    elsewhere = browser.post(f"/x/{exercise}/go-on", data={"room": "nowhere"}, headers=ORIGIN)
    assert elsewhere.headers["Location"] == f"/x/{exercise}"
    stranger = house.client().post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN)
    assert stranger.headers["Location"] in ("/", "/?") or stranger.status_code in (302, 303, 401, 403)
    assert (
        house.client(ana).post(f"/replay/{exercise}/return", data={"at": "3"}, headers=ORIGIN).status_code
        == 403
    )


def test_who_was_about_to_go_there_when_the_server_died_gets_there(house, room, monkeypatch):
    exercise, (ana, _, _) = room
    new = started(house, exercise, at=str(moments(house, exercise)))
    steer = house.simulator.steer

    def crash(*_args):
        raise RuntimeError("the server was killed")

    # the name is kept, and nothing more
    monkeypatch.setattr(house.simulator, "steer", crash)
    assert (
        house.client(ana).post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN).status_code == 500
    )
    monkeypatch.setattr(house.simulator, "steer", steer)
    again = house.client(ana).post(f"/x/{exercise}/go-on", data={"room": new}, headers=ORIGIN)
    assert again.headers["Location"] == f"/x/{new}"
    assert len(house.simulator.exercise(new).seats["city-hall"].people) == 1


def test_from_what_happened_one_returns_to_before_an_act(house, room):
    exercise, people = room
    state = house.simulator.exercise(exercise)
    clause = state.rulebook.clause_of[state.clauses[0]]
    fields = {f"term:{clause.id}": clause.options[0].id}
    assert house.steer(exercise, "decision.open", **fields)["ok"]
    decision = house.simulator.exercise(exercise).open_decision.id
    for who in people:
        act(house, who, exercise, "ballot.cast", decision=decision, choice="yes")
    before = house.simulator.exercise(exercise)
    assert house.steer(exercise, "decision.close", decision=decision)["ok"]
    done = house.simulator.exercise(exercise).done[-1]
    assert done.kind == "decision.closed"
    page = house.client(house.staff()).get(f"/steer/{exercise}").text
    assert f'name="act" value="{done.version}"' in page
    new = house.simulator.exercise(started(house, exercise, act=str(done.version)))
    assert without_place(new) == without_place(before)
    assert new.open_decision.id == decision
    # the same tap again leads to the same room
    assert started(house, exercise, act=str(done.version)) == new.id
    assert len(house.simulator.exercise(exercise).goes_on) == 1
    # an act is copied whole or not at all
    film = house.services.replays.film(exercise)
    inside = next(n for n in range(1, len(film.moments) + 1) if film.end_of(n) >= done.version)
    whole = house.simulator.exercise(started(house, exercise, at=str(inside)))
    assert whole.decisions[decision].status == "passed"
    assert bool(whole.agreement) == bool(house.simulator.exercise(exercise).agreement)


def test_a_moment_that_is_none_is_refused_and_one_op_makes_one_room(house, room):
    exercise, _ = room
    for fields in ({"at": "9999"}, {"at": "0"}, {"at": "x"}, {"act": "99999"}, {"act": "1"}):
        assert not go_back(house, exercise, **fields).startswith("/steer/") or "act" in fields
    assert house.simulator.exercise(exercise).goes_on == ()
    one = started(house, exercise, at="4", op="the-same-tap")
    assert started(house, exercise, at="4", op="the-same-tap") == one
    assert started(house, exercise, at="4", op="another-tap") != one
    house.simulator.archive(house.simulator.exercise(exercise).seminar, away=True)
    count = len(house.simulator.exercise(exercise).goes_on)
    go_back(house, exercise, at="4", op="a-later-tap")
    assert len(house.simulator.exercise(exercise).goes_on) == count


def test_who_steers_the_one_steers_the_other_and_it_is_kept_no_longer(house, room):
    exercise, _ = room
    seminar = house.simulator.exercise(exercise).seminar
    house.stores.facilitators.add(Facilitator("f-2", "h2", START, "Bea"))
    house.stores.facilitators.allow(seminar, "f-2", "assistant")
    retention = house.services.after.retention
    retention.keep_until(house.stores.seminars.find(seminar), START + 5 * 86_400_000)
    new = house.simulator.exercise(started(house, exercise, at="4"))
    roles = {g.facilitator_id: g.role for g in house.stores.facilitators.of_seminar(new.seminar)}
    assert roles == {g.facilitator_id: g.role for g in house.stores.facilitators.of_seminar(seminar)}
    entry = house.stores.seminars.find(new.seminar)
    assert retention.kept(entry).until == START + 5 * 86_400_000
    assert entry.title.startswith("A seminar, from ")


def test_words_that_are_erased_go_from_the_copies_too(house, room):
    exercise, (ana, bo, _) = room
    act(house, ana, exercise, "message.send", channel="private", to="merchants", text="my own words")
    act(house, bo, exercise, "message.send", channel="private", to="city-hall", text="an answer")
    new = started(house, exercise, at=str(moments(house, exercise)))
    third = started(house, new, at=str(moments(house, new)))
    entry = house.stores.seminars.find(house.simulator.exercise(exercise).seminar)
    house.services.after.retention.erase_person(entry, ana.person)
    for one in (exercise, new, third):
        words = [m.text for m in house.simulator.messages(one)]
        assert words == ["", "an answer"]
        assert isinstance(house.stores.events.verify(exercise_stream(one)), Verified)
        assert "my own words" not in str(house.simulator.exercise(one).messages)
    # what was erased is copied as what remains of it: versions go on counting
    fourth = started(house, exercise, at=str(moments(house, exercise)))
    assert [m.text for m in house.simulator.messages(fourth)] == ["", "an answer"]
    house.services.after.retention.purge(entry)
    assert all(m.text == "" for one in (new, third, fourth) for m in house.simulator.messages(one))


def test_a_copy_that_was_interrupted_is_gone_on_with(house, room, monkeypatch):
    exercise, _ = room
    branches = house.services.branches
    upto = house.simulator.exercise(exercise).version
    real, calls = house.simulator.found_seminar, []

    def crash(*args, **kwargs):
        calls.append(args)
        raise RuntimeError("the server was killed")

    monkeypatch.setattr(house.simulator, "found_seminar", crash)
    with pytest.raises(RuntimeError):
        branches.begin(house.simulator.exercise(exercise), upto, "tap-tap-tap")
    house.simulator.drive_all()  # a start-up: what was copied by then is no room yet
    copies = [s.partition(":")[2] for s in house.stores.events.streams("exercise:")]
    assert [house.simulator.is_room(house.simulator.exercise(c)) for c in copies].count(False) == 1
    expect_people(house.running)
    monkeypatch.setattr(house.simulator, "found_seminar", real)
    made = branches.begin(house.simulator.exercise(exercise), upto, "tap-tap-tap")
    state = house.simulator.exercise(made.exercise)
    assert (state.branch.version, state.room) == (upto, made.room)
    assert house.simulator.seminar(state.seminar).rooms[state.id].name == made.room


def test_the_replay_offers_it_to_those_who_steer(house, room):
    exercise, (ana, _, _) = room
    page = house.client(house.staff()).get(f"/replay/{exercise}?at=4").text
    assert "Return to here" in page
    assert "with the clock stopped" in page
    for step in ("resources", "running", "sign", "debrief"):
        house.steer(exercise, "step.enter", step=step)
    assert "Return to here" not in house.client(ana).get(f"/replay/{exercise}?at=4").text


def test_an_export_of_the_new_room_holds_no_id_of_those_who_sat_in_the_old_one(house, room):
    exercise, people = room
    option = first_option(house.simulator.exercise(exercise))
    act(house, people[0], exercise, "stance.set", target=option, value="yes", seen="1")
    new = house.simulator.exercise(started(house, exercise, at=str(moments(house, exercise))))
    entry = house.stores.seminars.find(new.seminar)
    record = read_record(house.simulator, house.services.after.evaluation, entry)
    packed = zipfile.ZipFile(io.BytesIO(export_zip(record, house.simulator.exercise_codec, pseudonyms=True)))
    text = "".join(
        packed.read(n).decode(errors="ignore") for n in packed.namelist() if not n.endswith((".ods", ".xlsx"))
    )
    assert not [p.person for p in people if p.person in text]
    assert "Person 01" in text


def test_a_crash_before_the_old_room_was_told_is_made_up_for(house, room, monkeypatch):
    exercise, (ana, _, _) = room
    act(house, ana, exercise, "message.send", channel="private", to="merchants", text="my own words")
    branches, upto = house.services.branches, house.simulator.exercise(exercise).version

    def crash(*_args):
        raise RuntimeError("the server was killed")

    hand_on = branches._hand_on
    monkeypatch.setattr(branches, "_hand_on", crash)
    with pytest.raises(RuntimeError):
        branches.begin(house.simulator.exercise(exercise), upto, "tap-tap-tap")
    assert house.simulator.exercise(exercise).goes_on == ()
    monkeypatch.setattr(branches, "_hand_on", hand_on)
    made = branches.begin(house.simulator.exercise(exercise), upto, "tap-tap-tap")
    assert [g.exercise for g in house.simulator.exercise(exercise).goes_on] == [made.exercise]
    assert house.client(house.staff()).get(f"/steer/{made.exercise}").status_code == 200
    # and what is erased in the old room is erased in its copy
    entry = house.stores.seminars.find(house.simulator.exercise(exercise).seminar)
    house.services.after.retention.erase_person(entry, ana.person)
    assert [m.text for m in house.simulator.messages(made.exercise)] == [""]
    # who was taken away from the new seminar since is not let in by asking again
    seminar = house.simulator.exercise(made.exercise).seminar
    house.stores.facilitators.withdraw(seminar, "f-first")
    branches.begin(house.simulator.exercise(exercise), upto, "tap-tap-tap")
    assert house.stores.facilitators.role(seminar, "f-first") is None


def test_nothing_is_added_to_a_copy_that_is_on_its_way(tmp_path):
    house = House(tmp_path)
    exercise = house.open(depth="full")
    people = {seat: house.sit(exercise, seat) for seat in ("vendors", "merchants")}
    house.steer(exercise, "step.enter", step="deciding")
    offer = {"to": "merchants", "give": "Lanterns", "want": "A kitchen", "until": "5"}
    act(house, people["vendors"], exercise, "offer.make", **offer)
    upto, half = house.simulator.exercise(exercise).version, ExerciseId("half-1")
    house.services.branches._copy(exercise, half, upto)
    expect_people(house.running)  # a start after a crash reads every log
    house.clock.at += 6 * MINUTE
    assert Deadlines(house.simulator).end_overdue() == 1
    assert house.stores.events.head(exercise_stream(half)) == upto
    assert half not in {room.id for room in house.simulator.rooms_seen()}


def test_changes_of_the_running_order_stay_with_the_seminar_in_which_they_were_made(house, room):
    exercise, _ = room
    assert house.steer(exercise, "step.skip", step="sign")["ok"]
    assert [o.step for o in house.simulator.exercise(exercise).orders] == ["sign"]
    new = house.simulator.exercise(started(house, exercise, at=str(moments(house, exercise))))
    assert new.agenda.out == ("sign",)
    # an undo there would name a version of another log
    assert new.orders == ()
