"""`make pictures`: plays the demonstration and takes pictures of seat, facilitator and wall to be looked at.

A picture that nobody looks at proves nothing: open them, and change what you would not project to sixty people.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browsing import ARGUMENTS, CHROMIUM, Visitor, new_visitor
from tests.support.people import Facilitator, Linked
from tests.support.server import ROOT, Server

SIZES = {"laptop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844)}
OUT = ROOT / ".cache" / "pictures"
PAINT_ALL = """
(how) => document.querySelectorAll(".clause, .panel").forEach((el) => { el.style.contentVisibility = how; })
"""
"""A page leaves out what is far from the screen; a picture of all of it needs all of it."""


def take(visitors: dict[str, Visitor], stage: str) -> None:
    """One picture of each page at each size."""
    for name, visitor in visitors.items():
        for size, (width, height) in SIZES.items():
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.page.wait_for_timeout(250)
            visitor.picture(OUT / f"{stage}-{name}-{size}.png")
            if name != "wall":
                visitor.page.evaluate(PAINT_ALL, "visible")
                visitor.page.screenshot(path=OUT / f"{stage}-{name}-{size}-full.png", full_page=True)
                visitor.page.evaluate(PAINT_ALL, "")
        visitor.page.set_viewport_size({"width": 1366, "height": 768})


def settle(steering: Linked, terms: dict[str, str], seconds: float = 6) -> None:
    """Put terms to the vote and let the parties played by rules vote."""
    opened = steering.act("decision.open", **{f"term:{c}": o for c, o in terms.items()})
    assert opened["ok"], opened
    time.sleep(seconds)


def close(steering: Linked, number: int) -> None:
    """Count."""
    print(steering.act("decision.close", decision=f"d{number}"))


def play(server: Server) -> None:
    """The demonstration, from the lobby to the agreement."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        facilitator = Facilitator(server)
        exercise = facilitator.new_seminar("alder-basin", 48, 1, "demo")
        steering = facilitator.link(exercise)
        visitors = {name: new_visitor(browser, server) for name in ("seat", "steer", "wall", "door")}
        visitors["steer"].go(server.links["facilitator"])
        visitors["steer"].picture(OUT / "0-desk.png")
        visitors["steer"].go(f"/steer/{exercise}")
        page = facilitator.jar.open(f"/steer/{exercise}").text
        wall = page.partition('href="/wall/')[2].partition('"')[0]
        visitors["wall"].go(f"/wall/{wall}")
        visitors["door"].go(f"/?code={server.code}")
        visitors["door"].picture(OUT / "0-home.png")
        visitors["door"].page.locator('form[action="/join"] button[type=submit]').click()
        visitors["door"].picture(OUT / "0-lobby.png")
        del visitors["door"]
        visitors["seat"].join("Dana", exercise, "environmental-council")
        take(visitors, "1-start")
        steering.act("step.enter", step="round-1")
        visitors["seat"].read_brief()
        time.sleep(20)
        take(visitors, "2-round")
        settle(steering, {"rule": "caucus-majorities"})
        take(visitors, "3-deciding")
        close(steering, 1)
        time.sleep(1)
        take(visitors, "4-decided")
        steering.act("step.enter", step="round-2")
        time.sleep(6)
        take(visitors, "5-resources")
        # a package that all 46 can live with (scenarios/alder-basin/expected.yaml)
        settle(steering, {
            "seats": "caucus-pairs", "rule": "caucus-majorities", "convener": "neutral", "cost": "grants-first",
            "contrib": "register", "budget": "modelling", "manager": "one-manager", "pace": "ballot-year",
            "reporting": "dashboard", "disputes": "standstill",
        }, 10)  # fmt: skip
        visitors["seat"].form("ballot.cast").first.locator('button[value="yes"]').click()
        close(steering, 2)
        time.sleep(12)
        steering.act("step.enter", step="package")
        print(steering.act("signing.open"))
        time.sleep(12)
        take(visitors, "6-signing")
        print(steering.act("signing.conclude"))
        time.sleep(1)
        steering.act("step.enter", step="debrief")
        take(visitors, "7-end")
        visitors["seat"].go(f"/x/{exercise}/agreement")
        visitors["seat"].page.screenshot(path=OUT / "8-agreement.png", full_page=True)
        visitors["seat"].page.pdf(path=OUT / "8-agreement.pdf", format="Letter")
        visitors["steer"].go(f"/steer/{exercise}/cards")
        visitors["steer"].page.pdf(path=OUT / "9-cards.pdf", format="Letter")
        for name, visitor in visitors.items():
            print(name, visitor.troubles)
        browser.close()


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), DEMO="", BOT_PACE=0.05).start()
        server.links.setdefault("join", "=")
        try:
            play(server)
        finally:
            server.stop()
            print("".join(server.tracebacks()))
    print(f"Pictures are in {OUT}.")


if __name__ == "__main__":
    sys.exit(main())
