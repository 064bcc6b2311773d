"""What an agreement brought each party, and what it left on the table. For the debrief; needs no NumPy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..core.ids import ClauseId, OptionId, SeatId
from ..core.rulebook import Rulebook
from ..core.scoring import Funding, value

Package = Mapping[ClauseId, OptionId]


@dataclass(frozen=True, slots=True)
class PartyResult:
    """A party's value of the agreement against its alternative, in millipoints."""

    seat: SeatId
    value: int
    alternative: int

    @property
    def surplus(self) -> int:
        """What the agreement is worth beyond no agreement."""
        return self.value - self.alternative


@dataclass(frozen=True, slots=True)
class JointGain:
    """What changing one clause alone would add to the sum of all parties; the parties it would cost are named."""

    clause: ClauseId
    chosen: OptionId | None  # None where the clause stayed open
    better: OptionId
    gain: int  # millipoints, more than 0
    losers: tuple[SeatId, ...]  # parties that the change would bring below their alternative


@dataclass(frozen=True, slots=True)
class Settlement:
    """The agreement as the parties live it."""

    results: tuple[PartyResult, ...]
    gains: tuple[JointGain, ...]  # largest first

    @property
    def pleased(self) -> int:
        """How many parties reached their alternative."""
        return sum(r.surplus >= 0 for r in self.results)

    @property
    def total(self) -> int:
        """The sum of the values, millipoints."""
        return sum(r.value for r in self.results)


def settle(
    rulebook: Rulebook,
    package: Package,
    seats: Collection[SeatId],
    clauses: Collection[ClauseId] | None = None,
    *,
    funding: Funding | None = None,
    costs: Mapping[SeatId, int] | None = None,
) -> Settlement:
    """Results of ``seats`` and the single changes that would have added most.

    ``costs`` (millipoints) are the parties' own pledges; ``clauses`` those in play (default: the running order).
    """
    in_play = tuple(rulebook.default_clauses if clauses is None else clauses)
    spent = costs or {}

    def worth(chosen: Package) -> dict[SeatId, int]:
        return {s: value(rulebook, s, chosen, in_play, funding=funding, cost=spent.get(s, 0)) for s in seats}

    now = worth(package)
    alternative = {s: rulebook.organization_of[s].alternative.value for s in seats}
    gains = []
    for clause_id in in_play:
        best: JointGain | None = None
        for option in rulebook.clause_of[clause_id].options:
            then = worth({**package, clause_id: option.id})
            gain = sum(then.values()) - sum(now.values())
            if gain > (best.gain if best else 0):
                losers = tuple(s for s in seats if then[s] < alternative[s] <= now[s])
                best = JointGain(clause_id, package.get(clause_id), option.id, gain, losers)
        if best:
            gains.append(best)
    return Settlement(
        results=tuple(PartyResult(s, now[s], alternative[s]) for s in seats),
        gains=tuple(sorted(gains, key=lambda g: -g.gain)),
    )
