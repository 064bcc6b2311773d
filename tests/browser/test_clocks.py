"""Fifty laptops whose clocks are hours off and run fast or slow show the room's clock: an hour in half a minute.

The program of the pages (static/js/clock.js) runs fifty times in one browser, each with a clock and a connection
of its own and answers that come late; the server's clock is moved by the test. True time is known to the millisecond,
because server and browser are on one machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import Visitor
from tests.support.people import Facilitator, Linked
from tests.support.timed import TimedServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CLIENTS = 50
ALLOWED = 300  # ms
MINUTES = 60
LAPTOPS = """async (count) => {
  const [{ ServerClock }, { io }] = await Promise.all([
    import("/static/js/clock.js"), import("/static/vendor/socket.io.esm.min.js")]);
  const data = document.getElementById("live").dataset;
  const lab = (window.lab = { passed: 0, laptops: [] });
  let seed = 48; // the same laptops each time
  const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let i = 0; i < count; i++) {
    const skew = (chance() - 0.5) * 24 * 3600e3, drift = 1 + (chance() - 0.5) * 2e-4;
    const clock = new ServerClock(() => skew + (performance.now() + lab.passed) * drift);
    const socket = io({ auth: { page: data.page, exercise: data.exercise, token: data.token || "" },
      transports: ["websocket"], forceNew: true, reconnectionDelay: 200, reconnectionDelayMax: 600 });
    socket.on("connect", () => { clock.begin(); socket.emit("hello", { etags: {} }, () => {}); });
    // the way there and the way back take their time, and not the same
    const later = (task) => setTimeout(task, chance() * 200);
    const line = {
      get connected() { return socket.connected && !lab.still; },
      volatile: { emit: (name, heard) => later(() => socket.emit(name, (ack) => later(() => heard(ack)))) },
    };
    setInterval(() => clock.tick(line), 50);
    lab.laptops.push(clock);
  }
}"""
SURE = (
    "() => lab.laptops.every((c) => c.known && c.uncertainty() < 290)"  # ms: a crowded machine answers late
)
WORST = """() => {
  const truth = Date.now() + lab.passed;
  const wrong = lab.laptops.map((clock) => clock.known ? Math.abs(clock.now() - truth) : Infinity);
  return Math.max(...wrong);
}"""


def shown_clock(steering: Linked) -> dict[str, str]:
    """The room's clock as it stands in the newest part that has one."""
    html = next(h for part, h in steering.parts.items() if 'class="clock__time"' in h and "control" in part)
    tag = re.search(r"<time[^>]*clock__time[^>]*>", html)
    assert tag
    return dict(re.findall(r'data-([a-z-]+)="([^"]*)"', tag[0]))


def left_ms(clock: dict[str, str], now: float) -> float:
    """What a page shows of this clock at this instant."""
    return float(clock["ends-at"]) - now if clock["running"] == "1" else float(clock["remaining"])


def test_fifty_wrong_clocks_stay_within_a_third_of_a_second_over_an_hour(
    tmp_path: Path, visit: Callable[..., Visitor]
) -> None:
    server = TimedServer(tmp_path, DEMO="").start()
    try:
        host = Facilitator(server)
        exercise = host.new_seminar()
        steering = host.link(exercise)
        wall = visit(server)
        wall.go(wall_of(host, exercise))
        wall.page.evaluate(LAPTOPS, CLIENTS)
        steering.act("step.enter", step="deciding")
        wall.page.wait_for_function(SURE)

        worst, ended = 0.0, left_of(steering, wall)
        for minute in range(0, MINUTES, 2):
            if minute in (10, 30):
                assert steering.act("clock.pause")["ok"]
            if minute in (14, 34):
                assert steering.act("clock.resume")["ok"]
            if minute == 20:
                assert steering.act("clock.extend", minutes="5")["ok"]
            if minute == 40:
                wall.page.wait_for_timeout(2500)  # until the server has beaten at the time that it is
                steering.close()
                server.kill()
                ended = left_of(steering, wall)
                pass_minutes(server, wall)  # the server is away for it, and nobody loses it
                server.start()
                wall.page.wait_for_function(SURE)
                steering.connect()
                assert abs(left_of(steering, wall) - ended) < 15_000, "the gap was not given back"
            pass_minutes(server, wall)
            wall.page.wait_for_function(SURE)
            worst = max(worst, wall.page.evaluate(WORST))
        assert worst <= ALLOWED, f"a clock was {worst:.0f} ms off"
        print(f"{CLIENTS} clocks, {MINUTES} minutes, two pauses, one restart: at most {worst:.0f} ms off")
        steering.close()
    finally:
        server.stop()
    assert server.tracebacks() == []


def wall_of(host: Facilitator, exercise: str) -> str:
    """The address of the room's wall."""
    found = re.search(r'href="(/wall/[^"]+)"', host.jar.open(f"/steer/{exercise}").text)
    assert found
    return found[1]


def left_of(steering: Linked, wall: Visitor) -> float:
    """What is left on the room's clock now, ms."""
    now: Any = wall.page.evaluate("() => Date.now() + lab.passed")
    return left_ms(shown_clock(steering), now)


def pass_minutes(server: TimedServer, wall: Visitor) -> None:
    """Two minutes go by for the server and for every laptop. They are not moved in the same instant, so that no
    question may be under way."""
    wall.page.evaluate("() => { lab.still = true; }")
    wall.page.wait_for_function(
        "() => lab.laptops.every((c) => Number.isNaN(c.asked) || c.local() - c.asked > 5000)"
    )
    server.pass_time(120)
    wall.page.evaluate("(ms) => { lab.passed = ms; lab.still = false; }", server.ahead)
