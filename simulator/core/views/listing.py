"""Which proposals stand on the pages: the newest, what the room talked about last, and to each seat its own. The others
are a link away, so that a page stays as small as it was however long a seminar gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..events import exercise as ev
from ..ids import NO_SEAT, ProposalId, SeatId
from ..state.exercise import CALLED_SHOWN, Exercise
from ..state.proposals import Proposal

SHOWN = 20
"""As many proposals as people can look through; each is a card with the marks of the whole room."""


def _newest_first(state: Exercise, seat: SeatId) -> Iterator[Proposal]:
    """The proposals that only this seat and some others may know of; without a seat, those of everybody."""
    for p in reversed(tuple(state.proposals.values())):
        if p.status != "moved" and (seat in p.audience if seat else not p.audience):
            yield p


def _newest(found: Iterable[Proposal], most: int) -> Iterator[ProposalId]:
    """Of ``found``, newest first: as many as stand, and what is withdrawn while it is among as many of all."""
    standing = 0
    for place, p in enumerate(found):
        gone = p.status == "withdrawn"
        standing += not gone
        if not gone or place < most:
            yield p.id
        if standing == most:
            return


def _called(state: Exercise) -> tuple[ProposalId, ...]:
    return state.called[:CALLED_SHOWN]


def is_listed(state: Exercise, key: str) -> bool:
    """Whether this proposal of everybody's stands on the pages."""
    return key in _called(state) or any(p == key for p in _newest(_newest_first(state, NO_SEAT), SHOWN))


def listed(state: Exercise, _seat: SeatId = NO_SEAT) -> tuple[ProposalId, ...]:
    """The proposals on everybody's page, oldest first."""
    chosen = {*_called(state), *_newest(_newest_first(state, NO_SEAT), SHOWN)}
    return tuple(p for p in state.proposals if p in chosen)


def listed_in_full(state: Exercise, _seat: SeatId = NO_SEAT) -> tuple[ProposalId, ...]:
    """Those, where they come with what full depth adds."""
    return listed(state) if state.depth == "full" else ()


def _is_mine(p: Proposal, seat: SeatId) -> bool:
    return p.author == seat and p.status == "live" and not p.place


def kept(state: Exercise, seat: SeatId) -> tuple[ProposalId, ...]:
    """The seat's own live proposals before everybody that no longer stand on everybody's page."""
    return tuple(
        p.id for p in state.proposals.values()
        if _is_mine(p, seat) and not p.audience and not is_listed(state, p.id)
    )  # fmt: skip


def listed_deals(state: Exercise, seat: SeatId) -> tuple[ProposalId, ...]:
    """The proposals on the page of this seat that not everybody may know of, oldest first."""
    newest = set(_newest(_newest_first(state, seat), SHOWN))
    return tuple(
        p.id for p in state.proposals.values()
        if p.id in newest or (p.audience and _is_mine(p, seat))
    )  # fmt: skip


def order_of(state: Exercise, proposal: Proposal, seat: SeatId) -> str:
    """Sorts as text: those of everybody, then those that only some know of, each as they came."""
    known = (
        p.id
        for p in state.proposals.values()
        if bool(p.audience) is bool(proposal.audience) and p.is_for(seat)
    )
    place = next(n for n, key in enumerate(known) if key == proposal.id)
    return f"{'b' if proposal.audience else 'a'}{place:05}"


def shifted(state: Exercise, event: object, seat: SeatId = NO_SEAT) -> tuple[ProposalId, ...]:
    """What the coming of a proposal pushed off the list, or the going of one let in: of everybody's, or of those on the
    page of this seat that only some know of."""
    if isinstance(event, ev.ProposalMade):
        few, more = SHOWN, SHOWN + 1
    elif isinstance(event, ev.ProposalWithdrawn | ev.ProposalMoved):
        few, more = SHOWN - 1, SHOWN
    else:
        return ()
    inside = set(_newest(_newest_first(state, seat), few))
    return tuple(p for p in _newest(_newest_first(state, seat), more) if p not in inside)


def _known(state: Exercise, seat: SeatId) -> Iterator[Proposal]:
    """All that this seat may know of, newest first; without a seat, all that everybody may."""
    for p in reversed(tuple(state.proposals.values())):
        if p.status != "moved" and (p.is_for(seat) if seat else not p.audience):
            yield p


def known_from(state: Exercise, seat: SeatId, at: str) -> tuple[Proposal, ...]:
    """What this seat may know of, newest first, from this proposal on; nothing where it may not know of that one, as
    for one that never was."""
    known = tuple(_known(state, seat))
    return known[next((n for n, p in enumerate(known) if p.id == at), len(known)) :]


def unlisted(state: Exercise, seat: SeatId) -> tuple[Proposal, ...]:
    """What this seat may know of and does not have on its page, newest first."""
    shown = {*listed(state), *((*kept(state, seat), *listed_deals(state, seat)) if seat else ())}
    return tuple(p for p in _known(state, seat) if p.id not in shown)
