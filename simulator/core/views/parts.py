"""The parts of each audience's page by name, and `project`: the only thing that may leave the server.

A key is ``name`` or ``name/argument`` ("option/rule.unanimity", "dot/core-city").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..deciding.desk import wished
from ..envelope import Audience, AudienceKind
from ..ids import NO_SEAT, PledgeId, SeatId
from ..state.exercise import Exercise
from . import (
    asking,
    bar,
    binding,
    branching,
    clauses,
    consents,
    delegates,
    desk,
    facilitator,
    five_years,
    gathering,
    heard,
    helping,
    holdouts,
    injects,
    left,
    lending,
    letters,
    listing,
    meetings,
    needs,
    objections,
    offers,
    outcome,
    overview,
    plan,
    press,
    proposals,
    reasons,
    remote,
    replay,
    room,
    screen,
    seat,
    senses,
    shares,
    speakers,
    tables,
    talk,
    throwing,
    undo,
    unfinished,
)

PartKey = str
View = Mapping[PartKey, Any]


def _clauses(state: Exercise) -> Iterable[str]:
    return state.clauses


def _options(state: Exercise) -> Iterable[str]:
    return (ref for clause in state.clauses for ref in state.rulebook.refs(clause))


def _seats(state: Exercise) -> Iterable[str]:
    return state.seats


def _itself(state: Exercise) -> Iterable[str]:
    return (state.id,)


def _proposals(state: Exercise) -> Iterable[str]:
    return listing.listed(state)


def _pledges(state: Exercise) -> Iterable[str]:
    # withdrawn pledges stay in the list: everybody sees that they are gone; one that was recorded by mistake does not
    keys = (PledgeId(f"r{n}") for n in range(1, state.pledge_count + 1))
    return (key for key in keys if key in state.pledges or key in state.withdrawn)


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
    "sense": _plain(senses.stage),
    "holdouts": _plain(holdouts.shared_holdouts),
    "rule": _plain(outcome.rule_in_force),
    "bound": _plain(binding.bound),
    "adoptions": _plain(clauses.adoptions),
    "decision": _plain(outcome.current_decision),
    "verdicts": _plain(outcome.verdicts),
    "consents": _plain(consents.consent_items),
    "delegates": _plain(delegates.committee),
    "lent": _plain(lending.loans),
    "balance": _plain(outcome.budget),
    "shares": _plain(shares.share_table),
    "plan": _plain(plan.board),
    "signing": _plain(outcome.signing_board),
    "clause": _each(_clauses, clauses.clause_head),
    "option": _each(_options, clauses.option_row),
    "objections": _each(_clauses, reasons.objections),
    "shots": _each(_clauses, senses.shots),
    "dot": _each(_seats, room.dot),
    "proposal": _each(_proposals, proposals.listed_card),
    "others": _plain(proposals.others),
    "promise": _each(offers.promises, offers.promise),
    "pledge": _each(_pledges, outcome.pledge_line),
    "task": _each(_tasks, plan.task_row),
    "years": _plain(five_years.five_years),
    "left": _plain(left.left_on_table),
    "signature": _each(_seats, outcome.signature_cell),
    "message": _each(talk.message_places, talk.message),
    "letters": _plain(letters.letters),
    "news": _plain(injects.news),
    "press": _plain(press.front_page),
    "replay": _plain(replay.offered),
    "goeson": _plain(branching.goes_on),
}
SEAT: Final[dict[str, Part]] = {
    "bar": _plain(bar.bar),
    "panels": _plain(seat.panels),
    "brief": _plain(seat.brief),
    "help": _plain(seat.private_help),
    "ballot": _plain(seat.my_ballot),
    "mydelegates": _plain(delegates.my_delegates),
    "myloan": _plain(lending.my_loan),
    "objection": _plain(objections.my_objection),
    "myconsent": Part(consents.listed_items, consents.my_consent, True),
    "pledges": _plain(seat.my_pledges),
    "myshare": _plain(shares.my_share),
    "myplan": _plain(plan.my_plan),
    "mysignature": _plain(seat.my_signature),
    "myresult": _plain(left.my_result),
    "myproposal": _plain(seat.my_proposal),
    "mysheet": _plain(tables.my_sheet),
    "myreport": _plain(tables.my_report),
    "myturn": _plain(speakers.my_turn),
    "myvoice": _plain(heard.my_voice),
    "mytaps": _plain(heard.my_taps),
    "mymeeting": _plain(meetings.my_meeting),
    "mychair": _plain(binding.my_chair),
    "stance": _each(_stance_targets, seat.my_stance),
    "mytask": _each(_tasks, plan.my_task),
    "letter": Part(talk.letter_places, talk.letter, True),
    "delegation": _plain(desk.delegation),
    "wish": Part(wished, desk.wish, True),
    "secret": Part(desk.secret_keys, desk.secret, True),
    "heard": _plain(desk.heard),
    "myhelp": _plain(helping.my_help),
    "mynews": _plain(injects.my_news),
    "offer": Part(offers.my_offers, offers.offer_card, True),
    "deal": Part(listing.listed_deals, proposals.deal, True),
    "mydeal": Part(listing.listed_in_full, proposals.my_deal, True),
    "kept": Part(listing.kept, proposals.kept_card, True),
}
SCREEN: Final[dict[str, Part]] = {
    "scene": _plain(screen.scene),
    "lobby": _plain(screen.lobby),
    "moves": _plain(holdouts.wall_moves),
    "moment": _plain(replay.on_wall),
}
STEERING: Final[dict[str, Part]] = {
    "control": _plain(facilitator.control),
    "matrix": _plain(facilitator.matrix),
    "deciding": _plain(facilitator.deciding),
    "asking": _plain(asking.sense_desk),
    "objectors": _plain(holdouts.holdouts),
    "review": _plain(binding.review_desk),
    "counting": _plain(delegates.counting),
    "consentdesk": _plain(consents.consent_desk),
    "desk": _plain(facilitator.signing_desk),
    "trialdesk": _plain(five_years.trial_desk),
    "debriefdesk": _plain(left.debrief_desk),
    "plandesk": _plain(plan.plan_desk),
    "tables": _plain(tables.table_desk),
    "turns": _plain(speakers.speakers),
    "voicedesk": _plain(heard.voice_desk),
    "voice": _each(_seats, heard.voice_row),
    "meetings": _plain(meetings.meeting_desk),
    "alerts": _plain(needs.alerts),
    "helpdesk": _plain(helping.help_desk),
    "unfinished": _plain(unfinished.unfinished),
    "gatherings": _plain(gathering.bring_together),
    "newcomers": _plain(needs.newcomers),
    "progress": _plain(needs.progress),
    "movers": _plain(desk.movers),
    "letterdesk": _plain(letters.letter_desk),
    "injects": _plain(throwing.inject_desk),
    "pressdesk": _plain(press.press_desk),
    "trace": _plain(desk.trace),
    "happened": _plain(undo.happened),
    "wenton": _plain(branching.goes_on),
    "person": _each(_seats, facilitator.seat_row),
}
REMOTE: Final[dict[str, Part]] = {
    "pace": _plain(remote.pace),
    "voting": _plain(remote.voting),
    "urgent": _plain(remote.urgent),
}
OVERVIEW: Final[dict[str, Part]] = {
    "roomcard": _each(_itself, overview.room_card),
    "roomrow": _each(_itself, overview.room_row),
}
"""Parts of several rooms stand on one page: their keys name the room."""
OBSERVED: Final[Mapping[str, Part]] = {
    name: PUBLIC[name]
    for name in (
        "head", "floor", "groups", "pictures", "speakers", "reports", "sense", "holdouts", "rule", "bound", "adoptions",
        "decision", "verdicts", "consents", "delegates", "lent", "balance", "shares", "plan", "signing", "clause",
        "option", "objections", "shots", "dot", "proposal", "pledge", "task", "years", "left", "signature", "message",
        "news", "press",
    )
}  # fmt: skip
"""What of everybody's those see who only watch: all that is told, and nothing that leads to a page for people of the
room. A part that is new for the room has to be named here, too, before a guest gets it."""
PRESS: Final[dict[str, Part]] = {"mystories": _plain(press.my_stories)}
OWN_PARTS: Final[dict[AudienceKind, dict[str, Part]]] = {
    "room": PUBLIC,
    "observer": {},
    "press": PRESS,
    "seat": SEAT,
    "screen": SCREEN,
    "facilitator": STEERING,
    "remote": REMOTE,
    "overview": OVERVIEW,
}
"""The parts made for one audience alone."""
ALONE: Final[frozenset[AudienceKind]] = frozenset({"room", "remote", "overview"})
"""Audiences that have nothing but their own parts; all others see the public ones too."""
GUESTS: Final[frozenset[AudienceKind]] = frozenset({"observer", "press"})
"""Audiences of people who are not of the room."""


def shared_parts(kind: AudienceKind) -> Mapping[str, Part]:
    """The public parts that an audience sees."""
    return {} if kind in ALONE and kind != "room" else OBSERVED if kind in GUESTS else PUBLIC


def split_key(key: PartKey) -> tuple[str, str]:
    """``"option/rule.unanimity"`` gives ``("option", "rule.unanimity")``."""
    name, _, argument = key.partition("/")
    return name, argument


def project_part(state: Exercise, audience: Audience, key: PartKey) -> Any:
    """One part as ``audience`` may see it. Raises KeyError for a part that the audience does not have."""
    name, argument = split_key(key)
    part = OWN_PARTS[audience.kind].get(name) or shared_parts(audience.kind)[name]
    own = (audience.kind == "seat" and name in SEAT) or (audience.kind == "press" and name in PRESS)
    viewer = (audience.seat,) if own else ()
    return part.project(state, *viewer, *((argument,) if part.with_argument else ()))


def keys_of(state: Exercise, parts: Mapping[str, Part], seat: SeatId = NO_SEAT) -> Iterable[PartKey]:
    """The keys of these kinds of part, in page order; those of a seat's own parts for this seat."""
    for name, part in parts.items():
        for argument in part.arguments(state, seat):
            yield f"{name}/{argument}" if part.with_argument else name


def project(state: Exercise, audience: Audience) -> dict[PartKey, Any]:
    """Everything that ``audience`` may see: the public parts and its own."""
    own = OWN_PARTS[audience.kind]
    shared = {} if audience.kind in ALONE else shared_parts(audience.kind)
    return {
        key: project_part(state, audience, key)
        for parts in (shared, own)
        for key in keys_of(state, parts, audience.seat)
    }
