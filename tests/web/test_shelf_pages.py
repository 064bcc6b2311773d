"""Older proposals and earlier messages with plain forms: who gets them, what they may do there, where it leads."""

import re

import pytest

from simulator.core.views.listing import SHOWN
from simulator.core.views.transcript import PAGE
from tests.support.house import ORIGIN, SEATS, House


@pytest.fixture
def table(tmp_path):
    """First Table in full depth with all six seats taken."""
    house = House(tmp_path)
    exercise = house.open(depth="full", talk="remote")
    house.steer(exercise, "step.enter", step="deciding")
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    return house, exercise, people


def table_some(house, exercise, people, count, **fields):
    """Proposals of one seat after the other."""
    made = []
    for number in range(count):
        seat = SEATS[number % len(SEATS)]
        given = {"audience": "all", "term:rule": "unanimity", "rationale": f"reason {number}.", **fields}
        ack = house.act(people[seat], exercise, "proposal.table", **given)
        assert ack["ok"], ack
        made.append(list(house.simulator.exercise(exercise).proposals)[-1])
    return made


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.headers.get("Location")
    return answer.get_data(as_text=True)


def test_the_seat_has_the_newest_and_a_link_to_the_older_ones(table):
    house, exercise, people = table
    made = table_some(house, exercise, people, SHOWN + 3)
    client = house.client(people["neighbors"])
    seat = page(client, f"/x/{exercise}")
    assert f"3 older than the newest {SHOWN}." in seat
    assert f'href="/x/{exercise}/proposals"' in seat
    own = [p for p in made[:3] if house.simulator.exercise(exercise).proposals[p].author == "neighbors"]
    shown = re.findall(r'id="proposal-(p[0-9a-f]+)"', seat)
    assert set(shown) == {*made[3:], *own}
    assert len(shown) == len(set(shown))
    older = page(client, f"/x/{exercise}/proposals")
    assert re.findall(r'<article[^>]*id="proposal-(p[0-9a-f]+)"', older) == [
        p for p in reversed(made[:3]) if p not in own
    ]
    assert "That was the first one." in older


def test_a_mark_on_an_older_one_leads_back_to_where_it_was_made(table):
    house, exercise, people = table
    made = table_some(house, exercise, people, SHOWN + 3)
    client = house.client(people["foundation"])
    at = made[2]
    older = page(client, f"/x/{exercise}/proposals?at={at}")
    action = re.search(
        r'id="stance-own-[^"]*"[^>]*action="([^"]+)"|action="([^"]+)"[^>]*id="stance-own', older
    )
    address = next(a for a in action.groups() if a).replace("&amp;", "&")
    fields = {"kind": "stance.set", "target": at, "seen": "1", "value": "no", "ours": ""}
    answer = client.post(address, data=fields, headers=ORIGIN)
    assert answer.headers["Location"] == f"/x/{exercise}/proposals?at={at}"
    assert house.simulator.exercise(exercise).stances[at]["foundation"].value == "no"
    refused = client.post(address, data={**fields, "seen": "7", "value": "yes"}, headers=ORIGIN)
    assert refused.headers["Location"] == f"/x/{exercise}/proposals?at={at}"
    assert "flashes" in page(client, f"/x/{exercise}/proposals?at={at}")
    # whatever stands in the address leads nowhere else
    away = client.post(f"/x/{exercise}/act?at=//evil.example", data=fields, headers=ORIGIN)
    assert away.headers["Location"] == f"/x/{exercise}/proposals?at=%2F%2Fevil.example"


def test_more_than_a_page_of_older_ones_is_turned_page_by_page(table):
    house, exercise, people = table
    made = []
    for _ in range(5):
        made += table_some(house, exercise, people, 6)
        for seat in SEATS:
            own = [p.id for p in house.simulator.exercise(exercise).proposals.values() if p.author == seat]
            if len(made) > 12:
                house.act(people[seat], exercise, "proposal.withdraw", proposal=own[-1])
    client, seen = house.client(people["vendors"]), []
    path = f"/x/{exercise}/proposals?at={made[-1]}"
    while path:
        text = page(client, path)
        seen += re.findall(r'<(?:article|p)[^>]*id="proposal-(p[0-9a-f]+)"', text)
        more = re.search(r'href="([^"]*\?at=[^"]*)">Show older', text)
        path = more and more[1]
    assert seen == made[::-1]


def test_what_is_not_for_a_seat_is_on_none_of_its_pages(table):
    house, exercise, people = table
    (secret,) = table_some(house, exercise, people, 1, audience="named", to="merchants", rationale="marzipan")
    table_some(house, exercise, people, SHOWN)
    for seat in SEATS:
        pages = page(house.client(people[seat]), f"/x/{exercise}/proposals?at={secret}")
        assert ("marzipan" in pages) == (seat in (SEATS[0], "merchants")), seat
    desk = house.client(house.staff())
    assert "marzipan" not in page(desk, f"/steer/{exercise}/proposals?at={secret}")


def test_the_facilitator_puts_an_older_one_on_the_floor(table):
    house, exercise, people = table
    made = table_some(house, exercise, people, SHOWN + 2)
    desk = house.client(house.staff())
    older = page(desk, f"/steer/{exercise}/proposals")
    assert "Decide on this" in older
    fields = {"kind": "floor.put", "target": made[0]}
    answer = desk.post(f"/steer/{exercise}/act?at=", data=fields, headers=ORIGIN)
    assert answer.headers["Location"] == f"/steer/{exercise}/proposals?at="
    assert house.simulator.exercise(exercise).floor == made[0]
    assert f'id="proposal-{made[0]}"' in page(house.client(people["vendors"]), f"/x/{exercise}")


def test_without_older_ones_the_page_says_so(table):
    house, exercise, people = table
    assert "every proposal is on your page" in page(
        house.client(people["vendors"]), f"/x/{exercise}/proposals"
    )


def test_earlier_messages_page_by_page_and_talk_by_talk(table):
    house, exercise, people = table
    for number in range(PAGE + 3):
        house.act(people["vendors"], exercise, "message.send", channel="plenary", text=f"word {number};")
    house.act(people["merchants"], exercise, "message.send", channel="private", to="vendors", text="marzipan")
    client = house.client(people["vendors"])
    newest = page(client, f"/x/{exercise}/messages")
    assert f"Messages 5 to {PAGE + 4} of {PAGE + 4}" in newest
    assert "marzipan" in newest
    assert "word 3;" not in newest
    assert "message--mine" in newest
    earlier = page(client, f"/x/{exercise}/messages?upto=4")
    assert "word 3;" in earlier
    assert "This is the beginning." in earlier
    one = re.search(r'<option value="(private[^"]*)"', newest)[1]
    assert "One message." in page(client, f"/x/{exercise}/messages?talk={one}&upto=x")
    others = page(house.client(people["foundation"]), f"/x/{exercise}/messages?talk={one}")
    assert "marzipan" not in others
    assert "marzipan" not in page(house.client(house.staff()), f"/steer/{exercise}/messages")


def test_before_anything_is_written_the_page_says_so(table):
    house, exercise, people = table
    assert "Nothing has been written yet" in page(house.client(people["vendors"]), f"/x/{exercise}/messages")
