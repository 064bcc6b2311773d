"""People with a browser: they find a form by what it does and use it as anybody would."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from requests import Session

from .server import ROOT, Server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), "")
"""The engine without the windows around it takes half as much of the processor; the whole browser serves as well."""
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--host-resolver-rules=MAP room.test 127.0.0.1",
]  # fmt: skip
WATCH = """
document.addEventListener('securitypolicyviolation', (e) =>
  console.error('csp ' + e.violatedDirective + ' ' + e.blockedURI));
"""
AXE = ROOT / ".cache" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OFF = {
    # landmarks repeat on purpose: each clause is a region of its own
    "landmark-unique": {"enabled": False},
}
# The bar that stays in sight lies over half of some link at one position of the page, and scrolling frees it: a target
# counts as too small if it still is in the middle of the window.
ASK_AXE = """
async (asked) => {
  const found = (await axe.run(document, asked)).violations;
  const small = found.find((v) => v.id === 'target-size');
  if (!small) return found;
  const still = [];
  for (const node of small.nodes) {
    const target = document.querySelector(node.target[0]);
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const again = await axe.run(target, { ...asked, runOnly: { type: 'rule', values: ['target-size'] } });
    if (again.violations.length) still.push(node);
  }
  small.nodes = still;
  return found.filter((v) => v !== small || still.length);
}
"""


@dataclass
class Visitor:
    """A browser context with one page."""

    server: Server
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The public address, at a host name that is not localhost."""
        return f"http://room.test:{self.server.port}"

    def takes_over(self, jar: Session) -> None:
        """The cookies of somebody who came in without a browser."""
        self.context.add_cookies(
            [{"name": c.name, "value": c.value or "", "url": self.base} for c in jar.cookies]
        )

    def go(self, path: str) -> None:
        """Open a path of the server."""
        self.page.goto(self.base + path if path.startswith("/") else path)

    def form(self, kind: str, where: str = "") -> Locator:
        """The form that sends commands of this kind, within a part of the page where one is named."""
        return self.page.locator(f'{where} form[data-act]:has(input[name="kind"][value="{kind}"])'.strip())

    def linked(self) -> None:
        """Wait until the page is in step with the room."""
        self.page.wait_for_function("() => !document.documentElement.classList.contains('is-offline')")
        expect(self.page.locator("#offline")).to_be_hidden()

    def join(self, name: str, exercise: str, seat: str) -> None:
        """From the code on the wall to the seat; who comes late is shown the story so far, and goes on."""
        self.arrive(name, exercise, seat)
        self.to_the_room(exercise)

    def to_the_room(self, exercise: str) -> None:
        """Wait for the seat, or for the story so far, which who comes late reads first."""
        self.page.wait_for_url(f"**/x/{exercise}**")
        if self.page.url.endswith("/story"):
            self.page.get_by_role("link", name="Go to the room").first.click()
            self.page.wait_for_url(f"**/x/{exercise}")

    def arrive(self, name: str, exercise: str, seat: str) -> None:
        """From the code on the wall to the first page of the seat."""
        page = self.page
        self.go(f"/?code={self.server.code}")
        page.locator('form[action="/join"] button[type=submit]').click()
        page.locator('input[name="name"]').first.fill(name)
        claim = page.locator(f'form[action$="/claim"]:has(input[name="room"][value="{exercise}"])')
        if not claim.count():
            # several rooms: first the name, then the rooms
            page.locator('form[action$="/enter"] button[type=submit]').click()
        button = claim.locator(f'button[name="seat"][value="{seat}"]')
        button.evaluate("el => el.closest('details') && (el.closest('details').open = true)")
        button.click()
        page.wait_for_url(f"**/x/{exercise}**")

    def read_brief(self) -> None:
        """Tap "I have read it"."""
        self.form("brief.confirm").first.locator("button").first.click()
        expect(self.form("brief.confirm").first).to_be_hidden()

    def axe(self) -> list[str]:
        """What axe finds on the page as it is, one line each."""
        self.page.evaluate(AXE.read_text())
        # what is in order is not listed, style sheets are not fetched once more: half the time, the same findings
        asked = {"resultTypes": ["violations"], "preload": False, "rules": RULES_OFF} | {
            "runOnly": {"type": "tag", "values": TAGS}
        }
        found = self.page.evaluate(ASK_AXE, asked)
        return [
            f"{v['id']}: {v['help']} — {json.dumps([n['target'] for n in v['nodes']][:3])}" for v in found
        ]

    def picture(self, path: Path) -> None:
        """A screenshot of what is seen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)


def leaves_the_server(url: str) -> bool:
    """Whether a request goes to somebody else; documents that a page makes itself go nowhere."""
    split = urlsplit(url)
    return split.scheme in ("http", "https", "ws", "wss") and split.hostname not in ("room.test", "127.0.0.1")


def new_visitor(
    browser: Browser, server: Server, *, width: int = 1366, height: int = 768, **more: Any
) -> Visitor:
    """Somebody with a fresh browser."""
    context = browser.new_context(viewport={"width": width, "height": height}, **more)
    context.add_init_script(WATCH)
    page = context.new_page()
    visitor = Visitor(server, context, page)
    # no page asks anybody but its own server for anything
    context.on(
        "request", lambda r: visitor.troubles.append(f"asked {r.url}") if leaves_the_server(r.url) else None
    )
    page.on("pageerror", lambda error: visitor.troubles.append(f"script {error}"))
    page.on(
        "console",
        lambda m: (
            visitor.troubles.append(f"console {m.text}")
            if m.type == "error"
            and not re.search("ERR_CONNECTION|ERR_EMPTY_RESPONSE", m.text)
            and "WebSocket" not in m.text
            else None
        ),
    )
    return visitor
