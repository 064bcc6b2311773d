"""A server in memory, and everybody who might open one of its pages."""

from dataclasses import dataclass, field

import pytest

from simulator.app.desk import Identity
from simulator.app.ports import canonical_code
from simulator.web.identity import CARD, PERSON, WALL
from tests.support.house import FACILITATOR, ORIGIN, House, watch_link


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@dataclass
class Visitors:
    """A seminar with two rooms and another seminar with another facilitator; ``people`` by what they are here."""

    house: House
    people: dict = field(default_factory=dict)

    def __post_init__(self):
        house = self.house
        house.another_facilitator()
        self.there = house.open(facilitator="f-other")
        stranger = house.sit(self.there, "vendors")
        self.here = house.open(rooms=2)
        self.entry = house.entry
        self.code = canonical_code(self.entry.join_code)
        self.next_room = f"{self.here.rpartition('-')[0]}-2"
        house.steer(self.here, "step.enter", step="deciding")
        client = house.app.test_client()
        client.post(f"/s/{self.code}/enter", data={"name": "Still standing"}, headers=ORIGIN)
        standing = house.identities.read({PERSON: client.get_cookie(PERSON).value})
        self.people = {
            "nobody": Identity(),
            "seated": house.sit(self.here, "vendors"),
            "another seat": house.sit(self.here, "merchants"),
            "next room": house.sit(self.next_room, "vendors"),
            "another seminar": stranger,
            "standing": standing,
            "facilitator": house.staff(),
            "another facilitator": house.staff("f-other"),
        }
        self.wall = house.identities.link(WALL, self.here)
        self.watch = watch_link(house, self.here)
        self.phone = house.identities.phone_link(self.here, FACILITATOR)
        self.card = house.identities.link(CARD, self.here, "vendors")

    def client(self, who):
        return self.house.client(self.people[who])

    def fill(self, rule):
        """The address of a route in this seminar's first room."""
        return (
            rule.replace("<code>", self.code).replace("<exercise>", self.here)
            .replace("/c/<token>", f"/c/{self.card}").replace("/wall/<token>", f"/wall/{self.wall}")
            .replace("/watch/<token>", f"/watch/{self.watch}")
            .replace("/remote/<token>", f"/remote/{self.phone}")
            .replace("<person>", self.people["seated"].person)
            .replace("<sheet>", "tents").replace("<seat>", "vendors").replace("<path:filename>", "css/tokens.css")
        )  # fmt: skip

    def routes(self, method):
        """The rules that take this method."""
        return sorted(r.rule for r in self.house.app.url_map.iter_rules() if method in r.methods)

    def logs(self):
        events = self.house.stores.events
        return {stream: events.head(stream) for stream in events.streams()}


@pytest.fixture
def visitors(house):
    return Visitors(house)


@pytest.fixture(scope="module")
def onlookers(tmp_path_factory):
    """The same for tests that change nothing: one house for all of a module."""
    return Visitors(House(tmp_path_factory.mktemp("onlookers")))
