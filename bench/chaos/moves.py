"""What people do, drawn from a seed: the same seed makes everybody want the same things at the same times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.core.deciding.desk import MARKS
from simulator.core.rulebook import Rulebook

REASON = "We can accept this only with a review after two years."
MESSAGE = "Our members ask that the money is settled first."
WEIGHTS = {
    "stance": 30, "plenary": 14, "caucus": 6, "private": 8, "trainer": 3, "pledge": 8, "ballot": 20, "proposal": 4,
    "worksheet": 6, "speak": 4, "help": 3,
}  # fmt: skip
STEERING = {"open": 30, "close": 30, "floor": 12, "sense": 12, "notice": 8, "plenary": 10, "pause": 4}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody will want ``after`` seconds of doing nothing. ``again``: the same op is sent once more later."""

    after: float
    kind: str
    fields: dict[str, Any]
    text: str
    again: bool
    public: bool = True

    def fields_with(self, token: str, named: Callable[[str], str]) -> dict[str, Any]:
        """The fields as they are sent: with the token in the text that others see, and naming what is open."""
        fields = dict(self.fields)
        if self.text:
            fields[self.text] = f"{fields[self.text]} @{token}@"
        return fields | {what: named(what) for what in ("decision", "check") if what in fields}


def _plain(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def of_a_seat(book: Rulebook, seats: tuple[str, ...], seat: str, seed: str, gap: float) -> Iterator[Wish]:
    """Endless wishes of a party, on average one in ``gap`` seconds."""
    random = Random(seed)
    refs = [ref for clause in book.default_clauses for ref in book.refs(clause)]
    party = next(o for o in book.organizations if o.id == seat)
    wished = sorted({str(i.option) for i in party.interests if i.option in refs})
    cards = [card.id for card in party.pledge_cards]
    others = [s for s in seats if s != seat]
    while True:
        after, what = random.expovariate(1 / gap), _plain(random, WEIGHTS)
        ref, other, again = random.choice(refs), random.choice(others), random.random() < 0.1
        value = random.choice(("yes", "with", "no"))
        talk = {"plenary": "plenary", "caucus": "caucus", "private": "private", "trainer": "facilitator"}
        if what in talk:
            to = {"to": [other]} if what == "private" else {}
            fields = {"channel": talk[what], "text": MESSAGE, **to}
            yield Wish(after, "message.send", fields, "text", again, what == "plenary")
        elif what == "stance":
            fields = {"target": ref, "value": value, "seen": "1", "reason": REASON}
            yield Wish(after, "stance.set", fields, "reason", again, value != "yes")
        elif what == "pledge":
            yield Wish(
                after, "pledge.make", {"card": random.choice(cards or [""]), "note": MESSAGE}, "note", again
            )
        elif what == "ballot":
            choice = random.choice(("yes", "yes", "aside", "no"))
            fields = {"decision": "", "choice": choice, "reason": REASON}
            yield Wish(after, "ballot.cast", fields, "reason", again, False)
        elif what == "proposal":
            clause, _, option = ref.partition(".")
            yield Wish(
                after, "proposal.make", {f"term:{clause}": option, "rationale": MESSAGE}, "rationale", again
            )
        elif what == "worksheet":
            fields = {"option": random.choice(wished or refs), "mark": random.choice(MARKS)}
            yield Wish(after, "worksheet.mark", fields, "", again, False)
        elif what == "speak":
            kind = random.choice(("speaker.ask", "speaker.withdraw"))
            yield Wish(after, kind, {}, "", again, False)
        else:
            kind = random.choice(("help.ask", "help.take_back"))
            yield Wish(after, kind, {"about": "unclear"} if kind == "help.ask" else {}, "", again, False)


def of_a_facilitator(book: Rulebook, seed: str, gap: float) -> Iterator[Wish]:
    """Endless controls of one room: decisions, sense checks, messages, and now and then a pause of ten seconds."""
    random = Random(seed)
    clauses = list(book.default_clauses)
    while True:
        after, what = random.expovariate(1 / gap), _plain(random, STEERING)
        clause, again = random.choice(clauses), random.random() < 0.1
        option = random.choice(book.refs(clause)).partition(".")[2]
        if what == "open":
            yield Wish(after, "decision.open", {f"term:{clause}": option}, "", again, False)
        elif what == "close":
            yield Wish(after, "decision.close", {"decision": ""}, "", again, False)
        elif what == "floor":
            yield Wish(after, "floor.put", {"target": clause}, "", again, False)
        elif what == "sense":
            kind = random.choice(("sense.open", "sense.close"))
            fields = {"target": clause, "how": "show"} if kind == "sense.open" else {"check": ""}
            yield Wish(after, kind, fields, "", again, False)
        elif what == "notice":
            yield Wish(after, "notice.set", {"text": MESSAGE}, "", again, False)
        elif what == "plenary":
            yield Wish(after, "message.send", {"channel": "plenary", "text": MESSAGE}, "text", again)
        else:
            yield Wish(after, "clock.pause", {}, "", False, False)
            yield Wish(5.0, "clock.resume", {}, "", False, False)
