"""Starts a server that was put together: first links and a demonstration, what a crash interrupted, then listening."""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable

import click

from simulator.app.ports import Facilitator, SeminarEntry
from simulator.app.service import SYSTEM
from simulator.bootstrap import Running, build, local_address, now_ms, quiet_logs
from simulator.core.commands.seminar import EnterStep
from simulator.core.ids import ExerciseId, PersonId, SeminarId
from simulator.core.state.seminar import Settings as Choices
from simulator.realtime import green
from simulator.realtime.keeper import call_to_form, keep_dates
from simulator.web.identity import WALL
from simulator.web.pages.steer import key_hash
from simulator.web.qr import qr_terminal
from simulator.web.settings import Settings


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
    index = running.stores.seminars
    entries = index.entries()
    if entries or index.entries(archived=True) or not running.settings.demo:
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
    """Print the three links, and the join link as a QR code; the further ones of several processes have none."""
    if not key:
        click.echo(f"Process {running.settings.process} serves on port {port}.")
        sys.stdout.flush()
        return
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
        if not running.simulator.is_room(state):
            continue  # a crash interrupted a return to a moment
        for seat in state.seats.values():
            if seat.person and seat.present and not running.simulator.archived(state.seminar):
                running.presence.expect(state.id, seat.id)


def serve(settings: Settings, *, clock: Callable[[], int] = now_ms) -> None:
    """Build, catch up, announce, listen."""
    quiet_logs()
    running = build(settings, clock=clock)
    first = settings.process == 1
    key = ensure_facilitator(running) if first else ""
    entry = ensure_demonstration(running) if first else None
    # compile them before anybody asks: beside the rooms it would hold up answers, and with them the clocks of the pages
    running.scenarios()
    running.simulator.drive_all()
    finish_seating(running)
    expect_people(running)
    running.ticker.hold_gap()
    background, sleep = running.socketio.start_background_task, running.socketio.sleep
    background(running.ticker.run)
    background(keep_dates, running.after.retention.purge_due, sleep)
    background(call_to_form, running.after.call_at_close, sleep)
    background(running.works.run)
    if settings.several:
        background(running.relay.run, sleep)

    def end() -> None:
        running.gateway.fall_silent()
        running.stores.events.close()

    if settings.async_mode == "eventlet":
        green.serve(
            running.app, settings.host, settings.port, lambda port: announce(running, key, entry, port),
            running.condition.leave, end,
        )  # fmt: skip
        return
    threading.Timer(0.5, announce, (running, key, entry, settings.port)).start()
    running.socketio.run(
        running.app, settings.host, settings.port, allow_unsafe_werkzeug=True, log_output=False, debug=False
    )
