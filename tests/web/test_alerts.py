"""What needs the facilitator: each entry leads to exactly one action."""

from lxml import html

from simulator.core.deciding import helping
from simulator.core.views.needs import Alerts
from simulator.core.views.talk import MessageLine
from simulator.web.parts import Addresses
from simulator.web.rendering import make_environment
from simulator.web.words.helping import ABOUT, ANSWERS, FITTING, LINES, SHORT


def test_every_entry_has_one_button_or_one_link():
    some = (("city", "City Hall", 7), ("shop", "Merchants", 0))
    letter = MessageLine("city", "City Hall", "facilitator", "Where?", 1_700_000_000_000)
    many = tuple((f"s{n}", f"Seat {n}", n) for n in range(9))
    for alerts in (
        Alerts(some, some, some, (letter, letter), (("Survey", ("City Hall",)), ("Lamps", ())), 0),
        Alerts(many, many, many, (), (), 1),
    ):
        page = make_environment().get_template("live/facilitator/alerts.html")
        entries = html.fromstring(page.render(v=alerts, id="alerts", x=Addresses("a"))).xpath("//li")
        for entry in entries:
            actions = entry.xpath(".//a | .//button[not(@data-retry)]")
            assert len(actions) == 1, html.tostring(entry)
        assert len(entries) == (9 if alerts.letters else 15)


def test_nobody_waits_where_nothing_is_the_matter():
    page = make_environment().get_template("live/facilitator/alerts.html")
    text = page.render(v=Alerts((), (), (), (), (), 0), id="alerts", x=Addresses("a"))
    assert "Nobody is waiting for you." in text


def test_every_key_that_the_log_keeps_has_its_sentence():
    assert set(ANSWERS) == set(helping.ANSWERS)
    assert len(ANSWERS) >= 8
    assert set(ABOUT) == set(FITTING) == set(helping.ABOUT)
    assert all(set(three) <= set(ANSWERS) for three in FITTING.values())
    assert set(LINES) == set(SHORT) == set(helping.LINES)
