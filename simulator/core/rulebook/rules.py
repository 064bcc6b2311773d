"""How a room may decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RuleKind = Literal["unanimity", "consensus", "share", "double", "weighted", "steering"]
Base = Literal["members", "present", "cast"]


@dataclass(frozen=True, slots=True)
class Share:
    """An exact fraction. ``strictly`` means more than, otherwise at least."""

    top: int
    bottom: int
    strictly: bool = False

    def needed(self, base: int) -> int:
        """The smallest whole number that satisfies the share of ``base``."""
        exact, rest = divmod(self.top * base, self.bottom)
        return exact + 1 if rest or self.strictly else exact


@dataclass(frozen=True, slots=True)
class Rule:
    """How the room decides. Every kind reads only the fields that it names.

    unanimity: everybody of the base has voted and nobody says no.
    consensus: at most ``blocks`` say no, and ``quorum`` of the base has voted.
    share: ``share`` of the base says yes.
    double: ``share`` of the base and ``caucus_share`` of each caucus say yes.
    weighted: ``weight_share`` of the weight (and, where given, ``share`` of the base) says yes.
    steering: the same as share, counted in a committee of ``per_caucus`` seats from each caucus.
    At most ``proxies`` votes may be lent to one seat; the rule that a decision opens under says so, not its fallback.
    Where the rule fails and there is a ``fallback``, the same ballots are counted under the fallback.
    ``review`` is the rule under which the room may replace this one; none: more than half of those present.
    """

    kind: RuleKind
    spoken: str
    of: Base = "members"
    share: Share | None = None
    caucus_share: Share | None = None
    weight_share: Share | None = None
    quorum: Share | None = None
    blocks: int = 0
    per_caucus: int = 0
    fallback: Rule | None = None
    proxies: int = 2
    review: Rule | None = None
