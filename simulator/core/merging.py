"""Two changes of one draft made at the same time: what can stand beside each other, and what cannot.

A draft is taken in pieces: each clause (its option and its wording belong together), the reason, the condition. Pieces
that only one side changed are kept as that side has them. Where both changed the same piece, a person must choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .ids import ClauseId, OptionId, OptionRef
from .state.proposals import Draft

REASON: Final = "reason"
CONDITION: Final = "condition"
CLAUSE: Final = "clause:"
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """``taken`` are the pieces that only the other side changed, ``clashes`` those that both did."""

    draft: Draft
    taken: tuple[str, ...]
    clashes: tuple[str, ...]


def pieces(draft: Draft) -> dict[str, Piece]:
    """What a draft consists of, by name; a piece that is empty is left out."""
    found: dict[str, Piece] = {
        f"{CLAUSE}{clause}": (option, draft.wording.get(clause, "")) for clause, option in draft.terms.items()
    }
    if draft.rationale:
        found[REASON] = (draft.rationale, "")
    if draft.only_if:
        found[CONDITION] = (draft.only_if, "")
    return found


def changed(before: Draft, after: Draft) -> tuple[str, ...]:
    """The pieces that differ, in the order of the drafts."""
    old, new = pieces(before), pieces(after)
    return tuple(key for key in {**old, **new} if old.get(key) != new.get(key))


def _draft(found: Mapping[str, Piece]) -> Draft:
    clauses = {k.removeprefix(CLAUSE): v for k, v in found.items() if k.startswith(CLAUSE)}
    return Draft(
        {ClauseId(c): OptionId(option) for c, (option, _) in clauses.items()},
        found.get(REASON, ("", ""))[0],
        OptionRef(found.get(CONDITION, ("", ""))[0]),
        {ClauseId(c): text for c, (_, text) in clauses.items() if text},
    )


def merge(base: Draft, theirs: Draft, mine: Draft) -> Merge:
    """Both changes of ``base`` together; where they clash the draft has mine."""
    was, other, own = pieces(base), pieces(theirs), pieces(mine)
    result: dict[str, Piece] = {}
    taken: list[str] = []
    clashes: list[str] = []
    for key in {**was, **other, **own}:
        old, their, my = was.get(key), other.get(key), own.get(key)
        chosen = my
        if my == old and their != old:
            chosen = their
            taken.append(key)
        elif their not in (old, my):
            clashes.append(key)
        if chosen is not None:
            result[key] = chosen
    return Merge(_draft(result), tuple(taken), tuple(clashes))
