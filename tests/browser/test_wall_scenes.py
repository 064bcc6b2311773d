"""Every scene of the wall in a full room: read from the back row, nothing cut, nothing on top of something else."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browsing import Visitor
from tests.support.people import Facilitator, Linked
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PICTURES = os.environ.get("SIMULATOR_PICTURES")
LEAST = 28
"""Pixels at 1920 × 1080 below which nothing may be that somebody has to read."""
LOOK = """
(least) => {
  const told = [], boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const unread = ".visually-hidden, .skip-link, title, .foot, script, style, noscript";
  const chain = function* (el) { for (let up = el; up && up !== document.body; up = up.parentElement) yield up; };
  // a line that ends in dots says so itself; what is cut through does not
  const dotted = (style) => style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    if (!words || el.closest(unread)) continue;
    if (!el.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) continue;
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect(), first = range.getClientRects()[0];
    if (!box.width || !box.height) continue;
    // a sentence that does not fit whole below its title is left out, beside the box
    const whole = el.closest(".growing__words")?.getBoundingClientRect();
    if (whole && box.left >= whole.right - 1) continue;
    const short = words.slice(0, 36), name = el.className?.baseVal ?? el.className;
    const drawn = el.closest("svg")?.closest("svg[viewBox]"), picture = drawn?.viewBox.baseVal;
    const scale = drawn ? Math.min(drawn.clientWidth / picture.width, drawn.clientHeight / picture.height) || 1 : 1;
    const size = parseFloat(getComputedStyle(el).fontSize) * scale;
    // codes above bars are a key: the same colors stand beside whole names in the room
    const wanted = drawn ? 16 : el.closest(".wall-sense__codes") ? 20 : least;
    if (size < wanted - 0.2) told.push(`${size.toFixed(1)} px: ${short} (${name})`);
    const out = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
    if (out) told.push(`off the wall: ${short}`);
    for (const up of chain(el)) {
      const style = getComputedStyle(up), whole = up.getBoundingClientRect();
      if (style.overflowY !== "hidden" && style.overflowX !== "hidden") continue;
      const through = first.bottom > whole.bottom + 3 || first.top < whole.top - 3;
      // dots at the end of a line say nothing of a line that is cut lengthwise
      if (through && style.webkitLineClamp === "none") told.push(`cut: ${short}`);
      if (box.right > whole.right + 2 && !dotted(style)) told.push(`cut: ${short}`);
      break;
    }
    const round = getComputedStyle(el).borderRadius === "50%" && el.getBoundingClientRect();
    if (round && (box.width > round.width || box.height > round.height)) told.push(`out of its circle: ${short}`);
    // of what ends in dots only the lines that are shown may lie on nothing else
    const cut = [...chain(el)].find((up) => dotted(getComputedStyle(up)));
    if (!drawn) boxes.push([cut?.getBoundingClientRect() ?? box, short, cut ?? el, cut ? 0.15 : 0.4]);
  }
  for (let i = 0; i < boxes.length; i += 1) for (let j = i + 1; j < boxes.length; j += 1) {
    const [a, one, first, part] = boxes[i], [b, other, second, share] = boxes[j];
    if (first.contains(second) || second.contains(first)) continue;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const flow = first.parentElement === second.parentElement && getComputedStyle(first).display === "inline";
    // a line of large type is higher than its letters
    if (!flow && wide > 6 && high > Math.min(part, share) * Math.min(a.height, b.height)) {
      told.push(`on top of each other: ${one} / ${other}`);
    }
  }
  return [...new Set(told)];
}
"""


class Wall:
    """The wall of a full room, and what was wrong with each scene."""

    def __init__(self, visitor: Visitor, steering: Linked) -> None:
        self.visitor, self.steering, self.wrong = visitor, steering, []

    def steer(self, kind: str, **fields: object) -> None:
        """A control that must not be refused."""
        answer = self.steering.act(kind, **fields)
        assert answer["ok"], answer

    def look(self, name: str, scene: str = "") -> None:
        """Look at a scene; where it is named, until the wall shows it."""
        page = self.visitor.page
        if scene:
            expect(page.locator("#scene")).to_have_attribute("data-scene", scene)
        page.wait_for_timeout(400)
        if PICTURES:
            self.visitor.picture(Path(PICTURES) / f"wall-{name}.png")
        self.wrong += [f"{name}: {found}" for found in page.evaluate(LOOK, LEAST)]

    def show(self, scene: str, name: str = "") -> None:
        """Put a scene on the wall and look at it."""
        self.steer("scene.show", scene=scene)
        self.look(name or scene, scene)


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose parties played by rules do not think long."""
    running = Server(tmp_path_factory.mktemp("wall"), DEMO="", BOT_PACE=0.05).start()
    running.links.setdefault("join", "=")
    yield running
    running.stop()
    assert running.tracebacks() == []


def settle(wall: Wall, number: int, terms: dict[str, str], seconds: float = 4) -> None:
    """Put terms to the vote, let the parties vote, look, count, look again."""
    wall.steer("decision.open", **{f"term:{c}": o for c, o in terms.items()})
    time.sleep(seconds)
    wall.look(f"decision-{number}-open", "decision")
    wall.steer("decision.close", decision=f"d{number}")
    wall.look(f"decision-{number}-closed", "decision")


def test_every_scene_of_a_full_room_is_read_from_the_back_row(
    quick: Server, visit: Callable[..., Visitor]
) -> None:
    facilitator = Facilitator(quick)
    exercise = facilitator.new_seminar("alder-basin", 48, 1, "demo")
    screen = visit(quick, width=1920, height=1080, reduced_motion="reduce")
    wall = Wall(screen, facilitator.link(exercise))
    page = facilitator.jar.open(f"/steer/{exercise}").text
    screen.go("/wall/" + page.partition('href="/wall/')[2].partition('"')[0])
    wall.look("lobby", "lobby")
    wall.steer("step.enter", step="activity")
    wall.look("slides", "slides")
    wall.steer("step.enter", step="round-1")
    time.sleep(6)
    wall.look("clause", "clause")
    wall.show("clock", "clock-and-tables")
    for scene in ("room", "moves", "sense", "speakers", "reports", "agreement", "plan", "signatures"):
        wall.show(scene, f"{scene}-early")
    wall.steer("scene.show", scene="")
    wall.steer("sense.open", target="rule", how="hide")
    time.sleep(3)
    wall.look("sense-hidden", "sense")
    wall.steer("sense.close", check="s1")
    wall.look("sense-closed", "sense")
    terms = {"term:seats": "caucus-pairs", "term:convener": "neutral", "term:rule": "caucus-majorities"}
    wall.steer("proposal.make", rationale="One package, because each of them needs the others.", **terms)
    made = re.findall(r'value="(p\d+)"', facilitator.jar.open(f"/steer/{exercise}").text)
    wall.steer("sense.open", target=max(made, key=lambda name: int(name[1:])), how="hide")
    wall.look("sense-of-a-package", "sense")
    wall.steer("sense.close", check="s2")
    wall.look("sense-of-a-package-closed", "sense")
    settle(wall, 1, {"rule": "caucus-majorities"})
    wall.steer("notice.set", text="The coffee is in the hall. Be back at your table in five minutes, please.")
    wall.show("clause", "clause-with-notice")
    wall.steer("notice.set", text="")
    wall.steer("scene.show", scene="")
    wall.steer("inject.throw", inject=first_inject(facilitator, exercise))
    wall.show("news")
    wall.show("room")
    wall.steer("step.enter", step="round-2")
    time.sleep(4)
    wall.show("clock", "clock-round-2")
    wall.steer("scene.show", scene="")
    settle(wall, 2, {
        "seats": "caucus-pairs", "convener": "neutral", "cost": "grants-first", "contrib": "register",
        "budget": "modelling", "manager": "one-manager", "pace": "ballot-year", "reporting": "dashboard",
        "disputes": "standstill",
    }, 5)  # fmt: skip
    wall.show("agreement")
    wall.show("plan")
    wall.steer("replay.show", amount=150, clause="")
    expect(screen.page.locator("#moment-shown .moment")).to_be_visible()
    wall.look("moment", "moment")
    wall.steer("notice.set", text="The coffee is in the hall. Be back at your table in five minutes, please.")
    wall.steer("replay.show", amount=400, clause="")
    expect(screen.page.locator(".wall-notice")).to_be_visible()
    time.sleep(1)
    wall.look("moment-with-notice", "moment")
    wall.steer("notice.set", text="")
    wall.steer("replay.show", amount=0)
    wall.steer("step.enter", step="package")
    leave_the_vote(wall, exercise, 3)
    wall.steer("signing.open")
    time.sleep(5)
    wall.look("signatures", "signatures")
    wall.steer("signing.conclude")
    wall.look("signatures-concluded")
    wall.steer("trial.run", fresh="")
    for told in range(1, 8):
        for _ in range(40):
            if wall.steering.act("trial.tell", amount=told)["ok"]:
                break
            time.sleep(0.25)
        wall.look(f"years-{told}", "years")
    wall.steer("step.enter", step="debrief")
    for what in ("count", "parties", "names", "best"):
        for _ in range(40):
            if wall.steering.act("debrief.reveal", what=what)["ok"]:
                break
            time.sleep(0.25)
        wall.look(f"debrief-{what}", "debrief")
    wall.steer("eyes.set", up="1", text="")
    wall.look("eyes", "eyes")
    assert not wall.wrong, "\n".join(wall.wrong)


@pytest.mark.parametrize("seats", [12, 24])
def test_names_under_signatures_stand_whole_in_smaller_rooms(
    quick: Server, visit: Callable[..., Visitor], seats: int
) -> None:
    facilitator = Facilitator(quick)
    exercise = facilitator.new_seminar("alder-basin", seats, 1, "demo")
    screen = visit(quick, width=1920, height=1080, reduced_motion="reduce")
    wall = Wall(screen, facilitator.link(exercise))
    page = facilitator.jar.open(f"/steer/{exercise}").text
    screen.go("/wall/" + page.partition('href="/wall/')[2].partition('"')[0])
    wall.steer("step.enter", step="round-1")
    time.sleep(3)
    # parties played by rules decide: one of these passes
    wanted = ("reporting.dashboard", "contrib.register", "convener.neutral", "pace.ballot-year", "manager.one-manager",
              "seats.caucus-pairs", "cost.grants-first", "disputes.standstill", "rule.caucus-majorities")  # fmt: skip
    for number, (clause, _, option) in enumerate((ref.partition(".") for ref in wanted), 1):
        settle(wall, number, {clause: option}, 2)
        if screen.page.locator(".wall-decision--passed").count():
            break
    wall.steer("step.enter", step="package")
    leave_the_vote(wall, exercise, 2)
    wall.steer("signing.open")
    time.sleep(3)
    expect(screen.page.locator(".signature__gone").first).to_have_text("not here; does not sign")
    wall.look(f"signatures-of-{seats}", "signatures")
    assert not wall.wrong, "\n".join(wall.wrong)


def leave_the_vote(wall: Wall, exercise: str, count: int) -> None:
    """Name somebody who votes for so many seats: nobody can sign for them."""
    ids = wall.visitor.page.locator(".signature:not([hidden])").evaluate_all("all => all.map(e => e.id)")
    first, *others = (found.removeprefix("signature-") for found in ids)
    for seat in others[:count]:
        wall.steer("seat.name_proxy", room=exercise, seat=seat, proxy=first)


def first_inject(facilitator: Facilitator, exercise: str) -> str:
    """The first event that the facilitator's page offers."""
    page = facilitator.jar.open(f"/steer/{exercise}").text
    return page.partition('name="inject" value="')[2].partition('"')[0]
