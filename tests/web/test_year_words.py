"""Years on the pages and in the documents: what is short, in which year, in words and without color."""

import hashlib
import io
import json
from dataclasses import replace

import docx
import pytest

from simulator.core.agreement_text import canonical
from simulator.core.budget import Line, Year, balance
from simulator.core.rulebook import Need
from simulator.core.state.exercise import Exercise
from simulator.core.views.again import PledgeChange
from simulator.core.views.outcome import pledge_row
from simulator.core.views.seat import private_help
from simulator.core.views.shares import my_share, share_table
from simulator.web.agreement import agreement_page
from simulator.web.documents.data import agreement_json
from simulator.web.documents.word import agreement_docx
from simulator.web.words.amounts import amount_words, need_words
from simulator.web.words.balance import balance_words, line_rows, year_table
from simulator.web.words.document import budget_rows
from simulator.web.words.pledges import pledge_was_words
from simulator.web.words.seat import standing_words
from simulator.web.words.shares import caucuses_words, formula_words, my_share_words, share_rows, shares_words
from simulator.web.words.signing import pledge_change_words
from simulator.web.words.wall import wall_line
from simulator.web.words.years import when_words, yearly_dollars, years_words
from tests.core.test_years import FUND, START, halved, settled
from tests.support.room import Room


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((), ""), ((2,), "year 2"), ((1, 2), "years 1 and 2"), ((2, 3, 4, 5), "years 2 to 5"),
        ((1, 3), "years 1 and 3"), ((1, 2, 3, 5), "years 1 to 3 and 5"),
    ],
)  # fmt: skip
def test_years_are_told_as_people_say_them(years, words):
    assert years_words(years) == words


def test_an_amount_says_its_years():
    assert amount_words("cash", 60, (1,)) == "$60,000 in year 1"
    assert amount_words("cash", 60, (1, 2)) == "$60,000 a year in years 1 and 2"
    assert amount_words("staff", 5, (2,)) == "half a post in year 2"
    assert need_words("data", 2, "Shared data", (3, 4, 5)) == "2 data sets in years 3 to 5 (Shared data)"
    assert (when_words(""), when_words("2"), when_words("2-4")) == (
        "the whole term",
        "year 2",
        "years 2 to 4",
    )
    assert yearly_dollars((0, 5000, 5000, 5000, 5000)) == "$5,000 a year in years 2 to 5"
    assert yearly_dollars((7000, 5000)) == "$7,000 in year 1 and $5,000 in year 2"


LINE = Line("cash", "Fund", (Year(160, 40), Year(100, 100), Year(100, 0, 30), Year(), Year(0, 7)), ())


def test_the_table_of_years_has_a_word_with_a_number_in_every_cell():
    staff = Line("staff", "Desk", (Year(5, 3),) * 5, ())
    rooms = Line("facilities", "Rooms", (Year(1, 1), Year(1), Year(1), Year(), Year()), ())
    more = Line("cash", "Page", (Year(40, 60), Year(40), Year(), Year(), Year()), ())
    table = year_table((LINE, more, staff, rooms))
    fund, page, desk, places = table["rows"]
    assert [c["word"] for c in fund["cells"]] == ["short 120", "covered", "short 100", "", "ready 7"]
    assert [c["of"] for c in fund["cells"]] == ["40 of 160", "100 of 100", "0 of 100", "", ""]
    assert fund["cells"][2]["waits"] == "30 waits"
    assert (fund["term"]["word"], fund["term"]["of"]) == ("short 220", "140 of 360")
    # 20 too much in the first year does not make up for the second
    assert (page["term"]["word"], page["term"]["of"]) == ("short 40", "40 of 80")
    assert [c["word"] for c in table["total"]["cells"]] == ["short 120", "short 40", "short 100", "", ""]
    assert table["total"]["term"]["word"] == "short 260"
    assert desk["cells"][0]["word"] == "short 0.2"
    assert (desk["term"]["word"], desk["term"]["of"]) == ("short 1.0", "1.5 of 2.5")
    assert places["term"]["word"] == "short in 2 years"
    assert year_table((LINE, rooms))["total"] is None
    done = year_table((Line("data", "Numbers", (Year(1, 1), Year()), ()),))
    assert done["rows"][0]["term"]["word"] == "covered"


def test_a_line_in_a_document_has_a_row_for_years_that_are_alike():
    rows = budget_rows((LINE,))
    assert rows[0] == ["Fund: money, year 1", "$160,000", "$40,000", "$120,000 short"]
    assert rows[1] == ["Fund: money, year 2", "$100,000", "$100,000", "covered"]
    assert rows[2][3] == "$100,000 short; $30,000 waits for its condition"
    assert rows[3] == ["Fund: money, year 5", "nothing adopted needs it", "$7,000", "ready when needed"]
    alike = Line("staff", "Desk", (Year(5), Year(5), Year(5), Year(5, 5), Year(5)), ())
    assert [r["line"] for r in line_rows(alike)] == [
        "Desk: staff time, years 1 to 3 and 5",
        "Desk: staff time, year 4",
    ]


def test_one_sentence_and_the_wall_name_the_year_that_is_short():
    one = Line("cash", "Fund", (Year(100, 100), Year(100, 30)), ())
    assert (
        balance_words((one,))
        == "0 of 1 budget lines are covered. The largest gap: $70,000 in year 2 for Fund."
    )
    assert wall_line(one) == "$70,000 short in year 2"
    assert wall_line(LINE) == "$120,000 short in year 1, less in year 3"
    assert wall_line(Line("cash", "Fund", (Year(5, 5), Year()), ())) == "covered"
    assert wall_line(Line("cash", "Fund", (Year(5, 5), Year(5, 9)), ())) == "covered in every year"
    assert wall_line(Line("cash", "Fund", (Year(5, 5), Year(5, 5)), ())) == "covered: $5,000 a year"
    assert wall_line(Line("cash", "Fund", (Year(0, 5), Year()), ())) == "$5,000 in year 1 pledged"
    assert wall_line(Line("cash", "Fund", (Year(0, 5), Year(0, 5)), ())) == "$5,000 a year pledged"


def test_shares_that_differ_are_told_year_by_year():
    room, ana, _ = halved()
    ana.pledges(kind="cash", amount=60, line="bus line", years="2")
    mine, table = my_share(room.state, "city"), share_table(room.state)
    assert my_share_words(mine) == (
        "Your share under L b: $75,000 in year 1 and $45,000 a year in years 2 to 5. "
        "You have pledged $60,000 in year 2."
    )
    assert formula_words(mine.formulas[0]).startswith("you would bring $75,000 in year 1 and")
    assert caucuses_words(mine.formulas[0]).startswith("in the whole term BU $305,000")
    assert "splits $160,000 in year 1 and $100,000 a year in years 2 to 5." in shares_words(table)
    city = next(row for row in share_rows(table) if row[1:3] == ["$255,000", "$60,000"])
    assert city[3] == "$75,000 in year 1 and $45,000 a year in years 3 to 5 under"


def test_a_changed_year_is_told_before_and_after():
    room, ana, _ = settled(FUND)
    ana.pledges(kind="cash", amount=5, line="bus line", years="1")
    ana.revises_pledge("r1", 5, years="2-3")
    row = pledge_row(room.state, "r1")
    assert pledge_was_words(row) == "Changed: $5,000 in year 1 → $5,000 a year in years 2 and 3"
    change = PledgeChange("cash", "bus line", 5, 5, "", (1,), (2, 3))
    told = "Your pledge (money for bus line): $5,000 in year 1 → $5,000 a year in years 2 and 3"
    assert pledge_change_words(change) == told


def signed():
    room, ana, bo = settled(FUND, START)
    ana.pledges(kind="cash", amount=160, line="bus line", years="1")
    room.facilitator.opens_signing()
    ana.signs()
    bo.signs()
    return room


def test_the_documents_tell_years_and_the_hash_covers_them():
    page = agreement_page(signed().state)
    data = json.loads(agreement_json(page, 0))
    assert data["term"] == 5
    (line,) = [x for x in data["budget"] if x["line"] == "bus line"]
    assert (line["needed"], line["pledged"], line["short"]) == (100, 0, 100)
    assert line["years"][0] == {"needed": 160, "pledged": 160, "short": 0}
    assert line["years"][1] == {"needed": 100, "pledged": 0, "short": 100}
    assert data["shares"] is None
    assert data["text"]["pledges"][0]["years"] == [1]
    for content, known in (("text", "text_hash"), ("signing", "document_hash")):
        assert hashlib.sha256(canonical(data[content]).encode()).hexdigest() == data[known]
    word = docx.Document(io.BytesIO(agreement_docx(page, 0)))
    cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
    assert "$160,000 in year 1" in cells
    assert "bus line: money, years 2 to 5" in cells


def test_the_data_file_has_everybodys_share_and_no_hash_covers_it():
    room, ana, _ = halved()
    ana.pledges(kind="cash", amount=60, line="bus line", years="2")
    data = json.loads(agreement_json(agreement_page(room.state), 0))
    shares = data["shares"]
    assert (shares["clause"], shares["option"], shares["words"]) == ("lead", "board", "halves")
    city = next(p for p in shares["parties"] if p["seat"] == "city")
    assert city["share"] == [75_000, 45_000, 45_000, 45_000, 45_000]
    assert city["under"] == [75_000, 0, 45_000, 45_000, 45_000]
    assert "shares" not in data["text"]
    for year in range(5):
        total = sum(p["share"][year] for p in shares["parties"]) + shares["nobodys"][year]
        assert (
            total
            == shares["needed"][year]
            == 1000 * sum(x["years"][year]["needed"] for x in data["budget"] if x["kind"] == "cash")
        )


def test_points_of_a_hundred_are_points_of_a_hundred():
    """100 000 millipoints are 100 points."""
    room = Room(help="points")
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, money="none", lead="city")
    state: Exercise = room.state
    me = state.organization("city")
    perfect = {r: 100 for c in state.rulebook.clauses for r in state.rulebook.refs(c.id)}
    everything = replace(me, scores=perfect)
    others = [everything if o.id == "city" else o for o in state.rulebook.organizations]
    state = replace(state, rulebook=replace(state.rulebook, organizations=tuple(others), interactions=()))
    found = private_help(state, "city")
    assert found.alternative_points == me.alternative.value // 100 == 340
    # two clauses of 800 shares at 100 points, the open one of 200 shares at 30
    assert standing_words(found).endswith(": 86.0 points of 100, against 34.0 with no agreement.")
    assert standing_words(found).startswith("So far ")
    assert standing_words(replace(found, over=True)).startswith("This came out ")


def test_needs_that_name_years_say_so_beside_their_option():
    room, *_ = settled(Need("cash", 9, "bus line", (2, 4)))
    assert [y.needed for y in balance(room.state)[0].years] == [0, 9, 0, 9, 0]
