"""The time after a seminar by plain forms: put away, attendance, certificates, evaluation, export, erase."""

import io
import re
import zipfile

import pytest
from lxml import html

from simulator.app.evaluation import AUTHORED, ENOUGH
from simulator.app.ports import canonical_code
from simulator.app.retention import DAY, Found
from simulator.core.ids import SeminarId
from simulator.realtime import green
from simulator.web.archived import AFTERWARDS
from simulator.web.identity import WALL
from simulator.web.pages.after import end_of_day
from simulator.web.words.after import answered_words, date_value, found_words, present_words
from tests.support.house import ORIGIN, SEATS, START, pieces
from tests.support.scenarios import scenario


class Desk:
    """A facilitator at the pages afterwards, and the people of the seminar."""

    def __init__(self, house, **choices):
        self.house, self.here = house, house.open(**choices)
        self.client = house.client(house.staff())
        self.code = canonical_code(house.entry.join_code)
        self.seminar = SeminarId(house.entry.seminar_id)
        self.browsers = {}

    def page(self, what="", status=200):
        answer = self.client.get(f"/steer/{self.here}/after{what}")
        assert answer.status_code == status
        return answer.text

    def post(self, what, **fields):
        answer = self.client.post(f"/steer/{self.here}/after/{what}", data=fields, headers=ORIGIN)
        assert answer.status_code == 303
        return self.client.get(answer.headers["Location"]).text

    def sit(self, seat, name):
        person = self.house.sit(self.here, seat, name=name)
        self.browsers[name] = self.house.client(person)
        return person

    def form(self, name, **answers):
        address = f"/s/{self.code}/evaluation"
        answer = self.browsers[name].post(address, data=answers, headers=ORIGIN)
        return self.browsers[name].get(answer.headers["Location"]).text


@pytest.fixture
def desk(house):
    return Desk(house)


def test_put_away_everything_is_read_and_no_form_is_taken(desk, house):
    ana = desk.sit("vendors", "Ana")
    assert "The seminar is open" in desk.page()
    assert "Put away on" in desk.post("archive", away="1")
    logs = {s: house.stores.events.head(s) for s in house.stores.events.streams()}
    browser = desk.browsers["Ana"]
    assert "This seminar is put away" in browser.get(f"/x/{desk.here}").text
    assert "This seminar is over" in house.client().get(f"/s/{desk.code}").text
    wall = house.client().get(f"/wall/{house.identities.link(WALL, desk.here)}").text
    assert '<p class="wall-away" id="away" role="status"><span>This seminar is over.' in wall
    assert browser.get(f"/x/{desk.here}/agreement").status_code == 200
    before = house.stores.people.of_seminar(desk.seminar)
    for rule in house.app.url_map.iter_rules():
        view = house.app.view_functions[rule.endpoint]
        if "POST" not in rule.methods or not rule.arguments or getattr(view, AFTERWARDS, False):
            continue
        path = rule.rule.replace("<exercise>", desk.here).replace("<code>", desk.code)
        form = {"kind": "notice.set", "text": "x", "name": "Late", "seat": "merchants", "room": desk.here}
        for client in (browser, desk.client):
            answer = client.post(path, data=form, headers={**ORIGIN, "Accept": "application/json"})
            assert (answer.status_code, answer.get_json()["code"]) == (409, "seminar.archived"), path
    answer = browser.post(f"/x/{desk.here}/note", data={"text": "late"}, headers=ORIGIN)
    assert answer.headers["Location"] == f"/x/{desk.here}"
    assert "The facilitator may reopen it" in browser.get(f"/x/{desk.here}").text
    assert {s: house.stores.events.head(s) for s in house.stores.events.streams()} == logs
    assert house.stores.people.of_seminar(desk.seminar) == before
    assert house.stores.notes.find(desk.here, "vendors", person_id=ana.person) is None
    assert "The seminar is open" in desk.post("archive", away="0")
    browser.post(f"/x/{desk.here}/note", data={"text": "again"}, headers=ORIGIN)
    assert house.stores.notes.find(desk.here, "vendors", person_id=ana.person).text == "again"


def test_attendance_has_minutes_by_person_and_as_csv(desk, house):
    desk.sit("vendors", "=Ana")
    house.clock.at += 25 * 60_000
    desk.sit("merchants", "Bo")
    house.clock.at += 10 * 60_000
    page = html.fromstring(desk.page("/attendance"))
    rows = [[" ".join(c.text_content().split()) for c in row] for row in page.xpath("//tbody/tr")]
    assert [(row[0], row[3]) for row in rows] == [("=Ana", "35 min"), ("Bo", "10 min")]
    answer = desk.client.get(f"/steer/{desk.here}/after/attendance.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="attendance.csv"'
    assert "'=Ana," in answer.data.decode("utf-8-sig")


def test_a_certificate_for_each_person_or_for_one(desk, house):
    ana = desk.sit("vendors", "Ana <b>")
    desk.sit("merchants", "Bo")
    house.client().post(f"/s/{desk.code}/enter", data={"name": "Only watched"}, headers=ORIGIN)
    house.clock.at += 95 * 60_000
    desk.post("certificates", issuer="Planning Institute\n", place="x" * 500, signer="Dr. Lee")
    page = html.fromstring(desk.page("/certificates"))
    names = [n.text_content() for n in page.find_class("certificate__name")]
    assert names == ["Ana <b>", "Bo"]
    words = page.find_class("certificate")[0].text_content()
    for said in (
        "Planning Institute",
        "Dr. Lee",
        "1 hour 35 minutes",
        "Lantern Vendors",
        "Training simulation",
        "A seminar",
    ):
        assert said in words
    assert "credit" not in words.lower()
    assert "x" * 120 in words
    assert "x" * 121 not in words
    one = html.fromstring(desk.page(f"/certificates?person={ana.person}"))
    assert len(one.find_class("certificate")) == 1


def test_the_form_is_answered_changed_and_counted_from_five_on(desk, house):
    for n, seat in enumerate(SEATS):
        desk.sit(seat, f"Person {n}")
    assert "The form is not open" in desk.form("Person 0", sectors="5")
    page = desk.post("evaluation", do="open", tell="1")
    assert "The form is open" in page
    assert "Evaluation form" in house.simulator.exercise(desk.here).notice
    assert desk.browsers["Person 0"].get(f"/s/{desk.code}/evaluation").text.count("<fieldset") == 7
    assert "Thank you" in desk.form("Person 0", sectors="5", home="<script>")
    mine = desk.browsers["Person 0"].get(f"/s/{desk.code}/evaluation").text
    assert re.search(r'name="sectors" value="5" checked', mine)
    assert "&lt;script&gt;" in mine
    assert "Change my answer" in desk.form("Person 0", sectors="4", home="Ask first")
    for n in range(1, ENOUGH):
        assert "Ask first" not in desk.page("/evaluation")
        desk.form(f"Person {n}", sectors="2")
    page = html.fromstring(desk.page("/evaluation"))
    first = page.find_class("count")[0]
    assert [c.text_content().split()[-1] for c in first.iter("td")] == ["0", "4", "0", "1", "0"]
    assert "Ask first" in page.text_content()
    assert "5 people have answered." in page.text_content()
    # the same person in another browser, where the word is not
    again = house.client(
        house.identities.read({"ps_person": desk.browsers["Person 0"].get_cookie("ps_person").value})
    )
    assert "You have answered in another browser" in again.get(f"/s/{desk.code}/evaluation").text
    answer = again.post(f"/s/{desk.code}/evaluation", data={"sectors": "1"}, headers=ORIGIN)
    assert "Go back to that one" in again.get(answer.headers["Location"]).text
    # somebody else in the same browser has an answer of their own
    other = desk.browsers["Person 0"]
    other.set_cookie("ps_person", desk.browsers["Person 5"].get_cookie("ps_person").value)
    assert "Send my answer" in other.get(f"/s/{desk.code}/evaluation").text
    assert "The form is closed" in desk.post("evaluation", do="close")
    assert house.simulator.exercise(desk.here).notice == ""
    assert "Your answer was counted" in desk.browsers["Person 1"].get(f"/s/{desk.code}/evaluation").text


def test_whoever_did_not_take_part_cannot_answer(desk, house):
    desk.post("evaluation", do="open")
    client = house.client()
    assert "Join with the code" in client.get(f"/s/{desk.code}/evaluation").text
    client.post(f"/s/{desk.code}/evaluation", data={"sectors": "1"}, headers=ORIGIN)
    assert house.services.after.evaluation.answered(desk.seminar) == 0
    assert f"/s/{desk.code}/evaluation" not in client.get(f"/s/{desk.code}").text
    client.post(f"/s/{desk.code}/enter", data={"name": "Standing"}, headers=ORIGIN)
    assert f"/s/{desk.code}/evaluation" in client.get(f"/s/{desk.code}").text
    client.post(f"/s/{desk.code}/evaluation", data={"sectors": "1"}, headers=ORIGIN)
    assert house.services.after.evaluation.answered(desk.seminar) == 1


def test_the_page_of_a_seat_leads_to_the_form_as_soon_as_it_is_called_for(desk, house):
    desk.sit("vendors", "Ana")
    ana, link = desk.browsers["Ana"], f'class="now__link" href="/x/{desk.here}/evaluation"'
    assert link not in ana.get(f"/x/{desk.here}").text
    desk.post("evaluation", do="open", tell="1")
    assert link in ana.get(f"/x/{desk.here}").text
    assert ana.get(f"/x/{desk.here}/evaluation").headers["Location"] == f"/s/{desk.code}/evaluation"
    assert ana.get("/x/no-such/evaluation").status_code == 404


def test_a_question_that_was_emptied_says_that_it_has_its_words_back(desk):
    page = desk.post("evaluation", do="arrange", on=["design", "role"], design="", role=AUTHORED[4].text)
    assert "has its old ones back" in page
    assert AUTHORED[1].text in page
    assert "has its old ones back" not in desk.post("evaluation", do="arrange", on=["role"], role="Enough?")


def test_the_facilitator_changes_questions_until_somebody_answers(desk):
    desk.sit("vendors", "Ana")
    on = [q.id for q in AUTHORED[1:]]
    page = desk.post("evaluation", do="arrange", on=on, design="What lasts?")
    assert "What lasts?" in page
    page = desk.post("evaluation", do="add", kind="text", text="Anything else?")
    own = re.search(r'value="drop:(own-[0-9a-f]+)"', page)[1]
    assert "Nothing was added" in desk.post("evaluation", do="add", kind="text", text=" ")
    desk.post("evaluation", do="open")
    form = desk.browsers["Ana"].get(f"/s/{desk.code}/evaluation").text
    assert "What lasts?" in form
    assert "Anything else?" in form
    assert AUTHORED[0].text not in form
    assert "Anything else?" not in desk.post("evaluation", do=f"drop:{own}")
    desk.form("Ana", design="1")
    assert "Somebody has answered" in desk.post("evaluation", do="arrange", on=[])
    assert "Somebody has answered" in desk.post("evaluation", do="add", text="More?")


def test_the_export_is_made_in_a_thread_and_downloaded(desk, house):
    desk.sit("vendors", "Ana Birch")
    assert house.services.after.in_thread is green.in_thread
    for query, named in (("", False), ("?people=pseudonyms", False), ("?people=names", True)):
        answer = desk.client.get(f"/steer/{desk.here}/after/export.zip{query}")
        assert answer.headers["Content-Type"] == "application/zip"
        assert ("names.zip" in answer.headers["Content-Disposition"]) == named
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            assert (b"Ana Birch" in archive.read("csv/people.csv")) == named


def test_the_date_is_changed_and_everything_erased_only_when_sure(desk, house):
    desk.sit("vendors", "Ana Birch")
    assert date_value(START + 90 * DAY) in desk.page("/keeping")
    day = date_value(START + 5 * DAY)
    assert day in desk.post("keeping", do="until", until=day)
    for wrong in ("", "tomorrow", "1999-01-01", "9999-12-31"):
        assert "This date does not fit" in desk.post("keeping", do="until", until=wrong)
    assert "Nothing was erased" in desk.post("keeping", do="purge")
    assert len(house.stores.people.of_seminar(desk.seminar)) == 1
    page = desk.post("keeping", do="purge", sure="1")
    assert "Erased: 1 name" in page
    assert house.stores.people.of_seminar(desk.seminar) == ()
    assert "Names and texts were erased" in desk.page()
    assert "Keep it put away" in desk.post("archive", away="0")
    assert house.simulator.archived(desk.seminar)
    assert "were erased on" in desk.browsers["Ana Birch"].get("/privacy").text


def test_one_person_is_found_and_erased(desk, house):
    ana = desk.sit("vendors", "Ana Birch")
    desk.sit("merchants", "Bo Cole")
    page, drawn = desk.page("/keeping?name=birch"), []
    assert "Ana Birch" in page
    assert "Bo Cole" not in page
    pieces().once(drawn.append, "what Ana wrote")
    assert "Erased: 1 name" in desk.post("keeping", do="erase", who=ana.person)
    assert "Nobody of that name" in desk.page("/keeping?name=birch")
    assert "We keep nothing" in desk.post("keeping", do="erase", who=ana.person)
    assert [p.display_name for p in house.stores.people.of_seminar(desk.seminar)] == ["Bo Cole"]
    pieces().once(drawn.append, "what Ana wrote")
    assert len(drawn) == 2, "no drawing of words is kept after they were erased"


def test_the_closing_step_tells_everybody_of_the_form_once(house):
    exercise = house.open(scenario("alder-basin"), cast=6)
    after, close = (
        house.services.after,
        next(s.id for s in scenario("alder-basin").steps if s.kind == "close"),
    )
    after.call_at_close()
    assert house.simulator.exercise(exercise).notice == ""
    house.steer(exercise, "step.enter", step=close)
    house.steer(exercise, "notice.set", text="The bus leaves at five.")
    after.call_at_close()
    assert house.simulator.exercise(exercise).notice == "The bus leaves at five."
    house.steer(exercise, "notice.set", text="")
    after.call_at_close()
    assert "Evaluation form" in house.simulator.exercise(exercise).notice
    house.steer(exercise, "notice.set", text="", op="taken-away-again")
    after.call_at_close()
    after.called.clear()
    after.call_at_close()
    assert house.simulator.exercise(exercise).notice == ""


def test_people_read_what_is_kept_about_them(desk):
    desk.sit("vendors", "Ana Birch")
    page = desk.browsers["Ana Birch"].get("/privacy").text
    assert "You are here as Ana Birch" in page
    assert "For 90 days after a seminar" in desk.house.client().get("/privacy").text


def test_words():
    assert [present_words(n) for n in (0, 1, 60, 61, 125)] == [
        "0 minutes", "1 minute", "1 hour", "1 hour 1 minute", "2 hours 5 minutes",
    ]  # fmt: skip
    assert answered_words(0, 5).startswith("Nobody has answered.")
    assert answered_words(1, 5).startswith("1 person has answered.")
    assert found_words(Found("k", "n", False, True)) == "a line of the guest list"
    assert (
        found_words(Found("k", "n", True, True, 1, 2))
        == "their name, a line of the guest list, 1 sheet of notes and 2 messages"
    )
    assert date_value(end_of_day("2026-11-27")) == "2026-11-27"
    assert end_of_day("nonsense") == 0
