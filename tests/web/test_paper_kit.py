"""The printed kit, and what is typed in from paper afterwards, without a script."""

import re
from dataclasses import replace

import pytest
from lxml import html

from simulator.web.kit import minutes_of, step_names
from simulator.web.pages.kit import SHEETS
from simulator.web.words.paper import clock_words, count_lines, panel_words
from tests.support.house import ORIGIN, SEATS
from tests.support.scenarios import scenario


def seated(house, **choices):
    here = house.open(**choices)
    people = {seat: house.sit(here, seat) for seat in SEATS}
    house.steer(here, "step.enter", step="deciding")
    return here, people, house.client(house.staff())


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def post(client, here, **fields):
    fields = {k.replace("__", ":"): v for k, v in fields.items()}
    return client.post(f"/steer/{here}/paper", data=fields, headers=ORIGIN)


def choice(seat, option=""):
    return f"choice:{seat}:{option}"


def secrets_of(organization):
    card = organization.card
    return [
        card.you_fear,
        card.you_want,
        card.you_can_give,
        organization.alternative.text,
        *organization.facts,
    ]


@pytest.mark.parametrize("people", [False, True])
def test_each_card_holds_its_own_secrets_and_no_sheet_holds_any(house, people):
    here, client = house.open(), house.client(house.staff())
    if people:
        here, _, client = seated(house)
    book = house.simulator.exercise(here).rulebook
    cards = html.fromstring(page(client, f"/steer/{here}/cards")).xpath("//article")
    assert len(cards) == 6
    for card in cards:
        text = " ".join(card.text_content().split())
        owners = [o.id for o in book.organizations if " ".join(o.card.you_fear.split()) in text]
        assert card.get("id") == f"card-{owners[0]}"
        assert len(owners) == 1
        assert ("Person of " in text) == people
        assert card.xpath('.//*[@class="role__phrase"]')[0].text_content()
        assert card.xpath(".//svg")
    for sheet in SHEETS:
        for large in ("", "?large=1&who=all"):
            text = html.fromstring(page(client, f"/steer/{here}/kit/{sheet}{large}")).text_content()
            assert "Training simulation: fictional parties" in text
            for organization in book.organizations:
                assert not [s for s in secrets_of(organization) if s and s in text], sheet


def test_one_sheet_for_each_organization_or_clause(house):
    here, _, client = seated(house)
    state = house.simulator.exercise(here)
    voting = sum(s.votes for s in state.seats.values())
    counts = {
        "tents": 6,
        "ballots": voting,
        "stances": 3,
        "tally": len(state.clauses),
        "form": 1,
        "script": 1,
        "door": 1,
    }
    for sheet, count in counts.items():
        assert len(html.fromstring(page(client, f"/steer/{here}/kit/{sheet}")).xpath("//article")) == count, (
            sheet
        )
    code = state.seats["vendors"].sector
    few = sum(s.sector == code for s in state.seats.values())
    assert page(client, f"/steer/{here}/kit/tents?caucus={code}").count("<article") == few
    assert page(client, f"/steer/{here}/cards?caucus={code}").count("<article") == few
    one = page(client, f"/steer/{here}/cards?seat=vendors")
    assert (one.count("<article"), 'id="card-vendors"' in one) == (1, True), "no other card is on the screen"
    assert client.get(f"/steer/{here}/kit/no-such").status_code == 404
    assert client.get("/steer/no-such/kit").status_code == 404
    assert client.get("/steer/no-such/paper").status_code == 404


def test_the_kit_of_the_large_room_is_printed_before_anybody_came(house):
    here, client = house.open(scenario("alder-basin"), cast=48), house.client(house.staff())
    assert page(client, f"/steer/{here}/kit/tents").count("<article") == 48
    assert "table 1" in page(client, f"/steer/{here}/kit/tents")
    for sheet in SHEETS:
        page(client, f"/steer/{here}/kit/{sheet}")
    assert "as if every seat were taken" in page(client, f"/steer/{here}/kit")


def test_the_list_at_the_door_says_one_number_for_each_part_of_the_day(house):
    here, client = house.open(scenario("alder-basin"), cast=48), house.client(house.staff())
    door = html.fromstring(page(client, f"/steer/{here}/kit/door"))
    heads = [h.text_content() for h in door.xpath("//thead//th")]
    assert heads == ["No.", "Organization", "Meet your caucus", "Round 1", "Round 2", "Round 3", "Peer trios"]
    for row in door.xpath("//tbody/tr"):
        assert all(cell.text_content().isdigit() for cell in row.xpath("td"))


def test_names_of_steps_are_cut_at_the_colon_only_where_they_still_differ():
    steps = scenario("alder-basin").steps
    one, two = steps[0], steps[1]
    same = (replace(one, title="Round: who"), replace(two, title="Round: what"))
    assert list(step_names(same).values()) == ["Round: who", "Round: what"]
    assert step_names((same[0],)) == {one.id: "Round"}


def test_large_print_says_first_what_no_agreement_would_mean(house):
    here, client = house.open(), house.client(house.staff())
    for large, order in (("", ["brief", "alternative"]), ("?large=1", ["alternative", "brief"])):
        cards = html.fromstring(page(client, f"/steer/{here}/cards{large}")).xpath("//article")
        for card in cards:
            found = card.xpath('.//*[contains(@class,"role__alternative") or contains(@class,"role__brief")]')
            assert [f.get("class").split()[0].removeprefix("role__") for f in found] == order


def test_the_script_begins_when_it_should(house):
    here, client = house.open(), house.client(house.staff())
    assert "14:30" in page(client, f"/steer/{here}/kit/script?start=14:30")
    assert [minutes_of(t) for t in ("14:30", "", "25:00", "1:99", "x:y", "²:1")] == [
        870,
        540,
        540,
        540,
        540,
        540,
    ]
    assert (clock_words(24 * 60 + 5), panel_words(())) == ("0:05", "none")


@pytest.mark.parametrize("name", ["first-table", "alder-basin"])
def test_every_rule_has_its_arithmetic_on_paper(house, name):
    from simulator.core.deciding.decisions import electorate
    from simulator.web.kit import all_came

    book = scenario(name)
    state = all_came(house.simulator.exercise(house.open(book, cast=max(c.size for c in book.casts))))
    rules = [o.rule for c in book.clauses for o in c.options if o.rule] + [book.default_rule]
    for rule in rules:
        assert all(line.must and line.count for line in count_lines(rule, electorate(state)))


def test_a_decision_is_opened_typed_in_and_counted(house):
    here, people, client = seated(house)
    term = house.simulator.exercise(here).rulebook.clause_of["money"].options[0].id
    assert post(client, here, do="open", **{"term:money": term}).status_code == 303
    state = house.simulator.exercise(here)
    decision = state.open_decision
    able = decision.electorate.members
    assert house.act(people[able[0]], here, "ballot.cast", decision=decision.id, choice="no", reason="hush")[
        "ok"
    ]
    text = page(client, f"/steer/{here}/paper")
    assert text.count('class="paper__row"') == len(able)
    assert "has voted" in text
    assert "hush" not in text
    assert " checked" not in text
    base = re.search(r'name="base" value="([^"]+)"', text)[1]
    form = {
        "what": "ballots",
        "about": decision.id,
        "base": base,
        choice(able[1]): "no",
        f"words:{able[1]}": "too dear",
    }
    filled = post(client, here, do="fill", **form)
    assert filled.get_data(as_text=True).count(" checked") == len(able) - 1
    assert len(house.simulator.exercise(here).open_decision.ballots) == 1
    for _ in range(2):  # sent twice, counted once
        assert post(client, here, do="record", **form).status_code == 303
    recorded = house.simulator.exercise(here).open_decision.ballots[able[1]]
    assert (recorded.choice, recorded.reason, recorded.recorded) == ("no", "too dear", True)
    version = house.simulator.exercise(here).version
    assert post(client, here, do="record", **form).status_code == 303
    assert house.simulator.exercise(here).version == version
    rest = {choice(s): "yes" for s in able[1:]}
    assert (
        post(client, here, what="ballots", about=decision.id, base=base, do="close", **rest).status_code
        == 303
    )
    assert house.simulator.exercise(here).decisions[decision.id].outcome.yes == len(able) - 1
    assert "dopted: " in page(client, f"/steer/{here}/paper")
    late = post(
        client, here, what="ballots", about=decision.id, base=base, do="close", **{choice(able[1]): "no"}
    )
    text = late.get_data(as_text=True)
    assert "This decision is closed" in text
    assert text.count(" checked") == 1


def test_rows_that_are_refused_stay_as_they_were_typed(house):
    here, _, client = seated(house)
    term = house.simulator.exercise(here).rulebook.clause_of["money"].options[0].id
    post(client, here, do="open", **{"term:money": term})
    decision = house.simulator.exercise(here).open_decision
    first, second, third = decision.electorate.members[:3]
    form = {choice(first): "yes", choice(second): "<perhaps>", f"words:{third}": "only words"}
    text = post(client, here, what="ballots", about=decision.id, base="b", do="close", **form).get_data(
        as_text=True
    )
    assert "2 rows were not taken" in text
    assert "Words alone are no answer" in text
    assert 'value="only words"' in text
    assert "still open" in text
    assert set(house.simulator.exercise(here).open_decision.ballots) == {first}


def test_signatures_and_marks_in_the_same_grid(house):
    here, _, client = seated(house)
    assert "The signing is not open" in page(client, f"/steer/{here}/paper?what=signatures")
    marks = page(client, f"/steer/{here}/paper?what=marks&clause=rule")
    seen = re.search(r'name="seen" value="([^"]+)"', marks)[1]
    form = {choice("vendors", "majority"): "with", choice("vendors", "unanimity"): "no"}
    assert post(client, here, what="marks", about="rule", seen=seen, base="b", **form).status_code == 303
    stances = house.simulator.exercise(here).stances
    assert stances["rule.majority"]["vendors"].value == "with"
    assert stances["rule.unanimity"]["vendors"].recorded
    assert "2 marked" in page(client, f"/steer/{here}/paper?what=marks&clause=rule")
    term = house.simulator.exercise(here).rulebook.clause_of["money"].options[0].id
    post(client, here, do="open", **{"term:money": term})
    decision = house.simulator.exercise(here).open_decision
    yes = {choice(s): "yes" for s in decision.electorate.members}
    post(client, here, what="ballots", about=decision.id, base="c", do="close", **yes)
    assert house.steer(here, "signing.open")["ok"]
    signing = house.simulator.exercise(here).signing
    first, second, third = signing.electorate[:3]
    form = {
        choice(first): "sign",
        choice(second): "reserve",
        f"words:{second}": "but the fees",
        choice(third): "decline",
    }
    answer = post(client, here, what="signatures", about=signing.text_hash, base="d", do="record", **form)
    assert "This answer needs a reason" in answer.get_data(as_text=True)
    given = house.simulator.exercise(here).signing.signatures
    assert {s: g.kind for s, g in given.items()} == {first: "sign", second: "reserve"}
    stale = post(client, here, what="signatures", about="another text", base="d", **{choice(third): "sign"})
    assert "The text changed" in stale.get_data(as_text=True)


def test_a_grid_in_which_nothing_is_typed_records_nothing_and_says_so(house):
    here, _, client = seated(house)
    marks = page(client, f"/steer/{here}/paper?what=marks&clause=rule")
    seen = re.search(r'name="seen" value="([^"]+)"', marks)[1]
    answer = post(client, here, what="marks", about="rule", seen=seen, base="b")
    assert "Nothing is typed yet." in answer.get_data(as_text=True)
