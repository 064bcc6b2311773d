"""Twenty people (forty in the long tests) decide ten clauses in basic depth. Every tap is counted, in a browser by the
browser itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from simulator.scenario.load import load_folder
from tests.support.browsing import Visitor
from tests.support.people import Facilitator, Participant
from tests.support.server import ROOT, Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

BOOK = load_folder(ROOT / "scenarios" / "alder-basin")
ROUNDS = {"round-1": ("seats", "rule", "convener"), "round-2": ("cost", "contrib", "budget"),
          "round-3": ("manager", "pace", "reporting", "disputes")}  # fmt: skip
CHOICES = {
    "seats": "caucus-pairs", "rule": "two-thirds", "convener": "neutral", "cost": "grants-first",
    "contrib": "register", "budget": "modelling", "manager": "one-manager", "pace": "ballot-year",
    "reporting": "dashboard", "disputes": "standstill",
}  # fmt: skip
MOST = 35
COUNT = """
addEventListener("click", (e) => {
  if (e.isTrusted) sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);
"""
CHOOSE, TYPE = 2, 1
"""Taps that a menu takes (open it, choose), and a field to type into (put the cursor there)."""


class Laptop:
    """Somebody in a browser, who taps what the page shows. Menus are native: their taps are counted by hand."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page, self.by_hand = visitor, visitor.page, 0

    def joins(self, exercise: str, seat: str) -> None:
        self.visitor.context.add_init_script(COUNT)
        self.visitor.go(f"/?code={self.visitor.server.code}")
        self.page.locator('form[action="/join"] button[type=submit]').click()
        name = self.page.locator('input[name="name"]').first
        name.click()
        name.press_sequentially("Ana")
        self.page.locator(f'form[action$="/claim"] button[name="seat"][value="{seat}"]').click()
        self.page.wait_for_url(f"**/x/{exercise}")
        self.visitor.read_brief()

    def goes_to(self, panel: str) -> None:
        """By the bar where it leads there, on a phone otherwise by the tabs; a laptop shows it further down."""
        bar = self.page.locator(f'#bar .now__do a[href="#panel-{panel}"]')
        tab = self.page.locator(f'.phone-nav a[href="#panel-{panel}"]')
        for link in (bar, tab):
            if link.is_visible():
                return link.click()

    def marks(self, clauses: tuple[str, ...]) -> None:
        """One tap for each clause."""
        self.goes_to("clauses")
        for clause in clauses:
            form = self.page.locator(f"form#stance-{clause}-{CHOICES[clause]}")
            form.locator("button.stance-button--yes").click()
            expect(form.locator("button.stance-button--yes")).to_have_attribute("aria-pressed", "true")

    def writes(self, clauses: tuple[str, ...]) -> None:
        """The table's sheet, its report, and hand it in."""
        self.goes_to("table")
        for clause in clauses:
            self.page.locator(f"#sheet-{clause}").select_option(CHOICES[clause])
            self.by_hand += CHOOSE
        expect(self.page.locator("#mysheet .pen__hand button[type=submit]")).to_be_visible()
        live = self.page.locator("#report-live")
        live.click()
        live.fill("Two thirds, with a neutral chair.")
        self.page.locator("#myreport form button[type=submit]").click()
        self.page.locator("#mysheet .pen__hand button[type=submit]").click()
        expect(self.page.locator("#mysheet .chip--adopted")).to_be_visible()

    def votes(self) -> None:
        yes = self.page.locator('#bar button[name="choice"][value="yes"]')
        yes.click()
        expect(yes).to_have_attribute("aria-pressed", "true")

    def pledges(self) -> None:
        self.goes_to("pledges")
        self.visitor.form("pledge.make").first.locator("button[type=submit]").first.click()

    def signs(self) -> None:
        self.goes_to("signing")
        self.visitor.form("signature.give").first.locator('button[value="sign"]').click()
        expect(self.page.locator("#mysignature")).to_contain_text(re.compile("signed", re.IGNORECASE))

    @property
    def taps(self) -> int:
        return self.by_hand + int(self.page.evaluate("Number(sessionStorage.taps)"))


class Seat:
    """Somebody without a script, who sends the same forms; what a browser would make of it is counted."""

    def __init__(self, person: Participant) -> None:
        self.person = person
        self.taps = 4  # the name, the code, the seat, the brief

    def page(self) -> str:
        return self.person.jar.open(f"/x/{self.person.exercise}").text

    def act(self, kind: str, taps: int = 1, **fields: str) -> None:
        answer = self.person.jar.submit(f"/x/{self.person.exercise}/act", kind=kind, **fields)
        assert answer.status_code == 303, (self.person.seat, kind)
        # a refusal leaves a sentence for the next page
        assert "ps_flash" not in answer.cookies, (self.person.seat, kind, self.page())
        self.taps += taps

    def holds_the_pen(self) -> bool:
        return "sheet-of-table--mine" in self.page()

    def marks(self, clauses: tuple[str, ...]) -> None:
        self.taps += 1
        for clause in clauses:
            self.act("stance.set", target=f"{clause}.{CHOICES[clause]}", value="yes", seen="1")

    def writes(self, clauses: tuple[str, ...]) -> None:
        turn = re.search(r'name="seen" value="(\d+)"', self.page().partition('id="sheet-form')[2])
        terms = {f"term:{clause}": CHOICES[clause] for clause in clauses}
        self.taps += 1
        self.act("table.write", CHOOSE * len(clauses), seen=turn[1], **terms)
        self.act("table.report", 1 + TYPE, live="Two thirds, with a neutral chair.")
        self.act("table.hand_in", seen=turn[1])

    def votes(self, decision: str) -> None:
        self.act("ballot.cast", decision=decision, choice="yes")

    def signs(self) -> None:
        seen = re.search(r'name="seen" value="([0-9a-f]{64})"', self.page())
        self.act("signature.give", 2, how="sign", seen=seen[1])


def sits(server: Server, exercise: str, seat: str) -> Seat:
    """Somebody takes the seat and reads the brief."""
    person = Participant(server, f"Delegate {seat}")
    assert person.claim(exercise, seat).status_code == 303
    assert person.seat == seat
    made = Seat(person)
    made.act("brief.confirm", 0)
    return made


@pytest.mark.parametrize(("cast", "people"), [(24, 20), pytest.param(48, 40, marks=pytest.mark.soak)])
def test_ten_clauses_are_decided_with_at_most_35_taps_each(
    server: Server, visit: Callable[..., Visitor], cast: int, people: int
) -> None:
    facilitator = Facilitator(server)
    exercise = facilitator.new_seminar("alder-basin", cast, 1, "fill", depth="basic", talk="room")
    control = facilitator.link(exercise)
    played = BOOK.cast(cast)
    assert played
    seats = [o.id for o in BOOK.organizations if o.votes and o.id in played.seats][:people]
    laptop, phone = Laptop(visit(server)), Laptop(visit(server, width=390, height=844, has_touch=True))
    laptop.joins(exercise, seats[0])
    phone.joins(exercise, seats[1])
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(lambda s: sits(server, exercise, s), seats[2:]))
    decisions = 0

    def steer(kind: str, **fields: str) -> None:
        ack = control.act(kind, **fields)
        assert ack["ok"], (kind, ack)

    def decide(**fields: str) -> None:
        nonlocal decisions
        decisions += 1
        steer("decision.open", **fields)
        laptop.votes()
        phone.votes()
        for seat in others:
            seat.votes(f"d{decisions}")
        steer("decision.close", decision=f"d{decisions}")

    for step, clauses in ROUNDS.items():
        steer("step.enter", step=step)
        scribes = [s for s in others if s.holds_the_pen()]
        assert scribes, "nobody of those without a browser holds a pen"
        for person in (laptop, phone, *others):
            person.marks(clauses)
        for scribe in scribes:
            scribe.writes(clauses)
        for person in (laptop, phone):
            if person.page.locator(".sheet-of-table--mine").count():
                person.writes(clauses)
        if step == "round-1":
            decide(**{"term:rule": CHOICES["rule"]})
        if step == "round-2":
            laptop.pledges()
            phone.pledges()
        decide(**{f"term:{c}": CHOICES[c] for c in clauses})

    steer("step.enter", step="package")
    steer("signing.open")
    for person in (laptop, phone, *others):
        person.signs()
    expect(laptop.page.locator("#adoptions")).to_contain_text("10 of 10 clauses adopted")
    taps = Counter(person.taps for person in (laptop, phone, *others))
    print(f"taps: the laptop {laptop.taps}, the phone {phone.taps}, all: {sorted(taps.items())}")
    assert max(taps) <= MOST
    control.close()
