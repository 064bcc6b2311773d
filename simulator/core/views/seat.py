"""Parts that only the people of one seat see: their brief, their own marks, their private help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..budget import budget_lines, funding, pledge_cost
from ..commands import exercise as cmd
from ..deciding.proposals import live_proposal
from ..deciding.resources import tied_to, years_to_choose
from ..deciding.stances import steps
from ..envelope import Actor
from ..ids import ClauseId, DecisionId, OptionId, OptionRef, PledgeId, ProposalId, SeatId, split_ref
from ..permissions import may
from ..rulebook import Card, Panel, PledgeCard
from ..scoring import value
from ..state.exercise import Exercise
from ..supplies import fits, means_left
from ..work_plan import lead_cost
from .again import Again, sign_again
from .asking import panel_asked
from .clauses import Term, term
from .desk import how_met, musts
from .listing import is_listed
from .marks import target_version
from .outcome import PledgeRow, SigningBoard, latest_decision, pledge_row, signing_board
from .room import clauses_now
from .tables import TableName, group_name

ALWAYS: tuple[Panel, ...] = ("brief",)


@dataclass(frozen=True, slots=True)
class Panels:
    """Which panels the step shows and which clauses it discusses."""

    panels: tuple[str, ...]
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class InterestLine:
    """An interest of mine on one option."""

    term: Term
    sign: int
    why: str
    met: str  # met, lost, open


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything confidential that the seat's people read."""

    seat: SeatId
    number: int
    name: str
    short: str
    sector: str
    sector_code: str
    hue: int
    votes: bool
    profile: str
    position: str
    card: Card
    brief: str
    facts: tuple[str, ...]
    trusts: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    alternative: str
    interests: tuple[InterestLine, ...]
    hosted: tuple[tuple[str, str], ...]
    read: bool


class MyStance(NamedTuple):
    """My mark on one option or proposal."""

    target: str
    version: int
    value: str
    reason: str
    enabled: bool
    by_facilitator: bool
    moves: str
    steps: tuple[str, ...]
    sign: int | None  # what an option is worth to us, from -2 to 2, where help speaks in signs


@dataclass(frozen=True, slots=True)
class MyBallot:
    """My vote in the decision before the room."""

    decision: DecisionId
    enabled: bool
    choice: str
    reason: str
    by_facilitator: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class Help:
    """Private help: how what is settled so far compares with no agreement, in words or points (tenths of a point of
    100; 0 where the seminar shows none)."""

    mode: str
    standing: str  # nothing, below, near, above
    met: int
    lost: int
    open: int
    settled: int
    clauses: int
    points: int
    alternative_points: int
    own_met: int  # of the must-haves that the party marked on its worksheet
    own_of: int
    over: bool = False  # the signing is closed: nothing changes any more


@dataclass(frozen=True, slots=True)
class MyPledges:
    """My ready cards and what I have pledged."""

    cards: tuple[tuple[PledgeCard, bool], ...]  # card, used
    pledges: tuple[PledgeRow, ...]
    lines: tuple[str, ...]
    enabled: bool
    points: bool
    ties: tuple[Term, ...]  # options that a pledge may wait for; none where the seminar is short
    years: tuple[str, ...] = ()  # what a free pledge may be for, as written; none in a term of one year
    left: tuple[tuple[str, int], ...] = ()  # kinds of which an event took some, and what we still have
    beyond: tuple[str, ...] = ()  # cards for which that is not enough beside what we pledged
    unasked: tuple[str, ...] = ()  # cards for which no option that may be adopted has a need


@dataclass(frozen=True, slots=True)
class MySignature:
    """My signature and the text it is bound to; ``again`` while I am asked once more after a reopening."""

    board: SigningBoard
    kind: str
    note: str
    enabled: bool
    again: Again | None


@dataclass(frozen=True, slots=True)
class MyProposal:
    """My live proposal, or an empty form: for each clause in play its options. In basic ``table`` names the group that
    writes one together, where I sit in one and have none of my own."""

    proposal: ProposalId
    version: int
    terms: tuple[tuple[ClauseId, OptionId], ...]
    rationale: str
    only_if: OptionRef
    enabled: bool
    table: TableName | None = None


def delegate(state: Exercise, seat: SeatId) -> Actor:
    """The actor that the seat's person is."""
    return Actor("delegate", state.seats[seat].person, seat)


def panels(state: Exercise, seat: SeatId) -> Panels:
    """Before "I have read it" only the brief; then what the step shows, and a decision whenever one is open."""
    step, place = state.current_step, state.seats[seat]
    if not place.read:
        return Panels(ALWAYS, ())
    shown: list[str] = list(step.panels) if step else []
    if state.group_of(seat) and "table" not in shown:
        # where people sit together, what they write together comes first
        shown.insert(0, "table")
    panel, clause = panel_asked(state)
    if panel and panel not in shown:
        shown.insert(0, panel)
    if state.open_decision and "decision" not in shown:
        shown.insert(0, "decision")
    if state.signing.status == "open" and "signing" not in shown:
        shown.insert(0, "signing")
    if not shown:
        shown = list(ALWAYS)
    clauses = clauses_now(state) or state.clauses
    if clause and clause not in clauses:
        clauses = (*clauses, clause)
    return Panels(tuple(dict.fromkeys(shown)), clauses)


def brief(state: Exercise, seat: SeatId) -> Brief:
    """The confidential brief with its five lines."""
    place, me = state.seats[seat], state.organization(seat)
    sector = state.rulebook.sector_of[me.sector]
    names = state.rulebook.organization_of
    cast = state.rulebook.cast(state.cast)
    hosts = cast.hosts if cast else {}
    interests = tuple(
        InterestLine(term(state, *split_ref(i.option)), i.sign, i.why, how_met(state, i.option, i.sign))
        for i in me.interests if split_ref(i.option)[0] in state.clauses
    )  # fmt: skip
    return Brief(
        seat, me.number, me.name, me.short, sector.name, sector.code, sector.hue, me.votes, me.profile, me.position,
        me.card, me.brief, me.facts,
        tuple((names[r.seat].name, r.why) for r in me.relations if r.trusts),
        tuple((names[r.seat].name, r.why) for r in me.relations if not r.trusts),
        me.alternative.text, interests,
        tuple((names[guest].name, names[guest].hosted) for guest, host in hosts.items() if host == seat),
        place.read,
    )  # fmt: skip


def my_stance(state: Exercise, seat: SeatId, target: str) -> MyStance | None:
    """My mark on one option or proposal; None where that is not on the page."""
    return None if state.on_table(target) and not is_listed(state, target) else stance_on(state, seat, target)


def stance_on(state: Exercise, seat: SeatId, target: str) -> MyStance:
    """My mark on one option or proposal, wherever it is shown."""
    mine = state.stances.get(target, {}).get(seat)
    enabled = may(state, delegate(state, seat), cmd.SetStance, seat, target)
    return MyStance(
        target, target_version(state, target), mine.value if mine else "", mine.reason if mine else "", enabled,
        bool(mine and mine.recorded), mine.moves if mine else "", steps(state), _sign(state, seat, target),
    )  # fmt: skip


def _sign(state: Exercise, seat: SeatId, target: str) -> int | None:
    """An option's worth to us as a sign, by our own scores; None where help does not speak in signs."""
    if state.help != "signs" or state.rulebook.option_at(OptionRef(target)) is None:
        return None
    score = state.organization(seat).scores.get(OptionRef(target), 50)
    return sum(score >= least for least in SIGN_FROM) - 2


def my_ballot(state: Exercise, seat: SeatId) -> MyBallot | None:
    """My vote; None where no decision is or was before the room."""
    decision = latest_decision(state)
    if decision is None:
        return None
    ballot = decision.ballots.get(seat)
    enabled = may(state, delegate(state, seat), cmd.CastBallot, seat, decision.id)
    return MyBallot(
        decision.id, enabled, ballot.choice if ballot else "", ballot.reason if ballot else "",
        bool(ballot and ballot.recorded), bool(ballot and ballot.silent),
    )  # fmt: skip


SIGN_FROM = (20, 40, 60, 80)
"""The least scores of the signs - 0 + ++; below the first it is --."""
NEAR = 2000  # two points of a hundred: people should not argue over less


def private_help(state: Exercise, seat: SeatId) -> Help:
    """Compare what is settled (open clauses score as open) with the seat's alternative."""
    me = state.organization(seat)
    worth = value(
        state.rulebook,
        seat,
        state.package,
        state.clauses,
        funding=funding(state),
        cost=pledge_cost(state, seat) + lead_cost(state, seat),
    )
    alternative = state.alternative_of(seat)
    distance = worth - alternative
    standing = "near" if abs(distance) <= NEAR else "above" if distance > 0 else "below"
    own = musts(state, seat)
    must = [
        how_met(state, i.option, i.sign)
        for i in me.interests
        # of a clause that is not in play nothing is ever settled
        if abs(i.sign) == 2 and split_ref(i.option)[0] in state.clauses
    ]
    in_points = state.help == "points"
    return Help(
        state.help, standing if state.agreement else "nothing", must.count("met"), must.count("lost"),
        must.count("open"), len(state.agreement), len(state.clauses), worth // 100 if in_points else 0,
        alternative // 100 if in_points else 0, own.count("met"), len(own),
        state.signing.status == "concluded",
    )  # fmt: skip


def my_pledges(state: Exercise, seat: SeatId) -> MyPledges:
    """My ready cards and what I have pledged."""
    used = {p.card for p in state.pledges.values() if p.seat == seat}
    options = (option for clause in state.clauses for option in state.rulebook.clause_of[clause].options)
    wanted = {(need.kind, need.line) for option in options for need in option.needs}
    rows = (pledge_row(state, PledgeId(p.id)) for p in state.pledges.values() if p.seat == seat)
    return MyPledges(
        tuple((card, card.id in used) for card in state.organization(seat).pledge_cards),
        tuple(rows), budget_lines(state, seat),
        may(state, delegate(state, seat), cmd.MakePledge, seat), state.help == "points",
        tuple(term(state, *split_ref(ref)) for ref in tied_to(state)),
        years_to_choose(state) if state.rulebook.term > 1 else (), tuple(means_left(state, seat).items()),
        tuple(
            c.id for c in state.organization(seat).pledge_cards
            if c.id not in used and not fits(state, seat, c.kind, c.amount, c.years)
        ),
        tuple(c.id for c in state.organization(seat).pledge_cards if (c.kind, c.line) not in wanted),
    )  # fmt: skip


def my_signature(state: Exercise, seat: SeatId) -> MySignature:
    """My signature and the state of the signing."""
    mine = state.signing.signatures.get(seat)
    enabled = may(state, delegate(state, seat), cmd.GiveSignature, seat)
    return MySignature(
        signing_board(state), mine.kind if mine else "none", mine.note if mine else "", enabled,
        sign_again(state, seat),
    )  # fmt: skip


def my_proposal(state: Exercise, seat: SeatId) -> MyProposal:
    """My live proposal, or an empty form."""
    mine = state.proposals.get(live_proposal(state, seat))
    me = delegate(state, seat)
    if mine is None:
        enabled, group = may(state, me, cmd.MakeProposal, seat), state.group_of(seat)
        table = group_name(state, group) if group and state.depth == "basic" else None
        return MyProposal(ProposalId(""), 0, (), "", OptionRef(""), enabled, table)
    enabled = may(state, me, cmd.ReviseProposal, seat, mine.id)
    return MyProposal(mine.id, mine.version, tuple(mine.terms.items()), mine.rationale, mine.only_if, enabled)
