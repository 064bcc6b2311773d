"""Browsers on bad networks: what was tapped counts once, what was typed is there, what is stale is refused and said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.chaos.network import Weather
from tests.support.bad_network import BadNetwork
from tests.support.browsing import Visitor
from tests.support.server import ROOT, Server, free_port

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
POOR = Weather(0.06, 0.03, 0.02)
SLOW = Weather(1.0, 0.0, 0.0)
LONG = 40_000


Arrive = Callable[[str, str], Visitor]


def through(network: BadNetwork, scene: Scene, visit: Callable[..., Visitor], **looks: int) -> Arrive:
    """Somebody joins through a poor network."""

    def arrive(name: str, seat: str) -> Visitor:
        visitor = visit(network, **looks)
        visitor.join(name, scene.exercise, seat)
        visitor.read_brief()
        return visitor

    return arrive


@pytest.fixture
def network(server: Server) -> Iterator[BadNetwork]:
    """A poor network of this test's own before the module's server."""
    made = BadNetwork(server, POOR)
    yield made
    made.stop()


@pytest.fixture
def far(scene: Scene, network: BadNetwork, visit: Callable[..., Visitor]) -> Arrive:
    """Somebody joins through the poor network."""
    return through(network, scene, visit)


@pytest.fixture
def mortal_network(mortal: Server) -> Iterator[BadNetwork]:
    """A poor network before a server that may be killed."""
    made = BadNetwork(mortal, POOR)
    yield made
    made.stop()


@pytest.fixture
def mortal_far(mortal_scene: Scene, mortal_network: BadNetwork, visit: Callable[..., Visitor]) -> Arrive:
    """Somebody joins through the poor network before a server that may be killed."""
    return through(mortal_network, mortal_scene, visit)


def ballots(scene: Scene, decision: str = "d1") -> list[str]:
    """The ballots of vendors as they are stored, read past the server."""
    from simulator.store.engine import make_engine
    from simulator.store.opening import open_sql

    engine = make_engine(f"sqlite:///{scene.server.data}/simulator.db")
    stores = open_sql(engine)
    log = [
        r.payload["choice"] for r in stores.events.read(f"exercise:{scene.exercise}")
        if r.kind == "ballot.cast" and r.payload["seat"] == "vendors" and r.payload["decision"] == decision
    ]  # fmt: skip
    stores.events.close()
    engine.dispose()
    return log


def kept_on(page: Page, start: str) -> int:
    """How many things of this kind the laptop still keeps."""
    return page.evaluate("(s) => Object.keys(localStorage).filter((k) => k.startsWith(s)).length", start)


def pressed(visitor: Visitor, choice: str) -> None:
    button = visitor.form("ballot.cast").first.locator(f'button[value="{choice}"]')
    expect(button).to_have_attribute("aria-pressed", "true", timeout=LONG)


def deciding(scene: Scene) -> None:
    """A decision opens, for those who sit by now: who may vote is frozen with it."""
    scene.steer("step.enter", step="deciding")
    scene.steer("decision.open", **{"term:rule": "majority"})


def test_a_tap_into_a_black_out_waits_and_counts_once(
    scene: Scene, network: BadNetwork, far: Arrive, tmp_path: Path
) -> None:
    ana = far("Ana", "vendors")
    deciding(scene)
    button = ana.form("ballot.cast").first.locator('button[value="no"]')
    expect(button).to_be_visible()
    network.black_out(4, cut=True)
    button.click()
    # the page says that it is under way, and not that it is done
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "sending")
    assert ballots(scene) == []
    expect(ana.page.locator("#offline")).to_be_visible(timeout=LONG)
    ana.picture(tmp_path / "waiting.png")
    assert ana.axe() == []
    pressed(ana, "no")
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "saved", timeout=LONG)
    assert ballots(scene) == ["no"]
    assert kept_on(ana.page, "outbox:") == 0


def test_a_tap_whose_answer_is_lost_counts_once(scene: Scene, network: BadNetwork, far: Arrive) -> None:
    ana = far("Ana", "vendors")
    deciding(scene)
    expect(ana.form("ballot.cast").first).to_be_visible()
    network.becomes(SLOW)
    ana.form("ballot.cast").first.locator('button[value="aside"]').click()
    # the room has it, and the answer is on its way
    for _ in range(200):
        if ballots(scene):
            break
        ana.page.wait_for_timeout(25)
    network.black_out(2, cut=True)
    network.becomes(POOR)
    assert kept_on(ana.page, "outbox:") == 1
    pressed(ana, "aside")
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "saved", timeout=LONG)
    assert ballots(scene) == ["aside"]
    assert kept_on(ana.page, "outbox:") == 0


@pytest.mark.parametrize("how", ["refused"])
def test_where_websockets_do_not_get_through_the_page_is_live_all_the_same(
    mortal_scene: Scene, mortal_network: BadNetwork, mortal_far: Arrive, how: str
) -> None:
    mortal_scene.steer("step.enter", step="deciding")
    mortal_network.becomes(Weather(0.02, 0.01, 0.0, how))
    bo, ana = mortal_scene.player("Bo", "merchants"), mortal_far("Ana", "vendors")
    expect(ana.page.locator("#offline")).to_be_hidden(timeout=LONG)
    said = bo.act("stance.set", target="rule.majority", value="no", seen="1", reason="Not with two banks")
    assert said["ok"]
    expect(ana.page.locator("#objections-rule")).to_contain_text("Not with two banks", timeout=LONG)
    ana.page.locator('#stance-rule-majority .stance-button[value="with"]').click()
    expect(ana.page.locator('#stance-rule-majority .stance-button[value="with"]')).to_have_attribute(
        "aria-pressed", "true", timeout=LONG
    )
    assert bo.hears("1 with changes")
    assert mortal_network.counts[f"websockets {how}"] >= 1
    # and over a restart
    mortal_scene.server.kill()
    expect(ana.page.locator("#offline")).to_be_visible(timeout=LONG)
    mortal_scene.server.start()
    expect(ana.page.locator("#offline")).to_be_hidden(timeout=2 * LONG)


def test_a_laptop_that_slept_catches_up_without_a_reload(
    tmp_path: Path, visit: Callable[..., Visitor]
) -> None:
    server = Server(tmp_path, DEMO="", program=ROOT / "tests" / "support" / "drowsy.py").start()
    scene = Scene(server, visit)
    scene.steer("step.enter", step="resources")
    ana, bo = scene.browser("Ana", "vendors"), scene.player("Bo", "merchants")
    ana.page.evaluate("() => { window.stillHere = true; }")
    ana.page.locator("#notes-text").fill("Ask Bo about the grease trap")
    session = ana.context.new_cdp_session(ana.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    # the server takes it for gone; the room goes on
    assert scene.steering.hears("Ana", wait=20)
    for number in range(3):
        said = bo.act(
            "stance.set", target="money.thirds", value="no", seen="1", reason=f"While you slept {number}"
        )
        assert said["ok"]
        ana.page.context.pages[0].wait_for_timeout(1500)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(ana.page.locator("#objections-money")).to_contain_text("While you slept 2", timeout=LONG)
    expect(ana.page.locator("#offline")).to_be_hidden(timeout=LONG)
    assert ana.page.evaluate("() => window.stillHere") is True
    assert ana.page.locator("#notes-text").input_value() == "Ask Bo about the grease trap"
    ana.page.locator('#stance-money-thirds .stance-button[value="with"]').click()
    assert bo.hears("1 with changes")
    scene.close()
    server.stop()
    assert server.tracebacks() == []


@pytest.mark.soak
def test_two_tabs_of_a_seat_show_the_same_after_both_acted_in_the_dark(
    scene: Scene, network: BadNetwork, far: Arrive
) -> None:
    ana = far("Ana", "vendors")
    deciding(scene)
    twin = ana.context.new_page()
    twin.goto(ana.page.url)
    one, two = (p.locator('form[data-act]:has(input[value="ballot.cast"])').first for p in (ana.page, twin))
    one.locator('button[value="yes"]').click()
    expect(two.locator('button[value="yes"]')).to_have_attribute("aria-pressed", "true", timeout=LONG)
    network.black_out(4, cut=True)
    ana.page.bring_to_front()
    one.locator('button[value="no"]').click()
    twin.bring_to_front()
    two.locator('button[value="aside"]').click()
    for page in (ana.page, twin):
        expect(page.locator("#save-all")).to_have_attribute("data-state", "saved", timeout=LONG)
    stored = ballots(scene)
    # both are the same person's own: each counts once, in the order in which they arrived, and the last one stands
    assert (stored[0], sorted(stored[1:])) == ("yes", ["aside", "no"])
    for form in (one, two):
        expect(form.locator(f'button[value="{stored[-1]}"]')).to_have_attribute(
            "aria-pressed", "true", timeout=LONG
        )
    assert not any(page.locator("#complaint").is_visible() for page in (ana.page, twin))
    assert kept_on(ana.page, "outbox:") == 0


def test_a_server_that_moved_is_found_again_where_its_name_leads(
    mortal_scene: Scene, mortal_network: BadNetwork, mortal_far: Arrive
) -> None:
    server, ana = mortal_scene.server, mortal_far("Ana", "vendors")
    deciding(mortal_scene)
    ana.page.evaluate("() => { window.stillHere = true; }")
    server.stop()
    expect(ana.page.locator("#offline")).to_be_visible(timeout=LONG)
    ana.form("ballot.cast").first.locator('button[value="yes"]').click()
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "not_sent", timeout=LONG)
    server.port = free_port()
    server.settings["PORT"] = server.port
    server.start()
    mortal_network.leads_to(server.port)
    pressed(ana, "yes")
    assert ana.page.evaluate("() => window.stillHere") is True
    assert ballots(mortal_scene) == ["yes"]


@pytest.mark.parametrize(
    ("depth", "width", "height"),
    [("basic", 1366, 768), pytest.param("full", 390, 844, marks=pytest.mark.soak)],
)
def test_a_mark_on_a_proposal_that_was_changed_meanwhile_is_refused_and_both_are_there(
    server: Server, visit: Callable[..., Visitor], network: BadNetwork, tmp_path: Path, depth: str, width: int,
    height: int,
) -> None:  # fmt: skip
    scene = Scene(server, visit, depth=depth)
    scene.steer("step.enter", step="deciding")
    ana = through(network, scene, visit, width=width, height=height)("Ana", "vendors")
    bo = scene.player("Bo", "merchants")
    make, edit = (
        ("proposal.make", "proposal.revise") if depth == "basic" else ("proposal.table", "proposal.edit")
    )
    old, new = {"term:rule": "majority"}, {"term:rule": "unanimity"}
    said = bo.act(make, rationale="Half of us is enough", audience="all", **old)
    assert said["ok"], said
    form = ana.page.locator('form[id^="stance-"]:has(input[name="target"]:not([value*="."]))').first
    expect(form).to_be_visible(timeout=LONG)
    key = form.locator('input[name="target"]').input_value()
    form.locator("summary").first.click()
    form.locator("textarea").first.fill("With two banks it is never half")
    network.black_out(3, cut=True)
    said = bo.act(edit, proposal=key, seen="1", base="1", rationale="All or none", **new)
    assert said["ok"], said
    no = form.locator('.stance-button[value="no"]')
    no.click()
    complaint = ana.page.locator("#complaint")
    expect(complaint).to_contain_text("The text changed while you were reading", timeout=LONG)
    # what they answered and what is there now, side by side
    texts = complaint.locator(".both__text")
    for text, name, letter, why in (
        (texts.nth(0), "You answered version 1", "More than half", "Half of us is enough"),
        (texts.nth(1), "Version 2 is there now", "Either all of us say yes", "All or none"),
    ):
        expect(text).to_contain_text(name)
        expect(text).to_contain_text(letter)
        expect(text).to_contain_text(why)
    expect(ana.page.locator(f"#proposal-{key}")).to_contain_text("All or none")
    expect(no).to_have_attribute("aria-pressed", "false")
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "saved")
    # and no word is lost
    expect(form.locator("textarea").first).to_have_value("With two banks it is never half")
    ana.picture(tmp_path / f"stale-{width}.png")
    assert ana.axe() == []
    no.click()
    expect(no).to_have_attribute("aria-pressed", "true", timeout=LONG)
    expect(complaint).to_be_hidden()
    expect(ana.page.locator(f"#stance-{key}")).to_contain_text("With two banks it is never half")
    scene.close()


def test_a_mark_on_an_option_whose_clause_was_settled_meanwhile_shows_what_was_adopted(
    scene: Scene, network: BadNetwork, far: Arrive
) -> None:
    ana, bo = far("Ana", "vendors"), scene.player("Bo", "merchants")
    deciding(scene)
    no = ana.page.locator('#stance-rule-majority .stance-button[value="no"]')
    expect(no).to_be_visible()
    network.black_out(3, cut=True)
    assert bo.act("ballot.cast", decision="d1", choice="yes")["ok"]
    # raised hands: the facilitator records it for who is in the dark
    scene.steer("ballot.cast", seat="vendors", decision="d1", choice="yes")
    scene.steer("decision.close", decision="d1")
    no.click()
    texts = ana.page.locator("#complaint .both__text")
    expect(texts.nth(0)).to_contain_text("You marked", timeout=LONG)
    expect(texts.nth(1)).to_contain_text("Adopted for this clause meanwhile")


def test_a_ballot_for_a_decision_that_was_closed_meanwhile_is_refused_and_both_are_there(
    scene: Scene, network: BadNetwork, far: Arrive, tmp_path: Path
) -> None:
    ana, bo = far("Ana", "vendors"), scene.player("Bo", "merchants")
    deciding(scene)
    assert bo.act("ballot.cast", decision="d1", choice="yes")["ok"]
    expect(ana.form("ballot.cast").first).to_be_visible()
    network.black_out(3, cut=True)
    scene.steer("decision.close", decision="d1")
    scene.steer("decision.open", **{"term:seats": "equal"})
    ana.form("ballot.cast").first.locator('button[value="no"]').click()
    complaint = ana.page.locator("#complaint")
    expect(complaint).to_contain_text("This decision is closed", timeout=LONG)
    texts = complaint.locator(".both__text")
    expect(texts.nth(0)).to_contain_text("You voted on decision 1")
    expect(texts.nth(1)).to_contain_text("Decision 2 is open now")
    ana.picture(tmp_path / "ballot.png")
    assert ballots(scene) == []
    assert ballots(scene, "d2") == []
    expect(ana.form("ballot.cast").first.locator('button[aria-pressed="true"]')).to_have_count(0)


def test_a_signature_under_a_text_that_was_reopened_meanwhile_is_refused_and_both_are_there(
    scene: Scene, network: BadNetwork, far: Arrive, tmp_path: Path
) -> None:
    scene.steer("step.enter", step="sign")
    ana, bo = far("Ana", "vendors"), scene.player("Bo", "merchants")

    def adopt(option: str, number: int) -> None:
        scene.steer("decision.open", **{"term:money": option})
        assert bo.act("ballot.cast", decision=f"d{number}", choice="yes")["ok"]
        # raised hands: the facilitator records it for who is in the dark
        scene.steer("ballot.cast", seat="vendors", decision=f"d{number}", choice="yes")
        scene.steer("decision.close", decision=f"d{number}")

    adopt("thirds", 1)
    scene.steer("signing.open")
    give = ana.form("signature.give").locator('button[value="sign"]').first
    expect(give).to_be_visible(timeout=LONG)
    ana.page.locator("#pad-note").fill("Only until the market moves")
    network.black_out(4, cut=True)
    scene.steer("signing.reopen")
    adopt("loan", 2)
    scene.steer("signing.open")
    give.click()
    complaint = ana.page.locator("#complaint")
    expect(complaint).to_contain_text("The text changed while you were reading", timeout=LONG)
    texts = complaint.locator(".both__text")
    expect(texts.nth(0)).to_contain_text("You read the text")
    expect(texts.nth(1)).to_contain_text("The text now")
    assert texts.nth(0).locator("dd").inner_text() != texts.nth(1).locator("dd").inner_text()
    expect(ana.page.locator("#pad-note")).to_have_value("Only until the market moves")
    ana.picture(tmp_path / "signature.png")
    assert "signature.given" not in kinds(scene)


def kinds(scene: Scene) -> list[str]:
    """The kinds of everything stored in the room."""
    from simulator.store.engine import make_engine
    from simulator.store.opening import open_sql

    engine = make_engine(f"sqlite:///{scene.server.data}/simulator.db")
    stores = open_sql(engine)
    found = [r.kind for r in stores.events.read(f"exercise:{scene.exercise}")]
    stores.events.close()
    engine.dispose()
    return found


def test_what_is_typed_survives_a_dead_server_and_a_reload(
    mortal_scene: Scene, mortal_network: BadNetwork, mortal_far: Arrive
) -> None:
    mortal_scene.steer("step.enter", step="deciding")
    ana = mortal_far("Ana", "vendors")
    reason = ana.page.locator("#stance-rule-majority textarea").first
    ana.page.locator("#stance-rule-majority summary").first.click()
    reason.click()
    ana.page.keyboard.type("Two banks may not")
    mortal_scene.server.kill()
    expect(ana.page.locator("#offline")).to_be_visible(timeout=LONG)
    ana.page.keyboard.type(" outvote us")
    with pytest.raises(Exception, match="ERR_"):
        ana.page.reload(timeout=5000)
    mortal_scene.server.start()
    ana.page.goto(f"{ana.base}/x/{mortal_scene.exercise}")
    expect(ana.page.locator("#stance-rule-majority textarea").first).to_have_value(
        "Two banks may not outvote us"
    )
    expect(ana.page.locator("#stance-rule-majority textarea").first).to_be_visible()
    # sent, it is no draft any more
    ana.page.locator('#stance-rule-majority .stance-button[value="no"]').click()
    expect(ana.page.locator("#objections-rule")).to_contain_text("Two banks may not outvote us", timeout=LONG)
    expect(ana.page.locator("#save-all")).to_have_attribute("data-state", "saved", timeout=LONG)
    assert kept_on(ana.page, "draft:") == 0
    assert kept_on(ana.page, "outbox:") == 0


def test_a_proposal_half_written_survives_a_dead_server_and_a_closed_laptop(
    mortal_scene: Scene, mortal_network: BadNetwork, mortal_far: Arrive
) -> None:
    mortal_scene.steer("step.enter", step="deciding")
    ana = mortal_far("Ana", "vendors")
    ana.page.locator("details:has(#rationale) > summary").first.click()
    ana.page.locator("#rationale").fill("Because the hall has one door")
    mortal_scene.server.kill()
    page = ana.context.new_page()
    ana.page.close()
    mortal_scene.server.start()
    page.goto(f"{ana.base}/x/{mortal_scene.exercise}")
    expect(page.locator("#rationale")).to_have_value("Because the hall has one door")
