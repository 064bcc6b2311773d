"""Sample data of the design gallery: Alder Basin in the middle of round 1. Invented parties, invented numbers."""

from __future__ import annotations

from typing import Any

CAUCUSES: list[dict[str, Any]] = [
    {"code": code, "index": index, "name": name}
    for index, (code, name) in enumerate(
        [
            ("LG", "Local governments"),
            ("RG", "Regional agencies"),
            ("SF", "State and federal"),
            ("BZ", "Business"),
            ("LB", "Labor"),
            ("EN", "Environment and mobility"),
            ("CM", "Community and health"),
            ("CV", "Civic institutions"),
        ],
        start=1,
    )
]

_ROSTER = {
    "LG": "Core city|Booming suburb|Older inner suburb|Edge city|Hill town|Farm-market city|County board|Outlying county"
    "|Transportation authority",
    "RG": "Council of governments|Air district|Transit district|Suburban bus consortium|Airport and port",
    "SF": "State highway district|State air board|State buildings agency|Federal environment office|Federal transport office",
    "BZ": "Metro chamber|Suburban chambers|Homebuilders|Downtown developers|Realtors|Trucking association|Road builders"
    "|Large employers|Farm bureau",
    "LB": "Building trades council|Transit workers union",
    "EN": "Regional environmental council|Conservation chapter|Clean-air coalition|Land conservancy|Smart-growth network"
    "|Bicycle advocates|Walking advocates|Transit riders' league",
    "CM": "Lung-health association|Hospitals and medical society|Environmental-justice alliance|Neighborhood federation"
    "|Seniors and disability coalition|Faith-based organizing network",
    "CV": "State university|School districts council|Municipal electric utility|Taxpayers association",
}
_STANCES = ("yes", "yes", "with", "yes", "no", "yes", "unsaid", "yes", "with", "yes", "no", "yes", "yes")


def seats() -> list[dict[str, Any]]:
    """Return the 48 seats in the order of the room, with a stance and a presence each."""
    rows: list[dict[str, Any]] = []
    for caucus in CAUCUSES:
        for name in _ROSTER[caucus["code"]].split("|"):
            number = len(rows) + 1
            rows.append(
                {
                    "id": f"seat-{number}",
                    "number": number,
                    "name": name,
                    "code": caucus["code"],
                    "index": caucus["index"],
                    "caucus": caucus["name"],
                    "stance": _STANCES[number * 5 % 13],
                    "presence": {7: "offline", 18: "bot", 28: "bot", 40: "away"}.get(number, "here"),
                    "href": f"#org-{number}",
                    "you": number == 31,
                }
            )
    return rows


def counts(spec: str) -> list[dict[str, Any]]:
    """Read "5.2.1.1 4.0.1.0 ..." (yes.with.no.unsaid per caucus) into the counts the bars draw."""
    keys = ("yes", "with", "no", "unsaid")
    cells = [dict(zip(keys, map(int, part.split(".")), strict=True)) for part in spec.split()]
    return [caucus | cell for caucus, cell in zip(CAUCUSES, cells, strict=True)]


def totals(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Add the counts of all caucuses."""
    return {key: sum(row[key] for row in rows) for key in ("yes", "with", "no", "unsaid")}


def option(clause: str, letter: str, sentence: str, spec: str, **more: Any) -> dict[str, Any]:
    """Return one option as the macros take it."""
    rows = counts(spec)
    base = {
        "key": f"{clause}-{letter}",
        "letter": letter,
        "sentence": sentence,
        "counts": rows,
        "totals": totals(rows),
    }
    return base | more


C4_TEXT = (
    "The parties seek consensus. If consensus is not reached after two meetings, a decision is adopted when at least "
    "three quarters of the members present say yes, and a majority of each caucus present says yes."
)
C4 = [
    option(
        "C4",
        "a",
        "Everyone must agree.",
        "1.2.5.1 1.1.3.0 2.1.1.1 3.2.3.1 0.1.1.0 4.1.2.1 3.1.1.1 0.1.3.0",
        value="no",
        text="A decision is adopted when no member says no.",
        note="who could block: any member",
    ),
    option(
        "C4",
        "b",
        "Consensus; if we are stuck, three quarters of us and a majority of each caucus.",
        "5.2.1.1 4.1.0.0 3.1.0.1 6.2.1.0 1.1.0.0 7.1.0.0 4.1.1.0 3.0.1.0",
        value="with",
        text=C4_TEXT,
        leading=True,
        note="who could block: any caucus",
    ),
    option(
        "C4",
        "c",
        "Consensus; if we are stuck, two thirds, one organization one vote.",
        "1.2.5.1 2.2.1.0 1.2.1.1 0.2.6.1 0.1.1.0 7.1.0.0 6.0.0.0 1.1.2.0",
        value="yes",
        text="Text of c.",
        note="who could block: 16 members",
    ),
    option(
        "C4",
        "d",
        "Votes by population and contribution, and a majority of members.",
        "6.1.1.1 2.2.1.0 2.2.0.1 4.3.1.1 1.0.1.0 0.1.7.0 0.0.6.0 1.2.1.0",
        value="unsaid",
        text="Text of d.",
        note="who could block: Core city with two others",
    ),
    option(
        "C4",
        "e",
        "A steering committee of twelve decides, the plenary ratifies.",
        "4.2.2.1 4.1.0.0 2.2.0.1 5.2.1.1 1.1.0.0 1.2.5.0 0.1.5.0 3.0.1.0",
        value="unsaid",
        text="Text of e.",
        note="who could block: 7 of the twelve",
    ),
]
OBJECTIONS = [
    {
        "number": 7,
        "name": "County board",
        "code": "LG",
        "index": 1,
        "text": "A caucus of two can stop a county of a million.",
        "moves": "A minimum size for a caucus, or a second vote after thirty days.",
    },
    {
        "number": 22,
        "name": "Homebuilders",
        "code": "BZ",
        "index": 4,
        "text": "Three quarters of those present is a moving target.",
    },
    {
        "number": 41,
        "name": "Environmental-justice alliance",
        "code": "CM",
        "index": 7,
        "value": "with",
        "text": "Only if interpreters and evening meetings are in C5.",
        "moves": "One sentence in C5 b.",
    },
]
CLAUSES = [
    {"code": "C1", "title": "Purpose and scope", "status": "adopted", "chosen": "c", "href": "#clause-C1"},
    {"code": "C3", "title": "Who has a seat", "status": "discussion", "href": "#clause-C3"},
    {
        "code": "C4",
        "title": "How do we decide?",
        "status": "discussion",
        "href": "#clause-C4",
        "current": True,
    },
    {"code": "C5", "title": "Who convenes", "status": "discussion", "href": "#clause-C5"},
    {"code": "C7", "title": "Sharing the cost", "status": "later", "href": "#clause-C7"},
    {"code": "C10", "title": "Managing the work", "status": "later", "href": "#clause-C10"},
]
FIVE_LINES = {
    "you_are": "the alliance of eleven environmental groups with a suit against the last regional plan.",
    "you_want": "limits that a court can enforce, and growth inside the present towns.",
    "you_fear": "that your name is used and your right to sue is gone.",
    "you_can_give": "the suit, your counsel's standing, and six thousand people who write letters.",
    "first_sentence": "We will sign what can be measured.",
}
MUST_HAVES = [
    {"text": "No standstill without a binding review", "met": True},
    {"text": "Independent model", "met": True},
    {"text": "Land use in scope", "met": None},
]
GROUP = {
    "place": "Table 7",
    "name": "Mixed group 7",
    "task": "Agree on C3, C4 and C5.",
    "members": [
        {"name": "Core city", "code": "LG", "index": 1},
        {"name": "Trucking association", "code": "BZ", "index": 4},
        {"name": "Regional environmental council", "code": "EN", "index": 6, "you": True},
        {"name": "Lung-health association", "code": "CM", "index": 7, "note": "scribe"},
        {"name": "Realtors", "code": "BZ", "index": 4},
        {"name": "State university", "code": "CV", "index": 8},
    ],
}
PROPOSAL = {
    "id": "g7",
    "title": "Proposal of table 7",
    "version": 3,
    "status": "draft",
    "lines": [
        {"code": "C3", "letter": "b", "sentence": "Eight caucuses of equal weight, two seats each."},
        {
            "code": "C4",
            "letter": "b",
            "sentence": "Consensus; then three quarters and each caucus.",
            "condition": "C5 is b",
            "changed": True,
        },
        {"code": "C5", "letter": "", "sentence": "Still open."},
    ],
    "rationale": "Counts interests instead of heads; nobody is outvoted by another sector.",
    "changed_note": "Lung health changed C4 a minute ago.",
    "sponsors": [
        {"number": 1, "name": "Core city", "code": "LG", "index": 1},
        {"number": 39, "name": "Lung-health association", "code": "CM", "index": 7},
    ],
}
CHECKS = [
    {
        "ok": True,
        "text": "34 of the 46 present say yes; three quarters are needed, which is 35 with two standing aside counted out: 33.",
        "detail": "46 present, 2 stand aside, 44 count; three quarters of 44 is 33.",
    },
    {
        "ok": True,
        "text": "All eight caucuses have a majority.",
        "lines": ["Business: 5 of 9", "Labor: 2 of 2"],
    },
    {
        "ok": False,
        "text": "The second reading has not been held.",
        "detail": "It may be waived if nobody objects.",
    },
    {"ok": None, "text": "Seat 40 has not voted yet.", "detail": ""},
]
STEPS = [
    {"title": title, "state": state}
    for title, state in [
        ("Welcome", "done"),
        ("Warm-up", "done"),
        ("Reading", "done"),
        ("Caucus 1", "done"),
        ("Plenary", "done"),
        ("Round 1", "now"),
        ("Round 2", "next"),
        ("Round 3", "next"),
        ("Signing", "next"),
        ("Five years", "next"),
        ("Debrief", "next"),
    ]
]
BALANCE = [
    {
        "id": "core",
        "line": "Coordinating office",
        "need": 620,
        "pledged": 620,
        "need_text": "$620,000",
        "pledged_text": "$620,000",
        "short_text": "covered",
        "ok": True,
    },
    {
        "id": "model",
        "line": "Independent modeling",
        "need": 340,
        "pledged": 130,
        "need_text": "$340,000",
        "pledged_text": "$130,000",
        "short_text": "$210,000 short",
        "ok": False,
    },
    {
        "id": "out",
        "line": "Neighborhood outreach",
        "need": 240,
        "pledged": 60,
        "need_text": "$240,000",
        "pledged_text": "$60,000",
        "short_text": "$180,000 short",
        "ok": False,
    },
]
BALANCE_TOTAL = {
    "id": "total",
    "line": "Together",
    "need": 1200,
    "pledged": 810,
    "need_text": "$1,200,000",
    "pledged_text": "$810,000",
    "short_text": "$390,000 short",
    "ok": False,
}
PLEDGES = [
    {
        "id": "p1",
        "title": "Stay of the lawsuit",
        "kind_text": "authority",
        "amount": "18 months",
        "state": "ready",
        "detail": "Counsel asks the court for a stay.",
        "condition": "C15 is b or c",
        "cost": "costs you 8: leverage",
    },
    {
        "id": "p2",
        "title": "Volunteer air monitors",
        "kind_text": "staff",
        "amount": "40 people",
        "state": "pledged",
        "detail": "Trained, with their own meters.",
    },
    {
        "id": "p3",
        "title": "Letter campaign",
        "kind_text": "constituency",
        "amount": "6,000 members",
        "state": "withdrawn",
    },
]
NEEDS = [
    {
        "id": "n1",
        "kind": "asks",
        "text": "Table 4 asks: \u201cCan we propose a rule that is not on the list?\u201d",
        "action": "#",
        "action_label": "Answer",
        "detail": "2 minutes ago",
    },
    {
        "id": "n2",
        "kind": "lost",
        "text": "Laptop lost: seat 12, Transit district",
        "action": "#",
        "action_label": "New phrase",
    },
    {
        "id": "n3",
        "kind": "stuck",
        "text": "Not read the brief: 5 people at tables 2 and 9",
        "href": "#",
        "action_label": "Who?",
    },
    {
        "id": "n4",
        "kind": "bring",
        "text": "Bring together: Environment and Business on C7",
        "detail": "Each has one option the other could live with.",
        "href": "#",
        "action_label": "Show",
    },
]
ROOMS = [
    {
        "id": "A",
        "name": "Room A",
        "adopted": 3,
        "total": 10,
        "here_text": "44 here, 2 offline",
        "href": "#",
        "current": True,
    },
    {
        "id": "B",
        "name": "Room B",
        "adopted": 1,
        "total": 10,
        "here_text": "37 here",
        "href": "#",
        "alert": "2 groups without a scribe",
    },
]
OVERVIEW = [
    {
        "code": code,
        "title": title,
        "status": "discussion",
        "nearest": nearest,
        "counts": counts(spec),
        "href": f"#{code}",
    }
    for code, title, nearest, spec in [
        (
            "C3",
            "Who has a seat",
            "b: 4 objections",
            "4.2.2.1 3.1.1.0 3.1.0.1 5.2.2.0 1.1.0.0 8.0.0.0 5.1.0.0 3.1.0.0",
        ),
        (
            "C4",
            "How do we decide?",
            "b: 4 objections",
            "5.2.1.1 4.1.0.0 3.1.0.1 6.2.1.0 1.1.0.0 7.1.0.0 4.1.1.0 3.0.1.0",
        ),
        (
            "C5",
            "Who convenes",
            "b: 2 objections",
            "6.2.0.1 3.1.1.0 4.0.0.1 6.3.0.0 1.1.0.0 8.0.0.0 6.0.0.0 2.0.2.0",
        ),
        (
            "C7",
            "Sharing the cost",
            "e: 9 objections",
            "6.1.1.1 1.1.3.0 2.1.1.1 4.3.2.0 1.1.0.0 2.3.3.0 3.2.1.0 2.1.1.0",
        ),
    ]
]
GROUPS = [
    {
        "id": str(n),
        "place": f"Table {n}",
        "name": f"Mixed {n}",
        "handed_in": n in (1, 3, 5, 6, 8),
        "done_text": "handed in" if n in (1, 3, 5, 6, 8) else "1 of 3",
        "href": "#",
        "missing_text": "" if n != 2 else "no scribe yet",
    }
    for n in range(1, 9)
]
AGENDA = [
    {"id": f"a{n}", "title": title, "kind_text": kind, "start": start, "minutes": minutes, "state": state}
    for n, (title, kind, start, minutes, state) in enumerate(
        [
            ("Caucus 1: three must-haves, one gift", "by sector", "13:45", 15, "done"),
            ("Plenary: sense check on C1, C3, C4", "everybody", "14:00", 20, "done"),
            ("Round 1: decision-making structure", "mixed groups", "14:30", 30, "now"),
            ("Round 2: resources", "mixed groups", "15:00", 25, "next"),
            ("Signing", "everybody", "15:40", 12, "next"),
        ]
    )
]


def signature_lines() -> list[dict[str, Any]]:
    """Return the 48 signature lines: most signed, some with a reservation, a few declined or waiting."""
    states = {7: "reserved", 22: "declined", 32: "declined", 41: "reserved", 48: "reserved"}
    lines = []
    for seat in seats():
        state = states.get(seat["number"], "waiting" if seat["number"] > 42 else "signed")
        lines.append(
            seat
            | {
                "role": f"Chair, {seat['name']}",
                "state": state,
                "new": seat["number"] == 42,
                "at": "16:31" if state in ("signed", "reserved") else "",
                "reservation": "Subject to our board's budget." if state == "reserved" else "",
            }
        )
    return lines
