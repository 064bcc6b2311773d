"""A facilitator asks, answers and looks; the seat reads of it."""

import pytest

from tests.support.house import ORIGIN


@pytest.fixture
def exercise(house):
    return house.open(depth="full")


@pytest.fixture
def people(house, exercise):
    return {seat: house.sit(exercise, seat) for seat in ("vendors", "merchants")}


def page(house, people, exercise, seat="vendors"):
    return house.client(people[seat]).get(f"/x/{exercise}").text


def test_help_is_asked_answered_and_acknowledged_on_both_pages(house, exercise, people):
    host = house.client(house.staff())
    assert house.act(
        people["vendors"], exercise, "help.ask", about="words", text="Where is the <b>sheet</b>?"
    )["ok"]
    desk = host.get(f"/steer/{exercise}").text
    assert "Where is the &lt;b&gt;sheet&lt;/b&gt;?" in desk
    assert "Not seen yet." in page(house, people, exercise)
    for how in ("seen", "coming"):
        host.post(
            f"/steer/{exercise}/act", data={"kind": "help.reply", "to": "vendors", "how": how}, headers=ORIGIN
        )
    assert "Somebody is on the way" in page(house, people, exercise)
    ready = {"kind": "help.reply", "to": "vendors", "how": "answer", "answer": "reload"}
    host.post(f"/steer/{exercise}/act", data=ready, headers=ORIGIN)
    assert "Load the page again. Nothing is lost" in page(house, people, exercise)
    assert "nobody has tapped “That helps” yet" in host.get(f"/steer/{exercise}").text
    house.client(people["vendors"]).post(
        f"/x/{exercise}/act", data={"kind": "help.read", "enough": "1"}, headers=ORIGIN
    )
    assert "read at" in host.get(f"/steer/{exercise}").text
    assert (
        "sheet"
        not in page(house, people, exercise, "merchants").split('id="myhelp"')[1].split("</section>")[0]
    )


def test_a_look_needs_a_tap_is_logged_and_told_and_changes_nothing(house, exercise, people):
    host, here = house.client(house.staff()), f"/steer/{exercise}/look/vendors"
    assert "See the page of" in host.get(here).text
    assert house.simulator.exercise(exercise).looks == {}
    assert host.post(here, data={"kind": "seat.look"}, headers=ORIGIN).headers["Location"] == here
    text = host.get(here).text
    assert "This is logged." in text
    assert 'action="/x/' not in text
    assert "<script" not in text
    assert "The facilitator looked at your page" in page(house, people, exercise)
    version = house.simulator.exercise(exercise).version
    refused = host.post(
        here, data={"kind": "stance.set", "target": "rule.majority", "value": "yes"}, headers=ORIGIN
    )
    assert refused.headers["Location"] == here
    assert "You only look at this page" in host.get(here).text
    assert house.simulator.exercise(exercise).version == version
    house.clock.at += 11 * 60_000
    assert "This is logged." not in host.get(here).text
    assert host.get(f"/steer/{exercise}/look/foundation").status_code == 404
    assert host.post(f"/steer/{exercise}/look/moon", headers=ORIGIN).status_code == 404
    gone = host.post(f"/steer/{exercise}/look/foundation", data={"kind": "seat.look"}, headers=ORIGIN)
    assert gone.headers["Location"] == f"/steer/{exercise}"


def test_a_look_shows_neither_notes_nor_worksheet_nor_letters_nor_offers(house, exercise, people):
    ana, bo = people["vendors"], people["merchants"]
    me = house.client(ana)
    me.post(f"/x/{exercise}/note", data={"text": "canary of my notes"}, headers=ORIGIN)
    sheet = {"sheet": "walkaway", "seen": "0", "text": "canary of the sheet"}
    me.post(f"/x/{exercise}/sheet", data=sheet, headers=ORIGIN)
    say = {"channel": "private", "to": "vendors", "text": "canary of a letter"}
    assert house.act(bo, exercise, "message.send", **say)["ok"]
    offer = {"to": "vendors", "gives": "canary of an offer", "asks": "peace"}
    house.act(bo, exercise, "offer.make", **offer)
    assert house.act(ana, exercise, "message.send", channel="facilitator", text="heron for you")["ok"]
    assert house.steer(exercise, "message.send", channel="private", to="vendors", text="egret for you")["ok"]
    assert "canary of my notes" in page(house, people, exercise)
    assert house.steer(exercise, "seat.look", to="vendors")["ok"]
    text = house.client(house.staff()).get(f"/steer/{exercise}/look/vendors").text
    assert "canary" not in text
    assert "heron for you" in text
    assert "egret for you" in text
    assert "Not shown to you" in text
