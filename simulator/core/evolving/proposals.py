"""How proposals come, change and go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ..events import exercise as ev
from ..ids import SeatId
from ..state.exercise import Exercise
from ..state.proposals import Proposal, Sponsoring
from .table import Evolvers


def _made(state: Exercise, event: ev.ProposalMade) -> Exercise:
    proposal = Proposal(
        event.proposal, event.author, event.group, event.terms, event.rationale, event.only_if,
        place=event.place, caucus=event.caucus,
        audience=event.audience, parent=event.parent, wording=event.wording,
        sponsors=dict.fromkeys(event.sponsors, "asked"),
    )  # fmt: skip
    return replace(state, proposals={**state.proposals, event.proposal: proposal})


def with_proposal(state: Exercise, key: Any, **changes: Any) -> Exercise:
    """The state with these fields of one proposal changed. Raises KeyError where there is no such proposal."""
    return replace(state, proposals={**state.proposals, key: replace(state.proposals[key], **changes)})


def _revised(state: Exercise, event: ev.ProposalRevised) -> Exercise:
    old = state.proposals[event.proposal]
    # who carried the old words is asked again for the new ones, but not who wrote them and read all of them
    by = "" if event.merged else event.editor
    sponsors: dict[SeatId, Sponsoring] = {
        s: said if said in ("asked", "no") else "yes" if s == by else "again"
        for s, said in old.sponsors.items()
    }
    after = with_proposal(
        state, event.proposal, version=event.version, terms=event.terms, rationale=event.rationale,
        only_if=event.only_if, wording=event.wording, sponsors=sponsors, editor=event.editor, merged=event.merged,
        earlier=(*old.earlier, old.draft),
    )  # fmt: skip
    # stances were taken on the words of the old version; they must not speak for the new one
    return replace(after, stances={k: v for k, v in after.stances.items() if k != event.proposal})


EVOLVERS: Final[Evolvers] = {
    ev.ProposalMade: _made,
    ev.ProposalRevised: _revised,
    ev.ProposalWithdrawn: lambda state, e: with_proposal(state, e.proposal, status="withdrawn"),
}
