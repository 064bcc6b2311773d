"""What binds a room, in the words of the pages, and a convener and a review by plain forms."""

from dataclasses import replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.envelope import FACILITATOR, ROOM, seat_audience
from simulator.core.rulebook import Binds
from simulator.core.views.bind_lines import BindLine
from simulator.web.words.binding import (
    bind_words,
    failed_words,
    motion_words,
    review_needs_words,
    under_review_words,
    wall_bind_words,
)
from tests.support.house import ORIGIN, SEATS
from tests.support.room import Room
from tests.support.scenarios import scenario


def post(client, address, **fields):
    return client.post(address, data=fields, headers=ORIGIN)


def page(client, address):
    return client.get(address).get_data(as_text=True)


def settle(house, here, people, decision, **terms):
    assert house.steer(here, "decision.open", **{f"term:{c}": o for c, o in terms.items()})["ok"]
    for seat in people:
        assert house.act(people[seat], here, "ballot.cast", decision=decision, choice="yes")["ok"]
    assert house.steer(here, "decision.close", decision=decision)["ok"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            BindLine("convener", (("Port", 1),)),
            "Port may call a decision and lead the list of speakers, as the",
        ),
        (BindLine("convener", (("Port", 1), ("City", 2))), "Port and City may each call a decision"),
        (BindLine("convener"), "Only the facilitator calls decisions"),
        (BindLine("pace", minutes=1), "A decision has 1 minute, on everybody’s clock."),
        (
            BindLine("pace", minutes=6),
            "A decision has 6 minutes, on everybody’s clock. Time alone closes nothing.",
        ),
        (BindLine("open"), "Everybody sees what tables report"),
        (BindLine("closed"), "The room sees only its total count"),
        (BindLine("reopening", spoken="All say yes."), "has a rule of its own. All say yes."),
    ],
)
def test_each_kind_has_its_sentence(line, says):
    assert says in bind_words(line)
    assert 2 < len(wall_bind_words(line).split()) < 10


def test_a_review_is_told_with_its_rule_and_its_arithmetic():
    room = Room()
    room.seats("city", "shop", "walkers")
    for _ in range(2):
        room.facilitator.opens(money="fund")
        room.facilitator.closes()
        desk = room.view(FACILITATOR)["review"]
        assert failed_words(desk).startswith(f"{desk.failed} decision")
    room.facilitator.records(do.CallReview())
    under = room.view(ROOM)["bound"].review
    assert under_review_words(under) == (
        "2 decisions in a row failed under this rule, so the room looks at the rule itself. For another rule: more "
        "than half of those present must say yes. If it is not adopted, this rule stands."
    )
    assert "needs 2 of 3" in review_needs_words(under)
    assert "For another rule: two of us. If" in under_review_words(replace(under, spoken="Two of us."))


def test_a_convener_acts_by_plain_forms_and_nobody_else_does(house):
    here = house.open()
    people = {seat: house.sit(here, seat) for seat in SEATS}
    assert house.steer(here, "step.enter", step="deciding")["ok"]
    mayor, trader = house.client(people["city-hall"]), house.client(people["vendors"])
    assert "Adopted, it binds us: City Hall may call a decision" in page(mayor, f"/x/{here}").replace(
        "\n", " "
    )
    settle(house, here, people, "d1", seats="city-chairs")
    assert house.act(people["vendors"], here, "proposal.make", **{"term:money": "thirds"})["ok"]
    proposal = next(iter(house.simulator.exercise(here).tabled))
    text = page(mayor, f"/x/{here}")
    assert "You convene" in text
    assert "Call the decision" in text
    assert "City Hall may call a decision" in text
    assert "You convene" not in page(trader, f"/x/{here}")
    act, call = f"/x/{here}/act", {"kind": "convener.call_decision", "proposal": proposal, "seen": "1"}
    assert post(trader, act, **call).status_code == 303
    assert "does not make you a convener" in page(trader, f"/x/{here}")
    assert post(mayor, act, **{**call, "seen": "0"}).status_code == 303
    assert "changed while you were reading" in page(mayor, f"/x/{here}")
    assert post(mayor, act, **call).status_code == 303
    assert "Called by City Hall." in page(trader, f"/x/{here}")
    assert house.simulator.exercise(here).open_decision.by == "city-hall"


def test_a_review_by_plain_forms(house):
    here = house.open()
    people = {seat: house.sit(here, seat) for seat in SEATS}
    host, trader = house.client(house.staff()), house.client(people["vendors"])
    desk, steer = f"/steer/{here}", f"/steer/{here}/act"
    for n in (1, 2):
        assert house.steer(here, "decision.open", **{"term:money": "thirds"})["ok"]
        assert house.steer(here, "decision.close", decision=f"d{n}")["ok"]
    assert "Call a review of the rule" in page(host, desk)
    assert post(host, steer, kind="review.call").status_code == 303
    assert "Review of the rule" in page(trader, f"/x/{here}")
    assert "Which rule is put to the room?" in page(host, desk)
    assert post(host, steer, kind="review.decide", option="two-thirds").status_code == 303
    for address, client in ((f"/x/{here}", trader), (desk, host)):
        assert "More than half of those present must say yes." in page(client, address)
    for seat in people:
        assert house.act(people[seat], here, "ballot.cast", decision="d3", choice="yes")["ok"]
    assert post(host, steer, kind="decision.close", decision="d3").status_code == 303
    assert "Two-thirds of all members must say yes." in page(trader, f"/x/{here}")


def with_binds(**binds):
    """First Table, in which the stalls' money binds the room."""
    book = scenario("first-table")
    clauses = tuple(
        replace(
            c,
            options=tuple(replace(o, binds=Binds(**binds)) if o.id == "stall-fees" else o for o in c.options),
        )
        if c.id == "money"
        else c
        for c in book.clauses
    )
    return replace(book, clauses=clauses)


def test_a_decision_shows_its_clock_and_says_when_it_is_over(house):
    here = house.open(with_binds(pace=3))
    people = {seat: house.sit(here, seat) for seat in SEATS}
    settle(house, here, people, "d1", money="stall-fees")
    assert house.steer(here, "decision.open", **{"term:manager": "two-keys"})["ok"]
    text = page(house.client(people["vendors"]), f"/x/{here}")
    assert "Time for this decision" in text
    assert "Time is up: it is about to be closed." in text
    assert f'data-ends-at="{house.clock.at + 3 * 60_000}"' in text
    assert "Time is up: close it." in page(house.client(house.staff()), f"/steer/{here}")


def test_a_closed_room_shows_no_caucus_and_no_reason(house):
    here = house.open(with_binds(reporting="closed"))
    people = {seat: house.sit(here, seat) for seat in SEATS}
    assert house.act(people["vendors"], here, "stance.set", target="manager.two-keys", value="no", seen="1",
                     reason="one key is enough")["ok"]  # fmt: skip
    reader = house.client(people["merchants"])
    assert "one key is enough" in page(reader, f"/x/{here}")
    settle(house, here, people, "d1", money="stall-fees")
    text = page(reader, f"/x/{here}")
    assert "one key is enough" not in text
    assert "The room sees only its total count" in text
    assert "Reports stay with their tables" in text


def test_a_motion_is_named_after_its_table_its_author_or_the_facilitator():
    room = Room()
    room.people = room.seats("city", "shop", "walkers")
    room.facilitator.adopts(*room.people, lead="city")
    room.people[1].proposes(money="fund")
    motion = room.view(seat_audience("city"))["mychair"].motions[0]
    assert motion_words(motion).startswith("shop: ")
    assert motion_words(replace(motion, author="")).startswith("The facilitator’s single text: ")
