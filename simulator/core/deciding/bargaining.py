"""Bargaining in full depth: answers, readers, sponsors, and changes by several hands at the same time.

What a seat may not see is as unknown to it as what never was: every move looks through `visible` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import ClauseId, GroupId, OptionId, ProposalId, SeatId
from ..merging import merge
from ..moves import DELEGATES, TEXT_LIMIT, Bounds, Move, check_terms, in_full_depth, recorded, require
from ..refusals import RefusalCode, Refused
from ..state.exercise import Exercise
from ..state.proposals import Draft, Proposal
from .proposals import check_condition, is_at_rest, may_change, may_have_another, new_id, own, visible

AUDIENCES = ("all", "caucus", "named")
WORDING_LIMIT = 1500
WORDING_TOTAL = 4000
"""Characters of all wording of one proposal: more than people read while they talk."""


def seen_by(state: Exercise, seat: SeatId) -> tuple[Proposal, ...]:
    """The live proposals that a seat may know of."""
    return tuple(p for p in state.proposals.values() if p.status == "live" and p.is_for(seat))


def _visible(state: Exercise, actor: Actor) -> Iterable[str]:
    return (p.id for p in seen_by(state, actor.seat))


def _answerable(state: Exercise, actor: Actor) -> Iterable[str]:
    yield ""
    yield from _visible(state, actor)


def _readers(state: Exercise, seat: SeatId, audience: str, to: tuple[SeatId, ...]) -> tuple[SeatId, ...]:
    """Who may know of it; empty for everybody."""
    if audience == "all":
        return ()
    for other in to:
        require(other in state.seats, RefusalCode.SEAT_UNKNOWN, seat=other)
    caucus = state.seats[seat].sector if audience == "caucus" else None
    readers = tuple(s.id for s in state.seats.values() if s.id in (seat, *to) or s.sector == caucus)
    require(len(readers) > 1, RefusalCode.PROPOSAL_READERS)
    return readers


def _check_draft(state: Exercise, draft: Draft) -> None:
    check_terms(state, draft.terms)
    check_condition(state, draft.only_if)
    for text in draft.wording.values():
        require(len(text) <= WORDING_LIMIT, RefusalCode.TEXT_TOO_LONG, most=WORDING_LIMIT, length=len(text))
    total = sum(len(text) for text in draft.wording.values())
    require(total <= WORDING_TOTAL, RefusalCode.TEXT_TOO_LONG, most=WORDING_TOTAL, length=total)


def _wording(
    state: Exercise, terms: Mapping[ClauseId, OptionId], given: Mapping[ClauseId, str]
) -> dict[ClauseId, str]:
    """What differs from the text of the option that it is for; browsers send line breaks in two characters."""
    found: dict[ClauseId, str] = {}
    for clause, words in given.items():
        text = words.replace("\r\n", "\n").strip()
        known = state.rulebook.clause_of.get(clause)
        option = known.option(terms.get(clause, "")) if known else None
        require(option, RefusalCode.UNKNOWN_TARGET, target=clause)
        if option and text and text != option.text.strip():
            found[clause] = text
    return found


def _drafted(state: Exercise, command: cmd.TableProposal | cmd.EditProposal) -> Draft:
    check_terms(state, command.terms)
    rationale = command.rationale.replace("\r\n", "\n").strip()
    wording = _wording(state, command.terms, command.wording)
    draft = Draft(dict(command.terms), rationale, command.only_if, wording)
    _check_draft(state, draft)
    return draft


def _check_sponsors(proposal_readers: tuple[SeatId, ...], seats: Iterable[SeatId], state: Exercise,
                    author: SeatId) -> None:  # fmt: skip
    for seat in seats:
        reads = seat in state.seats and (not proposal_readers or seat in proposal_readers)
        require(reads and seat != author, RefusalCode.SPONSOR_OUTSIDE)


def _may_table(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    if target:
        parent = visible(state, seat, target)
        require(parent.status == "live", RefusalCode.PROPOSAL_CLOSED, proposal=target)
    may_have_another(state, seat)


def _table_bounds(_state: Exercise, _seat: SeatId, target: str) -> Bounds:
    audiences = (*AUDIENCES, *(("same",) if target else ()))
    return Bounds(texts={"rationale": TEXT_LIMIT}, values={"audience": audiences}, terms=True)


def _table(state: Exercise, command: cmd.TableProposal, envelope: Envelope) -> tuple[Any, ...]:
    draft = _drafted(state, command)
    parent = state.proposals.get(command.parent)
    # a slip here would tell everybody what was meant for few
    require(not command.to or command.audience == "named", RefusalCode.READERS_UNCLEAR)
    if parent and command.audience == "same":
        readers = parent.audience
    else:
        readers = _readers(state, command.seat, command.audience, command.to)
    if parent and parent.audience:
        require(readers and set(readers) <= set(parent.audience), RefusalCode.ANSWER_WIDER)
    sponsors = tuple(dict.fromkeys(command.sponsors))
    _check_sponsors(readers, sponsors, state, command.seat)
    return (_made(state, command.seat, draft, readers, command.parent, sponsors, envelope),)


def _made(
    state: Exercise, author: SeatId, draft: Draft, readers: tuple[SeatId, ...], parent: ProposalId,
    sponsors: tuple[SeatId, ...], envelope: Envelope,
) -> ev.ProposalMade:  # fmt: skip
    group = state.group_of(author)
    return ev.ProposalMade(
        new_id(state, author, envelope), author, group.id if group else GroupId(""), draft.terms, draft.rationale,
        draft.only_if, recorded(envelope), readers, parent, draft.wording, sponsors,
    )  # fmt: skip


def _may_edit(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    proposal = visible(state, seat, target)
    require(proposal.may_edit(seat), RefusalCode.PROPOSAL_NOT_YOURS, proposal=target)
    is_at_rest(state, proposal)


def _edit_bounds(_state: Exercise, _seat: SeatId, _target: str) -> Bounds:
    return Bounds(texts={"rationale": TEXT_LIMIT}, terms=True)


def _edit(state: Exercise, command: cmd.EditProposal, envelope: Envelope) -> tuple[ev.ProposalRevised, ...]:
    old, mine = state.proposals[command.proposal], _drafted(state, command)
    taken: tuple[str, ...] = ()
    if command.base != old.version:
        stale = {"seen": command.base, "now": old.version}
        require(1 <= command.base < old.version, RefusalCode.STALE, **stale)
        merged = merge(old.earlier[command.base - 1], old.draft, mine)
        if merged.clashes:
            raise Refused(RefusalCode.PROPOSAL_CLASH, now=old.version, pieces=list(merged.clashes))
        mine, taken = merged.draft, merged.taken
        _check_draft(state, mine)
    if mine == old.draft:
        return ()
    return (
        ev.ProposalRevised(
            old.id, old.version + 1, mine.terms, mine.rationale, mine.only_if, recorded(envelope), old.audience,
            mine.wording, command.seat, taken,
        ),
    )  # fmt: skip


def _may_widen(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    may_change(state, actor, seat, target)
    require(state.proposals[ProposalId(target)].audience, RefusalCode.NOT_WIDER)


def _widen_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(values={"audience": AUDIENCES}, seen=state.proposals[ProposalId(target)].version)


def _widen(state: Exercise, command: cmd.WidenProposal, envelope: Envelope) -> tuple[Any, ...]:
    old = state.proposals[command.proposal]
    readers = _readers(state, command.seat, command.audience, command.to)
    if readers:
        readers = tuple(s for s in state.seats if s in readers or s in old.audience)
        require(len(readers) > len(old.audience), RefusalCode.NOT_WIDER)
    parent = state.proposals.get(old.parent)
    # the new readers must not learn of a proposal that is not for them
    shown = parent and (not parent.audience or (readers and set(readers) <= set(parent.audience)))
    made = _made(
        state, old.author, old.draft, readers, old.parent if shown else ProposalId(""), tuple(old.sponsors),
        envelope,
    )  # fmt: skip
    return (made, ev.ProposalMoved(old.id, made.proposal, old.audience, recorded(envelope)))


def _may_ask(state: Exercise, actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    may_change(state, actor, seat, target)


def _ask(state: Exercise, command: cmd.AskSponsors, envelope: Envelope) -> tuple[ev.SponsorsAsked, ...]:
    proposal = state.proposals[command.proposal]
    _check_sponsors(proposal.audience, command.sponsors, state, command.seat)
    # who said yes, or is asked already, is not asked twice; who said no may be asked again
    asked = tuple(dict.fromkeys(s for s in command.sponsors if proposal.sponsors.get(s, "no") == "no"))
    return (ev.SponsorsAsked(proposal.id, asked, proposal.audience, recorded(envelope)),) if asked else ()


def _invited(state: Exercise, actor: Actor) -> Iterable[str]:
    return (p.id for p in seen_by(state, actor.seat) if actor.seat in p.sponsors)


def _may_answer(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    in_full_depth(state)
    proposal = visible(state, seat, target)
    require(seat in proposal.sponsors, RefusalCode.PROPOSAL_NOT_YOURS, proposal=target)
    is_at_rest(state, proposal)


def _answer_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    return Bounds(seen=state.proposals[ProposalId(target)].version)


def _answer(
    state: Exercise, command: cmd.AnswerSponsoring, envelope: Envelope
) -> tuple[ev.SponsorAnswered, ...]:
    proposal = state.proposals[command.proposal]
    if proposal.sponsors[command.seat] == ("yes" if command.consent else "no"):
        return ()
    return (
        ev.SponsorAnswered(
            proposal.id,
            command.seat,
            proposal.version,
            command.consent,
            proposal.audience,
            recorded(envelope),
        ),
    )


MOVES = (
    Move(cmd.TableProposal, DELEGATES, _table, _may_table, _answerable, _table_bounds, "parent"),
    Move(cmd.EditProposal, DELEGATES, _edit, _may_edit, _visible, _edit_bounds, "proposal"),
    Move(cmd.WidenProposal, DELEGATES, _widen, _may_widen, own, _widen_bounds, "proposal"),
    Move(cmd.AskSponsors, DELEGATES, _ask, _may_ask, own, target_field="proposal"),
    Move(cmd.AnswerSponsoring, DELEGATES, _answer, _may_answer, _invited, _answer_bounds, "proposal"),
)
