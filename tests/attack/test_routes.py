"""The authorization matrix of every address: who is let in, what nobody else reads or changes. Addresses are read from the
application; one without a case fails here."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from unittest.mock import MagicMock

import pytest

from simulator.web.factory import create_app
from tests.web.test_policies import GETS, POSTS

from .stage import FACILITATORS, ROLES, Answer, Stage

APP = create_app(MagicMock())
LIKE = {
    "screen": "nobody",
    "gone": "standing",
    "phone": "nobody",
    "dismissed": "another facilitator",
    "co-facilitator": "facilitator",
}
"""Roles that the tests of the pages do not know, and whose rights they have; what is different stands in OTHER."""
OTHER = {
    ("phone", "/steer/<exercise>/remote"): 200,
    ("gone", "/x/<exercise>/left"): 200,
    **{("gone", f"/x/<exercise>/agreement{kind}"): 200 for kind in ("", ".docx", ".json")},
    **{
        (who, f"/x/<exercise>/{page}"): 200
        for page in ("proposal", "compare")
        for who in ("seated", "another seat")
    },
}
UNCHANGED = (303, 403)


def rules(method: str) -> set[str]:
    """The addresses that take this method."""
    return {rule.rule for rule in APP.url_map.iter_rules() if method in (rule.methods or ())}


def expected(who: str, rule: str) -> int:
    """The status that this role gets."""
    return OTHER.get((who, rule), GETS[rule][LIKE.get(who, who)])


def text_of(answer: Answer) -> str:
    """What can be read in an answer, also inside of packed files."""
    kind = answer.headers.get("Content-Type", "")
    if not ("zip" in kind or "officedocument" in kind):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "\n".join(text_of_inner(archive.read(name)) for name in archive.namelist())


def text_of_inner(content: bytes) -> str:
    """A file of an archive; a spreadsheet is an archive too."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            return "\n".join(inner.read(name).decode("utf-8", "replace") for name in inner.namelist())
    return content.decode("utf-8", "replace")


def test_every_address_has_its_cases() -> None:
    assert rules("GET") == set(GETS)
    assert rules("POST") == set(POSTS) == set(FORMS)


@pytest.mark.parametrize("rule", sorted(GETS))
def test_who_is_let_in_and_what_nobody_else_reads(stage: Stage, rule: str) -> None:
    answers = {who: stage.get(who, stage.fill(rule)) for who in ROLES}
    assert {who: answer.status_code for who, answer in answers.items()} == {
        who: expected(who, rule) for who in ROLES
    }
    for who, answer in answers.items():
        text = text_of(answer)
        secrets = {
            secret: readers
            for secret, readers in stage.secrets.items()
            # guests hear what is said to the whole room
            if not (rule.startswith("/watch") and secret == "canary: in the first room")
        }
        read = [secret for secret, readers in secrets.items() if secret in text and who not in readers]
        assert read == [], f"{who} reads them at {rule}"


def test_a_link_for_guests_opens_the_rooms_of_its_own_seminar_alone(stage: Stage) -> None:
    for token in (stage.guests, stage.press):
        assert stage.get("nobody", f"/watch/{token}/{stage.next_room}").status_code == 200
        for room in (stage.there, stage.spare, "nowhere"):
            answer = stage.get("facilitator", f"/watch/{token}/{room}")
            assert answer.status_code == 404
            assert "canary" not in answer.text
    for forged in (stage.wall, stage.card, stage.guests[:-2] + "xx", "none"):
        assert stage.get("nobody", f"/watch/{forged}/{stage.here}").status_code in (404, 410)


@pytest.mark.parametrize(
    "rule", [r for r in sorted(GETS) if "<exercise>" in r and not r.startswith("/watch")]
)
def test_the_same_address_in_the_next_room_is_closed_to_those_who_are_not_there(
    stage: Stage, rule: str
) -> None:
    for room, insiders in (
        (stage.next_room, ("next room", *FACILITATORS)),
        (stage.there, ("another seminar", "another facilitator", "facilitator")),
    ):
        for who in (
            "nobody",
            "seated",
            "another seat",
            "standing",
            "gone",
            "phone",
            "dismissed",
            "co-facilitator",
        ):
            if who in insiders:
                continue
            answer = stage.get(who, stage.fill(rule, room))
            assert answer.status_code in UNCHANGED, (who, room, answer.status_code)
            assert "canary" not in text_of(answer)


def test_every_secret_is_read_by_somebody_so_that_its_absence_means_something(stage: Stage) -> None:
    pages = [stage.fill(r) for r in sorted(GETS) if "<exercise>" in r and "export" not in r]
    for who in ("seated", "another seat", "facilitator"):
        seen = "".join(text_of(stage.get(who, page)) for page in pages)
        unseen = [
            s for s, readers in stage.secrets.items() if who in readers and s not in seen and "next" not in s
        ]
        assert [s for s in unseen if "another seminar" not in s] == [], who


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "GARBAGE"])
def test_other_methods_do_nothing(stage: Stage, method: str) -> None:
    before = stage.fingerprint()
    for rule in (
        "/x/<exercise>/act",
        "/steer/<exercise>/act",
        "/steer/<exercise>/after/keeping",
        "/s/<code>/claim",
        "/",
    ):
        answer = stage.ask(method, "facilitator", stage.fill(rule), data={"kind": "notice.set", "text": "x"})
        assert answer.status_code in (400, 405, 501), (rule, answer.status_code)
    assert stage.fingerprint() == before


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_get_cannot_be_made_a_post_by_a_header(stage: Stage, header: str) -> None:
    before = stage.fingerprint()
    for rule in ("/x/<exercise>/note", "/steer/<exercise>/together"):
        answer = stage.ask(
            "GET",
            "facilitator",
            stage.fill(rule),
            headers={header: "POST"},
            params={"do": "rename", "name": "Eve"},
        )
        assert answer.status_code in (200, 405)
    assert stage.fingerprint() == before


@pytest.mark.parametrize("rule", sorted(r for r in GETS if "/health" not in r and "static" not in r))
def test_looking_stores_nothing_whoever_looks(stage: Stage, rule: str) -> None:
    before = stage.fingerprint()
    for who in ROLES:
        stage.get(who, stage.fill(rule))
    assert stage.fingerprint() == before


# --- forms -------------------------------------------------------------------------------------------------

EVERYBODY = ("",)
FORMS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    # address: in which room, who may, and a form that changes something when it comes from one of them
    "/join": ("here", EVERYBODY, {"code": "none"}),
    "/check": ("here", EVERYBODY, {"device": "device-one", "way": "websocket", "took": "12"}),
    "/s/<code>/enter": ("here", EVERYBODY, {"name": "Ada"}),
    "/s/<code>/claim": ("here", EVERYBODY, {"name": "Ada", "room": "{here}", "seat": "county-health"}),
    "/s/<code>/resume": ("here", EVERYBODY, {"place": "{here}/vendors", "phrase": "amber-otter-00"}),
    "/s/<code>/ask": ("here", EVERYBODY, {"name": "Ada", "room": "{here}", "seat": "vendors"}),
    "/s/<code>/unask": ("here", EVERYBODY, {}),
    "/s/<code>/me": ("here", EVERYBODY, {"guest": ""}),
    "/s/<code>/evaluation": ("here", EVERYBODY, {}),
    "/x/<exercise>/act": ("here", ("seated", "another seat"), {"kind": "message.send", "channel": "plenary", "text": "hello"}),
    "/x/<exercise>/note": ("here", ("seated", "another seat"), {"text": "a note"}),
    "/x/<exercise>/sheet": ("here", ("seated", "another seat"), {"sheet": "walkaway", "text": "no less", "seen": "0"}),
    "/x/<exercise>/proposal": (
        "here", ("seated", "another seat"), {"term:opening": "pilot-six", "audience": "all", "rationale": "a trial"},
    ),
    "/x/<exercise>/leave": ("here", ("leaver", "seated", "another seat"), {}),
    "/x/<exercise>/left": ("here", ("gone",), {"learned": "a lot", "tomorrow": "more"}),
    "/steer/<exercise>/act": ("here", FACILITATORS, {"kind": "notice.set", "text": "Ten minutes."}),
    "/steer/<exercise>/remote": ("here", ("phone", *FACILITATORS), {"kind": "clock.pause"}),
    "/steer/<exercise>/paper": ("here", FACILITATORS, {"do": "open", "term:rule": "majority"}),
    "/steer/<exercise>/together": ("here", FACILITATORS, {"do": "rename", "name": "Another name {n}"}),
    "/steer/<exercise>/look/<seat>": ("here", FACILITATORS, {"kind": "seat.look"}),
    "/steer/<exercise>/agenda": ("here", FACILITATORS, {"length:running": "1{n}"}),
    "/steer/<exercise>/again": ("here", FACILITATORS, {}),
    "/steer/<exercise>/away": ("rehearsal", ("facilitator",), {}),
    "/replay/<exercise>/bookmark": ("here", ("phone", *FACILITATORS), {"word": "here it turned"}),
    "/replay/<exercise>/level": ("spare", ("facilitator",), {"level": "hands"}),
    "/steer/<exercise>/seats/guests": ("here", FACILITATORS, {"text": "Guest {n}; Elm; Government"}),
    "/steer/<exercise>/seats/plan": ("here", FACILITATORS, {"sector": "any", "homes": "split", "most": "3", "how": "fresh"}),
    "/steer/<exercise>/seats/move": ("here", FACILITATORS, {"who": "{guest}", "to": "{here}/city-hall"}),
    "/steer/<exercise>/seats/new": ("here", FACILITATORS, {"who": ""}),
    "/steer/<exercise>/seats/release": ("here", FACILITATORS, {}),
    "/steer/<exercise>/seats/forget": ("here", FACILITATORS, {"all": "1"}),
    "/steer/new": ("here", ("facilitator", "co-facilitator", "another facilitator", "dismissed"),
                   {"scenario": "first-table", "cast": "6", "rooms": "1", "title": "Mine"}),
    "/replay/<exercise>/return": ("here", FACILITATORS, {"at": "5", "op": "go-back-{n}"}),
    "/replay/<exercise>/show": ("here", FACILITATORS, {"at": "{n}"}),
    "/steer/<exercise>/observers": ("here", FACILITATORS, {"do": "open", "door": "observer"}),
    "/steer/<exercise>/people/<person>": ("here", FACILITATORS, {"do": "move", "to": "{here}/city-hall", "was": "?"}),
    "/steer/<exercise>/seats/proxy": ("here", FACILITATORS, {"seat": "{here}/city-hall", "proxy": "vendors"}),
    "/steer/<exercise>/template": ("here", FACILITATORS, {"name": "As we did {n}"}),
    "/steer/templates": ("here", ("facilitator", "co-facilitator", "another facilitator", "dismissed"), {"do": "delete"}),
    "/steer/login": ("here", EVERYBODY, {"name": "nobody {n}", "password": "four slow herons wade"}),
    "/steer/logout": ("here", EVERYBODY, {}),
    "/steer/password": ("here", ("facilitator", "co-facilitator", "another facilitator", "dismissed"),
                        {"name": "Somebody {n}", "password": "four slow herons wade"}),
    "/watch/<token>/<exercise>/name": ("here", EVERYBODY, {"name": "Ada"}),
    "/watch/<token>/<exercise>/story": ("here", EVERYBODY, {"headline": "Talks", "text": "They sat.", "op": "story-{n}"}),
    "/x/<exercise>/go-on": ("here", ("seated", "another seat"), {"room": "nowhere"}),
    "/steer/<exercise>/after/archive": ("spare", ("facilitator",), {"away": "1"}),
    "/steer/<exercise>/after/certificates": ("here", FACILITATORS, {"issuer": "Elm {n}", "place": "Elm", "signer": "Ada"}),
    "/steer/<exercise>/after/evaluation": ("here", FACILITATORS, {"do": "add", "kind": "text", "text": "How was {n}?"}),
    "/steer/<exercise>/after/keeping": ("here", FACILITATORS, {"do": "until", "until": "2026-12-{n}"}),
}  # fmt: skip
NO_TRACE = {
    "/steer/<exercise>/seats/new", "/steer/<exercise>/seats/release", "/steer/<exercise>/seats/proxy",
    "/steer/<exercise>/observers", "/steer/templates", "/x/<exercise>/go-on",
}  # fmt: skip
"""Forms that change something only in a state which the stage is not in; that others are refused is tested all the same."""


def filled(stage: Stage, form: dict[str, Any], n: int) -> dict[str, Any]:
    """A form with what only this seminar knows."""
    page = stage.owner.jar.open(f"/steer/{stage.here}/seats").text
    guest = re.search(r'id="who" name="who".*?<option value="([^"]+)"', page, re.DOTALL)
    known = {"here": stage.here, "n": str(n), "guest": guest[1] if guest else ""}
    return {k: v.format(**known) for k, v in form.items()}


@pytest.mark.parametrize("rule", [r for r in FORMS if FORMS[r][1] != EVERYBODY])
def test_nobody_else_sends_this_form_and_who_may_does(stage: Stage, rule: str) -> None:
    room, may, form = FORMS[rule]
    path, before = stage.fill(rule, getattr(stage, room)), stage.fingerprint()
    refused = {}
    for who in ROLES:
        if who not in may:
            answer = stage.post(who, path, filled(stage, form, 20))
            refused[who] = answer.status_code
            assert "canary" not in answer.text
    assert set(refused.values()) <= {303, 403}, refused
    assert stage.fingerprint() == before, f"somebody who may not changed something: {refused}"
    if rule in NO_TRACE:
        return
    answer = stage.post(may[0], path, filled(stage, form, 11))
    assert answer.status_code in (200, 303), (may[0], answer.status_code)
    assert stage.fingerprint() != before, f"not even {may[0]} changed anything: the form is no good test"
