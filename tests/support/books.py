"""The books of a room, kept a second time the slow way: pledges, needs and what is short, by line and year."""

from collections import Counter

from simulator.core.budget import balance, counts, funding, pledge_cost
from simulator.core.rulebook import RESOURCE_KINDS
from simulator.core.scoring import value
from simulator.core.sharing import cash_needed, cash_pledged
from simulator.core.supplies import means_left
from simulator.core.work_plan import staff_given, staff_left, staff_pledged, year_of


def years_of(something, term):
    """The years that a need or a pledge counts in."""
    return [y for y in range(1, term + 1) if not something.years or y in something.years]


def check_books(state):
    """Pledges, needs and shortfall balance in every line and every year, and what follows from them agrees."""
    term, lines = state.rulebook.term, balance(state)
    pledged, waiting, needed, wanted = Counter(), Counter(), Counter(), {}
    for pledge in state.pledges.values():
        for year in years_of(pledge, term):
            side = pledged if counts(state, pledge) else waiting
            side[pledge.kind, pledge.line, year] += pledge.amount
    for kind, funds in state.funds.items():
        for line, amount in funds.items():
            assert amount >= 0
            for year in range(1, term + 1):
                pledged[kind, line, year] += amount
    for clause, chosen in state.package.items():
        for need in state.rulebook.clause_of[clause].option(chosen).needs:
            for year in years_of(need, term):
                needed[need.kind, need.line, year] += need.amount
                wanted.setdefault(f"{clause}.{chosen}", set()).add((need.kind, need.line, year))
    told = {(x.kind, x.name, y): year for x in lines for y, year in enumerate(x.years, start=1)}
    assert all(len(line.years) == term for line in lines)
    assert told.keys() >= (pledged | waiting | needed).keys()
    for key, year in told.items():
        assert (year.needed, year.pledged, year.waiting) == (needed[key], pledged[key], waiting[key])
        assert year.short + min(year.pledged, year.needed) == year.needed
    for line in lines:
        assert line.kind in RESOURCE_KINDS
        assert line.worst in line.years
        assert line.short == bool(line.worst.short)
        assert line.even == (len(set(line.years)) == 1)
    _check_what_follows(state, told, wanted)
    _check_means(state)


def _check_means(state):
    """Nobody has pledged more in any year than what an event left it to give."""
    for seat in state.means:
        for kind, left in means_left(state, seat).items():
            own = [p for p in state.pledges.values() if (p.seat, p.kind) == (seat, kind)]
            for year in range(1, state.rulebook.term + 1):
                assert sum(p.amount for p in own if year in years_of(p, state.rulebook.term)) <= left


def _check_what_follows(state, told, wanted):
    shares, term = funding(state), state.rulebook.term
    for ref, keys in wanted.items():
        some, of = shares.get(ref, (1, 1))
        assert 0 <= some <= of
        assert (some == of) == (not any(told[key].short for key in keys))
    for year in range(term):
        cash = [y.needed for (kind, _, n), y in told.items() if kind == "cash" and n == year + 1]
        assert cash_needed(state)[year] == 1000 * sum(cash)
    for seat in state.seats:
        own = [p for p in state.pledges.values() if p.seat == seat]
        cards = [p.card for p in own if p.card]
        assert len(cards) == len(set(cards))
        cash = sum(p.amount * len(years_of(p, term)) for p in own if p.kind == "cash" and counts(state, p))
        assert sum(cash_pledged(state, seat)) == 1000 * cash
        worth = value(state.rulebook, seat, state.package, state.clauses)
        spent = pledge_cost(state, seat)
        assert value(state.rulebook, seat, state.package, state.clauses, cost=spent) <= worth
        assert staff_given(state, seat) <= staff_pledged(state, seat)
        for task, support in state.work.support.items():
            assert staff_left(state, seat, task) >= 0
            if seat in support:
                year = year_of(state, task)
                helping = [p.amount for p in own if p.kind == "staff" and year in years_of(p, term)]
                assert support[seat] <= sum(helping)
