"""How proposals move to more readers, and how sponsors come and go."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from .proposals import with_proposal
from .table import Evolvers


def _moved(state: Exercise, event: ev.ProposalMoved) -> Exercise:
    # what answered it answers the same words under their new name
    proposals = {
        key: replace(p, parent=event.became) if p.parent == event.proposal else p
        for key, p in state.proposals.items()
    }
    return with_proposal(replace(state, proposals=proposals), event.proposal, status="moved")


def _asked(state: Exercise, event: ev.SponsorsAsked) -> Exercise:
    sponsors = state.proposals[event.proposal].sponsors
    return with_proposal(state, event.proposal, sponsors={**sponsors, **dict.fromkeys(event.seats, "asked")})


def _answered(state: Exercise, event: ev.SponsorAnswered) -> Exercise:
    sponsors = state.proposals[event.proposal].sponsors
    said = "yes" if event.consent else "no"
    return with_proposal(state, event.proposal, sponsors={**sponsors, event.seat: said})


EVOLVERS: Final[Evolvers] = {
    ev.ProposalMoved: _moved,
    ev.SponsorsAsked: _asked,
    ev.SponsorAnswered: _answered,
}
