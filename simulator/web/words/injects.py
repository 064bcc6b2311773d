"""Words about events that are thrown in: who reads a paragraph, what an event does to whom, and what followed."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.clockwork import Clock
from simulator.core.views.aftermath import Followed
from simulator.core.views.injects import Aside, Lost, Paper, Story
from simulator.core.views.throwing import Coming, Flow, InjectRow

from .amounts import amount_words, kind_words
from .counts import listed

MASTHEAD = "The Seminar Lantern"
"""What the paper is called where the scenario does not say: a name of ours, and of no real newspaper."""


def masthead(paper: Paper) -> str:
    """The name over the stories."""
    return paper.masthead or MASTHEAD


def only_words(sector: str) -> str:
    """Who reads this paragraph."""
    if sector == "some":
        return "Only you and the few whom it concerns read this."
    return f"Only people of this sector read this: {sector}." if sector else "Only you read this."


def news_turn(aside: Aside) -> str:
    """What became of the seat's alternative; in points where the seminar shows points."""
    said = f"Going home without an agreement is now {aside.turn} for you"
    return (
        f"{said}: {aside.after} points, before {aside.before}."
        if aside.after != aside.before
        else f"{said} than it was."
    )


def news_means(kind: str, before: int, after: int) -> str:
    """What the seat still has to give of a kind: "You now have $150,000 a year of money to give, before $300,000"."""
    now, then = (amount_words(kind, n) if n else "nothing" for n in (after, before))
    return f"Of {kind_words(kind)} you can now give {now}; before this it was {then}."


def lost_words(lost: Lost) -> str:
    """What an event left of a pledge: "$120,000 a year for Offsets is now $100,000 a year"."""
    was = amount_words(lost.kind, lost.before)
    what = was if lost.kind == "cash" else f"{was} ({kind_words(lost.kind)})"
    return f"{what} for {lost.line} is now {amount_words(lost.kind, lost.after) if lost.after else 'nothing'}"


def fund_words(kind: str, line: str, before: int, after: int) -> str:
    """What came to a budget line, or went from it, from nobody in the room."""
    amount = amount_words(kind, abs(after - before))
    return (
        f"{line} gets {amount} from outside."
        if after > before
        else f"{line} loses {amount} that came from outside."
    )


def minutes_words(minutes: int) -> str:
    """What an event does to the clock: "This step has 5 minutes less"."""
    n = abs(minutes)
    return f"This step has {n} {'minute' if n == 1 else 'minutes'} {'more' if minutes > 0 else 'less'}."


def effects_words(story: Story) -> list[str]:
    """What an event changed that everybody may know, a sentence each."""
    said = [minutes_words(story.minutes)] if story.minutes else []
    said += [fund_words(*fund) for fund in story.funds]
    said += [f"{code} “{title}” is open again." for code, title in story.open_again]
    return said


def _flow(flow: Flow) -> str:
    amount = amount_words(flow.kind, abs(flow.change))
    if flow.line:
        turn = "gets" if flow.change > 0 else "loses"
        return f"The budget line {flow.line} {turn} {amount} ({kind_words(flow.kind)})."
    turn = "more" if flow.change > 0 else "less"
    verb = "has" if len(flow.parties) == 1 else "have each"
    return f"{listed(list(flow.parties))} {verb} {amount} {turn} to give ({kind_words(flow.kind)})."


def does_words(row: InjectRow) -> str:
    """What an event does, in a few sentences."""
    told = {0: "", 1: "One seat reads a private paragraph."}.get(
        row.readers, f"{row.readers} seats read a private paragraph."
    )
    worse = (
        f"Going home without an agreement becomes worse for {listed(list(row.worse))}." if row.worse else ""
    )
    better = (
        f"Going home without an agreement becomes better for {listed(list(row.better))}."
        if row.better
        else ""
    )
    cut = "Pledges above what is left are cut in proportion." if any(f.change < 0 for f in row.flows) else ""
    again = (
        f"{listed(list(row.reopens))} is open again if it was adopted; signatures on the text fall."
        if row.reopens
        else ""
    )
    clock = (
        f"The step that runs gets {row.minutes} minutes more, in every room."
        if row.minutes > 0
        else f"The step that runs loses {-row.minutes} minutes, in every room."
        if row.minutes
        else ""
    )
    sentences = (worse, better, *map(_flow, row.flows), cut, again, clock, told)
    return " ".join(s for s in sentences if s) or "Everybody reads the story; it changes no numbers."


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def followed_words(followed: Followed) -> str:
    """What is different since: "4 marks became warmer and 2 colder; 1 pledge changed; 1 decision passed"."""
    parts: list[str] = []
    swings = [f"{n} {turn}" for n, turn in ((followed.warmer, "warmer"), (followed.colder, "colder")) if n]
    if swings:
        total = followed.warmer + followed.colder
        parts.append(f"{_counted(total, 'mark', 'marks')} changed ({' and '.join(swings)})")
    if followed.pledges:
        parts.append(f"{_counted(followed.pledges, 'pledge is', 'pledges are')} new, changed or gone")
    if followed.passed:
        parts.append(f"{_counted(followed.passed, 'decision', 'decisions')} passed")
    if followed.failed:
        parts.append(f"{_counted(followed.failed, 'decision', 'decisions')} failed")
    return listed(parts) if parts else "nothing has changed yet"


def coming_words(when: Coming) -> str:
    """When a planned event comes; the clock itself stands behind it."""
    if when.waits:
        return "An event comes as soon as the open decision is counted"
    if when.clock != Clock():
        return "An event comes in"
    return f"An event comes at the start of “{when.step}”"


def open_again_words(clauses: Sequence[tuple[str, str]]) -> str:
    """The clauses that were opened again: "C7 is open again"."""
    codes = [code for code, _ in clauses]
    return f"{listed(codes)} {'is' if len(codes) == 1 else 'are'} open again"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        only_words=only_words, news_turn=news_turn, news_means=news_means, lost_words=lost_words, does_words=does_words,
        effects_words=effects_words, followed_words=followed_words, open_again_words=open_again_words,
        masthead_of=masthead, coming_words=coming_words,
    )  # fmt: skip
