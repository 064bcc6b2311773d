"""Parts that everybody in the room sees: they hold nothing about the viewer, and no secret fits into their types."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..clockwork import Clock
from ..deciding.decisions import electorate, first_committee
from ..deciding.stances import stance_version
from ..ids import ClauseId, OptionId, OptionRef, ProposalId, SeatId, split_ref
from ..rulebook import Need, Slide
from ..state.exercise import Exercise
from ..state.proposals import Proposal
from ..tally import Profile, profile
from .seating import place_in_room


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the strip of the running order."""

    title: str
    minutes: int
    state: str  # done, now, later


@dataclass(frozen=True, slots=True)
class Head:
    """The line above everything: room, step, clock, and what the facilitator said to all."""

    scenario: str
    room: str
    step: str
    step_kind: str
    steps: tuple[StepMark, ...]
    clock: Clock
    notice: str


@dataclass(frozen=True, slots=True)
class Caucus:
    """One sector's marks on one target."""

    code: str
    name: str
    hue: int
    yes: int
    with_changes: int
    no: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Marks of all voting seats."""

    yes: int
    with_changes: int
    no: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class ClauseHead:
    """A clause above its options."""

    id: ClauseId
    code: str
    title: str
    question: str
    status: str  # open, floor, adopted
    version: int
    adopted_letter: str
    adopted_title: str
    decision: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option, how the caucuses stand on it, and for a decision rule who could vote and who could block."""

    ref: OptionRef
    code: str
    letter: str
    title: str
    says: str
    text: str
    needs: tuple[Need, ...]
    caucuses: tuple[Caucus, ...]
    totals: Totals
    rule: Profile | None
    adopted: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A seat in the half-circle and in the table beside it."""

    seat: SeatId
    number: int
    name: str
    short: str
    sector: str
    hue: int
    votes: bool
    held: str  # person, bot, empty
    present: bool
    read: bool
    mark: str  # yes, with, no, aside, said, unsaid
    place: tuple[int, int]  # counted from 0 at the left end of the room, and how many there are


@dataclass(frozen=True, slots=True)
class Floor:
    """What the colors of the half-circle mean now."""

    kind: str  # nothing, clause, option, proposal, decision
    code: str
    title: str
    letter: str
    marks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One clause of a package, in words."""

    clause: ClauseId
    code: str
    clause_title: str
    option: OptionId
    letter: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal as everybody sees it."""

    id: ProposalId
    author: str
    hue: int
    place: int
    terms: tuple[Term, ...]
    rationale: str
    only_if: Term | None
    version: int
    status: str
    totals: Totals
    caucuses: tuple[Caucus, ...]


@dataclass(frozen=True, slots=True)
class Adoptions:
    """The agreement so far: settled clauses with their options, open ones without."""

    settled: tuple[Term, ...]
    open: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its place, as the wall and the bar tell it."""

    place: int
    kind: str
    members: tuple[tuple[str, int], ...]  # short name, hue
    scribe: str
    spokesperson: str


@dataclass(frozen=True, slots=True)
class Groups:
    """Who sits where in this step."""

    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the step's activity; ``shown`` is on the wall."""

    slides: tuple[Slide, ...]
    shown: int


def hue(state: Exercise, seat: SeatId) -> int:
    """The color number of a seat's sector, 0 for the facilitator."""
    return state.rulebook.sector_of[state.seats[seat].sector].hue if seat in state.seats else 0


def short(state: Exercise, seat: SeatId) -> str:
    """The short name of a seat; empty for the facilitator."""
    return state.organization(seat).short if seat in state.seats else ""


def term(state: Exercise, clause: ClauseId, option: OptionId) -> Term:
    """A clause and one of its options in the words of the scenario."""
    found = state.rulebook.clause_of[clause]
    chosen = found.option(option)
    return Term(
        clause, found.code, found.title, option, found.letter(option),
        chosen.title if chosen else "", chosen.says if chosen else "",
    )  # fmt: skip


def head(state: Exercise) -> Head:
    """Room, step and clock."""
    now = next((i for i, s in enumerate(state.rulebook.steps) if s.id == state.step), -1)
    marks = tuple(
        StepMark(s.title, s.minutes, "now" if i == now else "done" if i < now else "later")
        for i, s in enumerate(state.rulebook.steps)
    )
    step = state.current_step
    return Head(
        state.rulebook.title, state.room, step.title if step else "", step.kind if step else "", marks, state.clock,
        state.notice,
    )  # fmt: skip


def caucuses(state: Exercise, target: str) -> tuple[Caucus, ...]:
    """Marks on ``target`` by sector, of the seats that vote."""
    marks = state.stances.get(target, {})
    counts: dict[str, Counter[str]] = {}
    for seat in state.seats.values():
        if seat.votes:
            stance = marks.get(seat.id)
            counts.setdefault(seat.sector, Counter())[stance.value if stance else "unsaid"] += 1
    return tuple(
        Caucus(s.code, s.name, s.hue, c["yes"], c["with"], c["no"], c["unsaid"])
        for s in state.rulebook.sectors
        if (c := counts.get(s.code))
    )


def totals(rows: tuple[Caucus, ...]) -> Totals:
    """The sum over the sectors."""
    return Totals(
        sum(r.yes for r in rows), sum(r.with_changes for r in rows), sum(r.no for r in rows),
        sum(r.unsaid for r in rows),
    )  # fmt: skip


def clause_head(state: Exercise, clause: str) -> ClauseHead:
    """A clause above its options."""
    found = state.rulebook.clause_of[ClauseId(clause)]
    adopted = state.agreement.get(found.id)
    on_floor = split_ref(state.floor)[0] == found.id
    option = found.option(adopted.option) if adopted else None
    status = "floor" if on_floor else "adopted" if adopted else "open"
    return ClauseHead(
        found.id, found.code, found.title, found.question, status, state.clause_versions.get(found.id, 1),
        found.letter(adopted.option) if adopted else "", option.title if option else "",
        adopted.decision if adopted else "",
    )  # fmt: skip


def option_row(state: Exercise, ref: str) -> OptionRow:
    """An option with the caucuses' marks."""
    clause, option = split_ref(ref)
    found = state.rulebook.clause_of[clause]
    chosen = next(o for o in found.options if o.id == option)
    rows = caucuses(state, ref)
    rule = (
        profile(chosen.rule, electorate(state, first_committee(state, chosen.rule))) if chosen.rule else None
    )
    adopted = state.agreement.get(clause)
    return OptionRow(
        OptionRef(ref), found.code, found.letter(option), chosen.title, chosen.says, chosen.text, chosen.needs, rows,
        totals(rows), rule, bool(adopted and adopted.option == option),
    )  # fmt: skip


def _said_on_clause(state: Exercise, clause: ClauseId, seat: SeatId) -> bool:
    return any(seat in state.stances.get(ref, {}) for ref in state.rulebook.refs(clause))


def mark(state: Exercise, seat: SeatId) -> str:
    """How a seat stands on what is on the floor. Ballots stay hidden until the decision closes."""
    decision = state.decisions.get(state.floor)  # type: ignore[call-overload]
    if decision:
        ballot = decision.ballots.get(seat)
        # a cancelled decision was never counted: its ballots stay hidden for good
        counted = decision.status in ("passed", "failed")
        return "unsaid" if ballot is None else ballot.choice if counted else "said"
    clause, option = split_ref(state.floor)
    if clause in state.clauses and not option:
        return "said" if _said_on_clause(state, clause, seat) else "unsaid"
    stance = state.stances.get(state.floor, {}).get(seat)
    return stance.value if stance else "unsaid"


def dot(state: Exercise, seat: str) -> Dot:
    """A seat of the room."""
    place = state.seats[SeatId(seat)]
    organization = state.organization(place.id)
    held = "person" if place.person else "bot" if place.bot else "empty"
    return Dot(
        place.id, organization.number, organization.name, organization.short, place.sector, hue(state, place.id),
        place.votes, held, place.present, place.read, mark(state, place.id), place_in_room(state, place.id),
    )  # fmt: skip


def floor(state: Exercise) -> Floor:
    """What the room talks about, and how many seats stand where."""
    counts = Counter(mark(state, s.id) for s in state.seats.values() if s.votes)
    marks = tuple(sorted(counts.items()))
    if state.floor in state.decisions:
        return Floor("decision", state.floor, "", "", marks)
    if state.floor in state.proposals:
        return Floor("proposal", state.floor, "", "", marks)
    clause, option = split_ref(state.floor)
    if clause not in state.clauses:
        return Floor("nothing", "", "", "", ())
    found = state.rulebook.clause_of[clause]
    chosen = found.option(option)
    if chosen:
        return Floor("option", found.code, chosen.title, found.letter(option), marks)
    return Floor("clause", found.code, found.title, "", marks)


def proposal_terms(state: Exercise, proposal: Proposal) -> tuple[Term, ...]:
    """The options of a proposal, in the order of the agreement."""
    return tuple(term(state, c, proposal.terms[c]) for c in state.rulebook.clause_of if c in proposal.terms)


def proposal_card(state: Exercise, key: str) -> ProposalCard:
    """A proposal with the room's marks on it."""
    proposal = state.proposals[ProposalId(key)]
    rows = caucuses(state, proposal.id)
    place = next((g.place for g in state.groups if g.id == proposal.group), 0)
    condition = term(state, *split_ref(proposal.only_if)) if proposal.only_if else None
    return ProposalCard(
        proposal.id, short(state, proposal.author), hue(state, proposal.author), place,
        proposal_terms(state, proposal), proposal.rationale, condition, proposal.version, proposal.status,
        totals(rows), rows,
    )  # fmt: skip


def adoptions(state: Exercise) -> Adoptions:
    """What is settled and what is open."""
    settled = tuple(term(state, c, state.agreement[c].option) for c in state.clauses if c in state.agreement)
    still = tuple((state.rulebook.clause_of[c].code, state.rulebook.clause_of[c].title) for c in state.clauses
                  if c not in state.agreement)  # fmt: skip
    return Adoptions(settled, still)


def groups(state: Exercise) -> Groups:
    """Who sits where in this step."""
    return Groups(tuple(
        GroupRow(
            g.place, g.kind, tuple((short(state, s), hue(state, s)) for s in g.members), short(state, g.scribe),
            short(state, g.spokesperson),
        )
        for g in state.groups
    ))  # fmt: skip


def clauses_now(state: Exercise) -> tuple[ClauseId, ...]:
    """The clauses in play that the step discusses."""
    step = state.current_step
    return tuple(c for c in (step.clauses if step else ()) if c in state.clauses)


def marked_now(state: Exercise, seat: SeatId) -> tuple[int, int]:
    """On how many of the options that the step discusses this seat has said where it stands, and how many there are."""
    refs = [r for c in clauses_now(state) for r in state.rulebook.refs(c)]
    return sum(seat in state.stances.get(r, {}) for r in refs), len(refs)


def pictures(state: Exercise) -> Pictures:
    """The pictures of the step's activity."""
    step = state.current_step
    return Pictures(step.slides if step else (), state.slide)


def target_version(state: Exercise, target: str) -> int:
    """The version that a stance on ``target`` must name; 0 where none can be taken."""
    return stance_version(state, target) or 0
