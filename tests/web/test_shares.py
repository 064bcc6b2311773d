"""Shares of the bill and pledges that wait, in the words of the page and in the document."""

import io

import docx

from simulator.core.views.outcome import pledge_row
from simulator.core.views.shares import my_share, share_table
from simulator.web.agreement import agreement_page
from simulator.web.documents.word import agreement_docx
from simulator.web.words.pledges import pledge_if_words, pledge_was_words, waiting_words, withdrawn_words
from simulator.web.words.shares import caucuses_words, my_share_words, sample_words, shares_words
from tests.core.test_sharing import book
from tests.support.room import Room


def settled(**terms):
    room = Room(book(), depth="full")
    ana, bo = room.seats("city", "shop")
    room.facilitator.adopts(ana, bo, **terms)
    return room, ana, bo


def test_before_anything_needs_cash_the_shares_are_of_a_round_sum():
    room, _ana, _bo = settled(lead="board")
    mine = my_share(room.state, "city")
    assert my_share_words(mine) == "Under L b you will have a share once something adopted needs cash."
    assert sample_words(mine).startswith("Nothing adopted needs cash yet, so this is of $1,000,000")
    assert caucuses_words(mine.formulas[0]) == "BU $505,000 and GO $495,000"
    assert "nobody has a share yet" in shares_words(share_table(room.state))


def test_the_document_lists_shares_and_what_pledges_wait_for():
    room, ana, bo = settled(money="fund", lead="board")
    ana.pledges("cash", only_if="lead.city", condition="the shop pays")
    bo.pledges(kind="cash", amount=45, line="bus line", note="gladly")
    mine = my_share_words(my_share(room.state, "city"))
    assert mine == (
        "Your share under L b: $30,000 of the $100,000 a year that are needed. You have pledged nothing in cash "
        "that counts."
    )
    word = docx.Document(io.BytesIO(agreement_docx(agreement_page(room.state), 0)))
    cells = [c.text for table in word.tables for row in table.rows for c in row.cells]
    assert "$30,000 under" in cells
    assert "its share or more" in cells
    waits = "money; only if L a is adopted and the shop pays; does not count until its party takes the condition away"
    assert waits in cells


def test_a_pledge_says_what_it_waits_for_what_it_was_and_that_it_is_gone():
    room, ana, _bo = settled(money="fund")
    ana.pledges("cash", only_if="lead.city")
    assert waiting_words(pledge_row(room.state, "r1")) == "waits for L a, City"
    assert pledge_was_words(pledge_row(room.state, "r1")) == ""
    ana.revises_pledge("r1", 40, note="less")
    row = pledge_row(room.state, "r1")
    assert (pledge_if_words(row), waiting_words(row), withdrawn_words(row)) == ("", "", "")
    assert pledge_was_words(row) == (
        "Changed: $50,000 a year → $40,000 a year; only if L a is adopted → no condition; other words than before"
    )
    ana.withdraws_pledge("r1")
    assert withdrawn_words(pledge_row(room.state, "r1")).startswith("taken back at ")
