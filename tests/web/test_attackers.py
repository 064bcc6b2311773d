"""What people write is text: on every page, in every part, whatever it looks like."""

from html.parser import HTMLParser

import pytest

from simulator.web.identity import PERSON
from simulator.web.pages.door import NAME_LENGTH, clean_name
from tests.support.house import ORIGIN, House
from tests.web.conftest import Visitors

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'` onmouseover=alert(3) {{ 7*7 }} javascript:alert(4)"
MARK = "evilmark"


class Dangers(HTMLParser):
    """What could run: inline scripts, handlers, styles, script addresses, elements that nobody of us wrote."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.text = [], "", []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.inside = tag if tag == "script" else ""
        if tag in ("iframe", "object", "embed", "base", "style") or (tag == "script" and "src" not in given):
            self.found.append((tag, given))
        if tag == "img" and given.get("src") == "x":
            self.found.append((tag, given))
        for name, value in given.items():
            address = name in ("href", "src", "action", "formaction", "data")
            if name.startswith("on") or name == "style" or (address and "script:" in (value or "").lower()):
                self.found.append((tag, name, value))

    def handle_data(self, data):
        if self.inside == "script" and data.strip():
            self.found.append(("script text", data))
        self.text.append(data)

    def handle_endtag(self, tag):
        self.inside = ""


def look(html):
    """The text of a page; fails where something in it could run."""
    dangers = Dangers()
    dangers.feed(html)
    assert not dangers.found, dangers.found
    return "".join(dangers.text)


def join(house, code, name):
    client = house.app.test_client()
    client.post(f"/s/{code}/enter", data={"name": name}, headers=ORIGIN)
    return client


def every_page(visitors):
    """Each page of the seminar, by address, as those who may see it."""
    here, code = visitors.here, visitors.code
    pages = {}
    for who, paths in (
        (
            "nobody",
            (
                "/",
                f"/?code={EVIL}",
                f"/s/{code}",
                f"/wall/{visitors.wall}",
                f"/c/{visitors.card}",
                "/nowhere",
            ),
        ),
        ("seated", (f"/x/{here}", f"/x/{here}/agreement", f"/s/{code}")),
        ("another seat", (f"/x/{here}",)),
        ("facilitator", ("/steer/", f"/steer/{here}", f"/steer/{here}/cards")),
    ):
        for path in paths:
            pages[f"{who} {path}"] = visitors.client(who).get(path).text
    return pages


def test_text_of_people_is_shown_and_never_obeyed(visitors):
    house, here = visitors.house, visitors.here
    vendor = visitors.people["seated"]

    def say(kind, **fields):
        ack = house.act(vendor, here, kind, **fields)
        assert ack["ok"], (kind, ack)

    def steer(kind, **fields):
        ack = house.steer(here, kind, **fields)
        assert ack["ok"], (kind, ack)

    house.stores.people.rename(vendor.person, EVIL[:60])
    sockets = [house.socket(vendor, here), house.socket(house.staff(), here, "steer"),
               house.socket(None, here, "wall", visitors.wall)]  # fmt: skip
    evil = f"{EVIL} {MARK}"
    say("proposal.make", **{"term:money": "loan", "rationale": evil})
    steer("step.enter", step="resources")
    say("stance.set", target="rule.majority", value="no", seen="1", reason=evil)
    for channel in ("plenary", "caucus", "group", "facilitator"):
        say("message.send", channel=channel, text=evil)
    say("message.send", channel="private", to="merchants", text=evil)
    say("pledge.make", card="crew", note=evil)
    steer("notice.set", text=evil[:200])
    for decision, choice in (("d1", "no"), ("d2", "yes")):
        steer("decision.open", **{"term:rule": "majority"})
        say("ballot.cast", decision=decision, choice=choice, reason=evil)
        steer("ballot.cast", seat="merchants", decision=decision, choice="yes", reason=evil)
        steer("decision.close", decision=decision)
    steer("signing.open")
    text = house.simulator.exercise(here).signing.text_hash
    say("signature.give", how="reserve", note=evil, seen=text)
    note = visitors.client("seated").post(f"/x/{here}/note", data={"text": evil}, headers=ORIGIN)
    assert note.status_code == 303
    pages = every_page(visitors)
    shown = {path for path, html in pages.items() if MARK in look(html)}
    assert {
        f"seated /x/{here}",
        f"another seat /x/{here}",
        f"facilitator /steer/{here}",
        f"seated /x/{here}/agreement",
    } <= shown
    for socket in sockets:
        for message in socket.get_received():
            for _, _, _, html in message["args"][0].get("p", ()):
                look(html)


def test_titles_of_seminars_are_text(house):
    house.open(title=EVIL)
    visitors = Visitors(house)
    house.stores.facilitators.allow(house.stores.seminars.entries()[0].seminar_id, "f-first", "owner")
    new = house.client(house.staff()).post(
        "/steer/new", data={"scenario": "first-table", "cast": "6", "title": EVIL}, headers=ORIGIN
    )
    assert new.headers["Location"].startswith("/steer/")
    for path in ("/steer/", new.headers["Location"], f"{new.headers['Location']}/cards"):
        look(house.client(house.staff()).get(path).text)
    assert visitors


NAMES = {
    "markup": EVIL,
    "quotes": "\"><b onclick='x'>",
    "right to left": "Ada \u202egnp.exe\u202c\u2066 Love\u200flace",
    "ten thousand": "A" * 10_000,
    "lines": "Ada\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "nothing to see": "\u200b\u200d\u2060\ufeff",
    "nul": "Ada\0Byron",
    "half a pair": "Ada \ud800",
    "zalgo": "Z\u0351\u036b\u0343" * 400,
    "braces": "{{ 7*7 }}{% raw %}",
    "blank": "   \t ",
    "combining only": "\u0301" * 30,
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_one_short_printable_line_of_text(visitors, kind):
    name = NAMES[kind].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    client = join(visitors.house, visitors.code, name)
    cookie = client.get_cookie(PERSON)
    if cookie is None:
        assert not clean_name(name)
        return
    person = visitors.house.stores.people.find(visitors.house.identities.read({PERSON: cookie.value}).person)
    assert 0 < len(person.display_name) <= NAME_LENGTH
    assert person.display_name.isprintable()
    assert not any(mark in person.display_name for mark in "\u202e\u202d\u2066\u2067\u2068\u200e\u200f\0\r\n")
    for html in (
        client.get(f"/s/{visitors.code}").text,
        visitors.client("facilitator").get(f"/steer/{visitors.here}").text,
    ):
        look(html)


def test_a_name_in_braces_is_not_computed(visitors):
    join(visitors.house, visitors.code, "{{ 7*191 }}")
    page = visitors.client("facilitator").get(f"/steer/{visitors.here}").text
    assert "{{ 7*191 }}" in look(page)
    assert "1337" not in page


def test_a_sentence_of_a_refusal_is_text_too(visitors):
    client = visitors.client("seated")
    form = {"kind": "stance.set", "target": "rule.majority", "value": "yes", "seen": "x", f"term:{EVIL}": "y"}
    client.post(f"/x/{visitors.here}/act", data=form, headers=ORIGIN)
    look(client.get(f"/x/{visitors.here}").text)
    client.post(
        f"/x/{visitors.here}/act", data={"kind": "proposal.make", f"term:{EVIL}": ["a", "b"]}, headers=ORIGIN
    )
    page = client.get(f"/x/{visitors.here}").text
    look(page)
    assert "the page sent something odd" in page.lower()


def test_a_refusal_of_a_huge_field_leaves_no_huge_cookie(visitors):
    form = {"kind": "proposal.make", "term:" + "x" * 7000: ["a", "b"]}
    answer = visitors.client("seated").post(f"/x/{visitors.here}/act", data=form, headers=ORIGIN)
    assert answer.status_code == 303
    assert len(answer.headers["Set-Cookie"]) < 2000


def test_numbers_that_are_no_numbers_are_no_bug(visitors):
    client = visitors.client("facilitator")
    for field in ("rooms", "cast"):
        for odd in ("²", "٣", "9" * 5000, "-1", "1e3", "", "0x10", "١"):
            form = {"scenario": "first-table", "cast": "6", "rooms": "1", field: odd}
            # opened, or the form once more with what was typed
            assert client.post("/steer/new", data=form, headers=ORIGIN).status_code in (200, 303), (
                field,
                odd,
            )
    for kind, field in (("clock.extend", "minutes"), ("slide.show", "slide"), ("stance.set", "seen")):
        for odd in ("²", "9" * 5000, "9" * 4000, "-1", "1.5", "nan"):
            form = {
                "kind": kind,
                "target": "rule.majority",
                "value": "yes",
                "seat": "vendors",
                field: odd,
            }
            answer = client.post(f"/steer/{visitors.here}/act", data=form, headers=ORIGIN)
            assert answer.status_code == 303, (kind, odd)
            assert len(answer.headers.get("Set-Cookie", "")) < 2000


def test_a_free_pledge_can_be_sent_as_a_plain_form(visitors):
    visitors.house.steer(visitors.here, "step.enter", step="resources")
    form = {"kind": "pledge.make", "resource": "cash", "amount": "12", "line": "Opening fund", "note": "ours"}
    visitors.client("seated").post(f"/x/{visitors.here}/act", data=form, headers=ORIGIN)
    pledges = visitors.house.simulator.exercise(visitors.here).pledges
    assert [(p.kind, p.amount) for p in pledges.values()] == [("cash", 12)]


def test_two_houses_of_the_same_key_read_each_others_cookies_and_others_do_not(tmp_path):
    one, two = House(tmp_path), House(tmp_path)
    exercise = one.open()
    vendor = one.sit(exercise, "vendors")
    cookie = {PERSON: one.identities._person.dumps([vendor.person, vendor.seminar])}
    assert two.identities.read(cookie) == vendor
    assert two.desk.seat_of(vendor, exercise) is None
