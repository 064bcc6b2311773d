"""Who sits where: taking and leaving seats, several people at one seat, another role for somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ..commands import seminar as cmd
from ..envelope import Envelope, Role
from ..events import seminar as ev
from ..ids import NO_SEAT, ExerciseId, PersonId, SeatId
from ..moves import require
from ..refusals import RefusalCode, Refused
from ..state.seminar import Room, Seminar

MOST_MEMBERS = 6
"""People at one seat: more would not fit around a laptop, and would hardly speak."""


def join(state: Seminar, command: cmd.JoinPerson, _envelope: Envelope) -> tuple[Any, ...]:
    """Come in."""
    require(state.rooms, RefusalCode.ROOM_UNKNOWN)
    return () if command.person in state.people else (ev.PersonJoined(command.person),)


def _own_or_steered(state: Seminar, person: PersonId, envelope: Envelope) -> None:
    own = envelope.actor.role == "delegate" and envelope.actor.person == person
    require(own or envelope.actor.role in ("facilitator", "system"), RefusalCode.NOT_YOURS)
    require(person in state.people, RefusalCode.PERSON_UNKNOWN)


def room_with(state: Seminar, name: ExerciseId, seat: SeatId) -> Room:
    """The room of this name, where it has this seat."""
    room = state.rooms.get(name)
    if room is None:
        raise Refused(RefusalCode.ROOM_UNKNOWN)
    require(seat in room.seats, RefusalCode.SEAT_UNKNOWN, seat=seat)
    return room


def _wishes_closed(state: Seminar, person: PersonId) -> Iterator[Any]:
    """What a person asked for before they sat down somewhere else, or went, is asked for no more."""
    here = state.place.get(person)
    if person in state.swaps and here:
        yield ev.SwapClosed(person, *here)
    for room in state.rooms.values():
        yield from (
            ev.DelegationRefused(person, room.id, s) for s, who in room.asking.items() if person in who
        )


def departure(state: Seminar, person: PersonId) -> Iterator[Any]:
    """A person gets up: the others of the delegation go on, or the seat is free."""
    yield from _wishes_closed(state, person)
    here = state.place.get(person)
    if here:
        members = state.rooms[here[0]].members[here[1]]
        yield ev.MemberLeft(person, *here) if len(members) > 1 else ev.SeatFreed(person, *here)


def claim(state: Seminar, command: cmd.ClaimSeat, envelope: Envelope) -> tuple[Any, ...]:
    """Take a free seat."""
    _own_or_steered(state, command.person, envelope)
    room = room_with(state, command.room, command.seat)
    if state.place.get(command.person) == (command.room, command.seat):
        return ()
    require(command.seat not in room.holder, RefusalCode.SEAT_TAKEN, seat=command.seat)
    return (*departure(state, command.person), ev.SeatClaimed(command.person, command.room, command.seat))


def free(state: Seminar, command: cmd.FreeSeat, envelope: Envelope) -> tuple[Any, ...]:
    """Get up, or be asked to."""
    _own_or_steered(state, command.person, envelope)
    return tuple(departure(state, command.person)) if command.person in state.place else ()


def renew(state: Seminar, command: cmd.RenewPhrase, _envelope: Envelope) -> tuple[Any, ...]:
    """Another phrase for a seat."""
    room = room_with(state, command.room, command.seat)
    generation = room.generation.get(command.seat, 0) + 1
    return (ev.PhraseRenewed(command.room, command.seat, generation),)


# --- delegations ----------------------------------------------------------------------------------------------


def _free_for_more(room: Room, seat: SeatId) -> None:
    require(len(room.members.get(seat, ())) < MOST_MEMBERS, RefusalCode.DELEGATION_FULL, most=MOST_MEMBERS)


def ask(state: Seminar, command: cmd.AskToJoin, envelope: Envelope) -> tuple[Any, ...]:
    """Ask those who sit there; a seat where nobody sits is simply taken."""
    _own_or_steered(state, command.person, envelope)
    room = room_with(state, command.room, command.seat)
    if command.seat not in room.holder:
        return claim(state, cmd.ClaimSeat(command.person, command.room, command.seat), envelope)
    if command.person in (*room.members[command.seat], *room.asking.get(command.seat, ())):
        return ()
    _free_for_more(room, command.seat)
    asked = ev.DelegationAsked(command.person, command.room, command.seat)
    # one door at a time: who asks here no longer waits elsewhere
    others = (e for e in _wishes_closed(state, command.person) if isinstance(e, ev.DelegationRefused))
    return (*others, asked)


def _doorkeeper(state: Seminar, command: cmd.LetIn | cmd.TurnAway, envelope: Envelope) -> bool:
    """Whether the actor is one of those who sit there."""
    place = (command.room, command.seat)
    return envelope.actor.role == "delegate" and state.place.get(envelope.actor.person) == place


def let_in(state: Seminar, command: cmd.LetIn, envelope: Envelope) -> tuple[Any, ...]:
    """One tap opens the door."""
    room = room_with(state, command.room, command.seat)
    require(command.person in state.people, RefusalCode.PERSON_UNKNOWN)
    if state.place.get(command.person) == (command.room, command.seat):
        return ()
    if envelope.actor.role == "delegate":
        require(_doorkeeper(state, command, envelope), RefusalCode.NOT_YOURS)
        asked = command.person in room.asking.get(command.seat, ())
        require(asked, RefusalCode.DELEGATION_UNASKED)
    if command.seat not in room.holder:
        return claim(state, cmd.ClaimSeat(command.person, command.room, command.seat), envelope)
    _free_for_more(room, command.seat)
    joined = ev.MemberJoined(command.person, command.room, command.seat)
    here = ev.DelegationRefused(command.person, command.room, command.seat)
    return (*(e for e in departure(state, command.person) if e != here), joined)


def turn_away(state: Seminar, command: cmd.TurnAway, envelope: Envelope) -> tuple[Any, ...]:
    """Not this one; or the asker takes it back."""
    room = room_with(state, command.room, command.seat)
    own = envelope.actor.role != "delegate" or envelope.actor.person == command.person
    require(own or _doorkeeper(state, command, envelope), RefusalCode.NOT_YOURS)
    if command.person not in room.asking.get(command.seat, ()):
        return ()
    return (ev.DelegationRefused(command.person, command.room, command.seat),)


def name_proxy(state: Seminar, command: cmd.NameProxy, _envelope: Envelope) -> tuple[Any, ...]:
    """Another seat speaks for one without people. Whoever sits down there speaks for it again."""
    room = room_with(state, command.room, command.seat)
    require(command.seat not in room.holder, RefusalCode.SEAT_TAKEN, seat=command.seat)
    fits = not command.proxy or (command.proxy in room.seats and command.proxy != command.seat)
    require(fits, RefusalCode.SEAT_UNKNOWN, seat=command.proxy[:40])
    before = room.proxies.get(command.seat, NO_SEAT)
    if command.proxy == before:
        return ()
    return (ev.ProxyNamed(command.room, command.seat, command.proxy, before),)


# --- leaving, and another role --------------------------------------------------------------------------------


def _seated(state: Seminar, person: PersonId, envelope: Envelope) -> tuple[ExerciseId, SeatId]:
    _own_or_steered(state, person, envelope)
    here = state.place.get(person)
    if here is None:
        raise Refused(RefusalCode.PERSON_STANDS)
    return here


def leave(state: Seminar, command: cmd.LeaveSeat, envelope: Envelope) -> tuple[Any, ...]:
    """Go home: alone, where others stay, or all together; then another seat may speak for the one that is left."""
    name, seat = _seated(state, command.person, envelope)
    room = state.rooms[name]
    members = room.members[seat]
    if len(members) > 1 and not command.everybody:
        return (*_wishes_closed(state, command.person), ev.MemberLeft(command.person, name, seat, home=True))
    if command.proxy:
        present = command.proxy in room.holder and command.proxy != seat
        require(present, RefusalCode.PROXY_ABSENT, seat=command.proxy)
    others = tuple(p for p in members if p != command.person)
    return (
        *(e for p in (*others, command.person) for e in _wishes_closed(state, p)),
        *(ev.MemberLeft(p, name, seat, home=True) for p in others),
        ev.SeatFreed(command.person, name, seat),
        ev.SeatLeftTo(command.person, name, seat, command.proxy),
    )


def ask_swap(state: Seminar, command: cmd.AskForSwap, envelope: Envelope) -> tuple[Any, ...]:
    """Another role, please."""
    here = _seated(state, command.person, envelope)
    return () if command.person in state.swaps else (ev.SwapAsked(command.person, *here),)


def offer(state: Seminar, command: cmd.OfferSeat, _envelope: Envelope) -> tuple[Any, ...]:
    """A free seat for somebody who asked."""
    here = state.place.get(command.person)
    if command.person not in state.swaps or here is None:
        raise Refused(RefusalCode.SWAP_NONE)
    room = room_with(state, command.room, command.seat)
    require(command.seat not in room.holder, RefusalCode.SEAT_TAKEN, seat=command.seat)
    if state.swaps[command.person] == (command.room, command.seat):
        return ()
    return (ev.SwapOffered(command.person, *here, command.room, command.seat),)


def answer_swap(state: Seminar, command: cmd.AnswerSwap, envelope: Envelope) -> tuple[Any, ...]:
    """Take what was offered, or stay."""
    here = _seated(state, command.person, envelope)
    if not command.accept:
        return (ev.SwapClosed(command.person, *here),) if command.person in state.swaps else ()
    offered = state.swaps.get(command.person)
    if offered is None:
        raise Refused(RefusalCode.SWAP_NONE)
    return claim(state, cmd.ClaimSeat(command.person, *offered), envelope)


_STEER: Final[frozenset[Role]] = frozenset({"facilitator"})
_ANYBODY: Final[frozenset[Role]] = frozenset({"facilitator", "delegate"})
_ALSO_SYSTEM: Final[frozenset[Role]] = _ANYBODY | {"system"}

DECIDERS: Final[
    dict[type[Any], tuple[frozenset[Role], Callable[[Seminar, Any, Envelope], tuple[Any, ...]]]]
] = {
    cmd.JoinPerson: (_ANYBODY, join),
    cmd.ClaimSeat: (_ANYBODY, claim),
    cmd.FreeSeat: (_ANYBODY, free),
    cmd.RenewPhrase: (_STEER, renew),
    cmd.AskToJoin: (_ANYBODY, ask),
    cmd.LetIn: (_ALSO_SYSTEM, let_in),
    cmd.TurnAway: (_ANYBODY, turn_away),
    cmd.LeaveSeat: (_ANYBODY, leave),
    cmd.AskForSwap: (_ANYBODY, ask_swap),
    cmd.OfferSeat: (_STEER, offer),
    cmd.AnswerSwap: (_ANYBODY, answer_swap),
    cmd.NameProxy: (_STEER | {"system"}, name_proxy),
}
