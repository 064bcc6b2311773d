"""A seminar on a real server, everybody who might attack it, and what each of them must never read."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import requests

from simulator.web.identity import CARD, WALL, Identities
from tests.support.people import Cookies, Facilitator, Linked, Participant
from tests.support.server import Server

KEY = "a key that only the server has, for tests"
UNTOUCHED = ("heartbeats", "snapshots")
"""Tables that the server writes by itself."""
BY_ITSELF = ("presence.marked", "laptops.quiet_noted", "trial.ran", "debrief.left")
"""Events that the server writes by itself: who is away or quiet, and what it was asked to compute."""
ROLES = (
    "nobody", "screen", "standing", "gone", "another seat", "next room", "another seminar", "phone", "dismissed",
    "another facilitator", "seated", "co-facilitator", "facilitator",
)  # fmt: skip
"""Who asks, seen from the first room: ``seated`` has the seat of the vendors, ``gone`` has left one, ``screen`` has the wall's
token and no cookie, ``dismissed`` was named as co-facilitator and put out again."""
FACILITATORS = ("facilitator", "co-facilitator")

Answer = requests.Response


class NoCookies(DefaultCookiePolicy):
    """A browser that forgets what it is told to remember."""

    def set_ok(self, cookie: Any, request: Any) -> bool:
        """Never."""
        return False


class Stage:
    """The first seminar with two rooms, another one, a spare one to put away, and a rehearsal."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.identities = Identities(KEY.encode())
        self._wire = requests.Session()
        self._wire.cookies.set_policy(NoCookies())
        self.owner = Facilitator(server)
        full = {"depth": "full", "talk": "remote", "letters": "closed"}
        self.there = self.owner.new_seminar(**full)
        self.code_there = self._code()
        self.spare = self.owner.new_seminar()
        self.here = self.owner.new_seminar(rooms=2, **full)
        self.code = self._code()
        self.next_room = f"{self.here.rpartition('-')[0]}-2"
        self.rehearsal = (
            self._post(self.owner.jar, f"/steer/{self.here}/again", rehearsal="1")
            .headers["Location"]
            .rpartition("/")[2]
        )
        self.wall = self.identities.link(WALL, self.here)
        for door in ("observer", "press"):
            self._post(self.owner.jar, f"/steer/{self.here}/observers", do="open", door=door)
        doors = re.findall(r"/watch/([\w.-]+)", self.owner.jar.open(f"/steer/{self.here}/observers").text)
        self.guests, self.press = doors[0], doors[-1]
        assert self.guests != self.press
        self.card = self.identities.link(CARD, self.here, "vendors")
        self.jars: dict[str, Cookies] = {
            "facilitator": self.owner.jar,
            "nobody": Cookies(server),
            "screen": Cookies(server),
        }
        self.people: dict[str, Participant] = {}
        self._name_facilitators()
        self._seat_people()
        self.secrets = self._tell_secrets()

    def _code(self) -> str:
        return self.server.code.replace("-", "")

    def _post(self, jar: Cookies, path: str, **fields: Any) -> Answer:
        answer = jar.submit(path, **fields)
        assert answer.status_code in (200, 303), (path, answer.status_code)
        return answer

    def _named(self, room: str, name: str) -> Cookies:
        page = self._post(
            self.owner.jar, f"/steer/{room}/together", do="name", name=name, op=f"name-{name}-{room}"
        ).text
        key = re.search(r"/steer/enter\?key=([\w-]+)", page)
        assert key, f"no link for {name}"
        jar = Cookies(self.server)
        assert jar.open(f"/steer/enter?key={key[1]}").ok
        return jar

    def _name_facilitators(self) -> None:
        self.jars["co-facilitator"] = self._named(self.here, "Cora")
        self.jars["another facilitator"] = self._named(self.there, "Otis")
        self.jars["dismissed"] = self._named(self.here, "Dora")
        page = self.owner.jar.open(f"/steer/{self.here}/together").text
        who = re.findall(r'name="who" value="(f-\w+)"', page)
        # Cora was named first and Dora last: take away whoever's cookie is Dora's
        dora = self.identities.read(dict(self.jars["dismissed"].cookies)).facilitator
        assert dora in who
        self._post(self.owner.jar, f"/steer/{self.here}/together", do="away", who=dora)
        self.jars["phone"] = Cookies(self.server)
        phone = re.search(r"/remote/[\w.-]+", self.owner.jar.open(f"/steer/{self.here}/remote").text)
        token = self.identities.phone_link(
            self.here, self.identities.read(dict(self.owner.jar.cookies)).facilitator
        )
        assert self.jars["phone"].open(phone[0] if phone else f"/remote/{token}").ok

    def _seat_people(self) -> None:
        for who, room, seat in (
            ("seated", self.here, "vendors"), ("another seat", self.here, "merchants"), ("gone", self.here, "foundation"),
            ("leaver", self.here, "neighbors"), ("next room", self.next_room, "vendors"),
            ("another seminar", self.there, "vendors"),
        ):  # fmt: skip
            code = self.code_there if room == self.there else self.code
            person = self.people[who] = Participant(self.server, f"{who.title()} Person")
            self.jars[who] = person.jar
            answer = person.jar.submit(f"/s/{code}/claim", name=person.name, room=room, seat=seat)
            assert answer.headers["Location"] == f"/x/{room}", (who, answer.headers)
            person.exercise, person.seat = room, seat
            self._do(who, room, "brief.confirm")
        self.jars["standing"] = Cookies(self.server)
        self._post(self.jars["standing"], f"/s/{self.code}/enter", name="Still Standing")
        self._steer(self.here, "step.enter", step="resources")
        self._steer(self.there, "step.enter", step="resources")
        self._do("gone", self.here, "seat.leave")
        self._steer(self.spare, "step.enter", step="debrief")

    def _do(self, who: str, room: str, kind: str, **fields: Any) -> None:
        answer = self.jars[who].submit(f"/x/{room}/act", kind=kind, **fields)
        assert "ps_flash" not in answer.headers.get("Set-Cookie", ""), (
            who,
            kind,
            self.jars[who].open(f"/x/{room}").text[:0],
        )

    def _steer(self, room: str, kind: str, **fields: Any) -> None:
        answer = self.owner.jar.submit(f"/steer/{room}/act", kind=kind, **fields)
        assert "ps_flash" not in answer.headers.get("Set-Cookie", ""), kind

    def _tell_secrets(self) -> dict[str, tuple[str, ...]]:
        """What somebody keeps from others, and who may read it."""
        here = self.here
        self.jars["seated"].submit(f"/x/{here}/note", text="canary: the note of one person")
        self.jars["seated"].submit(
            f"/x/{here}/sheet", sheet="shared", seen="0", text="canary: the sheet of the vendors"
        )
        self._do(
            "seated",
            here,
            "message.send",
            channel="private",
            to="merchants",
            text="canary: between two seats",
        )
        self._do("seated", here, "message.send", channel="plenary", text="canary: in the first room")
        self._do(
            "next room", self.next_room, "message.send", channel="plenary", text="canary: in the next room"
        )
        self._do(
            "another seminar",
            self.there,
            "message.send",
            channel="plenary",
            text="canary: in another seminar",
        )
        self._do("seated", here, "proposal.table", **{"term:money": "thirds", "audience": "named", "to": "merchants",
                 "rationale": "canary: a proposal for two"})  # fmt: skip
        self._do(
            "another seat",
            here,
            "offer.make",
            to="vendors",
            give="canary: an offer for two",
            want="peace",
            until="text",
        )
        self._post(
            self.owner.jar, f"/steer/{here}/seats/guests", text="Gus Canary; Canary Works; Government\n"
        )
        phrase = re.search(r"\b[a-z]+-[a-z]+-\d\d\b", self.jars["seated"].open(f"/x/{here}").text)
        assert phrase, "the seat's page shows no phrase"
        seat, both = ("seated",), ("seated", "another seat")
        return {
            "canary: the note of one person": seat, "canary: the sheet of the vendors": seat,
            "canary: between two seats": both,
            "canary: in the first room": (*both, *FACILITATORS, "leaver"),
            "canary: in the next room": ("next room", *FACILITATORS),
            "canary: in another seminar": ("another seminar", "another facilitator", "facilitator"),
            "canary: a proposal for two": both, "canary: an offer for two": both,
            "Gus Canary": FACILITATORS, phrase[0]: (*seat, *FACILITATORS),
        }  # fmt: skip

    # --- asking ----------------------------------------------------------------------------------------

    def fill(self, rule: str, room: str = "") -> str:
        """The address of a route in the first room, or in ``room``."""
        room = room or self.here
        return (
            rule.replace("<code>", self.code).replace("<exercise>", room).replace("/c/<token>", f"/c/{self.card}")
            .replace("/wall/<token>", f"/wall/{self.wall}").replace("/remote/<token>", "/remote/" + self.identities.phone_link(
                self.here, self.facilitator_id)).replace("<sheet>", "tents").replace("<seat>", "vendors")
            .replace("/watch/<token>", f"/watch/{self.press}").replace("<person>", self.person)
            .replace("<path:filename>", "css/tokens.css")
        )  # fmt: skip

    @property
    def person(self) -> str:
        """Who sits at the vendors' seat."""
        return self.identities.read(dict(self.jars["seated"].cookies)).person

    @property
    def facilitator_id(self) -> str:
        """Who the owner is."""
        return self.identities.read(dict(self.owner.jar.cookies)).facilitator

    def get(self, who: str, path: str, **headers: str) -> Answer:
        """A page, without going where it leads; the browser keeps no cookie of it, so that nobody becomes somebody else."""
        return self.ask("GET", who, path, headers=headers)

    def post(self, who: str, path: str, form: dict[str, Any], **headers: str) -> Answer:
        """A form, in the same way."""
        return self.ask("POST", who, path, data=form, headers=headers)

    def ask(
        self, method: str, who: str, path: str, *, headers: dict[str, str] | None = None, **options: Any
    ) -> Answer:
        """Any request, with the cookies and the Origin of that browser."""
        cookie = "; ".join(f"{c.name}={c.value}" for c in self.jars[who].cookies)
        sent = {"Origin": self.server.address, "Cookie": cookie} | (headers or {})
        return self._wire.request(
            method, self.server.address + path, headers=sent, allow_redirects=False, timeout=30, **options
        )

    def link(self, who: str, page: str = "seat", room: str = "", token: str = "") -> Linked:
        """A live page."""
        return Linked(self.server, self.jars[who], room or self.here, page, token).connect()

    def fingerprint(self) -> str:
        """Everything that is stored, as one value: it moves where anything was written."""
        return fingerprint(self.server.data / "simulator.db")


def fingerprint(file: Path) -> str:
    """A hash of every row that the server does not write by itself, some seconds after what somebody did."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(file, timeout=10)) as database:
        notes = database.execute("SELECT op, kind FROM events WHERE actor = 'system'")
        by_itself = {op for op, kind in notes if kind in BY_ITSELF}
        tables = [
            r[0]
            for r in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        for table in tables:
            if table not in UNTOUCHED:
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
                for row in sorted(repr(r) for r in rows if by_itself.isdisjoint(map(str, r))):
                    found.update(row.encode())
    return found.hexdigest()
