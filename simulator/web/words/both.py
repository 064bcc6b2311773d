"""Both texts in words: what somebody answered, and what is there now."""

from __future__ import annotations

from typing import Final, NamedTuple

from jinja2 import Environment

from simulator.core.views.both import BothTexts

from .signing import fingerprint

_BECAME: Final = {
    "passed": "It was adopted.", "failed": "It was not adopted.", "cancelled": "It was called off.",
    "adopted": "It was adopted.", "withdrawn": "It was withdrawn.", "moved": "It went before more parties.",
}  # fmt: skip


class BothWords(NamedTuple):
    """The names of the two texts, and what else there is to say of the second."""

    was: str
    now: str
    more: str


def _signature(both: BothTexts) -> BothWords:
    alike = (
        f"{both.same} more {'clause reads' if both.same == 1 else 'clauses read'} as before."
        if both.same
        else ""
    )
    beside = "Pledges or the work plan changed too." if both.beside else ""
    closed = "" if both.status == "open" else "It cannot be signed at the moment."
    now = both.now.name if both.now else ""
    return BothWords(
        f"You read the text {fingerprint(both.was.name)}",
        f"The text now: {fingerprint(now)}" if now else "The text now",
        " ".join(s for s in (alike, beside, closed) if s),
    )


def both_words(both: BothTexts) -> BothWords:
    """What stands above the two texts, and below the second."""
    became = _BECAME.get(both.status, "")
    match both.kind:
        case "proposal":
            now = f"Version {both.now.name} is there now" if both.now else "The words are the same"
            return BothWords(f"You answered version {both.was.name}", now, became)
        case "option":
            now = "Adopted for this clause meanwhile" if both.now else "This clause was opened again"
            return BothWords(
                "You marked", now, "" if both.now else "Nothing is adopted for it at the moment."
            )
        case "decision":
            now = f"Decision {both.now.name} is open now" if both.now else "No decision is open now"
            more = f"Decision {both.was.name}: {became[0].lower()}{became[1:]}" if became else ""
            return BothWords(f"You voted on decision {both.was.name}", now, more)
    return _signature(both)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals["both_words"] = both_words
