"""The debrief's numbers about one agreement."""

from __future__ import annotations

from simulator.analysis.settlement import settle
from simulator.core.scoring import value


def test_results_are_values_against_alternatives_less_pledges(draw):
    rulebook = draw(seed=9)
    package = {c: rulebook.clause_of[c].options[0].id for c in rulebook.default_clauses}
    seats = [o.id for o in rulebook.organizations]
    found = settle(rulebook, package, seats, costs={"seat1": 1500})
    for result in found.results:
        cost = 1500 if result.seat == "seat1" else 0
        assert result.value == value(rulebook, result.seat, package) - cost
        assert result.surplus == result.value - rulebook.organization_of[result.seat].alternative.value
    assert found.pleased == sum(r.surplus >= 0 for r in found.results)
    assert found.total == sum(r.value for r in found.results)


def test_each_joint_gain_is_the_best_single_change_of_its_clause(draw):
    rulebook = draw(seed=9)
    package = {c: rulebook.clause_of[c].options[0].id for c in rulebook.default_clauses[:-1]}
    seats = [o.id for o in rulebook.organizations]

    def total(chosen):
        return sum(value(rulebook, s, chosen) for s in seats)

    found = settle(rulebook, package, seats)
    assert [g.gain for g in found.gains] == sorted((g.gain for g in found.gains), reverse=True)
    by_clause = {g.clause: g for g in found.gains}
    assert by_clause[rulebook.default_clauses[-1]].chosen is None
    for clause in rulebook.clauses:
        best = max(total({**package, clause.id: o.id}) for o in clause.options) - total(package)
        gain = by_clause.get(clause.id)
        assert (gain.gain if gain else 0) == max(best, 0)
        if gain:
            changed = {**package, clause.id: gain.better}
            assert set(gain.losers) == {
                s
                for s in seats
                if value(rulebook, s, changed)
                < rulebook.organization_of[s].alternative.value
                <= value(rulebook, s, package)
            }
