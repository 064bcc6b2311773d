"""A whole server in one process and in memory: the real composition root, without database, network or wall clock."""

from __future__ import annotations

import atexit
import hashlib
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient

from simulator import bootstrap
from simulator.app.desk import Identity
from simulator.app.observers import DoorKind, Pass
from simulator.app.ports import Facilitator, Stores
from simulator.app.relay import Alone
from simulator.core.envelope import Audience, seat_audience
from simulator.core.state.seminar import Settings as Choices
from simulator.realtime.protocol import channel
from simulator.store.opening import open_memory
from simulator.web.identity import GUEST, PERSON, STAFF
from simulator.web.pages.steer import key_hash
from simulator.web.rendering import make_environment
from simulator.web.settings import Settings
from tests.support.scenarios import SCENARIOS, scenario

START = 1_700_000_000_000
FACILITATOR = "f-first"
KEY = "the first facilitator's key"
SEATS = ("city-hall", "county-health", "merchants", "vendors", "neighbors", "foundation")
ORIGIN = {"Origin": "http://localhost"}


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> int:
        return self.at


class Sender(bootstrap.SocketSender):
    """Sends as the real one, at once instead of beside, and remembers what was sent to whom."""

    def __init__(self, socketio) -> None:
        super().__init__(socketio)
        self.sent: list[tuple[str, str, Any]] = []

    def emit(self, event, data, to) -> None:
        self.sent.append((to, event, data))
        super().emit(event, data, to)

    def pause(self, seconds):
        """Nothing else runs in a house of one thread."""
        return seconds

    def start(self, task, *args) -> None:
        task(*args)


class Browser(FlaskClient):
    """Reads every answer to its end, so that files are closed."""

    def open(self, *args, **options):
        return super().open(*args, **{"buffered": True, **options})


@cache
def _environment():
    return make_environment()


def pieces():
    """What the houses keep of what their templates drew."""
    return _environment().pieces


@cache
def _shelf():
    """Scenarios to choose from: the small one alone, because checking the large one takes seconds."""
    bootstrap.quiet_logs()
    folder = Path(tempfile.mkdtemp(prefix="simulator-shelf-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "first-table").symlink_to(SCENARIOS / "first-table")
    return bootstrap.make_shelf(Settings(scenarios=folder))


class _Kept:
    """Builds what the composition root asks for and keeps a hand on it."""

    def __init__(self, **kinds) -> None:
        self.made: dict[str, Any] = {}
        self.patches = {name: self._maker(name, kind) for name, kind in kinds.items()}

    def _maker(self, name, kind):
        def make(*args, **options):
            self.made[name] = kind(*args, **options)
            return self.made[name]

        return make


class House:
    """A server in memory with one facilitator. ``stores`` lets a test start again on what another house stored."""

    def __init__(
        self,
        tmp_path,
        *,
        stores: Stores | None = None,
        clock: Clock | None = None,
        hash_of=None,
        messenger=None,
        **settings,
    ) -> None:
        """``hash_of`` stands in for the hash of a rulebook, for houses whose rulebooks are to count as the same.
        ``messenger`` carries notes to other houses on the same stores."""
        self.clock, self.later = clock or Clock(), []
        kept = _Kept(Publisher=bootstrap.Publisher, Gateway=bootstrap.Gateway, Desk=bootstrap.Desk,
                     Presence=bootstrap.Presence, SocketSender=Sender, create_app=bootstrap.create_app)  # fmt: skip
        made = Settings(
            data=tmp_path, key="a key for tests", scenarios=SCENARIOS, demo="", async_mode="threading",
            public_url="http://room.test", **settings,
        )  # fmt: skip
        kept_stores = stores or open_memory()
        shelf = _shelf()
        with patch.multiple(
            bootstrap, make_shelf=lambda _settings: shelf, make_engine=lambda _url: None, upgrade=lambda _engine: None,
            open_sql=lambda _engine: kept_stores, make_environment=_environment,
            _later=lambda _socketio: lambda seconds, task: self.later.append((seconds, task)),
            **{name: make for name, make in kept.patches.items() if name != "create_app"},
            create_app=lambda services: self._app(services),
            rulebook_hash=hash_of or bootstrap.rulebook_hash,
            make_messenger=lambda *_: messenger or Alone(),
        ):  # fmt: skip
            self.running = bootstrap.build(made, clock=self.clock)
        self.app, self.simulator, self.stores = self.running.app, self.running.simulator, self.running.stores
        self.identities, self.socketio = self.running.identities, self.running.socketio
        self.publisher, self.gateway = kept.made["Publisher"], kept.made["Gateway"]
        self.desk, self.presence, self.sender = (
            kept.made["Desk"],
            kept.made["Presence"],
            kept.made["SocketSender"],
        )
        if stores is None:
            self.stores.facilitators.add(Facilitator(FACILITATOR, key_hash(KEY), START, "Facilitator"))
        self.people: dict[str, str] = {}

    def _app(self, services):
        from simulator.web.factory import create_app

        self.services = services
        app = create_app(services)
        app.testing = False  # a bug is answered as it would be in the room
        app.test_client_class = Browser
        return app

    # -- seminars and people
    def open(
        self,
        book=None,
        *,
        rooms=1,
        cast=6,
        facilitator=FACILITATOR,
        title="A seminar",
        bots="none",
        **choices,
    ) -> str:
        """Open a seminar and return its first exercise. People may write to each other unless told otherwise."""
        choices.setdefault("talk", "remote")
        named = [(f"Room {chr(65 + i)}", cast) for i in range(rooms)]
        entry = self.simulator.open_seminar(
            book or scenario("first-table"),
            title,
            named,
            settings=Choices(bots=bots, **choices),
            facilitator=facilitator,
        )
        self.stores.facilitators.allow(entry.seminar_id, facilitator, "owner")
        self.entry = entry
        return next(iter(self.simulator.seminar(entry.seminar_id).rooms))

    def another_facilitator(self, name: str = "f-other") -> str:
        self.stores.facilitators.add(
            Facilitator(name, hashlib.sha256(name.encode()).hexdigest(), START, name)
        )
        return name

    def sit(self, exercise: str, seat: str, *, name: str = "", read: bool = True) -> Identity:
        """Somebody takes the seat and, unless told otherwise, reads the brief."""
        seminar = self.simulator.exercise(exercise).seminar
        code = self.stores.seminars.find(seminar).join_code
        client = self.app.test_client()
        form = {"name": name or f"Person of {seat}", "room": exercise, "seat": seat}
        answer = client.post(f"/s/{code}/claim", data=form, headers=ORIGIN)
        assert answer.headers["Location"] == f"/x/{exercise}", answer.headers["Location"]
        client.get(f"/x/{exercise}")  # who comes late is sent to the story so far once, and has read it then
        identity = self.identities.read({PERSON: client.get_cookie(PERSON).value})
        if read:
            ack = self.desk.act_in_seat(identity, exercise, f"read-{seat}-{exercise}", "brief.confirm", {})
            assert ack["ok"], ack
        return identity

    def another_at(self, exercise: str, seat: str, name: str = "A friend") -> Identity:
        """Somebody more at a seat that is taken: its phrase lets them in."""
        seminar = self.simulator.seminar(self.simulator.exercise(exercise).seminar)
        form = {
            "place": f"{exercise}/{seat}",
            "phrase": self.simulator.phrase(seminar, exercise, seat),
            "name": name,
        }
        client = self.app.test_client()
        answer = client.post(f"/s/{self.entry.join_code}/resume", data=form, headers=ORIGIN)
        assert answer.headers["Location"] == f"/x/{exercise}", answer.headers["Location"]
        client.get(f"/x/{exercise}")
        return self.identities.read({PERSON: client.get_cookie(PERSON).value})

    def client(self, identity: Identity | None = None):
        """A browser of this person or facilitator; of nobody without one."""
        client = self.app.test_client()
        if identity and identity.person:
            client.set_cookie(PERSON, self.identities._person.dumps([identity.person, identity.seminar]))
        if identity and identity.facilitator:
            client.set_cookie(STAFF, self.identities._staff.dumps([identity.facilitator]))
        if identity and identity.guest:
            client.set_cookie(GUEST, self.identities._guest.dumps([identity.guest, identity.guest_of]))
        return client

    def staff(self, name: str = FACILITATOR) -> Identity:
        return Identity(facilitator=name)

    def steer(self, exercise: str, kind: str, op: str = "", *, by: str = FACILITATOR, **fields) -> dict:
        op = op or f"steer-{self.simulator.exercise(exercise).version}-{kind}"
        return self.desk.steer(self.staff(by), exercise, op, kind, fields)

    def act(self, identity: Identity, exercise: str, kind: str, op: str = "", **fields) -> dict:
        op = op or f"op-{self.simulator.exercise(exercise).version}-{kind}"
        return self.desk.act_in_seat(identity, exercise, op, kind, fields)

    # -- looking
    def watch(self, exercise: str, *audiences: Audience) -> None:
        """As if somebody had each of these pages open."""
        for audience in audiences:
            self.publisher.watch(self.simulator.exercise(exercise), audience)

    def channel(self, exercise: str, seat: str) -> str:
        return channel(exercise, seat_audience(seat))

    def socket(self, identity: Identity | None, exercise: str, page: str = "seat", token: str = ""):
        """A socket as this person or facilitator would open it; may be refused (see ``is_connected``)."""
        auth = {"exercise": exercise, "page": page, "token": token}
        return self.socketio.test_client(self.app, auth=auth, flask_test_client=self.client(identity))


def watch_link(house: House, exercise: str, kind: DoorKind = "observer") -> str:
    """The token of a link for guests of the seminar, which is opened where it is not."""
    seminar = house.simulator.exercise(exercise).seminar
    house.services.observers.open(seminar, kind)
    key = house.services.observers.keys(seminar)[kind]
    return house.identities.watch_link(Pass(seminar, kind, key))


@contextmanager
def repeatable() -> Iterator[None]:
    """Ids that come out the same each time, so that two houses can be compared byte by byte."""
    drawn, count = random.Random(5), iter(range(10**6))
    with (
        patch("secrets.token_hex", lambda size=8: f"{next(count):0{2 * size}x}"),
        patch("secrets.choice", drawn.choice),
        patch("secrets.token_urlsafe", lambda size=16: f"url-safe-{next(count)}"),
    ):
        yield


__all__ = [
    "FACILITATOR",
    "KEY",
    "ORIGIN",
    "SEATS",
    "START",
    "Clock",
    "House",
    "Sender",
    "repeatable",
    "watch_link",
]
