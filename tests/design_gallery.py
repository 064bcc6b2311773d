"""Render the design gallery with plain Jinja2 and sample data, and photograph it.

    python tests/design_gallery.py [--out FOLDER] [--shots] [--axe PATH/TO/axe.min.js]

Writes one HTML file per page into FOLDER (a temporary one by default), beside a link to `static/`. With --shots each page is
photographed in Chromium at the sizes people have; with --axe the accessibility rules of WCAG 2.2 AA are run too.
Not a test: pytest does not collect it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import design_samples as samples  # noqa: E402  (needs the path set above)
from design_sample_pages import PAGES  # noqa: E402

from simulator.web.charts import half_circle, half_circle_wedges  # noqa: E402
from tests.support.browsing import CHROMIUM  # noqa: E402

SIZES = {"laptop": (1366, 768), "projector": (1920, 1080), "phone": (390, 844), "narrow": (320, 640)}
# Sizes at which each page is seen; the wall is never on a phone.
WANTED = {
    "components": ("laptop", "phone", "narrow"),
    "seat": ("laptop", "projector", "phone", "narrow"),
    "door": ("laptop", "phone"),
    "facilitator": ("laptop", "projector", "phone"),
    "agreement": ("laptop", "phone"),
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sample_data() -> dict[str, Any]:
    """Collect everything the sample pages show."""
    seats = samples.seats()
    clock = {"ends_at_ms": 1_790_000_000_000, "remaining_ms": 1_122_000, "running": True}
    return {
        "clock": clock,
        "clock_last": clock | {"remaining_ms": 42_000},
        "caucuses": samples.CAUCUSES,
        "c4": samples.C4,
        "objections": samples.OBJECTIONS,
        "clauses": samples.CLAUSES,
        "five_lines": samples.FIVE_LINES,
        "must_haves": samples.MUST_HAVES,
        "group": samples.GROUP,
        "proposal": samples.PROPOSAL,
        "proposal_tabled": samples.PROPOSAL
        | {"id": "g2", "title": "Proposal of table 2", "status": "tabled", "changed_note": ""},
        "checks": samples.CHECKS,
        "steps": samples.STEPS,
        "balance": samples.BALANCE,
        "balance_total": samples.BALANCE_TOTAL,
        "pledges": samples.PLEDGES,
        "needs": samples.NEEDS,
        "rooms": samples.ROOMS,
        "overview": samples.OVERVIEW,
        "groups": samples.GROUPS,
        "agenda": samples.AGENDA,
        "signatures": samples.signature_lines(),
        "seats": seats,
        "me": seats[30],
        "qr": join_picture(),
        "small": {n: room_of(n) for n in (6, 12, 24)},
        **room_of(48),
        "register": [
            seats[n]
            | {
                "id": n,
                "kind_text": "cash",
                "title": "Yearly share",
                "amount": "$60,000",
                "new": n == 19,
                "budget_line": "Coordinating office",
            }
            for n in (0, 10, 19)
        ],
        "work": [
            {
                "id": 1,
                "task": "Joint model review",
                "lead": "State university",
                "staff": "2 posts of 2",
                "due": "month 6",
                "state": "staffed",
                "ok": True,
            },
            {
                "id": 2,
                "task": "Early-action package",
                "lead": "nobody",
                "staff": "0 of 3",
                "due": "month 9",
                "state": "without a lead",
                "ok": False,
            },
        ],
        "people": [
            seats[n]
            | {
                "seat_name": seats[n]["name"],
                "who": "Dana, Lee",
                "place": f"Table {n}",
                "read": n != 6,
                "doing": "reading",
                "phrase_action": "#",
            }
            for n in (6, 17, 30)
        ],
        "messages": [
            {
                "id": 1,
                "who": "Facilitator",
                "at": "14:31",
                "text": "Scribes: hand in by ten to.",
                "facilitator": True,
            },
            {
                "id": 2,
                "who": "Trucking association",
                "code": "BZ",
                "index": 4,
                "at": "14:33",
                "text": "Could you live with b if the review is yearly?",
            },
            {"id": 3, "who": "You", "at": "14:34", "text": "Yes, if the numbers are public.", "mine": True},
            {
                "id": 4,
                "who": "Farm bureau",
                "code": "BZ",
                "index": 4,
                "at": "14:35",
                "text": "We say no to c.",
                "bot": True,
                "private": True,
            },
        ],
        "scenes": [
            {"value": v, "label": v.capitalize(), "current": v == "clause"}
            for v in ("clock", "groups", "clause", "room", "decision", "inject", "eyes up")
        ],
    }


def room_of(n_seats: int) -> dict[str, Any]:
    """Return seats, layout and bands of a room with `n_seats`, thinned evenly from the 48."""
    everybody = samples.seats()
    chosen = [everybody[index * 48 // n_seats] for index in range(n_seats)]
    renamed = [seat | {"id": f"r{n_seats}-{seat['number']}"} for seat in chosen] if n_seats < 48 else chosen
    layout = half_circle(n_seats)
    return {
        "seats": renamed,
        "layout": layout,
        "wedges": half_circle_wedges(layout, [seat["code"] for seat in renamed]),
    }


def join_picture() -> Markup | None:
    """Return the join code as a picture, or nothing where the library is not installed."""
    try:
        import segno
    except ModuleNotFoundError:
        return None
    return Markup(segno.make("http://192.168.4.20:5000/j/ALDER-7").svg_inline(omitsize=True, border=1))


def render(folder: Path) -> list[Path]:
    """Write every page into `folder` and return the files."""
    loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), DictLoader(PAGES)])
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
    environment.globals.update(_=lambda text: text, asset=lambda path: f"static/{path}")
    link = folder / "static"
    if not link.exists():
        link.symlink_to(ROOT / "static")
    data = sample_data()
    written = []
    for name in ["pages/components.html", *PAGES]:
        path = folder / Path(name).name
        path.write_text(environment.get_template(name).render(s=data), encoding="utf-8")
        written.append(path)
    return written


def photograph(files: list[Path], axe: Path | None, only: str) -> int:
    """Photograph each page at its sizes beside the file; return how many accessibility rules were broken."""
    from playwright.sync_api import sync_playwright

    broken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for file in files:
            if only and only not in file.stem:
                continue
            for size in WANTED.get(file.stem, ("projector",)):
                width, height = SIZES[size]
                page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
                page.goto(file.as_uri())
                page.evaluate("document.fonts.ready")
                page.screenshot(
                    path=file.with_name(f"{file.stem}-{size}.png"), full_page=file.stem == "components"
                )
                across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                down = page.evaluate(
                    "document.getElementById('scene')?.scrollHeight - document.getElementById('scene')?.clientHeight"
                )
                print(f"{file.stem} {size}: wider than the window by {across} px; scene overflow {down}")
                if axe:
                    broken += run_axe(page, axe)
                page.close()
            if file.stem == "agreement":
                page = browser.new_page()
                page.goto(file.as_uri())
                page.pdf(path=file.with_suffix(".pdf"), format="A4", prefer_css_page_size=False)
                page.close()
        browser.close()
    return broken


def run_axe(page: Any, axe: Path) -> int:
    """Run axe on a page, print what it found and return the number of rules broken."""
    page.add_script_tag(path=str(axe))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    for rule in found["violations"]:
        print(f"  {rule['impact']}: {rule['id']}: {rule['help']}")
        for node in rule["nodes"][:4]:
            print(f"    {node['target']} {node['html'][:110]} {node['failureSummary'][:260]!r}")
    return len(found["violations"])


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--shots", action="store_true")
    parser.add_argument("--axe", type=Path, default=None)
    parser.add_argument("--only", default="", help="photograph only pages whose name contains this")
    chosen = parser.parse_args()
    folder = chosen.out or Path(tempfile.mkdtemp(prefix="gallery-"))
    folder.mkdir(parents=True, exist_ok=True)
    files = render(folder)
    print(f"{len(files)} pages in {folder}")
    return 1 if (chosen.shots or chosen.axe) and photograph(files, chosen.axe, chosen.only) else 0


if __name__ == "__main__":
    sys.exit(main())
