"""Every route says who may use it, and everybody else is refused."""

import re
import typing
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask

from simulator.app.ports import canonical_code
from simulator.web.identity import CARD, PERSON, STAFF, WALL
from simulator.web.limits import LIMITS
from simulator.web.security import HEADERS, Policy, policy_of, secure
from tests.support.house import KEY, ORIGIN
from tests.web.conftest import Visitors

ALL = (
    "nobody",
    "seated",
    "another seat",
    "next room",
    "another seminar",
    "standing",
    "facilitator",
    "another facilitator",
)
SEATED = ("seated", "another seat")
JSON = {"Accept": "application/json"}


def only(*who, then, otherwise):
    return {name: then if name in who else otherwise for name in ALL}


OPEN = only(*ALL, then=200, otherwise=200)
SENT_ON = only(*ALL, then=303, otherwise=303)
STEERING = only("facilitator", then=200, otherwise=403)
GETS = {
    "/": OPEN, "/s/<code>": OPEN, "/health": OPEN, "/static/<path:filename>": OPEN,
    "/steer/login": OPEN, "/ready": OPEN, "/metrics": only(then=200, otherwise=404),
    "/c/<token>": OPEN, "/wall/<token>": OPEN, "/wall/<token>/moment": OPEN, "/check": OPEN,
    "/steer/check": only("facilitator", "another facilitator", then=200, otherwise=403),
    "/x/<exercise>": only(*SEATED, then=200, otherwise=303),
    "/s/<code>/waiting": OPEN,
    "/x/<exercise>/evaluation": SENT_ON,
    "/x/<exercise>/leave": only(*SEATED, then=200, otherwise=303), "/x/<exercise>/left": SENT_ON,
    "/x/<exercise>/sheets": only(*SEATED, then=200, otherwise=403),
    "/x/<exercise>/agreement": only(*SEATED, "facilitator", then=200, otherwise=303),
    "/x/<exercise>/agreement.docx": only(*SEATED, "facilitator", then=200, otherwise=303),
    "/x/<exercise>/agreement.json": only(*SEATED, "facilitator", then=200, otherwise=303),
    "/x/<exercise>/letters": SENT_ON, "/x/<exercise>/proposal": SENT_ON, "/x/<exercise>/compare": SENT_ON,
    "/x/<exercise>/messages": only(*SEATED, then=200, otherwise=303), "/steer/<exercise>/messages": STEERING,
    "/x/<exercise>/proposals": only(*SEATED, then=200, otherwise=303),
    "/steer/enter": only(then=200, otherwise=403),
    "/steer/": only("facilitator", "another facilitator", then=200, otherwise=403),
    "/steer/<exercise>": STEERING, "/steer/<exercise>/cards": STEERING,
    "/steer/<exercise>/tables": STEERING, "/steer/<exercise>/remote": STEERING,
    "/steer/<exercise>/proposals": STEERING, "/remote/<token>": SENT_ON,
    "/steer/<exercise>/seats": STEERING, "/steer/<exercise>/paper": STEERING,
    "/replay/<exercise>": STEERING,
    "/steer/<exercise>/together": STEERING, "/steer/<exercise>/people/<person>": STEERING,
    "/logo/<seminar>/<name>": only(then=404, otherwise=404),
    "/steer/logo/<name>": only("facilitator", "another facilitator", then=404, otherwise=403),
    "/steer/<exercise>/agenda": STEERING, "/steer/<exercise>/observers": STEERING,
    "/watch/<token>": OPEN, "/watch/<token>/<exercise>": OPEN,
    "/x/<exercise>/story": only(*SEATED, then=200, otherwise=303),
    "/steer/<exercise>/look/<seat>": STEERING, "/steer/<exercise>/rooms": STEERING,
    "/steer/<exercise>/wall": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/kit": STEERING, "/steer/<exercise>/kit/<sheet>": STEERING,
    "/privacy": OPEN, "/s/<code>/evaluation": OPEN, "/steer/<exercise>/after": STEERING,
    **{f"/steer/<exercise>/after/{what}": STEERING
       for what in ("attendance", "attendance.csv", "certificates", "evaluation", "export.zip", "keeping")},
}  # fmt: skip
POSTS = {
    "/join": SENT_ON, "/s/<code>/enter": SENT_ON, "/s/<code>/claim": SENT_ON, "/s/<code>/resume": SENT_ON,
    "/x/<exercise>/act": SENT_ON, "/x/<exercise>/note": SENT_ON, "/x/<exercise>/proposal": SENT_ON,
    "/x/<exercise>/leave": SENT_ON, "/x/<exercise>/left": SENT_ON, "/x/<exercise>/sheet": SENT_ON,
    "/s/<code>/ask": SENT_ON, "/s/<code>/unask": SENT_ON,
    "/steer/login": only(then=200, otherwise=403), "/steer/logout": SENT_ON,
    "/steer/password": only("facilitator", "another facilitator", then=303, otherwise=403),
    "/s/<code>/me": SENT_ON, "/check": SENT_ON,
    "/steer/<exercise>/act": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/remote": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/paper": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/together": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/people/<person>": only("facilitator", then=303, otherwise=403),
    "/steer/<exercise>/observers": only("facilitator", then=303, otherwise=403),
    "/watch/<token>/<exercise>/name": SENT_ON, "/watch/<token>/<exercise>/story": SENT_ON,
    "/steer/<exercise>/look/<seat>": only("facilitator", then=303, otherwise=403),
    **{f"/steer/<exercise>/{what}": only("facilitator", then=303, otherwise=403)
       for what in ("agenda", "again", "away", "template")},
    "/x/<exercise>/go-on": SENT_ON,
    "/replay/<exercise>/return": only("facilitator", then=303, otherwise=403),
    "/replay/<exercise>/bookmark": only("facilitator", then=303, otherwise=403),
    "/replay/<exercise>/level": only("facilitator", then=303, otherwise=403),
    "/replay/<exercise>/show": only("facilitator", then=303, otherwise=403),
    **{f"/steer/<exercise>/seats/{what}": only("facilitator", then=303, otherwise=403)
       for what in ("guests", "forget", "plan", "move", "new", "release", "proxy")},
    "/steer/templates": only("facilitator", "another facilitator", then=303, otherwise=403),
    "/steer/new": only("facilitator", "another facilitator", then=303, otherwise=403), "/s/<code>/evaluation": SENT_ON,
    **{f"/steer/<exercise>/after/{what}": only("facilitator", then=303, otherwise=403)
       for what in ("archive", "certificates", "evaluation", "keeping")},
}  # fmt: skip


def test_every_route_declares_a_policy(house):
    for rule in house.app.url_map.iter_rules():
        assert policy_of(house.app, rule.endpoint) in typing.get_args(Policy), rule.rule


def test_every_route_is_in_the_tables_of_this_test(visitors):
    assert set(visitors.routes("GET")) == set(GETS)
    assert set(visitors.routes("POST")) == set(POSTS)
    others = {m for r in visitors.house.app.url_map.iter_rules() for m in r.methods}
    assert others <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_route_without_a_policy_is_refused():
    app = Flask("bare")
    secure(app)
    app.add_url_rule("/forgotten", view_func=lambda: "open to all", methods=["GET", "POST"])
    for answer in (app.test_client().get("/forgotten"), app.test_client().post("/forgotten")):
        assert answer.status_code == 403
        assert b"open to all" not in answer.data


@pytest.mark.parametrize("rule", GETS)
def test_who_may_look(onlookers, rule):
    found = {who: onlookers.client(who).get(onlookers.fill(rule)).status_code for who in ALL}
    assert found == GETS[rule]


@pytest.mark.parametrize("rule", POSTS)
def test_who_may_send(visitors, rule):
    form = {"kind": "no.such", "scenario": "first-table", "cast": "6"}
    # each by a name of their own: tries to come in are counted by name
    own = {who: form | ({"name": who} if rule == "/steer/login" else {}) for who in ALL}
    answers = {
        who: visitors.client(who).post(visitors.fill(rule), data=own[who], headers=ORIGIN) for who in ALL
    }
    assert {who: answer.status_code for who, answer in answers.items()} == POSTS[rule]


def test_only_the_seat_itself_acts_for_it(visitors):
    form = {"kind": "stance.set", "target": "rule.majority", "value": "yes", "seen": "1", "seat": "vendors"}
    for who in ALL:
        visitors.client(who).post(f"/x/{visitors.here}/act", data=form, headers=ORIGIN)
    stances = visitors.house.simulator.exercise(visitors.here).stances["rule.majority"]
    assert set(stances) == {"vendors", "merchants"}
    assert not any(s.recorded for s in stances.values())


def test_only_people_of_the_seat_write_and_read_its_note(visitors):
    for who in ALL:
        visitors.client(who).post(f"/x/{visitors.here}/note", data={"text": f"note of {who}"}, headers=ORIGIN)
    notes = visitors.house.stores.notes
    assert [n.text for n in notes.of_seat(visitors.here, "vendors")] == ["note of seated"]
    assert [n.text for n in notes.of_seat(visitors.here, "merchants")] == ["note of another seat"]
    assert "note of seated" in visitors.client("seated").get(f"/x/{visitors.here}").text
    assert "note of seated" not in visitors.client("another seat").get(f"/x/{visitors.here}").text
    assert "note of" not in visitors.client("facilitator").get(f"/steer/{visitors.here}").text


def test_a_seat_page_shows_its_own_brief_and_no_other(visitors):
    book = visitors.house.simulator.exercise(visitors.here).rulebook
    pages = {
        s: visitors.client(w).get(f"/x/{visitors.here}").text
        for w, s in (("seated", "vendors"), ("another seat", "merchants"))
    }
    for seat, page in pages.items():
        for organization in book.organizations:
            shown = organization.card.you_fear.replace("'", "&#39;") in page
            assert shown == (organization.id == seat), (seat, organization.id)


def test_only_the_facilitator_of_the_seminar_steers(visitors):
    for who in ALL:
        visitors.client(who).post(
            f"/steer/{visitors.here}/act", data={"kind": "notice.set", "text": who}, headers=ORIGIN
        )
    assert visitors.house.simulator.exercise(visitors.here).notice == "facilitator"


def test_a_facilitator_sees_her_own_seminars_only(visitors):
    page = visitors.client("another facilitator").get("/steer/").text
    assert visitors.there in page
    assert visitors.here not in page


def test_looking_changes_nothing(visitors):
    before = visitors.logs()
    for rule in GETS:
        for who in ALL:
            visitors.client(who).get(visitors.fill(rule))
    assert visitors.logs() == before


def test_what_is_unknown_is_not_found(visitors):
    token = visitors.wall
    for path in (
        "/s/NONE-22",
        "/x/no-such",
        "/x/no-such/agreement",
        "/steer/no-such",
        "/steer/no-such/cards",
        "/steer/no-such/tables",
        "/c/x",
        f"/c/{token}",
        "/wall/x",
        f"/wall/{visitors.card}",
        f"/wall/{token[:-2]}",
        "/nowhere",
        "/.env",
        "/static/../run.py",
        f"/wall/{visitors.house.identities.link(WALL, 'no-such')}",
        f"/c/{visitors.house.identities.link(CARD, visitors.here, 'no-such')}",
    ):
        assert visitors.client("facilitator").get(path).status_code == 404, path


def test_an_agreement_opens_with_the_wall_token_of_its_own_room_only(visitors):
    client, link = visitors.client("nobody"), visitors.house.identities.link
    address = f"/x/{visitors.here}/agreement?t="
    assert client.get(address + visitors.wall).status_code == 200
    for token in (link(WALL, visitors.next_room), link(WALL, visitors.there), visitors.card, "x", ""):
        assert client.get(address + token).status_code == 303


def test_the_first_facilitators_link_opens_the_desk_and_a_wrong_one_does_not(house):
    client = house.app.test_client()
    for wrong in ("", "x", KEY.upper(), KEY + " "):
        assert client.get("/steer/enter", query_string={"key": wrong}).status_code == 403
        assert client.get_cookie(STAFF) is None
    assert client.get("/steer/enter", query_string={"key": KEY}).headers["Location"] == "/steer/"
    assert client.get("/steer/").status_code == 200


def test_tries_are_limited_for_links_and_phrases(visitors):
    client = visitors.client("nobody")
    codes = [
        client.get("/steer/enter", query_string={"key": "x"}).status_code
        for _ in range(LIMITS["key"].amount + 1)
    ]
    assert set(codes[:-1]) == {403}
    assert codes[-1] == 429
    state = visitors.house.simulator.seminar(visitors.house.simulator.exercise(visitors.here).seminar)
    good = visitors.house.simulator.phrase(state, visitors.here, "vendors")
    form = {"place": f"{visitors.here}/vendors", "phrase": "amber-otter-00"}
    for _ in range(LIMITS["phrase-seat"].amount):
        client.post(f"/s/{visitors.code}/resume", data=form, headers=ORIGIN)
    late = client.post(f"/s/{visitors.code}/resume", data={**form, "phrase": good}, headers=ORIGIN)
    assert late.headers["Location"].startswith(f"/s/{visitors.code}?place=")
    assert client.get_cookie(PERSON) is None


def test_five_hundred_people_behind_one_router_are_not_too_many(house):
    house.open(rooms=2)
    code = canonical_code(house.entry.join_code)
    client = house.app.test_client()
    codes = [
        client.post("/join", data={"code": code}, headers=ORIGIN).headers["Location"] for _ in range(500)
    ]
    assert set(codes) == {f"/s/{code}"}
    assert {client.get(f"/s/{code}").status_code for _ in range(1000)} == {200}
    # with a name and without a seat: the same count of this address, without five hundred people in the log
    coming = [client.post(f"/s/{code}/claim", headers=ORIGIN).headers["Location"] for _ in range(500)]
    assert set(coming) == {f"/s/{code}"}
    assert client.post("/join", data={"code": code}, headers=ORIGIN).headers["Location"] == f"/s/{code}"


def test_who_tries_one_lobby_after_another_is_stopped_in_the_one_error_shape(house):
    house.open()
    client, code = house.app.test_client(), canonical_code(house.entry.join_code)
    for _ in range(LIMITS["lobby"].amount // 2):
        assert client.get("/s/BBBB22").status_code == 404
        assert client.post("/s/BBBB22/claim", headers=ORIGIN).status_code == 404
    for answer in (client.get(f"/s/{code}"), client.post(f"/s/{code}/claim", headers=ORIGIN)):
        assert answer.status_code == 429
        assert "Wait a minute" in answer.get_data(as_text=True)
    told = client.get(f"/s/{code}", headers={"Accept": "application/json"})
    assert told.status_code == 429
    assert (told.json["ok"], told.json["code"], told.json["facts"]) == (False, "limit.reached", {})
    assert set(told.json) == {"ok", "code", "message", "facts"}
    # another address is not concerned
    other = {"REMOTE_ADDR": "192.168.7.9"}
    assert client.get(f"/s/{code}", environ_overrides=other).status_code == 200


# --- other sites -------------------------------------------------------------------------------------------

FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://evil.example/localhost"},
    {"Origin": ""},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("rule", POSTS)
def test_a_form_of_another_site_is_refused_and_changes_nothing(onlookers, rule):
    before = onlookers.logs()
    form = {"kind": "message.send", "channel": "plenary", "text": "x", "code": onlookers.code, "name": "Eve",
            "room": onlookers.here, "seat": "neighbors", "scenario": "first-table", "cast": "6"}  # fmt: skip
    for who in ("seated", "facilitator", "standing"):
        for headers in FOREIGN:
            answer = onlookers.client(who).post(onlookers.fill(rule), data=form, headers=headers)
            assert answer.status_code == 403, (who, headers)
            assert "Set-Cookie" not in answer.headers
    assert onlookers.logs() == before


def test_a_refused_foreign_form_says_why(visitors):
    client = visitors.client("seated")
    answer = client.post("/join", headers={**JSON, "Origin": "http://evil.example"})
    assert answer.get_json()["code"] == "origin.foreign"
    assert (
        "did not come from our page" in client.post("/join", headers={"Origin": "http://evil.example"}).text
    )


@pytest.mark.parametrize("rule", [*GETS, *POSTS])
def test_no_route_sends_people_to_another_site(request, rule):
    visitors: Visitors = request.getfixturevalue("onlookers" if rule in GETS else "visitors")
    evil = "//evil.example"
    extra = dict.fromkeys(
        ("next", "url", "to", "back", "return", "code", "room", "seat", "key", "t", "place", "scenario"), evil
    )
    both = replace(visitors.people["seated"], facilitator=visitors.people["facilitator"].facilitator)
    send = "get" if rule in GETS else "post"
    options = {"query_string": extra} if send == "get" else {"data": extra, "headers": ORIGIN}
    for who in (visitors.people["nobody"], both):
        for path in (visitors.fill(rule), evil + visitors.fill(rule), visitors.fill(rule).rstrip("/")):
            answer = getattr(visitors.house.client(who), send)(path, **options)
            leads = answer.headers.get("Location", "/")
            assert urlsplit(leads).netloc in ("", "localhost"), (path, leads)
            assert not leads.startswith("//"), (path, leads)


# --- headers, cookies, errors ------------------------------------------------------------------------------


def check_headers(answer):
    csp = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "script-src 'self';" in csp
    assert "style-src 'self';" in csp
    assert "frame-ancestors 'none'" in csp
    assert "base-uri 'none'" in csp
    assert "form-action 'self'" in csp
    assert not re.search(r"unsafe|\*|https?:", csp)
    assert "{" not in csp
    for name in set(HEADERS) - {"Content-Security-Policy"}:
        assert answer.headers[name] == HEADERS[name]


@pytest.mark.parametrize("rule", GETS)
def test_every_page_carries_the_headers(onlookers, rule):
    for who in ("nobody", "seated", "facilitator"):
        answer = onlookers.client(who).get(onlookers.fill(rule))
        check_headers(answer)
        if not rule.startswith("/static"):
            assert answer.headers["Cache-Control"] == "no-store"


def test_errors_and_answers_to_forms_carry_the_headers_too(visitors):
    client = visitors.client("seated")
    for answer in (
        client.get("/nowhere"),
        client.get(f"/steer/{visitors.here}"),
        client.get("/join"),
        client.post(f"/x/{visitors.here}/act", headers=ORIGIN),
        client.post("/join", headers=FOREIGN[0]),
    ):
        check_headers(answer)


@pytest.mark.parametrize(
    "host", ["evil.example; script-src *", "a b", "room.test", "192.168.1.20:8000", "x'", "-" * 300]
)
def test_a_host_header_cannot_widen_the_policy(visitors, host):
    answer = visitors.client("nobody").get("/", headers={"Host": host})
    if answer.status_code == 200:
        check_headers(answer)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(visitors):
    client = visitors.house.app.test_client()
    answers = [
        client.post(f"/s/{visitors.code}/enter", data={"name": "Ada"}, headers=ORIGIN),
        client.get("/steer/enter", query_string={"key": KEY}),
        client.post("/join", data={"code": "none"}, headers=ORIGIN),
    ]
    for answer in answers:
        for cookie in answer.headers.getlist("Set-Cookie"):
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
            assert "Secure" not in cookie  # plain http in the room
    secure_answer = client.get("/steer/enter", query_string={"key": KEY}, base_url="https://localhost")
    assert "Secure" in secure_answer.headers["Set-Cookie"]


def test_cookies_of_another_key_of_last_year_or_of_another_shape_are_nobody(visitors, monkeypatch):
    identities, person = visitors.house.identities, visitors.people["seated"]
    other = identities.__class__(b"another key")
    good = identities._person.dumps([person.person, person.seminar])
    for value in (
        other._person.dumps([person.person, person.seminar]),
        good[:-3],
        "x",
        "",
        identities._staff.dumps(["f-first"]),
    ):
        assert (
            identities.read(
                {PERSON: value, STAFF: value if value != identities._staff.dumps(["f-first"]) else ""}
            ).person
            == ""
        )
    assert identities.read({PERSON: good}).person == person.person
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 8 * 24 * 3600)
    assert identities.read({PERSON: good}).person == ""


@pytest.mark.parametrize(
    ("send", "path", "status"),
    [
        ("get", "/nowhere", 404),
        ("get", "/steer/", 403),
        ("get", "/join", 405),
        ("post", "/join", 413),
        ("get", "/x/no-such", 404),
    ],
)
def test_errors_have_the_one_shape_as_json_and_a_next_step_as_a_page(house, send, path, status):
    client = house.app.test_client()
    options = {"data": {"code": "x" * 300_000}} if send == "post" else {}
    answer = getattr(client, send)(path, headers={**ORIGIN, **JSON}, **options)
    assert answer.status_code == status
    body = answer.get_json()
    assert set(body) == {"ok", "code", "message", "facts"}
    assert body["ok"] is False
    assert body["code"] == f"http.{status}"
    page = getattr(client, send)(path, headers=ORIGIN, **options)
    assert page.status_code == status
    assert "</html>" in page.text


def test_a_bug_shows_a_reference_and_nothing_of_the_machinery(house, monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("the secret of the machinery")

    exercise = house.open()
    vendor = house.sit(exercise, "vendors")
    monkeypatch.setattr(house.desk, "seat_of", fail)
    for headers in (JSON, {}):
        answer = house.client(vendor).get(f"/x/{exercise}", headers=headers)
        assert answer.status_code == 500
        assert not re.search("secret|ZeroDivision|Traceback|site-packages", answer.text)
        assert re.search(r"reference [0-9a-f]{8}", answer.text)
    assert house.client(vendor).get(f"/x/{exercise}", headers=JSON).get_json()["code"] == "bug"


def test_assets_with_a_hash_are_kept_forever_and_others_are_not(house):
    client = house.app.test_client()
    kept = client.get("/static/css/tokens.css?v=abc").headers["Cache-Control"]
    assert "immutable" in kept
    assert "immutable" not in client.get("/static/css/tokens.css").headers.get("Cache-Control", "")
