"""How a room binds itself, as people do it: delegates of a caucus, lent votes, objections on record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.server import Server

from .conftest import Scene

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def full(server: Server, visit: Callable[..., Visitor]) -> Iterator[Scene]:
    """A seminar of six with everything on the table."""
    made = Scene(server, visit)
    made.exercise = made.facilitator.new_seminar(depth="full")
    made.steering.close()
    made.steering = made.facilitator.link(made.exercise)
    made._linked = [made.steering]
    yield made
    made.close()


def desk(scene: Scene, visit: Callable[..., Visitor]) -> Visitor:
    """The facilitator's page in a browser."""
    host = visit(scene.server)
    host.takes_over(scene.facilitator.jar)
    host.go(f"/steer/{scene.exercise}")
    host.linked()
    return host


def decided_by_hand(scene: Scene, decision: str, seats: list[str], **terms: str) -> None:
    """A decision that these seats carry by a show of hands."""
    scene.steer("decision.open", **{f"term:{clause}": option for clause, option in terms.items()})
    for seat in seats:
        scene.steer("ballot.cast", seat=seat, decision=decision, choice="yes")
    scene.steer("decision.close", decision=decision)


def free_seat(host: Visitor, seat: str) -> None:
    """The facilitator takes somebody out of a seat."""
    host.page.locator(f"#menu-{seat} > summary").click()
    host.page.locator(f'button[data-dialog="free-{seat}"]').click()
    host.page.locator(f"#free-{seat} button[type=submit]").click()


def decision_page(scene: Scene, who: Visitor) -> Visitor:
    """The panel with the decision, whatever the step shows."""
    who.go(f"/x/{scene.exercise}#panel-decision")
    who.linked()
    return who


def test_a_caucus_chooses_its_delegate_and_replaces_one_who_left(
    full: Scene, visit: Callable[..., Visitor]
) -> None:
    scene = full
    ana, cy = scene.browser("Ana", "merchants"), scene.player("Cy", "neighbors")
    bo = scene.browser("Bo", "vendors")
    host = desk(scene, visit)
    decided_by_hand(scene, "d1", ["merchants", "vendors", "neighbors"], rule="lead-pair")
    decision_page(scene, ana), decision_page(scene, bo)
    expect(ana.page.locator("#delegates")).to_contain_text("Who decides for us")

    # each wants its own: a tie, which the facilitator settles by name
    for visitor in (ana, bo):
        mine = visitor.page.locator(".my-delegates__tap", has_text="(you)")
        expect(mine).to_have_attribute("aria-pressed", "false")
        mine.focus()
        visitor.page.keyboard.press("Enter")
        expect(mine).to_have_attribute("aria-pressed", "true")
    counting = host.page.locator("#counting")
    expect(counting).to_contain_text("2 of 2 have marked")
    expect(counting).to_contain_text("are level for one place")
    counting.locator("button[type=submit]").click()
    expect(host.page.locator("#complaint")).to_contain_text("There is a tie. Choose exactly 1")
    counting.locator('input[value="vendors"]').check()
    counting.locator("button[type=submit]").click()
    expect(ana.page.locator("#delegates")).to_contain_text("the facilitator chose")
    expect(ana.page.locator("#delegates")).to_contain_text("chose Lantern Vendors")
    ana.page.reload()
    expect(ana.page.locator("#delegates")).to_contain_text("the facilitator chose")
    assert cy.hears("the facilitator chose")
    assert ana.axe() == []

    # the delegate goes home; the caucus is told and chooses anew
    free_seat(host, "vendors")
    expect(ana.page.locator("#mydelegates")).to_contain_text("has left")
    ana.page.locator(".my-delegates__tap", has_text="(you)").click()
    expect(counting).to_contain_text("would sit")
    counting.locator("button[type=submit]").click()
    expect(ana.page.locator("#delegates")).not_to_contain_text("has left")
    expect(ana.page.locator("#mydelegates")).to_contain_text("sits there now")


def test_a_vote_is_lent_counts_by_proxy_and_comes_back(full: Scene, visit: Callable[..., Visitor]) -> None:
    scene = full
    ana, bo = scene.browser("Ana", "merchants"), scene.player("Bo", "vendors")
    decision_page(scene, ana)
    ana.page.locator("#myloan > summary").click()
    ana.page.locator("#lend-to").select_option("vendors")
    ana.page.locator("#lend-vote button", has_text="From now on").click()
    expect(ana.page.locator("#myloan > summary")).to_have_text("Lantern Vendors votes for you")
    assert bo.hears("You also vote for Front Street Merchants")
    ana.page.reload()
    expect(ana.page.locator("#lent")).to_contain_text("Lantern Vendors votes for Front Street Merchants")
    assert ana.axe() == []

    scene.steer("decision.open", **{"term:money": "thirds"})
    expect(ana.page.locator("#myloan")).to_contain_text("who votes in it is settled")
    assert bo.act("ballot.cast", decision="d1", choice="yes")["ok"]
    expect(ana.page.locator("#decision")).to_contain_text("2 of 2 have voted")
    ana.page.locator("#take-back button[type=submit]").click()
    expect(ana.page.locator("#lent")).to_be_hidden()
    scene.steer("decision.close", decision="d1")
    # frozen when it opened: what was taken back since counts from the next one on
    ana.page.locator("#decision-arithmetic > summary").click()
    expect(ana.page.locator("#decision-arithmetic")).to_contain_text("1 of these votes is by proxy")

    scene.steer("decision.open", **{"term:opening": "may-full"})
    expect(ana.page.locator("#decision")).to_contain_text("0 of 2 have voted")
    assert bo.act("ballot.cast", decision="d2", choice="yes")["ok"]
    expect(ana.page.locator("#decision")).to_contain_text("1 of 2 have voted")


def test_who_is_not_on_the_committee_objects_on_record(full: Scene, visit: Callable[..., Visitor]) -> None:
    scene = full
    ana, bo = scene.browser("Ana", "merchants"), scene.player("Bo", "vendors")
    scene.player("Cy", "neighbors")
    decided_by_hand(scene, "d1", ["merchants", "vendors", "neighbors"], rule="lead-pair")
    scene.steer("committee.name", seats=["vendors", "neighbors"])
    scene.steer("decision.open", **{"term:money": "thirds"})
    decision_page(scene, ana)
    ana.page.locator("#objection-reason").fill("Our members pay twice.")
    ana.page.locator("#put-objection button[type=submit]").click()
    expect(ana.page.locator("#objection")).to_contain_text(
        "Your objection, on record: Our members pay twice."
    )
    assert ana.axe() == []
    assert not any("pay twice" in html for html in bo.parts.values())
    for seat in ("vendors", "neighbors"):
        scene.steer("ballot.cast", seat=seat, decision="d2", choice="yes")
    scene.steer("decision.close", decision="d2")
    assert bo.hears("Our members pay twice.")
    ana.page.locator("#decision-reasons > summary").click()
    expect(ana.page.locator("#decision-reasons")).to_contain_text("Objects, without a vote")
    ana.go(f"/x/{scene.exercise}/agreement")
    expect(ana.page.locator("body")).to_contain_text("objects, without a vote")
    expect(ana.page.locator("body")).to_contain_text("Our members pay twice.")


def test_a_seminar_with_the_essentials_shows_neither(scene: Scene) -> None:
    ana = scene.browser("Ana", "merchants")
    decision_page(scene, ana)
    for part in ("#myloan", "#lent", "#mydelegates", "#delegates"):
        expect(ana.page.locator(part)).to_be_hidden()
