"""Forms of other sites, planted cookies, paths that climb, headers that are smuggled in, and files that a spreadsheet runs."""

from __future__ import annotations

import csv
import http.client
import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from simulator.app.exports.files import FORMULA

from .stage import Answer, Stage
from .test_routes import FORMS, filled, text_of

# --- other sites -----------------------------------------------------------------------------------------------

FOREIGN = (
    {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1"}, {"Origin": ""},
    {"Origin": "http://127.0.0.1.evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://evil.example", "Referer": "{own}/steer/", "X-Requested-With": "XMLHttpRequest", "X-CSRF-Token": "x"},
)  # fmt: skip
"""What browsers send with the form of another site, and what its author can add."""


@pytest.mark.parametrize("rule", sorted(FORMS))
def test_a_form_of_another_site_changes_nothing(stage: Stage, rule: str) -> None:
    room, may, form = FORMS[rule]
    path, sent = stage.fill(rule, getattr(stage, room)), filled(stage, form, 20)
    before = stage.fingerprint()
    for headers in FOREIGN:
        for who in (may[0] or "standing", "facilitator"):
            answer = stage.post(
                who, path, sent, **{k: v.format(own=stage.server.address) for k, v in headers.items()}
            )
            assert answer.status_code == 403, (who, headers)
            assert "Set-Cookie" not in answer.headers
    assert stage.fingerprint() == before


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", "application/xml"]
)
def test_a_form_in_another_dress_from_another_site_changes_nothing(stage: Stage, kind: str) -> None:
    before = stage.fingerprint()
    answer = stage.ask(
        "POST", "facilitator", f"/steer/{stage.here}/act", data=b"kind=notice.set&text=evil",
        headers={"Origin": "http://evil.example", "Content-Type": kind},
    )  # fmt: skip
    assert answer.status_code == 403
    assert stage.fingerprint() == before


# --- planted cookies -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "planted", ["chosen", "WyJldmUiLCJldmUiXQ.x.y", "'; DROP TABLE people; --", "a" * 900]
)
def test_a_planted_cookie_becomes_nobodys_identity(stage: Stage, planted: str) -> None:
    cookie = f"ps_person={planted}; ps_staff={planted}; ps_phone={planted}; ps_flash={planted}"
    answer = stage.ask(
        "POST", "nobody", f"/s/{stage.code}/enter", data={"name": "Newcomer"}, headers={"Cookie": cookie}
    )
    assert answer.status_code == 303
    given = re.search(r"ps_person=([^;]+)", answer.headers["Set-Cookie"])
    assert given
    assert planted not in given[1]
    assert stage.identities.read({"ps_person": planted, "ps_staff": planted}).person == ""
    assert stage.ask("GET", "nobody", f"/steer/{stage.here}", headers={"Cookie": cookie}).status_code == 403


def test_every_newcomer_is_somebody_new_whatever_the_browser_held_before(stage: Stage) -> None:
    people = set()
    for _ in range(5):
        answer = stage.post("another seminar", f"/s/{stage.code}/enter", {"name": "Twice"})
        people.add(
            stage.identities.read(
                {"ps_person": answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]}
            ).person
        )
    assert len(people) == 5
    assert all(len(person) == 16 for person in people)  # 64 bits of chance


def test_keys_and_tokens_leave_the_address_at_once(stage: Stage) -> None:
    page = stage._post(
        stage.owner.jar, f"/steer/{stage.here}/together", do="name", name="Keya", op="name-keya-here"
    ).text
    key = re.search(r"/steer/enter\?key=([\w-]+)", page)
    assert key
    for path, secret in ((f"/steer/enter?key={key[1]}", key[1]), (stage.fill("/remote/<token>"), "remote/")):
        answer = stage.get("nobody", path)
        assert answer.status_code == 303
        assert secret not in answer.headers["Location"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
    assert not any(key[1] in line for line in stage.server.lines)


def test_a_new_link_for_a_co_facilitator_opens_no_seminar_but_those_of_who_makes_it(stage: Stage) -> None:
    """Whoever names somebody could otherwise become them later, in a seminar that is theirs alone."""
    jar = stage._named(stage.here, "Olga")
    stage.jars["olga"] = jar
    olga = stage.identities.read(dict(jar.cookies)).facilitator
    assert (
        jar.submit("/steer/new", scenario="first-table", cast="6", rooms="1", title="Olga's own").status_code
        == 303
    )
    for form in (
        {"do": "link", "who": olga},
        {"do": "name", "name": "Olga", "op": f"name-Olga-{stage.here}"},
    ):
        answer = stage.post("facilitator", f"/steer/{stage.here}/together", form)
        assert "enter?key=" not in answer.text, form
    # who steers nothing else gets a new link
    jar = stage._named(stage.here, "Nell")
    form = {"do": "link", "who": stage.identities.read(dict(jar.cookies)).facilitator}
    assert "enter?key=" in stage.post("facilitator", f"/steer/{stage.here}/together", form).text


# --- paths -----------------------------------------------------------------------------------------------------

CLIMBING = [
    "/static/../run.py", "/static/%2e%2e/run.py", "/static/..%2frun.py", "/static/%2e%2e%2f%2e%2e%2fetc/passwd", "/static//etc/passwd",
    "/static/css/../../run.py", "/static/..\\run.py", "/static/%5c..%5crun.py", "/static/%00", "/static/css/tokens.css%00.png",
    "/static/.git/config", "/.git/config", "/.env", "/run.py", "/var/key", "/simulator.db", "/static/%252e%252e/run.py", "/static/",
    "/static/vendor/../../pyproject.toml", "/steer/{x}/kit/..%2f..%2fbase", "/steer/{x}/kit/../../../run.py", "/steer/{x}/kit/tents.html",
    "/steer/{x}/kit/%2fetc%2fpasswd", "/steer/{x}/kit/tents%00", "/steer/{x}/kit/..", "/steer/{x}/after/export.zip/../../../../var/key",
    "/steer/{x}/after/..%2f..%2fkey", "/x/..%2f..%2fetc/agreement.json", "/x/{x}/agreement.docx/../../../run.py", "/s/..%2f..%2fkey",
    "/wall/..%2f..%2fkey", "/c/..%2fkey", "/steer/{x}/look/..%2fvendors", "/replay/..%2f{x}", "//etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", CLIMBING)
def test_a_path_that_climbs_finds_nothing(stage: Stage, path: str) -> None:
    """Sent as it is: clients of the usual kind would tidy it up first."""
    cookie = "; ".join(f"{c.name}={c.value}" for c in stage.owner.jar.cookies)
    wire = http.client.HTTPConnection("127.0.0.1", stage.server.port, timeout=10)
    wire.putrequest("GET", path.replace("{x}", stage.here), skip_host=True)
    wire.putheader("Host", f"127.0.0.1:{stage.server.port}")
    wire.putheader("Cookie", cookie)
    wire.endheaders()
    answer = wire.getresponse()
    text = answer.read().decode("utf-8", "replace")
    wire.close()
    assert answer.status in (301, 303, 308, 400, 403, 404), answer.status
    for leak in (
        "root:x:",
        "import os",
        "[project]",
        "{% ",
        "SQLite format",
        stage.identities.link("wall", "x")[:0] or "0123456789abcdef0123",
    ):
        assert leak not in text


@pytest.mark.parametrize(
    "scenario",
    [
        "../first-table",
        "first-table/../first-table",
        "/etc",
        "..",
        ".",
        "",
        "first-table/",
        "first-table\0",
        "FIRST-TABLE",
        "first-table/scenario.yaml",
        "alder-basin",
    ],
)
def test_only_a_scenario_of_the_shelf_is_opened(stage: Stage, scenario: str) -> None:
    before = stage.fingerprint()
    answer = stage.post(
        "facilitator", "/steer/new", {"scenario": scenario, "cast": "6", "rooms": "1", "title": "x"}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/steer/"
    assert stage.fingerprint() == before


# --- headers ---------------------------------------------------------------------------------------------------

SMUGGLED = "x\r\nSet-Cookie: evil=1\r\nX-Evil: 1\r\n\r\n<html>evil"


def no_evil(answer: Answer) -> bool:
    """Whether no header came from what was sent."""
    return not any(
        "evil" in f"{k}: {v}".lower()
        for k, v in answer.headers.items()
        if k not in ("Location", "Set-Cookie")
    ) and ("evil=1" not in answer.headers.get("Set-Cookie", ""))


@pytest.mark.parametrize("rule", sorted(FORMS))
def test_no_header_comes_from_a_form(stage: Stage, rule: str) -> None:
    room, may, form = FORMS[rule]
    if rule in ("/steer/<exercise>/after/archive", "/x/<exercise>/leave", "/steer/<exercise>/away"):
        room, may = "here", ("another seminar",)
    keep = {"do", "scenario", "cast", "kind", "sheet"}
    sent = {k: (v if k in keep else SMUGGLED) for k, v in form.items()} | {
        "next": SMUGGLED,
        "at": SMUGGLED,
        "op": SMUGGLED,
    }
    answer = stage.post(may[0] or "standing", stage.fill(rule, getattr(stage, room)), sent)
    assert answer.status_code < 500
    assert no_evil(answer), answer.headers
    assert "\n" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "path",
    [
        "/?code={e}",
        "/s/{e}",
        "/x/{e}",
        "/x/{x}/proposals?at={e}",
        "/steer/{x}/kit/{e}",
        "/steer/{x}/after/keeping?name={e}",
        "/wall/{e}",
        "/{e}",
    ],
)
def test_no_header_comes_from_an_address(stage: Stage, path: str) -> None:
    answer = stage.get(
        "facilitator", path.format(e="x%0d%0aSet-Cookie:%20evil=1%0d%0aX-Evil:%201", x=stage.here)
    )
    assert answer.status_code < 500
    assert no_evil(answer)


@pytest.mark.parametrize(
    "header",
    [
        "Host",
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
        "Referer",
        "User-Agent",
    ],
)
def test_a_header_opens_nothing_and_moves_no_link(stage: Stage, header: str) -> None:
    for value in ("evil.example", "127.0.0.1", f"/steer/{stage.here}", "127.0.0.1, evil.example"):
        assert stage.ask("GET", "nobody", f"/steer/{stage.here}", headers={header: value}).status_code in (
            400,
            403,
        )
        answer = stage.ask("GET", "facilitator", f"/steer/{stage.here}", headers={header: value})
        assert answer.status_code in (200, 400)
        if header != "Host":
            assert "evil.example" not in answer.text
        answer = stage.ask("POST", "nobody", "/join", data={"code": stage.code}, headers={header: value})
        assert "evil" not in answer.headers.get("Location", "")


def test_the_names_of_files_are_ours(stage: Stage) -> None:
    for path in ("after/export.zip", "after/export.zip?people=names", "after/attendance.csv"):
        given = stage.get("facilitator", f"/steer/{stage.here}/{path}").headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.(zip|csv)"', given), given
    for kind in ("docx", "json"):
        given = stage.get("seated", f"/x/{stage.here}/agreement.{kind}").headers["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename="?[\w.-]+"?', given), given


# --- what a spreadsheet would run ------------------------------------------------------------------------------

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\uff20SUM(A1)",
    "\uff0b1",
    "\uff0d1",
]


def cells(archive: zipfile.ZipFile) -> Iterator[str]:
    """Every cell of every table."""
    for name in archive.namelist():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                yield from row


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_spreadsheet_runs_what_somebody_wrote(stage: Stage, formula: str) -> None:
    stage.post("nobody", f"/s/{stage.code}/enter", {"name": formula})
    stage.jars["seated"].submit(f"/x/{stage.here}/act", kind="message.send", channel="plenary", text=formula)
    stage.post(
        "facilitator",
        f"/steer/{stage.here}/after/certificates",
        {"issuer": formula, "place": formula, "signer": formula},
    )
    answer = stage.get("facilitator", f"/steer/{stage.here}/after/export.zip?people=names")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert not [n for n in names if n.startswith("/") or ".." in n or "\\" in n]
        found = list(cells(archive))
        assert f"'{formula}" in found, "the text is nowhere: the case proves nothing"
        assert not [c for c in found if c.startswith(FORMULA) and not re.fullmatch(r"-?\d+(\.\d+)?", c)]
        for name in names:
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
                    sheets = [book.read(n).decode() for n in book.namelist() if "worksheets/" in n]
                    assert sheets
                    assert not any("<f>" in s or "<hyperlink" in s for s in sheets)
    attendance = stage.get("facilitator", f"/steer/{stage.here}/after/attendance.csv").content.decode(
        "utf-8-sig"
    )
    assert not [c for row in csv.reader(io.StringIO(attendance)) for c in row if c.startswith(FORMULA)]


@pytest.mark.parametrize("who", ["names", "pseudonyms"])
def test_an_export_holds_nothing_that_its_reader_may_not_read(stage: Stage, who: str) -> None:
    text = text_of(stage.get("facilitator", f"/steer/{stage.here}/after/export.zip?people={who}"))
    for secret, readers in stage.secrets.items():
        if "facilitator" not in readers:
            assert secret not in text, secret
    assert ("Seated Person" in text) == (who == "names")
