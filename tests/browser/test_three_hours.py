"""Three hours in a minute: one seminar, two rooms of 24, two facilitators, a phone, a wall, and what goes wrong in one.

The server's clock is moved by the test; nobody waits. Browsers sit where people would look; everybody else acts through
the socket, as a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulator.scenario.load import load_folder
from simulator.web.identity import Identities
from simulator.web.settings import Settings
from tests.support.browsing import Visitor
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import ROOT
from tests.support.timed import TimedServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BOOK = load_folder(ROOT / "scenarios" / "alder-basin")
CAST = BOOK.cast(24)
assert CAST is not None
SEATS = tuple(str(s) for s in CAST.seats)
LATE, SWAPPED_TO = "taxpayers", "university"
BROWSING = {"environmental-council": "Dana", "metro-chamber": "Lee", "mpo": "Sam"}
LEAVER, PROXY, ON_PAPER = "trucking", "road-builders", "lung-health"
ROUNDS = {
    "round-1": (("rule", "two-thirds"), ("seats", "tiers"), ("convener", "neutral")),
    "round-2": (("cost", "tiers"), ("contrib", "register"), ("budget", "lean")),
}


class Day:
    """The people and devices of one afternoon."""

    def __init__(self, server: TimedServer, visit: Callable[..., Visitor]) -> None:
        self.server, self.visit = server, visit
        self.host = Facilitator(server)
        self.room_a = self.host.new_seminar(
            scenario="alder-basin", cast=24, rooms=2, bots="fill", talk="room"
        )
        self.room_b = self.room_a.removesuffix("-1") + "-2"
        self.control = {room: self.host.link(room) for room in (self.room_a, self.room_b)}
        self.people: dict[tuple[str, str], Linked] = {}
        self.hours = 0.0

    def browser(self, name: str, seat: str) -> Visitor:
        """Somebody with a browser takes a seat of Room A and reads the brief."""
        visitor = self.visit(self.server)
        visitor.join(name, self.room_a, seat)
        visitor.read_brief()
        return visitor

    def laptop_of_host(self, address: str, **size: int) -> Visitor:
        """A page of the facilitator, in a browser."""
        visitor = self.visit(self.server, **size)
        visitor.takes_over(self.host.jar)
        visitor.go(address)
        return visitor

    def fill(self, room: str, *without: str) -> None:
        """Everybody else of a room takes a seat and connects."""
        seats = [s for s in SEATS if s not in without]
        with ThreadPoolExecutor(8) as pool:
            linked = pool.map(lambda s: Participant(self.server, f"Delegate {s}").sit(room, s), seats)
        self.people.update({(room, s): link for s, link in zip(seats, linked, strict=True)})

    def of_room(self, room: str) -> dict[str, Linked]:
        """Who is connected without a browser."""
        return {seat: link for (here, seat), link in self.people.items() if here == room}

    def steer(self, kind: str, room: str = "", /, **fields: object) -> None:
        """A control that must not be refused."""
        ack = self.control[room or self.room_a].act(kind, **fields)
        assert ack["ok"], ack

    def pass_minutes(self, minutes: float) -> None:
        """Time goes by."""
        self.server.pass_time(minutes * 60)
        self.hours += minutes / 60

    def enter(self, step: str) -> None:
        """The next step of the running order begins."""
        self.steer("step.enter", step=step)

    def vote(self, room: str, decision: str, *no: str, without: tuple[str, ...] = ()) -> None:
        """Everybody who is connected votes yes, but for some."""
        for seat, link in self.of_room(room).items():
            if seat not in without:
                ack = link.act("ballot.cast", decision=decision, choice="no" if seat in no else "yes")
                assert ack["ok"], (seat, ack)

    def connect_again(self) -> None:
        """After the power was off, those without a browser come back."""
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda link: link.connect(), (*self.people.values(), *self.control.values())))

    def close(self) -> None:
        """Everybody hangs up."""
        for link in (*self.people.values(), *self.control.values()):
            link.close()


def colleague(day: Day, name: str) -> Visitor:
    """A second facilitator, who came in by a link of their own and has Room A before them."""
    first = day.laptop_of_host(f"/steer/{day.room_a}/together")
    first.page.get_by_label("What the others know them by").fill(name)
    first.page.get_by_role("button", name="Make their link").click()
    link = first.page.locator(".together__address code").inner_text()
    other = day.visit(day.server)
    other.go(f"/steer/enter?key={link.partition('key=')[2]}")
    other.go(f"/steer/{day.room_a}")
    other.linked()
    return other


def wall_address(day: Day, room: str) -> str:
    """The projector's link of a room."""
    found = re.search(r'href="(/wall/[^"]+)"', day.host.jar.open(f"/steer/{room}").text)
    assert found
    return found[1]


def phrase_of(day: Day, seat: str) -> str:
    """What stands on the printed role card."""
    cards = day.host.jar.open(f"/steer/{day.room_a}/cards").text
    card = cards.split(f'id="card-{seat}"')[1]
    found = re.search(r'class="role__phrase">([^<]+)<', card)
    assert found
    return found[1]


def resume(day: Day, name: str, seat: str) -> Visitor:
    """Another laptop: the code, “I had a seat before”, the phrase of the card."""
    visitor = day.visit(day.server)
    visitor.go(f"/?code={day.server.code}")
    visitor.page.locator('form[action="/join"] button[type=submit]').click()
    visitor.page.locator("#resume > summary").click()
    form = visitor.page.locator('form[action$="/resume"]')
    form.locator("#resume-place").select_option(f"{day.room_a}/{seat}")
    form.locator('[name="phrase"]').fill(phrase_of(day, seat))
    form.locator('[name="name"]').fill(name)
    form.locator("button[type=submit]").click()
    visitor.to_the_room(day.room_a)
    return visitor


def mark(visitor: Visitor, target: str, value: str) -> None:
    """Say of an option whether we could live with it."""
    button = visitor.page.locator(f'#stance-{target} button[value="{value}"]').first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_an_afternoon_of_three_hours(tmp_path: Path, visit: Callable[..., Visitor]) -> None:
    server = TimedServer(tmp_path, DEMO="").start()
    day = Day(server, visit)
    try:
        play(day)
    finally:
        day.close()
        server.stop()
    assert server.tracebacks() == []
    assert day.hours >= 3


def play(day: Day) -> None:
    """The afternoon, hour by hour."""
    server, room_a, room_b = day.server, day.room_a, day.room_b
    wall = day.visit(server, width=1920, height=1080)
    wall.go(wall_address(day, room_a))
    laptop = day.laptop_of_host(f"/steer/{room_a}")
    identities = Identities(Settings(data=server.data).secret())
    staff = identities.read({c.name: c.value or "" for c in day.host.jar.cookies}).facilitator
    phone = day.visit(server, width=390, height=844, has_touch=True)
    phone.go(f"/remote/{identities.phone_link(room_a, staff)}")

    second = colleague(day, "Iris")

    # people arrive; two seats of Room A stay free
    day.enter("arrive")
    browsers = {seat: day.browser(name, seat) for seat, name in BROWSING.items()}
    day.fill(room_a, LATE, SWAPPED_TO, *BROWSING)
    day.fill(room_b)
    day.pass_minutes(12)
    for step, minutes in (("activity", 15), ("toolkit", 5), ("brief", 12)):
        day.enter(step)
        day.pass_minutes(minutes)
    dana, lee, sam = browsers.values()
    expect(dana.page.locator("#offline")).to_be_hidden()

    # the caucus marks; Sam would rather play another role
    day.enter("caucus")
    mark(dana, "rule-two-thirds", "yes")
    for link in day.of_room(room_a).values():
        assert link.act("stance.set", target="rule.two-thirds", value="yes", seen="1")["ok"]
    sam.page.locator("#phrase > summary").click()
    sam.page.get_by_role("button", name="Another role, please").click()
    assert day.control[room_a].hears("Another role, please")
    person = re.search(r'name="person" value="([0-9a-f]+)"', day.control[room_a].parts["movers"])
    assert person
    day.steer("swap.offer", person=person[1], room=room_a, seat=SWAPPED_TO)
    sam.page.get_by_role("button", name="Take that role").click()
    # another seat in the middle: the story of the room first
    sam.page.get_by_role("link", name="Go to the room").first.click()
    expect(sam.page.locator(".seat-head__name")).to_contain_text("University")
    sam.read_brief()
    day.pass_minutes(10)

    # round 1: somebody comes late and is in the talks at once; a laptop dies and its owner is back on another
    day.enter("round-1")
    late = day.browser("Zoe", LATE)
    mark(late, "rule-two-thirds", "with")
    lee.page.locator("#notes-text").fill("Ask the truckers about the night lane")
    expect(lee.page.locator("#notes [data-save]").first).to_have_attribute("data-state", "saved")
    mark(lee, "seats-tiers", "yes")
    lee.context.close()
    lee = resume(day, "Lee", "metro-chamber")
    expect(lee.page.locator("#notes-text")).to_have_value("Ask the truckers about the night lane")
    expect(lee.page.locator('#stance-seats-tiers button[value="yes"]').first).to_have_attribute(
        "aria-pressed", "true"
    )
    day.pass_minutes(8)

    # somebody goes home and names who speaks for them
    gone = day.people.pop((room_a, LEAVER))
    answer = gone.jar.submit(f"/x/{room_a}/leave", proxy=PROXY, everybody="0")
    assert answer.headers["Location"].endswith("/left")
    gone.close()
    assert day.control[room_a].hears("speaks for it")

    # the laptop pauses, the phone sees it and lets the room go on
    laptop.page.locator("#do-pause [type=submit]").click()
    expect(phone.page.locator("#do-resume")).to_be_visible()
    expect(second.page.locator("#control .last-act")).to_contain_text(re.compile("Paused.*by Facilitator"))
    expect(dana.page.locator("#bar")).to_contain_text("aused")
    refused = day.of_room(room_a)["transit-riders"].act(
        "stance.set", target="seats.tiers", value="no", seen="1"
    )
    assert refused["code"] == "room.paused", refused
    day.pass_minutes(5)
    phone.page.locator("#do-resume [type=submit]").click()
    expect(laptop.page.locator("#do-pause")).to_be_visible()

    # the first decision: one ballot on paper, one cast by whom the leaver named
    for room, others in ((room_a, (ON_PAPER,)), (room_b, ())):
        day.steer("decision.open", room, **{"term:rule": "two-thirds"})
        day.vote(room, "d1", "homebuilders", without=others)
    paper = day.laptop_of_host(f"/steer/{room_a}/paper?what=ballots")
    paper.page.locator(f'#row-{ON_PAPER} input[value="yes"]').check()
    paper.page.get_by_role("button", name="Record what is typed").click()
    expect(paper.page.locator(f"#row-{ON_PAPER} .paper__has")).to_be_visible()
    # it was read wrong: the colleague takes it back, and it is recorded once more
    second.page.locator("#sheet-happened > summary").click()
    slip = second.page.locator("#happened li").first
    expect(slip).to_contain_text("Ballot of")
    slip.get_by_role("button", name="Undo").click()
    expect(slip).to_contain_text("taken back")
    paper.go(f"/steer/{room_a}/paper?what=ballots")
    expect(paper.page.locator(f"#row-{ON_PAPER} .paper__has")).to_be_hidden()
    paper.page.locator(f'#row-{ON_PAPER} input[value="yes"]').check()
    paper.page.get_by_role("button", name="Record what is typed").click()
    expect(paper.page.locator(f"#row-{ON_PAPER} .paper__has")).to_be_visible()
    for visitor in (dana, lee, sam, late):
        visitor.form("ballot.cast").first.locator('button[value="yes"]').click()
    for room in (room_a, room_b):
        day.steer("decision.close", room, decision="d1")
    expect(dana.page.locator("#rule")).to_contain_text(re.compile("two thirds", re.IGNORECASE))
    expect(wall.page.locator("body")).to_contain_text(re.compile("adopted", re.IGNORECASE))
    day.pass_minutes(12)

    # the power goes in the middle of the next decision: what was said stands, and nobody loses the time
    day.steer("decision.open", **{"term:seats": "tiers"})
    half = list(day.of_room(room_a))[:9]
    for seat in half:
        assert day.people[room_a, seat].act("ballot.cast", decision="d2", choice="yes")["ok"]
    server.kill()
    expect(dana.page.locator("#offline")).to_be_visible(timeout=15_000)
    dana.form("ballot.cast").first.locator('button[value="yes"]').click()
    day.pass_minutes(6)
    server.start()
    day.connect_again()
    for visitor in (dana, lee, sam, late, wall, laptop, phone):
        expect(visitor.page.locator("#offline")).to_be_hidden(timeout=30_000)
    expect(dana.form("ballot.cast").first.locator('button[value="yes"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    day.vote(room_a, "d2", without=tuple(half))
    day.steer("decision.close", decision="d2")
    expect(dana.page.locator("#clause-seats")).to_contain_text(re.compile("adopted", re.IGNORECASE))

    # in the break the newspaper has news, and one of them reads what it means for it alone
    day.enter("break")
    day.steer("inject.throw", inject="ruling-moved")
    day.steer("scene.show", scene="news")
    expect(wall.page.locator(".scene--news")).to_be_visible()
    expect(dana.page.locator("#news")).to_contain_text("Judge moves air-plan ruling up")
    expect(dana.page.locator("#mynews .mynews__turn")).to_be_visible()
    expect(lee.page.locator("#news")).to_contain_text("Judge moves air-plan ruling up")
    expect(lee.page.locator("#mynews .mynews__turn")).to_have_count(0)
    day.steer("scene.show", scene="")
    day.pass_minutes(9)
    numbers = {room_a: 2, room_b: 1}
    for step, terms in ROUNDS.items():
        day.enter(step)
        for clause, option in terms:
            for room in (room_a, room_b):
                if (step, clause) == ("round-1", "rule") or (room == room_a and clause == "seats"):
                    continue
                numbers[room] += 1
                day.steer("decision.open", room, **{f"term:{clause}": option})
                day.vote(room, f"d{numbers[room]}")
                day.steer("decision.close", room, decision=f"d{numbers[room]}")
        day.pass_minutes(20)
    day.enter("round-3")
    day.pass_minutes(15)

    # both rooms sign
    day.enter("package")
    for room in (room_a, room_b):
        day.steer("signing.open", room)
        for link in day.of_room(room).values():
            assert link.hears('value="sign"')
            seen = re.search(r'name="seen" value="([0-9a-f]{64})"', link.parts["mysignature"])
            assert seen
            assert link.act("signature.give", how="sign", seen=seen[1], note="")["ok"]
    for visitor in (dana, lee, sam, late):
        visitor.form("signature.give").first.locator('button[value="sign"]').click()
    day.pass_minutes(15)
    for room in (room_a, room_b):
        day.steer("signing.conclude", room)
    for step, minutes in (("story", 7), ("debrief", 18), ("peers", 12), ("close", 3)):
        day.enter(step)
        day.pass_minutes(minutes)
    dana.go(f"/x/{room_a}/agreement")
    expect(dana.page.locator("main")).to_contain_text(re.compile("two thirds", re.IGNORECASE))
    day.host.jar.open(f"/steer/{room_b}")
