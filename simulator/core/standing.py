"""What a shock finds in a room's agreement: how strong it stands, and how far each shock meets something uncovered.

Every number is an integer in per cent and follows from what the room did: clauses, pledges by year, leads, signatures.
More pledges never make anything here worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .budget import Line, balance, funding
from .ids import NO_SEAT, OptionRef, SeatId, option_ref
from .rulebook import Rule, Shock
from .state.exercise import Exercise
from .work_plan import tasks

FULL = 100
ROOT = 40
"""The part of its strength that an agreement has from being written down, in per cent of all that it could have."""
MOST = 230
"""The strength where every clause is settled, everybody signed, all work is led and all needs are met."""
UNKNOWN = 50
"""How exposed something is that nothing is said of: a line that nobody asks for, a sector that does not sit here."""


@dataclass(frozen=True, slots=True)
class Strength:
    """What carries an agreement before anything helps or hurts: four shares in per cent, and what they come to."""

    settled: int
    signed: int
    led: int
    funded: int

    @property
    def points(self) -> int:
        """How much it bears. Nothing where no clause is settled."""
        rest = (FULL - ROOT) * (self.signed + self.led + self.funded) // (3 * FULL)
        return MOST * self.settled * (ROOT + rest) // (FULL * FULL)


@dataclass(frozen=True, slots=True)
class Exposure:
    """How far a shock meets something uncovered, and the party it falls on where it falls on one."""

    weak: int
    seat: SeatId = NO_SEAT


def signers(state: Exercise) -> tuple[SeatId, ...]:
    """Those whose signatures count."""
    return state.signing.electorate or state.voters


def signed_share(state: Exercise, sector: str = "") -> int | None:
    """How far those (of a sector) stand behind the text; a reservation counts half. None where nobody sits there."""
    counted = [s for s in signers(state) if not sector or state.seats[s].sector == sector]
    if not counted:
        return None
    worth = {"sign": 2, "reserve": 1, "decline": 0}
    given = state.signing.signatures
    return sum(worth[given[s].kind] for s in counted if s in given) * FULL // (2 * len(counted))


def led_share(state: Exercise) -> int:
    """How much of the work has a lead; all of it where there is no work to lead."""
    todo = tasks(state)
    return sum(t.id in state.work.leads for t in todo) * FULL // len(todo) if todo else FULL


def funded(state: Exercise) -> dict[OptionRef, int]:
    """For each adopted option, how much of what it needs is pledged; all of it where it needs nothing."""
    needs = funding(state)
    found = {}
    for clause, option in state.package.items():
        pledged, needed = needs.get(option_ref(clause, option), (1, 1))
        found[option_ref(clause, option)] = pledged * FULL // needed
    return found


def strength_of(state: Exercise) -> Strength:
    """What carries the agreement as it stands."""
    asking = [share for ref, share in funded(state).items() if _has_needs(state, ref)]
    return Strength(
        len(state.package) * FULL // len(state.clauses), signed_share(state) or 0, led_share(state),
        sum(asking) // len(asking) if asking else FULL,
    )  # fmt: skip


def _has_needs(state: Exercise, ref: OptionRef) -> bool:
    option = state.rulebook.option_at(ref)
    return bool(option and option.needs)


def _cover(lines: tuple[Line, ...], name: str, year: int, rise: int) -> int | None:
    """How much of a line is covered in a year once it costs ``rise`` per cent more, by the worst of its kinds; without
    a name, of all lines together. None where nothing is asked for."""
    found = [line.years[year - 1] for line in lines if name in ("", line.name)]
    shares = [min(FULL, y.pledged * FULL * FULL // (y.needed * (FULL + rise))) for y in found if y.needed]
    if not shares:
        return None
    return min(shares) if name else sum(shares) // len(shares)


def _busiest(state: Exercise) -> Exposure:
    """How much of the work that is led hangs on one party and on nobody beside it."""
    alone: dict[SeatId, int] = {}
    for task in tasks(state):
        lead = state.work.leads.get(task.id)
        helped = any(n for s, n in state.work.support.get(task.id, {}).items() if lead and s != lead.seat)
        if lead:
            alone[lead.seat] = alone.get(lead.seat, 0) + (not helped)
    if not alone:
        return Exposure(FULL)
    seat = max(state.seats, key=lambda s: alone.get(s, -1))
    led = sum(t.id in state.work.leads for t in tasks(state))
    return Exposure(alone[seat] * FULL // led, seat)


def needed_share(rule: Rule, members: int) -> int:
    """How much of the room must say yes under a rule, roughly and without looking at who is here today."""
    if rule.kind == "unanimity":
        return FULL
    if rule.kind == "consensus":
        return max(members - rule.blocks, 0) * FULL // max(members, 1)
    shares = [s for s in (rule.share, rule.caucus_share, rule.weight_share) if s]
    return max((s.top * FULL // s.bottom for s in shares), default=UNKNOWN)


def rule_of(state: Exercise) -> Rule:
    """The rule that the agreement gives the parties; where it gives none, the scenario's own."""
    for clause, option in state.package.items():
        chosen = state.rulebook.clause_of[clause].option(option)
        if chosen and chosen.rule:
            return chosen.rule
    return state.rulebook.default_rule


def exposure(state: Exercise, shock: Shock, year: int, lines: tuple[Line, ...] | None = None) -> Exposure:
    """How far this shock meets something uncovered in this year."""
    match shock.hits:
        case "budget" | "cost":
            cover = _cover(balance(state) if lines is None else lines, shock.line, year, shock.rise)
            return Exposure(UNKNOWN if cover is None else FULL - cover)
        case "convener":
            return Exposure(FULL - led_share(state) if tasks(state) else FULL)
        case "leader":
            return _busiest(state)
        case "rule":
            return Exposure(needed_share(rule_of(state), len(signers(state))))
    share = signed_share(state, shock.sector)
    return Exposure(UNKNOWN if share is None else FULL - share)


def sides(shock: Shock, share: Mapping[OptionRef, int]) -> tuple[dict[OptionRef, int], dict[OptionRef, int]]:
    """What helps and what hurts of the options adopted, in points. Help that is half funded helps half."""
    helps = {ref: points * share[ref] // FULL for ref, points in shock.helps.items() if ref in share}
    hurts = {ref: points for ref, points in shock.hurts.items() if ref in share}
    return helps, hurts
