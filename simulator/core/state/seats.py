"""An organization's place in a negotiation."""

from __future__ import annotations

from dataclasses import dataclass

from ..ids import NO_SEAT, PersonId, SeatId, SectorCode


@dataclass(frozen=True, slots=True)
class Seat:
    """An organization's place. Without a person it is played by rules (``bot``) or empty.

    ``people`` are its whole delegation, ``person`` the first of them and ``founder`` who took the seat last; ``asking``
    would like to join. Who went home (``left``) may have named the seat that speaks for it, its ``proxy``.
    ``had_read``: the one who got up last had read the brief.
    """

    id: SeatId
    sector: SectorCode
    votes: bool
    person: PersonId = PersonId("")
    bot: bool = False
    present: bool = False
    read: bool = False
    people: tuple[PersonId, ...] = ()
    founder: PersonId = PersonId("")
    asking: tuple[PersonId, ...] = ()
    left: bool = False
    proxy: SeatId = NO_SEAT
    had_read: bool = False

    @property
    def ruled(self) -> bool:
        """Whether rules play it now: not where somebody sits, nor where another seat speaks for it."""
        return self.bot and not self.person and not self.proxy
