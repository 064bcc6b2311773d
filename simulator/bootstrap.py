"""The composition root: settings, adapters, services, web and sockets. The only file that knows everything."""

from __future__ import annotations

import secrets
import socket
import sys
import time
import typing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from simulator.app.acts import Acts
from simulator.app.arrivals import Arrivals
from simulator.app.bookmarks import Bookmarks
from simulator.app.branching import Branches
from simulator.app.condition import Condition, NoMeter
from simulator.app.desk import Desk
from simulator.app.guests import Guests
from simulator.app.logins import SignIn
from simulator.app.meetings import Meetings
from simulator.app.observers import Observers
from simulator.app.players import Players
from simulator.app.ports import Conflict, StoreFailed, Stores
from simulator.app.relay import Relay
from simulator.app.replay import Replays
from simulator.app.rulebooks import RulebookShelf
from simulator.app.seating import SeatingPlans
from simulator.app.service import SYSTEM, Simulator
from simulator.app.together import Together
from simulator.app.works import Works
from simulator.assets import load_manifest
from simulator.core.commands.exercise import MarkPresence
from simulator.core.events.exercise import ExerciseEvent
from simulator.core.events.seminar import SeminarEvent
from simulator.core.ids import ExerciseId, SeatId
from simulator.core.refusals import Refused
from simulator.core.rulebook import Rulebook
from simulator.realtime import green
from simulator.realtime.gateway import Gateway
from simulator.realtime.intake import guard
from simulator.realtime.packets import TextPacket
from simulator.realtime.presence import Presence
from simulator.realtime.publisher import Publisher
from simulator.realtime.several import connect, make_messenger, make_meter
from simulator.realtime.ticker import Ticker, always
from simulator.realtime.watching import Watching
from simulator.scenario.catalog import Catalog, Entry
from simulator.scenario.compiled import Compiled
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_hash, rulebook_to_json
from simulator.store.codec import Codec
from simulator.store.engine import DatabaseUnsuitable, make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from simulator.store.snapshots import ExerciseSnapshots
from simulator.web.afterwards import Afterwards, make_afterwards
from simulator.web.devices import Devices
from simulator.web.documents.papers import Papers
from simulator.web.factory import create_app
from simulator.web.identity import Identities
from simulator.web.limits import Limiter
from simulator.web.messages import message
from simulator.web.pages.steer import key_hash
from simulator.web.parts import PartRenderer
from simulator.web.passwords import Argon2
from simulator.web.rendering import STATIC, make_environment
from simulator.web.services import Services
from simulator.web.settings import Settings
from simulator.web.sockets import WebDoor
from simulator.web.words.counts import time_words

log = structlog.get_logger()


def now_ms() -> int:
    """The wall clock, ms since 1970 UTC."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Running:
    """A server put together, not yet listening."""

    settings: Settings
    engine: Engine
    simulator: Simulator
    identities: Identities
    socketio: SocketIO
    app: Flask
    ticker: Ticker
    presence: Presence
    relay: Relay
    condition: Condition
    stores: Stores
    scenarios: Callable[[], tuple[Entry, ...]]
    load_scenario: Callable[[str], Rulebook]
    seating: SeatingPlans
    after: Afterwards
    works: Works
    gateway: Gateway


class SocketSender:
    """Socket.IO as the publisher knows it."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio

    def emit(self, event: str, data: Any, to: str) -> None:
        """Send to a channel."""
        self._socketio.emit(event, data, to=to)

    def pause(self, seconds: float) -> None:
        """Let the others work."""
        self._socketio.sleep(seconds)

    def start(self, task: Any, *args: Any) -> None:
        """Run a task beside the handlers."""
        self._socketio.start_background_task(task, *args)


def local_address(port: int, host: str = "") -> str:
    """The address under which the room's laptops reach this one. Nothing is sent to find it."""
    if host not in ("", "0.0.0.0", "::"):
        return f"http://{host}:{port}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(
                ("192.0.2.1", 9)
            )  # a documentation address: connecting a datagram socket sends nothing
            host = probe.getsockname()[0]
        except OSError:
            host = "127.0.0.1"
    return f"http://{host}:{port}"


def make_shelf(
    settings: Settings,
) -> tuple[Callable[[], tuple[Entry, ...]], Callable[[str], Rulebook]]:
    """Scenarios on disk: what the form offers, and how one is loaded. Both in a real thread, because checking a large
    scenario takes seconds and no open socket waits for it."""
    catalog = Catalog(settings.scenarios, Compiled(settings.cache_folder()))

    def scenarios() -> tuple[Entry, ...]:
        found: tuple[Entry, ...] = green.in_thread(catalog.entries)
        return found

    def load_scenario(scenario: str) -> Rulebook:
        rulebook: Rulebook = green.in_thread(catalog.load, scenario)
        return rulebook

    return scenarios, load_scenario


class _Lines:
    """The log's way out. What cannot be written there, its reader gone or its disk full, fails no request."""

    def __init__(self, *_name: object) -> None:
        """Whoever asks for a logger may name it."""

    def msg(self, line: str) -> None:
        with suppress(OSError, ValueError):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    debug = info = warning = error = critical = msg


def quiet_logs() -> None:
    """One line of JSON per entry; tracebacks without local variables, which hold briefs and phrases."""
    structlog.configure(
        logger_factory=_Lines,
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.add_log_level,
            structlog.processors.format_exc_info, structlog.processors.JSONRenderer(),
        ]
    )  # fmt: skip


def build(settings: Settings, *, clock: Callable[[], int] = now_ms) -> Running:
    """Put a server together. Raises `AssetsMissing` or `DatabaseUnsuitable` with a sentence for the operator."""
    load_manifest(STATIC)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnsuitable(
            f"The data folder {settings.data} cannot be made ({error.strerror}). Name one that can be written in "
            "SIMULATOR_DATA."
        ) from None
    engine = make_engine(settings.database_url())
    upgrade(engine)
    stores = open_sql(engine)
    key, simulator = settings.secret(), make_simulator(stores, settings, clock)
    identities, limiter, environment = Identities(key), Limiter(settings.redis), make_environment()
    socketio = SocketIO(
        async_mode=settings.async_mode, cors_allowed_origins=None, ping_interval=20, ping_timeout=20,
        max_http_buffer_size=64_000, manage_session=False, cookie=None, serializer=TextPacket,
    )  # fmt: skip
    renderer = PartRenderer(environment)
    desk = Desk(simulator, message, renderer.both)
    environment.globals["person_name"] = lambda person: _name(stores, person)
    environment.globals["guest_name"] = lambda guest: _name(stores, guest, "")
    environment.globals["facilitator_name"] = desk.name_of
    environment.globals["room_count"] = simulator.room_count
    environment.globals["act_seen"] = Acts(stores.events, desk.name_of).seen
    meetings = Meetings(simulator)
    environment.globals["meeting_link"] = meetings.link
    simulator.listen(meetings)
    publisher = Publisher(renderer, SocketSender(socketio), simulator.under_way)
    simulator.listen(publisher)
    simulator.after_erasing(lambda _state: environment.pieces.forget())
    simulator.after_erasing(publisher.reread)
    scenarios, load_scenario = make_shelf(settings)
    together = Together(stores.facilitators, clock, key_hash)
    guests, observers = Guests(stores.notes, clock), Observers(stores.notes, stores.people, clock)
    condition, metrics_token = Condition(stores.events), settings.metrics.get_secret_value()
    meter = make_meter() if metrics_token else NoMeter()
    services = Services(
        simulator, desk, stores, publisher, identities, limiter, environment,
        settings.public_url.rstrip("/") or local_address(settings.port, settings.host), message,
        scenarios, load_scenario, Papers(green.in_thread), guests, SeatingPlans(simulator, guests),
        Devices(clock),
        make_afterwards(simulator, guests, green.in_thread),
        together,
        Replays(simulator, lambda: socketio.sleep(0)),
        Bookmarks(stores.notes, clock),
        Branches(simulator, time_words, lambda: socketio.sleep(0)),
        condition,
        meter,
        metrics_token,
        SignIn(stores.logins, Argon2(green.in_thread), clock),
        observers,
        Arrivals(simulator),
    )  # fmt: skip
    app = create_app(services)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    socketio.init_app(app)
    green.write_directly(socketio.server.eio)
    guard(socketio.server)
    relay = Relay(simulator, make_messenger(settings.redis, socketio.start_background_task, socketio.sleep))
    presence = Presence(
        _marker(simulator), _later(socketio), settings.away_after, relay.who if settings.several else None
    )
    door = WebDoor(identities, limiter, observers)
    watching = Watching(socketio, observers, door)
    gateway = Gateway(socketio, simulator, desk, publisher, presence, door, meter, watching)
    together.listen(gateway.put_out)
    together.listen(relay.put_out)
    observers.listen(gateway.end_watching)
    observers.listen(relay.guests_out)
    connect(relay, gateway, presence)
    ticker = Ticker(
        simulator, Players(simulator, secrets.randbelow), socketio.sleep, settings.bot_pace,
        _turn(stores, clock) if settings.several else always,
    )  # fmt: skip
    return Running(
        settings,
        engine,
        simulator,
        identities,
        socketio,
        app,
        ticker,
        presence,
        relay,
        condition,
        stores,
        scenarios,
        load_scenario,
        services.seating,
        services.after,
        Works(simulator, green.in_thread, socketio.sleep),
        gateway,
    )


def open_record(settings: Settings, *, clock: Callable[[], int] = now_ms) -> tuple[Simulator, Afterwards]:
    """What is stored, to be read without a server; one may run beside it. Raises `DatabaseUnsuitable`."""
    engine = make_engine(settings.database_url())
    upgrade(engine)
    stores = open_sql(engine)
    simulator = make_simulator(stores, settings, clock)
    return simulator, make_afterwards(simulator, Guests(stores.notes, clock), green.in_thread)


def make_simulator(stores: Stores, settings: Settings, clock: Callable[[], int]) -> Simulator:
    """The application on its stores."""
    shelf = RulebookShelf(
        stores.rulebooks, to_json=rulebook_to_json, from_json=rulebook_from_json, hash_of=rulebook_hash
    )
    return Simulator(
        stores, shelf, seminar_codec=Codec(typing.get_args(SeminarEvent)),
        exercise_codec=Codec(typing.get_args(ExerciseEvent)), clock=clock, key=settings.secret(),
        snapshots=ExerciseSnapshots(),
    )  # fmt: skip


def _name(stores: Stores, person: str, unknown: str = "somebody") -> str:
    found = stores.people.find(person) if person else None
    # a person whose name was erased is still somebody
    return found.display_name if found else unknown if person else ""


def _marker(simulator: Simulator) -> Callable[[ExerciseId, SeatId, bool], None]:
    def mark(exercise: ExerciseId, seat: SeatId, present: bool) -> None:
        try:
            state = simulator.exercise(exercise)
            if state.seats[seat].present != present and not simulator.archived(state.seminar):
                op = f"presence@{state.version}/{seat}/{int(present)}"
                simulator.act(exercise, MarkPresence(seat, present), SYSTEM, op)
        except (Refused, Conflict, StoreFailed):
            # who is here is a courtesy: it must never keep anybody from connecting
            log.warning("presence not marked", exercise=exercise, seat=seat)

    return mark


def _turn(stores: Stores, clock: Callable[[], int]) -> Callable[[str, float], bool]:
    """Whose turn it is, of several processes, to do what is done every so many seconds."""
    return lambda name, seconds: stores.heartbeat.take(name, clock(), int(seconds * 1000))


def _later(socketio: SocketIO) -> Callable[[float, Callable[[], None]], None]:
    def later(seconds: float, task: Callable[[], None]) -> None:
        def wait() -> None:
            socketio.sleep(seconds)
            task()

        socketio.start_background_task(wait)

    return later
