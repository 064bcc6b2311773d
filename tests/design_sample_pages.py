"""Four full sample pages and the wall's scenes, composed from the macros as the live pages are."""

from __future__ import annotations

_SEAT = """{% extends "base.html" %}
{% from "macros/frame.html" import header, offline_line, now_bar, quiet_menu %}
{% from "macros/atoms.html" import button %}
{% from "macros/stances.html" import stance_buttons, option_head, option_row, clause_card, clause_index, objection_list %}
{% from "macros/deciding.html" import proposal_card %}
{% from "macros/seat.html" import confidential, seat_head, brief_card, standing %}
{% from "macros/atoms.html" import disclosure %}
{% block title %}Round 1, Room A{% endblock %}
{% block body_class %}is-seat{% endblock %}
{% block styles %}<link rel="stylesheet" href="{{ url('css/seat.css') }}">{% endblock %}
{% block top %}{{ offline_line() }}{% call header("Room A", "Round 1: decision-making structure", none, "saved", "Alder Basin", "#") %}
{{ quiet_menu("Menu", [{"label": "Toolkit", "href": "#"}, {"label": "The room", "href": "#"}]) }}{% endcall %}{% endblock %}
{% block now %}{{ now_bar("Go to table 7, with Core city, Trucking, Lung health, Realtors and the University",
  "Agree on C3, C4 and C5. Lung health writes for your group.", clock_data=s.clock) }}{% endblock %}
{% block main %}<div class="seat-page"><aside class="seat-page__mine" aria-label="Mine">{{ seat_head(s.me) }}
{% call confidential("Only you see this", "mine") %}{{ standing("Better than walking away; two of three must-haves met.",
  s.must_haves) }}{% call disclosure("Your brief", key="brief") %}{{ brief_card(s.five_lines) }}{% endcall %}{% endcall %}
{{ clause_index(s.clauses) }}</aside>
<div class="seat-page__work">{% call clause_card("C4", "How do we decide?", "discussion") %}
{{ option_head("Could you live with it?", s.caucuses) }}{% for o in s.c4 %}{% call option_row(o) %}
{{ stance_buttons("#", o.key, "Could you live with C4 " ~ o.letter ~ "?", o.value,
  reason="Only if C5 is b." if o.value == "with" else "", save="saved" if o.value != "unsaid" else "idle") }}{% endcall %}{% endfor %}
{{ objection_list(s.objections, "Objections to b", "C4-b") }}{% endcall %}
{% call proposal_card(s.proposal) %}{{ button("Edit") }}{{ button("Hand in", "primary") }}{% endcall %}</div></div>{% endblock %}"""

_DOOR = """{% extends "base.html" %}
{% from "macros/frame.html" import logo %}
{% from "macros/atoms.html" import field, button %}
{% block title %}Join{% endblock %}
{% block body_class %}is-door{% endblock %}
{% block styles %}<link rel="stylesheet" href="{{ url('css/seat.css') }}">{% endblock %}
{% block top %}<header class="top">{{ logo("", "#") }}</header>{% endblock %}
{% block main %}<div class="door"><div class="door__welcome"><img class="door__picture" src="{{ url('img/chamber.svg') }}" alt="" width="520" height="330"><h1>Forty-eight organizations. One basin. One agreement.</h1>
<p>You will take a seat, read a short brief, and find out what you could live with.</p></div>
<form class="door__form" method="post" action="#">{{ field("code", "The code on the wall", required=true,
  attrs={"autocomplete": "off", "autocapitalize": "characters"}) }}{{ field("name", "Your first name", required=true) }}
{{ button("Take my seat", "primary button--big") }}</form></div>{% endblock %}"""

_FACILITATOR = """{% extends "base.html" %}
{% from "macros/frame.html" import offline_line %}
{% from "macros/atoms.html" import button, badge, disclosure %}
{% from "macros/facilitator.html" import steer_bar, say_now, room_list, clause_overview, needs_you, group_progress, wall_bar,
  agenda_timeline %}
{% block title %}Alder Basin, steering{% endblock %}
{% block body_class %}is-facilitator{% endblock %}
{% block styles %}<link rel="stylesheet" href="{{ url('css/facilitator.css') }}">{% endblock %}
{% block top %}{% call steer_bar("Alder Basin, spring", "ALDER-7", "44 here, 2 offline", "Round 1: decision-making structure",
  s.clock, "ends 16:02, 4 min late") %}{{ button("Pause") }}{{ button("+2 min") }}{{ button("Next: round 2", "primary button--big",
  icon_name="next") }}{% endcall %}{% endblock %}
{% block main %}{{ say_now("In your groups, find one rule you could all live with. Start with what worries you about the others.",
  "one person writing for everybody; a group that votes at once", s.steps) }}
<div class="fac"><div class="fac__rooms"><h2 class="fac__title">Rooms</h2>{{ room_list(s.rooms) }}</div>
<div class="fac__room"><h2 class="fac__title">Room A</h2>{{ clause_overview(s.overview, s.caucuses) }}
{{ group_progress(s.groups, "Handed in: 5 of 8 groups") }}{% call disclosure("Agenda") %}{{ agenda_timeline(s.agenda, "16:02",
  "4 minutes behind") }}{% endcall %}</div>
<div class="fac__needs"><h2 class="fac__title">Needs you {{ badge(4) }}</h2>{{ needs_you(s.needs) }}</div></div>{% endblock %}
{% block after %}{{ wall_bar("Clause C4", "#", s.scenes) }}{% endblock %}"""

_AGREEMENT = """{% extends "base.html" %}
{% from "macros/document.html" import document, agreement_article, schedule, signature_page %}
{% block title %}Agreement of Room A{% endblock %}
{% block body_class %}is-document{% endblock %}
{% block styles %}<link rel="stylesheet" href="{{ url('css/document.css') }}">{% endblock %}
{% block footer %}{% endblock %}
{% block main %}{% call document("Alder Basin Partnership Agreement", "on transportation and clean air, made by forty-eight parties",
  "Text 7 · adopted 16:31 · fingerprint 3f9a c210 77de", "The parties are the organizations that sign on the last page.",
  "The people of the basin breathe one air and share one set of roads. No party can clean the one or mend the other alone. "
  "The parties therefore agree on how they decide, who brings what, and who does the work.") %}
{{ agreement_article(1, "Purpose", [{"code": "C1", "letter": "c", "number": "1.1", "title": "Purpose and scope", "state": "adopted",
  "text": "The partnership plans transportation, clean air and the use of land together and advises those who decide on each.",
  "adopted_text": "Adopted 14:18 with 41 of 46"}]) }}
{{ agreement_article(2, "How we decide", [{"code": "C3", "letter": "b", "number": "2.1", "title": "Who has a seat", "state": "adopted",
  "text": "Eight caucuses have equal weight. Each sends two people to the coordinating committee.",
  "adopted_text": "Adopted 15:06 with 38 of 46"}, {"code": "C4", "letter": "b", "number": "2.2", "title": "Decisions",
  "state": "adopted", "text": s.c4[1].text, "adopted_text": "Adopted 15:12 with 34 of 46",
  "note": "County board objects on record."}, {"code": "C5", "number": "2.3", "title": "Who convenes", "state": "open", "text": ""}]) }}
{{ schedule("A", "Pledges", ["Party", "Pledge", "For", ">Amount"], [["Core city", "Yearly share", "Coordinating office", "$160,000"],
  ["Air district", "Half a post", "Independent modeling", "$70,000"], ["Metro chamber", "Meeting rooms", "Outreach", "$20,000"]],
  "Amounts are for a year.", ["Together", "", "", "$810,000"]) }}
{{ signature_page(s.signatures, "Signatures name roles, not people. They are bound to text 7.") }}{% endcall %}{% endblock %}"""


def _wall(imported: str, body: str) -> str:
    """Return a page of the wall that shows one scene."""
    return (
        '{% extends "base.html" %}{% from "macros/screen.html" import ' + imported + " %}"
        "{% block title %}Wall{% endblock %}{% block html_class %}is-screen{% endblock %}"
        '{% block styles %}<link rel="stylesheet" href="{{ url(\'css/screen.css\') }}">{% endblock %}'
        "{% block main %}" + body + "{% endblock %}"
    )


PAGES = {
    "seat.html": _SEAT,
    "door.html": _DOOR,
    "facilitator.html": _FACILITATOR,
    "agreement.html": _AGREEMENT,
    "wall-lobby.html": _wall(
        "lobby",
        """{% set here = [7, 4, 3, 6, 2, 8, 4, 3] %}{% set of = [9, 5, 5, 9, 2, 8, 6, 4] %}{% set ns = namespace(rows=[]) %}
{% for c in s.caucuses %}{% set ns.rows = ns.rows + [{"code": c.code, "index": c.index, "name": c.name, "joined": here[loop.index0],
"seats": of[loop.index0]}] %}{% endfor %}{{ lobby("Alder Basin", "ALDER-7", "192.168.4.20:5000", 37, 46, ns.rows, s.qr) }}""",
    ),
    "wall-clock.html": _wall(
        "clock_scene",
        '{{ clock_scene("Round 1", "Find one rule for deciding that everyone at your table could live with.", s.clock, "Room A", '
        '"Hand in C3, C4 and C5.") }}',
    ),
    "wall-clause.html": _wall(
        "clause_scene",
        '{{ clause_scene("C4", "How do we decide?", "Could you live with it?", s.c4, "Room A", s.clock) }}',
    ),
    "wall-room.html": _wall(
        "room_scene",
        '{{ room_scene("C4 b: three quarters and each caucus", s.seats, s.layout, s.wedges, "34 yes", "of 46 present; 33 needed", '
        '"Room A", s.clock) }}',
    ),
    "wall-decision.html": _wall(
        "decision_scene",
        """{{ decision_scene("C4 b is adopted", "adopted", "Consensus; if we are stuck, three quarters of us and a majority of each
caucus.", "46 may vote. Two federal offices advise.", {"yes": 34, "no": 8, "aside": 2, "waiting": 2, "needed": 33, "total": 46},
s.checks, "Room A") }}""",
    ),
    "wall-groups.html": _wall(
        "groups_scene",
        """{% set ns = namespace(rows=[]) %}{% for g in s.groups %}{% set ns.rows = ns.rows + [{"place": g.place, "name": "",
"members": s.group.members}] %}{% endfor %}{{ groups_scene("Round 1", ns.rows, s.clock) }}""",
    ),
    "wall-signatures.html": _wall(
        "signatures_scene",
        '{{ signatures_scene("Alder Basin Partnership Agreement", s.signatures, 40, 48) }}',
    ),
    "wall-agreement.html": _wall(
        "agreement_scene",
        """{{ agreement_scene("Our agreement so far", [{"number": 1, "title": "Purpose", "clauses": [{"code": "C1", "title": "Purpose",
"sentence": "Roads, air and land are planned together; advice, not orders.", "state": "adopted"}]}, {"number": 2, "title":
"How we decide", "clauses": [{"code": "C3", "title": "Seats", "sentence": "Eight caucuses of equal weight.", "state": "adopted"},
{"code": "C4", "title": "Decisions", "sentence": "Consensus; if stuck, three quarters and a majority of each caucus.", "state":
"new"}, {"code": "C5", "title": "Who convenes", "state": "open"}]}, {"number": 3, "title": "Resources", "clauses": [{"code": "C7",
"title": "Sharing the cost", "state": "open"}, {"code": "C9", "title": "The budget", "state": "open"}]}], "Room A",
"3 of 10 clauses adopted") }}""",
    ),
    "wall-inject.html": _wall(
        "inject_scene",
        """{{ inject_scene("The Alder Courier", "Tuesday, month 5", "Federal office starts the sanctions clock", "Eighteen months from
today, road money for the basin stops unless a plan that meets the ozone date is adopted.", ["Forty projects wait for the answer.",
"The air district calls it \u201ca date, not a threat\u201d."]) }}""",
    ),
    "wall-story.html": _wall(
        "story_scene",
        """{{ story_scene("Did our agreement carry us?", [{"label": "Year 1", "state": "held", "headline": "The office opens on time.",
"clause": "C9 b"}, {"label": "Year 2", "state": "strained", "headline": "A recession halves one pledge; the step-down rule holds.",
"clause": "C20 c"}, {"label": "Year 3", "state": "broke", "headline": "A caucus leaves; nothing says who pays.", "clause": "C22"},
{"label": "Year 4", "state": "next", "headline": ""}, {"label": "Year 5", "state": "next", "headline": ""}]) }}""",
    ),
    "wall-announcement.html": _wall(
        "announcement_scene", '{{ announcement_scene("Eyes up", "One minute from the Air district.") }}'
    ),
}
