"""Words of the five-year test: what happened in a year, what it met, what carried or failed, how often it stood."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.standing import MOST
from simulator.core.views.clauses import Term
from simulator.core.views.five_years import Curve, FiveYears, TrialDesk, YearCard

STATES = {
    "quiet": ("check", "A quiet year"), "held": ("check", "It held"), "strained": ("alert", "It held, barely"),
    "broke": ("cross", "It broke"), "over": ("cross", "No agreement any more"),
}  # fmt: skip


def year_sign(card: YearCard) -> str:
    """The symbol of how a year went."""
    return STATES[card.state][0]


def year_state(card: YearCard) -> str:
    """How a year went."""
    return STATES[card.state][1]


def year_title(card: YearCard) -> str:
    """The headline of a year."""
    if card.title:
        return card.title
    return "Nothing out of the ordinary" if card.state == "quiet" else "The partnership is a memory"


def year_story(card: YearCard) -> str:
    """What happened, in a sentence."""
    if card.story:
        return card.story
    if card.state == "quiet":
        return "The meetings are held, the work is done, and nobody writes about it."
    return "The text is in a drawer. Each of us has what we would have had without it."


def met_words(card: YearCard) -> str:
    """What the shock found in the room's own agreement."""
    rest = 100 - card.weak
    of = f" for {card.line}" if card.line else ""
    match card.hits:
        case "budget":
            return f"Of what the work needs{of} in this year, {rest} percent was pledged."
        case "cost":
            return f"At the new prices {rest} percent of what the work needs{of} was pledged."
        case "convener":
            return (
                f"{rest} percent of the work had a lead of its own."
                if rest
                else "None of the work had a lead."
            )
        case "leader":
            return (
                f"{card.weak} percent of the work that is led hung on {card.party} alone."
                if card.party
                else "Nobody led any of the work."
            )
        case "rule":
            return f"Under our rule, {card.weak} in a hundred must say yes before anything is done."
        case "ruling":
            return f"The signatures behind the text came to {rest} in a hundred."
        case "election":
            return f"In the sector that voted, signatures came to {rest} in a hundred."
    return ""


def clause_words(term: Term) -> str:
    """An option by its code, letter and title."""
    return f"{term.code} {term.letter}, {term.title}"


def trial_lead(view: FiveYears) -> str:
    """The sentence under the headline before the first year."""
    again = (
        f" Everything is as before, but for {clause_words(view.changed)}."
        if view.second and view.changed
        else ""
    )
    return f"A thousand times {view.term} years, with grants cut, elections, rulings and people who leave.{again}"


def stood_words(view: FiveYears) -> str:
    """The result in one sentence, to be read aloud."""
    now = view.curves[-1].stood[-1]
    if len(view.curves) > 1:
        before = view.curves[0].stood[-1]
        how = "More often" if now > before else "Less often" if now < before else "Just as often"
        return f"After {view.term} years it stood {_times(now)} in {view.runs:,}. Before the change: {before}. {how}."
    return f"After {view.term} years our agreement still stood {_times(now)} in {view.runs:,}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def curve_name(curve: Curve) -> str:
    """Which agreement a row of bars is of."""
    return f"with {clause_words(curve.change)}" if curve.change else "as we agreed it"


def worth_words(months: int) -> str:
    """How much longer an agreement lives with a clause."""
    if not months:
        return "made no difference"
    unit = "month" if abs(months) == 1 else "months"
    return f"carried it {months} {unit} longer" if months > 0 else f"cost it {-months} {unit}"


def next_telling(desk: TrialDesk) -> str:
    """The label of the button that tells the next thing; empty at the end."""
    told = desk.told + 1
    if told > desk.last:
        return ""
    if told <= desk.term:
        return f"Tell year {told}"
    return "Show the count" if told == desk.term + 1 else "Show what each clause was worth"


def trial_say(desk: TrialDesk) -> str:
    """What to say with the next thing that is told."""
    told = desk.told + 1
    if told <= desk.term:
        card = desk.years[told - 1]
        if card.state == "over":
            return f"Year {told}. There is no agreement any more. Who of you is better off? Who is not?"
        return f"Year {told}. {year_title(card)}. {year_story(card)} Which line of our text saves us, or should have?"
    if told == desk.term + 1:
        return "That was one life of our agreement, neither the best nor the worst. Now all thousand of them."
    if told == desk.last:
        return "Which clause carried us, and which one did we drag along? Guess before I show it."
    return "If you could change one clause now, which one? Two minutes with your neighbors, then we decide."


def strength_words(desk: TrialDesk) -> str:
    """What the strength of the agreement is made of."""
    settled, signed, led, paid = desk.shares
    return (
        f"Clauses settled: {settled} percent. Signed: {signed}. Work with a lead: {led}. Needs pledged: {paid}. "
        f"Together that bears {desk.curves[-1].strength} points of {MOST}."
    )


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        year_sign=year_sign, year_state=year_state, year_title=year_title, year_story=year_story, met_words=met_words,
        clause_words=clause_words, trial_lead=trial_lead, stood_words=stood_words, curve_name=curve_name,
        worth_words=worth_words, next_telling=next_telling, trial_say=trial_say, strength_words=strength_words,
    )  # fmt: skip
