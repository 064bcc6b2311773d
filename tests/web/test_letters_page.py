"""Private letters on the pages: the rule before writing, the letters in the debrief and not before."""

import pytest

from simulator.app.transcript import FRESH, Transcripts
from simulator.core.envelope import ROOM, seat_audience

CLOSED, AFTER = "it stays closed in the debrief", "In the debrief everybody in this room"


def people(house, **choices):
    exercise = house.open(**choices)
    ana, bo = house.sit(exercise, "merchants"), house.sit(exercise, "vendors")
    assert house.act(
        ana, exercise, "message.send", channel="private", to="vendors", text="Meet me at the gate."
    )["ok"]
    assert house.act(bo, exercise, "message.send", channel="private", to="merchants", text="I will.")["ok"]
    assert house.act(ana, exercise, "message.send", channel="caucus", text="Not for others.")["ok"]
    return exercise, ana, bo


def page(house, who, path):
    return house.client(who).get(path)


@pytest.mark.parametrize(("rule", "said", "unsaid"), [("closed", CLOSED, AFTER), ("after", AFTER, CLOSED)])
def test_people_read_the_rule_beside_the_box(house, rule, said, unsaid):
    exercise, ana, _ = people(house, letters=rule)
    html = page(house, ana, f"/x/{exercise}").text
    assert said in html
    assert unsaid not in html
    assert 'aria-describedby="letters-rule"' in html


def test_in_one_room_nothing_is_said_of_letters(house):
    exercise = house.open(talk="room", letters="after")
    ana = house.sit(exercise, "merchants")
    assert "letters-rule" not in page(house, ana, f"/x/{exercise}").text
    assert "Private letters" not in page(house, house.staff(), f"/steer/{exercise}").text


def test_they_are_read_in_the_debrief_by_everybody_in_the_room(house):
    exercise, _, _ = people(house, letters="after")
    cy, address = house.sit(exercise, "neighbors"), f"/x/{exercise}/letters"
    assert page(house, cy, address).status_code == 303
    assert not house.steer(exercise, "letters.open")["ok"]
    house.steer(exercise, "step.enter", step="debrief")
    assert "Open the private letters" in page(house, house.staff(), f"/steer/{exercise}").text
    assert house.steer(exercise, "letters.open")["ok"]
    for who in (cy, house.staff()):
        html = page(house, who, address).text
        assert html.index("Meet me at the gate.") < html.index("I will.")
        assert "Not for others." not in html
    assert "The private letters are open" in page(house, cy, f"/x/{exercise}").text
    stranger = house.open()
    assert page(house, house.sit(stranger, "merchants"), address).status_code == 303
    assert page(house, None, address).status_code == 303
    assert page(house, cy, "/x/no-such/letters").status_code == 404


def test_with_closed_letters_there_is_nothing_to_open(house):
    exercise, ana, _ = people(house)
    house.steer(exercise, "step.enter", step="debrief")
    assert house.steer(exercise, "letters.open")["code"] == "letters.closed"
    assert "Private letters" not in page(house, house.staff(), f"/steer/{exercise}").text
    for who in (ana, house.staff()):
        assert page(house, who, f"/x/{exercise}/letters").status_code == 303


def test_where_nobody_wrote_the_page_says_so(house):
    exercise = house.open(letters="after")
    ana = house.sit(exercise, "merchants")
    house.steer(exercise, "step.enter", step="debrief")
    house.steer(exercise, "letters.open")
    assert "Nobody wrote a private letter." in page(house, ana, f"/x/{exercise}/letters").text


def test_old_messages_come_from_the_log_by_range_and_for_their_reader(house):
    exercise, ana, _ = people(house)
    for n in range(45):
        house.act(
            ana,
            exercise,
            "message.send",
            op=f"op-letter-{n}",
            channel="private",
            to="vendors",
            text=f"no {n}",
        )
        house.clock.at += 60_000
    read = Transcripts(house.simulator)
    texts = [m.text for m in read.messages(exercise, seat_audience("vendors"))]
    assert len(texts) == 48
    assert texts[0] == "Meet me at the gate."
    assert read.messages(exercise, ROOM) == ()
    state = house.simulator.exercise(exercise)
    last = read.messages(exercise, seat_audience("vendors"), after=state.version - 3, upto=state.version - 1)
    assert [m.text for m in last] == ["no 42", "no 43"]
    house.act(
        ana, exercise, "message.send", op="op-letter-last", channel="private", to="vendors", text="the end"
    )
    assert len(read.messages(exercise, seat_audience("vendors"))) == 48
    house.clock.at += FRESH + 1
    assert len(read.messages(exercise, seat_audience("vendors"))) == 49
