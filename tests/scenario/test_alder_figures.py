"""The figures of the flagship hang together: NOTES.md beside it says where each comes from."""

from tests.support.scenarios import scenario


def book():
    return scenario("alder-basin")


def sharing(option):
    return book().option_at(f"cost.{option}").sharing


def test_the_money_at_risk_is_what_the_background_says_hangs_on_the_finding():
    at_risk, emissions = sharing("beneficiary").pots
    assert "$1.4 billion" in book().background
    assert sum(at_risk.by.values()) == 1400
    assert at_risk.by["county-board"] == 230
    assert at_risk.by["core-city"] > 58
    assert sum(emissions.by.values()) < 78 + 66


def test_dues_are_steps_that_the_briefs_can_bear():
    dues = sharing("tiers").fixed
    assert set(dues.values()) <= {500, 5_000, 25_000, 100_000}
    assert dues["inner-suburb"] == 5_000
    assert dues["suburban-bus"] == 500
    assert dues.keys().isdisjoint({"transit-riders", "federal-environment", "federal-transport"})


def test_heads_are_those_of_the_profiles_and_every_voting_agency_pays_the_flat_fee():
    per_head = sharing("per-capita")
    for seat, heads in per_head.pots[0].by.items():
        assert f"{heads:,}" in book().organization_of[seat].profile
    agencies = {o.id for o in book().organizations if o.sector in ("RG", "SF") and o.votes}
    assert set(per_head.fixed) == agencies | {"transport-authority"}
    assert set(per_head.fixed.values()) == {30_000}


def test_what_speaks_of_years_names_them():
    assert book().term == 5
    assert [n.years for n in book().option_at("manager.firm").needs] == [(1, 2, 3)]
    assert [n.years for n in book().option_at("projects.pause").needs] == [(1,)]
    cards = {c.id: c.years for c in book().organization_of["core-city"].pledge_cards}
    assert cards["planner"] == (1, 2)
    assert cards["mayor"] == ()
