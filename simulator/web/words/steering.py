"""Words of the facilitator's page: what is near agreement, who is waited for, what a button would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment

from simulator.core.tally import Outcome
from simulator.core.views.clauses import Term
from simulator.core.views.facilitator import ClauseLine, Control, Deciding, SeatRow, SigningDesk
from simulator.core.views.marks import Totals
from simulator.core.views.needs import Alerts

from .signing import unled_words

SCENE_WORDS: tuple[tuple[str, str], ...] = (
    ("", "Follow the step"), ("lobby", "Join code"), ("clock", "Clock and tables"), ("slides", "Slides"),
    ("room", "The room"), ("clause", "Clause"), ("sense", "Sense check"), ("moves", "What would move us"),
    ("decision", "Decision"), ("consents", "Consent list"), ("agreement", "Agreement"), ("plan", "Work plan"),
    ("signatures", "Signatures"), ("reports", "Reports"), ("speakers", "Speakers"),
    ("years", "Five years"), ("debrief", "What was left"),
    ("news", "Front page"),
)  # fmt: skip


SCENE_NAMES = dict(SCENE_WORDS) | {"eyes": "Eyes up", "moment": "A moment played back"}
_AGREEMENT, _AFTER = ("agreement", "plan", "signatures"), ("years", "debrief")


def steer_scenes(control: Control) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The menu of the wall by groups (id, title, scenes); slides only where the step has some, the work plan and the
    five years where the scenario has them."""
    there = {
        "slides": control.slides, "plan": control.planned, "years": control.tested, "news": control.news
    }  # fmt: skip
    scenes = [
        {"value": value, "label": label, "current": value == control.on_the_wall}
        for value, label in SCENE_WORDS
        if value and there.get(value, True)
    ]
    later = (*_AGREEMENT, *_AFTER)
    return [
        ("now", "Now", [s for s in scenes if s["value"] not in later]),
        ("agreement", "Agreement", [s for s in scenes if s["value"] in _AGREEMENT]),
        ("after", "After", [s for s in scenes if s["value"] in _AFTER]),
    ]


def steer_scene(name: str) -> str:
    """A scene of the wall by its name."""
    return SCENE_NAMES.get(name, name)


def steer_held(name: str) -> str:
    """Beside what is told on the wall, where another scene was hung there by hand: where it stays, and the way out."""
    return (
        f"“{steer_scene(name)}” hangs on the wall by hand and stays there. What you show here is on the wall once you "
        "tap “Follow the step”."
    )


def steer_next(control: Control) -> str:
    """The label of the biggest button."""
    if not control.next_title:
        return ""
    return f"Next: {control.next_title}" if control.began else f"Start: {control.next_title}"


def steer_running_order(control: Control) -> list[dict[str, Any]]:
    """The running order with ids to jump to."""
    marks = {"later": "next"}
    return [
        {"id": step, "title": title, "minutes": minutes, "number": number + 1,
         "state": marks.get(control.steps[number].state, control.steps[number].state)}
        for number, (step, title, minutes) in enumerate(control.step_ids)
    ]  # fmt: skip


def _people(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def steer_nearness(totals: Totals) -> str:
    """How near an option is: "31 yes, 4 with changes, 2 no"."""
    if not totals.yes + totals.with_changes + totals.no:
        return "nothing said yet"
    parts = [f"{totals.yes} yes"]
    if totals.with_changes:
        parts.append(f"{totals.with_changes} with changes")
    parts.append(f"{totals.no} no" if totals.no else "no objection")
    return ", ".join(parts)


def steer_said(line: ClauseLine) -> bool:
    """Whether anybody has said anything on the clause's nearest option."""
    return bool(line.totals.yes + line.totals.with_changes + line.totals.no)


def steer_presence(row: SeatRow) -> str:
    """State of a seat as the macros name it."""
    if row.person:
        here = "here" in row.flags or (row.present and "away" not in row.flags)
        return "here" if here else "away"
    return "bot" if row.bot else "empty"


def steer_marked(row: SeatRow) -> str:
    """How many of the step's options a seat has answered."""
    return f"{row.marked} of {row.to_mark}" if row.to_mark else "–"


def steer_doing(row: SeatRow) -> str:
    """The seat's last binding act that is still asked for."""
    if row.ballot != "none":
        return "voted" if row.ballot == "cast" else "has not voted"
    return {"sign": "signed", "reserve": "signed, with a reservation", "decline": "declined"}.get(
        row.signature, "–"
    )


def steer_cast(desk: Deciding) -> str:
    """How many ballots are in, and who is waited for."""
    card = desk.card
    if card is None:
        return ""
    if not desk.waiting:
        return f"All {card.voters} have voted. Close it and everybody sees the count."
    return f"{card.cast} of {card.voters} have voted; waiting for {len(desk.waiting)}."


def steer_so_far(outcome: Outcome) -> str:
    """The count as it stands, for the facilitator's eyes."""
    parts = [f"{outcome.yes} yes", f"{outcome.no} no"]
    if outcome.aside:
        parts.insert(1, f"{outcome.aside} aside")
    end = "It would pass now" if outcome.passed else "It would not pass now"
    return f"{end}: {', '.join(parts)}."


def steer_terms(terms: Sequence[Term]) -> str:
    """A package in words: "C4 b (Three quarters and each caucus), C5 a (...)"."""
    return "; ".join(f"{t.code} {t.letter}, {t.title}" for t in terms)


def steer_committee(desk: Deciding) -> str:
    """What a committee must look like."""
    most = _people(desk.per_caucus, "seat", "seats")
    return (
        f"Choose {desk.committee_size}: at most {most} from each caucus. {len(desk.committee)} are named now."
    )


def steer_signing(desk: SigningDesk) -> str:
    """Where the signing stands and what to do about it."""
    board = desk.board
    if board.status == "concluded":
        end = "The agreement is in force" if board.in_force else "The agreement did not enter into force"
        but = f", but {unled_words(board)}" if board.unled else ""
        return f"{end}: {board.signed} of {board.of} signed, {board.needed} were needed{but}."
    if board.status == "open":
        extra = [f"{board.reserved} with a reservation" if board.reserved else "",
                 f"{board.declined} declined" if board.declined else ""]  # fmt: skip
        more = "".join(f", {e}" for e in extra if e)
        return f"{board.signed} of {board.of} signed{more}; {board.needed} are needed."
    return f"{desk.settled} of {desk.clauses} clauses are settled. Open clauses stay open in the text that is signed."


def steer_needs(alerts: Alerts) -> int:
    """How many entries need the facilitator."""
    laptops = len(alerts.away) + len(alerts.quiet)
    return bool(alerts.unread) + laptops + bool(alerts.unled) + len(alerts.letters) + alerts.doors


def steer_unread(alerts: Alerts) -> str:
    """Who has not read: by number."""
    return _people(len(alerts.unread), "person has not read the brief", "people have not read their brief")


def _at_table(place: int) -> str:
    return f". Go to table {place}" if place else ""


def steer_gone(one: tuple[str, str, int]) -> str:
    """A laptop that is away, and where to look: "City Hall: the laptop is away. Go to table 7"."""
    return f"{one[1]}: the laptop is away{_at_table(one[2])}"


def steer_quiet(one: tuple[str, str, int]) -> str:
    """A laptop that is here and does nothing, though something is asked: laptop activity, not what people say."""
    return f"{one[1]}: no laptop activity for five minutes{_at_table(one[2])}"


def steer_unled(alerts: Alerts) -> str:
    """Critical tasks without a lead."""
    return _people(len(alerts.unled), "critical task has no lead", "critical tasks have no lead")


def steer_gaps(gaps: Sequence[str]) -> str:
    """What would keep a signed agreement from entering into force; empty where nothing does."""
    if not gaps:
        return ""
    without = _people(len(gaps), "critical task has no lead", "critical tasks have no lead")
    return f"{without} yet, so the agreement cannot enter into force, however many sign: {'; '.join(gaps)}. "


def steer_unread_names(alerts: Alerts) -> str:
    """The seats that have not read, each with its table."""
    return ", ".join(f"{short} (table {place})" if place else short for _, short, place in alerts.unread)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        steer_scenes=steer_scenes, steer_scene=steer_scene, steer_held=steer_held, steer_next=steer_next,
        steer_running_order=steer_running_order,
        steer_nearness=steer_nearness, steer_said=steer_said, steer_presence=steer_presence,
        steer_marked=steer_marked, steer_doing=steer_doing, steer_cast=steer_cast, steer_so_far=steer_so_far,
        steer_terms=steer_terms, steer_committee=steer_committee, steer_signing=steer_signing,
        steer_needs=steer_needs, steer_unread=steer_unread, steer_gone=steer_gone, steer_quiet=steer_quiet,
        steer_unread_names=steer_unread_names, steer_unled=steer_unled, steer_gaps=steer_gaps,
    )  # fmt: skip
