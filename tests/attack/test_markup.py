"""No text that somebody writes becomes markup, a template or an address anywhere: a seminar is played in which every field
that a person can fill holds an attack, and every page, every part that a socket brings and the export are read.

The fields of commands are read from the code and those of forms from the templates: one without an attack fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from simulator.bootstrap import open_record
from simulator.core.ids import ExerciseId
from simulator.core.state.exercise import Exercise
from simulator.web.settings import Settings
from tests.support.people import Cookies, Facilitator, Linked, Participant
from tests.support.server import ROOT, Server
from tests.web.test_policies import GETS

from .commands import KINDS, TEXTS
from .stage import KEY
from .test_routes import text_of

NOWHERE = {"phrase", "code", "device", "at", "password"}
"""Fields of forms whose wrong values are shown on no page."""
AS_ADDRESS = ("https://meet.example.org/zz{n}/%22%3E%3Cb%20zz=1",)
VOID = {"script", "iframe", "object", "embed", "base", "applet", "frame", "marquee"}


def attack(n: int) -> str:
    """Breaks out of text, of both kinds of attribute, of Markdown, and asks a template to count. At most 60 characters."""
    return f"zz{n}\"'><b zz=1 onclick=zz>[a](javascript:zz){{{{7*7}}}}"


class Reader(HTMLParser):
    """Finds what no page of ours holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element."""
        given = dict(attrs)
        if tag in VOID and not (tag == "script" and str(given.get("src", "")).startswith("/static/")):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if (
                name.startswith(("on", "zz"))
                or name in ("style", "srcdoc", "formtarget")
                or not re.fullmatch(r"[a-zA-Z][\w:.-]*", name)
            ):
                self.wrong.append(f"<{tag} {name}>")
            if (
                name in ("href", "src", "action", "formaction")
                and re.match(r"\s*(javascript|data|vbscript):", value or "", re.I)
                and not (tag == "img" and (value or "").startswith("data:image/"))
            ):
                self.wrong.append(f"<{tag} {name}={value}>")

    handle_startendtag = handle_starttag


def wrong_in(html: str) -> list[str]:
    """What is in this page that no template of ours put there."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    found = reader.wrong
    found += [f"counted: {m}" for m in re.findall(r"javascript:zz\)49", html)]
    return found


def test_the_reader_finds_an_attack_that_gets_through() -> None:
    """Or finding none would mean nothing."""
    for page in (f"<p>{attack(1)}</p>", f'<p title="{attack(1)}">x</p>', f"<p title='{attack(1)}'>x</p>", '<a href="javascript:zz">x</a>',
                 "<script>zz</script>", "<p style='x'>", "<p>javascript:zz)49</p>"):  # fmt: skip
        assert wrong_in(page), page
    assert wrong_in(f"<p>{attack(1).translate({60: '&lt;', 62: '&gt;', 34: '&#34;', 39: '&#39;'})}</p>") == []


@dataclass
class Played:
    """A seminar full of attacks: what was put where, everything that anybody was shown."""

    server: Server
    attacks: dict[str, int] = field(default_factory=dict)
    shown: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lines: list[Linked] = field(default_factory=list)

    def text(self, where: str) -> str:
        """The attack of a field, ``command.kind/field`` or ``/address/field``."""
        return attack(self.attacks.setdefault(where, len(self.attacks) + 100))

    def act(self, line: Linked, kind: str, texts: str = "", /, **given: Any) -> None:
        """A command with attacks in these fields of it."""
        ack = line.act(kind, **given, **{name: self.text(f"{kind}/{name}") for name in texts.split()})
        if not ack["ok"]:
            self.refused.append(f"{kind} {given}: {ack['code']} {ack['facts']}")

    def form(self, jar: Cookies, path: str, rule: str, texts: str = "", /, **given: Any) -> Any:
        """A form with attacks in these fields of it."""
        answer = jar.submit(path, **given, **{name: self.text(f"{rule}/{name}") for name in texts.split()})
        self.shown.append((f"POST {path}", answer.text))
        return answer

    def look(self, jars: dict[str, Cookies], room: str, code: str, tokens: dict[str, str]) -> None:
        """Every page that somebody may open now."""
        for who, jar in jars.items():
            for rule in sorted(GETS):
                path = (
                    rule.replace("<exercise>", room)
                    .replace("<code>", code)
                    .replace("<seat>", "vendors")
                    .replace("<sheet>", "tents")
                )
                for name, token in tokens.items():
                    path = path.replace(f"/{name}/<token>", f"/{name}/{token}")
                if "<" in path or rule.startswith("/remote"):
                    continue
                answer = jar.open(path)
                if answer.ok:
                    is_page = answer.headers["Content-Type"].startswith("text/html")
                    # with nosniff a browser reads no other file as a page
                    assert is_page or answer.headers["X-Content-Type-Options"] == "nosniff"
                    self.shown.append((f"{who} GET {path}" if is_page else f"file {path}", text_of(answer)))


def play(server: Server) -> Played:
    """A seminar in which everybody attacks wherever they may write."""
    played = Played(server)
    host = Facilitator(server)
    answer = played.form(
        host.jar, "/steer/new", "/steer/new", "title credits", scenario="first-table", cast=6, rooms=1, bots="none", depth="full",
        talk="remote", letters="after",
    )  # fmt: skip
    room = answer.headers["Location"].rpartition("/")[2]
    page = host.jar.open(f"/steer/{room}").text
    record = open_record(Settings(data=server.data, key=KEY))[0]  # what is stored, read beside the server

    def state() -> Exercise:
        return record.exercise(ExerciseId(room))

    code = re.search(r"\b([A-Z]{4})-(\d\d)\b", page)
    wall = re.search(r"/wall/([\w.-]+)", page)
    assert code
    assert wall
    code_text = code[1] + code[2]
    guests = f"{played.text('guests/name')}; {played.text('guests/home')}; Government\nGus; Elm; Government\n"
    played.form(host.jar, f"/steer/{room}/seats/guests", "guests", text=guests)
    seats = ("city-hall", "county-health", "merchants", "vendors", "neighbors", "foundation")
    people, lines = {}, {}
    for seat in seats:
        person = people[seat] = Participant(server, seat)
        played.form(person.jar, f"/s/{code_text}/claim", "/s/<code>/claim", "name", room=room, seat=seat)
        lines[seat] = Linked(server, person.jar, room, "seat").connect()
        played.act(lines[seat], "brief.confirm")
    friend = Participant(server, "friend")
    played.form(friend.jar, f"/s/{code_text}/ask", "/s/<code>/ask", "name", room=room, seat="vendors")
    stander = Participant(server, "stander")
    played.form(stander.jar, f"/s/{code_text}/enter", "/s/<code>/enter", "name")
    played.form(Cookies(server), "/check", "/check", "device", way="websocket", took="5")
    steering, screen = host.link(room), Linked(server, Cookies(server), room, "wall", wall[1]).connect()
    pages = [
        steering,
        screen,
        Linked(server, host.jar, room, "rooms").connect(),
        Linked(server, host.jar, room, "remote").connect(),
    ]
    played.lines = [*lines.values(), *pages]
    vendors, merchants, city = lines["vendors"], lines["merchants"], lines["city-hall"]
    jars = {"facilitator": host.jar, "vendors": people["vendors"].jar, "merchants": people["merchants"].jar, "friend": friend.jar,
            "nobody": Cookies(server)}  # fmt: skip

    def look() -> None:
        played.look(jars, room, code_text, {"wall": wall[1], "c": card[1] if card else ""})

    cards = host.jar.open(f"/steer/{room}/cards").text
    card = re.search(r"/c/([\w.-]+)", cards)
    steer = lambda kind, texts="", **given: played.act(steering, kind, texts, **given)  # noqa: E731

    # a step at small tables
    steer("step.enter", step="resources")
    played.act(vendors, "message.send", "text", channel="plenary")
    played.act(vendors, "message.send", "text", channel="private", to="merchants")
    steer("message.send", "text", channel="plenary")
    group = state().groups[0]
    if group:
        ack = steering.act(
            "meeting.give",
            group=group.id,
            link=AS_ADDRESS[0].format(n=played.attacks.setdefault("meeting.give/link", 99)),
        )
        assert ack["ok"], ack
        assert steering.act("meeting.give", group=group.id, link=attack(1))["code"] == "link.unfit"
    writer = lines[group.members[0]]
    played.act(writer, "table.take_pen")
    seen = str(state().groups[0].turn)
    played.act(writer, "table.write", "rationale", seen=seen, **{"term:money": "thirds"})
    steer("table.name", group=group.id, role="scribe", member=group.members[0])
    played.act(writer, "table.report", "live hinder")
    played.act(vendors, "pledge.make", "note condition", resource="cash", amount="10", line="Opening fund")
    look()

    # the room together
    steer("step.enter", step="running")
    steer("notice.set", "text")
    steer("eyes.set", "text", up="1")
    played.act(vendors, "stance.set", "reason moves", target="opening.pilot-six", value="with", seen="1")
    played.act(
        vendors,
        "proposal.table",
        "rationale",
        audience="all",
        **{"term:opening": "pilot-six", "wording:opening": played.text("proposal.table/wording")},
    )
    public = next(p.id for p in state().tabled.values() if p.author == "vendors")
    played.act(
        vendors,
        "proposal.edit",
        "rationale",
        proposal=public,
        base="1",
        **{"term:opening": "pilot-six", "wording:opening": played.text("proposal.edit/wording")},
    )
    played.act(merchants, "proposal.make", "rationale", **{"term:seats": "equal"})
    other = next(p.id for p in state().tabled.values() if p.author == "merchants")
    played.act(merchants, "proposal.revise", "rationale", proposal=other, seen="1", **{"term:seats": "equal"})
    played.act(vendors, "offer.make", "give want", to="merchants", until="text", shown="1")
    played.act(
        vendors, "pledge.revise", "note condition", pledge=next(iter(state().pledges)), amount="12", seen="1"
    )
    played.act(vendors, "help.ask", "text", about="words")
    steer("help.reply", "text", to="vendors", how="answer")
    steer("consent.list", amount="5", **{"term:contributions": "deposit"})
    played.act(merchants, "consent.object", "reason", item="c1")
    for clause, option in (("rule", "lead-pair"), ("manager", "coop-runs")):
        steer("decision.open", **{f"term:{clause}": option})
        number = "d1" if clause == "rule" else "d2"
        if clause == "manager":
            played.act(vendors, "objection.put", "reason", decision=number)
        for seat in seats if clause == "rule" else ("city-hall", "merchants", "neighbors"):
            played.act(
                lines[seat],
                "ballot.cast",
                "reason",
                decision=number,
                choice="no" if seat == "city-hall" else "yes",
            )
        look()
        steer("decision.close", decision=number)
        if clause == "rule":
            steer("committee.name", seats=["city-hall", "merchants", "neighbors"])
    steer("task.ask", seat="neighbors", task="stall-draw", of="vendors")
    played.act(vendors, "task.refuse", "reason", task="stall-draw")
    steer("task.ask", seat="neighbors", task="stall-draw", of="neighbors")
    played.act(lines["neighbors"], "task.lead", task="stall-draw")
    played.act(lines["neighbors"], "task.hand_back", "reason", task="stall-draw")
    for scene in ("lobby", "clock", "room", "clause", "agreement", "decision", "plan", ""):
        steering.act("scene.show", scene=scene)

    # guests, the press, what was heard
    host.jar.submit(f"/steer/{room}/observers", do="open", door="press")
    press = re.search(r"/watch/([\w.-]+)", host.jar.open(f"/steer/{room}/observers").text)
    assert press
    reporter, paper = Cookies(server), f"/watch/{press[1]}/{room}"
    jars["reporter"] = reporter
    played.form(reporter, f"{paper}/name", "/watch/<token>/<exercise>/name", "name")
    for number in (1, 2):
        story = {
            "headline": played.text("press.submit/headline")[:80],
            "text": played.text("press.submit/text"),
        }
        played.form(reporter, f"{paper}/story", paper, op=f"a-story-{number}", **story)
    first, second = state().press
    steer("press.publish", story=first)
    steer("press.decline", "words", story=second)
    steer("heard.ask")
    played.act(vendors, "heard.answer", "note", round="h1", heard="no")
    played.shown += [("GET /watch", reporter.open(paper).text)]
    look()
    steer("heard.close", round="h1")

    # forms around it
    jar, own = host.jar, people["vendors"].jar
    played.form(own, f"/x/{room}/note", "/x/<exercise>/note", "text")
    for sheet in ("walkaway", "shared"):
        played.form(own, f"/x/{room}/sheet", f"/x/<exercise>/sheet/{sheet}", "text", sheet=sheet, seen="0")
    played.form(
        own,
        f"/x/{room}/proposal",
        "/x/<exercise>/proposal",
        "rationale",
        audience="all",
        **{"term:seats": "equal", "wording:seats": played.text("/x/<exercise>/proposal/wording")},
    )
    played.form(jar, f"/steer/{room}/together", "/steer/<exercise>/together/name", "name", do="name")
    played.form(jar, f"/steer/{room}/together", "/steer/<exercise>/together/rename", "name", do="rename")
    played.form(jar, f"/steer/{room}/template", "/steer/<exercise>/template", "name")
    kept = {
        "template_name": played.text("/steer/new/template_name"),
        "do": "keep",
        "scenario": "first-table",
        "cast": "6",
    }
    played.form(jar, "/steer/new", "/steer/new", **kept)
    played.form(jar, "/steer/password", "/steer/password", "name", password="four slow herons wade")
    played.form(jar, f"/replay/{room}/bookmark", "/replay/<exercise>/bookmark", "word")
    played.form(
        jar,
        f"/steer/{room}/after/certificates",
        "/steer/<exercise>/after/certificates",
        "issuer place signer",
    )
    evaluation = f"/steer/{room}/after/evaluation"
    played.form(jar, evaluation, "/steer/<exercise>/after/evaluation", "text", do="add", kind="text")
    played.shown.append(("the question", jar.open(evaluation).text))
    questions = re.findall(r'<textarea id="q-([^"]+)"', jar.open(evaluation).text)
    played.form(
        jar,
        evaluation,
        evaluation,
        do="arrange",
        on=questions,
        **{q: played.text(f"question/{q}") for q in questions},
    )
    played.form(jar, evaluation, evaluation, do="open")
    asked = re.findall(r'<textarea id="q-[^"]+" name="([^"]+)"', own.open(f"/s/{code_text}/evaluation").text)
    played.form(
        own,
        f"/s/{code_text}/evaluation",
        "/s/<code>/evaluation",
        **{q: played.text(f"answer/{q}") for q in asked},
    )
    for path in (
        f"/?code={attack(1)[:12]}", f"/steer/{room}/after/keeping?name={attack(2)}", f"/x/{room}/proposals?at={attack(3)}",
        f"/x/{room}/compare?a={attack(4)}&b={attack(5)}", f"/steer/{room}/seats?move={attack(6)}", f"/replay/{room}?at=1&clause={attack(7)}",
        f"/x/{room}/messages?talk={attack(8)}&upto={attack(8)}", f"/x/{room}/proposal?edit={attack(9)}", f"/steer/{room}/tables?step={attack(9)}",
        f"/{attack(10)}", f"/s/{attack(11)}", f"/x/{attack(12)}", f"/steer/{attack(13)}", f"/wall/{attack(14)}", f"/x/{room}/agreement?t={attack(15)}",
        f"/steer/{room}/kit/{attack(16)}", f"/steer/{room}/look/{attack(17)}", f"/steer/{room}/paper?what={attack(18)}&clause={attack(18)}",
        f"/steer/{room}/after/certificates?person={attack(19)}", f"/steer/{room}/kit?{attack(20)}=1&table={attack(20)}",
    ):  # fmt: skip
        for who in (jar, own):
            played.shown.append((path, who.open(path).text))
    for who, path in (
        (own, f"/x/{room}/act"),
        (jar, f"/steer/{room}/act"),
        (jar, f"/steer/{room}/paper"),
        (jar, "/steer/new"),
        (jar, evaluation),
    ):
        every = {
            name: attack(30)
            for name in (
                "kind",
                "what",
                "about",
                "do",
                "target",
                "scenario",
                "title",
                "cast",
                "finish",
                "text",
            )
        }
        played.form(who, path, path, **every)
        played.shown.append((f"after {path}", who.open("/steer/" if who is jar else f"/x/{room}").text))
    look()

    # the end
    steer("signing.open")
    played.act(city, "signature.give", "note", how="reserve", seen=state().signing.text_hash)
    look()
    steer("signing.conclude")
    steer("step.enter", step="debrief")
    for what in ("count", "best", "all", "mark", "meet"):
        steering.act("debrief.reveal", what=what)
    steering.act("letters.open")
    steering.act("replay.open", level="letters")
    played.act(lines["foundation"], "seat.leave", proxy="vendors")
    played.form(people["foundation"].jar, f"/x/{room}/left", "/x/<exercise>/left", "learned tomorrow")
    jars["gone"] = people["foundation"].jar
    look()
    for at in range(1, 90, 4):
        played.shown.append((f"replay {at}", jar.open(f"/replay/{room}?at={at}&part=1").text))
    for line in played.lines:
        played.shown += [
            (f"socket {line.page} {part}", html) for frame in line.frames for part, _, _, html in frame["p"]
        ]
        line.close()
    return played


@pytest.fixture(scope="module")
def played(server: Server) -> Played:
    """The seminar full of attacks, played once."""
    return play(server)


def text_fields() -> Iterator[str]:
    """Every field of a command in which people write what they like."""
    for kind, command in sorted(KINDS.items()):
        for one in fields(command):
            if one.name in TEXTS or one.name == "wording":
                yield f"{kind}/{one.name}"


def form_names() -> set[str]:
    """The names of fields that people type into, in all templates."""
    found = set()
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for tag in re.findall(r"<(?:textarea|input)\b[^>]*>", Path(file).read_text("utf-8")):
            if not re.search(r'type="(hidden|checkbox|radio|number|submit|date|time|file)"', tag):
                found |= set(re.findall(r' name="([^"{]+)', tag))
    return found


def test_every_command_of_this_seminar_was_taken(played: Played) -> None:
    assert played.refused == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("where", sorted(text_fields()))
def test_the_text_of_this_field_is_shown_and_stays_text(played: Played, where: str) -> None:
    number = played.attacks.get(where)
    assert number is not None, f"no attack in {where}: play() does not send it"
    assert any(f"zz{number}" in html for _, html in played.shown), f"nobody was shown {where}"


@pytest.mark.parametrize("name", sorted(form_names()))
def test_every_field_of_a_form_has_an_attack(played: Played, name: str) -> None:
    last = name.rstrip(":")
    known = {where.rpartition("/")[2] for where in played.attacks} | NOWHERE
    assert last in known | {"reservation", "words", "q"}, f"no attack in the field {name}"


def test_the_texts_of_forms_are_shown(played: Played) -> None:
    everything = "\n".join(html for _, html in played.shown)
    unseen = [
        w
        for w, n in played.attacks.items()
        if f"zz{n}" not in everything and w.rpartition("/")[2] not in NOWHERE
    ]
    assert unseen == []


def test_nothing_that_anybody_wrote_became_markup_anywhere(played: Played) -> None:
    assert len(played.shown) > 500
    wrong = {}
    for where, html in played.shown:
        found = [] if where.startswith("file ") else wrong_in(html)
        if found:
            wrong[where] = found[:3]
    assert wrong == {}
