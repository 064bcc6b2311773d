"""Counting ballots under a rule, with the arithmetic kept so that it can be told in words.

A rule is data (`rulebook.Rule`); this is the only place that knows what each kind means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from .ids import SeatId, SectorCode
from .rulebook import Rule, RuleKind, Share

Choice = Literal["yes", "aside", "no"]
CHOICES: tuple[Choice, ...] = ("yes", "aside", "no")
CheckCode = Literal["yes", "objections", "heard", "caucus", "weight"]


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote, frozen when a decision opens. ``proxies``: whose vote is cast by whom."""

    members: tuple[SeatId, ...]
    present: tuple[SeatId, ...]
    caucus: Mapping[SeatId, SectorCode]
    weight: Mapping[SeatId, int]
    committee: tuple[SeatId, ...] = ()
    proxies: Mapping[SeatId, SeatId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the arithmetic: ``have`` against ``need`` out of ``of``; ``objections`` must not exceed."""

    code: CheckCode
    have: int
    need: int
    of: int
    passed: bool
    caucus: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """The same ballots under one rule."""

    kind: RuleKind
    base: int
    checks: tuple[Check, ...]
    passed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ballots came to: the count under the rule and, where that failed, under its fallback. ``by_silence`` are
    those of the yes who said nothing: they did not object to what was on the consent list."""

    passed: bool
    yes: int
    aside: int
    no: int
    silent: int
    counts: tuple[Count, ...]
    by_proxy: int = 0
    by_silence: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What the room should know before it adopts a rule: how many vote, how many yes are needed at most,
    and the smallest number of members who can stop a decision by saying no. ``one_caucus`` says that they could
    all come from one caucus because each caucus must agree."""

    voters: int
    yes_needed: int
    can_block: int
    one_caucus: bool
    fallback: Profile | None = None


B = TypeVar("B")


def with_proxies(who: Electorate, ballots: Mapping[SeatId, B]) -> dict[SeatId, B]:
    """The ballots with those that holders cast for seats that lent their vote; a seat's own ballot comes first."""
    lent = {s: ballots[to] for s, to in who.proxies.items() if s not in ballots and to in ballots}
    return {**ballots, **lent}


def electors(rule: Rule, electorate: Electorate) -> tuple[SeatId, ...]:
    """Those whose ballots count under this rule, its fallbacks left aside."""
    return electorate.committee if rule.kind == "steering" else electorate.members


def all_electors(rule: Rule, electorate: Electorate) -> frozenset[SeatId]:
    """Those whose ballots may come to count: under this rule or under one of its fallbacks."""
    behind = all_electors(rule.fallback, electorate) if rule.fallback else frozenset()
    return behind.union(electors(rule, electorate))


def _base(rule: Rule, who: Electorate, ballots: Mapping[SeatId, Choice]) -> tuple[SeatId, ...]:
    voters = electors(rule, who)
    if rule.of == "cast":
        return tuple(s for s in voters if ballots.get(s) in ("yes", "no"))
    if rule.of == "present":
        here = {*who.present, *who.proxies}
        return tuple(s for s in voters if s in here or s in ballots)
    return voters


def _enough(code: CheckCode, have: int, share: Share, of: int, caucus: str = "") -> Check:
    need = share.needed(of)
    return Check(code, have, need, of, have >= need and of > 0, caucus)


def _yes(base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]) -> int:
    return sum(ballots.get(s) == "yes" for s in base)


_Checks = Callable[[Rule, Electorate, tuple[SeatId, ...], Mapping[SeatId, Choice]], tuple[Check, ...]]
_ALL = Share(1, 1)


def _unanimity(
    rule: Rule, who: Electorate, base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]
) -> tuple[Check, ...]:
    cast = sum(s in ballots for s in base)
    return (*_consensus(rule, who, base, ballots)[:1], _enough("heard", cast, _ALL, len(base)))


def _consensus(
    rule: Rule, _who: Electorate, base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]
) -> tuple[Check, ...]:
    # in a room of few, what everybody refuses is not adopted, however many objections the rule allows
    allowed = min(rule.blocks, max(len(base) - 1, 0)) if rule.kind == "consensus" else 0
    objections = sum(ballots.get(s) == "no" for s in base)
    cast = sum(s in ballots for s in base)
    return (
        Check("objections", objections, allowed, len(base), objections <= allowed),
        _enough("heard", cast, rule.quorum or Share(1, 2, strictly=True), len(base)),
    )


def _share(
    rule: Rule, _who: Electorate, base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]
) -> tuple[Check, ...]:
    return (_enough("yes", _yes(base, ballots), rule.share or _ALL, len(base)),)


def _double(
    rule: Rule, who: Electorate, base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]
) -> tuple[Check, ...]:
    of_caucus = Counter(who.caucus[s] for s in base)
    yes_of = Counter(who.caucus[s] for s in base if ballots.get(s) == "yes")
    share = rule.caucus_share or Share(1, 2, strictly=True)
    return (
        *_share(rule, who, base, ballots),
        *(_enough("caucus", yes_of[code], share, size, code) for code, size in sorted(of_caucus.items())),
    )


def _weighted(
    rule: Rule, who: Electorate, base: tuple[SeatId, ...], ballots: Mapping[SeatId, Choice]
) -> tuple[Check, ...]:
    total = sum(who.weight.get(s, 0) for s in base)
    have = sum(who.weight.get(s, 0) for s in base if ballots.get(s) == "yes")
    weight = _enough("weight", have, rule.weight_share or _ALL, total)
    return (weight, *_share(rule, who, base, ballots)) if rule.share else (weight,)


_CHECKS: dict[RuleKind, _Checks] = {
    "unanimity": _unanimity,
    "consensus": _consensus,
    "share": _share,
    "double": _double,
    "weighted": _weighted,
    "steering": _share,
}


def _count(rule: Rule, who: Electorate, ballots: Mapping[SeatId, Choice]) -> Count:
    base = _base(rule, who, ballots)
    checks = _CHECKS[rule.kind](rule, who, base, ballots)
    return Count(rule.kind, len(base), checks, bool(base) and all(c.passed for c in checks))


def tally(
    rule: Rule, who: Electorate, ballots: Mapping[SeatId, Choice], silence: Collection[SeatId] = ()
) -> Outcome:
    """Count ``ballots`` under ``rule`` and, where it fails, under its fallbacks in turn. ``silence`` names those whose
    ballot nobody cast: they did not object."""
    counts: list[Count] = []
    own, ballots = ballots, with_proxies(who, ballots)
    current: Rule | None = rule
    while current is not None:
        counts.append(_count(current, who, ballots))
        current = None if counts[-1].passed else current.fallback
    voters = electors(rule, who)
    given = Counter(ballots[s] for s in voters if s in ballots)
    silent = len(voters) - sum(given.values())
    lent = sum(s in ballots and s not in own for s in voters)
    unsaid = sum(s in silence for s in voters)
    return Outcome(
        counts[-1].passed, given["yes"], given["aside"], given["no"], silent, tuple(counts), lent, unsaid
    )


def _blockers(rule: Rule, who: Electorate, base: tuple[SeatId, ...]) -> tuple[int, bool]:
    """The smallest number of no-sayers that makes this rule fail, and whether one caucus is enough."""
    if rule.kind == "unanimity":
        return 1, False
    if rule.kind == "consensus":
        return min(rule.blocks + 1, len(base)), False
    ways: list[tuple[int, bool]] = []
    if rule.share or rule.kind in ("share", "double", "steering"):
        ways.append((len(base) - (rule.share or _ALL).needed(len(base)) + 1, False))
    if rule.kind == "double":
        share = rule.caucus_share or Share(1, 2, strictly=True)
        sizes = Counter(who.caucus[s] for s in base).values()
        ways.extend((size - share.needed(size) + 1, True) for size in sizes)
    if rule.kind == "weighted":
        heaviest = sorted((who.weight.get(s, 0) for s in base), reverse=True)
        left, need, used = sum(heaviest), (rule.weight_share or _ALL).needed(sum(heaviest)), 0
        while left >= max(need, 1):
            left -= heaviest[used]
            used += 1
        ways.append((used, False))
    return min(ways, key=lambda way: way[0])


def profile(rule: Rule, who: Electorate) -> Profile:
    """Who could vote, how many yes are needed and how few could block, if everybody who may vote did."""
    base = electors(rule, who)
    if rule.of == "present":
        here = {*who.present, *who.proxies}
        base = tuple(s for s in base if s in here)
    by_share = (
        {"share", "double", "steering"} if rule.share is None else {"share", "double", "steering", "weighted"}
    )
    needed = (rule.share or _ALL).needed(len(base)) if rule.kind in by_share else 0
    blockers, one_caucus = _blockers(rule, who, base) if base else (0, False)
    behind = profile(rule.fallback, who) if rule.fallback else None
    if behind is not None and behind.can_block > blockers:
        # whoever says no under the first count says no under the fallback too, so both must be stopped
        blockers, one_caucus = behind.can_block, behind.one_caucus
    return Profile(len(base), needed, blockers, one_caucus, behind)
