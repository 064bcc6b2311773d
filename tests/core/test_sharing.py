"""Shares of the bill: whole, exact, of those who sit, and obliging nobody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.envelope import seat_audience
from simulator.core.rulebook import Pot, Sharing
from simulator.core.sharing import SAMPLE, cash_needed, in_force, in_proportion, split
from tests.support.dirt import Pages
from tests.support.room import Room
from tests.support.rulebooks import SEATS, small_book

HALVES = Sharing(
    "by halves", {"bank": 10_000}, (Pot("heads", {"city": 2, "county": 1}), Pot("all", {"shop": 1}))
)


def book(sharing=HALVES):
    """The small rulebook whose board splits the bill."""
    made = small_book()
    lead = made.clause_of["lead"]
    options = tuple(replace(o, sharing=sharing) if o.id == "board" else o for o in lead.options)
    clauses = tuple(replace(c, options=options) if c.id == "lead" else c for c in made.clauses)
    return replace(made, clauses=clauses)


figures = st.dictionaries(st.sampled_from(SEATS), st.integers(0, 10**9))


@given(
    st.integers(0, 10**10),
    figures,
    st.lists(st.tuples(figures, st.integers(1, 9)), max_size=3),
    st.sampled_from([4, 8]),
)
def test_shares_add_up_to_the_need_exactly(needed, fixed, pots, cast):
    state = Room(cast=cast).state
    shares = split(state, Sharing("any", fixed, tuple(Pot("x", by, part) for by, part in pots)), needed)
    assert sum(shares.of.values()) + shares.nobodys == needed
    assert shares.nobodys >= 0
    assert all(share >= 0 for share in shares.of.values())
    assert set(shares.of) <= set(state.seats)


def test_the_largest_remainder_gets_the_odd_dollar_and_ties_go_to_the_first():
    assert in_proportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert in_proportion(5, {"a": 1, "b": 9}) == {"a": 1, "b": 4}
    assert in_proportion(5, {"a": 0}) == {}


@pytest.mark.parametrize(
    ("sharing", "needed", "of", "nobodys"),
    [
        (HALVES, 100_000, {"bank": 10_000, "city": 30_000, "county": 15_000, "shop": 45_000}, 0),
        (HALVES, 4_000, {"bank": 4_000, "city": 0, "county": 0, "shop": 0}, 0),
        (Sharing("dues", {"city": 500}), 2_000, {"city": 500}, 1_500),
        (Sharing("nobody"), 2_000, {}, 2_000),
    ],
)
def test_fixed_sums_come_first_and_pots_take_the_rest(sharing, needed, of, nobodys):
    shares = split(Room().state, sharing, needed)
    assert (shares.of, shares.nobodys) == (of, nobodys)


def test_who_speaks_for_another_answers_for_it_too():
    assert split(Room(cast=4).state, HALVES, 100_000).of == {"shop": 55_000, "city": 45_000}


def test_the_seat_sees_its_share_and_the_room_a_table():
    room = Room(book())
    ana, bo = room.seats("city", "shop")
    pages, missed = Pages(), set()
    room.watch = lambda before, event, after: missed.update(pages.missed(before, event, after))
    mine = room.view(seat_audience("city"))["myshare"]
    assert (mine.sample, mine.needed, mine.formulas[0].mine) == (True, (SAMPLE,) * 5, (330_000,) * 5)
    assert mine.formulas[0].caucuses == (("BU", (505_000,) * 5), ("GO", (495_000,) * 5))
    assert room.view(EVERYBODY)["shares"] is None
    assert in_force(room.state) is None
    room.facilitator.adopts(ana, bo, money="fund", lead="board")
    assert cash_needed(room.state) == (100_000,) * 5
    ana.pledges("cash", condition="the shop pays")
    bo.pledges(kind="cash", amount=45, line="bus line")
    table = room.view(EVERYBODY)["shares"]
    assert [(r.seat, r.share[0], r.pledged[0], r.under[0]) for r in table.rows] == [
        ("shop", 45_000, 45_000, 0),
        ("city", 30_000, 0, 30_000),
        ("county", 15_000, 0, 15_000),
        ("bank", 10_000, 0, 10_000),
    ]
    mine = room.view(seat_audience("city"))["myshare"]
    assert (mine.sample, mine.pledged, mine.formulas[0].adopted, mine.formulas[0].mine) == (
        False,
        (0,) * 5,
        True,
        (30_000,) * 5,
    )
    assert not missed


def test_where_nothing_in_play_splits_the_bill_nothing_is_said():
    room = Room()
    room.seat("city")
    assert room.view(seat_audience("city"))["myshare"] is None
