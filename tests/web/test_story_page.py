"""Who comes late reads the story so far, once, and is never kept from the room."""

import pytest

from tests.support.house import ORIGIN


class Late:
    """A room that is under way, and people who come to it."""

    def __init__(self, house):
        self.house, self.room = house, house.open(depth="basic")
        self.early = house.sit(self.room, "vendors")
        house.steer(self.room, "step.enter", step="deciding")

    def comes(self, seat, name="Late"):
        """A browser whose person just took a seat through the form."""
        client = self.house.app.test_client()
        form = {"name": name, "room": self.room, "seat": seat}
        client.post(f"/s/{self.house.entry.join_code}/claim", data=form, headers=ORIGIN)
        return client

    def leads(self, client):
        return client.get(f"/x/{self.room}").headers.get("Location", "")

    @property
    def story(self):
        return f"/x/{self.room}/story"


@pytest.fixture
def late(house):
    return Late(house)


def test_a_latecomer_is_shown_the_story_once(late):
    client = late.comes("merchants")
    assert late.leads(client) == late.story
    page = client.get(late.story).text
    for told in ("The story so far", "Go to the room", "What to do now", "Read your brief", "Step ",
                 "Agreed so far", "Nothing so far. What you say now", "How it came here"):  # fmt: skip
        assert told in page, told
    assert f'href="/x/{late.room}"' in page
    assert late.leads(client) == ""
    assert client.get(f"/x/{late.room}").status_code == 200


def test_it_is_not_shown_again_after_a_restart_or_on_another_laptop(late):
    from tests.support.house import House

    client = late.comes("merchants")
    late.leads(client)
    again = House(late.house.running.settings.data, stores=late.house.stores, clock=late.house.clock)
    browser = again.app.test_client()
    browser.set_cookie("ps_person", client.get_cookie("ps_person").value)
    assert browser.get(f"/x/{late.room}").status_code == 200
    assert again.simulator.exercise(late.room).seats["merchants"].person


def test_who_sat_before_the_room_began_is_not_sent_there_and_finds_it_in_the_menu(late):
    client = late.house.client(late.early)
    page = client.get(f"/x/{late.room}")
    assert page.status_code == 200
    assert f'href="{late.story}"' in page.text
    assert "The story so far" in client.get(late.story).text


def test_before_the_first_step_and_in_its_first_minutes_nobody_is_late(house):
    late = Late.__new__(Late)
    late.house, late.room = house, house.open()
    first = house.simulator.exercise(late.room).steps[0]
    assert late.leads(late.comes("merchants")) == ""
    house.steer(late.room, "step.enter", step=first.id)
    house.clock.at += 4 * 60_000
    assert late.leads(late.comes("city-hall")) == ""
    house.clock.at += 2 * 60_000
    assert late.leads(late.comes("neighbors")) == late.story
    # those who sat in time read on undisturbed
    assert late.leads(late.comes("merchants", "x")) != late.story


def test_a_friend_who_joins_a_delegation_late_reads_what_it_said_so_far(late):
    late.house.act(
        late.early, late.room, "stance.set", target="rule.majority", value="no", seen="1", reason="Too loud."
    )
    seminar = late.house.simulator.seminar(late.house.simulator.exercise(late.room).seminar)
    client = late.house.app.test_client()
    phrase = late.house.simulator.phrase(seminar, late.room, "vendors")
    form = {"place": f"{late.room}/vendors", "phrase": phrase, "name": "A friend"}
    client.post(f"/s/{late.house.entry.join_code}/resume", data=form, headers=ORIGIN)
    assert late.leads(client) == late.story
    assert "Too loud." in client.get(late.story).text
    # the others read of their own
    assert "Too loud." not in late.comes("merchants").get(late.story).text


def test_who_swaps_into_another_seat_reads_its_story(late):
    client = late.house.client(late.early)
    assert late.leads(client) == ""
    late.house.steer(late.room, "seat.free", person=late.early.person)
    late.house.steer(late.room, "seat.claim", person=late.early.person, room=late.room, seat="foundation")
    assert late.leads(client) == late.story
    page = client.get(late.story).text
    assert late.house.simulator.exercise(late.room).organization("foundation").name in page
    assert late.leads(client) == ""


def test_it_tells_what_was_adopted_what_is_open_and_what_we_promised(late):
    house, room = late.house, late.room
    others = [
        house.sit(room, s) for s in ("merchants", "city-hall", "foundation", "neighbors", "county-health")
    ]
    house.steer(room, "decision.open", **{"term:rule": "majority"})
    for person in (late.early, *others):
        house.act(person, room, "ballot.cast", op=f"vote-{person.person}", decision="d1", choice="yes")
    house.steer(room, "decision.close", decision="d1")
    house.steer(room, "step.enter", step="resources")
    card = house.simulator.exercise(room).organization("vendors").pledge_cards[0]
    house.act(late.early, room, "pledge.make", card=card.id)
    house.steer(room, "decision.open", **{"term:money": "thirds"})
    page = house.client(late.early).get(late.story).text
    rule = house.simulator.exercise(room).rulebook.clause_of["rule"]
    for told in (rule.option("majority").says.replace("'", "&#39;"), "1 of", "A decision is open:", "Pledged",
                 "we said “yes”; it was adopted.", "How we decide:", "Decision no. 1 passed"):  # fmt: skip
        assert told in page, told


def test_who_has_no_seat_is_sent_to_the_door(late):
    assert late.house.client().get(late.story).headers["Location"] == "/"
    assert late.house.client(late.house.staff()).get(late.story).status_code == 303
