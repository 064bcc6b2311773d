"""Words for paper: times of day, and the arithmetic of a rule as lines that somebody fills in with a pencil."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment

from simulator.core.rulebook import Rule, Share
from simulator.core.tally import Electorate, electors

BASES = {"members": "who may vote", "present": "who is in the room", "cast": "who said yes or no"}
PANELS = {
    "brief": "My brief", "clauses": "Clauses", "room": "The room", "proposals": "Proposals", "decision": "Decision",
    "pledges": "Pledges", "plan": "Work plan", "signing": "Signing", "agreement": "Agreement", "toolkit": "Toolkit",
    "talk": "Messages", "slides": "Slides",
}  # fmt: skip
LONGEST_LADDER = 12


@dataclass(frozen=True, slots=True)
class CountLine:
    """A line to fill in: what to count, and what it must come to. ``ladder``: (counted, needed), where the number
    counted from is not known beforehand."""

    count: str
    must: str
    ladder: tuple[tuple[int, int], ...] = ()


def clock_words(minutes: int) -> str:
    """Minutes after midnight as a time of day; past midnight the day begins again."""
    return f"{minutes // 60 % 24}:{minutes % 60:02d}"


def panel_words(panels: tuple[str, ...]) -> str:
    """The panels that a step shows, as their titles."""
    return ", ".join(PANELS[p] for p in panels) or "none"


def share_words(share: Share) -> str:
    """A share in words of the room: "more than 1/2", "at least 2/3"."""
    if (share.top, share.bottom) == (1, 1):
        return "all"
    return f"{'more than' if share.strictly else 'at least'} {share.top}/{share.bottom}"


def _ladder(share: Share, most: int) -> tuple[tuple[int, int], ...]:
    return tuple((n, share.needed(n)) for n in range(most, max(0, most - LONGEST_LADDER), -1))


def _must(share: Share, rule: Rule, size: int, what: str) -> CountLine:
    if rule.of == "members":
        return CountLine(
            f"{what}, out of {size}", f"must be {share.needed(size)} or more ({share_words(share)})"
        )
    of = BASES[rule.of]
    return CountLine(
        f"{what}, out of those {of}", f"must be {share_words(share)} of them", _ladder(share, size)
    )


def count_lines(rule: Rule, who: Electorate) -> list[CountLine]:
    """The arithmetic of a rule as it is done by hand, in the order in which it is done."""
    voters = electors(rule, who)
    size, one = len(voters), Share(1, 1)
    lines: list[CountLine] = []
    if rule.of == "present":
        lines.append(
            CountLine("In the room, of those who may vote", "this is what the shares below are counted from")
        )
    if rule.of == "cast":
        lines.append(CountLine("Yes and no together", "this is what the shares below are counted from"))
    if rule.kind in ("unanimity", "consensus"):
        blocks = min(rule.blocks, max(size - 1, 0)) if rule.kind == "consensus" else 0
        heard = one if rule.kind == "unanimity" else rule.quorum or Share(1, 2, strictly=True)
        lines.append(CountLine("No", f"must be {blocks} or fewer" if blocks else "must be 0"))
        lines.append(_must(heard, rule, size, "Ballots handed in (yes, stand aside and no together)"))
        return lines
    if rule.kind == "weighted":
        total = sum(who.weight.get(s, 0) for s in voters)
        weight = rule.weight_share or one
        must = f"must be {weight.needed(total)} or more of {total}" if rule.of == "members" else (
            f"must be {share_words(weight)} of the weight of those {BASES[rule.of]}")  # fmt: skip
        lines.append(CountLine("Weight of those who said yes (the number in brackets)", must))
        if not rule.share:
            return lines
    lines.append(_must(rule.share or one, rule, size, "Yes"))
    if rule.kind == "double":
        share = rule.caucus_share or Share(1, 2, strictly=True)
        lines.append(
            CountLine("Caucuses in which enough said yes", f"must be every one: {share_words(share)} of each")
        )
    return lines


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(clock_words=clock_words, panel_words=panel_words, count_lines=count_lines)
