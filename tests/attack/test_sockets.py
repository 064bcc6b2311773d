"""The authorization matrix of the socket: who may connect, hear and send what; repeated and foreign ids; broken, oversized
and foreign connections. Events, pages and commands are read from the code; one without a case fails here."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
import websocket

from simulator.app.desk import BY_PHONE, OF_MY_SEAT, OF_MYSELF
from simulator.app.wire import EXERCISE_KINDS, SEMINAR_KINDS
from simulator.core.decide import MOVES
from simulator.realtime.gateway import EVENT_POLICIES
from simulator.web.identity import CARD, WALL, Identities
from tests.support.people import Linked

from .commands import KINDS, example
from .stage import FACILITATORS, ROLES, Stage

PAGES = {
    "seat": ("seated", "another seat"), "steer": FACILITATORS, "rooms": FACILITATORS, "remote": ("phone", *FACILITATORS),
    "wall": ROLES, "": (), "SEAT": (), "steer ": (), "room": (), "observer": (), "facilitator": (), "system": (),
}  # fmt: skip
"""Who may connect as which page of the first room; for the wall with its token."""
BIGGEST = 64_000


class Wire:
    """A websocket as a program of an attacker's opens it: Engine.IO and Socket.IO by hand."""

    def __init__(
        self,
        stage: Stage,
        who: str = "nobody",
        origin: str | None = "",
        cookies: dict[str, str] | None = None,
        **query: str,
    ) -> None:
        known = {c.name: c.value for c in stage.jars[who].cookies} if cookies is None else cookies
        cookie = "; ".join(f"{name}={value}" for name, value in known.items())
        asked = "&".join(f"{k}={v}" for k, v in ({"EIO": "4", "transport": "websocket"} | query).items())
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{stage.server.port}/socket.io/?{asked}", timeout=10, cookie=cookie,
            origin=stage.server.address if origin == "" else origin, suppress_origin=origin is None,
            skip_utf8_validation=True,  # in Python, byte by byte
        )  # fmt: skip

    def join(self, stage: Stage, page: str = "seat") -> Wire:
        """Connect as a page of the first room does."""
        assert self.socket.recv().startswith("0{")
        self.send("40" + json.dumps({"exercise": stage.here, "page": page, "token": stage.wall}))
        assert self.socket.recv().startswith("40{")
        return self

    def is_let_in(self, page: str, room: str, token: str) -> bool:
        """Ask to be connected as a page."""
        assert self.socket.recv().startswith("0{")
        self.send("40" + json.dumps({"exercise": room, "page": page, "token": token}))
        answer = self.socket.recv()
        assert answer.startswith(("40{", "44{")), answer
        return bool(answer.startswith("40{"))

    def send(self, frame: str | bytes, opcode: int = websocket.ABNF.OPCODE_TEXT) -> None:
        """One frame."""
        self.socket.send(frame, opcode)

    def hears(self, wait: float = 0.3) -> list[str]:
        """What arrives within this time (s); ends when the server hangs up."""
        found: list[str] = []
        self.socket.settimeout(wait)
        try:
            while True:
                frame = self.socket.recv()
                if frame in ("", b""):
                    return found
                found.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace"))
        except (websocket.WebSocketException, OSError):
            return found

    def close(self) -> None:
        """Hang up; the library does nothing where the server did so first."""
        self.socket.close(timeout=1)
        self.socket.shutdown()


@pytest.fixture
def wires(stage: Stage) -> Iterator[Callable[..., Wire]]:
    """Opens sockets and closes them."""
    opened: list[Wire] = []

    def open_one(*args: Any, **options: Any) -> Wire:
        opened.append(Wire(stage, *args, **options))
        return opened[-1]

    yield open_one
    for wire in opened:
        wire.close()


def let_in(
    stage: Stage, who: str, page: str, room: str = "", token: str = "", cookies: dict[str, str] | None = None
) -> bool:
    """Whether a socket as this page is let in."""
    with closing(Wire(stage, who, cookies=cookies)) as wire:
        return wire.is_let_in(page, room or stage.here, token)


@pytest.fixture(scope="module")
def live(stage: Stage) -> Iterator[dict[str, Linked]]:
    """A live page of everybody who may have one."""
    pages = {
        "another seat": stage.link("another seat"), "seated": stage.link("seated"),
        "next room": stage.link("next room", room=stage.next_room), "wall": stage.link("nobody", "wall", token=stage.wall),
        "phone": stage.link("phone", "remote"), "rooms": stage.link("facilitator", "rooms"),
        "another facilitator": stage.link("another facilitator", "steer", stage.there),
    }  # fmt: skip
    yield pages
    for page in pages.values():
        page.close()


def told(stage: Stage) -> list[str]:
    """What the server's log says of bugs since this was asked last."""
    time.sleep(0.05)
    lines = stage.server.lines
    bugs = lines[:] if stage.server.tracebacks() else []
    lines.clear()
    return bugs


def goes_on(live: dict[str, Linked]) -> bool:
    """Whether a seat that did nothing wrong is served."""
    return bool(live["seated"].socket.call("time", {}, timeout=10)["ok"])


# --- connecting ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_who_may_connect_as_this_page(stage: Stage, page: str) -> None:
    here = tuple(who for who in ROLES if let_in(stage, who, page, token=stage.wall))
    assert set(here) == set(PAGES[page])
    for who in here:
        linked = stage.link(who, page, token=stage.wall)
        heard = "".join(linked.parts.values())
        read = [secret for secret, readers in stage.secrets.items() if secret in heard and who not in readers]
        assert read == [] or (page == "wall" and read == ["canary: in the first room"]), (who, read)
        linked.close()


@pytest.mark.parametrize("room", ["next_room", "there"])
def test_who_sits_in_one_room_hears_no_other(stage: Stage, room: str) -> None:
    for who in ("seated", "another seat", "phone", "dismissed", "standing", "gone"):
        for page in ("seat", "steer", "rooms", "remote", "wall"):
            assert not let_in(stage, who, page, getattr(stage, room), stage.wall), (who, page)


@pytest.mark.parametrize(
    "token", ["card", "next room", "other seminar", "cut", "empty", "long", "foreign key"]
)
def test_a_wall_opens_with_its_own_token_alone(stage: Stage, token: str) -> None:
    link = stage.identities.link
    tokens = {
        "card": stage.card, "next room": link(WALL, stage.next_room), "other seminar": link(WALL, stage.there),
        "cut": stage.wall[:-3], "empty": "", "long": stage.wall + "x" * 5000, "foreign key": Identities(b"guess").link(WALL, stage.here),
    }  # fmt: skip
    for who in ("nobody", "facilitator"):
        assert not let_in(stage, who, "wall", token=tokens[token])


@pytest.mark.parametrize(
    "cookie",
    [
        "foreign key",
        "cut",
        "staff as person",
        "person as staff",
        "card as person",
        "unsigned",
        "none algorithm",
    ],
)
def test_a_forged_cookie_is_nobody(stage: Stage, cookie: str) -> None:
    jar = stage.jars["seated"].cookies
    person, staff = jar["ps_person"], stage.owner.jar.cookies["ps_staff"]
    forged = Identities(b"another key, as long as ours")
    cookies = {
        "foreign key": {"ps_person": str(forged._person.dumps(["x", "y"])), "ps_staff": str(forged._staff.dumps([stage.facilitator_id]))},
        "cut": {"ps_person": person[:-2], "ps_staff": staff[:-2]},
        "staff as person": {"ps_person": staff}, "person as staff": {"ps_staff": person},
        "card as person": {"ps_person": stage.identities.link(CARD, stage.here, "vendors"), "ps_phone": stage.wall},
        "unsigned": {"ps_staff": json.dumps([stage.facilitator_id]), "ps_person": person.rsplit(".", 1)[0]},
        "none algorithm": {"ps_staff": "eyJhbGciOiJub25lIn0." + staff.split(".")[0] + "."},
    }[cookie]  # fmt: skip
    for page in ("seat", "steer", "rooms", "remote"):
        assert not let_in(stage, "nobody", page, cookies=cookies), page
    for path in (f"/x/{stage.here}", f"/steer/{stage.here}"):
        answer = requests.get(stage.server.address + path, cookies=cookies, allow_redirects=False, timeout=20)
        assert answer.status_code in (303, 403)


ORIGINS = [
    "http://evil.example", "https://evil.example:443", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1", "file://",
    "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://evil.example/127.0.0.1:{port}", "http://127.0.0.1:{port}@evil.example",
]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_page_of_another_site_gets_no_socket(stage: Stage, origin: str, transport: str) -> None:
    origin = origin.format(port=stage.server.port)
    if transport == "websocket":
        with pytest.raises(websocket.WebSocketBadStatusException):
            Wire(stage, "seated", origin)
        Wire(stage, "seated").close()  # the same with our own origin is let in
        return
    for method in ("GET", "POST"):
        answer = stage.ask(
            method, "seated", "/socket.io/?EIO=4&transport=polling", headers={"Origin": origin}
        )
        assert answer.status_code >= 400
        assert origin not in answer.headers.get("Access-Control-Allow-Origin", "")
    assert stage.get("seated", "/socket.io/?EIO=4&transport=polling").status_code == 200


# --- sending -------------------------------------------------------------------------------------------------


def test_every_event_of_the_socket_has_its_case() -> None:
    assert set(EVENT_POLICIES) == {"connect", "disconnect", "hello", "act", "time"}


@pytest.mark.parametrize("event", [e for e in EVENT_POLICIES if e not in ("connect", "disconnect")])
@pytest.mark.parametrize("state", ["before joining", "refused"])
def test_who_is_not_let_in_sends_nothing(
    stage: Stage, wires: Callable[..., Wire], event: str, state: str
) -> None:
    before, wire = stage.fingerprint(), wires("seated" if state == "before joining" else "another seminar")
    if state == "refused":
        wire.send("40" + json.dumps({"exercise": stage.here, "page": "seat"}))
    body = {
        "op": secrets.token_hex(8),
        "kind": "message.send",
        "fields": {"channel": "plenary", "text": "let me in"},
    }
    wire.send(f'421["{event}",{json.dumps(body)}]')
    heard = wire.hears()
    assert not any(frame.startswith("431") and '"ok":true' in frame for frame in heard), heard
    assert not any('"parts"' in frame for frame in heard)
    assert stage.fingerprint() == before


def test_what_is_no_event_is_not_answered(stage: Stage, wires: Callable[..., Wire]) -> None:
    before, wire = stage.fingerprint(), wires("seated").join(stage)
    wire.hears(0.1)
    for event in (
        "delete_everything",
        "parts",
        "moved",
        "disconnecting",
        "message",
        "join",
        "__proto__",
        "*",
    ):
        wire.send(f'42["{event}",{{"room":"{stage.here}|facilitator|"}}]')
    assert not [f for f in wire.hears() if f.startswith(("42", "43"))]
    assert stage.fingerprint() == before


def may(role: str, kind: str) -> bool:
    """Whether the rules let this kind of page send the command at all."""
    if role in ("wall", "rooms"):
        return False
    if role == "phone":
        return kind in BY_PHONE
    if kind in EXERCISE_KINDS:
        return "delegate" in MOVES[KINDS[kind]].roles
    return SEMINAR_KINDS[kind] in (*OF_MYSELF, *OF_MY_SEAT)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_who_may_send_this_command_and_for_whom(stage: Stage, live: dict[str, Linked], kind: str) -> None:
    """Those whose page has no such control are refused; a seat's command is its own, whatever seat it names."""
    before = stage.fingerprint()
    for role in ("another seat", "phone", "wall", "rooms"):
        if not may(role, kind):
            ack = live[role].act(kind, **example(kind))
            assert not ack["ok"], (role, kind)
            assert set(ack) == {"ok", "code", "message", "facts"}
            assert ack["code"] in ("actor.not_allowed", "wire.malformed"), (role, ack)
    assert stage.fingerprint() == before
    if may("another seat", kind) and kind not in ("seat.leave", "brief.confirm"):
        count = len(events_of(stage, stage.here))
        for seat in ("vendors", "", "city-hall"):
            live["another seat"].act(
                kind, **example(kind) | {"seat": seat, "person": "somebody", "room": stage.next_room}
            )
        for event in events_of(stage, stage.here)[count:]:
            own = event["payload"].get(
                "seat", event["payload"].get("author", event["payload"].get("sender", "merchants"))
            )
            assert own == "merchants", event


def events_of(stage: Stage, room: str) -> list[dict[str, Any]]:
    """The events of a room, as they are stored."""
    with closing(sqlite3.connect(stage.server.data / "simulator.db", timeout=10)) as database:
        rows = database.execute(
            "SELECT kind, payload, actor, op FROM events WHERE stream = ? ORDER BY version",
            (f"exercise:{room}",),
        ).fetchall()
    return [{"kind": k, "payload": json.loads(p or "{}"), "actor": a, "op": o} for k, p, a, o in rows]


@pytest.mark.parametrize("kind", sorted(k for k in KINDS if k not in BY_PHONE))
def test_a_facilitator_of_another_seminar_reaches_nothing_of_this_one(
    stage: Stage, live: dict[str, Linked], kind: str
) -> None:
    """With the ids of this seminar in every field: its people, rooms and seats are no ids in theirs."""
    person = next(e["actor"] for e in events_of(stage, stage.here) if e["kind"] == "brief.confirmed")
    before = events_of(stage, stage.here), events_of(stage, stage.next_room)
    fields = example(kind) | {
        "person": person,
        "room": stage.here,
        "seat": "vendors",
        "rooms": "all",
        "exercise": stage.here,
    }
    live["another facilitator"].act(kind, **fields)
    stage.post("another facilitator", f"/steer/{stage.here}/act", {**fields, "kind": kind})
    assert (events_of(stage, stage.here), events_of(stage, stage.next_room)) == before


# --- ids of others, and the same again -----------------------------------------------------------------------


def message(text: str) -> dict[str, str]:
    return {"channel": "plenary", "text": text}


def test_the_same_op_again_counts_once_and_with_other_words_not_at_all(
    stage: Stage, live: dict[str, Linked]
) -> None:
    op, seated = secrets.token_hex(8), live["seated"]
    first = seated.act("message.send", op, **message("once"))
    count = len(events_of(stage, stage.here))
    assert first["ok"]
    assert seated.act("message.send", op, **message("once")) == first
    assert (
        stage.post(
            "seated", f"/x/{stage.here}/act", {"kind": "message.send", "op": op, **message("once")}
        ).status_code
        == 303
    )
    assert seated.act("message.send", op, **message("twice"))["code"] == "wire.op_reused"
    assert seated.act("brief.confirm", op)["code"] == "wire.op_reused"
    assert len(events_of(stage, stage.here)) == count


def test_an_op_of_somebody_else_is_nobodys_else(stage: Stage, live: dict[str, Linked]) -> None:
    op = secrets.token_hex(8)
    assert live["seated"].act("message.send", op, **message("mine"))["ok"]
    assert live["another seat"].act("message.send", op, **message("also mine"))["ok"]
    both = [e for e in events_of(stage, stage.here) if e["op"] == op]
    assert [e["payload"]["sender"] for e in both] == ["vendors", "merchants"]


@pytest.mark.parametrize(
    "op",
    [
        "",
        "short",
        "x" * 65,
        "x" * 5000,
        "tab\there-now",
        "nul\0nul-nul",
        None,
        12345678,
        ["a"],
        {"a": 1},
        True,
    ],
)
def test_an_op_that_is_none_is_refused(stage: Stage, live: dict[str, Linked], op: Any) -> None:
    before = stage.fingerprint()
    ack = live["seated"].socket.call(
        "act", {"op": op, "kind": "message.send", "fields": message("x")}, timeout=10
    )
    assert ack["code"] == "wire.malformed"
    assert stage.fingerprint() == before


def private_ids(stage: Stage) -> dict[str, str]:
    made = {
        e["kind"]: e["payload"]
        for e in reversed(events_of(stage, stage.here))
        if e["payload"].get("audience")
    }
    return {"proposal": made["proposal.made"]["proposal"], "offer": made["offer.made"]["offer"]}


@pytest.mark.parametrize(
    ("kind", "names"),
    [("proposal.edit", "proposal"), ("proposal.widen", "proposal"), ("proposal.withdraw", "proposal"), ("sponsor.ask", "proposal"),
     ("sponsor.answer", "proposal"), ("proposal.table", "parent"), ("stance.set", "target"), ("offer.answer", "offer"),
     ("offer.withdraw", "offer"), ("offer.extend", "offer")],
)  # fmt: skip
def test_what_is_hidden_is_answered_like_what_never_was(stage: Stage, kind: str, names: str) -> None:
    """An id that somebody overheard opens nothing, and does not even tell whether it exists."""
    ids = private_ids(stage)
    outsider = stage.link("leaver")
    known = ids["offer" if names == "offer" else "proposal"]
    never = known[:-4] + ("0000" if not known.endswith("0000") else "1111")
    count = len(events_of(stage, stage.here))
    answers = [outsider.act(kind, **example(kind) | {names: one}) for one in (known, never)]
    outsider.close()
    for answer, one in zip(answers, (known, never), strict=True):
        assert not answer["ok"]
        answer["message"] = answer["message"].replace(one, "ID")
        answer["facts"] = json.loads(json.dumps(answer["facts"]).replace(one, "ID"))
    assert answers[0] == answers[1]
    assert len(events_of(stage, stage.here)) == count


@pytest.mark.parametrize(
    "page",
    ["compare?a={p}", "proposal?edit={p}", "proposal?answer={p}", "messages?talk=private,merchants,vendors"],
)
def test_what_is_hidden_is_not_on_a_page_that_names_it(stage: Stage, page: str) -> None:
    path = f"/x/{stage.here}/{page.format(p=private_ids(stage)['proposal'])}"
    for who in ("leaver", "next room", "facilitator", "gone"):
        assert "canary" not in stage.get(who, path).text.replace("canary: in the first room", "")


# --- those who no longer may -----------------------------------------------------------------------------------


def test_who_is_put_out_hears_and_sends_nothing_more(stage: Stage) -> None:
    jar = stage._named(stage.here, "Tess")
    stage.jars["tess"] = jar
    steering, phone = stage.link("tess", "steer"), stage.link("tess", "remote")
    assert steering.act("notice.set", text="I may")["ok"]
    stage._post(
        stage.owner.jar,
        f"/steer/{stage.here}/together",
        do="away",
        who=stage.identities.read(dict(jar.cookies)).facilitator,
    )
    assert steering.moved.wait(5)
    assert phone.moved.wait(5)
    before = stage.fingerprint()
    for path, form in (
        ("act", {"kind": "notice.set", "text": "Still here"}),
        ("remote", {"kind": "clock.pause"}),
    ):
        assert stage.post("tess", f"/steer/{stage.here}/{path}", form).status_code == 403
    for page in ("steer", "remote", "rooms"):
        assert not let_in(stage, "tess", page)
    assert stage.fingerprint() == before
    for linked in (steering, phone):
        linked.close()


def test_who_loses_a_seat_hears_and_sends_nothing_more(stage: Stage) -> None:
    jar = stage.jars["short stay"] = type(stage.jars["nobody"])(stage.server)
    assert (
        jar.submit(
            f"/s/{stage.code}/claim", name="Short Stay", room=stage.next_room, seat="merchants"
        ).status_code
        == 303
    )
    linked = stage.link("short stay", room=stage.next_room)
    assert linked.act("brief.confirm")["ok"]
    person = stage.identities.read(dict(jar.cookies)).person
    assert (
        stage.post(
            "facilitator", f"/steer/{stage.next_room}/act", {"kind": "seat.free", "person": person}
        ).status_code
        == 303
    )
    assert linked.moved.wait(5)
    before = stage.fingerprint()
    assert stage.post("short stay", f"/x/{stage.next_room}/note", {"text": "still"}).status_code == 303
    assert (
        stage.post(
            "short stay", f"/x/{stage.next_room}/act", {"kind": "message.send", **message("still")}
        ).status_code
        == 303
    )
    assert not let_in(stage, "short stay", "seat", stage.next_room)
    assert stage.fingerprint() == before
    linked.close()


# --- broken and oversized frames -----------------------------------------------------------------------------

BROKEN: dict[str, list[str | bytes]] = {
    "no packet": [""], "unknown engine packet": ["9hello"], "letters": ["hello"], "half a packet": ["4"], "only an ack id": ["42123"],
    "no list": ['42{"act":1}'], "empty list": ["42[]"], "no name": ["42[null]"], "a number as name": ["42[5,{}]"],
    "a list as name": ['42[["act"],{}]'], "broken json": ['42["act",{'], "trailing": ['42["act",{}]]]'], "nan": ['421["act",NaN]'],
    "infinity": ['421["act",{"op":Infinity}]'], "huge number": ['421["time",' + "9" * 4000 + "]"], "deep": ['421["act",' + "[" * 30_000],
    "deep and closed": ['421["hello",' + "[" * 20_000 + "]" * 20_000 + "]"], "lone surrogate": ['421["act",{"op":"\\ud800aaaaaaaa","kind":"x"}]'],
    "nul": ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":{"channel":"plenary","text":"a\\u0000b"}}]'],
    "fields as list": ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":[1,2]}]'],
    "fields as text": ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":"x"}]'],
    "kind as object": ['421["act",{"op":"aaaaaaaa","kind":{"a":1},"fields":{}}]'],
    "deep field": ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":{"channel":"plenary","text":{"a":[{"b":"c"}]}}}]'],
    "etags as list": ['421["hello",{"etags":[1,2,3]}]'], "etags of anything": ['421["hello",{"etags":{"a":{"b":1},"c":null}}]'],
    "no body": ['421["act"]', '421["hello"]', '421["time"]'], "many bodies": ['421["act",1,2,3,4,5,6]'], "no such ack": ['439999999999[{}]'],
    "ack of nothing": ["43[]"], "other namespace": ["40/admin,{}", '42/admin,["act",{}]'], "connect twice": ["40{}", "40{}", "40{}"],
    "connect with a list": ["40[1,2]"], "disconnect twice": ["41", "41"], "binary event that never comes": ['451-["act",{"_placeholder":true,"num":0}]'],
    "a billion attachments": ['45999999999-["act",{"_placeholder":true,"num":0}]'], "attachment without event": [b"abc"],
    "attachment of another number": ['451-1["act",{"_placeholder":true,"num":7}]', b"abc"], "negative attachment": ['451-1["act",{"_placeholder":true,"num":-1}]', b"x"],
    "binary ack": ['461-1["act",{"_placeholder":true,"num":0}]', b"x"], "error packet": ['44{"message":"x"}'],
    "upgrade": ["5"], "noop": ["6"], "ping from the client": ["2probe"], "pong": ["3probe"], "open": ["0{}"], "close": ["1"],
    "not utf-8": [b"\xff\xfe\xfd"], "many small": ['42["time",{}]'] * 300,
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_frame_hurts_nobody(
    stage: Stage, live: dict[str, Linked], wires: Callable[..., Wire], name: str
) -> None:
    before, wire = stage.fingerprint(), wires("seated").join(stage)
    for frame in BROKEN[name]:
        try:
            wire.send(
                frame,
                websocket.ABNF.OPCODE_BINARY if isinstance(frame, bytes) else websocket.ABNF.OPCODE_TEXT,
            )
        except (websocket.WebSocketException, OSError):
            break  # the server hung up on the first of them
    heard = wire.hears(0.15)
    assert not any(f.startswith("431") and '"ok":true' in f and '"version"' in f for f in heard), heard
    assert goes_on(live)
    assert stage.fingerprint() == before
    assert told(stage) == []


OVERSIZED: dict[str, Callable[[], list[str | bytes]]] = {
    "a text of a megabyte": lambda: ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":{"channel":"plenary","text":"' + "x" * 1_000_000 + '"}}]'],
    "just too long": lambda: ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":{"channel":"plenary","text":"' + "x" * BIGGEST + '"}}]'],
    "more text than a command holds": lambda: ['421["act",{"op":"aaaaaaaa","kind":"message.send","fields":{"channel":"plenary","text":"' + "x" * 9000 + '"}}]'],
    "more fields than a command has": lambda: ['421["act",' + json.dumps({"op": "aaaaaaaa", "kind": "message.send", "fields": {f"f{n}": "x" for n in range(90)} | message("x")}) + "]"],
    "many etags": lambda: ['421["hello",' + json.dumps({"etags": {f"part-{n}": "e" for n in range(3000)}}) + "]"],
    "a long name": lambda: ['421["' + "a" * 60_000 + '",{}]'],
    "a long kind": lambda: ['421["act",' + json.dumps({"op": "aaaaaaaa", "kind": "k" * 50_000, "fields": {}}) + "]"],
    "many list items": lambda: ['421["act",' + json.dumps({"op": "aaaaaaaa", "kind": "message.send", "fields": {"channel": "private", "to": ["a"] * 4000, "text": "x"}}) + "]"],
    "a binary megabyte": lambda: [b"\x04" * 1_000_000],
    "sixteen attachments of a half": lambda: ['4516-1["act",{}]', *[b"x" * 32_000] * 16],
}  # fmt: skip


@pytest.mark.parametrize("name", OVERSIZED)
def test_an_oversized_frame_is_refused_and_hurts_nobody(
    stage: Stage, live: dict[str, Linked], wires: Callable[..., Wire], name: str
) -> None:
    before, wire = stage.fingerprint(), wires("seated").join(stage)
    began = time.monotonic()
    try:
        for frame in OVERSIZED[name]():
            wire.send(
                frame,
                websocket.ABNF.OPCODE_BINARY if isinstance(frame, bytes) else websocket.ABNF.OPCODE_TEXT,
            )
    except (websocket.WebSocketException, OSError):
        pass  # hung up while we sent
    heard = wire.hears(0.2)
    assert not any('"ok":true' in f and '"version"' in f for f in heard)
    assert goes_on(live)
    assert time.monotonic() - began < 10
    assert stage.fingerprint() == before
    assert told(stage) == []


def test_a_frame_that_never_ends_is_no_memory(
    stage: Stage, live: dict[str, Linked], wires: Callable[..., Wire]
) -> None:
    """A frame that announces a gigabyte, and one of endless continuations."""
    wire = wires("seated").join(stage)
    raw = wire.socket.sock
    raw.sendall(b"\x81\xff" + (1 << 30).to_bytes(8, "big") + b"\0\0\0\0" + b"x" * 100_000)
    assert goes_on(live)
    other = wires("seated").join(stage)
    try:
        other.socket.sock.sendall(b"\x01\xfe\xff\xff\0\0\0\0" + b"x" * 65_535)
        for _ in range(400):
            other.socket.sock.sendall(b"\x00\xfe\xff\xff\0\0\0\0" + b"x" * 65_535)
        ended = False
    except OSError:
        ended = True
    assert ended, "twenty-six megabytes of one message were taken"
    assert goes_on(live)


@pytest.mark.parametrize(
    "sid", ["x", "a" * 20, "../../etc/passwd", "%00", "' OR 1=1 --", "AAAAAAAAAAAAAAAAAAAA"]
)
def test_a_guessed_connection_is_none(stage: Stage, sid: str) -> None:
    for method in ("GET", "POST"):
        answer = stage.ask(
            method,
            "seated",
            "/socket.io/",
            params={"EIO": "4", "transport": "polling", "sid": sid},
            data=b"42[]" if method == "POST" else None,
        )
        assert answer.status_code == 400, answer.status_code
        assert "Traceback" not in answer.text


def test_the_ids_of_connections_cannot_be_guessed(stage: Stage) -> None:
    ids = [
        re.search(r'"sid":"([^"]+)"', stage.get("nobody", "/socket.io/?EIO=4&transport=polling").text)[1]
        for _ in range(20)
    ]  # type: ignore[index]
    assert len(set(ids)) == 20
    assert all(len(one) >= 20 for one in ids)  # 15 bytes of chance


@pytest.mark.parametrize(
    "query",
    [
        "EIO=3&transport=polling",
        "EIO=4&transport=carrier-pigeon",
        "EIO=4",
        "",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=websocket",
    ],
)
def test_a_handshake_that_is_none_is_refused(stage: Stage, query: str) -> None:
    answer = stage.get("seated", f"/socket.io/?{query}")
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert "j=0" in query or "polling" not in query
