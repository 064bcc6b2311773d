"""Words of the debrief: gentle, about results and never about ranks."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.left import Best, BetterLine, DebriefDesk, Left, MyResult, SectorDots

BUTTONS = {
    "count": "Show how many did better", "parties": "Show each party, without names", "names": "Show the names too",
    "best": "Show what was possible",
    "heard": "Show who was heard, by sector",
}  # fmt: skip
SAY = {
    "": "Before any picture, one word each: how do you feel?",
    "count": "Without an agreement each of you had something, too. This is how many do at least as well with this "
    "one. Had you guessed more, or fewer?",
    "parties": "Each dot is one of us; right of the line is better than walking away. You cannot compare your "
    "number with your neighbor’s. Where do you see a whole sector on one side?",
    "names": "Now you have names. It is no ranking: everybody has a measure of their own, and zero is walking away. "
    "Whoever stands below zero: what did your brief make hard?",
    "best": "This was possible. Where was something free for you and valuable to another, and nobody said so?",
    "heard": "Were we heard? Look at the counts, not at each other. What would the quietest sector have needed?",
}
"""What to say about the picture that hangs; before the first one, with nothing to look at."""
NEXT = {
    "count": "how many do at least as well as without an agreement.",
    "parties": "a dot for each party, by sector, on one side or the other of walking away.",
    "names": "the names with their numbers. Ask first, and protect whoever is below zero.",
    "best": "how much of what could be won was won, and which other clause more of us would have gained from.",
    "heard": "how many in each sector felt heard.",
}
"""What the wall shows after the next button."""
REACH = 30
"""Points on either side of the line that the picture has room for; what is beyond stands at its edge."""


def left_count(view: Left) -> str:
    """The first sentence: how many."""
    if view.pleased == view.of:
        return f"All {view.of} parties do at least as well as without an agreement."
    return f"{view.pleased} of {view.of} parties do at least as well as without an agreement."


def dot_places(sector: SectorDots) -> list[tuple[int, int, str, int]]:
    """Dots of a row 100 wide: x, y, name, points. Equal ones stand above each other."""
    stacked: dict[int, int] = {}
    places = []
    for points, name in sector.dots:
        x = 50 + max(-REACH, min(REACH, points)) * 45 // REACH
        slot = x // 2
        places.append((slot * 2 + 1, stacked.get(slot, 0), name, points))
        stacked[slot] = stacked.get(slot, 0) + 1
    return places


def sector_words(sector: SectorDots) -> str:
    """A sector's dots for who cannot see them."""
    better = sum(points >= 0 for points, _ in sector.dots)
    named = ", ".join(f"{name} {points:+d}" for points, name in sector.dots if name)
    return f"{better} of {len(sector.dots)} at or above their alternative" + (f": {named}" if named else "")


def best_words(best: Best) -> str:
    """How much of what could be won was won."""
    if not best.packages:
        return "There are too many possible agreements here to look at each of them."
    if best.share < 0:
        return "No possible agreement would have won this room more than going without one."
    wins = f"{best.share} percent of that" if best.share else "none of it"
    return (
        "Add up what every one of us could gain by agreeing, if every need were paid for: "
        f"this agreement reaches {wins}. "
        "In a sum, what some gain hides what others lose. "
        f"Of {best.packages:,} possible agreements, {best.pleasing_all:,} leave nobody worse off."
    )


def better_words(line: BetterLine) -> str:
    """One clause settled otherwise."""
    was = f"instead of {line.chosen.letter}" if line.chosen else "instead of leaving it open"
    return (
        f"{line.code} {line.better.letter}, {line.better.title}, {was}: {line.gainers} parties gain, {line.losers} "
        f"lose; with every need paid for, {line.pleased} would do at least as well as without an agreement."
    )


def my_result_words(mine: MyResult) -> str:
    """My own result in two sentences."""

    def points(tenths: int) -> str:
        return f"{tenths / 10:.1f}".removesuffix(".0")

    gap = mine.value - mine.alternative
    how = "better than" if gap > 0 else "worse than" if gap < 0 else "exactly as well as"
    far = f"{points(abs(gap))} points " if gap else ""
    return (
        f"The agreement is worth {points(mine.value)} points of 100 to you; walking away was worth "
        f"{points(mine.alternative)}. You do {far}{how} without an agreement."
    )


def reveal_button(what: str) -> str:
    """The label of a reveal."""
    return BUTTONS[what]


def reveal_say(desk: DebriefDesk) -> str:
    """What to say about what hangs on the wall now: the picture that was shown last."""
    return SAY[desk.shown[-1]] if desk.shown else SAY[""]


def reveal_next(desk: DebriefDesk) -> str:
    """What the next button on the way shows; empty where there is none. The names are no step on the way."""
    what = next((r for r in desk.can if r != "names"), "names" if "names" in desk.can else "")
    return f"“{BUTTONS[what]}” comes next: {NEXT[what]}" if what else ""


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        left_count=left_count, dot_places=dot_places, sector_words=sector_words, best_words=best_words,
        better_words=better_words, my_result_words=my_result_words, reveal_button=reveal_button, reveal_say=reveal_say,
        reveal_next=reveal_next,
    )  # fmt: skip
