"""Needs and pledges that name years: what covers what, what it is worth, and whom it binds."""

from dataclasses import replace

import pytest

from simulator.core.agreement_text import agreement_content, agreement_hash, part_hash
from simulator.core.budget import Year, balance, funding, pledge_cost
from simulator.core.envelope import seat_audience
from simulator.core.refusals import RefusalCode
from simulator.core.rulebook import Need, PledgeCard, Pot, Sharing
from simulator.core.views.again import sign_again
from simulator.core.views.outcome import budget, pledge_row
from simulator.core.views.shares import my_share, share_table
from simulator.core.work_plan import staff_given, staff_left, year_of
from simulator.core.years import choices, named, read, spell
from tests.support.room import Room
from tests.support.rulebooks import small_book, with_organization


def book(*needs, term=5, **options):
    """The small rulebook whose fund needs this, and whose board too where ``options`` says so."""
    wanted = {"fund": needs, **options}
    made = small_book()
    clauses = tuple(
        replace(c, options=tuple(replace(o, needs=wanted[o.id]) if o.id in wanted else o for o in c.options))
        for c in made.clauses
    )
    return replace(made, clauses=clauses, term=term)


def settled(*needs, depth="full", lead="", rulebook=None, **more):
    room = Room(rulebook or book(*needs, **more), depth=depth)
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, money="fund", **({"lead": lead} if lead else {}))
    return room, ana, bo


def shorts(room, at=0):
    return [year.short for year in balance(room.state)[at].years]


FUND = Need("cash", 100, "bus line")
START = Need("cash", 60, "bus line", (1,))


@pytest.mark.parametrize(
    ("text", "years"),
    [("", ()), ("2", (2,)), ("1-3", (1, 2, 3)), ("1-2,4", (1, 2, 4)), ("1,3-4", (1, 3, 4))],
)
def test_years_are_written_and_read_alike(text, years):
    assert (read(text), spell(years)) == (years, text)


def test_one_may_choose_the_term_a_year_or_years_in_a_row():
    assert choices(3, spans=False) == ("", "1", "2", "3")
    assert choices(3, spans=True) == ("", "1", "2", "3", "1-2", "2-3")
    assert choices(1, spans=True) == choices(1, spans=False) == ("",)
    assert named((), 3) == (1, 2, 3)
    assert named((2, 9), 3) == (2,)


def test_a_need_counts_in_its_years_and_a_need_without_any_in_all():
    room, *_ = settled(FUND, START)
    (line,) = balance(room.state)
    assert [year.needed for year in line.years] == [160, 100, 100, 100, 100]
    assert not line.even
    assert line.worst == Year(160)
    assert budget(room.state).by_year


def test_a_pledge_for_year_two_covers_year_two_only():
    room, ana, bo = settled(FUND)
    assert not budget(room.state).by_year
    ana.pledges(kind="cash", amount=100, line="bus line", years="2")
    assert shorts(room) == [100, 0, 100, 100, 100]
    assert budget(room.state).by_year
    bo.pledges(kind="cash", amount=250, line="bus line", years="4")
    assert shorts(room) == [100, 0, 100, 0, 100]
    assert balance(room.state)[0].short
    bo.pledges(kind="cash", amount=40, line="bus line")
    assert shorts(room) == [60, 0, 60, 0, 60]


def test_a_line_that_nothing_needs_is_told_by_its_fullest_year():
    room, ana = Room(book()), None
    (ana,) = room.seats("city")
    ana.pledges(kind="cash", amount=7, line="line of city", years="3")
    (line,) = balance(room.state)
    assert (line.needed, line.short, line.worst) == (False, False, Year(0, 7))


def test_what_waits_waits_in_its_years():
    room, ana, _ = settled(FUND)
    ana.pledges(kind="cash", amount=30, line="bus line", years="1-2", condition="the shop pays")
    assert [(y.pledged, y.waiting) for y in balance(room.state)[0].years] == [(0, 30), (0, 30)] + [(0, 0)] * 3


@pytest.mark.parametrize(
    ("pledges", "share"),
    [
        ([], (0, 1)),
        ([(100, "")], (1, 1)),
        ([(50, "")], (1, 2)),
        ([(100, "1-4")], (4, 5)),
        ([(500, "2")], (1, 5)),  # too much in one year makes up for nothing in another
        ([(100, "2"), (50, "3")], (3, 10)),
    ],
)
def test_an_option_is_funded_in_proportion_to_its_years(pledges, share):
    room, _, bo = settled(FUND)
    for amount, years in pledges:
        bo.pledges(kind="cash", amount=amount, line="bus line", years=years)
    assert funding(room.state).get("money.fund", (1, 1)) == share


def test_the_worst_line_counts_and_each_option_its_own_years():
    room, _, bo = settled(
        Need("cash", 100, "bus line", (1,)),
        Need("staff", 4, "desk"),
        board=(Need("cash", 50, "bus line", (1, 2)),),
        lead="board",
    )
    bo.pledges(kind="cash", amount=75, line="bus line", years="1")
    bo.pledges(kind="staff", amount=3, line="desk")
    # year 1 needs 150 and has 75: both have half of it; the board's second year has nothing, so it is at a quarter
    assert funding(room.state) == {"money.fund": (1, 2), "lead.board": (1, 4)}
    bo.pledges(kind="cash", amount=75, line="bus line", years="1")
    assert funding(room.state) == {"money.fund": (3, 4), "lead.board": (1, 2)}


def test_what_a_pledge_costs_follows_its_years():
    rulebook = with_organization(
        book(FUND), "city",
        pledge_cards=(
            PledgeCard("cash", "Some cash", "cash", 50, "bus line", 1500, (1, 2)),
            PledgeCard("staff", "A person", "staff", 10, "desk", 700),
        ),
    )  # fmt: skip
    room, ana, _ = settled(rulebook=rulebook)
    ana.pledges("cash")
    assert room.state.pledges["r1"].years == (1, 2)
    assert pledge_cost(room.state, "city") == 1500
    ana.revises_pledge("r1", 50, years="1")
    assert pledge_cost(room.state, "city") == 750
    ana.pledges(kind="cash", amount=50, line="bus line", years="3")
    assert pledge_cost(room.state, "city") == 750 + 50 * 20 // 5
    ana.pledges("staff")
    assert pledge_cost(room.state, "city") == 750 + 200 + 700


def test_a_basic_seminar_takes_one_year_or_all_of_them():
    room, ana, _ = settled(FUND, depth="basic")
    assert room.view(seat_audience("city"))["pledges"].years == ("", "1", "2", "3", "4", "5")
    assert ana.pledges(kind="cash", amount=5, line="bus line", years="2-3").refused is RefusalCode.BAD_VALUE
    assert not ana.pledges(kind="cash", amount=5, line="bus line", years="2").refused
    assert ana.revises_pledge("r1", 5, years="1-2").refused is RefusalCode.BAD_VALUE


@pytest.mark.parametrize("years", ["6", "0", "3-2", "x", "1-5", " "])
def test_no_other_years_are_taken(years):
    _, ana, _ = settled(FUND)
    assert ana.pledges(kind="cash", amount=5, line="bus line", years=years).refused is RefusalCode.BAD_VALUE


def test_a_ready_card_carries_its_own_years_and_may_keep_them():
    cards = (PledgeCard("cash", "Some cash", "cash", 50, "bus line", 1500, (1, 3)),)
    room, ana, _ = settled(rulebook=with_organization(book(FUND), "city", pledge_cards=cards), depth="basic")
    assert ana.pledges("cash", years="2").refused is RefusalCode.BAD_VALUE
    ana.pledges("cash")
    assert shorts(room) == [50, 100, 50, 100, 100]
    assert not ana.revises_pledge("r1", 60, years="1,3").refused
    row = pledge_row(room.state, "r1")
    assert (row.amount, row.years, row.was.years) == (60, (1, 3), (1, 3))
    assert ana.revises_pledge("r1", 60, seen=2, years="1,3").events == ()
    ana.revises_pledge("r1", 60, seen=2)
    assert (pledge_row(room.state, "r1").years, pledge_row(room.state, "r1").was.years) == ((), (1, 3))


def test_in_a_term_of_one_year_nobody_is_asked_for_years():
    room, ana, _ = settled(FUND, term=1)
    assert room.view(seat_audience("city"))["pledges"].years == ()
    ana.pledges(kind="cash", amount=40, line="bus line")
    assert shorts(room) == [60]


def staffed():
    rulebook = book(FUND)
    tasks = tuple(replace(t, due={"lamps": 14, "ledger": 70}.get(t.id, t.due)) for t in rulebook.plan.tasks)
    rulebook = replace(rulebook, plan=replace(rulebook.plan, tasks=tasks))
    return settled(rulebook=rulebook, lead="board")


def test_pledged_staff_helps_with_what_is_due_in_its_years():
    room, ana, _ = staffed()
    due = {t: year_of(room.state, t) for t in ("vote", "lamps", "ledger", "nothing")}
    assert due == {"vote": 1, "lamps": 2, "ledger": 5, "nothing": 1}
    ana.pledges(kind="staff", amount=5, line="line of city", years="2")
    assert ana.helps("vote", 1).refused is RefusalCode.TASK_NO_STAFF
    assert not ana.helps("lamps", 4).refused
    ana.pledges(kind="staff", amount=3, line="line of city")
    # one tenth of the second year is free, and all of what is for the whole term
    assert [staff_left(room.state, "city", t) for t in ("vote", "lamps", "ledger")] == [3, 4, 3]
    assert not ana.helps("ledger", 3).refused
    assert [staff_left(room.state, "city", t) for t in ("vote", "lamps", "ledger")] == [0, 1, 0]


def test_who_moves_staff_to_another_year_helps_less_in_this():
    room, ana, _ = staffed()
    ana.pledges(kind="staff", amount=5, line="line of city", years="2")
    ana.pledges(kind="staff", amount=2, line="line of city")
    ana.helps("lamps", 5)
    ana.helps("vote", 2)
    ana.revises_pledge("r1", 5, years="3")
    assert staff_given(room.state, "city") == 2
    assert room.state.work.support == {"lamps": {"city": 2}}


def halved():
    rulebook = book(FUND, START)
    sharing = Sharing("halves", {"bank": 10_000}, (Pot("all", {"city": 1, "shop": 1}),))
    lead = rulebook.clause_of["lead"]
    options = tuple(replace(o, sharing=sharing) if o.id == "board" else o for o in lead.options)
    clauses = tuple(replace(c, options=options) if c.id == "lead" else c for c in rulebook.clauses)
    return settled(rulebook=replace(rulebook, clauses=clauses), lead="board")


def test_shares_are_split_year_by_year_and_more_in_one_year_fills_up_no_other():
    room, ana, _ = halved()
    ana.pledges(kind="cash", amount=60, line="bus line", years="2")
    table = share_table(room.state)
    assert table.needed == (160_000, 100_000, 100_000, 100_000, 100_000)
    rows = {r.seat: r for r in table.rows}
    assert rows["city"].share == (75_000, 45_000, 45_000, 45_000, 45_000)
    assert rows["city"].under == (75_000, 0, 45_000, 45_000, 45_000)
    assert rows["bank"].share == (10_000,) * 5
    for year in range(5):
        assert sum(r.share[year] for r in table.rows) + table.nobodys[year] == table.needed[year]
    mine = my_share(room.state, "city")
    assert mine.formulas[0].mine == rows["city"].share
    assert dict(mine.formulas[0].caucuses)["GO"] == rows["city"].share


def test_what_is_signed_names_years_where_there_are_any():
    plain, ana, _ = settled(FUND)
    ana.pledges(kind="cash", amount=5, line="bus line")
    content = agreement_content(plain.state)
    assert "needs" not in content
    assert "years" not in content["pledges"][0]
    room, ana, _ = settled(FUND, START)
    ana.pledges(kind="cash", amount=5, line="bus line", years="2-3")
    content = agreement_content(room.state)
    assert content["pledges"][0]["years"] == [2, 3]
    assert [(n["option"], n["amount"], n["years"]) for n in content["needs"]] == [
        ("money.fund", 100, [1, 2, 3, 4, 5]), ("money.fund", 60, [1]),
    ]  # fmt: skip
    whole, part, others = (
        agreement_hash(room.state),
        part_hash(room.state, "city"),
        part_hash(room.state, "shop"),
    )
    ana.revises_pledge("r1", 5, years="2")
    assert agreement_hash(room.state) != whole
    assert part_hash(room.state, "city") != part
    assert part_hash(room.state, "shop") == others


def test_who_signed_is_told_that_the_years_of_a_pledge_changed():
    room, ana, bo = settled(FUND, START)
    ana.pledges(kind="cash", amount=5, line="bus line", years="1")
    room.facilitator.opens_signing()
    ana.signs()
    room.facilitator.reopens(ana, bo)
    ana.revises_pledge("r1", 5, years="2")
    room.facilitator.opens_signing()
    (change,) = sign_again(room.state, "city").pledges
    assert (change.years_before, change.years) == ((1,), (2,))
