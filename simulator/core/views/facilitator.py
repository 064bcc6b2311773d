"""Parts for those who steer: everything the room sees, who is stuck, and the means to act. No brief, no score."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..commands import exercise as cmd
from ..copying import changed
from ..deciding.decisions import committee_size, electorate
from ..envelope import Actor
from ..flagging import awaited_votes, seems_here
from ..hearing import to_be_asked
from ..ids import DecisionId, OptionId, OptionRef, PersonId, ProposalId, SeatId, StepId, split_ref
from ..permissions import may
from ..state.exercise import Exercise
from ..tally import Outcome, electors, tally, with_proxies
from ..work_plan import entry_gaps
from .again import asked_again
from .clauses import Term, term
from .listing import listed
from .marks import Caucus, Totals, caucuses, totals
from .outcome import DecisionCard, SigningBoard, current_decision, signing_board
from .press import front_page
from .room import StepMark, head, marked_now
from .screen import scene
from .seating import hue, short, spoken_for
from .steered import HelmView, helm
from .tables import TableName, table_name

STEERING = Actor("facilitator")


@dataclass(frozen=True, slots=True)
class Control:
    """The step, its words for the facilitator, the clock, and when the running order ends."""

    step: str
    step_kind: str
    say: str
    watch: str
    question: str
    next_title: str
    clock: Clock
    began: bool
    steps: tuple[StepMark, ...]
    step_ids: tuple[tuple[StepId, str, int], ...]
    minutes_after: int
    notice: str
    slides: int
    slide: int
    scene: str
    help: str
    planned: bool
    eyes_up: bool
    eyes_text: str
    helm: HelmView
    tested: bool
    news: bool
    looking_back: bool
    ask_heard: bool
    on_the_wall: str
    proposed: str  # the scene that the step brings by itself


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat in the table of people. ``person`` is an opaque id; its name is looked up outside the core."""

    seat: SeatId
    number: int
    short: str
    name: str
    code: str
    hue: int
    votes: bool
    person: PersonId
    people: tuple[PersonId, ...]
    proxy: str
    spoken: bool  # somebody sits at the proxy, and so speaks for it
    bot: bool
    present: bool
    read: bool
    marked: int
    to_mark: int
    ballot: str  # none, waiting, cast
    signature: str
    place: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in the matrix: per caucus the best-liked option's marks, and how near agreement is."""

    code: str
    title: str
    clause: str
    adopted: str
    best: OptionRef
    best_letter: str
    best_title: str
    caucuses: tuple[Caucus, ...]
    totals: Totals
    in_step: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Clauses x caucuses; ``decidable`` until the text is frozen."""

    rows: tuple[ClauseLine, ...]
    decidable: bool


@dataclass(frozen=True, slots=True)
class Deciding:
    """The decision desk: what can be opened, and the open one with its present count and who has not voted.
    ``frozen``: nothing can, because the text is being signed."""

    can_open: bool
    frozen: bool
    clauses: tuple[tuple[str, str, str, tuple[tuple[OptionId, str, str], ...]], ...]
    proposals: tuple[tuple[ProposalId, int, str, tuple[Term, ...], TableName | None], ...]
    card: DecisionCard | None
    open: DecisionId
    so_far: Outcome | None
    waiting: tuple[tuple[SeatId, str, int, bool], ...]  # seat, short, hue, present
    floor: str
    floors: tuple[tuple[str, str], ...]
    rule: str
    committee: tuple[SeatId, ...]
    committee_size: int
    per_caucus: int
    committee_choices: tuple[tuple[SeatId, str, int], ...]
    awaited: tuple[str, ...]  # who needs more time and has not voted
    falling: int  # signatures that fall if the open decision passes


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """The signing: what can be done now. Of the ``asked`` whose signature fell with a reopening,
    ``unchanged`` may sign again in one tap."""

    board: SigningBoard
    can_open: bool
    can_conclude: bool
    can_call: bool
    can_reopen: bool
    asked: int
    unchanged: int
    settled: int
    clauses: int
    waiting: tuple[tuple[str, int], ...]
    gaps: tuple[str, ...]  # critical tasks that nobody leads


def control(state: Exercise) -> Control:
    """The step and its clock."""
    steps, step = state.steps, state.current_step
    began = state.clock != Clock()
    index = next((i for i, s in enumerate(steps) if s.id == state.step), -1)
    after = steps[index + 1 :] if began else steps
    return Control(
        step.title if step else "", step.kind if step else "", step.say if step else "", step.watch if step else "",
        step.question if step else "", after[0].title if after else "", state.clock, began, head(state).steps,
        tuple((s.id, s.title, s.minutes) for s in steps), sum(s.minutes for s in after), state.notice,
        len(step.slides) if step else 0, state.slide, state.scene, state.help,
        state.rulebook.plan is not None, state.eyes_up, state.eyes_text, helm(state), bool(state.rulebook.shocks),
        bool(state.thrown or front_page(state)), state.moment is not None, to_be_asked(state),
        scene(state).name, scene(changed(state, scene="", eyes_up=False, moment=None)).name,
    )  # fmt: skip


def seat_row(state: Exercise, key: str) -> SeatRow:
    """One seat in the table of people."""
    seat, me = state.seats[SeatId(key)], state.organization(SeatId(key))
    decision = state.open_decision
    ballot = "none"
    if decision and seat.id in electors(decision.rule, decision.electorate):
        ballot = "cast" if seat.id in decision.ballots else "waiting"
    signature = state.signing.signatures.get(seat.id)
    group = state.group_of(seat.id)
    return SeatRow(
        seat.id, me.number, me.short, me.name, seat.sector, hue(state, seat.id), seat.votes, seat.person, seat.people,
        short(state, seat.proxy), bool(spoken_for(state, seat)), seat.ruled,
        seat.present, seat.read, *marked_now(state, seat.id), ballot,
        signature.kind if signature else "none", group.place if group else 0,
        state.flags.get(seat.id, ()),
    )  # fmt: skip


def nearness(count: Totals) -> tuple[int, int]:
    """Sorts options by how near agreement they are."""
    return (2 * count.yes + count.with_changes - 2 * count.no, -count.no)


def clause_line(state: Exercise, clause: str) -> ClauseLine:
    """A clause with its best-liked option."""
    found = state.rulebook.clause_of[clause]  # type: ignore[index]
    refs = state.rulebook.refs(found.id)
    best = max(refs, key=lambda r: nearness(totals(caucuses(state, r))))
    adopted, step = state.agreement.get(found.id), state.current_step
    option = split_ref(best)[1]
    chosen = found.option(option)
    rows = caucuses(state, best)
    return ClauseLine(
        found.code, found.title, found.id, found.letter(adopted.option) if adopted else "", best,
        found.letter(option), chosen.title if chosen else "", rows, totals(rows),
        bool(step and found.id in step.clauses),
    )  # fmt: skip


def matrix(state: Exercise) -> Matrix:
    """Clauses x caucuses, the step's clauses first."""
    lines = [clause_line(state, c) for c in state.clauses]
    return Matrix(tuple(sorted(lines, key=lambda line: not line.in_step)), state.signing.status == "closed")


def deciding(state: Exercise) -> Deciding:
    """The decision desk."""
    decision, rule = state.open_decision, state.rule or state.rulebook.default_rule
    so_far: Outcome | None = None
    waiting: tuple[tuple[SeatId, str, int, bool], ...] = ()
    if decision:
        so_far = tally(decision.rule, decision.electorate, {s: b.choice for s, b in decision.ballots.items()})
        voted = with_proxies(decision.electorate, decision.ballots)
        silent = [s for s in electors(decision.rule, decision.electorate) if s not in voted]
        waiting = tuple((s, short(state, s), hue(state, s), seems_here(state, s)) for s in silent)
    book = state.rulebook
    clauses = tuple(
        (c, book.clause_of[c].code, book.clause_of[c].title,
         tuple((o.id, book.clause_of[c].letter(o.id), o.title) for o in book.clause_of[c].options))
        for c in state.clauses
    )  # fmt: skip
    proposals = tuple(
        (p.id, p.version, short(state, p.author), tuple(term(state, c, o) for c, o in p.terms.items()),
         table_name(state, p.place, p.caucus) if p.place else None)
        for p in (state.proposals[key] for key in listed(state)) if p.status == "live"
    )  # fmt: skip
    floors = tuple(
        (target, label)
        for c, code, title, options in clauses
        for target, label in (
            (c, f"{code} {title}"),
            *((f"{c}.{o}", f"{code} {letter}") for o, letter, _ in options),
        )
    )
    steering = rule.kind == "steering"
    return Deciding(
        may(state, STEERING, cmd.OpenDecision, SeatId("")), state.signing.status != "closed", clauses, proposals,
        current_decision(state),
        decision.id if decision else DecisionId(""), so_far, waiting, state.floor, floors, rule.spoken,
        state.committee if steering else (), committee_size(state, rule), rule.per_caucus,
        tuple((s, short(state, s), hue(state, s)) for s in electorate(state).members) if steering else (),
        tuple(short(state, s) for s in awaited_votes(state, decision)) if decision else (),
        state.signing.counted if decision and decision.reopens else 0,
    )  # fmt: skip


def signing_desk(state: Exercise) -> SigningDesk:
    """The signing."""

    def allowed(kind: type[object]) -> bool:
        return may(state, STEERING, kind, SeatId(""))

    waiting = [s for s in state.signing.electorate if s not in state.signing.signatures]
    return SigningDesk(
        signing_board(state), allowed(cmd.OpenSigning), allowed(cmd.ConcludeSigning), allowed(cmd.CallReopening),
        allowed(cmd.ReopenText), *asked_again(state), len(state.agreement), len(state.clauses),
        tuple((short(state, s), hue(state, s)) for s in waiting),
        tuple(t.title for t in entry_gaps(state)),
    )  # fmt: skip
