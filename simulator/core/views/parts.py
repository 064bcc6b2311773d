"""The parts of each audience's page by name, and `project`: the only thing that may leave the server.

A key is ``name`` or ``name/argument`` ("option/rule.unanimity", "dot/core-city").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..deciding.desk import wished
from ..envelope import Audience, AudienceKind
from ..ids import NO_SEAT, SeatId
from ..state.exercise import Exercise
from . import (
    clauses,
    delegates,
    desk,
    facilitator,
    lending,
    listing,
    needs,
    objections,
    offers,
    outcome,
    plan,
    proposals,
    reasons,
    remote,
    room,
    screen,
    seat,
    shares,
    speakers,
    tables,
    talk,
)

PartKey = str
View = Mapping[PartKey, Any]


def _clauses(state: Exercise) -> Iterable[str]:
    return state.clauses


def _options(state: Exercise) -> Iterable[str]:
    return (ref for clause in state.clauses for ref in state.rulebook.refs(clause))


def _seats(state: Exercise) -> Iterable[str]:
    return state.seats


def _proposals(state: Exercise) -> Iterable[str]:
    return listing.listed(state)


def _pledges(state: Exercise) -> Iterable[str]:
    # withdrawn pledges stay in the list: everybody sees that they are gone
    return (f"r{n}" for n in range(1, state.pledge_count + 1))


def _tasks(state: Exercise) -> Iterable[str]:
    # also those that no adopted option asks for yet: their place on the page is waiting
    plan = state.rulebook.plan
    order = {g.id: n for n, g in enumerate(plan.workgroups)} if plan else {}
    found = plan.tasks if plan else ()
    return (t.id for t in sorted(found, key=lambda t: (order[t.workgroup], t.due)))


def _stance_targets(state: Exercise) -> Iterable[str]:
    yield from _options(state)
    yield from _proposals(state)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of part: for whom, which arguments there are (for the seat that looks), and how it is projected."""

    arguments: Callable[[Exercise, SeatId], Iterable[str]]
    project: Callable[..., Any]
    with_argument: bool


def _plain(project: Callable[..., Any]) -> Part:
    return Part(lambda _state, _seat: ("",), project, False)


def _each(arguments: Callable[[Exercise], Iterable[str]], project: Callable[..., Any]) -> Part:
    return Part(lambda state, _seat: arguments(state), project, True)


PUBLIC: Final[dict[str, Part]] = {
    "head": _plain(room.head),
    "floor": _plain(room.floor),
    "groups": _plain(room.groups),
    "pictures": _plain(room.pictures),
    "speakers": _plain(speakers.speakers),
    "reports": _plain(tables.reports),
    "eyes": _plain(speakers.eyes),
    "rule": _plain(outcome.rule_in_force),
    "adoptions": _plain(clauses.adoptions),
    "decision": _plain(outcome.current_decision),
    "verdicts": _plain(outcome.verdicts),
    "delegates": _plain(delegates.committee),
    "lent": _plain(lending.loans),
    "balance": _plain(outcome.budget),
    "shares": _plain(shares.share_table),
    "plan": _plain(plan.board),
    "signing": _plain(outcome.signing_board),
    "clause": _each(_clauses, clauses.clause_head),
    "option": _each(_options, clauses.option_row),
    "objections": _each(_clauses, reasons.objections),
    "dot": _each(_seats, room.dot),
    "proposal": _each(_proposals, proposals.listed_card),
    "others": _plain(proposals.others),
    "promise": _each(offers.promises, offers.promise),
    "pledge": _each(_pledges, outcome.pledge_row),
    "task": _each(_tasks, plan.task_row),
    "signature": _each(_seats, outcome.signature_cell),
    "message": _each(talk.message_places, talk.message),
}
SEAT: Final[dict[str, Part]] = {
    "bar": _plain(seat.bar),
    "panels": _plain(seat.panels),
    "brief": _plain(seat.brief),
    "help": _plain(seat.private_help),
    "ballot": _plain(seat.my_ballot),
    "mydelegates": _plain(delegates.my_delegates),
    "myloan": _plain(lending.my_loan),
    "objection": _plain(objections.my_objection),
    "pledges": _plain(seat.my_pledges),
    "myshare": _plain(shares.my_share),
    "myplan": _plain(plan.my_plan),
    "mysignature": _plain(seat.my_signature),
    "myproposal": _plain(seat.my_proposal),
    "mysheet": _plain(tables.my_sheet),
    "myreport": _plain(tables.my_report),
    "myturn": _plain(speakers.my_turn),
    "stance": _each(_stance_targets, seat.my_stance),
    "mytask": _each(_tasks, plan.my_task),
    "letter": Part(talk.letter_places, talk.letter, True),
    "delegation": _plain(desk.delegation),
    "wish": Part(wished, desk.wish, True),
    "secret": Part(desk.secret_keys, desk.secret, True),
    "heard": _plain(desk.heard),
    "offer": Part(offers.my_offers, offers.offer_card, True),
    "deal": Part(listing.listed_deals, proposals.deal, True),
    "mydeal": Part(listing.listed_in_full, proposals.my_deal, True),
    "kept": Part(listing.kept, proposals.kept_card, True),
}
SCREEN: Final[dict[str, Part]] = {
    "scene": _plain(screen.scene),
    "lobby": _plain(screen.lobby),
}
STEERING: Final[dict[str, Part]] = {
    "control": _plain(facilitator.control),
    "matrix": _plain(facilitator.matrix),
    "deciding": _plain(facilitator.deciding),
    "counting": _plain(delegates.counting),
    "desk": _plain(facilitator.signing_desk),
    "plandesk": _plain(plan.plan_desk),
    "tables": _plain(tables.table_desk),
    "turns": _plain(speakers.speakers),
    "alerts": _plain(needs.alerts),
    "newcomers": _plain(needs.newcomers),
    "progress": _plain(needs.progress),
    "movers": _plain(desk.movers),
    "trace": _plain(desk.trace),
    "person": _each(_seats, facilitator.seat_row),
}
REMOTE: Final[dict[str, Part]] = {
    "pace": _plain(remote.pace),
    "voting": _plain(remote.voting),
    "urgent": _plain(remote.urgent),
}
OWN_PARTS: Final[dict[AudienceKind, dict[str, Part]]] = {
    "room": PUBLIC,
    "observer": {},
    "seat": SEAT,
    "screen": SCREEN,
    "facilitator": STEERING,
    "remote": REMOTE,
}
"""The parts made for one audience alone."""
ALONE: Final[frozenset[AudienceKind]] = frozenset({"room", "remote"})
"""Audiences that have nothing but their own parts; all others see the public ones too."""


def split_key(key: PartKey) -> tuple[str, str]:
    """``"option/rule.unanimity"`` gives ``("option", "rule.unanimity")``."""
    name, _, argument = key.partition("/")
    return name, argument


def project_part(state: Exercise, audience: Audience, key: PartKey) -> Any:
    """One part as ``audience`` may see it. Raises KeyError for a part that the audience does not have."""
    name, argument = split_key(key)
    part = OWN_PARTS[audience.kind].get(name) or PUBLIC[name]
    viewer = (audience.seat,) if audience.kind == "seat" and name in SEAT else ()
    return part.project(state, *viewer, *((argument,) if part.with_argument else ()))


def keys_of(state: Exercise, parts: Mapping[str, Part], seat: SeatId = NO_SEAT) -> Iterable[PartKey]:
    """The keys of these kinds of part, in page order; those of a seat's own parts for this seat."""
    for name, part in parts.items():
        for argument in part.arguments(state, seat):
            yield f"{name}/{argument}" if part.with_argument else name


def project(state: Exercise, audience: Audience) -> dict[PartKey, Any]:
    """Everything that ``audience`` may see: the public parts and its own."""
    own = OWN_PARTS[audience.kind]
    shared = {} if audience.kind in ALONE else PUBLIC
    return {
        key: project_part(state, audience, key)
        for parts in (shared, own)
        for key in keys_of(state, parts, audience.seat)
    }
