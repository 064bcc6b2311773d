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
from ..rulebook import RESOURCE_KINDS, ResourceKind
from ..state.exercise import Exercise
from ..state.resources import Pledge
from ..supplies import fits, means_left
from ..years import choices, read, spell


def _may_pledge(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(seat in state.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    if target:
        known = any(card.id == target for card in state.organization(seat).pledge_cards)
        require(known, RefusalCode.UNKNOWN_TARGET, target=target)
        used = any(p.seat == seat and p.card == target for p in state.pledges.values())
        require(not used, RefusalCode.PLEDGE_TWICE)
        for card in (c for c in state.organization(seat).pledge_cards if c.id == target):
            _within_means(state, seat, card.kind, card.amount, card.years)


def _within_means(
    state: Exercise, seat: SeatId, kind: ResourceKind, amount: int, years: tuple[int, ...], but: str = ""
) -> None:
    """Refuse more than an event left the party to give."""
    left = means_left(state, seat).get(kind, 0)
    require(fits(state, seat, kind, amount, years, but), RefusalCode.PLEDGE_MEANS, left=left, resource=kind)


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


def years_to_choose(state: Exercise) -> tuple[str, ...]:
    """What the years of a free pledge may be: the whole term or one year of it; in full depth also years in a row."""
    return choices(state.rulebook.term, spans=state.depth == "full")


def _pledge_bounds(state: Exercise, seat: SeatId, target: str) -> Bounds:
    values: dict[str, tuple[str, ...]] = {"only_if": ("", *tied_to(state))}
    if target:
        # a ready card carries its own years
        return Bounds(texts=_TEXTS, values=values | {"years": ("",)})
    values |= {"kind": RESOURCE_KINDS, "line": budget_lines(state, seat), "years": years_to_choose(state)}
    return Bounds(texts=_TEXTS, values=values, amount=(1, AMOUNT_LIMIT))


def _pledge(state: Exercise, command: cmd.MakePledge, envelope: Envelope) -> tuple[ev.PledgeMade, ...]:
    pledge = PledgeId(f"r{state.pledge_count + 1}")
    by = (recorded(envelope), envelope.actor.role == "bot", command.condition.strip(), command.only_if)
    note = command.note.strip()
    card = next((c for c in state.organization(command.seat).pledge_cards if c.id == command.card), None)
    if card:
        made = (pledge, command.seat, card.kind, card.amount, card.line, note, card.id)
        return (ev.PledgeMade(*made, *by, card.years),)
    kind = next(k for k in RESOURCE_KINDS if k == command.kind)
    _within_means(state, command.seat, kind, command.amount, read(command.years))
    made = (pledge, command.seat, kind, command.amount, command.line, note, "")
    return (ev.PledgeMade(*made, *by, read(command.years)),)


def _may_change(state: Exercise, _actor: Actor, seat: SeatId, target: str) -> None:
    require(state.signing.status == "closed", RefusalCode.SIGNING_OPEN)
    pledge = state.pledges.get(PledgeId(target))
    require(pledge, RefusalCode.PLEDGE_CLOSED)
    require(pledge is None or pledge.seat == seat, RefusalCode.NOT_YOURS)


def _own(state: Exercise, actor: Actor) -> Iterable[str]:
    return (p.id for p in state.pledges.values() if p.seat == actor.seat)


def years_to_change(state: Exercise, pledge: Pledge) -> tuple[str, ...]:
    """What the years of a pledge may become: also what they are, where a ready card named others."""
    return tuple(dict.fromkeys((*years_to_choose(state), spell(pledge.years))))


def _revise_bounds(state: Exercise, _seat: SeatId, target: str) -> Bounds:
    pledge = state.pledges[PledgeId(target)]
    values = {"only_if": ("", *tied_to(state)), "years": years_to_change(state, pledge)}
    return Bounds(texts=_TEXTS, values=values, amount=(1, AMOUNT_LIMIT), seen=pledge.version)


def _revise(state: Exercise, command: cmd.RevisePledge, envelope: Envelope) -> tuple[ev.PledgeRevised, ...]:
    old, note, condition = state.pledges[command.pledge], command.note.strip(), command.condition.strip()
    years = read(command.years)
    now = (command.amount, note, condition, command.only_if, years)
    if (old.amount, old.note, old.condition, old.only_if, old.years) == now:
        return ()
    _within_means(state, old.seat, old.kind, command.amount, years, old.id)
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
            years,
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
