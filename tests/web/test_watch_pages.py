"""Guests look in by a link of their own, reporters hand in stories, a facilitator opens and closes the links."""

import re

import pytest

from simulator.app.observers import Pass
from simulator.web.identity import GUEST, WALL
from simulator.web.limits import LIMITS
from tests.support.house import ORIGIN, watch_link

STORY = {
    "headline": "Bridge talks stall",
    "text": "They sat until noon.\r\nThen it rained.",
    "op": "story-op-1",
}


class Desk:
    """A room with a facilitator who lets guests in."""

    def __init__(self, house, rooms=1):
        self.house, self.room = house, house.open(rooms=rooms)
        self.seminar = house.simulator.exercise(self.room).seminar
        self.staff = house.client(house.staff())

    def door(self, kind):
        return f"/watch/{watch_link(self.house, self.room, kind)}"

    def page(self, kind="press"):
        return f"{self.door(kind)}/{self.room}"

    def press(self, do, kind="observer", **fields):
        form = {"do": do, "door": kind, **fields}
        return self.staff.post(f"/steer/{self.room}/observers", data=form, headers=ORIGIN)

    def key(self, kind="observer"):
        return self.house.services.observers.keys(self.seminar).get(kind, "")

    def hand_in(self, client, page, **fields):
        return client.post(f"{page}/story", data={**STORY, **fields}, headers=ORIGIN)

    @property
    def state(self):
        return self.house.simulator.exercise(self.room)


@pytest.fixture
def desk(house):
    return Desk(house)


def test_a_guest_sees_the_room_and_nothing_of_a_seat(desk):
    vendor = desk.house.sit(desk.room, "vendors")
    desk.house.steer(desk.room, "step.enter", step="deciding")
    desk.house.act(
        vendor, desk.room, "stance.set", target="rule.majority", value="yes", seen="1", reason="ours"
    )
    page = desk.house.client().get(desk.page("observer")).text
    card = desk.state.organization("vendors").card
    for told in (
        desk.state.organization("vendors").name,
        "Could they live with it?",
        "You watch",
        'id="dot-vendors"',
        'data-page="watch"',
    ):
        assert told in page, told
    for kept in (
        card.you_fear,
        card.first_sentence,
        "My notes",
        "story-form",
        "data-act",
        "/act",
        "Confidential",
    ):
        assert kept not in page, kept
    # the one form is the guest's own name
    assert re.findall(r'<form[^>]*action="([^"]+)"', page) == [f"{desk.page('observer')}/name"]


def test_where_there_are_several_rooms_a_guest_chooses_and_changes(house):
    desk = Desk(house, rooms=2)
    other = f"{desk.room.rpartition('-')[0]}-2"
    client, door = house.client(), desk.door("observer")
    choice = client.get(door).text
    assert "Which room do you want to watch?" in choice
    for room in (desk.room, other):
        assert f'href="{door}/{room}"' in choice
    assert 'aria-current="page">Room B' in client.get(f"{door}/{other}").text
    assert "want to write about" in client.get(desk.door("press")).text


def test_one_room_needs_no_choice(desk):
    assert desk.house.client().get(desk.door("observer")).headers["Location"] == desk.page("observer")


def test_a_link_opens_the_rooms_of_its_own_seminar_only(desk):
    token = desk.door("observer")
    there = desk.house.open(title="Another")
    client = desk.house.client()
    wall = f"/watch/{desk.house.identities.link(WALL, there)}"
    for path in (f"{token}/{there}", f"{token}/no-such", "/watch/x", wall):
        assert client.get(path).status_code == 404, path
    odd = desk.house.identities.watch_link(Pass(desk.seminar, "king", desk.key()))
    assert client.get(f"/watch/{odd}").status_code == 404


def test_what_is_closed_says_so_and_what_is_renewed_has_another_address(desk):
    client, page, door = desk.house.client(), desk.page("observer"), desk.door("observer")
    assert client.get(page).status_code == 200
    assert desk.press("renew", seen=desk.key()).status_code == 303
    for path in (page, door):
        gone = client.get(path)
        assert (gone.status_code, "This link is closed" in gone.text) == (410, True)
    for form in ("name", "story"):
        assert client.post(f"{page}/{form}", data=STORY, headers=ORIGIN).status_code == 410
    fresh = desk.page("observer")
    assert fresh != page
    assert client.get(fresh).status_code == 200
    desk.press("close", seen=desk.key())
    assert client.get(fresh).status_code == 410
    assert desk.key() == ""
    assert "finds it" not in client.get(fresh).text
    assert desk.page("press") != fresh


def test_the_press_page_that_is_closed_says_where_the_draft_is(desk):
    page = desk.page("press")
    desk.press("close", "press", seen=desk.key("press"))
    assert "stays in this browser" in desk.house.client().get(page).text


def test_the_facilitators_page_shows_both_links_and_who_looks(desk):
    page = desk.staff.get(f"/steer/{desk.room}/observers").text
    assert page.count("Open a link") == 2
    assert "Nobody. Whoever opens a link" in page
    desk.press("open")
    desk.press("open", "press")
    page = desk.staff.get(f"/steer/{desk.room}/observers").text
    assert page.count("<svg") >= 2
    for kind in ("observer", "press"):
        assert f"http://room.test{desk.door(kind)}" in page
    guest = desk.house.client()
    guest.get(desk.page("press"))
    guest.post(f"{desk.page('press')}/name", data={"name": " Ida  B. <Wells> "}, headers=ORIGIN)
    identity = desk.house.identities.read({GUEST: guest.get_cookie(GUEST).value})
    sockets = [desk.house.socket(identity, desk.room, "watch", desk.door("press")[7:])]
    sockets.append(desk.house.socket(None, desk.room, "watch", desk.door("observer")[7:]))
    page = desk.staff.get(f"/steer/{desk.room}/observers").text
    assert "Ida B. &lt;Wells&gt;" in page
    assert "Without a name" in page
    assert "<span data-watching>2</span>" in desk.staff.get(f"/steer/{desk.room}").text
    for socket in sockets:
        socket.disconnect()
    assert "<span data-watching>0</span>" in desk.staff.get(f"/steer/{desk.room}").text


def test_of_two_facilitators_who_change_a_link_the_second_is_told(desk):
    desk.press("open")
    seen = desk.key()
    desk.press("open")
    assert desk.key() == seen, "an open link stays as it is"
    desk.press("renew", seen=seen)
    mine = desk.key()
    for wish in ("renew", "close"):
        desk.press(wish, seen=seen)
        assert "Somebody else changed this link" in desk.staff.get(f"/steer/{desk.room}/observers").text
        assert desk.key() == mine
    for odd in ({"do": "burn"}, {"do": "open", "door": "king"}):
        desk.staff.post(f"/steer/{desk.room}/observers", data=odd, headers=ORIGIN)
        assert "That choice does not exist" in desk.staff.get(f"/steer/{desk.room}/observers").text


def test_a_name_is_kept_while_it_stands_there_and_erased_with_the_seminar(desk):
    guest, page, people = desk.house.client(), desk.page("observer"), desk.house.stores.people
    guest.get(page)
    who = desk.house.identities.read({GUEST: guest.get_cookie(GUEST).value}).guest
    for name in ("Ida", "Nellie"):
        guest.post(f"{page}/name", data={"name": name}, headers=ORIGIN)
        assert people.find(who).display_name == name
        assert f'value="{name}"' in guest.get(page).text
    guest.post(f"{page}/name", data={"name": "  "}, headers=ORIGIN)
    assert people.find(who) is None
    guest.post(f"{page}/name", data={"name": "Ida"}, headers=ORIGIN)
    desk.house.running.after.retention.purge(desk.house.entry)
    assert people.find(who) is None
    assert guest.get(page).status_code == 410


def test_a_story_waits_on_the_desk_and_its_reporter_hears_what_becomes_of_it(desk):
    guest, page = desk.house.client(), desk.page()
    answer = desk.hand_in(guest, page)
    assert answer.headers["Location"] == f"{page}#press-desk"
    mine = guest.get(page).text
    assert "Handed in. The facilitator reads it first" in mine
    assert "waits for the facilitator" in mine
    assert desk.hand_in(guest, page).status_code == 303, "the same form sent twice"
    (story,) = desk.state.press.values()
    assert story.text == "They sat until noon.\nThen it rained."
    board = desk.staff.get(f"/steer/{desk.room}").text
    assert "A reporter hands in" in board
    assert "Bridge talks stall" not in desk.house.client().get(desk.page("observer")).text
    printed = desk.staff.post(
        f"/steer/{desk.room}/act", data={"kind": "press.publish", "story": story.id}, headers=ORIGIN
    )
    assert printed.status_code == 303
    seat = desk.house.client(desk.house.sit(desk.room, "vendors"))
    wall = f"/wall/{desk.house.identities.link(WALL, desk.room)}"
    for client, path in ((seat, f"/x/{desk.room}"), (desk.house.client(), wall),
                         (desk.house.client(), desk.page("observer"))):  # fmt: skip
        assert "Bridge talks stall" in client.get(path).text
    assert "on the front page" in guest.get(page).text
    desk.house.steer(desk.room, "press.decline", story=story.id, words="A name was in it.")
    assert "Bridge talks stall" not in seat.get(f"/x/{desk.room}").text
    assert "A name was in it." in guest.get(page).text
    assert "A name was in it." not in desk.house.client().get(page).text


def test_what_a_reporter_writes_is_text_wherever_it_stands(desk):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    guest, page = desk.house.client(), desk.page()
    desk.hand_in(guest, page, headline=evil[:80], text=evil)
    (story,) = desk.state.press
    places = [(guest, page), (desk.staff, f"/steer/{desk.room}")]
    for client, path in places:
        assert "<script>alert" not in client.get(path).text
        assert "&lt;script&gt;alert" in client.get(path).text
    desk.house.steer(desk.room, "press.publish", story=story)
    wall = f"/wall/{desk.house.identities.link(WALL, desk.room)}"
    for path in (wall, desk.page("observer")):
        assert "<script>alert" not in desk.house.client().get(path).text
        assert "&lt;script&gt;alert" in desk.house.client().get(path).text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"headline": ""}, "Nothing is written here yet"),
        ({"text": "x" * 601}, "601 characters; 600 fit"),
        ({"headline": "x" * 91}, "91 characters; 90 fit"),
        ({"text": "a\0b"}, "sent something odd"),
        ({"op": "x"}, "sent something odd"),
    ],
)
def test_a_story_that_does_not_fit_is_refused_with_a_sentence_and_stays_in_the_form(desk, fields, says):
    guest, page = desk.house.client(), desk.page()
    answer = desk.hand_in(guest, page, **fields)
    assert answer.status_code == 422
    assert says in answer.text
    kept = {**STORY, **fields}
    assert kept["text"].replace("\r\n", "\n").replace("\0", "") in answer.text.replace("\0", "")
    assert not desk.state.press
    assert guest.get_cookie(GUEST), "the browser keeps who it is"


def test_too_many_stories_are_refused_and_lose_nothing(desk):
    guest, page = desk.house.client(), desk.page()
    for number in range(3):
        desk.hand_in(guest, page, op=f"story-{number}-op")
    answer = desk.hand_in(guest, page, op="story-4-op-", text="The fourth one.")
    assert "You have 3 stories here that wait" in answer.text
    assert "The fourth one." in answer.text
    for number in range(LIMITS["press"].amount):
        answer = desk.hand_in(guest, page, op=f"fast-{number}-op", text="Too fast.")
    assert "That was too fast" in answer.text
    assert "Too fast." in answer.text


def test_who_only_watches_hands_in_nothing(desk):
    guest, page = desk.house.client(), desk.page("observer")
    assert desk.hand_in(guest, page).headers["Location"] == page
    assert "Only a facilitator can do that" in guest.get(page).text
    assert not desk.state.press


def test_a_guest_of_one_seminar_is_somebody_else_in_another(desk):
    guest = desk.house.client()
    guest.get(desk.page())
    first = desk.house.identities.read({GUEST: guest.get_cookie(GUEST).value})
    guest.get(desk.page())
    assert desk.house.identities.read({GUEST: guest.get_cookie(GUEST).value}) == first
    other = Desk(desk.house)
    guest.get(other.page())
    second = desk.house.identities.read({GUEST: guest.get_cookie(GUEST).value})
    assert (second.guest_of, second.guest == first.guest) == (other.seminar, False)


def test_a_guest_does_nothing_at_any_other_address(desk):
    guest, page = desk.house.client(), desk.page()
    guest.get(page)
    before = desk.house.stores.events.head(f"exercise:{desk.room}")
    form = {"kind": "stance.set", "target": "rule.majority", "value": "yes", "seen": "1", "seat": "vendors"}
    assert guest.post(f"/x/{desk.room}/act", data=form, headers=ORIGIN).status_code == 303
    for kind in ("press.publish", "press.submit", "step.enter"):
        answer = guest.post(f"/steer/{desk.room}/act", data={"kind": kind, "story": "x"}, headers=ORIGIN)
        assert answer.status_code == 403
    assert desk.house.stores.events.head(f"exercise:{desk.room}") == before


def test_a_seminar_that_is_put_away_is_watched_and_takes_no_story(desk):
    guest, page = desk.house.client(), desk.page()
    desk.house.simulator.archive(desk.seminar, away=True)
    assert "This seminar is put away" in guest.get(page).text
    assert desk.hand_in(guest, page).status_code == 303
    assert not desk.state.press


def test_looking_in_too_often_is_stopped(desk, monkeypatch):
    monkeypatch.setattr(desk.house.services.limiter, "allow", lambda name, _who: name != "watch")
    assert desk.house.client().get(desk.page()).status_code == 429
