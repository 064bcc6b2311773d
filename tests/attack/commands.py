"""A plausible example of every command that can be sent, made from the code: a new command or field without one fails."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from simulator.app.wire import EXERCISE_KINDS, LENGTH, RESOURCE, SEMINAR_KINDS, TERM, WORDING

KINDS: Final[dict[str, type[Any]]] = {**EXERCISE_KINDS, **SEMINAR_KINDS}
TEXTS: Final = frozenset({
    "reason", "rationale", "note", "condition", "text", "moves", "give", "want", "live", "hinder", "link", "headline",
})  # fmt: skip
"""Fields of commands in which people write what they like."""
EXAMPLE: Final[dict[str, Any]] = {
    # what is named
    "seat": "merchants", "target": "rule.majority", "proposal": "p1", "parent": "", "decision": "d1", "item": "c1",
    "offer": "f1", "pledge": "r1", "check": "s1", "act": "a1", "card": "improvement", "task": "stall-draw", "group": "talk-1",
    "fact": "0", "inject": "mall-offer", "option": "rule.majority", "step": "deciding", "room": "", "person": "nobody",
    "delegate": "vendors", "member": "vendors", "speaker": "vendors", "sector": "GV", "only_if": "", "accept": "", "wants": "",
    "story": "5f0c1", "who": "vendors", "other": "nobody", "clause": "opening", "round": "h1",
    "of": "vendors", "to": ["vendors"], "seats": ["vendors", "merchants"], "sponsors": [], "settled": [], "proxy": "", "out": [],
    # how
    "value": "yes", "choice": "yes", "how": "sign", "audience": "all", "channel": "plenary", "until": "text", "mark": "must",
    "whom": "everybody", "what": "count", "about": "come", "answer": "", "role": "scribe", "level": "public", "mode": "words",
    "flag": "remote", "was": "?", "other_was": "?", "heard": "yes", "changed": [], "words": "in other words",
    "scene": "room", "kind": "cash", "line": "Opening fund", "years": "", "ours": "",
    # how many, and which version
    "seen": "1", "base": "1", "amount": "10", "minutes": "5", "slide": "0",
    # yes or no
    "consent": "1", "agree": "1", "shown": "1", "fresh": "0", "up": "1", "present": "1", "once": "0", "point": "0", "enough": "1",
    "everybody": "0", "skip": "1", "anyway": "0", "nobody": "0",
    **dict.fromkeys(TEXTS, "in our own words"),
}  # fmt: skip
OF_CLAUSES: Final[dict[str, dict[str, str]]] = {
    "terms": {f"{TERM}opening": "pilot-six"}, "wording": {f"{WORDING}opening": "We open in May."},
    "lengths": {f"{LENGTH}running": "12"},
}  # fmt: skip


def example(kind: str) -> dict[str, Any]:
    """Fields that parse as this command."""
    given: dict[str, Any] = {}
    for field in fields(KINDS[kind]):
        if field.name in OF_CLAUSES:
            given |= OF_CLAUSES[field.name]
        elif field.name == "kind":
            given[RESOURCE] = EXAMPLE["kind"]
        elif field.name == "accept" and str(field.type) == "bool":
            given["accept"] = "1"
        else:
            given[field.name] = EXAMPLE[field.name]
    return given
