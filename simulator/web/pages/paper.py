"""What was written on paper, typed in afterwards: one grid for ballots, for signatures, or for the marks of a clause.

Each row is one command of the facilitator, as if it had been recorded alone. Its op id follows from what was typed, so
that sending a page twice counts once, and a row that was changed is a new wish.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flask import Blueprint, Response, request

from simulator.core.commands.exercise import CastBallot, CloseDecision, GiveSignature, OpenDecision, SetStance
from simulator.core.ids import ClauseId, DecisionId, SeatId, option_ref
from simulator.core.state.exercise import Exercise
from simulator.core.tally import all_electors

from ..organizations import public_facts
from ..security import policy
from ..services import Services
from ..words.arithmetic import outcome_words

KINDS = ("ballots", "signatures", "marks")
MOST = {"ballots": 200, "signatures": 500, "marks": 0}
"""The most characters of the words beside a choice."""


@dataclass(frozen=True, slots=True)
class Row:
    """An organization's line: what was typed, whether an answer is there already, and why it was not taken."""

    facts: dict[str, object]
    has: str
    choices: dict[str, str] = field(default_factory=dict)
    words: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """What is recorded. ``about``: the decision, the hash of the frozen text, or the clause; ``seen``: its version."""

    kind: str
    about: str
    seen: str
    seats: tuple[SeatId, ...]
    options: tuple[str, ...]


def grid_of(state: Exercise, kind: str, clause: str) -> Grid | None:
    """The grid that can be filled in now; None where no decision or signing is open."""
    decision, signing = state.open_decision, state.signing
    if kind == "ballots":
        if decision is None:
            return None
        able = all_electors(decision.rule, decision.electorate)
        return Grid(kind, decision.id, "", tuple(s for s in state.seats if s in able), ("",))
    if kind == "signatures":
        seats = tuple(s for s in signing.electorate if s in state.seats)
        return Grid(kind, signing.text_hash, "", seats, ("",)) if signing.status == "open" else None
    chosen = clause if clause in state.clauses else state.clauses[0]
    options = tuple(str(o.id) for o in state.rulebook.clause_of[ClauseId(chosen)].options)
    seen = str(state.clause_versions.get(ClauseId(chosen), 1))
    people = tuple(s for s, seat in state.seats.items() if seat.person)
    return Grid(kind, chosen, seen, people, options)


def answered(state: Exercise, grid: Grid, seat: SeatId) -> str:
    """Whether an answer is there: never which, while people vote on their laptops behind closed hands."""
    if grid.kind == "ballots":
        decision = state.decisions.get(DecisionId(grid.about))
        return "has voted" if decision and seat in decision.ballots else ""
    if grid.kind == "signatures":
        return "has answered" if seat in state.signing.signatures else ""
    marked = sum(seat in state.stances.get(option_ref(ClauseId(grid.about), o), {}) for o in grid.options)
    return f"{marked} marked" if marked else ""


def _commands(grid: Grid, row: Row) -> Iterator[tuple[str, dict[str, str]]]:
    """The commands of a row: kind and fields."""
    seat = {"seat": str(row.facts["id"])}
    for option, choice in row.choices.items():
        if grid.kind == "ballots":
            yield CastBallot.KIND, seat | {"decision": grid.about, "choice": choice, "reason": row.words}
        elif grid.kind == "signatures":
            yield GiveSignature.KIND, seat | {"how": choice, "seen": grid.about, "note": row.words}
        else:
            target = f"{grid.about}.{option}"
            yield SetStance.KIND, seat | {"target": target, "value": choice, "seen": grid.seen}


def make_paper_pages(services: Services) -> Blueprint:
    """Type in what was written on paper."""
    pages = Blueprint("paper", __name__, url_prefix="/steer")
    simulator, desk = services.simulator, services.desk

    def empty(state: Exercise, grid: Grid | None) -> list[Row]:
        seats = grid.seats if grid else ()
        return [Row(public_facts(state.rulebook, s), answered(state, grid, s)) for s in seats if grid]

    def show(
        state: Exercise, kind: str, grid: Grid | None, rows: list[Row], told: str = "", base: str = ""
    ) -> Response:
        decision = state.open_decision
        return services.render(
            "pages/paper.html", room=state.room, here=f"/steer/{state.id}", kind=kind, grid=grid, rows=rows, told=told,
            base=base or secrets.token_urlsafe(12), most=MOST[kind], terms=[
                (c.code, c.title, c.letter(o), c.option(o).title if c.option(o) else "")  # type: ignore[union-attr]
                for c, o in ((state.rulebook.clause_of[k], v) for k, v in (decision.terms if decision else {}).items())
            ],
            clauses=[state.rulebook.clause_of[c] for c in state.clauses], number=decision.id[1:] if decision else "",
            spoken=decision.rule.spoken if decision else "", seated=any(s.person for s in state.seats.values()),
        )  # fmt: skip

    def typed(grid: Grid, row: Row) -> Row:
        seat, given = row.facts["id"], request.form
        choices = {o: given.get(f"choice:{seat}:{o}", "") for o in grid.options}
        words = given.get(f"words:{seat}", "").replace("\0", "").strip()
        return replace(row, choices={o: c for o, c in choices.items() if c}, words=words)

    def record(state: Exercise, grid: Grid, row: Row, base: str) -> Row:
        """Send what a row says; the row comes back empty, or as it was typed with the sentence of its refusal."""
        if row.words and not row.choices:
            return replace(row, told="Words alone are no answer. Choose one beside them, then record again.")
        left, told = {}, ""
        for option, (kind, fields) in zip(row.choices, _commands(grid, row), strict=True):
            op = hashlib.sha256(f"{base}|{kind}|{sorted(fields.items())}".encode()).hexdigest()[:40]
            ack = desk.steer(services.identity(), state.id, op, kind, fields)
            if not ack["ok"]:
                left[option], told = row.choices[option], str(ack["message"])
        return replace(row, choices=left, words=row.words if left else "", told=told)

    @pages.get("/<exercise>/paper")
    @policy("facilitator")
    def paper(exercise: str) -> Response:
        state = services.steered(exercise)
        first = "signatures" if state.signing.status == "open" and not state.open_decision else "ballots"
        kind = request.args.get("what", first)
        kind = kind if kind in KINDS else first
        grid = grid_of(state, kind, request.args.get("clause", ""))
        return show(state, kind, grid, empty(state, grid))

    @pages.post("/<exercise>/paper")
    @policy("facilitator")
    def take(exercise: str) -> Response:
        state, form, identity = services.steered(exercise), request.form, services.identity()
        here = f"/steer/{state.id}/paper"
        if services.limited("steer", identity.facilitator):
            return services.say_back(here, "limit.reached")
        if form.get("do") == "open":
            fields = {k: v for k, v in services.fields().items() if k.startswith("term:")}
            ack = desk.steer(identity, state.id, services.op(), OpenDecision.KIND, fields)
            return services.back(here, refused=None if ack["ok"] else ack)
        kind, about = form.get("what", ""), form.get("about", "")
        if kind not in KINDS:
            return services.say_back(here, "value.unknown")
        grid = grid_of(state, kind, about)
        if grid is None or grid.about != about:
            # closed or reopened meanwhile: the rows are sent all the same, each is refused with its reason and stays
            seats = tuple(SeatId(k.split(":")[1]) for k in form if k.startswith("choice:"))
            known = tuple(dict.fromkeys(s for s in seats if s in state.seats))
            grid = Grid(kind, about, "", known, ("",))
        grid = replace(grid, seen=form.get("seen", grid.seen))
        rows, base = [typed(grid, row) for row in empty(state, grid)], form.get("base", "")[:40]
        if form.get("do") == "fill":
            filled = [
                r if r.choices or r.has or kind != "ballots" else replace(r, choices={"": "yes"})
                for r in rows
            ]
            return show(
                state,
                kind,
                grid,
                filled,
                "Nothing is recorded yet. Look at the rows, then record them.",
                base,
            )
        if not any(r.choices or r.words for r in rows):
            return show(
                state, kind, grid, rows, "Nothing is typed yet. Choose an answer in a row, then record.", base
            )
        rows = [record(state, grid, row, base) for row in rows]
        state, refused = simulator.exercise(state.id), sum(bool(r.told) for r in rows)
        if refused:
            rows = [replace(r, has=answered(state, grid, SeatId(str(r.facts["id"])))) for r in rows]
            one = "One row was not taken" if refused == 1 else f"{refused} rows were not taken"
            rest = " The decision is still open." if form.get("do") == "close" else ""
            return show(state, kind, grid, rows, f"{one}; it stands below with the reason. The others are recorded."
                        f"{rest}", base)  # fmt: skip
        text = "Recorded."
        if form.get("do") == "close" and kind == "ballots":
            op = hashlib.sha256(f"{base}|close|{about}".encode()).hexdigest()[:40]
            ack = desk.steer(identity, state.id, op, CloseDecision.KIND, {"decision": about})
            if not ack["ok"]:
                return services.back(here, refused=ack)
            decision = simulator.exercise(state.id).decisions[DecisionId(about)]
            result = "Adopted" if decision.status == "passed" else "Not adopted"
            text = f"{result}: {outcome_words(decision.outcome)}" if decision.outcome else result
        clause = f"&clause={grid.about}" if kind == "marks" else ""
        response = services.back(f"{here}?what={kind}{clause}")
        services.identities.leave_flash(request, response, "ok", text)
        return response

    return pages
