"""Links of groups: only their members and facilitators ever get them, no log holds them, and they go with the step."""

import pytest

from simulator.app.meetings import Meetings, read_link
from simulator.core.envelope import ROOM, seat_audience
from simulator.core.refusals import Refused

ADDRESS = "https://meet.example.org/room/k7?pwd=A1"
UNFIT = [
    "http://meet.example.org/a", "meet.example.org", "javascript:alert(1)", "https://", "https:///a",
    "https://bank.example@evil.example/", "https://meet.example.org\\@evil.example", "https://meet.example.org/a b",
    "https://meet.example.org/\"><b>", "https://mëet.example.org/", "https://meet.example.org:0/",
    "https://meet.example.org:port/", "https://[::1", "https://meet.example.org/" + "x" * 300,
    "https://meet.example.org/\x07",
]  # fmt: skip


@pytest.mark.parametrize("text", UNFIT)
def test_what_is_no_plain_https_link_is_refused(text):
    with pytest.raises(Refused) as caught:
        read_link(text)
    assert caught.value.code == "link.unfit"


def test_a_link_is_shown_with_its_host():
    assert read_link(f"  {ADDRESS} ").host == "meet.example.org"
    assert read_link("https://meet:8443/x").host == "meet"


@pytest.fixture
def meeting(house):
    """Two tables of which the first has a link."""
    from tests.support.scenarios import scenario

    exercise = house.open(cast=6)
    seats = house.simulator.exercise(exercise).seats
    people = {s: house.sit(exercise, s) for s in seats}
    steps = [s for s in scenario("first-table").steps if s.groups in ("caucus", "mixed")]
    house.steer(exercise, "step.enter", step=steps[0].id)
    groups = house.simulator.exercise(exercise).groups
    return exercise, people, groups


def give(house, exercise, group, link=ADDRESS, op=""):
    return house.steer(exercise, "meeting.give", op or f"op-{link[-12:]}-{group}", group=group, link=link)


def test_only_the_table_and_the_facilitators_get_it(house, meeting):
    exercise, people, groups = meeting
    first = groups[0]
    house.watch(exercise, ROOM, *(seat_audience(s) for s in people))
    assert give(house, exercise, first.id)["ok"]
    for seat, person in people.items():
        html = house.client(person).get(f"/x/{exercise}").text
        assert ("meet.example.org" in html) is (seat in first.members)
        if seat in first.members:
            assert 'rel="noopener noreferrer"' in html
    assert "meet.example.org" in house.client(house.staff()).get(f"/steer/{exercise}").text
    told = {where for where, _, frame in house.sender.sent if "meet.example.org" in str(frame)}
    assert told == {house.channel(exercise, s) for s in first.members}


def test_no_log_holds_the_address(house, meeting):
    exercise, _, groups = meeting
    give(house, exercise, groups[0].id)
    stored = [
        str(r.payload) for stream in house.stores.events.streams() for r in house.stores.events.read(stream)
    ]
    assert not any("meet.example.org" in payload for payload in stored)


def test_sent_again_it_is_the_same_and_a_new_one_takes_its_place(house, meeting):
    exercise, people, groups = meeting
    group = groups[0]
    first = give(house, exercise, group.id, op="op-once-more")
    assert give(house, exercise, group.id, op="op-once-more") == first
    give(house, exercise, group.id, "https://other.example.org/b")
    html = house.client(people[group.members[0]]).get(f"/x/{exercise}").text
    assert "other.example.org" in html
    assert "meet.example.org" not in html
    give(house, exercise, group.id, "")
    assert "other.example.org" not in house.client(people[group.members[0]]).get(f"/x/{exercise}").text


def test_it_goes_with_the_step_and_nothing_is_left(house, meeting):
    exercise, people, groups = meeting
    give(house, exercise, groups[0].id)
    key = house.simulator.exercise(exercise).meetings[groups[0].id]
    assert Meetings(house.simulator).link(exercise, key).address == ADDRESS
    house.steer(exercise, "step.enter", step="debrief")
    assert Meetings(house.simulator).link(exercise, key) is None
    assert house.stores.notes.find(exercise, "", sheet="meetings").text == ""
    assert not any("meet.example.org" in house.client(p).get(f"/x/{exercise}").text for p in people.values())


def test_a_seat_gives_no_links_and_a_bad_one_is_refused_in_words(house, meeting):
    exercise, people, groups = meeting
    person = next(iter(people.values()))
    refused = house.act(person, exercise, "meeting.give", group=groups[0].id, link=ADDRESS)
    assert refused["code"] == "actor.not_allowed"
    assert house.stores.notes.find(exercise, "", sheet="meetings") is None
    bad = give(house, exercise, groups[0].id, "http://meet.example.org")
    assert (bad["code"], bad["facts"]) == ("link.unfit", {"most": 300})


def test_two_facilitators_at_once_lose_nothing(house, meeting):
    exercise, _, groups = meeting
    notes, write = house.stores.notes, house.stores.notes.write
    beaten = []

    def raced(*args, **options):
        if not beaten:
            beaten.append(1)
            write(*args, **{**options, "seen": None})
        return write(*args, **options)

    object.__setattr__(house.stores, "notes", _Raced(notes, raced))
    assert give(house, exercise, groups[0].id)["ok"]
    object.__setattr__(house.stores, "notes", notes)
    assert beaten


class _Raced:
    def __init__(self, notes, write):
        self._notes, self.write = notes, write

    def find(self, *args, **options):
        return self._notes.find(*args, **options)
