"""Words of the consent list: what silence means, and what became of each thing."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from simulator.core.views.consents import ConsentItem

OFF_WORDS = {
    "taken": "The facilitator took it off the list. Nothing is decided.",
    "asked": "It is before the room again.",
    "decided": "Off the list: the room decided on this clause meanwhile.",
    "revised": "Off the list: the proposal was changed meanwhile.",
    "withdrawn": "Off the list: the proposal was withdrawn.",
    "signing": "Off the list: the text is frozen for signing.",
    "rule": "Off the list: the room decides under another rule now, and silence counts only under one that all knew.",
    "committee": "Off the list: other delegates decide now.",
    "few": "Not adopted: too few of those who count were here for silence to be enough.",
}
NOT_NOW = {
    "clock.none": "Something can be put on the list once the first step has begun.",
    "consent.listed": "Every clause is on the list.",
    "signing.open": "Nothing can be put on the list while the text is frozen for signing.",
    "decision.nobody_votes": "Nothing can be put on the list yet: nobody is here who could vote.",
}
NUMBERS = ("No thing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things")


def _things(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else f"{n} things"


def consents_words(items: Sequence[ConsentItem], *, aloud: bool = False) -> str:
    """What the list asks of the room, in a sentence or two; ``aloud`` where a headline says what silence means."""
    listed = sum(i.status == "listed" for i in items)
    open_ones = sum(i.status == "objected" for i in items)
    if listed:
        are = "is" if listed == 1 else "are"
        asked = f"{_things(listed)} {are} adopted when the time is up, unless somebody with a vote objects."
        return asked if aloud else f"{asked} Silence counts as yes."
    if open_ones:
        return f"{_things(open_ones)} {'needs' if open_ones == 1 else 'need'} a decision, because somebody objected."
    return "Nothing waits on the list now."


def listed_words(listed: int) -> str:
    """The same in the bar of a seat's page, wherever one has scrolled to."""
    are = "is" if listed == 1 else "are"
    return f"{_things(listed)} on the consent list {are} adopted soon, unless somebody objects."


def rule_of_consent(item: ConsentItem) -> str:
    """Who may stop it, and under which rule those are counted who do not. What the rule says of silence in a vote does
    not hold here, and people should not wonder."""
    who = "The only one who votes" if item.voters == 1 else f"Any one of the {item.voters} who vote"
    return f"{who} can stop it. Whoever does not is counted as a yes under the rule in force: “{item.rule}”"


def consent_end(item: ConsentItem) -> str:
    """What became of an item that nobody waits for any more, or that needs a decision."""
    if item.status == "objected":
        because = f": “{item.reason}”" if item.reason else "."
        return f"{item.by} objects{because} It needs a decision."
    if item.status == "adopted":
        did = (
            "One did not object and counts" if item.silent == 1 else f"{item.silent} did not object and count"
        )
        return f"Adopted as decision {item.decision}. {did} as yes."
    return OFF_WORDS[item.why]


def nothing_listed(why: str) -> str:
    """Why nothing can be put on the list, by the code of what keeps it off."""
    return NOT_NOW.get(why, "Nothing can be put on the list now.")


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        consents_words=consents_words,
        listed_words=listed_words,
        rule_of_consent=rule_of_consent,
        consent_end=consent_end,
        nothing_listed=nothing_listed,
    )
