"""Events that the facilitator throws in, from the author's words: who reads what, and what changes."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core.ids import ClauseId, SeatId, SectorCode
from simulator.core.rulebook import Aside, Inject, Shift, Supply
from simulator.scenario.schema import InjectPart, InjectsFile, OrganizationFile

MILLI = 1000


def compile_injects(found: InjectsFile | None, files: Sequence[OrganizationFile]) -> tuple[Inject, ...]:
    """The events in the order of the file."""
    return tuple(
        Inject(
            i.id, i.title, i.story, i.when, _asides(i, files), _shifts(i, files), _supplies(i, files),
            tuple(ClauseId(c) for c in i.effects.reopen), i.effects.deadline, i.dateline or "",
        )
        for i in (found.injects if found else ())
    )  # fmt: skip


def _asides(part: InjectPart, files: Sequence[OrganizationFile]) -> tuple[Aside, ...]:
    sectors = {o.sector for o in files}
    return tuple(
        Aside(
            tuple(SeatId(o.id) for o in files if o.id in a.to or o.sector in a.to),
            SectorCode(a.to[0] if len(a.to) == 1 and a.to[0] in sectors else ""),
            a.text,
        )
        for a in part.private
    )


def _shifts(part: InjectPart, files: Sequence[OrganizationFile]) -> tuple[Shift, ...]:
    points = part.effects.alternative
    each = ((o.id, points.get(o.id, points.get(o.sector, 0))) for o in files)
    return tuple(Shift(SeatId(seat), change * MILLI) for seat, change in each if change)


def _supplies(part: InjectPart, files: Sequence[OrganizationFile]) -> tuple[Supply, ...]:
    return tuple(
        Supply(
            supply.kind,
            supply.amount,
            # a sector means those of it that have any of the kind to give
            tuple(
                SeatId(o.id)
                for o in files
                if o.id in supply.of or (o.sector in supply.of and has(o, supply.kind))
            ),
            supply.line or "",
        )
        for supply in part.effects.resource
    )


def has(part: OrganizationFile, kind: str) -> bool:
    """Whether an organization has some of this kind of resource to give."""
    secret = part.confidential
    return bool(secret.resources.get(kind)) or any(card.kind == kind for card in secret.pledge_cards)  # type: ignore[call-overload]
