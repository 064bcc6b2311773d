"""Pledges: resources that parties commit to budget lines until the text is frozen."""

from __future__ import annotations

from collections.abc import Iterable

from ..budget import budget_lines
from ..commands import exercise as cmd
from ..envelope import Actor, Envelope
from ..events import exercise as ev
from ..ids import OptionRef, PledgeId, SeatId
from ..moves import AMOUNT_LIMIT, DELEGATES, SHORT_LIMIT, Bounds, Move, recorded, require
from ..refusals import RefusalCode
from ..rulebook import RESOURCE_KINDS
from ..state.exercise import Exercise


def _may_pledge(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    if target:
        known = any(card.id == target for card in state.organization(seat).pledge_cards)
        require(known, RefusalCode.UNKNOWN_TARGET, target=target)
        used = any(p.seat == seat and p.card == target for p in state.pledges.values())
        require(not used, RefusalCode.PLEDGE_TWICE)


def _cards(state: Exercise, actor: Actor) -> Iterable[str]:
    yield ""
    if actor.seat in state.seats:
        yield from (card.id for card in state.organization(actor.seat).pledge_cards)


_TEXTS = {"note": SHORT_LIMIT, "condition": SHORT_LIMIT}


def tied_to(state: Exercise) -> tuple[OptionRef, ...]:
    """The options that a pledge may wait for: any that is in play, where the seminar has the time for it."""
    if state.depth != "full":
        return ()
    return tuple(ref for clause in state.clauses for ref in state.rulebook.refs(clause))


def _pledge_bounds(state: Exercise, seat: SeatId, target: str) -> Bounds:
    values: dict[str, tuple[str, ...]] = {"only_if": ("", *tied_to(state))}
    if target:
        return Bounds(texts=_TEXTS, values=values)
    values |= {"kind": RESOURCE_KINDS, "line": budget_lines(state, seat)}
    return Bounds(texts=_TEXTS, values=values, amount=(1, AMOUNT_LIMIT))


def _pledge(state: Exercise, command: cmd.MakePledge, envelope: Envelope) -> tuple[ev.PledgeMade, ...]:
    pledge = PledgeId(f"r{state.pledge_count + 1}")
    by = (recorded(envelope), envelope.actor.role == "bot", command.condition.strip(), command.only_if)
    note = command.note.strip()
    card = next((c for c in state.organization(command.seat).pledge_cards if c.id == command.card), None)
    if card:
        return (ev.PledgeMade(pledge, command.seat, card.kind, card.amount, card.line, note, card.id, *by),)
    kind = next(k for k in RESOURCE_KINDS if k == command.kind)
    return (ev.PledgeMade(pledge, command.seat, kind, command.amount, command.line, note, "", *by),)


def _may_change(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    pledge = state.pledges.get(PledgeId(target))
    require(pledge, RefusalCode.PLEDGE_CLOSED)
    require(pledge is None or pledge.seat == seat, RefusalCode.NOT_YOURS)


def _own(state: Exercise, actor: Actor) -> Iterable[str]:
    return (p.id for p in state.pledges.values() if p.seat == actor.seat)


def _revise_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    values = {"only_if": ("", *tied_to(state))}
    version = state.pledges[PledgeId(target)].version
    return Bounds(texts=_TEXTS, values=values, amount=(1, AMOUNT_LIMIT), seen=version)


def _revise(state: Exercise, command: cmd.RevisePledge, envelope: Envelope) -> tuple[ev.PledgeRevised, ...]:
    old, note, condition = state.pledges[command.pledge], command.note.strip(), command.condition.strip()
    now = (command.amount, note, condition, command.only_if)
    if (old.amount, old.note, old.condition, old.only_if) == now:
        return ()
    return (
        ev.PledgeRevised(
            old.id,
            old.version + 1,
            command.amount,
            note,
            old.amount,
            recorded(envelope),
            condition,
            command.only_if,
        ),
    )


def _withdraw(
    _state: Exercise, command: cmd.WithdrawPledge, envelope: Envelope
) -> tuple[ev.PledgeWithdrawn, ...]:
    return (ev.PledgeWithdrawn(command.pledge, recorded(envelope), envelope.at),)


MOVES = (
    Move(cmd.MakePledge, DELEGATES, _pledge, _may_pledge, _cards, _pledge_bounds, "card"),
    Move(cmd.RevisePledge, DELEGATES, _revise, _may_change, _own, _revise_bounds, "pledge"),
    Move(cmd.WithdrawPledge, DELEGATES, _withdraw, _may_change, _own, target_field="pledge"),
)
