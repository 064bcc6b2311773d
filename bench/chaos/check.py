"""What must hold when all is over: nothing acknowledged lost, nothing doubled, nothing out of order, all the same.

Pure: it is given what laptops were told and what the log holds, so that it can be shown cases that must fail.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .laptop import Act
from .page import TOKEN


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as it is stored."""

    stream: str
    version: int
    kind: str
    op: str
    payload: str


@dataclass(frozen=True, slots=True)
class Log:
    """What the database holds."""

    events: Sequence[Logged]
    ops: frozenset[str]
    """Every operation that was stored, also those without effect."""


@dataclass(slots=True)
class Told:
    """One laptop's story: what was done on it and what it was told."""

    name: str
    acts: Sequence[Act]
    repeats: Sequence[tuple[Act, Mapping[str, object]]] = ()
    wrong: Sequence[str] = ()
    """Versions that went back on its page."""


@dataclass(slots=True)
class Verdict:
    """Everything that must not be, by kind; empty where all is well."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, items: Iterable[str]) -> None:
        """Note what was found."""
        self.found.setdefault(kind, []).extend(items)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not any(self.found.values())

    def lines(self, most: int = 8) -> list[str]:
        """One line per kind, and the first of what was found."""
        lines = []
        for kind, items in self.found.items():
            lines.append(f"  {len(items):5} {kind}")
            lines += [f"        {item}" for item in items[:most]]
        return lines


def lost(told: Iterable[Told], log: Log) -> list[str]:
    """Acts that were acknowledged and are not in the log."""
    return [
        f"{t.name}: {act.kind} {act.op}" for t in told for act in t.acts if act.ok and act.op not in log.ops
    ]


def unanswered(told: Iterable[Told]) -> list[str]:
    """Acts that still wait in an outbox when all had time to go."""
    return [f"{t.name}: {act.kind} {act.op}" for t in told for act in t.acts if act.answer is None]


def refused_and_stored(told: Iterable[Told], log: Log) -> list[str]:
    """Acts whose sender was told that they do not count, and that do."""
    return [
        f"{t.name}: {act.kind} {act.op} ({act.answer.get('code')})"
        for t in told for act in t.acts
        if act.answer is not None and not act.ok and act.op in log.ops
    ]  # fmt: skip


def doubled(told: Iterable[Told], log: Log) -> list[str]:
    """Effects that are there twice: an op stored in two places, and a text that stands in two events."""
    places: defaultdict[str, list[Logged]] = defaultdict(list)
    texts: Counter[str] = Counter()
    for event in log.events:
        places[event.op].append(event)
        texts.update(set(TOKEN.findall(event.payload)) if event.kind in ONCE else ())
    found = []
    for t in told:
        for act in t.acts:
            events = sorted(places.get(act.op, ()), key=lambda e: (e.stream, e.version))
            kinds = Counter(e.kind for e in events if e.kind in ONCE)
            apart = any(
                b.version != a.version + 1 for a, b in itertools.pairwise(events) if a.stream == b.stream
            )
            if apart or any(n > 1 for n in kinds.values()):
                found.append(
                    f"{t.name}: {act.kind} {act.op} is stored as {[(e.kind, e.version) for e in events]}"
                )
            elif act.token and texts[act.token] > 1:
                found.append(f"{t.name}: the text of {act.kind} {act.op} is stored {texts[act.token]} times")
    return found


ONCE = frozenset(
    {
        "stance.set",
        "message.sent",
        "pledge.made",
        "ballot.cast",
        "proposal.made",
        "decision.opened",
        "decision.closed",
    }
)
"""Events of which one act makes one."""


def out_of_order(told: Iterable[Told], log: Log) -> list[str]:
    """Versions that went back on a page or in answers, and acts that are stored in another order than they came."""
    at: dict[str, dict[str, int]] = defaultdict(dict)
    for event in log.events:
        at[event.stream].setdefault(event.op, event.version)
    found = []
    for t in told:
        found += [f"{t.name}: {wrong}" for wrong in t.wrong]
        newest = 0
        for act in sorted((a for a in t.acts if a.ok), key=lambda a: a.answered):
            version = int((act.answer or {}).get("version", 0))
            if version < newest:
                found.append(f"{t.name}: {act.op} was answered with version {version} after {newest}")
            newest = max(newest, version)
        for stream, ops in at.items():
            stored = [ops[act.op] for act in t.acts if act.op in ops]
            if stored != sorted(stored):
                found.append(f"{t.name}: in {stream} what was done first is stored later")
    return found


def answered_otherwise(told: Iterable[Told]) -> list[str]:
    """An op sent again that was stored, and then refused, or the other way round."""
    return [
        f"{t.name}: {act.kind} {act.op} was stored, and sent again it was {answer.get('code')}"
        for t in told for act, answer in t.repeats
        if act.ok and not answer.get("ok") and answer.get("code") not in ("limit.reached", "store.busy")
    ]  # fmt: skip


def judge(told: Sequence[Told], log: Log) -> Verdict:
    """All of it but what pages show."""
    verdict = Verdict()
    verdict.add("acknowledged and lost", lost(told, log))
    verdict.add("without an answer", unanswered(told))
    verdict.add("refused and stored all the same", refused_and_stored(told, log))
    verdict.add("stored twice", doubled(told, log))
    verdict.add("out of order", out_of_order(told, log))
    verdict.add("answered otherwise the second time", answered_otherwise(told))
    return verdict
