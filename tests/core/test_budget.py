"""Needs and pledges by line, what they leave short, and what they cost."""

from simulator.core.budget import balance, budget_lines, funding, pledge_cost
from simulator.core.views.outcome import budget
from tests.support.room import Room


def settled():
    room = Room()
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, money="fund")
    return room, ana, bo


def lines(room):
    """What is needed, pledged and short in each year; every line is even here."""
    assert all(line.even for line in balance(room.state))
    return [(x.kind, x.name, x.worst.needed, x.worst.pledged, x.worst.short) for x in balance(room.state)]


def test_an_adopted_option_opens_its_lines():
    room, _ana, _bo = settled()
    assert lines(room) == [("cash", "bus line", 100, 0, 100), ("staff", "desk", 5, 0, 5)]
    assert balance(room.state)[0].by == ("money.fund",)
    assert budget(room.state).lines == balance(room.state)


def test_pledges_fill_lines_of_their_kind_and_others_come_after_the_needed_ones():
    room, ana, bo = settled()
    ana.pledges("cash")
    bo.pledges(kind="cash", amount=70, line="bus line")
    bo.pledges(kind="authority", amount=1, line="bus line")
    bo.pledges(kind="cash", amount=1, line="desk")
    assert lines(room) == [
        ("cash", "bus line", 100, 120, 0),
        ("staff", "desk", 5, 0, 5),
        ("cash", "desk", 0, 1, 0),
        ("authority", "bus line", 0, 1, 0),
    ]


def test_the_worst_line_says_how_far_an_option_is_funded():
    room, ana, bo = settled()
    assert funding(room.state) == {"money.fund": (0, 1)}
    bo.pledges(kind="staff", amount=1, line="desk")
    ana.pledges("cash")
    assert funding(room.state) == {"money.fund": (1, 5)}
    bo.revises_pledge("r1", 4)
    assert funding(room.state) == {"money.fund": (1, 2)}
    bo.revises_pledge("r1", 9, seen=2)
    ana.pledges(kind="cash", amount=50, line="bus line")
    assert funding(room.state) == {}


def test_a_card_costs_its_price_in_proportion_and_a_free_pledge_by_its_kind():
    room, ana, _bo = settled()
    ana.pledges("cash")
    assert pledge_cost(room.state, "city") == 1500
    ana.revises_pledge("r1", 25)
    assert pledge_cost(room.state, "city") == 750
    ana.pledges(kind="staff", amount=2, line="desk")
    assert pledge_cost(room.state, "city") == 750 + 600
    assert pledge_cost(room.state, "shop") == 0


def test_a_seat_may_pledge_to_needed_lines_and_to_those_on_its_own_cards():
    room = Room()
    assert budget_lines(room.state, "city") == ("bus line", "desk", "line of city")
    assert budget_lines(room.state, "shop") == ("bus line", "desk", "line of shop")
