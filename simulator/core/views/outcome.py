"""Parts about binding things, seen by everybody: the rule, decisions, pledges and their balance, signatures."""

from __future__ import annotations

from dataclasses import dataclass

from ..budget import Line, balance, counts
from ..clockwork import Clock
from ..deciding.decisions import electorate
from ..ids import DecisionId, OptionRef, PledgeId, SeatId, split_ref
from ..state.decisions import Decision
from ..state.exercise import Exercise
from ..tally import Outcome, Profile, electors, profile, with_proxies
from ..work_plan import entry_gaps
from .bargaining import Drafted, drafted_words
from .clauses import Term, term
from .seating import hue, short, spoken_for


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """How the room decides now. ``source`` is the option it comes from, empty for the scenario's own."""

    spoken: str
    kind: str
    source: OptionRef
    profile: Profile
    committee: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CaucusBallots:
    """Ballots of one sector in a closed decision; while it is open only how many voted."""

    code: str
    name: str
    hue: int
    yes: int
    aside: int
    no: int
    cast: int
    of: int


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision: terms, rule, who may vote, how many have, and when it is closed the arithmetic. ``rule`` is empty
    where a rule is reviewed that does not say how; ``by`` is the convener that called it; ``trial``: it is about the
    five-year test alone."""

    id: DecisionId
    number: int
    status: str
    terms: tuple[Term, ...]
    proposal: str
    rule: str
    rule_kind: str
    voters: int
    cast: int
    apart: tuple[str, ...]
    caucuses: tuple[CaucusBallots, ...]
    outcome: Outcome | None
    profile: Profile
    reasons: tuple[tuple[str, int, str, str], ...]  # short name, hue, choice, reason
    drafted: tuple[Drafted, ...] = ()
    lent: tuple[
        tuple[str, str, bool], ...
    ] = ()  # whose vote, with whom, and whether it voted itself all the same
    clock: Clock = Clock()
    by: str = ""
    review: bool = False
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All decisions so far, newest first: number, status, the terms in short, whether silence carried it, and whether
    it was about the five-year test alone."""

    rows: tuple[tuple[int, str, tuple[Term, ...], bool, bool], ...]


@dataclass(frozen=True, slots=True)
class WasRow:
    """What a pledge said before it was changed last."""

    amount: int
    note: str
    condition: str
    only_if: Term | None
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge as everybody sees it, also one that was withdrawn (``at``: when, 0 where nobody knows). ``counts``:
    nothing that it waits for is missing. ``event`` is the headline of what left less of it, if that came last."""

    id: PledgeId
    short: str
    hue: int
    kind: str
    amount: int
    line: str
    note: str
    version: int
    condition: str
    only_if: Term | None
    counts: bool
    was: WasRow | None
    withdrawn: bool
    at: int
    years: tuple[int, ...] = ()
    event: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """Needs and pledges by budget line. ``by_year``: years differ, so that each is told apart."""

    lines: tuple[Line, ...]
    by_year: bool = False


@dataclass(frozen=True, slots=True)
class SigningBoard:
    """How far the signing is. ``signed`` counts those whose signature counts; ``unled`` the critical tasks of the
    frozen text without a lead, which keep it from entering into force; ``apart`` the parties with a vote that answered
    without being counted, because rules play them; ``gone`` those that have nobody here who could still sign,
    and so are not among the ``waiting``."""

    status: str
    text_hash: str
    signed: int
    reserved: int
    declined: int
    waiting: int
    needed: int
    of: int
    voided: int
    in_force: bool
    unled: int
    apart: int
    gone: int = 0


@dataclass(frozen=True, slots=True)
class SignatureCell:
    """One organization's signature. ``gone``: nobody is here who could give it: its people went home, or never came and
    left their vote with another, or the seat is free; ``voice`` names who votes for it. A vote can be left with another
    seat, a signature cannot."""

    seat: SeatId
    number: int
    name: str
    short: str
    hue: int
    votes: bool
    counted: bool
    kind: str  # sign, reserve, decline, none
    note: str
    gone: str = ""  # home, away, free
    voice: str = ""


def rule_in_force(state: Exercise) -> RuleInForce:
    """How the room decides now."""
    rule = state.rule or state.rulebook.default_rule
    committee = tuple((short(state, s), hue(state, s)) for s in state.committee if rule.kind == "steering")
    return RuleInForce(rule.spoken, rule.kind, state.rule_from, profile(rule, electorate(state)), committee)


def _caucus_ballots(state: Exercise, decision: Decision) -> tuple[CaucusBallots, ...]:
    voters, ballots = (
        electors(decision.rule, decision.electorate),
        with_proxies(decision.electorate, decision.ballots),
    )
    rows = []
    for sector in state.rulebook.sectors:
        seats = [s for s in voters if decision.electorate.caucus[s] == sector.code]
        given = [ballots[s].choice for s in seats if s in ballots]
        if seats:
            shown = given if decision.status != "open" else []
            rows.append(CaucusBallots(
                sector.code, sector.name, sector.hue, shown.count("yes"), shown.count("aside"), shown.count("no"),
                len(given), len(seats),
            ))  # fmt: skip
    return tuple(rows)


def latest_decision(state: Exercise) -> Decision | None:
    """The open decision, otherwise the last one that was not cancelled."""
    kept = [d for d in state.decisions.values() if d.status != "cancelled"]
    return state.open_decision or (kept[-1] if kept else None)


def decision_card(state: Exercise, decision: Decision) -> DecisionCard:
    """A decision as everybody sees it: choices and reasons only once it is closed."""
    voters, proxies = electors(decision.rule, decision.electorate), decision.electorate.proxies
    ballots = with_proxies(decision.electorate, decision.ballots)
    closed = decision.status in ("passed", "failed")
    reasons: tuple[tuple[str, int, str, str], ...] = tuple(
        (short(state, s), hue(state, s), b.choice, b.reason)
        for s, b in decision.ballots.items() if closed and b.reason
    )  # fmt: skip
    if closed:
        # who has no vote objects on record: beside the reasons, and named apart from a no
        reasons += tuple(
            (short(state, s), hue(state, s), "object", text) for s, text in decision.objections.items()
        )
    return DecisionCard(
        decision.id, int(decision.id[1:]), decision.status,
        tuple(term(state, c, decision.terms[c]) for c in state.rulebook.clause_of if c in decision.terms),
        decision.proposal, decision.rule.spoken, decision.rule.kind, len(voters),
        sum(s in ballots for s in voters), tuple(short(state, s) for s in decision.apart),
        _caucus_ballots(state, decision), decision.outcome, profile(decision.rule, decision.electorate), reasons,
        drafted_words(state, decision.terms, decision.wording),
        tuple((short(state, s), short(state, to), closed and s in decision.ballots) for s, to in proxies.items()),
        decision.clock, short(state, decision.by) if decision.by else "", decision.review,
        decision.id in state.trial.asked,
    )  # fmt: skip


def current_decision(state: Exercise) -> DecisionCard | None:
    """The decision before the room, or the last one."""
    decision = latest_decision(state)
    return decision_card(state, decision) if decision else None


def verdicts(state: Exercise) -> Verdicts:
    """Every counted decision, newest first."""
    return Verdicts(tuple(
        (
            int(d.id[1:]), d.status, tuple(term(state, c, o) for c, o in d.terms.items()),
            bool(d.outcome and d.outcome.by_silence), d.id in state.trial.asked,
        )
        for d in reversed(list(state.decisions.values())) if d.status in ("passed", "failed")
    ))  # fmt: skip


def pledge_line(state: Exercise, key: str) -> PledgeRow | None:
    """A pledge in the list of all; none where it was recorded by mistake and that was taken back."""
    known = PledgeId(key) in state.pledges or PledgeId(key) in state.withdrawn
    return pledge_row(state, key) if known else None


def pledge_row(state: Exercise, key: str) -> PledgeRow:
    """A pledge, standing or withdrawn."""
    gone = state.withdrawn.get(PledgeId(key))
    pledge = gone.pledge if gone else state.pledges[PledgeId(key)]
    was = pledge.was
    return PledgeRow(
        pledge.id, short(state, pledge.seat), hue(state, pledge.seat), pledge.kind, pledge.amount, pledge.line,
        pledge.note, pledge.version, pledge.condition, _tie(state, pledge.only_if),
        gone is None and counts(state, pledge),
        WasRow(was.amount, was.note, was.condition, _tie(state, was.only_if), was.years) if was else None,
        gone is not None, gone.at if gone else 0, pledge.years,
        next((i.title for i in state.rulebook.injects if i.id == pledge.cut), ""),
    )  # fmt: skip


def _tie(state: Exercise, ref: OptionRef) -> Term | None:
    return term(state, *split_ref(ref)) if ref else None


def budget(state: Exercise) -> Balance:
    """Needs and pledges by budget line."""
    lines = balance(state)
    return Balance(lines, any(not line.even for line in lines))


def _gone(state: Exercise, seat: SeatId) -> str:
    """Why nobody gives this party's signature; empty where it is given, or somebody or a rule can."""
    place, signing = state.seats[seat], state.signing
    if (
        signing.status == "closed"
        or seat in signing.signatures
        or not place.votes
        or place.person
        or place.ruled
    ):
        return ""
    return "home" if place.left else "away" if place.proxy else "free"


def signing_board(state: Exercise) -> SigningBoard:
    """How far the signing is."""
    signing = state.signing
    counted = set(signing.electorate)
    kinds = [s.kind for seat, s in signing.signatures.items() if seat in counted]
    apart = [seat for seat in signing.signatures if seat not in counted and state.organization(seat).votes]
    # whoever takes a free seat may still sign
    gone = [seat for seat in state.seats if _gone(state, seat) in ("home", "away")]
    waiting = len(counted) - len(kinds) - len(counted.intersection(gone))
    return SigningBoard(
        signing.status, signing.text_hash, signing.counted, kinds.count("reserve"),
        kinds.count("decline"), waiting, signing.needed, len(counted), signing.voided,
        signing.in_force, len(entry_gaps(state)) if signing.status != "closed" else 0, len(apart),
        len(gone),
    )  # fmt: skip


def signature_cell(state: Exercise, seat: str) -> SignatureCell:
    """One organization's place on the signature page."""
    organization = state.organization(SeatId(seat))
    signature = state.signing.signatures.get(organization.id)
    return SignatureCell(
        organization.id, organization.number, organization.name, organization.short, hue(state, organization.id),
        organization.votes, organization.id in state.signing.electorate, signature.kind if signature else "none",
        signature.note if signature else "", _gone(state, organization.id),
        spoken_for(state, state.seats[organization.id]) if _gone(state, organization.id) else "",
    )  # fmt: skip
