"""The composition root: settings, adapters, services, web and sockets. The only file that knows everything."""

from __future__ import annotations

import secrets
import socket
import sys
import threading
import time
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click
import structlog
from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy import Engine

from simulator.app.desk import Desk, Identity
from simulator.app.guests import Guests
from simulator.app.meetings import Meetings
from simulator.app.players import Players
from simulator.app.ports import Conflict, Facilitator, SeminarEntry, StoreFailed, Stores
from simulator.app.rulebooks import RulebookShelf
from simulator.app.seating import SeatingPlans
from simulator.app.service import SYSTEM, Simulator
from simulator.assets import load_manifest
from simulator.core.commands.exercise import MarkPresence
from simulator.core.commands.seminar import EnterStep
from simulator.core.events.exercise import ExerciseEvent
from simulator.core.events.seminar import SeminarEvent
from simulator.core.ids import ExerciseId, PersonId, SeatId, SeminarId
from simulator.core.refusals import Refused
from simulator.core.rulebook import Rulebook
from simulator.core.state.seminar import Settings as Choices
from simulator.realtime import green
from simulator.realtime.gateway import Gateway
from simulator.realtime.presence import Presence
from simulator.realtime.publisher import Publisher
from simulator.realtime.ticker import Ticker
from simulator.scenario.catalog import Catalog, Entry
from simulator.scenario.rulebook_json import rulebook_from_json, rulebook_hash, rulebook_to_json
from simulator.store.codec import Codec
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from simulator.store.snapshots import ExerciseSnapshots
from simulator.web.documents.papers import Papers
from simulator.web.factory import create_app
from simulator.web.identity import WALL, Identities
from simulator.web.limits import Limiter
from simulator.web.messages import message
from simulator.web.pages.steer import key_hash
from simulator.web.parts import PartRenderer
from simulator.web.qr import qr_terminal
from simulator.web.rendering import STATIC, make_environment
from simulator.web.services import Services
from simulator.web.settings import Settings

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
    stores: Stores
    scenarios: Callable[[], tuple[Entry, ...]]
    load_scenario: Callable[[str], Rulebook]
    seating: SeatingPlans


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


class WebDoor:
    """What the gateway may ask of the web."""

    def __init__(self, identities: Identities, limiter: Limiter) -> None:
        self._identities, self._limiter = identities, limiter

    def identify(self, cookies: Mapping[str, str]) -> Identity:
        """Who these cookies are."""
        return self._identities.read(cookies)

    def wall(self, token: str) -> ExerciseId | None:
        """The exercise that a wall's token is for."""
        found = self._identities.read_link(WALL, token)
        return found[0] if found else None

    def allow(self, name: str, who: str) -> bool:
        """Count one try."""
        return self._limiter.allow(name, who)


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
    catalog = Catalog(settings.scenarios)

    def scenarios() -> tuple[Entry, ...]:
        found: tuple[Entry, ...] = green.in_thread(catalog.entries)
        return found

    def load_scenario(scenario: str) -> Rulebook:
        rulebook: Rulebook = green.in_thread(catalog.load, scenario)
        return rulebook

    return scenarios, load_scenario


def quiet_logs() -> None:
    """One line of JSON per entry; tracebacks without local variables, which hold briefs and phrases."""
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.add_log_level,
            structlog.processors.format_exc_info, structlog.processors.JSONRenderer(),
        ]
    )  # fmt: skip


def build(settings: Settings, *, clock: Callable[[], int] = now_ms) -> Running:
    """Put a server together. Raises `AssetsMissing` or `DatabaseUnsuitable` with a sentence for the operator."""
    load_manifest(STATIC)
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.database_url())
    upgrade(engine)
    stores = open_sql(engine)
    key = settings.secret()
    shelf = RulebookShelf(
        stores.rulebooks, to_json=rulebook_to_json, from_json=rulebook_from_json, hash_of=rulebook_hash
    )
    simulator = Simulator(
        stores, shelf, seminar_codec=Codec(typing.get_args(SeminarEvent)),
        exercise_codec=Codec(typing.get_args(ExerciseEvent)), clock=clock, key=key, snapshots=ExerciseSnapshots(),
    )  # fmt: skip
    identities, limiter, environment = Identities(key), Limiter(), make_environment()
    desk = Desk(simulator, message)
    socketio = SocketIO(
        async_mode=settings.async_mode, cors_allowed_origins=None, ping_interval=20, ping_timeout=20,
        max_http_buffer_size=64_000, manage_session=False, cookie=None,
    )  # fmt: skip
    renderer = PartRenderer(environment)
    environment.globals["person_name"] = lambda person: _name(stores, person)
    meetings = Meetings(simulator)
    environment.globals["meeting_link"] = meetings.link
    simulator.listen(meetings)
    publisher = Publisher(renderer, SocketSender(socketio), simulator.under_way)
    simulator.listen(publisher)
    scenarios, load_scenario = make_shelf(settings)
    guests = Guests(stores.notes, clock)
    services = Services(
        simulator, desk, stores, publisher, identities, limiter, environment,
        settings.public_url.rstrip("/") or local_address(settings.port, settings.host), message,
        scenarios, load_scenario, Papers(green.in_thread), guests, SeatingPlans(simulator, guests),
    )  # fmt: skip
    app = create_app(services)
    socketio.init_app(app)
    green.write_directly(socketio.server.eio)
    presence = Presence(_marker(simulator), _later(socketio), settings.away_after)
    Gateway(socketio, simulator, desk, publisher, presence, WebDoor(identities, limiter))
    ticker = Ticker(simulator, Players(simulator, secrets.randbelow), socketio.sleep, settings.bot_pace)
    return Running(
        settings,
        engine,
        simulator,
        identities,
        socketio,
        app,
        ticker,
        presence,
        stores,
        scenarios,
        load_scenario,
        services.seating,
    )


def _name(stores: Stores, person: str) -> str:
    found = stores.people.find(person) if person else None
    return found.display_name if found else ""


def _marker(simulator: Simulator) -> Callable[[ExerciseId, SeatId, bool], None]:
    def mark(exercise: ExerciseId, seat: SeatId, present: bool) -> None:
        state = simulator.exercise(exercise)
        if state.seats[seat].present != present:
            op = f"presence@{state.version}/{seat}/{int(present)}"
            try:
                simulator.act(exercise, MarkPresence(seat, present), SYSTEM, op)
            except (Refused, Conflict, StoreFailed):
                # who is here is a courtesy: it must never keep anybody from connecting
                log.warning("presence not marked", exercise=exercise, seat=seat)

    return mark


def _later(socketio: SocketIO) -> Callable[[float, Callable[[], None]], None]:
    def later(seconds: float, task: Callable[[], None]) -> None:
        def wait() -> None:
            socketio.sleep(seconds)
            task()

        socketio.start_background_task(wait)

    return later


def ensure_facilitator(running: Running) -> str:
    """The key of the first facilitator's link: made anew at each start, so that the printed link works."""
    key = secrets.token_urlsafe(18)
    known = running.stores.facilitators.everyone()
    if known:
        running.stores.facilitators.replace_token(known[0].facilitator_id, key_hash(key))
    else:
        first = Facilitator(f"f-{secrets.token_hex(6)}", key_hash(key), now_ms(), "Facilitator")
        running.stores.facilitators.add(first)
    return key


def ensure_demonstration(running: Running) -> SeminarEntry | None:
    """The newest seminar; on first run a demonstration in which every seat that nobody takes is played by rules."""
    entries = running.stores.seminars.entries()
    if entries or not running.settings.demo:
        return entries[0] if entries else None
    facilitator = running.stores.facilitators.everyone()[0].facilitator_id
    book = running.load_scenario(running.settings.demo)
    sizes = [c.size for c in book.casts]
    cast = running.settings.demo_cast if running.settings.demo_cast in sizes else max(sizes)
    entry = running.simulator.open_seminar(
        book, f"Demonstration: {book.title}", [("Room A", cast)], settings=Choices(bots="demo"),
        facilitator=PersonId(facilitator),
    )  # fmt: skip
    running.stores.facilitators.allow(entry.seminar_id, facilitator, "owner")
    first_round = next((s.id for s in book.steps if s.kind == "round"), book.steps[0].id)
    running.simulator.steer(SeminarId(entry.seminar_id), EnterStep(first_round), SYSTEM, "demo-step")
    return entry


def links(running: Running, key: str, entry: SeminarEntry | None, port: int) -> dict[str, str]:
    """The addresses that people need, on the local network."""
    address = running.settings.public_url.rstrip("/") or local_address(port, running.settings.host)
    found = {"facilitator": f"{address}/steer/enter?key={key}"}
    if entry:
        room = next(iter(running.simulator.seminar(SeminarId(entry.seminar_id)).rooms))
        found["join"] = f"{address}/?code={entry.shown_code}"
        found["screen"] = f"{address}/wall/{running.identities.link(WALL, room)}"
    return found


def announce(running: Running, key: str, entry: SeminarEntry | None, port: int) -> None:
    """Print the three links, and the join link as a QR code."""
    found = links(running, key, entry, port)
    click.echo(f"\nPartnership Simulator: {entry.title if entry else 'no seminar yet'}\n")
    for name in ("facilitator", "join", "screen"):
        if name in found:
            click.echo(f"  {name + ' link':<17}{found[name]}")
    if entry:
        click.echo(f"  {'join code':<17}{entry.shown_code}\n")
        click.echo(qr_terminal(found["join"]))
    click.echo("Stop with Ctrl-C. Everything is stored as it happens; start again and go on.")
    sys.stdout.flush()


def finish_seating(running: Running) -> None:
    """A release of seats that a crash interrupted goes on."""
    for entry in running.stores.seminars.entries():
        running.seating.carry_out(SeminarId(entry.seminar_id))


def expect_people(running: Running) -> None:
    """After a start nobody is connected yet: who counts as here is looked for once more."""
    for stream in running.stores.events.streams("exercise:"):
        state = running.simulator.exercise(ExerciseId(stream.partition(":")[2]))
        for seat in state.seats.values():
            if seat.person and seat.present:
                running.presence.expect(state.id, seat.id)


def serve(settings: Settings) -> None:
    """Build, catch up, announce, listen."""
    quiet_logs()
    running = build(settings)
    key = ensure_facilitator(running)
    entry = ensure_demonstration(running)
    running.scenarios()  # compile them before anybody asks
    running.simulator.drive_all()
    finish_seating(running)
    expect_people(running)
    running.ticker.hold_gap()
    running.socketio.start_background_task(running.ticker.run)
    if settings.async_mode == "eventlet":
        green.serve(
            running.app, settings.host, settings.port, lambda port: announce(running, key, entry, port)
        )
        return
    threading.Timer(0.5, announce, (running, key, entry, settings.port)).start()
    running.socketio.run(
        running.app, settings.host, settings.port, allow_unsafe_werkzeug=True, log_output=False, debug=False
    )
