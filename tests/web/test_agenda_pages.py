"""Opening with a running time, the page of the running order, another one like this, and a rehearsal."""

import re

import pytest

from simulator.core.ids import SeminarId
from tests.support.house import ORIGIN, House

FIELDS = {
    "scenario": "first-table",
    "title": "Elm evening",
    "minutes": "90",
    "begins": "13:30",
    "people": "6",
}


@pytest.fixture
def desk(tmp_path):
    house = House(tmp_path)
    house.open()
    return house, house.client(house.staff())


def post(client, address, **data):
    return client.post(address, data=data, headers=ORIGIN)


def opened(house, client, **data):
    answer = post(client, "/steer/new", **{**FIELDS, **data})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def total(house, room):
    return sum(s.minutes for s in house.simulator.exercise(room).steps)


def test_a_seminar_opens_at_its_running_time(desk):
    house, client = desk
    seen = post(client, "/steer/new", **FIELDS, do="look").text
    assert "<strong>15:00</strong>" in seen
    assert 'value="Elm evening"' in seen
    room = opened(house, client)
    assert total(house, room) == 90
    page = client.get(f"/steer/{room}/agenda").text
    assert '<strong id="ends">15:00</strong>' in page
    assert "90 minutes in all, 70 in the scenario" in page
    assert "13:30" in client.get("/steer/").text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"minutes": "12"}, "as short as makes sense"), ({"minutes": "soon"}, "running time in minutes"),
     ({"people": "0"}, "number of people"), ({"rooms": "40"}, "how many rooms"), ({"begins": "noon"}, "13:30"),
     ({"minutes": "1679", "out": "arrive"}, "at most"), ({"help": "loud"}, "does not exist")],
)  # fmt: skip
def test_what_was_typed_stays_when_something_is_wrong(desk, wrong, says):
    _, client = desk
    answer = post(client, "/steer/new", **{**FIELDS, **wrong})
    assert answer.status_code == 200
    assert says in answer.text
    assert 'value="Elm evening"' in answer.text


def test_steps_are_left_out_put_back_and_fitted_while_it_runs(desk):
    house, client = desk
    room = opened(house, client)
    address = f"/steer/{room}/agenda"
    post(client, f"/steer/{room}/act", kind="step.enter")
    state = house.simulator.exercise(room)
    now, second, third = (s.id for s in state.steps[:3])
    post(client, address, skip=third, **{f"length:{second}": "21"})
    state = house.simulator.exercise(room)
    assert (state.agenda.out, state.minutes_of(second)) == ((third,), 21)
    page = client.get(address).text
    assert "runs now" in page
    assert "left out" in page
    post(client, address, skip=now)
    assert "runs or is over" in client.get(address).text
    post(client, address, back=third)
    assert house.simulator.exercise(room).agenda.out == ()
    ends = re.search(r'id="ends">(\d+):(\d+)<', page)
    target = f"{ends[1]}:{ends[2]}"
    post(client, address, do="finish", finish=target)
    assert f'id="ends">{target}<' in client.get(address).text
    post(client, address, do="finish", finish="")
    assert "16:30" in client.get(address).text
    post(client, address, do="scenario")
    changed = house.simulator.exercise(room).agenda
    assert set(changed.lengths) <= {now}
    post(client, f"/steer/{room}/act", kind="clock.pause")
    assert client.get(address).status_code == 200


def test_a_time_that_cannot_be_met_says_the_earliest(desk):
    house, client = desk
    room = opened(house, client)
    post(client, f"/steer/{room}/agenda", do="finish", finish="13:40")
    assert "at the earliest" in client.get(f"/steer/{room}/agenda").text


def test_another_like_this_and_a_rehearsal(desk):
    house, client = desk
    room = opened(house, client)
    state = house.simulator.exercise(room)
    like = post(client, f"/steer/{room}/again").headers["Location"].rpartition("/")[2]
    other = house.simulator.exercise(like)
    assert (other.agenda, other.cast, other.bots) == (state.agenda, state.cast, "fill")
    assert other.seminar != state.seminar
    practice = post(client, f"/steer/{room}/again", rehearsal="1").headers["Location"].rpartition("/")[2]
    rehearsal = house.simulator.exercise(practice)
    assert rehearsal.bots == "demo"
    home = client.get("/steer/").text
    assert home.index("Rehearsals") < home.index("Rehearsal: Elm evening")
    assert post(client, f"/steer/{like}/away").status_code == 303
    assert post(client, f"/steer/{practice}/away").status_code == 303
    after = client.get("/steer/").text
    assert "Rehearsal: " not in after
    # two that go on at once are told apart by their names
    assert after.count(">Elm evening<") == after.count(">Elm evening (2)<") == 1
    assert house.services.stores.seminars.find(SeminarId(rehearsal.seminar)).archived_at


def test_two_facilitators_do_not_undo_each_other_unseen(desk):
    house, client = desk
    room = opened(house, client)
    address = f"/steer/{room}/agenda"
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).text)[1]
    state = house.simulator.exercise(room)
    second, third = state.steps[1].id, state.steps[2].id
    title = state.rulebook.step_of[third].title
    post(client, address, skip=third, seen=seen)
    # a page that was open before says what the other one did, and changes nothing
    post(client, address, seen=seen, **{f"length:{second}": "33"})
    page = client.get(address).text
    assert f"“{title}” left out 0 s ago" in page
    assert house.simulator.exercise(room).minutes_of(second) != 33
    newer = re.search(r'name="seen" value="(\d+)"', page)[1]
    post(client, address, seen=newer, **{f"length:{second}": "33"})
    assert house.simulator.exercise(room).minutes_of(second) == 33


def test_a_change_of_the_order_is_taken_back_on_the_page_and_at_the_desk(desk):
    house, client = desk
    room = opened(house, client)
    address = f"/steer/{room}/agenda"
    assert 'name="undo"' not in client.get(address).text
    before = house.simulator.exercise(room).agenda
    third = house.simulator.exercise(room).steps[2].id
    post(client, address, skip=third)
    page = client.get(address).text
    assert "Step left out: " in page
    control = client.get(f"/steer/{room}").text
    assert 'value="agenda.put_back"' in control
    post(client, address, undo=re.search(r'name="undo" value="(\d+)"', page)[1])
    assert house.simulator.exercise(room).agenda == before
    post(client, address, undo="99")
    assert "taken back already" in client.get(address).text
    assert "Running order put back" in client.get(f"/steer/{room}").text
